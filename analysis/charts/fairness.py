"""Charts of fairness between places: the concentration curve, and money against the eligible."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import marked
from analysis.charts.theme import BLUE, GREY, INK, LETTER, ORANGE, Trace, house_figure
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.fairness_units import CONDITIONS
from analysis.scope import UNKNOWN_CODE

CURVE_ALTERNATIVE = {
    "poverty": Text(
        "Đường tập trung: cơ sở thuộc đối tượng cộng dồn từ địa bàn nghèo nhất, so với được hỗ trợ "
        "và tiền cộng dồn; đường chéo là đều.",
        "Concentration curve: the eligible cumulated from the poorest place on against the "
        "supported and the money; the diagonal is equality.",
    ),
    "remoteness": Text(
        "Đường tập trung: cơ sở thuộc đối tượng cộng dồn từ địa bàn xa nhất, so với được hỗ trợ và "
        "tiền cộng dồn; đường chéo là đều.",
        "Concentration curve: the eligible cumulated from the most remote place on against the "
        "supported and the money; the diagonal is equality.",
    ),
}
PAIRS_ALTERNATIVE = Text(
    "Biểu đồ chấm đôi: tỷ trọng tiền và tỷ trọng cơ sở thuộc đối tượng của từng địa bàn.",
    "Dot pairs: each place's share of the money and of the eligible.",
)
MOST_PLACES = 40
"""More places than this make no readable chart; the table has them all. An even number."""

_FIRST = {
    "poverty": Text(
        "Cơ sở thuộc đối tượng, cộng dồn từ nơi nghèo nhất",
        "Eligible, cumulated from the poorest on",
    ),
    "remoteness": Text(
        "Cơ sở thuộc đối tượng, cộng dồn từ nơi xa nhất",
        "Eligible, cumulated from the farthest on",
    ),
}
_MONEY = Text("Tiền hỗ trợ", "Money")
_SUPPORTED = Text("Được hỗ trợ", "Supported")
_ELIGIBLE = Text("Cơ sở thuộc đối tượng", "Eligible establishments")
_SHARE = Text("Tỷ trọng trong toàn phạm vi", "Share of the whole scope")
_ENDS = Text(
    "Tỷ trọng; {half} nơi nhiều tiền nhất và {half} nơi ít nhất trong {all}",
    "Share; the {half} places with most money and the {half} with least of {all}",
)
_EQUAL = Text("Đều", "Equality")
_GAP = 0.052
"""The least height between two labels, as a part of the axis."""

MOST_NAMED = 19
"""More names than this do not fit above one another; then only the chosen places are named."""

_BESIDE = 0.035
"""How far right of the plot names begin, as a part of its width."""

_LINE = "rgba(107,114,128,0.45)"
_LEADER, _WIDEST = 22, 170
"""Pixels: the way from the plot to the labels, the most labels may take."""


def concentration_chart(
    frame: pd.DataFrame, condition: str, language: Language, chosen: Collection[str] = ()
) -> go.Figure:
    """Draw the concentration curves along a condition; `frame` is measure fairness_curve.

    Money is a whole line with diamonds, support a broken one with circles. Places are named right
    of the plot, with a line to their point on the curve of money, or on that of support where no
    money is known; those `chosen` are pointed at. Of too many places only these are named.
    """
    column = CONDITIONS[condition]
    rows = frame[frame["condition"] == condition].sort_values("place_no")
    rows["district_name"] = [
        marked(brief_place(str(name)), code in chosen)
        for code, name in zip(rows["district"], rows["district_name"], strict=True)
    ]
    rows["chosen"] = rows["district"].isin(list(chosen))
    points = rows.groupby(column, sort=False, as_index=False).agg(
        {"district_name": ", ".join, "chosen": "any", **dict.fromkeys(_REACHED, "first")}
    )
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [0, 1],
            "y": [0, 1],
            "name": _EQUAL.in_language(language),
            "line": {"color": GREY, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        }
    ]
    drawn: list[tuple[str, str]] = []
    for across, up, name, colour, dash, symbol in (
        ("eligible_reached", "supported_reached", _SUPPORTED, ORANGE, "dash", "circle"),
        ("known_reached", "money_reached", _MONEY, BLUE, "solid", "diamond"),
    ):
        known = points[points[up].notna()]
        if known.empty:
            continue
        drawn.append((across, up))
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [0.0, *known[across].astype(float)],
                "y": [0.0, *known[up].astype(float)],
                "name": name.in_language(language),
                "line": {"color": colour, "width": 2.5, "dash": dash},
                "marker": {"symbol": symbol, "size": [0] + [8] * len(known), "color": colour},
                "customdata": ["", *_conditions(known, column, language)],
                "hovertemplate": "%{customdata}: %{x:.1%} → %{y:.1%}<extra></extra>",
                "cliponaxis": False,
            }
        )
    named = points[points[drawn[-1][1]].notna()] if drawn else points.iloc[:0]
    if len(named) > MOST_NAMED:
        named = named[named["chosen"]].head(MOST_NAMED)
    labels = _labels(named, *drawn[-1]) if len(named) else []
    room = min(LETTER * max(map(len, named["district_name"]), default=0), _WIDEST)
    ticks = {"tickvals": [0, 0.25, 0.5, 0.75, 1], "tickformat": ".0%", "showgrid": True}
    return house_figure(
        traces,
        language,
        height=560,
        annotations=labels,
        x_axis={
            "title": {"text": _FIRST[condition].in_language(language), "font": {"size": 12}},
            "range": [0, 1],
            **ticks,
        },
        y_axis={"range": [-0.02, 1.04], **ticks},
        margin={"l": 8, "r": 16 + round(room + _LEADER if labels else 0), "t": 28, "b": 8},
    )


def pairs_chart(frame: pd.DataFrame, language: Language, chosen: Collection[str] = ()) -> go.Figure:
    """Draw each place's shares of the money and of the eligible; measure fairness_by_district.

    Places stand from the most money for their establishments down; those whose money is not known,
    and the unknown place, stand below with what there is. Of too many places the two ends are drawn
    and the axis says so; places `chosen` are drawn wherever they stand, and pointed at.
    """
    ranked = frame[frame["district"] != UNKNOWN_CODE].sort_values(
        "money_ratio", ascending=False, na_position="last", kind="stable"
    )
    title = _SHARE
    if len(ranked) > MOST_PLACES:
        half = MOST_PLACES // 2
        title = _ENDS.filled(half=half, all=len(ranked))
        middle = ranked.iloc[half:-half]
        ranked = pd.concat(
            [ranked.head(half), middle[middle["district"].isin(list(chosen))], ranked.tail(half)]
        )
    rows = pd.concat([ranked, frame[frame["district"] == UNKNOWN_CODE]])
    heights = [-float(place) for place in range(len(rows))]
    line_x: list[float | None] = []
    line_y: list[float | None] = []
    for height, money, eligible in zip(
        heights, rows["share_of_money"], rows["share_of_eligible"], strict=True
    ):
        if pd.notna(money) and pd.notna(eligible):
            line_x += [float(eligible), float(money), None]
            line_y += [height, height, None]
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": line_x,
            "y": line_y,
            "line": {"color": GREY, "width": 2},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        _dots(rows, heights, "share_of_eligible", _ELIGIBLE, ORANGE, "circle-open", language),
        _dots(rows, heights, "share_of_money", _MONEY, BLUE, "diamond", language),
    ]
    top = float(rows[["share_of_money", "share_of_eligible"]].astype("float64").max().max())
    return house_figure(
        traces,
        language,
        height=110 + 46 * max(len(rows), 2),
        x_axis={
            "title": {"text": title.in_language(language), "font": {"size": 12}},
            "range": [0, (top if top == top else 1.0) * 1.12],
            "tickformat": ".0%",
            "nticks": 5,
            "showgrid": True,
            "zeroline": True,
        },
        y_axis={
            "tickmode": "array",
            "tickvals": heights,
            "ticktext": [_pair_label(row, language, chosen) for row in rows.to_dict("records")],
            "range": [-max(len(rows), 2) + 0.4, 0.6],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 12},
        },
    )


def brief_place(name: str) -> str:
    """Return a place's name without the word for its kind, in either language."""
    for start in ("Huyện ", "Thị xã ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu "):
        name = name.removeprefix(start)
    for end in (" district", " town", " commune", " ward", " township", " special zone"):
        name = name.removesuffix(end)
    return name.replace("Thành phố ", "TP ")


