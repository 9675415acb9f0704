"""Units of a map of coverage: shade, hatch of wide intervals, grey where there is no figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.charts.map_parts import (
    area_trace,
    extent,
    features_by_code,
    hatch,
    line_trace,
    outline,
    unit_name,
)
from analysis.charts.theme import FONT, INK, LIGHT_GREY, Trace
from analysis.geography.shapes import GeoJson
from analysis.language import Language, Text
from analysis.measures.coverage_classes import (
    MapFigure,
    class_labels,
    counts_text,
    shaded,
    with_interval,
)

# One hue from light to dark; around 1 two hues that differ for every kind of colour blindness.
SEQUENTIAL = ("#DCEAF4", "#A6CCE4", "#5FA5CF", "#1F78B4", "#0B4A78")
DIVERGING = ("#B35806", "#F1A45B", "#EDEEF0", "#8DB6D9", "#1F5F99")
_DARK = {"#1F78B4", "#0B4A78", "#B35806", "#1F5F99"}

NO_FIGURE_FILL = "#E7EAEE"
_HATCH_ON_DARK = "rgba(255,255,255,0.75)"
_HATCH_ON_LIGHT = "rgba(31,41,55,0.35)"

WIDE = Text("khoảng rộng, màu chưa chắc đúng", "wide interval, the shade is not certain")
NO_FIGURE = Text("chưa có số", "no figure")


def class_colours(count: int, figure: MapFigure) -> tuple[str, ...]:
    """Return the colours of one to five classes, as far apart as the scale allows."""
    scale = DIVERGING if figure.diverging else SEQUENTIAL
    if count == 1:
        return (scale[2],)
    places = [round(i * (len(scale) - 1) / (count - 1)) for i in range(count)]
    return tuple(scale[place] for place in places)


def ink_on(colour: str) -> str:
    """Return the colour of words that read on a shade."""
    return "white" if colour in _DARK else INK


def drawn_units(
    frame: pd.DataFrame, collection: GeoJson, figure: MapFigure, bounds: Sequence[float]
) -> pd.DataFrame:
    """Return the places of a frame that have both a shape and a figure, with shade and `wide`."""
    rows = shaded(frame, figure, bounds)
    drawn = rows["district"].isin(list(features_by_code(collection))) & rows["shade"].notna()
    return rows[drawn].reset_index(drop=True)


def unit_traces(
    frame: pd.DataFrame,
    collection: GeoJson,
    figure: MapFigure,
    bounds: Sequence[float],
    language: Language,
    *,
    hatches: int,
    geo: str = "geo",
    scale: dict[str, Any] | None = None,
) -> list[Trace]:
    """Return the units of one map, the first trace those with a figure.

    `hatches` is how many hatch lines fit across the map, `scale` a colour bar of `colour_bar`.
    """
    features = features_by_code(collection)
    spacing = max(*extent(collection), 0.01) / hatches
    rows = shaded(frame, figure, bounds)
    known = drawn_units(frame, collection, figure, bounds)
    colours = class_colours(len(bounds) + 1, figure)
    bar = {"showscale": True, "colorbar": scale} if scale else {}
    traces = [
        area_trace(
            collection,
            list(known["district"]),
            [int(shade) for shade in known["shade"]],
            colours,
            text=[_hover(row, figure, language) for _, row in known.iterrows()],
            geo=geo,
            **bar,
        )
    ]
    codes = [code for code in features if code not in set(known["district"])]
    if codes:
        names = dict(zip(rows["district"], rows["district_name"], strict=True))
        words = NO_FIGURE.in_language(language)
        told = [
            f"<b>{names.get(code) or unit_name(features[code], language)}</b><br>{words}"
            for code in codes
        ]
        fill = (NO_FIGURE_FILL,)
        traces.append(area_trace(collection, codes, [0] * len(codes), fill, text=told, geo=geo))
        lines = hatch([features[code] for code in codes], spacing, falling=True)
        traces.append(line_trace(lines, LIGHT_GREY, 1, geo))
    wide = known[known["wide"]]
    for on_dark, colour in ((True, _HATCH_ON_DARK), (False, _HATCH_ON_LIGHT)):
        units = [
            features[code]
            for code, shade in zip(wide["district"], wide["shade"], strict=True)
            if (colours[shade] in _DARK) == on_dark
        ]
        if units:
            traces.append(line_trace(hatch(units, spacing), colour, 1, geo))
    return traces


def outlined(units: Sequence[GeoJson], geo: str = "geo", width: float = 3) -> list[Trace]:
    """Return the outlines of features: a dark line on a light one, seen on any ground."""
    if not units:
        return []
    lines = outline(units)
    return [line_trace(lines, "white", 2 * width, geo), line_trace(lines, INK, width, geo)]


def colour_bar(
    bounds: Sequence[float],
    figure: MapFigure,
    language: Language,
    notes: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Return the scale below a map: every class named on its own colour, a note under each."""
    labels = class_labels(bounds, figure, language)
    if notes is not None:
        labels = tuple(f"{label}<br>{note}" for label, note in zip(labels, notes, strict=True))
    return {
        "orientation": "h",
        "x": 0.5,
        "y": 0,
        "yanchor": "top",
        "ypad": 4,
        "len": 0.94,
        "thickness": 14,
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "ticks": "",
        "outlinewidth": 0,
        "tickfont": {"family": FONT, "size": 12},
        "title": {
            "text": figure.label.in_language(language),
            "side": "top",
            "font": {"family": FONT, "size": 13},
        },
    }


def _hover(row: pd.Series, figure: MapFigure, language: Language) -> str:
    """Return what a unit says under the pointer: name, figure, interval, counts, and a caution."""
    lines = [
        f"<b>{row['district_name']}</b>",
        f"{figure.label.in_language(language)}: {with_interval(row, figure, language)}",
        counts_text(row, figure, language),
    ]
    if row["wide"]:
        lines.append(f"<i>{WIDE.in_language(language)}</i>")
    return "<br>".join(lines)
