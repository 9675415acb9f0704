"""Charts of the way to support: where the eligible of each place stopped, and against the rest."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.coverage_compared import MOST_PLACES
from analysis.charts.evidence_rows import Row, rows_chart
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
from analysis.evidence.findings import Interval
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.coverage_stops import FINISHED
from analysis.scope import UNKNOWN_CODE

DARK_GREEN = "#024B37"
_LOOKS = {
    "never_told": (LIGHT_GREY, ""),
    "told_only": (YELLOW, "/"),
    "asked_only": (ORANGE, "."),
    "withdrawn": (SKY, "\\"),
    "pending": (GREY, "|"),
    "refused": (PURPLE, "x"),
    "approved_only": (DARK_GREEN, "+"),
    "supported_only": (GREEN, "-"),
    "completed": (BLUE, ""),
}
_LEAST_WRITTEN = 0.06
"""A share smaller than this has no room for its number."""

_AXIS = Text("Phần cơ sở thuộc đối tượng", "Share of the eligible")
_PART = Text(
    "Góp vào chênh lệch tỷ lệ hoàn thành so với nơi khác",
    "Part of the difference of the share completed",
)
_WENT_ON = Text(
    "đi tiếp: {here} của {n} ở đây, {rest} ở nơi khác",
    "went on: {here} of {n} here, {rest} elsewhere",
)
_NOBODY = Text("không ai tới bước này", "nobody got as far")
_ENDED = Text("{here} ở đây, {rest} ở nơi khác", "{here} here, {rest} elsewhere")


def stops_chart(frame: pd.DataFrame, language: Language, chosen: Collection[str] = ()) -> go.Figure:
    """Draw, for each place, the eligible by the furthest step they reached, as parts of one bar.

    `frame` is measure coverage_stops; the place where the fewest were ever told stands first,
    the unknown place last. Of more than MOST_PLACES places the first are drawn. Places `chosen` are
    pointed at.
    """
    names = frame.drop_duplicates("district").set_index("district")
    told = frame[frame["stop"] == "never_told"].set_index("district")["share"]
    # Drawn from below upwards; a place without an eligible establishment has nothing to draw.
    order = sorted(told.dropna().index, key=lambda code: (code != UNKNOWN_CODE, told[code]))
    unknown = [code for code in order if code == UNKNOWN_CODE]
    order = unknown + order[len(unknown) :][-MOST_PLACES:]
    labels = [
        f"<b>{wrapped(marked(str(names.loc[code, 'district_name']), code in chosen), 22)}</b> "
        f"<br>n = {format_number(int(names.loc[code, 'eligible']), language)} "
        for code in order
    ]
    traces: list[Trace] = []
    for stop, (colour, pattern) in _LOOKS.items():
        rows = frame[frame["stop"] == stop].set_index("district")
        if rows.empty:
            # Without any outreach recorded nobody is known to have stopped here.
            continue
        rows = rows.loc[order]
        shares = [float(value) for value in rows["share"]]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": str(rows["stop_name"].iloc[0]),
                "x": shares,
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
                "text": [
                    format_share(value, language) if value >= _LEAST_WRITTEN else ""
                    for value in shares
                ],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "insidetextfont": {"color": "#1F2937" if stop == "never_told" else "white"},
                "textangle": 0,
                "customdata": [
                    f"{format_number(int(count), language)}/{format_number(int(every), language)}"
                    for count, every in zip(rows["establishments"], rows["eligible"], strict=True)
                ],
                "hovertemplate": "%{y}: %{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    return house_figure(
        traces,
        language,
        height=170 + 40 * max(len(order), 2),
        barmode="stack",
        x_axis={
            "title": {"text": _AXIS.in_language(language)},
            "range": [0, 1],
            "tickformat": ",.0%",
            "showgrid": True,
        },
        y_axis={"type": "category", "showgrid": False, "tickfont": {"size": 12}},
        legend=LEGEND_ABOVE,
    )


def parts_chart(frame: pd.DataFrame, district: str, language: Language) -> go.Figure:
    """Draw what each step of one place adds to how it differs from the rest, with intervals.

    `frame` is measure coverage_stops. The parts stand above the whole difference they add up to;
    of a step nobody got as far as there are only words.
    """
    chosen = frame[frame["district"] == district]
    rows = [
        Row(
            label=str(row["stop_name"]),
            words=_part_words(row, language),
            estimate=None if pd.isna(row["part"]) else float(row["part"]),
            interval=None
            if pd.isna(row["low"])
            else Interval(float(row["low"]), float(row["high"])),
            main=row["stop"] == FINISHED,
        )
        for row in chosen.to_dict("records")
    ]
    figure = rows_chart(rows, language, _PART.in_language(language), "share")
    # On a narrow screen more ticks than these would be turned.
    figure.layout.xaxis.update(nticks=4, tickangle=0)
    return figure


def _part_words(row: Mapping[Hashable, Any], language: Language) -> str:
    if row["stop"] == FINISHED:
        return _ENDED.filled(
            here=format_share(float(row["share"]), language, 1),
            rest=format_share(float(row["rest_share"]), language, 1),
        ).in_language(language)
    if pd.isna(row["part"]):
        return _NOBODY.in_language(language)
    return _WENT_ON.filled(
        here=format_share(float(row["rate"]), language, 1),
        n=format_number(int(row["reached"]), language),
        rest=format_share(float(row["rest_rate"]), language, 1),
    ).in_language(language)
