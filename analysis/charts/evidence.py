"""Charts of a claim: years around support, likeness, who remains, what could be seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import scipy

from analysis.charts.evidence_rows import value_axis
from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, GREY, LIGHT_GREY, ORANGE, Trace, house_figure
from analysis.evidence.balance import LARGEST_DIFFERENCE
from analysis.evidence.model import Aggregate
from analysis.evidence.quantities import Scale, shown, signed, size
from analysis.language import Language, Text, format_number

_BEFORE = Text("Trước khi hỗ trợ", "Before support")
_AFTER = Text("Từ khi hỗ trợ", "Since support")
_YEARS = Text("Số năm kể từ khi được hỗ trợ", "Years since support")
_N = Text("{n} cơ sở được hỗ trợ", "{n} supported establishments")
_AS_SEEN = Text("Khi chưa gán trọng số", "As observed")
_WEIGHTED = Text("Sau khi gán trọng số", "After weighting")
_DIFFERENCE = Text("Chênh lệch (độ lệch chuẩn)", "Difference (standard deviations)")
_LEFT = Text("Còn lại", "Remaining")
_LEFT_OUT = Text("Loại ra", "Left out")
_ESTABLISHMENTS = Text("Số cơ sở", "Establishments")
_TODAY = Text("Hiện nay: {n}", "Today: {n}")
_FOLLOWED = Text("Số cơ sở được hỗ trợ có theo dõi", "Supported establishments followed")


def event_study_chart(
    study: Aggregate, language: Language, title: str, scale: Scale, unit: Text | None = None
) -> go.Figure:
    """Draw a dynamic aggregate: estimates by years since support with pointwise intervals.

    The shade is the simultaneous band, within which all lie together at the level of the study.
    Estimates before support are hollow: there should be nothing. An estimate without an error is
    a period of reference and has no interval.
    """
    width = float(scipy.stats.norm.ppf((1 + study.level) / 2))
    traces: list[Trace] = []
    band = np.isfinite(study.errors)
    if np.isfinite(study.critical) and band.any():
        reach = study.critical * np.nan_to_num(study.errors)
        drawn = np.isfinite(study.estimates)
        ends = [
            [shown(value, scale) for value in (study.estimates + side * reach)[drawn]]
            for side in (1.0, -1.0)
        ]
        years = study.index[drawn].tolist()
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [*years, *years[::-1]],
                "y": [*ends[0], *ends[1][::-1]],
                "fill": "toself",
                "fillcolor": "rgba(0,114,178,0.13)",
                "line": {"width": 0},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    for name, chosen, colour, symbol in (
        (_BEFORE, study.index < 0, GREY, "circle-open"),
        (_AFTER, study.index >= 0, BLUE, "circle"),
    ):
        known = chosen & np.isfinite(study.estimates)
        values = study.estimates[known]
        spread = width * np.nan_to_num(study.errors[known])
        centre = [shown(value, scale) for value in values]
        low = [shown(value, scale) for value in values - spread]
        high = [shown(value, scale) for value in values + spread]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": name.in_language(language),
                "x": study.index[known].tolist(),
                "y": centre,
                "error_y": {
                    "type": "data",
                    "symmetric": False,
                    "array": (np.array(high) - np.array(centre)).tolist(),
                    "arrayminus": (np.array(centre) - np.array(low)).tolist(),
                    "color": colour,
                    "thickness": 2,
                    "width": 4,
                },
                "marker": {"size": 9, "color": colour, "symbol": symbol, "line": {"width": 2}},
                "customdata": [
                    f"{signed(value, scale, unit).in_language(language)}<br>"
                    f"{_N.filled(n=int(count)).in_language(language)}"
                    for value, count in zip(values, study.supported[known], strict=True)
                ],
                "hovertemplate": "%{x}: %{customdata}<extra></extra>",
            }
        )
    start = {"type": "line", "x0": -0.5, "x1": -0.5, "y0": 0, "y1": 1, "yref": "paper"}
    return house_figure(
        traces,
        language,
        x_axis={
            "title": {"text": _YEARS.in_language(language)},
            "tickformat": "d",
            # As many as fit: a phone has no room for one at each of twenty years.
            "nticks": min(len(study.index) + 2, 24),
            "zeroline": False,
        },
        y_axis=value_axis(scale, title),
        shapes=[{**start, "line": {"color": GREY, "width": 1, "dash": "dash"}}],
    )


def love_plot(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw standardised differences before and after weighting; frame of `love_plot_frame`.

    The shaded middle is where differences are negligible.
    """
    rows = frame.reset_index(drop=True)
    places = [-float(place) for place in rows.index]
    traces: list[Trace] = []
    for column, name, colour, symbol in (
        ("before", _AS_SEEN, GREY, "circle-open"),
        ("after", _WEIGHTED, BLUE, "circle"),
    ):
        known = np.isfinite(rows[column].to_numpy(dtype=np.float64))
        if not known.any():
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": name.in_language(language),
                "x": rows.loc[known, column].astype(float).tolist(),
                "y": [place for place, one in zip(places, known, strict=True) if one],
                "marker": {"size": 10, "color": colour, "symbol": symbol, "line": {"width": 2}},
                "customdata": [
                    f"{label}: {format_number(value, language, 2)}"
                    for label, value in zip(
                        rows.loc[known, f"label_{language}"], rows.loc[known, column], strict=True
                    )
                ],
                "hovertemplate": "%{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    labels = [wrapped(str(label)) for label in rows[f"label_{language}"]]
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    negligible = {
        "type": "rect", "x0": -LARGEST_DIFFERENCE, "x1": LARGEST_DIFFERENCE,
        "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": {"width": 0},
        "fillcolor": "rgba(0,121,90,0.12)",
    }  # fmt: skip
    return house_figure(
        traces,
        language,
        height=100 + (17 * lines + 8) * max(len(labels), 2),
        showlegend=True,
        x_axis={"title": {"text": _DIFFERENCE.in_language(language)}, "zeroline": True},
        y_axis={
            "tickmode": "array",
            "tickvals": places,
            "ticktext": labels,
            "range": [-max(len(labels), 2) + 0.4, 0.6],
            "zeroline": False,
            "tickfont": {"size": 12},
        },
        shapes=[negligible],
    )


