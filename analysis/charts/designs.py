"""Charts of other designs: one case by year, pretended cases, scores around a threshold, doses."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.evidence_rows import value_axis
from analysis.charts.large_numbers import large_axis
from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, GREY, INK, LIGHT_GREY, ORANGE, Trace, house_figure
from analysis.evidence.quantities import Scale
from analysis.language import Language, Text, format_number

_CASE = Text("Trường hợp này", "This case")
_POOL = Text("Nhóm đã gán trọng số", "Weighted pool")
_PRETENDED = Text("Giả định", "Pretended")
_FILES = Text("{n} hồ sơ có số liệu", "{n} files with figures")
_CHANGE = Text("Thay đổi bình quân", "Mean change")
_SCORE = Text("Điểm thẩm định so với ngưỡng", "Appraisal score from the threshold")
_SUPPORTED = Text("Tỷ lệ được hỗ trợ", "Share supported")


def case_chart(frame: pd.DataFrame, language: Language, title: str, share: bool) -> go.Figure:
    """Draw a case and its weighted pool by year; a line stands before the first year of support.

    `frame` is that of `case_path`; `share` has the axis in per cent.
    """
    traces: list[Trace] = [
        _line(frame["year"], frame["made"], _POOL.in_language(language), GREY, "dot"),
        _line(frame["year"], frame["own"], _CASE.in_language(language), BLUE, "solid"),
    ]
    y_axis: Trace = {"title": {"text": title}, "tickformat": ",.1~%"}
    if not share:
        y_axis = large_axis([*frame["made"], *frame["own"]], language, title)
    start = frame.loc[frame["since"], "year"]
    shapes = [_upright(float(start.iloc[0]) - 0.5)] if len(start) else []
    return house_figure(
        traces,
        language,
        x_axis={"dtick": 1, "tickformat": "d"},
        y_axis=y_axis,
        shapes=shapes,
    )


def placebo_chart(
    frame: pd.DataFrame, estimate: float, language: Language, title: str, scale: Scale
) -> go.Figure:
    """Draw the estimates of pretended cases from low to high, and that of the real case.

    `frame` is that of `placebo_table`; `estimate` is as read.
    """
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": _PRETENDED.in_language(language),
            "x": frame["estimate"].tolist(),
            "y": frame["pretended"].tolist(),
            "marker": {"size": 7, "color": LIGHT_GREY, "line": {"width": 1, "color": GREY}},
            "hovertemplate": "%{x}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": _CASE.in_language(language),
            "x": [estimate],
            "y": [int((frame["estimate"] < estimate).sum()) + 0.5],
            "marker": {"size": 14, "color": INK, "symbol": "diamond"},
            "hovertemplate": "%{x}<extra></extra>",
        },
    ]
    return house_figure(
        traces,
        language,
        x_axis={**value_axis(scale, title), "showgrid": True},
        y_axis={"showticklabels": False, "showgrid": False, "zeroline": False},
    )


def score_chart(frame: pd.DataFrame, language: Language, scale: Scale) -> go.Figure:
    """Draw, by score from the threshold, the mean change and above it the share supported.

    `frame` is that of `score_table`; dots are as large as the files behind them.
    """
    known = frame[frame["answered"] > 0]
    counts = [_FILES.filled(n=format_number(n, language)) for n in known["answered"]]
    dots: Trace = {
        "type": "scatter",
        "mode": "markers",
        "name": _CHANGE.in_language(language),
        "x": known["score"].tolist(),
        "y": known["change"].tolist(),
        "marker": {
            "size": (4 + 2.2 * known["answered"] ** 0.5).tolist(),
            "color": [BLUE if score >= 0 else GREY for score in known["score"]],
        },
        "customdata": [text.in_language(language) for text in counts],
        "hovertemplate": "%{y}<br>%{customdata}<extra></extra>",
    }
    shares: Trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _SUPPORTED.in_language(language),
        "x": frame["score"].tolist(),
        "y": frame["supported_share"].tolist(),
        "yaxis": "y2",
        "line": {"color": ORANGE, "width": 2},
        "hovertemplate": "%{y}<extra></extra>",
    }
    return house_figure(
        [dots, shares],
        language,
        height=470,
        x_axis={"title": {"text": _SCORE.in_language(language)}, "zeroline": False},
        y_axis={**value_axis(scale, _CHANGE.in_language(language)), "domain": [0.0, 0.62]},
        yaxis2={
            "domain": [0.72, 1.0],
            "anchor": "x",
            "range": [-0.02, 1.05],
            "tickformat": ".0%",
            "nticks": 3,
            "fixedrange": True,
            "gridcolor": "rgba(107,114,128,0.25)",
            "zeroline": False,
            "automargin": True,
            # The upper panel is low: its title takes two lines.
            "title": {"text": wrapped(_SUPPORTED.in_language(language), 11)},
        },
        shapes=[_upright(0.0)],
    )


def dose_chart(
    frame: pd.DataFrame, language: Language, title: str, dose: str, scale: Scale
) -> go.Figure:
    """Draw the effect at each dose with its pointwise interval; doses double at equal steps."""
    x = frame["dose"].tolist()
    band: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": [*x, *x[::-1]],
        "y": [*frame["high"], *frame["low"][::-1]],
        "fill": "toself",
        "fillcolor": "rgba(0,114,178,0.13)",
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    line = _line(frame["dose"], frame["estimate"], title, BLUE, "solid")
    line["mode"] = "lines"
    return house_figure(
        [band, line],
        language,
        x_axis=large_axis(x, language, dose, log=True),
        y_axis=value_axis(scale, title),
        showlegend=False,
    )


def _line(x: pd.Series, y: pd.Series, name: str, colour: str, dash: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": x.tolist(),
        "y": y.tolist(),
        "line": {"color": colour, "width": 2.5, "dash": dash},
        "hovertemplate": "%{y}<extra></extra>",
    }


def _upright(at: float) -> dict[str, object]:
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": GREY, "width": 1.5, "dash": "dot"},
    }
