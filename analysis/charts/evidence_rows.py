"""Estimates with their intervals, one below the other: robustness, districts, groups, bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, GREY, INK, ORANGE, Trace, house_figure
from analysis.evidence.attrition import Bounds
from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Alternative, Interval
from analysis.evidence.model import Aggregate
from analysis.evidence.quantities import Scale, shown, signed
from analysis.evidence.subgroups import Subgroups
from analysis.language import Language, Text, format_number

_MAIN = Text("Ước tính chính", "Main estimate")
_SUPPORTED = Text("{n} được hỗ trợ", "{n} supported")
_COUNTS = Text("{n} được hỗ trợ, {m} đối chứng", "{n} supported, {m} compared")
_FEW = Text("ít cơ sở, đọc thận trọng", "few, read with care")
_UNKNOWN = Text("không tính được", "not computable")
_WITHOUT = Text("Bỏ {name}", "Without {name}")
_ALONE = Text("Riêng từng nhóm", "Each group alone")
_SHRUNK = Text("Đã co về trung bình chung", "Drawn towards the common mean")
_LOW = Text("Nếu mất những cơ sở kém nhất hoặc tốt nhất", "If the best or the worst were lost")

_OFFSET = 0.17
_NAME, _WORDS = 30, 34
"""Letters in a line of a row's name and of the words under it: both numbers of a count fit."""


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate: its name, words under it, the value and its interval on the outcome's scale.

    A `main` row stands out, one that `stands_back` is hollow. Without an estimate only its words
    are written.
    """

    label: str
    words: str
    estimate: float | None
    interval: Interval | None
    main: bool = False
    stands_back: bool = False


def value_axis(scale: Scale, title: str) -> dict[str, object]:
    """Return an axis of differences: percent for logs, percentage points, or the outcome's unit."""
    return {
        "title": {"text": wrapped(title, 24)},
        "tickformat": {"log": ",.1~%", "share": ",.2~%", "level": ",.3~f"}[scale],
        "zeroline": True,
        "rangemode": "tozero",
        "zerolinewidth": 2,
        "zerolinecolor": "rgba(107,114,128,0.6)",
        "nticks": 6,
    }


def rows_chart(
    rows: Sequence[Row], language: Language, title: str, scale: Scale, unit: Text | None = None
) -> go.Figure:
    """Draw rows from top to bottom around zero; the horizontal axis is called `title`.

    A main row's estimate runs through as a dotted line, for the others to be held against.
    """
    places = [-float(place) for place in range(len(rows))]
    traces = [_dots(list(zip(places, rows, strict=True)), language, scale, unit, BLUE)]
    lines = [
        vertical_line(shown(row.estimate, scale))
        for row in rows
        if row.main and row.estimate is not None
    ]
    return _rows_figure(
        traces, [_label(row.label, row.words) for row in rows], language, title, scale, lines
    )


def _dots(
    placed: Sequence[tuple[float, Row]],
    language: Language,
    scale: Scale,
    unit: Text | None,
    colour: str,
    name: str = "",
) -> Trace:
    known = [(place, row, row.estimate) for place, row in placed if row.estimate is not None]
    # Where no interval can be told none is drawn, and none of no width either.
    ends = [row.interval for _, row, _ in known]
    colours = [INK if row.main else colour for _, row, _ in known]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [shown(value, scale) for _, _, value in known],
        "y": [place for place, _, _ in known],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [
                None if end is None else shown(end.high, scale) - shown(value, scale)
                for end, (_, _, value) in zip(ends, known, strict=True)
            ],
            "arrayminus": [
                None if end is None else shown(value, scale) - shown(end.low, scale)
                for end, (_, _, value) in zip(ends, known, strict=True)
            ],
            "color": colour,
            "thickness": 2,
            "width": 4,
        },
        "marker": {
            "size": [12 if row.main else 9 for _, row, _ in known],
            "color": colours,
            "symbol": [
                "diamond" if row.main else "circle-open" if row.stands_back else "circle"
                for _, row, _ in known
            ],
            "line": {"width": 2, "color": colours},
        },
        "customdata": [_hover(row, value, language, scale, unit) for _, row, value in known],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hover(row: Row, value: float, language: Language, scale: Scale, unit: Text | None) -> str:
    said = signed(value, scale, unit).in_language(language)
    if row.interval is not None:
        ends = (row.interval.low, row.interval.high)
        low, high = (signed(end, scale, unit).in_language(language) for end in ends)
        said += f" ({low} … {high})"
    return f"{row.label}: {said}<br>{row.words}"


