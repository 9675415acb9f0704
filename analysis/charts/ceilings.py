"""Charts of ceilings: what cases are against their ceiling, and how much of it they use."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT_GREY,
    ORANGE,
    PURPLE,
    SKY,
    YELLOW,
    Trace,
    house_figure,
)
from analysis.dictionary.codes import CEILING_STATUS
from analysis.language import Language, Text, format_day, format_money, format_number, format_share

STATUS_ALTERNATIVE = Text(
    "Biểu đồ cột chồng: phần khoản hỗ trợ, đề án và tạm ứng theo kết quả đối chiếu với mức tối đa.",
    "Stacked bars: share of supports, projects and advances by what they are against the ceiling.",
)
USE_ALTERNATIVE = Text(
    "Biểu đồ: trung vị, nửa ở giữa, phân vị 90 và khoảng của mức sử dụng từng mức tối đa; vạch "
    "100 % là mức tối đa.",
    "Chart: median, middle half, 90th percentile and range of the use of each ceiling; the line "
    "at 100% is the ceiling.",
)

_STATUS_LOOK = {
    "within": (GREEN, ""),
    "within_amount_share_unknown": (SKY, "."),
    "depends_on_priority": (YELLOW, "/"),
    "beyond": (ORANGE, "x"),
    "cannot_tell": (PURPLE, "-"),
    "unconfirmed": (GREY, "\\"),
    "no_ceiling": (LIGHT_GREY, ""),
}
_WIDTH = 20
"""Letters in a line of a label: on a narrow screen the bars need their room too."""


def ceiling_status_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Stack the share of cases of each status; `frame` is measure ceiling_status."""
    order = [
        code for code in ("advance", "project", "support") if (frame["applies_to"] == code).any()
    ]
    first = {str(row["applies_to"]): row for _, row in frame.iloc[::-1].iterrows()}
    labels = {
        code: "<br>".join(wrap(str(first[code]["applies_to_name"]), _WIDTH))
        + f"<br>(n = {format_number(float(first[code]['all_cases']), language)})"
        for code in order
    }
    traces: list[Trace] = []
    for status in CEILING_STATUS.values():
        of_status = frame[frame["status"] == status]
        rows = {str(row["applies_to"]): row for _, row in of_status.iterrows()}
        present = [code for code in order if code in rows]
        if not present:
            continue
        colour, pattern = _STATUS_LOOK[status]
        shares = [float(rows[code]["cases_share"]) for code in present]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": CEILING_STATUS.find(status).brief.in_language(language),
                "x": shares,
                "y": [labels[code] for code in present],
                "marker": {"color": colour, "pattern": _pattern(pattern)},
                "text": [format_share(s, language) if s >= 0.08 else "" for s in shares],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "insidetextfont": {"color": INK if status == "no_ceiling" else "white"},
                "customdata": [_hover(rows[code], language) for code in present],
                "hovertemplate": "%{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    return house_figure(
        traces,
        language,
        height=150 + 66 * max(len(order), 2),
        barmode="stack",
        showlegend=True,
        x_axis={"range": [0, 1], "tickformat": ".0%", "showgrid": True},
        y_axis={
            "showgrid": False,
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [labels[code] for code in order],
        },
    )


def _hover(row: pd.Series, language: Language) -> str:
    cases = format_number(float(row["cases"]), language)
    whole = format_number(float(row["all_cases"]), language)
    known = row["grant_amount"]
    money = format_money(None if pd.isna(known) else float(known), str(row["currency"]), language)
    return f"{cases} / {whole} · {money}"


def _pattern(shape: str) -> dict[str, Any]:
    return {
        "shape": shape,
        "fillmode": "overlay",
        "fgcolor": "white",
        "fgopacity": 0.55,
        "size": 7,
        "solidity": 0.25,
    }


