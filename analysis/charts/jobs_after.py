"""Charts of jobs around support, and of how many of those added are kept."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.outcomes import error_bars, n_mark
from analysis.charts.theme import BLUE, GREY, INK, LEGEND_TOP, Trace, house_figure, year_axis
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.jobs_answers import signed_share
from analysis.measures.jobs_around import BASE, EARLIEST, LATEST
from analysis.measures.jobs_columns import CountedIn

AROUND_ALTERNATIVE = Text(
    "Các điểm có khoảng 95%: việc làm ở cùng cơ sở so với năm trước khi được hỗ trợ.",
    "Dots with 95% intervals: jobs at the same establishments against the year before support.",
)
KEPT_ALTERNATIVE = Text(
    "Thanh có khoảng 95%: tỷ lệ việc làm tạo thêm còn giữ sau 12 và 24 tháng.",
    "Bars with 95% intervals: share of the jobs added that is kept after 12 and 24 months.",
)


def around_chart(frame: pd.DataFrame, unit: CountedIn, language: Language) -> go.Figure:
    """Draw the change in jobs by years since support; `frame` is measure jobs_around."""
    rows = frame[(frame["counted_in"] == unit) & frame["change"].notna()].sort_values("since")
    x = [int(since) for since in rows["since"]]
    values = [float(value) for value in rows["change"]]
    dots: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": values,
        "error_y": error_bars(rows, "low", "high", values, 1.0, BLUE),
        "marker": {"size": 9, "color": BLUE},
        "customdata": [
            Text(
                f"{signed_share(value).vi}, n = {format_number(int(n), 'vi')} lượt",
                f"{signed_share(value).en}, n = {format_number(int(n), 'en')}",
            ).in_language(language)
            for value, n in zip(values, rows["n"], strict=True)
        ],
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
    }
    base: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [BASE],
        "y": [0],
        "marker": {"size": 9, "color": "white", "line": {"color": GREY, "width": 2}},
        "hovertemplate": Text(
            "Năm trước hỗ trợ: mốc so sánh", "Year before: what others are held against"
        ).in_language(language)
        + "<extra></extra>",
    }
    shown = [*rows["low"].dropna(), *rows["high"].dropna(), *values, 0.0]
    low, high = float(min(shown)), float(max(shown))
    span = high - low or 0.01
    title = Text("Năm từ khi được hỗ trợ (−1: mốc)", "Years since support (−1: base)")
    return house_figure(
        [dots, base],
        language,
        height=400,
        showlegend=False,
        annotations=[
            n_mark(place, high + span * 0.06, int(n), language)
            for place, n in zip(x, rows["n"], strict=True)
        ],
        x_axis={
            "title": {"text": title.in_language(language)},
            "tickmode": "array",
            "tickvals": list(range(EARLIEST, LATEST + 1)),
            "ticktext": [str(since).replace("-", "−") for since in range(EARLIEST, LATEST + 1)],
            "range": [EARLIEST - 0.6, LATEST + 0.6],
            "zeroline": False,
        },
        y_axis={
            "title": {"text": Text("Thay đổi", "Change").in_language(language)},
            "range": [low - span * 0.06, high + span * 0.28],
            "zeroline": True,
            "zerolinewidth": 2,
            "tickformat": "+.0%" if span > 0.04 else "+.1%",
        },
    )


def kept_chart(frame: pd.DataFrame, unit: CountedIn, language: Language) -> go.Figure:
    """Draw the shares kept after 12 and 24 months; `frame` is measure jobs_kept.

    A grey line spans what the share could be if those that did not answer had lost or kept all.
    """
    rows = frame[(frame["counted_in"] == unit) & frame["share"].notna()]
    # The axis counts from the bottom.
    rows = rows.sort_values("months", ascending=False)
    labels = [
        Text(f"{int(months)} tháng", f"{int(months)} months").in_language(language)
        + f"<br>{_of(row, language)}<br>n = {format_number(int(row['n']), language)}"
        for months, (_, row) in zip(rows["months"], rows.iterrows(), strict=True)
    ]
    values = [float(value) for value in rows["share"]]
    places = list(range(len(rows)))
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": places,
        "width": 0.5,
        "marker": {"color": BLUE},
        "error_x": error_bars(rows, "low", "high", values, 1.0, INK),
        "customdata": [_told(row, language) for _, row in rows.iterrows()],
        "hovertemplate": "%{customdata}<extra></extra>",
        "name": Text("Còn giữ, khoảng 95%", "Kept, 95% interval").in_language(language),
    }
    could: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": [
            value
            for low, high in zip(rows["share_if_lost"], rows["share_if_kept"], strict=True)
            for value in (float(low), float(high), None)
        ],
        # Under each bar, which it would cover else.
        "y": [one for place in places for one in (place - 0.34, place - 0.34, None)],
        "line": {"color": GREY, "width": 5},
        "name": Text(
            "Tùy số không trả lời còn hay mất", "As those silent lost or kept all"
        ).in_language(language),
        "hoverinfo": "skip",
    }
    return house_figure(
        [bars, could],
        language,
        height=140 + 90 * max(len(rows), 1),
        showlegend=True,
        legend={**LEGEND_TOP, "orientation": "v"},
        x_axis={
            "title": {"text": Text("Tỷ lệ còn giữ", "Share kept").in_language(language)},
            "range": [0, 1.06],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "tickformat": ".0%",
            "showgrid": True,
        },
        y_axis={
            "showgrid": False,
            "zeroline": False,
            "tickmode": "array",
            "tickvals": places,
            "ticktext": labels,
            "tickfont": {"size": 12},
            "range": [-0.6, len(rows) - 0.4],
        },
    )


def kept_by_year_chart(frame: pd.DataFrame, months: int, language: Language) -> go.Figure:
    """Draw the share kept by year of support; `frame` is measure jobs_kept_by_year.

    A year with jobs added at too few establishments for a share has its number and no bar.
    """
    rows = frame[(frame["months"] == months) & (frame["added"] > 0)].sort_values("year")
    years = [int(year) for year in rows["year"]]
    known = rows[rows["share"].notna()]
    values = [float(value) for value in known["share"]]
    bars: Trace = {
        "type": "bar",
        "x": [int(year) for year in known["year"]],
        "y": values,
        "marker": {"color": BLUE},
        "error_y": error_bars(known, "low", "high", values, 1.0, INK),
        "customdata": [_told(row, language) for _, row in known.iterrows()],
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
    }
    return house_figure(
        [bars],
        language,
        height=380,
        showlegend=False,
        annotations=[
            n_mark(year, 1.03, int(n), language) for year, n in zip(years, rows["n"], strict=True)
        ],
        x_axis=year_axis(years),
        y_axis={
            "title": {
                "text": Text(
                    f"Còn giữ sau {months} tháng", f"Kept after {months} months"
                ).in_language(language)
            },
            "range": [0, 1.25],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "tickformat": ".0%",
        },
    )


def _of(row: pd.Series, language: Language) -> str:
    kept, added = (format_number(float(row[name]), language) for name in ("kept", "added"))
    return Text(f"{kept}/{added} việc làm", f"{kept} of {added} jobs").in_language(language)


def _told(row: pd.Series, language: Language) -> str:
    share = format_share(float(row["share"]), language)
    n = format_number(int(row["n"]), language)
    return f"{share}, {_of(row, language)}, n = {n}"
