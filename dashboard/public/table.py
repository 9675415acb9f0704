"""The public table: cells of the frozen set; hidden ones say so and are never a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from analysis.frozen.contributions import MONEY
from analysis.frozen.frozen_set import FrozenSet, PublicCell
from analysis.frozen.tables import ALL, Family
from analysis.frozen.words import FIGURES, HIDDEN
from analysis.language import Language, Text, format_money, format_number

_IN_MONEY = {*MONEY, "revenue"}
_UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name, and its cell; None where no public table tells of it."""

    name: Text
    cell: PublicCell | None


def rows_along(frozen: FrozenSet, family: Family, dimension: str, **fixed: str) -> list[Row]:
    """Return the total and its parts along a dimension, with some paths fixed."""
    at = {name: path for name, path in fixed.items() if name != dimension}
    found = []
    for path in (*frozen.paths(family, dimension), ALL):
        try:
            cell = frozen.cell(family, **at, **{dimension: path})
        except KeyError:
            cell = None
        if cell is None or (cell.state == "nothing" and path != ALL):
            continue
        found.append(Row(frozen.name(dimension, path), cell))
    return found


def draw_rows(
    frozen: FrozenSet,
    family: Family,
    rows: Sequence[Row],
    caption: str,
    first: str,
    language: Language,
) -> int:
    """Draw rows as an accessible table; return how many of them are hidden."""
    st.html(rows_html(frozen, family, rows, caption, first, language))
    return sum(row.cell is not None and row.cell.state == "hidden" for row in rows)


def rows_html(
    frozen: FrozenSet,
    family: Family,
    rows: Sequence[Row],
    caption: str,
    first: str,
    language: Language,
) -> str:
    """Return rows of cells as an HTML table."""
    labels = [FIGURES[name].in_language(language) for name in family.figures]
    head = "".join(
        f'<th scope="col"{align}>{escape(label)}</th>'
        for label, align in zip([first, *labels], ["", *[_RIGHT] * len(labels)], strict=True)
    )
    body = "".join(
        f"<tr><td>{escape(row.name.in_language(language))}</td>"
        + "".join(
            f"<td{_RIGHT}>{escape(figure_text(frozen, row.cell, name, language))}</td>"
            for name in family.figures
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="kc-table" role="group" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


_RIGHT = ' style="text-align:right"'


def figure_text(frozen: FrozenSet, cell: PublicCell | None, figure: str, language: Language) -> str:
    """Return a figure in words: hidden where it is, a dash where nobody knows it."""
    if cell is None:
        return _UNKNOWN
    if cell.state == "hidden":
        return HIDDEN.in_language(language)
    value = cell.figures[figure]
    if value is None:
        return _UNKNOWN
    if figure in _IN_MONEY:
        return format_money(value, frozen.currency, language)
    return format_number(value, language)
