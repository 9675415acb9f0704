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
from analysis.charts.map_labels import MapLabel, Point, map_labels
from analysis.charts.map_parts import features_by_code, geo_layout, line_trace
from analysis.charts.theme import FONT, INK, Trace, house_figure
from analysis.geography.shapes import GeoJson
from analysis.geography.unit_names import short_unit_name
from analysis.language import Language, Text, format_number
from analysis.measures.coverage_classes import MapFigure, figure_text

_HEIGHT = 580
_FOOT = 96
_HATCHES = 60

MOST_NAMED = 30
"""Of more units than this only some have their name on the map; pointing at others tells it."""

ENDS_NAMED = 1
"""Of many units so many of the lowest and of the highest are named: lines to more would cross."""

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
        *_named(
            named_units(known, collection, figure, chosen), collection, figure, bounds, language
        ),
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


def named_units(
    known: pd.DataFrame, collection: GeoJson, figure: MapFigure, chosen: Collection[str]
) -> pd.DataFrame:
    """Return the rows of `drawn_units` whose name stands on the map, if it finds room: all of few.

    Of more than MOST_NAMED units these are the chosen, and the lowest and highest ENDS_NAMED whose
    interval is narrow enough for their shade.
    """
    if len(collection["features"]) <= MOST_NAMED:
        return known
    certain = known[~known["wide"]].sort_values(figure.value, kind="stable")
    ends = {*certain["district"].head(ENDS_NAMED), *certain["district"].tail(ENDS_NAMED)}
    return known[known["district"].isin([*ends, *chosen])]


def _named(
    known: pd.DataFrame,
    collection: GeoJson,
    figure: MapFigure,
    bounds: Sequence[float],
    language: Language,
) -> list[Trace]:
    """Return names and figures, with lines to the units of those that stand beside the land."""
    words = {
        str(row["district"]): (
            short_unit_name(str(row["district_name"])),
            figure_text(float(row[figure.value]), figure, language),
        )
        for row in known.to_dict("records")
    }
    labels = map_labels(collection, words)
    if not labels:
        return []
    colours = class_colours(len(bounds) + 1, figure)
    shades = dict(zip(known["district"], known["shade"], strict=True))
    # Empty words at the ends of a label make the map leave room for it.
    ends = [(x, label.lat) for label in labels if not label.inside for x in label.box[::2]]
    leaders = [label.leader for label in labels if label.leader]
    lines = (
        [x for start, end in leaders for x in (start[0], end[0], None)],
        [y for start, end in leaders for y in (start[1], end[1], None)],
    )
    return [
        *(
            (line_trace(lines, "white", 4), line_trace(lines, INK, 1.2), _dots(leaders))
            if leaders
            else ()
        ),
        {
            "type": "scattergeo",
            "mode": "text",
            "lon": [*(label.lon for label in labels), *(round(x, 4) for x, _ in ends)],
            "lat": [*(label.lat for label in labels), *(y for _, y in ends)],
            "text": [*(_told(label) for label in labels), *("" for _ in ends)],
            "textfont": {
                "family": FONT,
                "size": 11,
                "color": [
                    *(
                        ink_on(colours[int(shades[label.code])]) if label.inside else INK
                        for label in labels
                    ),
                    *(INK for _ in ends),
                ],
            },
            "hoverinfo": "skip",
            "showlegend": False,
        },
    ]


def _dots(leaders: Sequence[tuple[Point, Point]]) -> Trace:
    return {
        "type": "scattergeo",
        "mode": "markers",
        "lon": [round(end[0], 4) for _, end in leaders],
        "lat": [round(end[1], 4) for _, end in leaders],
        "marker": {"size": 5, "color": INK, "line": {"width": 1, "color": "white"}},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _told(label: MapLabel) -> str:
    return "<br>".join([*label.lines[:-1], f"<b>{label.lines[-1]}</b>"])
