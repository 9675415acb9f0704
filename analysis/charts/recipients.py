"""Charts of recipients: the Lorenz curve with its Gini coefficient, and who came back."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREY, LEGEND_TOP, LETTER, Trace, house_figure
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.recipients import MANY

LORENZ_ALTERNATIVE = Text(
    "Đường Lorenz: phần tiền của các cơ sở nhận ít nhất, so với đường chia đều.",
    "Lorenz curve: share of money of those that received least, against equal shares.",
)
REPEAT_ALTERNATIVE = Text(
    "Biểu đồ cột: tỷ lệ cơ sở và tỷ lệ tiền theo số lần được hỗ trợ.",
    "Bar chart: share of establishments and of money by number of supports.",
)
_RECIPIENTS = Text("Phần cơ sở, từ nhận ít nhất", "Share of establishments, least first")
_MONEY = Text("Phần tiền hỗ trợ", "Share of grants")
_EQUAL = Text("nếu ai cũng như nhau", "if all received the same")


def lorenz_chart(
    lorenz: pd.DataFrame, concentration: pd.DataFrame, language: Language
) -> go.Figure:
    """Draw the Lorenz curve under the line of equal shares, with Gini and n written on it.

    `lorenz` is measure recipient_lorenz, `concentration` measure recipient_concentration.
    """
    x = [float(value) for value in lorenz["recipients_share"]]
    y = [float(value) for value in lorenz["received_share"]]
    row = concentration.iloc[0]
    n = format_number(int(row["recipients"]), language)
    head = Text("Hệ số Gini", "Gini coefficient").in_language(language)
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [0, 1],
            "y": [0, 1],
            "line": {"color": GREY, "dash": "dash", "width": 1.5},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": y,
            "fill": "tozeroy",
            "fillcolor": "rgba(0,114,178,0.12)",
            "line": {"color": BLUE, "width": 3},
            "customdata": [
                f"{format_share(share, language)} → {format_share(money, language, 1)}"
                for share, money in zip(x, y, strict=True)
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]
    return house_figure(
        traces,
        language,
        height=400,
        showlegend=False,
        x_axis={
            "title": {"text": _RECIPIENTS.in_language(language)},
            "tickformat": ".0%",
            "range": [0, 1],
        },
        y_axis={
            "title": {"text": _MONEY.in_language(language)},
            "tickformat": ".0%",
            "range": [0, 1],
        },
        annotations=[
            {
                "x": 0.03,
                "y": 0.93,
                "xanchor": "left",
                "showarrow": False,
                "align": "left",
                "text": f"<b>{head} {format_number(float(row['gini']), language, 2)}</b>"
                f"<br>n = {n}",
            },
            {
                "x": 0.62,
                "y": 0.62,
                "xanchor": "right",
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"color": GREY, "size": 12},
                "text": _EQUAL.in_language(language),
            },
        ],
    )


def repeated_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw shares of establishments and, where known, of money by number of supports, with n.

    `frame` is measure repeat_recipients.
    """
    rows = frame.sort_values("times", ascending=False)
    labels = [times_label(int(times), language) for times in rows["times"]]
    traces: list[Trace] = []
    longest = 0
    for name, column, colour, pattern in (
        (Text("Tiền hỗ trợ", "Grants"), "received_share", BLUE, "/"),
        (Text("Cơ sở", "Establishments"), "establishments_share", GREY, ""),
    ):
        values = [float("nan") if pd.isna(value) else float(value) for value in rows[column]]
        if all(value != value for value in values):
            # Data that tell no amounts: the legend names no bars that are not there.
            continue
        counts = [format_number(int(count), language) for count in rows["establishments"]]
        texts = [format_share(value, language) for value in values]
        if column == "establishments_share":
            texts = [f"{text} (n = {count})" for text, count in zip(texts, counts, strict=True)]
        longest = max(longest, *map(len, texts), 0)
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": values,
                "y": labels,
                "name": name.in_language(language),
                "marker": {
                    "color": colour,
                    "pattern": {"shape": pattern, "fgcolor": "white", "fgopacity": 0.5, "size": 6},
                },
                "text": texts,
                "textposition": "outside",
                "textfont": {"size": 12},
                "cliponaxis": False,
                "hovertemplate": "%{y}: %{text}<extra>%{fullData.name}</extra>",
            }
        )
    return house_figure(
        traces,
        language,
        height=110 + 62 * max(len(rows), 2),
        barmode="group",
        showlegend=True,
        legend={**LEGEND_TOP, "traceorder": "reversed"},
        # A bar may take the whole width: what stands beside it has its room outside, in pixels,
        # for on a narrow screen a part of the width is too little.
        margin={"l": 8, "r": 16 + round(LETTER * longest), "t": 28, "b": 8},
        x_axis={"tickformat": ".0%", "range": [0, 1], "showgrid": True},
        y_axis={"showgrid": False, "type": "category"},
    )


def times_label(times: int, language: Language) -> str:
    """Return how often an establishment was supported, as an axis writes it."""
    if times >= MANY:
        return Text(f"Từ {MANY} lần", f"{MANY} times or more").in_language(language)
    return Text(f"{times} lần", "Once" if times == 1 else f"{times} times").in_language(language)
