"""Charts of who is there to reach establishments: clusters visited or not, and officers' load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, LEGEND_ABOVE, ORANGE, Trace, house_figure, whole_ticks
from analysis.geography.unit_names import short_unit_name
from analysis.language import Language, Text, format_number
from analysis.measures.reach_answers import with_clusters, with_officers

MOST_PLACES = 30
"""The most places these charts show; the table has all of them."""

CLUSTERS_ALTERNATIVE = Text(
    "Thanh chồng: cụm, khu của từng địa bàn, có hay chưa có buổi khảo sát ghi mã.",
    "Stacked bars: the clusters and zones of each place, named by a visit or by none.",
)
OFFICERS_ALTERNATIVE = Text(
    "Thanh ngang: số đề án đang thực hiện mỗi cán bộ phụ trách của từng địa bàn.",
    "Horizontal bars: projects under way for each officer in charge, by place.",
)
_CLUSTERS = Text("Cụm, khu", "Clusters and zones")
_VISITED = Text("Đã khảo sát", "Visited")
_UNVISITED = Text("Chưa khảo sát", "Never visited")
_LOAD = Text("Đề án mỗi cán bộ", "Projects an officer")
_OFFICERS = Text(
    "{projects} đề án, {officers} cán bộ; bồi dưỡng 24 tháng: {trained}",
    "projects: {projects}, officers: {officers}, trained in 24 months: {trained}",
)
_NOBODY = Text(
    "{projects} đề án, không ghi cán bộ nào: chưa nói được",
    "projects: {projects}, no officer recorded: cannot tell",
)


def clusters_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the clusters of each place with and without a visit; measure coverage_reach."""
    rows = with_clusters(frame).head(MOST_PLACES).iloc[::-1]
    labels = [
        _label(row, f"n = {format_number(int(row['clusters']), language)}")
        for row in rows.to_dict("records")
    ]
    unvisited = [int(n) for n in rows["clusters_unvisited"]]
    visited = [int(n) - left for n, left in zip(rows["clusters"], unvisited, strict=True)]
    traces: list[Trace] = [
        _bars(name.in_language(language), labels, values, colour, pattern, language)
        for name, values, colour, pattern in (
            (_UNVISITED, unvisited, ORANGE, "/"),
            (_VISITED, visited, BLUE, ""),
        )
    ]
    top = max(rows["clusters"], default=1)
    return house_figure(
        traces,
        language,
        height=130 + 38 * max(len(rows), 2),
        barmode="stack",
        x_axis={
            "title": {"text": _CLUSTERS.in_language(language)},
            "range": [0, float(top) * 1.05],
            "showgrid": True,
            **whole_ticks(float(top)),
        },
        y_axis={"type": "category", "showgrid": False, "tickfont": {"size": 12}},
        legend=LEGEND_ABOVE,
    )


def officers_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw projects under way for each officer in charge; measure coverage_reach.

    A place whose projects name nobody has words and no bar. One officer may have projects in
    several places and counts in each.
    """
    rows = with_officers(frame).head(MOST_PLACES).iloc[::-1]
    labels = [_label(row, _officer_words(row, language)) for row in rows.to_dict("records")]
    loads = [None if pd.isna(value) else float(value) for value in rows["cases_per_officer"]]
    known = [load for load in loads if load is not None]
    top = max(known, default=1.0) * 1.15
    bars = _bars(_LOAD.in_language(language), labels, loads, BLUE, "", language)
    return house_figure(
        [bars],
        language,
        height=110 + 44 * max(len(rows), 2),
        x_axis={
            "title": {"text": _LOAD.in_language(language)},
            "range": [0, top],
            "showgrid": True,
            "nticks": 5,
            "tickformat": ",.1~f",
        },
        y_axis={"type": "category", "showgrid": False, "tickfont": {"size": 12}},
    )


def _officer_words(row: Mapping[Any, Any], language: Language) -> str:
    text = _NOBODY if pd.isna(row["cases_per_officer"]) else _OFFICERS
    counts = {
        name: "–" if pd.isna(row[column]) else format_number(int(row[column]), language)
        for name, column in (
            ("projects", "projects"),
            ("officers", "officers"),
            ("trained", "trained_recent"),
        )
    }
    return text.filled(**counts).in_language(language)


def _label(row: Mapping[Any, Any], words: str) -> str:
    name = wrapped(short_unit_name(str(row["district_name"])))
    return f"<b>{name}</b> <br>{wrapped(words, 26).replace('<br>', ' <br>')} "


def _bars(
    name: str,
    labels: Sequence[str],
    values: Sequence[float | None],
    colour: str,
    pattern: str,
    language: Language,
) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": list(values),
        "y": list(labels),
        "marker": {
            "color": colour,
            "pattern": {
                "shape": pattern,
                "fillmode": "overlay",
                "fgcolor": "white",
                "fgopacity": 0.35,
                "size": 9,
                "solidity": 0.12,
            },
        },
        "text": [
            ""
            if not value
            else format_number(value, language, 0 if float(value).is_integer() else 1)
            for value in values
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "insidetextfont": {"color": "white"},
        "textangle": 0,
        "hovertemplate": "%{y}: %{x}<extra>%{fullData.name}</extra>",
    }
