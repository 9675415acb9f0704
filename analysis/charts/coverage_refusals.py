"""The chart of refusals: why the applications of each place were refused."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import marked, wrapped
from analysis.charts.theme import (
    BLUE,
    GREEN,
    GREY,
    LEGEND_ABOVE,
    LIGHT_GREY,
    ORANGE,
    PURPLE,
    SKY,
    YELLOW,
    Trace,
    house_figure,
)
from analysis.geography.unit_names import short_unit_name
from analysis.language import Language, Text, format_number
from analysis.scope import UNKNOWN_CODE

MOST_PLACES = 30
"""The most places the chart shows; the table has all of them."""

REFUSALS_ALTERNATIVE = Text(
    "Thanh chồng: số lần từng lý do được ghi cho cơ sở bị từ chối ở mỗi địa bàn, kèm số bị từ chối "
    "trên số đã nộp.",
    "Stacked bars: how often each reason is recorded for the refused of each place, with how many "
    "were refused of those that applied.",
)
_AXIS = Text("Số cơ sở theo lý do được ghi", "Establishments by recorded reason")
_REFUSED = Text("{refused} bị từ chối / {applied} đã nộp", "{refused} refused / {applied} applied")
_LOOKS = (
    (BLUE, ""),
    (ORANGE, "/"),
    (GREEN, "."),
    (PURPLE, "x"),
    (YELLOW, "\\"),
    (SKY, "-"),
    (GREY, "|"),
)


def refusals_chart(
    frame: pd.DataFrame, language: Language, chosen: Collection[str] = ()
) -> go.Figure:
    """Draw the reasons of each place as parts of one bar; measure coverage_refusals.

    The place with the most refused stands first, the unknown one last; a reason that was not
    recorded is light grey and the last part. Reasons beyond the seven most frequent share the
    look of the seventh. Places `chosen` are pointed at.
    """
    places = frame.drop_duplicates("district").sort_values("refused", kind="stable")
    unknown = places[places["district"] == UNKNOWN_CODE]
    known = places[places["district"] != UNKNOWN_CODE].tail(MOST_PLACES)
    # Drawn from below upwards.
    rows = pd.concat([unknown, known])
    order = [str(code) for code in rows["district"]]
    labels = [
        f"<b>{wrapped(marked(_name(row), row['district'] in chosen), 22)}</b> <br>"
        + _REFUSED.filled(
            refused=format_number(int(row["refused"]), language),
            applied=format_number(int(row["applied"]), language),
        ).in_language(language)
        + " "
        for row in rows.to_dict("records")
    ]
    sums = frame.groupby("reason")["establishments"].sum().sort_values(ascending=False)
    reasons = [str(code) for code in sums.index if code != UNKNOWN_CODE]
    names = dict(zip(frame["reason"], frame["reason_name"].astype(str), strict=True))
    counts = frame.pivot_table(
        index="district", columns="reason", values="establishments", aggfunc="sum", fill_value=0
    ).reindex(order)
    traces: list[Trace] = []
    for place, reason in enumerate([*reasons, *({UNKNOWN_CODE} & set(sums.index))]):
        colour, pattern = _LOOKS[min(place, len(_LOOKS) - 1)]
        if reason == UNKNOWN_CODE:
            colour, pattern = LIGHT_GREY, ""
        values = [int(value) for value in counts[reason]]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": names[reason],
                "x": values,
                "y": labels,
                "marker": {
                    "color": colour,
                    "pattern": {
                        "shape": pattern,
                        "fillmode": "overlay",
                        "fgcolor": "white",
                        "fgopacity": 0.35,
                        "size": 9,
                        "solidity": 0.12,
                    },
                },
                "customdata": [
                    f"{format_number(value, language)}/{format_number(int(refused), language)}"
                    for value, refused in zip(values, rows["refused"], strict=True)
                ],
                "hovertemplate": "%{y}: %{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    return house_figure(
        traces,
        language,
        height=190 + 38 * max(len(order), 2),
        barmode="stack",
        showlegend=True,
        x_axis={
            "title": {"text": wrapped(_AXIS.in_language(language), 24)},
            "showgrid": True,
            "nticks": 5,
            "rangemode": "tozero",
        },
        y_axis={"type": "category", "showgrid": False, "tickfont": {"size": 12}},
        legend=LEGEND_ABOVE,
    )


def _name(row: dict[object, object]) -> str:
    return short_unit_name(str(row["district_name"]))