def _label(label: str, words: str) -> str:
    return f"<b>{wrapped(label, _NAME)}</b> <br>{wrapped(words, _WORDS)} "


def vertical_line(at: float) -> dict[str, object]:
    """Return a dotted line from top to bottom, behind what is drawn, as a shape."""
    line = {"color": GREY, "width": 1.5, "dash": "dot"}
    return {
        "type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper",
        "layer": "below", "line": line,
    }  # fmt: skip


def _rows_figure(
    traces: Sequence[Trace],
    labels: Sequence[str],
    language: Language,
    title: str,
    scale: Scale,
    lines: Sequence[dict[str, object]] = (),
) -> go.Figure:
    longest = max((label.count("<br>") + 1 for label in labels), default=1)
    return house_figure(
        traces,
        language,
        height=90 + (17 * longest + 12) * max(len(labels), 2),
        x_axis={**value_axis(scale, title), "showgrid": True},
        y_axis={
            "tickmode": "array",
            "tickvals": [-float(place) for place in range(len(labels))],
            "ticktext": list(labels),
            "range": [-max(len(labels), 2) + 0.4, 0.6],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 12},
            # A dot at zero is half outside the plot, and is not to touch its label.
            "ticklabelstandoff": 8,
        },
        shapes=list(lines),
    )


def added_up_chart(
    study: Aggregate, language: Language, title: str, scale: Scale, unit: Text | None = None
) -> go.Figure:
    """Draw a cohort or calendar aggregate: one row a year, the overall estimate as the main one."""
    overall = normal_interval(study.overall, study.overall_error, study.level)
    words = _supported(study.overall_supported, language)
    rows = [Row(_said(_MAIN, language), words, _known(study.overall), overall, main=True)]
    for year, value, error, count in zip(
        *(study.index, study.estimates, study.errors, study.supported), strict=True
    ):
        interval = normal_interval(float(value), float(error), study.level)
        # A year of one establishment has no error: its value alone would say too much.
        shown_value = _known(float(value)) if interval is not None else None
        words = _supported(int(count), language)
        if shown_value is None:
            words += f"; {_said(_UNKNOWN, language)}"
        rows.append(Row(str(int(year)), words, shown_value, interval))
    return rows_chart(rows, language, title, scale, unit)


def robustness_chart(
    estimate: float,
    interval: Interval | None,
    counts: tuple[int, int],
    alternatives: Sequence[Alternative],
    language: Language,
    title: str,
    scale: Scale,
    unit: Text | None = None,
) -> go.Figure:
    """Draw the main estimate and, below it, every other defensible way to answer.

    `counts` are the supported and compared of the main estimate.
    """
    rows = [Row(_said(_MAIN, language), _counted(counts, language), estimate, interval, main=True)]
    for other in alternatives:
        words = _counted((other.n_supported, other.n_compared), language)
        if other.estimate is None:
            words = _said(_UNKNOWN, language)
        label = other.title.in_language(language)
        rows.append(Row(label, words, other.estimate, other.interval))
    return rows_chart(rows, language, title, scale, unit)


def leave_one_out_chart(
    estimate: float,
    interval: Interval | None,
    supported: int,
    frame: pd.DataFrame,
    language: Language,
    title: str,
    scale: Scale,
    unit: Text | None = None,
) -> go.Figure:
    """Draw the estimate without each district below that with all, which rests on `supported`.

    `frame` is that of `leave_one_out`.
    """
    rows = [
        Row(_said(_MAIN, language), _supported(supported, language), estimate, interval, main=True)
    ]
    for record in frame.to_dict("records"):
        label = _WITHOUT.filled(name=str(record[f"label_{language}"])).in_language(language)
        words = _supported(int(record["supported"]), language)
        value, ends = _known(record["estimate"]), _interval(record["low"], record["high"])
        if value is None:
            words = _said(_UNKNOWN, language)
        rows.append(Row(label, words, value, ends))
    return rows_chart(rows, language, title, scale, unit)


