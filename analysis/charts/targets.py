"""The chart of targets: what was reached of each, beside it and the part of the year gone."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREEN, GREY, INK, ORANGE, Trace, house_figure
from analysis.language import Language, Text, format_number, format_share, money_unit
from analysis.measures.targets import STATES

TARGETS_ALTERNATIVE = Text(
    "Biểu đồ cột: phần đã đạt của từng chỉ tiêu; vạch 100 % là chỉ tiêu, vạch chấm là phần năm đã "
    "qua.",
    "Bar chart: the part reached of each target; the line at 100% is the target, the dotted one "
    "the part of the year gone.",
)
_COLOURS = {
    "reached": GREEN,
    "on_course": BLUE,
    "behind": ORANGE,
    "missed": ORANGE,
    "unknown": GREY,
}
_PATTERNS = {"reached": "", "on_course": "/", "behind": "x", "missed": "x", "unknown": "."}
_TARGET = Text("Chỉ tiêu", "Target")
_GONE = Text("Phần năm đã qua", "Part of the year gone")
_OF = Text("{actual} / {target} {unit}", "{actual} / {target} {unit}")
_UNKNOWN = Text("không rõ", "unknown")
_WIDTH = 17


def targets_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the part reached of each target; `frame` holds rows of targets_progress of one year.

    A target of nothing, or with an unknown actual, has no bar, only its words.
    """
    rows = frame.iloc[::-1]
    labels = [_label(row, language) for _, row in rows.iterrows()]
    written = [_written(row, language) for _, row in rows.iterrows()]
    values = [float(value) if pd.notna(value) else 0.0 for value in rows["achieved"]]
    states = [str(state) for state in rows["state"]]
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": labels,
        "marker": {
            "color": [_COLOURS[state] for state in states],
            "pattern": {
                "shape": [_PATTERNS[state] for state in states],
                "fillmode": "overlay",
                "fgcolor": "white",
                "fgopacity": 0.5,
                "size": 7,
                "solidity": 0.2,
            },
        },
        "customdata": written,
        "hovertemplate": "%{y}<br>%{customdata}<extra></extra>",
    }
    # Beside the bars in a column of their own, where the line of the target does not cross them.
    right = max([*values, 1.0])
    words: Trace = {
        "type": "scatter",
        "mode": "text",
        "x": [right * 1.05] * len(rows),
        "y": labels,
        "text": written,
        "textposition": "middle right",
        "textfont": {"size": 11},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    elapsed = float(rows["elapsed"].max()) if len(rows) else 1.0
    lines = [(1.0, "solid", _TARGET)]
    if 0 < elapsed < 1:
        lines.append((elapsed, "dot", _GONE))
    return house_figure(
        [bars, words],
        language,
        height=110
        + len(rows) * (16 * max([2, *(label.count("<br>") + 1 for label in labels)]) + 12),
        showlegend=False,
        shapes=[
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "layer": "above",
                "line": {"color": INK, "width": 1.5, "dash": dash},
            }
            for at, dash, _ in lines
        ],
        annotations=[
            {
                "x": at,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "xanchor": "center" if at == 1 else "right",
                "text": name.in_language(language),
                "showarrow": False,
                "font": {"size": 12},
            }
            for at, _, name in lines
        ],
        x_axis={
            "range": [0, right * 2.3],
            "tickformat": ".0%",
            "tickvals": [0, 0.5, 1],
            "showgrid": True,
        },
        y_axis={"showgrid": False, "type": "category", "tickfont": {"size": 12}},
    )


def _label(row: pd.Series, language: Language) -> str:
    """Return the words of a target; one of a place or source of its own says which."""
    lines = wrap(str(row["indicator_name"]), _WIDTH)
    if not bool(row["whole_province"]):
        lines += wrap(str(row["district_name"]), _WIDTH)
    if pd.notna(row["fund_source"]):
        lines += wrap(str(row["fund_source_name"]), _WIDTH)
    return "<br>".join(lines)


def _written(row: pd.Series, language: Language) -> str:
    """Return the share reached, the state, and both numbers in the unit of the target."""
    target, factor, unit, digits = float(row["target_value"]), 1, str(row["unit"]), 0
    if row["indicator"] == "fund_total":
        money = money_unit(target, str(row["currency"]))
        factor, unit = money.factor, money.name.in_language(language)
        digits = 2 if target / factor < 10 else 1
    actual = row["actual"]
    numbers = _OF.in_language(language).format(
        actual=_UNKNOWN.in_language(language)
        if pd.isna(actual)
        else format_number(float(actual) / factor, language, digits),
        target=format_number(target / factor, language, digits),
        unit=unit,
    )
    state = STATES[str(row["state"])].in_language(language)
    share = row["achieved"]
    lead = state if pd.isna(share) else f"{format_share(float(share), language)} · {state}"
    return f"{lead}<br>{numbers}"