def panel_flow_chart(steps: Sequence[tuple[str, int, int]], language: Language) -> go.Figure:
    """Draw who remains after every step: (name of the step, remaining, left out by it)."""
    rows = list(steps)[::-1]
    # The name stands for the step alone; two steps of one name must not share a bar.
    places = list(range(len(rows)))
    traces: list[Trace] = []
    for name, column, colour, shape in (
        (_LEFT, 1, BLUE, ""),
        (_LEFT_OUT, 2, LIGHT_GREY, "/"),
    ):
        counts = [int(row[column]) for row in rows]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name.in_language(language),
                "x": counts,
                "y": places,
                "marker": {"color": colour, "pattern": {"shape": shape, "fgcolor": GREY}},
                "customdata": [
                    f"{row[0]}: {format_number(count, language)}"
                    for row, count in zip(rows, counts, strict=True)
                ],
                "hovertemplate": "%{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    labels = [f"<b>{wrapped(row[0], 30)}</b> <br>{_flow_words(row, language)} " for row in rows]
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    return house_figure(
        traces,
        language,
        height=100 + (17 * lines + 10) * max(len(rows), 2),
        barmode="stack",
        x_axis={
            "title": {"text": _ESTABLISHMENTS.in_language(language)},
            "rangemode": "tozero",
            "tickformat": ",d",
            "nticks": 6,
            "showgrid": True,
        },
        y_axis={
            "tickmode": "array",
            "tickvals": places,
            "ticktext": labels,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 12},
        },
    )


def _flow_words(row: tuple[str, int, int], language: Language) -> str:
    words = Text("còn {left}", "{left} remain").filled(left=format_number(row[1], language))
    if row[2]:
        lost = format_number(row[2], language)
        words = Text(f"{words.vi}, loại {lost}", f"{words.en}, {lost} left out")
    return words.in_language(language)


def mde_curve(
    points: Sequence[tuple[int, float]],
    today: tuple[int, float] | None,
    language: Language,
    title: str,
    scale: Scale,
    unit: Text | None = None,
) -> go.Figure:
    """Draw the smallest difference that would be seen against how many supported are followed.

    `points` and `today` are (supported establishments, difference on the outcome's scale).
    """
    line: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": [count for count, _ in points],
        "y": [shown(value, scale) for _, value in points],
        "line": {"color": BLUE, "width": 3},
        "customdata": [size(value, scale, unit).in_language(language) for _, value in points],
        "hovertemplate": "%{x:,d}: %{customdata}<extra></extra>",
    }
    traces = [line]
    if today is not None:
        words = _TODAY.filled(n=format_number(today[0], language)).in_language(language)
        said = size(today[1], scale, unit).in_language(language)
        # Above the falling curve there is room to the right, on its right half only below it; in
        # the middle under a point near the axis the words would lie on the axis's own.
        early = today[0] < max((count for count, _ in points), default=0) / 2
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": [today[0]],
                "y": [shown(today[1], scale)],
                "text": [f"{words}<br>{said}"],
                "textposition": "top right" if early else "bottom center",
                "marker": {"size": 12, "color": ORANGE, "symbol": "diamond"},
                "hovertemplate": "%{text}<extra></extra>",
                "cliponaxis": False,
            }
        )
    return house_figure(
        traces,
        language,
        showlegend=False,
        x_axis={
            "title": {"text": _FOLLOWED.in_language(language)},
            "rangemode": "tozero",
            "tickformat": ",d",
            "nticks": 6,
        },
        y_axis=value_axis(scale, title),
    )
