"""Charts of who is reached where: events against the share told, distance against the supported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, Trace, house_figure
from analysis.geography.unit_names import short_unit_name
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.coverage_reach import compared
from analysis.measures.reach_answers import with_distance

MOST_NAMED = 20
"""The most places these charts name; more would cover each other."""

REACH_ALTERNATIVE = Text(
    "Biểu đồ điểm: mỗi điểm một địa bàn, ngang là số buổi trên 100 cơ sở thuộc đối tượng, dọc là "
    "tỷ lệ được biết kèm khoảng.",
    "Dot chart: a dot for each place, across the events per 100 eligible establishments, upwards "
    "the share told with its interval.",
)
DISTANCE_ALTERNATIVE = Text(
    "Biểu đồ điểm: mỗi điểm một địa bàn, ngang là khoảng cách đường chim bay đến trung tâm tỉnh, "
    "dọc là tỷ lệ được hỗ trợ kèm khoảng.",
    "Dot chart: a dot for each place, across the distance from the capital as the crow flies, "
    "upwards the share supported with its interval.",
)

_EVENTS = Text("Buổi trên 100 cơ sở thuộc đối tượng", "Events per 100 eligible establishments")
_KM = Text("Cách trung tâm tỉnh (km)", "From the capital (km)")
_TOLD = Text("Tỷ lệ được biết (%)", "Share told (%)")
_SUPPORTED = Text("Tỷ lệ được hỗ trợ (%)", "Share supported (%)")
_HELD = Text("số buổi: {n}", "events: {n}")
_AWAY = Text("cách trung tâm {n} km", "{n} km from the capital")


def reach_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the share told of each place against its events; measure coverage_reach.

    Places without a rate, and what is of no one place, are left out; the table has them.
    """
    rows = compared(frame)
    words = [
        _HELD.filled(n=format_number(int(n), language)).in_language(language)
        for n in rows["events"]
    ]
    return _against(rows, "events_per_100", "told", (_EVENTS, _TOLD), words, language)


def distance_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the share supported of each place against its distance; measure coverage_reach.

    Places whose distance is not known, and what is of no one place, are left out.
    """
    rows = with_distance(frame)
    words = [
        _AWAY.filled(n=format_number(float(n), language, 0)).in_language(language)
        for n in rows["distance_km"]
    ]
    return _against(rows, "distance_km", "supported", (_KM, _SUPPORTED), words, language)


def _against(
    rows: pd.DataFrame,
    across_column: str,
    step: str,
    titles: tuple[Text, Text],
    words: Sequence[str],
    language: Language,
) -> go.Figure:
    """Draw the share that took a step, with its interval, against another column of places."""
    across = [float(value) for value in rows[across_column]]
    shares, lows, highs = (
        [100 * float(value) for value in rows[f"{step}_{end}"]] for end in ("share", "low", "high")
    )
    right, top = max(across, default=1) * 1.2 or 1, max(highs, default=1) * 1.12 or 1
    names = [short_unit_name(str(name)) for name in rows["district_name"]]
    named = len(rows) <= MOST_NAMED
    dots: Trace = {
        "type": "scatter",
        "mode": "markers+text" if named else "markers",
        "x": across,
        "y": shares,
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for high, value in zip(highs, shares, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, shares, strict=True)],
            "color": "rgba(107,114,128,0.5)",
            "thickness": 1.5,
            "width": 3,
        },
        "marker": {"color": BLUE, "size": 10, "line": {"color": "white", "width": 1}},
        "text": names if named else None,
        "textposition": _sides(across, shares, names, right, top) if named else None,
        "textfont": {"size": 11},
        "cliponaxis": False,
        "customdata": [
            _words(row, step, told, language)
            for row, told in zip(rows.to_dict("records"), words, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return house_figure(
        [dots],
        language,
        height=440,
        x_axis={
            "title": {"text": wrapped(titles[0].in_language(language), 30)},
            "range": [-0.06 * right, right],
            "showgrid": True,
            "zeroline": False,
        },
        y_axis={"title": {"text": titles[1].in_language(language)}, "range": [-0.03 * top, top]},
    )


def _words(row: Mapping[Any, Any], step: str, told: str, language: Language) -> str:
    def share(end: str) -> str:
        return format_share(float(row[f"{step}_{end}"]), language, 1)

    n = format_number(int(row["eligible"]), language)
    return (
        f"{row['district_name']}: {share('share')} ({share('low')} – {share('high')}) · n = {n} · "
        f"{told}"
    )


def _sides(
    across: Sequence[float],
    upwards: Sequence[float],
    names: Sequence[str],
    right: float,
    top: float,
) -> list[str]:
    """Return on which side each dot's name stands: the one that covers least, first dots first.

    Sizes are fractions of a chart on a narrow screen, where room is scarce.
    """
    dots = [(x / right, y / top) for x, y in zip(across, upwards, strict=True)]
    # A covered dot hides data, a covered name only itself: a dot weighs ten times as much.
    each = [(x - 0.02, x + 0.02, y - 0.025, y + 0.025, 10.0) for x, y in dots]
    covered = np.array(each, dtype=np.float64).reshape(-1, 5)
    sides = []
    for (x, y), name in zip(dots, names, strict=True):
        width = _LETTER * len(name)
        boxes = {
            side: (x + left * width + gap, x + (left + 1) * width + gap, y + low, y + low + _LINE)
            for side, (left, gap, low) in _SIDES.items()
        }
        side = min(boxes, key=lambda one: _overlap(boxes[one], covered))
        covered = np.vstack([covered, (*boxes[side], 1.0)])
        sides.append(side)
    return sides


_LETTER, _LINE = 0.024, 0.05
_SIDES = {
    "middle right": (0, 0.03, -_LINE / 2),
    "middle left": (-1, -0.03, -_LINE / 2),
    "top center": (-0.5, 0, 0.025),
    "bottom center": (-0.5, 0, -0.025 - _LINE),
    "top right": (0, 0.02, 0.02),
    "top left": (-1, -0.02, 0.02),
    "bottom right": (0, 0.02, -0.02 - _LINE),
    "bottom left": (-1, -0.02, -0.02 - _LINE),
}
"""Where a name may stand: how much of it lies left of its dot, the gap, and where it begins."""

_Box = tuple[float, float, float, float]


def _overlap(box: _Box, others: npt.NDArray[np.float64]) -> float:
    """Return how much of a box others cover, and how much of it leaves the chart.

    `others` (n, 5) are boxes, each with its weight.
    """
    wide = np.minimum(box[1], others[:, 1]) - np.maximum(box[0], others[:, 0])
    high = np.minimum(box[3], others[:, 3]) - np.maximum(box[2], others[:, 2])
    covered = float((np.maximum(wide, 0.0) * np.maximum(high, 0.0)) @ others[:, 4])
    return covered + max(0.0, box[1] - 1.0) + max(0.0, -0.06 - box[0])
