"""Charts of change since support: of the same establishments, together and cohort by cohort."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.outcomes import error_bars, n_mark, value_axis
from analysis.charts.theme import BLUE, Trace, house_figure, year_axis
from analysis.language import Language, Text, format_number
from analysis.measures.outcome_list import BY_CODE, Outcome
from analysis.measures.outcomes_answers import signed

CHANGE_ALTERNATIVE = Text(
    "Các điểm có khoảng 95%: thay đổi của cùng cơ sở so với năm trước khi được hỗ trợ.",
    "Dots with 95% intervals: change of the same establishments on the year before support.",
)
EARLIEST, LATEST = -5, 10
"""The years since support a chart shows; the table has all."""


def change_chart(frame: pd.DataFrame, code: str, currency: str, language: Language) -> go.Figure:
    """Draw the change by years since support; `frame` is measure outcome_change."""
    rows = frame[
        (frame["outcome"] == code)
        & frame["change"].notna()
        & frame["since"].between(EARLIEST, LATEST)
    ].sort_values("since")
    title = Text("Số năm từ khi được hỗ trợ", "Years since support").in_language(language)
    return _points(rows, "since", BY_CODE[code], currency, language, title)


def cohort_chart(
    frame: pd.DataFrame, code: str, since: int, currency: str, language: Language
) -> go.Figure:
    """Draw the change of each cohort some years on; `frame` is measure outcome_by_cohort."""
    rows = frame[
        (frame["outcome"] == code) & (frame["since"] == since) & frame["change"].notna()
    ].sort_values("cohort")
    title = Text("Năm hỗ trợ đầu", "First year of support").in_language(language)
    return _points(rows, "cohort", BY_CODE[code], currency, language, title)


def _points(
    rows: pd.DataFrame,
    across: str,
    outcome: Outcome,
    currency: str,
    language: Language,
    title: str,
) -> go.Figure:
    """Draw one dot with its interval for each row; hollow where too few for an interval."""
    prefix = "percent" if outcome.logs else "change"
    ends = ("percent_low", "percent_high") if outcome.logs else ("low", "high")
    factor, y_title = 1.0, Text("Thay đổi", "Change").in_language(language)
    if not outcome.logs:
        factor, unit = value_axis(rows[prefix].abs(), outcome, currency, language)
        y_title = f"{y_title} ({unit})"
    x = [int(value) for value in rows[across]]
    values = [float(value) / factor for value in rows[prefix]]
    alone = [bool(missing) for missing in rows["low"].isna()]
    dots: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": values,
        "error_y": error_bars(rows, *ends, values, factor, BLUE),
        "marker": {
            "size": 9,
            "color": BLUE,
            "symbol": ["circle-open" if one else "circle" for one in alone],
            "line": {"width": 2, "color": BLUE},
        },
        "customdata": [
            f"{signed(float(row[prefix]), outcome, currency).in_language(language)}"
            f" (n = {format_number(int(row['n']), language)})"
            for _, row in rows.iterrows()
        ],
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
    }
    shown = [float(value) / factor for name in (prefix, *ends) for value in rows[name].dropna()]
    low, high = min([*shown, 0.0]), max([*shown, 0.0])
    room = (high - low or 1.0) * 0.06
    # The numbers stand in a row of their own above what is drawn.
    top = high + room + (high - low or 1.0) * 0.2
    if across == "cohort":
        axis = year_axis(x)
    else:
        axis = (
            {"tickmode": "array", "tickvals": x, "range": [min(x) - 0.6, max(x) + 0.6]} if x else {}
        )
    return house_figure(
        [dots],
        language,
        height=400,
        showlegend=False,
        annotations=[
            n_mark(place, high + room, int(n), language)
            for place, n in zip(x, rows["n"], strict=True)
        ],
        x_axis={"title": {"text": title}, "zeroline": False, **axis},
        y_axis={
            "title": {"text": y_title},
            "range": [low - room, top],
            "zeroline": True,
            "zerolinewidth": 2,
            "tickformat": "+.0%" if outcome.logs or outcome.unit in ("share", "yes_no") else None,
        },
    )
