"""The chart of one benchmark: our own value beside those of other places."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREEN, GREY, Trace, house_figure, sentence_case
from analysis.language import Language, Text, money_unit
from analysis.measures.benchmark_kinds import BENCHMARKS
from analysis.measures.periods import period_name

BENCHMARK_ALTERNATIVE = Text(
    "Biểu đồ cột: chỉ số của bộ dữ liệu và của các nơi khác, kỳ ghi bên cạnh.",
    "Bar chart: the benchmark of the data set and of other places, with their periods.",
)
_PART = Text("chưa trọn năm", "part of a year")
_WIDTH = 22
_KINDS = {benchmark.code: benchmark for benchmark in BENCHMARKS}


def benchmark_chart(frame: pd.DataFrame, prices: str, language: Language) -> go.Figure:
    """Draw one benchmark, money and basis; rows that do not compare are left to the table.

    `prices` chooses nominal or constant values; the latter leaves out rows that have none. The
    data set's own bars are green, other places' blue; a part of a year is hatched and says so.
    """
    column = "value_constant" if prices == "constant" else "value"
    text = "constant_text" if prices == "constant" else "value_text"
    rows = frame[frame["comparable"].astype(bool) & frame[column].notna()].iloc[::-1]
    kind = _KINDS[str(rows["benchmark"].iloc[0])]
    values = [float(value) for value in rows[column]]
    top = max(values, default=0.0)
    factor, unit = 1.0, kind.unit.in_language(language)
    if kind.kind == "money":
        money = money_unit(top, str(rows["currency"].iloc[0]))
        factor = float(money.factor)
        per = unit.split("/", 1)[1] if language == "vi" else unit.split(" ", 1)[1]
        name = money.name.in_language(language)
        unit = f"{name}/{per}" if language == "vi" else f"{name} {per}"
    labels = [_label(row, language) for _, row in rows.iterrows()]
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": [value / factor for value in values],
        "y": labels,
        "marker": {
            "color": [_colour(str(origin)) for origin in rows["origin"]],
            "pattern": {
                "shape": ["" if whole else "/" for whole in rows["whole_years"].astype(bool)],
                "fillmode": "overlay",
                "fgcolor": "white",
                "fgopacity": 0.55,
                "size": 7,
                "solidity": 0.25,
            },
        },
        "text": [str(written) for written in rows[text]],
        "textposition": "outside",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    ticks = {"tickformat": ".0%" if kind.kind == "share" else ",~f"}
    return house_figure(
        [bars],
        language,
        height=120
        + len(rows) * (17 * max([2, *(label.count("<br>") + 1 for label in labels)]) + 12),
        x_axis={
            "title": {"text": sentence_case(unit), "font": {"size": 12}},
            "range": [0, max(top / factor, 1e-9) * 1.85],
            "showgrid": True,
            "nticks": 5,
            **ticks,
        },
        y_axis={"showgrid": False, "type": "category", "tickfont": {"size": 12}},
    )


def _colour(origin: str) -> str:
    return {"own": GREEN, "simulated": GREEN, "published": BLUE}.get(origin, GREY)


def _label(row: pd.Series, language: Language) -> str:
    period = period_name(str(row["period"]), language)
    note = "" if row["whole_years"] else f", {_PART.in_language(language)}"
    return "<br>".join(
        [*wrap(str(row["geography_name"]), _WIDTH), *wrap(f"{period}{note}", _WIDTH)]
    )