def subgroups_chart(
    found: Subgroups, language: Language, title: str, scale: Scale, unit: Text | None = None
) -> go.Figure:
    """Draw every group's own estimate, and below it the same drawn towards the common mean.

    Groups keep the order of their codes; those with few supported say so and are hollow.
    """
    alone: list[tuple[float, Row]] = []
    drawn: list[tuple[float, Row]] = []
    labels = []
    for place, record in enumerate(found.frame.to_dict("records")):
        words = _supported(int(record["supported"]), language)
        if record["small"]:
            words += f"; {_said(_FEW, language)}"
        if _known(record["estimate"]) is None:
            words += f"; {_said(_UNKNOWN, language)}"
        label = str(record[f"label_{language}"])
        labels.append(_label(label, words))
        for rows, offset, names in (
            (alone, _OFFSET, ("estimate", "low", "high")),
            (drawn, -_OFFSET, ("shrunk", "shrunk_low", "shrunk_high")),
        ):
            value, low, high = (record[name] for name in names)
            row = Row(label, words, _known(value), _interval(low, high), False, record["small"])
            rows.append((-float(place) + offset, row))
    traces = [
        _dots(alone, language, scale, unit, GREY, _ALONE.in_language(language)),
        _dots(drawn, language, scale, unit, BLUE, _SHRUNK.in_language(language)),
    ]
    mean = found.shrinkage.mean
    lines = [vertical_line(shown(mean, scale))] if np.isfinite(mean) else []
    return _rows_figure(traces, labels, language, title, scale, lines)


def lee_bounds_chart(
    estimate: float,
    interval: Interval | None,
    bounds: Bounds,
    language: Language,
    title: str,
    scale: Scale,
    unit: Text | None = None,
) -> go.Figure:
    """Draw the estimate and, below it, the bounds as a bar with the interval around them."""
    rows = [Row(_said(_MAIN, language), "", estimate, interval, main=True)]
    figure_rows = [_dots([(0.0, rows[0])], language, scale, unit, BLUE)]
    low, high = shown(bounds.low, scale), shown(bounds.high, scale)
    outer_low, outer_high = (
        shown(end, scale) for end in (bounds.interval.low, bounds.interval.high)
    )
    said = " … ".join(
        signed(end, scale, unit).in_language(language) for end in (bounds.low, bounds.high)
    )
    span = {"type": "scatter", "mode": "lines", "y": [-1.0, -1.0], "hoverinfo": "skip"}
    figure_rows.append({**span, "x": [outer_low, outer_high], "line": {"color": GREY, "width": 2}})
    figure_rows.append(
        {
            **span,
            "mode": "lines+markers",
            "x": [low, high],
            "line": {"color": ORANGE, "width": 12},
            "marker": {"symbol": "line-ns", "size": 18, "line": {"color": ORANGE, "width": 3}},
            "hoverinfo": None,
            "hovertemplate": f"{said}<extra></extra>",
        }
    )
    labels = [_label(_said(_MAIN, language), ""), _label(_said(_LOW, language), said)]
    figure = _rows_figure(figure_rows, labels, language, title, scale)
    figure.layout.showlegend = False
    return figure


def _said(text: Text, language: Language) -> str:
    return text.in_language(language)


def _counted(counts: tuple[int, int], language: Language) -> str:
    written = [format_number(count, language) for count in counts]
    return _said(_COUNTS.filled(n=written[0], m=written[1]), language)


def _supported(count: int, language: Language) -> str:
    return _said(_SUPPORTED.filled(n=format_number(count, language)), language)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _interval(low: float, high: float) -> Interval | None:
    return Interval(float(low), float(high)) if np.isfinite(low) and np.isfinite(high) else None
