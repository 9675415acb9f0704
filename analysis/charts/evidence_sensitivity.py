"""Charts of doubt: intervals over how far trends may have broken, answers of matching."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import plotly.graph_objects as go

from analysis.charts.evidence_rows import Row, rows_chart, value_axis, vertical_line
from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, INK, ORANGE, Trace, house_figure
from analysis.evidence.findings import Interval
from analysis.evidence.quantities import Scale, shown, signed
from analysis.language import Language, Text, format_number

_PARALLEL = Text("Nếu song song", "If parallel")
_STANDS = Text("Khác không", "Told from zero")
_NEEDED = Text("Phải giải thích để về không", "Needed to bring it to zero")
_HOLDS = Text("Chứa số không", "Holds zero")


def broken_trends_chart(
    estimate: float,
    parallel: Interval,
    broken: Sequence[tuple[float, Interval]],
    breakdown: float | None,
    language: Language,
    titles: tuple[str, str],
    scale: Scale,
    unit: Text | None = None,
    said: Sequence[str] = (),
) -> go.Figure:
    """Draw the estimate under parallel trends, then intervals by how far trends may have broken.

    `titles` are of the horizontal and the vertical axis; `said` are the marks of the horizontal
    one, one for each of `broken`, which stand evenly apart: their distance is no quantity. The
    breakdown value is a dotted line between the last interval it spares and the first it does not.
    """
    names = [_PARALLEL.in_language(language), *said]
    traces: list[Trace] = [
        _bars([(0, parallel)], names, INK, "", language, scale, unit),
        {
            "type": "scatter",
            "mode": "markers",
            "x": [0],
            "y": [shown(estimate, scale)],
            "marker": {"color": INK, "size": 12, "symbol": "diamond"},
            "showlegend": False,
            "customdata": [f"{names[0]}: {_said(estimate, language, scale, unit)}"],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]
    placed = [(at + 1, interval) for at, (_, interval) in enumerate(broken)]
    for words, colour, holds in ((_STANDS, BLUE, False), (_HOLDS, ORANGE, True)):
        chosen = [one for one in placed if one[1].holds(0.0) is holds]
        if chosen:
            name = words.in_language(language)
            traces.append(_bars(chosen, names, colour, name, language, scale, unit))
    place = _place(breakdown, [value for value, _ in broken]) if breakdown else None
    return house_figure(
        traces,
        language,
        x_axis={
            "title": {"text": wrapped(titles[0], 60)},
            "tickvals": list(range(len(names))),
            "ticktext": [wrapped(name, 12) for name in names],
            "range": [-0.5, len(names) - 0.5],
            "zeroline": False,
            "showgrid": False,
        },
        y_axis=value_axis(scale, titles[1]),
        shapes=[] if place is None else [vertical_line(place)],
    )


def matched_chart(
    rows: Sequence[tuple[str, str, float | None, Interval | None, bool]],
    language: Language,
    title: str,
    scale: Scale,
    unit: Text | None = None,
) -> go.Figure:
    """Draw answers from top to bottom: name, words, estimate, interval, whether it stands back."""
    return rows_chart(
        [Row(*row[:4], main=at == 0, stands_back=row[4]) for at, row in enumerate(rows)],
        language,
        title,
        scale,
        unit,
    )


def unseen_cause_chart(
    robustness: float, rows: Sequence[tuple[str, float, float]], language: Language, title: str
) -> go.Figure:
    """Draw what recorded characteristics explain of support and of the outcome, by their name.

    The dotted line is what an unrecorded cause would have to explain of both to undo the estimate.
    """
    names = [wrapped(name, 24) for name, _, _ in rows]
    parts = (
        (Text("Của việc được hỗ trợ", "Of who is supported"), BLUE, 1),
        (Text("Của kết quả", "Of the outcome"), ORANGE, 2),
    )
    traces: list[Trace] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": words.in_language(language),
            "y": names,
            "x": [row[at] for row in rows],
            "marker": {"color": colour},
            "customdata": [
                f"{row[0]}: {format_number(100 * float(row[at]), language, 1)} %" for row in rows
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
        for words, colour, at in parts
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "name": _NEEDED.in_language(language),
            "x": [robustness, robustness],
            "y": [names[0], names[-1]],
            "line": {"color": INK, "width": 2, "dash": "dot"},
            "hoverinfo": "skip",
        }
    )
    return house_figure(
        traces,
        language,
        height=max(220, 60 + 62 * len(rows)),
        barmode="group",
        x_axis={"title": {"text": title}, "tickformat": ".1~%", "rangemode": "tozero"},
        y_axis={"autorange": "reversed", "automargin": True},
    )


def _bars(
    placed: Sequence[tuple[int, Interval]],
    names: Sequence[str],
    colour: str,
    name: str,
    language: Language,
    scale: Scale,
    unit: Text | None,
) -> Trace:
    """Return intervals as upright lines with an end at both sides."""
    ends = [(at, shown(one.low, scale), shown(one.high, scale)) for at, one in placed]
    words = [
        f"{names[at]}: {_said(one.low, language, scale, unit)} … "
        f"{_said(one.high, language, scale, unit)}"
        for at, one in placed
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "showlegend": bool(name),
        "x": [place for at, _, _ in ends for place in (at, at, None)],
        "y": [value for _, low, high in ends for value in (low, high, None)],
        "line": {"color": colour, "width": 4},
        "marker": {
            "color": colour,
            "size": 14,
            "symbol": "line-ew",
            "line": {"width": 3, "color": colour},
        },
        "customdata": [told for one in words for told in (one, one, None)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _said(value: float, language: Language, scale: Scale, unit: Text | None) -> str:
    return signed(value, scale, unit).in_language(language)


def _place(breakdown: float, values: Sequence[float]) -> float | None:
    """Return where a value stands among marks evenly apart, None beyond the last."""
    for at, (low, high) in enumerate(pairwise(values)):
        if low <= breakdown <= high:
            return at + 1 + (breakdown - low) / (high - low)
    return None
