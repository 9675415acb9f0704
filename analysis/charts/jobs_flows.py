"""Charts of jobs by year: created and lost apart with what remains, and whose jobs they are."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.outcomes import COLOURS, error_bars, n_mark, over
from analysis.charts.theme import BLUE, INK, LEGEND_TOP, ORANGE, Trace, house_figure, year_axis
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.jobs_answers import signed_number, signed_share
from analysis.measures.jobs_columns import CountedIn, unit_of
from analysis.measures.jobs_lives import STATUS, SUPPORTED

FLOWS_ALTERNATIVE = Text(
    "Cột theo năm: việc làm tạo thêm ở trên, mất đi ở dưới; đường ròng có khoảng 95%.",
    "Bars by year: jobs created above zero, lost below it; a line of the net with 95% intervals.",
)
SHARES_ALTERNATIVE = Text(
    "Hai đường theo năm, có khoảng 95%: tỷ lệ trong lao động của cơ sở đã và chưa được hỗ trợ.",
    "Two lines by year with 95% intervals: share of workers at establishments supported and not.",
)


def flows_chart(frame: pd.DataFrame, unit: CountedIn, status: str, language: Language) -> go.Figure:
    """Draw jobs created and lost each year and the net; `frame` is measure job_flows."""
    rows = frame[
        (frame["counted_in"] == unit) & (frame["status"] == status) & (frame["compared"] > 0)
    ].sort_values("year")
    years = [int(year) for year in rows["year"]]
    created, lost, net, base = (
        [float(value) for value in rows[name]] for name in ("created", "lost", "net", "base")
    )
    bars: list[Trace] = [
        {
            "type": "bar",
            "x": years,
            "y": values,
            "name": name.in_language(language),
            "marker": {"color": colour, "pattern": over(shape)},
            "customdata": [format_number(abs(value), language) for value in values],
            "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        }
        for values, name, colour, shape in (
            (created, Text("Tạo thêm", "Created"), BLUE, ""),
            ([-value for value in lost], Text("Mất đi", "Lost"), ORANGE, "/"),
        )
    ]
    low, high = (
        # The interval is of the rate, so of the net over the jobs of its denominator.
        pd.array(
            [
                None if pd.isna(rate) else float(rate) * size
                for rate, size in zip(rows[name], base, strict=True)
            ],
            dtype="Float64",
        )
        for name in ("net_rate_low", "net_rate_high")
    )
    ends = pd.DataFrame({"low": low, "high": high})
    line: Trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": years,
        "y": net,
        "name": Text("Ròng", "Net").in_language(language),
        "line": {"color": INK, "width": 2},
        "marker": {"size": 7, "color": "white", "line": {"color": INK, "width": 2}},
        "error_y": error_bars(ends, "low", "high", net, 1.0, INK),
        "customdata": [_net_told(row, language) for _, row in rows.iterrows()],
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
    }
    numbers = [*created, *(-value for value in lost), *ends["high"].dropna(), *ends["low"].dropna()]
    top, bottom = max([*numbers, 0.0]), min([*numbers, 0.0])
    room = (top - bottom or 1.0) * 0.06
    return house_figure(
        [*bars, line],
        language,
        height=420,
        barmode="relative",
        showlegend=True,
        annotations=[
            n_mark(year, top + room, int(n), language)
            for year, n in zip(years, rows["compared"], strict=True)
        ],
        x_axis=year_axis(years),
        y_axis={
            "title": {"text": unit_of(unit).name.in_language(language)},
            "range": [bottom - room, top + room + (top - bottom or 1.0) * 0.2],
            "zeroline": True,
            "zerolinewidth": 2,
            "tickformat": ",d",
        },
    )


def shares_chart(frame: pd.DataFrame, unit: CountedIn, language: Language) -> go.Figure:
    """Draw a share of workers by year, supported and not; `frame` is measure job_shares."""
    rows = frame[(frame["counted_in"] == unit) & frame["share"].notna()]
    traces: list[Trace] = []
    for place, (status, name) in enumerate(STATUS.items()):
        own = rows[rows["status"] == status].sort_values("year")
        if own.empty:
            continue
        values = [float(value) for value in own["share"]]
        numbers = [format_number(int(n), language) for n in own["n"]]
        span = numbers[0] if numbers[0] == numbers[-1] else f"{numbers[0]} → {numbers[-1]}"
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                # Side by side, so that two intervals of a year do not cover each other.
                "x": [int(year) + (place - 0.5) * 0.16 for year in own["year"]],
                "y": values,
                "name": f"{name.in_language(language)} (n = {span})",
                "line": {
                    "color": COLOURS[status],
                    "width": 2.5,
                    "dash": "solid" if status == SUPPORTED else "dash",
                },
                "marker": {"size": 7, "symbol": "circle" if status == SUPPORTED else "diamond"},
                "error_y": error_bars(own, "low", "high", values, 1.0, COLOURS[status]),
                "customdata": [
                    f"{name.in_language(language)}, {int(year)}: "
                    f"{format_share(value, language, 1)} (n = {n})"
                    for year, value, n in zip(own["year"], values, numbers, strict=True)
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    title = Text("Tỷ lệ trong lao động", "Share of workers").in_language(language)
    return house_figure(
        traces,
        language,
        height=380,
        showlegend=True,
        legend={**LEGEND_TOP, "orientation": "v"},
        x_axis=year_axis(int(year) for year in rows["year"]),
        y_axis={
            "title": {"text": title},
            "rangemode": "tozero",
            "tickformat": ".0%",
        },
    )


def _net_told(row: pd.Series, language: Language) -> str:
    net = signed_number(float(row["net"])).in_language(language)
    rate = (
        ""
        if pd.isna(row["net_rate"])
        else f" ({signed_share(float(row['net_rate'])).in_language(language)})"
    )
    n, asked = (format_number(int(row[name]), language) for name in ("compared", "asked"))
    return f"{net}{rate}, n = {n}/{asked}"
