"""Charts of how far the ranking of products depends on weights."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, INK, LEGEND_ABOVE, LIGHT_GREY, Trace, house_figure
from analysis.language import Language, Text, format_share

FIRST_RANKS = 3
MOST_PRODUCTS = 15
"""Products drawn at most: those that reach the first ranks most often; the table has them all."""

MOST_COMPARED = 3
"""Products whose central weights stand side by side: more do not fit a narrow screen."""

ACCEPTABILITY_ALTERNATIVE = Text(
    "Thanh chồng: phần các bộ trọng số cho từng sản phẩm đứng hạng 1, 2, 3.",
    "Stacked bars: the share of weights that put each product first, second and third.",
)
CENTRAL_ALTERNATIVE = Text(
    "Bảng màu: trọng số trung bình của từng tiêu chí khi từng sản phẩm đứng đầu.",
    "Heat map: the mean weight of each criterion when each product is first.",
)

_LOOKS = ((BLUE, "white", ""), ("#5B9BD0", INK, "/"), ("#C3DBEE", INK, "."))
_LEAST_WRITTEN = 0.05
_AXIS = Text("Phần các bộ trọng số được thử", "Share of the weights tried")
_RANK = Text("Hạng {rank}", "Rank {rank}")
_SCALE = [[0.0, "#F4F8FC"], [1.0, "#7FB2DC"]]
"""Light enough for dark figures everywhere."""


def first_ranks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return shares of the first ranks, a row per product, those often first on top.

    `frame` is measure product_acceptability. Columns: name, then the ranks 1 to FIRST_RANKS as
    texts; products that never reach them are left out.
    """
    early = frame[frame["rank"] <= FIRST_RANKS]
    ranks = sorted({int(rank) for rank in early["rank"]})
    wide = pd.DataFrame(
        {
            "name": early.drop_duplicates("product_id").set_index("product_id")["name"],
            **{
                str(rank): early[early["rank"] == rank].set_index("product_id")["share"]
                for rank in ranks
            },
        }
    )
    names = [str(rank) for rank in ranks]
    reached = wide[wide[names].sum(axis=1) > 0]
    return reached.sort_values(names, ascending=False, kind="stable").head(MOST_PRODUCTS)


def acceptability_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw how often products are first, second and third; measure product_acceptability."""
    rows = first_ranks(frame).iloc[::-1]
    labels = [f"<b>{wrapped(str(name), 24)}</b> " for name in rows["name"]]
    places = list(range(len(rows)))
    traces: list[Trace] = []
    ranks = [column for column in rows.columns if column != "name"]
    for rank, (colour, ink, pattern) in zip(ranks, _LOOKS, strict=False):
        shares = [float(value) for value in rows[rank]]
        name = _RANK.filled(rank=rank).in_language(language)
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "x": shares,
                "y": places,
                "marker": {
                    "color": colour,
                    "pattern": {
                        "shape": pattern,
                        "fillmode": "overlay",
                        "fgcolor": "white",
                        "fgopacity": 0.5,
                        "size": 8,
                        "solidity": 0.15,
                    },
                },
                "text": [
                    format_share(value, language) if value >= _LEAST_WRITTEN else ""
                    for value in shares
                ],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "insidetextfont": {"color": ink},
                "textangle": 0,
                "customdata": [
                    f"{product}: {name.lower()} – {format_share(value, language, 1)}"
                    for product, value in zip(rows["name"], shares, strict=True)
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    # Ties share a rank, so that shares may add up to more than one.
    top = 1.04 * max((float(total) for total in rows[ranks].sum(axis=1)), default=1.0)
    return house_figure(
        traces,
        language,
        # A figure that would have to shrink to fit is left out.
        uniformtext={"minsize": 11, "mode": "hide"},
        height=120 + 36 * max(len(rows), 2),
        barmode="stack",
        x_axis={
            "title": {"text": _AXIS.in_language(language), "font": {"size": 12}},
            "range": [0, top],
            "nticks": 5,
            "tickangle": 0,
            "tickformat": ",.0%",
            "showgrid": True,
        },
        y_axis={
            "tickmode": "array",
            "tickvals": places,
            "ticktext": labels,
            "range": [-0.6, max(len(rows), 2) - 0.4],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 12},
        },
        legend=LEGEND_ABOVE,
    )


def central_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the weights under which products are first; measure product_central_weights.

    The products that are first most often stand side by side, criteria below each other; the
    figures are written in.
    """
    order = frame.drop_duplicates("product_id").sort_values("first_share", ascending=False)
    chosen = order.head(MOST_COMPARED)
    codes = list(dict.fromkeys(frame["criterion"]))
    labels = frame.drop_duplicates("criterion").set_index("criterion")["criterion_name"]
    wide = frame.pivot(index="criterion", columns="product_id", values="weight")
    values = wide.loc[codes[::-1], list(chosen["product_id"])].astype("float64").to_numpy()
    heads = [_head(row, language) for row in chosen.to_dict("records")]
    top = float(np.nanmax(values)) if values.size else 1.0
    heat: dict[str, Any] = {
        "type": "heatmap",
        "z": values.tolist(),
        "x": list(range(len(heads))),
        "y": list(range(len(codes))),
        "zmin": 0,
        "zmax": top,
        "colorscale": _SCALE,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "text": [[format_share(value, language) for value in row] for row in values.tolist()],
        "texttemplate": "%{text}",
        "textfont": {"color": INK, "size": 12},
        "hoverinfo": "skip",
    }
    return house_figure(
        [heat],
        language,
        height=150 + 30 * max(len(codes), 2),
        margin={"l": 8, "r": 16, "t": 8, "b": 8},
        x_axis={
            "side": "top",
            "tickmode": "array",
            "tickvals": list(range(len(heads))),
            "ticktext": heads,
            "tickangle": 0,
            "tickfont": {"size": 11},
            "zeroline": False,
        },
        y_axis={
            "tickmode": "array",
            "tickvals": list(range(len(codes))),
            "ticktext": [f"{wrapped(str(labels[code]), 22)} " for code in codes[::-1]],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 12},
        },
        plot_bgcolor=LIGHT_GREY if not values.size else "rgba(0,0,0,0)",
    )


def _head(row: Mapping[Hashable, Any], language: Language) -> str:
    """Return a product's name over the share of weights that put it first and its confidence."""
    shares = (format_share(float(row[name]), language) for name in ("first_share", "confidence"))
    return f"<b>{wrapped(str(row['name']), 10)}</b><br>{'<br>'.join(shares)}"
