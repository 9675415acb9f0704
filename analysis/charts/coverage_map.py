"""The map of coverage: one shade a unit, its name and figure on it, chosen units outlined."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.coverage_units import (
    class_colours,
    colour_bar,
    drawn_units,
    ink_on,
    outlined,
    unit_traces,
)
from analysis.charts.map_parts import (
    extent,
    features_by_code,
    geo_layout,
    room,
)
from analysis.charts.theme import FONT, Trace, house_figure
from analysis.geography.shapes import GeoJson
from analysis.geography.unit_names import short_unit_name
from analysis.language import Language, Text, format_number
from analysis.measures.coverage_classes import MapFigure, figure_text

_HEIGHT = 580
_FOOT = 96
# The narrowest screen: a map drawn on it has so many pixels across and up.
_NARROW = (340.0, 480.0)
_HATCHES = 60
_MOST_BARE = 30
_LETTER = 6.3
_LINE = 13.0

_PLACES = Text("{n} nơi", "n = {n}")


def coverage_map(
    frame: pd.DataFrame,
    collection: GeoJson,
    figure: MapFigure,
    bounds: Sequence[float],
    language: Language,
    chosen: Collection[str] = (),
) -> go.Figure:
    """Draw a figure of coverage_by_district on shapes whose features carry codes.

    `bounds` are those of `class_bounds`; chosen codes are outlined. A unit of the shapes without
    a figure is grey and hatched. A place without a shape cannot be drawn: `map_lines` tells it.
    """
    features = features_by_code(collection)
    known = drawn_units(frame, collection, figure, bounds)
    counts = [int((known["shade"] == number).sum()) for number in range(len(bounds) + 1)]
    notes = [_PLACES.filled(n=format_number(n, language)).in_language(language) for n in counts]
    traces = [
        *unit_traces(
            frame,
            collection,
            figure,
            bounds,
            language,
            hatches=_HATCHES,
            scale=colour_bar(bounds, figure, language, notes),
        ),
        *outlined([features[code] for code in chosen if code in features]),
        *_labels(known, collection, figure, bounds, language),
    ]
    return house_figure(
        traces,
        language,
        height=_HEIGHT,
        x_axis={"visible": False},
        y_axis={"visible": False},
        margin={"l": 0, "r": 0, "t": 4, "b": _FOOT},
        geo=geo_layout(),
        showlegend=False,
        dragmode=NO_DRAGGING,
    )


NO_DRAGGING = "turntable"
"""A mode that maps do not know: nothing is dragged, and a finger on the map scrolls the page."""


def _labels(
    known: pd.DataFrame,
    collection: GeoJson,
    figure: MapFigure,
    bounds: Sequence[float],
    language: Language,
) -> list[Trace]:
    """Return names and figures where a unit has room for them on the narrowest screen."""
    across, up = extent(collection)
    if known.empty or not across or not up:
        return []
    features = features_by_code(collection)
    colours = class_colours(len(bounds) + 1, figure)
    pixels = min(_NARROW[0] / across, _NARROW[1] / up)
    lons, lats, texts, inks = [], [], [], []
    for _, row in known.iterrows():
        value = figure_text(float(row[figure.value]), figure, language)
        name = short_unit_name(str(row["district_name"]))
        tried = [[name, value], [*name.split(" "), value]]
        # A figure without its name helps where the names around it tell which it is.
        for lines in (*tried, [value]) if len(features) <= _MOST_BARE else tried:
            widest = max(map(len, lines)) * _LETTER / pixels
            found = room(features[str(row["district"])], len(lines) * _LINE / pixels)
            if found is not None and found.width >= widest:
                lons.append(round(found.lon, 4))
                lats.append(round(found.lat, 4))
                texts.append("<br>".join([*lines[:-1], f"<b>{value}</b>"]))
                inks.append(ink_on(colours[int(row["shade"])]))
                break
    return [
        {
            "type": "scattergeo",
            "mode": "text",
            "lon": lons,
            "lat": lats,
            "text": texts,
            "textfont": {"family": FONT, "size": 11, "color": inks},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]
