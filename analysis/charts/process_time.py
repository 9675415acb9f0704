"""Charts of time in the process: the curve of one stage, medians compared, the slowest stages."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import Dot, dots_chart
from analysis.charts.theme import BLUE, INK, Trace, house_figure
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.process_bottlenecks import FEWEST

_MOST_POINTS = 400
_FEW_AT_RISK = 0.02
DAYS = Text("Số ngày", "Days")


def stage_curve_chart(
    frame: pd.DataFrame, times: pd.DataFrame, stage: str, language: Language
) -> go.Figure:
    """Draw the share of one stage still waiting after each day, with its 95 % band.

    `frame` is measure stage_curves, `times` measure stage_times. The axis ends where fewer than 2 %
    are still followed; half and four fifths done are written where the curve passes them.
    """
    rows = frame[frame["stage_time"] == stage]
    followed = rows[rows["at_risk"] >= max(1.0, _FEW_AT_RISK * float(rows["at_risk"].max()))]
    shown = followed.iloc[:: -(-len(followed) // _MOST_POINTS)]
    days = [float(day) for day in shown["day"]]
    share = [float(value) for value in shown["share_waiting"]]
    words = [
        Text(
            f"sau {format_number(day, 'vi')} ngày: {format_share(value, 'vi')} chưa xong "
            f"({format_share(low, 'vi')}–{format_share(high, 'vi')})",
            f"after {format_number(day, 'en')} days: {format_share(value, 'en')} not done "
            f"({format_share(low, 'en')}–{format_share(high, 'en')})",
        ).in_language(language)
        for day, value, low, high in zip(days, share, shown["low"], shown["high"], strict=True)
    ]
    line = {"shape": "hv", "width": 0}
    low: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "y": [float(value) for value in shown["low"]],
        "line": line,
        "hoverinfo": "skip",
    }
    high: Trace = {
        **low,
        "y": [float(value) for value in shown["high"]],
        "fill": "tonexty",
        "fillcolor": "rgba(0,114,178,0.18)",
    }
    curve: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "y": share,
        "line": {"shape": "hv", "width": 2.5, "color": BLUE},
        "customdata": words,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    waiting = Text("Chưa xong", "Not done yet").in_language(language)
    last = days[-1] if days else 1.0
    return house_figure(
        [low, high, curve],
        language,
        height=400,
        showlegend=False,
        annotations=_marks(times[times["stage_time"] == stage], last, language),
        x_axis={
            "title": {"text": DAYS.in_language(language)},
            "range": [0, max(last, 1.0) * 1.02],
            "showgrid": True,
            "tickformat": ",d",
            "nticks": 6,
        },
        y_axis={"title": {"text": waiting}, "range": [0, 1.04], "tickformat": ".0%"},
    )


def median_chart(frame: pd.DataFrame, label: str, language: Language) -> go.Figure:
    """Draw the median of each row of a stage_times measure with its interval and n.

    `label` is the column that names the rows. Rows of fewer than ten stand back; where not yet half
    are done it says so in the place of a dot.
    """
    rows = []
    for row in frame.to_dict("records"):
        n = format_number(int(row["n"]), language)
        median = _known(row["median"])
        words = (
            Text(f"chưa tới một nửa xong · n = {n}", f"not yet half done · n = {n}")
            if median is None
            else Text(
                f"{format_number(median, 'vi')} ngày · n = {n}",
                f"{format_number(median, 'en')} days · n = {n}",
            )
        )
        rows.append(
            Dot(
                label=str(row[label]),
                value=median,
                low=_known(row["median_low"]),
                high=_known(row["median_high"]),
                words=words.in_language(language),
                stands_back=int(row["n"]) < FEWEST,
            )
        )
    title = Text("Trung vị, ngày", "Median, days")
    return dots_chart(rows, language, title.in_language(language))


def bottleneck_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the mean days of each stage with its interval, and the interval of its rank."""
    rows = []
    for row in frame.to_dict("records"):
        mean = _known(row["mean_days"])
        if mean is None:
            words = str(row["remark"])
        else:
            low, high = int(row["rank_low"]), int(row["rank_high"])
            span = str(low) if low == high else f"{low}–{high}"
            words = Text(
                f"{format_number(mean, 'vi')} ngày · hạng {span}",
                f"{format_number(mean, 'en')} days · rank {span}",
            ).in_language(language)
        rows.append(
            Dot(
                label=str(row["stage_time_name"]),
                value=mean,
                low=_known(row["mean_low"]),
                high=_known(row["mean_high"]),
                words=words,
            )
        )
    title = Text("Trung bình, ngày", "Mean, days")
    return dots_chart(rows, language, title.in_language(language))


def _marks(times: pd.DataFrame, last: float, language: Language) -> list[dict[str, object]]:
    if times.empty:
        return []
    row = times.iloc[0]
    marks: list[dict[str, object]] = []
    for name, left, done in (("median", 0.5, 0.5), ("p80", 0.2, 0.8)):
        day = _known(row[name])
        if day is None or day > last:
            continue
        words = Text(
            f"{format_share(done, 'vi')} xong: {format_number(day, 'vi')} ngày",
            f"{format_share(done, 'en')} done: {format_number(day, 'en')} days",
        )
        # Words lie to the right above the curve; nearer the edge, to the left under it.
        near_edge = day > 0.4 * last
        marks.append(
            {
                "x": day,
                "y": left,
                "text": words.in_language(language),
                "showarrow": True,
                "arrowhead": 0,
                "arrowcolor": INK,
                "ax": -34 if near_edge else 34,
                "ay": 26 if near_edge else -26,
                "xanchor": "right" if near_edge else "left",
                "font": {"size": 12, "color": INK},
                "bgcolor": "rgba(255,255,255,0.75)",
            }
        )
    return marks


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
