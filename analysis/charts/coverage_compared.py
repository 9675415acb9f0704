"""Charts that compare places: observed against expected, the funnel, and the change of a period."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.evidence_rows import Row, rows_chart
from analysis.charts.process_intervals import Dot, dots_chart, marked, wrapped
from analysis.charts.theme import BLUE, GREY, INK, ORANGE, SKY, YELLOW, Trace, house_figure
from analysis.evidence.findings import Interval
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.coverage_columns import OF_ALL, POSITIONS
from analysis.measures.coverage_expected import SPREADS
from analysis.measures.funnel_grid import funnel_grid
from analysis.scope import UNKNOWN_CODE

Against = Literal["all", "alike", "spread", "scaled"]
"""What places are held against: all places, those of the same priority area, or these with what
places differ by beyond chance allowed for, added to chance or multiplying it."""

LOOKS = {
    "below_998": (ORANGE, "triangle-down"),
    "below_95": (YELLOW, "triangle-down-open"),
    "within": (GREY, "circle"),
    "above_95": (SKY, "triangle-up-open"),
    "above_998": (BLUE, "triangle-up"),
    "cannot_tell": (GREY, "circle-open"),
}
"""Colour and symbol of each position, so that it reads without colour too."""

CHOSEN_SIZE = 16
"""The size of the mark of a place a reader has chosen; it has a dark outline too."""

_LEAST_TOP = 2.0
_RATIO = Text("Được hỗ trợ ÷ kỳ vọng", "Supported ÷ expected")
_EXPECTED = Text("Số được hỗ trợ kỳ vọng", "Supported, expected")
_WORDS = Text("{some}/{every} cơ sở, kỳ vọng {expected}", "{some} of {every}, {expected} expected")
_RANK = Text("hạng {low}–{high}/{of}", "rank {low}–{high} of {of}")
_CHANGE = Text("Thay đổi tỷ lệ được hỗ trợ", "Change of the share supported")
_CHANGED = Text(
    "{before} ({n_before}) → {now} ({n})",
    "{before} ({n_before}) → {now} ({n})",
)


MOST_PLACES = 30
"""More places than this make no readable chart of rows: the first are drawn, the table has all."""


def ratio_chart(
    frame: pd.DataFrame,
    language: Language,
    against: Against = "all",
    chosen: Collection[str] = (),
) -> go.Figure:
    """Draw observed ÷ expected of each place with its exact interval, the lowest first.

    `frame` is measure coverage_by_district. Colour and symbol say where a place lies in the funnel;
    the line stands at 1, as many as expected. Places `chosen` stand out among the others. Only
    the MOST_PLACES lowest are drawn.
    """
    rows = _told(frame, against).sort_values("ratio").head(MOST_PLACES)
    dots = [
        Dot(
            label=marked(str(row["district_name"]), row["district"] in chosen),
            words=_words(row, language),
            value=float(row["ratio"]),
            low=float(row["ratio_low"]),
            high=float(row["ratio_high"]),
        )
        for row in rows.to_dict("records")
    ]
    figure = dots_chart(dots, language, _RATIO.in_language(language), tick_format=",.1~f")
    looks = [LOOKS[position] for position in rows["position"]]
    stands_out = [code in chosen for code in rows["district"]]
    figure.data[0].marker = {
        "size": [CHOSEN_SIZE if out else 11 for out in stands_out],
        "color": [colour for colour, _ in looks],
        "symbol": [symbol for _, symbol in looks],
        "line": {
            "width": 2,
            "color": [
                INK if out else colour for out, (colour, _) in zip(stands_out, looks, strict=True)
            ],
        },
    }
    figure.data[0].error_x.color = GREY
    figure.add_vline(x=1.0, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def compared_places(frame: pd.DataFrame, against: Against) -> int:
    """Return how many places have a ratio, drawn or not."""
    return len(_told(frame, against))


def funnel_plot(
    frame: pd.DataFrame,
    language: Language,
    against: Against = "all",
    chosen: Collection[str] = (),
) -> go.Figure:
    """Draw ratios over what is expected, between the limits chance leaves at 95 and 99.8 %.

    `frame` is measure coverage_by_district. The limits are those of `funnel_grid`; the colour of a
    place says where it lies among limits of its own. Places `chosen` are outlined and always named.
    """
    rows = _told(frame, against).sort_values("expected")
    top = max(_LEAST_TOP, float(rows["ratio"].max()) * 1.15)
    grid = funnel_grid(
        frame,
        against if against in SPREADS else "limit",
        "expected_all" if against == "all" else "expected",
    )
    traces = [
        _limit(grid, f"{level}_{end}", dash, top, name.in_language(language), end == "low")
        for level, dash, name in (
            ("95", "dash", Text("Giới hạn 95%", "95% limits")),
            ("998", "solid", Text("Giới hạn 99,8%", "99.8% limits")),
        )
        for end in ("low", "high")
    ]
    for code, (colour, symbol) in LOOKS.items():
        here = rows[rows["position"] == code]
        if not here.empty:
            traces.append(_points(here, code, colour, symbol, language, chosen))
    return house_figure(
        traces,
        language,
        height=460,
        x_axis={
            "title": {"text": _EXPECTED.in_language(language)},
            "rangemode": "tozero",
            "showgrid": True,
        },
        y_axis={
            "title": {"text": _RATIO.in_language(language)},
            "range": [0, top],
            "tickformat": ",.1~f",
        },
        shapes=[
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": 1,
                "y1": 1,
                "line": {"color": INK, "width": 1, "dash": "dot"},
            }
        ],
    )


def change_chart(
    frame: pd.DataFrame, language: Language, chosen: Collection[str] = ()
) -> go.Figure:
    """Draw how much the share supported changed in each place, with its interval.

    `frame` is measure coverage_change; places of which nothing is known in a period are left out.
    Places `chosen` stand out.
    """
    known = frame[frame["change"].notna()].sort_values("change")
    rows = [
        Row(
            label=marked(str(row["district_name"]), row["district"] in chosen),
            words=_CHANGED.filled(
                before=_share(row["share_before"], language),
                n_before=f"n\u00a0=\u00a0{format_number(int(row['eligible_before']), language)}",
                now=_share(row["share"], language),
                n=f"n\u00a0=\u00a0{format_number(int(row['eligible']), language)}",
            ).in_language(language),
            estimate=float(row["change"]),
            interval=Interval(float(row["change_low"]), float(row["change_high"])),
            main=row["district"] in chosen,
            stands_back=row["district"] == UNKNOWN_CODE,
        )
        for row in known.to_dict("records")
    ]
    figure = rows_chart(rows, language, _CHANGE.in_language(language), "share")
    # On a narrow screen more ticks than these would be turned.
    figure.layout.xaxis.update(nticks=4, tickangle=0)
    return figure


def _told(frame: pd.DataFrame, against: Against) -> pd.DataFrame:
    """Return the places whose ratio is known, with the columns of one comparison under plain names.

    The unknown place is none.
    """
    taken = frame
    if against == "all":
        others = {f"{name}_all": name for name in OF_ALL}
        taken = frame.drop(columns=list(OF_ALL)).rename(columns=others)
        # Ranks are of the comparison with places alike.
        taken["ranked"] = None
    elif against in SPREADS:
        limits = [name for name in OF_ALL if name.startswith("limit")]
        others = {name.replace("limit", against): name for name in limits}
        taken = frame.drop(columns=[*limits, "position"]).rename(
            columns={**others, f"position_{against}": "position"}
        )
    return taken[taken["ratio"].notna() & (taken["district"] != UNKNOWN_CODE)]


def _words(row: Mapping[Hashable, Any], language: Language) -> str:
    said = _WORDS.filled(
        some=format_number(int(row["supported"]), language),
        every=format_number(int(row["eligible"]), language),
        expected=format_number(float(row["expected"]), language, 1),
    ).in_language(language)
    if pd.isna(row["ranked"]):
        return said
    rank = _RANK.filled(
        low=int(row["rank_low"]), high=int(row["rank_high"]), of=int(row["ranked"])
    ).in_language(language)
    return f"{said}; {rank}"


def _share(value: float, language: Language) -> str:
    return format_share(float(value), language, 1)


def _limit(
    grid: pd.DataFrame, column: str, dash: str, top: float, name: str, legend: bool
) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [round(float(value), 3) for value in grid["expected"]],
        "y": [
            None if pd.isna(value) else round(min(float(value), 2 * top), 4)
            for value in grid[column]
        ],
        "line": {"color": GREY, "width": 1.5, "dash": dash},
        "hoverinfo": "skip",
        "showlegend": legend,
    }


def _points(
    rows: pd.DataFrame,
    code: str,
    colour: str,
    symbol: str,
    language: Language,
    chosen: Collection[str],
) -> Trace:
    names = [str(name) for name in rows["district_name"]]
    stands_out = [place in chosen for place in rows["district"]]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": POSITIONS[code].in_language(language),
        "x": [float(value) for value in rows["expected"]],
        "y": [float(value) for value in rows["ratio"]],
        "marker": {
            "size": [CHOSEN_SIZE if out else 12 for out in stands_out],
            "color": colour,
            "symbol": symbol,
            "line": {"width": 2, "color": [INK if out else colour for out in stands_out]},
        },
        # What chance explains needs no name on the drawing; hovering and the table tell it.
        "text": _labels(names, code, stands_out),
        "textposition": "middle right",
        "textfont": {"size": 12},
        "customdata": [
            f"{name}: {_words(row, language)}"
            for name, row in zip(names, rows.to_dict("records"), strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
    }


def _labels(names: Sequence[str], code: str, stands_out: Sequence[bool]) -> list[str]:
    quiet = code in ("within", "cannot_tell")
    return [
        "" if quiet and not out else f" {wrapped(marked(name, out), 18)}"
        for name, out in zip(names, stands_out, strict=True)
    ]
