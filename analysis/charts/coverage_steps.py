"""Charts of the way to support: where the eligible of each place stopped, and against the rest."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.coverage_compared import MOST_PLACES
from analysis.charts.evidence_rows import Row, rows_chart
from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import (
    BLUE,
    GREEN,
    LIGHT_GREY,
    ORANGE,
    PURPLE,
    YELLOW,
    Trace,
    house_figure,
)
from analysis.evidence.findings import Interval
from analysis.language import Language, Text, format_number, format_share
from analysis.scope import UNKNOWN_CODE

_LOOKS = {
    "never_told": (LIGHT_GREY, ""),
    "told_only": (YELLOW, "/"),
    "asked_only": (ORANGE, "."),
    "not_approved": (PURPLE, "x"),
    "not_finished": (GREEN, "-"),
    "completed": (BLUE, ""),
}
_LEAST_WRITTEN = 0.06
"""A share smaller than this has no room for its number."""

_AXIS = Text("Phần cơ sở thuộc đối tượng", "Share of the eligible")
_DIFFERENCE = Text("Tỷ lệ ở đây trừ tỷ lệ ở nơi khác", "Share here less share elsewhere")
_HERE_AND_REST = Text("{here} ở đây, {rest} ở nơi khác", "{here} here, {rest} elsewhere")


def stops_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw, for each place, the eligible by the furthest step they reached, as parts of one bar.

    `frame` is measure coverage_stops; the place where the fewest were ever told stands first,
    the unknown place last. Of more than MOST_PLACES places the first are drawn.
    """
    names = frame.drop_duplicates("district").set_index("district")
    told = frame[frame["stop"] == "never_told"].set_index("district")["share"]
    # Drawn from below upwards; a place without an eligible establishment has nothing to draw.
    order = sorted(told.dropna().index, key=lambda code: (code != UNKNOWN_CODE, told[code]))
    unknown = [code for code in order if code == UNKNOWN_CODE]
    order = unknown + order[len(unknown) :][-MOST_PLACES:]
    labels = [
        f"<b>{wrapped(str(names.loc[code, 'district_name']), 22)}</b> "
        f"<br>n = {format_number(int(names.loc[code, 'eligible']), language)} "
        for code in order
    ]
    traces: list[Trace] = []
    for stop, (colour, pattern) in _LOOKS.items():
        rows = frame[frame["stop"] == stop].set_index("district").loc[order]
        shares = [float(value) for value in rows["share"]]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": str(rows["stop_name"].iloc[0]) if len(rows) else stop,
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
        legend={
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.0,
            "xanchor": "left",
            "x": 0,
            "traceorder": "normal",
            "title": {"text": ""},
        },
    )


def difference_chart(frame: pd.DataFrame, district: str, language: Language) -> go.Figure:
    """Draw how each stop of one place differs from the rest of the scope, with intervals."""
    chosen = frame[(frame["district"] == district) & frame["difference"].notna()]
    rows = [
        Row(
            label=str(row["stop_name"]),
            words=_HERE_AND_REST.filled(
                here=format_share(float(row["share"]), language, 1),
                rest=format_share(float(row["rest_share"]), language, 1),
            ).in_language(language),
            estimate=float(row["difference"]),
            interval=Interval(float(row["low"]), float(row["high"])),
        )
        for row in chosen.to_dict("records")
    ]
    return rows_chart(rows, language, _DIFFERENCE.in_language(language), "share")
