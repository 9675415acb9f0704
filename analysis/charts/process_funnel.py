"""Charts of applications: how many get how far, and why the others do not."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, LIGHT_GREY, ORANGE, YELLOW, Trace, house_figure
from analysis.language import Language, Text, format_number, format_share

# Where each way of leaving stands among the steps.
_ORDER = (
    "submitted",
    "pending",
    "withdrawn",
    "decided",
    "refused",
    "approved",
    "project_unknown",
    "stopped",
    "contracted",
    "accepted",
    "settled",
)
_APPLICATIONS = Text("Hồ sơ", "Applications")


def funnel_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the steps from top to bottom, number and share written; leaving and waiting hatched.

    `frame` is measure application_funnel. A way of leaving that nobody took is not drawn.
    """
    rows = frame.set_index("step").loc[[step for step in _ORDER if step in set(frame["step"])]]
    rows = rows[~(rows["aside"].astype("bool") & (rows["applications"] == 0))].iloc[::-1]
    aside = [bool(flag) for flag in rows["aside"]]
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": [int(number) for number in rows["applications"]],
        "y": [
            f"<i>{wrapped(str(name))}</i> " if out else f"<b>{wrapped(str(name))}</b> "
            for name, out in zip(rows["step_name"], aside, strict=True)
        ],
        "marker": {
            "color": [LIGHT_GREY if out else BLUE for out in aside],
            "pattern": {
                "shape": ["/" if out else "" for out in aside],
                "fillmode": "overlay",
                "fgcolor": "white",
                "fgopacity": 0.55,
                "size": 7,
                "solidity": 0.25,
            },
        },
        "text": [
            f"{format_number(int(number), language)} · {format_share(float(share), language)}"
            for number, share in zip(rows["applications"], rows["share_of_first"], strict=True)
        ],
        # Inside a bar where there is room; white words need a dark one.
        "textposition": ["outside" if out else "auto" for out in aside],
        "insidetextanchor": "end",
        "insidetextfont": {"color": "white"},
        "textangle": 0,
        "cliponaxis": False,
        "textfont": {"size": 12},
        "customdata": [
            Text(
                f"{format_share(_known(share), 'vi')} của {format_number(int(before), 'vi')} ở "
                "bước trước",
                f"{format_share(_known(share), 'en')} of {format_number(int(before), 'en')} at the "
                "step before",
            ).in_language(language)
            for share, before in zip(rows["share_of_previous"], rows["previous"], strict=True)
        ],
        "hovertemplate": "%{y}: %{text}<br>%{customdata}<extra></extra>",
    }
    return house_figure(
        [bars],
        language,
        height=90 + 36 * len(rows),
        x_axis=_counts_axis(rows["applications"], language, 1.3),
        y_axis={"showgrid": False, "type": "category", "tickfont": {"size": 12}},
    )


def reasons_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw how many applications each reason turned away; measure application_reasons."""
    shown = frame.sort_values(["result", "applications"], ascending=[False, True], kind="stable")
    colours = {"refused": ORANGE, "withdrawn": YELLOW}
    traces: list[Trace] = []
    # From the bottom up, so that refusals stand on top.
    for result in [code for code in ("withdrawn", "refused") if code in set(shown["result"])]:
        rows = shown[shown["result"] == result]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": str(rows["result_name"].iloc[0]),
                "x": [int(number) for number in rows["applications"]],
                "y": [
                    f"<b>{wrapped(str(name))}</b> <br>{result_name}: "
                    f"{format_number(int(count), language)} · "
                    f"{format_share(float(share), language)} "
                    for name, result_name, count, share in zip(
                        rows["reason_name"],
                        rows["result_name"],
                        rows["applications"],
                        rows["share"],
                        strict=True,
                    )
                ],
                "marker": {
                    "color": [
                        LIGHT_GREY if reason == "unknown" else colours[result]
                        for reason in rows["reason"]
                    ]
                },
                "hovertemplate": "%{y}<extra></extra>",
            }
        )
    return house_figure(
        traces,
        language,
        height=100 + 48 * max(len(shown), 2),
        showlegend=False,
        x_axis=_counts_axis(shown["applications"], language, 1.05),
        y_axis={"showgrid": False, "type": "category", "tickfont": {"size": 12}},
    )


def _counts_axis(numbers: pd.Series, language: Language, room: float) -> dict[str, object]:
    top = float(numbers.max()) if len(numbers) else 1.0
    return {
        "title": {"text": _APPLICATIONS.in_language(language)},
        "range": [0, max(top, 1.0) * room],
        "showgrid": True,
        "tickformat": ",d",
        "nticks": 6,
    }


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
