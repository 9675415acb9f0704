"""Charts of what productivity growth is made of, and of who still operates."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.outcomes import COLOURS, over
from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, GREY, INK, LEGEND_TOP, ORANGE, Trace, house_figure
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.outcome_columns import NOT_SUPPORTED, SUPPORTED
from analysis.measures.outcomes_answers import signed_points
from analysis.measures.productivity_growth import ALL, COMPONENT_NAMES

GROWTH_ALTERNATIVE = Text(
    "Biểu đồ thanh: tăng trưởng năng suất chung và từng phần của nó.",
    "Bars: growth of aggregate productivity and each of its parts.",
)
SURVIVAL_ALTERNATIVE = Text(
    "Hai đường bậc thang có dải 95%: tỷ lệ cơ sở còn hoạt động theo số năm từ khi hỗ trợ.",
    "Two stepped lines with 95% bands: share still operating by years since support.",
)
_COUNTED_BY = {"within": "n_stayed", "between": "n_stayed"}


def growth_chart(
    frame: pd.DataFrame, start: int, end: int, language: Language, status: str = ALL
) -> go.Figure:
    """Draw growth between two years and its components; `frame` is productivity_growth."""
    rows = frame[
        (frame["year_from"] == start) & (frame["year_to"] == end) & (frame["status"] == status)
    ]
    row = rows.iloc[0]
    whole = Text("Tăng trưởng chung", "Growth, all")
    parts = [(whole, float(row["growth"]), None)] + [
        (label, float(row[name]), int(row[_COUNTED_BY.get(name, f"n_{name}")]))
        for name, label in COMPONENT_NAMES.items()
    ]
    # From top to bottom; a category axis counts from the bottom.
    parts = parts[::-1]
    values = [100 * value for _, value, _ in parts]
    reach = max([abs(value) for value in values] + [1e-9])
    labels = [
        wrapped(label.in_language(language), 16)
        + ("" if n is None else f"<br>n = {format_number(n, language)}")
        for label, _, n in parts
    ]
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": labels,
        "marker": {
            "color": [
                INK if label is whole else BLUE if value >= 0 else ORANGE
                for label, value, _ in parts
            ],
            "pattern": {
                **over(""),
                "shape": [
                    "/" if value < 0 and label is not whole else "" for label, value, _ in parts
                ],
            },
        },
        "text": [signed_points(value).in_language(language) for _, value, _ in parts],
        "textposition": "outside",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    title = Text("Điểm log × 100 (≈ %)", "Log points × 100 (≈ %)").in_language(language)
    lowest = min([0.0, *values])
    return house_figure(
        [bars],
        language,
        height=90 + 56 * len(parts),
        x_axis={
            "title": {"text": title},
            "range": [
                lowest - (0.35 * reach if lowest < 0 else 0),
                max([0.0, *values]) + 0.35 * reach,
            ],
            "showgrid": True,
            "zeroline": True,
            "zerolinecolor": "rgba(107,114,128,0.6)",
            "nticks": 6,
        },
        y_axis={"showgrid": False, "type": "category", "tickfont": {"size": 12}},
    )


def survival_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw both shares still operating with their bands; `frame` is measure survival."""
    names = {
        SUPPORTED: Text("Được hỗ trợ", "Supported"),
        NOT_SUPPORTED: Text("Nếu ngừng như cơ sở chưa được hỗ trợ", "If closing as not supported"),
    }
    traces: list[Trace] = []
    lowest = 1.0
    for status, name in names.items():
        own = frame[frame["status"] == status].sort_values("since")
        if own.empty:
            continue
        lowest = min(lowest, float(own["low"].min()))
        x = [int(since) for since in own["since"]]
        edge: Trace = {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "line": {"shape": "hv", "width": 0},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        fill = "rgba(0,114,178,0.18)" if status == SUPPORTED else "rgba(213,94,0,0.18)"
        traces += [
            {**edge, "y": [float(value) for value in own["low"]]},
            {
                **edge,
                "y": [float(value) for value in own["high"]],
                "fill": "tonexty",
                "fillcolor": fill,
            },
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": [float(value) for value in own["share"]],
                "name": f"{name.in_language(language)} (n = "
                f"{format_number(int(own['at_risk'].iloc[0]), language)})"
                if status == SUPPORTED
                else name.in_language(language),
                "line": {
                    "shape": "hv",
                    "width": 2.5,
                    "color": COLOURS[status],
                    "dash": "solid" if status == SUPPORTED else "dash",
                },
                "customdata": [
                    Text(
                        f"{format_share(float(row['share']), 'vi', 1)} "
                        f"({format_share(float(row['low']), 'vi', 1)}–"
                        f"{format_share(float(row['high']), 'vi', 1)}), "
                        f"có thể ngừng: {format_number(int(row['at_risk']), 'vi')}",
                        f"{format_share(float(row['share']), 'en', 1)} "
                        f"({format_share(float(row['low']), 'en', 1)}–"
                        f"{format_share(float(row['high']), 'en', 1)}), "
                        f"at risk: {format_number(int(row['at_risk']), 'en')}",
                    ).in_language(language)
                    for _, row in own.iterrows()
                ],
                "hovertemplate": "%{x}: %{customdata}<extra></extra>",
            },
        ]
    own = frame[frame["status"] == SUPPORTED].sort_values("since")
    marks = [
        {
            "x": int(row["since"]),
            "y": 1.005,
            "text": f"n={format_number(int(row['at_risk']), language)}",
            "textangle": -90,
            "showarrow": False,
            "yanchor": "bottom",
            "font": {"size": 11, "color": GREY},
        }
        for _, row in own.iterrows()
    ]
    # A curve near one would be a flat line on an axis from zero; the axis says where it begins.
    bottom = max(0.0, lowest - 0.05)
    return house_figure(
        traces,
        language,
        height=420,
        showlegend=True,
        legend={**LEGEND_TOP, "orientation": "v"},
        annotations=marks,
        x_axis={
            "title": {
                "text": Text("Số năm từ khi được hỗ trợ", "Years since support").in_language(
                    language
                )
            },
            "dtick": 1,
            "range": [-0.6, max([int(v) for v in frame["since"]], default=1) + 0.4],
        },
        y_axis={
            "title": {"text": Text("Còn hoạt động", "Still operating").in_language(language)},
            "range": [bottom, 1 + (1 - bottom) * 0.22],
            "tickvals": _ticks_up_to_one(bottom),
            "tickformat": ".0%",
        },
    )


def _ticks_up_to_one(bottom: float) -> list[float]:
    """Return whole steps from one down to the bottom: above one there is no share."""
    span = 100 * (1 - bottom)
    step = next(size for size in (1, 2, 5, 10, 20, 25) if span / size <= 6 or size == 25)
    return [(100 - step * place) / 100 for place in range(int(span // step) + 1)]