_REACHED = ("eligible_reached", "supported_reached", "known_reached", "money_reached")


def _conditions(known: pd.DataFrame, column: str, language: Language) -> list[str]:
    """Return the names of points, each with the condition it is ranked by."""
    return [
        f"{name} ({format_share(value, language, 1)})"
        if column == "poverty_rate"
        else f"{name} ({format_number(value, language)} km)"
        for name, value in zip(known["district_name"], known[column].astype(float), strict=True)
    ]


def _labels(points: pd.DataFrame, across: str, up: str) -> list[dict[str, Any]]:
    """Return the names of points right of the plot, in their order and moved apart, with lines.

    A curve that rises lies above whatever is right of and below a point of it, so lines to names
    that stand no higher do not cross it. Names are as far right in every width of the screen.
    """
    heights = spaced([float(value) for value in points[up]], _GAP, 0.0, 1.0)
    labels: list[dict[str, Any]] = []
    for x, y, name, height in zip(
        points[across].astype(float),
        points[up].astype(float),
        points["district_name"],
        heights,
        strict=True,
    ):
        short = name if len(name) * LETTER <= _WIDEST else f"{name[: int(_WIDEST / LETTER)]}…"
        labels.append(
            {
                "x": x,
                "y": y,
                "text": short,
                "hovertext": name,
                "ax": 1.0 + _BESIDE,
                "ay": height,
                "axref": "x",
                "ayref": "y",
                "xanchor": "left",
                "yanchor": "middle",
                "align": "left",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": _LINE,
                "standoff": 5,
                "font": {"size": 11, "color": INK},
            }
        )
    return labels