def ceiling_use_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw how much of each ceiling is used; `frame` is measure ceiling_use.

    Only ceilings with cases of known use are drawn: range thin, middle half thick, median as a
    dot, 90th percentile as a tick. An unconfirmed ceiling has a hollow dot.
    """
    known = frame[frame["used_n"] > 0]
    rows = known.sort_values("used_n", kind="stable")
    labels = [_use_label(row, language) for _, row in rows.iterrows()]
    most = max(float(rows["used_most"].max()), 1.0) if len(rows) else 1.0
    traces: list[Trace] = [
        _span(rows, labels, "used_least", "used_most", LIGHT_GREY, 3, _RANGE, language),
        _span(rows, labels, "used_lower", "used_upper", BLUE, 11, _MIDDLE, language),
        _points(rows, labels, "used_p90", "line-ns-open", 14, _P90, language),
        _points(rows, labels, "used_median", "circle", 11, _MEDIAN, language),
    ]
    return house_figure(
        traces,
        language,
        height=130
        + len(rows) * (17 * max([2, *(label.count("<br>") + 1 for label in labels)]) + 12),
        shapes=[
            {
                "type": "line",
                "x0": 1,
                "x1": 1,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": ORANGE, "width": 2, "dash": "dash"},
            }
        ],
        annotations=[
            {
                "x": 1,
                "y": 0,
                "yref": "paper",
                "yanchor": "bottom",
                "xanchor": "right",
                "text": _CEILING.in_language(language) + " ",
                "showarrow": False,
                "font": {"color": ORANGE, "size": 12},
            }
        ],
        x_axis={
            "range": [0, most * 1.08],
            "tickformat": ".0%",
            "tickangle": 0,
            "showgrid": True,
            "nticks": 5,
        },
        y_axis={
            "showgrid": False,
            "tickfont": {"size": 12},
            "type": "category",
            "categoryorder": "array",
            "categoryarray": labels,
        },
    )


_RANGE = Text("Từ ít nhất đến nhiều nhất", "Least to most")
_MIDDLE = Text("Nửa ở giữa", "Middle half")
_P90 = Text("Phân vị 90 %", "90th percentile")
_MEDIAN = Text("Trung vị", "Median")
_CEILING = Text("Mức tối đa", "The ceiling")
_NOT_CONFIRMED = Text("mức chưa kiểm chứng", "ceiling not confirmed")
_UNTIL = Text("{first} – {last}", "{first} – {last}")
_SINCE = Text("từ {first}", "from {first}")


def _use_label(row: pd.Series, language: Language) -> str:
    """Return the words of a ceiling; the kind and the source wrapped, never clipped."""
    lines = wrap(str(row["activity_kind_name"]), _WIDTH)
    lines += wrap(str(row["source_group_name"]), _WIDTH)
    if pd.notna(row["valid_from"]):
        words = _SINCE if pd.isna(row["valid_to"]) else _UNTIL
        days = {"first": _day(row["valid_from"], language), "last": _day(row["valid_to"], language)}
        lines += wrap(words.in_language(language).format(**days), _WIDTH + 5)
    lines.append(f"n = {format_number(float(row['used_n']), language)}")
    if not row["confirmed"]:
        lines += wrap(_NOT_CONFIRMED.in_language(language), _WIDTH)
    return "<br>".join(lines)


def _day(value: pd.Timestamp, language: Language) -> str:
    return "" if pd.isna(value) else format_day(value.date(), language)


def _span(
    rows: pd.DataFrame,
    labels: list[str],
    first: str,
    last: str,
    colour: str,
    width: int,
    name: Text,
    language: Language,
) -> Trace:
    """Return a bar lying from one column to another, for every row."""
    starts, ends = rows[first].astype("float"), rows[last].astype("float")
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name.in_language(language),
        "x": [x for start, end in zip(starts, ends, strict=True) for x in (start, end, None)],
        "y": [y for label in labels for y in (label, label, None)],
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }


def _points(
    rows: pd.DataFrame,
    labels: list[str],
    column: str,
    symbol: str,
    size: int,
    name: Text,
    language: Language,
) -> Trace:
    values = [float(value) for value in rows[column]]
    hollow = [not confirmed for confirmed in rows["confirmed"].astype(bool)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name.in_language(language),
        "x": values,
        "y": labels,
        "marker": {
            "symbol": [
                f"{symbol}-open" if open_ and symbol == "circle" else symbol for open_ in hollow
            ],
            "size": size,
            "color": INK,
            "line": {"width": 2, "color": INK},
        },
        "customdata": [format_share(value, language) for value in values],
        "hovertemplate": "%{customdata}<extra>%{fullData.name}</extra>",
    }
