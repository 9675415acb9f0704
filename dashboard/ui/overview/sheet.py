"""What is read in one minute, as one table that prints on a page of A4."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analysis.evidence.briefing import Figure
from analysis.evidence.briefing_told import Briefing
from analysis.language import Text
from dashboard.ui.overview.drawing import DIRECTIONS, MOVES, THINGS
from dashboard.ui.view import View

_FIGURES = Text("Năm con số", "Five figures")


def sheet_html(told: Briefing, caption: str, view: View) -> str:
    """Return figures, things to know and moves under one another; a heading for each part."""
    language = view.language
    things = [
        (f"{place}", thing.sentence.in_language(language), "")
        for place, thing in enumerate(told.things, start=1)
    ]
    moves = [
        (DIRECTIONS[move.direction].in_language(language), move.sentence.in_language(language), "")
        for move in told.moves
    ]
    parts = [
        (_FIGURES, [_figure_row(figure, view) for figure in told.figures]),
        (THINGS, things),
        (MOVES, moves),
    ]
    rows = "".join(_part(title.in_language(language), rows) for title, rows in parts if rows)
    return (
        f'<div class="kc-sheet kc-minute"><table><caption>{escape(caption)}</caption>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _figure_row(figure: Figure, view: View) -> tuple[str, str, str]:
    language = view.language
    value = "–" if figure.value is None else figure.value.in_language(language)
    told = figure.told.in_language(language)
    below = dict.fromkeys(one.in_language(language) for one in (figure.target, figure.sure))
    return figure.label.in_language(language), f"{value} · {told}", " ".join(below)


def _part(title: str, rows: Sequence[tuple[str, str, str]]) -> str:
    made = [f'<tr><th colspan="3" scope="rowgroup">{escape(title)}</th></tr>']
    for name, said, basis in rows:
        # What has no basis of its own takes its column too.
        wide = "" if basis else ' colspan="2"'
        last = f"<td>{escape(basis)}</td>" if basis else ""
        made.append(
            f'<tr><th scope="row">{escape(name)}</th><td{wide}>{escape(said)}</td>{last}</tr>'
        )
    return "".join(made)