def spaced(wanted: Sequence[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Return ascending heights near those wanted, `gap` apart, from `lowest` up to `highest`.

    Where there is no room for all, they begin above the lowest as far apart as wanted allows.
    """
    placed: list[float] = []
    for height in wanted:
        placed.append(max(height, placed[-1] + gap if placed else lowest))
    limit = highest
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = min(placed[place], limit)
        limit = placed[place] - gap
    return placed


def _dots(
    rows: pd.DataFrame,
    heights: Sequence[float],
    column: str,
    name: Text,
    colour: str,
    symbol: str,
    language: Language,
) -> Trace:
    word = name.in_language(language)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [None if pd.isna(value) else float(value) for value in rows[column]],
        "y": list(heights),
        "name": word,
        "marker": {
            "size": 11,
            "symbol": symbol,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "cliponaxis": False,
        "customdata": [
            f"{place}: {word.lower()} {_share(value, language)}"
            for place, value in zip(rows["district_name"], rows[column], strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _share(value: Any, language: Language) -> str:
    return format_share(None if pd.isna(value) else float(value), language, 1)


def _pair_label(row: dict[Any, Any], language: Language, chosen: Collection[str]) -> str:
    """Return a place's name over what it has: money against the eligible."""
    money, eligible = row["share_of_money"], row["share_of_eligible"]
    written = [_share(value, language) for value in (money, eligible)]
    words = Text("tiền {} · cơ sở {}", "money {} · eligible {}").in_language(language)
    name = marked(brief_place(str(row["district_name"])), row["district"] in chosen)
    return f"<b>{name}</b> <br>{words.format(*written)} "
