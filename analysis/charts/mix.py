"""Charts of the activities: their mix, how evenly they are used, and beside published figures."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, Trace, house_figure, year_axis
from analysis.language import Language, Text, format_number, format_share
from analysis.scope import UNKNOWN_CODE

MIX_ALTERNATIVE = Text(
    "Biểu đồ thanh: tỷ trọng của từng nội dung theo luật, cả nội dung chưa có đề án.",
    "Bar chart: share of each activity of the law, those without a project too.",
)
DIVERSITY_ALTERNATIVE = Text(
    "Biểu đồ đường: độ đa dạng của tiền và của đề án mỗi năm, từ 0 đến 1.",
    "Line chart: diversity of money and of projects each year, from 0 to 1.",
)
COMPARISON_ALTERNATIVE = Text(
    "Biểu đồ điểm: tỷ trọng của nội dung ở đây và ở các phạm vi đã công bố.",
    "Dot chart: an activity's share here and in places with published figures.",
)
_NEVER = Text("chưa từng có đề án", "never used")
_NOT_HERE = Text("không có trong phần đang xem", "not in what is chosen")
_MONEY = Text("Tiền", "Money")
_PROJECTS = Text("Đề án", "Projects")


def activity_mix_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the share of each activity, unused ones named so; `frame` is measure activity_mix.

    Shares are of money where it is known and of projects where it is not.
    """
    of_money = frame["share"].notna().any()
    column = "share" if of_money else "project_share"
    rows = frame.iloc[::-1]
    values = [0.0 if pd.isna(value) else float(value) for value in rows[column]]
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": list(rows["activity_name"]),
        "marker": {"color": [GREY if code == UNKNOWN_CODE else BLUE for code in rows["activity"]]},
        "text": [_mix_label(row, column, language) for _, row in rows.iterrows()],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 12},
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    title = (
        Text("Tỷ trọng tiền", "Share of money")
        if of_money
        else Text("Tỷ trọng đề án", "Share of projects")
    )
    return house_figure(
        [bars],
        language,
        height=90 + 38 * max(len(rows), 2),
        x_axis={
            "title": {"text": title.in_language(language)},
            "range": [0, max([*values, 1e-9]) * 1.6],
            "tickformat": ".0%",
            "showgrid": True,
        },
        y_axis={"showgrid": False, "type": "category"},
    )


def _mix_label(row: pd.Series, column: str, language: Language) -> str:
    if row["projects"] == 0:
        return (_NOT_HERE if row["ever_used"] else _NEVER).in_language(language)
    count = int(row["projects"])
    word = Text("đề án", "project" if count == 1 else "projects").in_language(language)
    share = None if pd.isna(row[column]) else float(row[column])
    digits = 1 if share is not None and share < 0.1 else 0
    return f"{format_share(share, language, digits)}<br>{format_number(count, language)} {word}"


def activity_diversity_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw diversity of money and of projects by year on the whole scale from 0 to 1."""
    rows = frame.sort_values("year")
    years = [int(year) for year in rows["year"]]
    traces: list[Trace] = []
    counts = [format_number(int(count), language) for count in rows["projects"]]
    for column, name, colour, dash in (
        ("money_diversity", _MONEY, GREEN, "solid"),
        ("project_diversity", _PROJECTS, BLUE, "dot"),
    ):
        values = [float("nan") if pd.isna(value) else float(value) for value in rows[column]]
        if all(value != value for value in values):
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": years,
                "y": values,
                "name": name.in_language(language),
                "line": {"color": colour, "dash": dash, "width": 2.5},
                "marker": {"color": colour, "size": 7},
                "cliponaxis": False,
                "customdata": [
                    f"{format_number(value, language, 2)} (n = {count})"
                    for value, count in zip(values, counts, strict=True)
                ],
                "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    title = Text("Độ đa dạng (0–1)", "Diversity (0–1)")
    return house_figure(
        traces,
        language,
        height=320,
        showlegend=True,
        x_axis=year_axis(years),
        y_axis={"title": {"text": title.in_language(language)}, "range": [0, 1.05]},
    )


def activity_comparison_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Place each published share, and the own one where there is one, on one axis of shares."""
    rows = frame[frame["share"].notna()].iloc[::-1]
    lines = [
        f"<b>{activity}</b><br>{place}<br>{period}"
        for activity, place, period in zip(
            rows["activity_name"], rows["geography_name"], rows["period_name"], strict=True
        )
    ]
    traces: list[Trace] = []
    for status in rows["status"].unique():
        here = [code == status for code in rows["status"]]
        part = rows[here]
        traces.append(
            _share_dots(
                [float(value) for value in part["share"]],
                [line for line, wanted in zip(lines, here, strict=True) if wanted],
                Text(
                    f"Đã công bố ({part['status_name'].iloc[0]})",
                    f"Published ({part['status_name'].iloc[0]})",
                ).in_language(language),
                PURPLE if status == "actual" else ORANGE,
                "circle" if status == "actual" else "diamond",
                language,
            )
        )
    own = rows["own_share"].notna().tolist()
    if any(own):
        traces.append(
            _share_dots(
                [float(value) for value in rows["own_share"] if pd.notna(value)],
                [line for line, wanted in zip(lines, own, strict=True) if wanted],
                Text("Ở đây", "Here").in_language(language),
                GREEN,
                "square",
                language,
                below=True,
            )
        )
    top = max([*rows["share"].astype("float"), *rows["own_share"].dropna().astype("float"), 0.1])
    return house_figure(
        traces,
        language,
        height=120 + 58 * max(len(rows), 2),
        showlegend=True,
        x_axis={"range": [0, min(1.0, top) * 1.2], "tickformat": ".0%", "showgrid": True},
        y_axis={
            "categoryorder": "array",
            "categoryarray": lines,
            "range": [-0.8, len(lines) - 0.2],
            "tickfont": {"size": 12},
        },
    )


def _share_dots(
    values: list[float],
    lines: list[str],
    name: str,
    colour: str,
    symbol: str,
    language: Language,
    below: bool = False,
) -> Trace:
    texts = [format_share(value, language, 0) for value in values]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": values,
        "y": lines,
        "name": name,
        "marker": {"color": colour, "symbol": symbol, "size": 11},
        "text": texts,
        # Two shares of one line may be near each other: their figures never share a side.
        "textposition": "bottom center" if below else "top center",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": texts,
        "hovertemplate": "%{y}: %{customdata}<extra>%{fullData.name}</extra>",
    }
