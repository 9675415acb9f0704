"""Coverage of many units year by year: a tile for every unit, the years side by side on one scale.

Small maps of a hundred units would be some pixels a unit and weigh far more than a page may: tiles
are all of one size and take a tenth of the bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.coverage_units import (
    NO_FIGURE,
    NO_FIGURE_FILL,
    class_colours,
    colour_bar,
    ink_on,
)
from analysis.charts.coverage_years_map import year_title
from analysis.charts.map_parts import features_by_code, unit_name
from analysis.charts.theme import INK, Trace, house_figure
from analysis.geography.shapes import GeoJson
from analysis.geography.unit_names import short_unit_name
from analysis.language import Language
from analysis.measures.coverage_classes import IN_YEAR, counts_text, shaded, with_interval

_COLUMNS = 3
_TITLE_ROWS, _GAP = 4, 1
_ROW_HEIGHT = 11
_FOOT = 84

Tile = tuple[int, int]


def coverage_years_tiles(
    frame: pd.DataFrame,
    collection: GeoJson,
    bounds: Sequence[float],
    language: Language,
    chosen: Collection[str] = (),
) -> go.Figure:
    """Draw each year of coverage_by_district_and_year as a grid of tiles; all share one scale.

    `collection` are tile shapes. A dot on a tile says that its interval is too wide for the shade
    to be certain; a unit without a figure is grey. Chosen codes are outlined.
    """
    tiles = tiles_of(collection)
    width = max((column for column, _ in tiles.values()), default=0) + 1
    height = max((row for _, row in tiles.values()), default=0) + 1
    years = sorted(int(year) for year in frame["year"].unique())
    lines = max(ceil(len(years) / _COLUMNS), 1)
    across, up = _COLUMNS * (width + _GAP), lines * (height + _TITLE_ROWS)
    known_cells, grey_cells = _Cells(across, up), _Cells(across, up)
    dots: list[tuple[int, int, str]] = []
    boxes, titles = [], []
    names = {code: unit_name(one, language) for code, one in features_by_code(collection).items()}
    colours = class_colours(len(bounds) + 1, IN_YEAR)
    for number, year in enumerate(years):
        rows = frame[frame["year"] == year].reset_index(drop=True)
        left = (number % _COLUMNS) * (width + _GAP)
        foot = up - (number // _COLUMNS + 1) * (height + _TITLE_ROWS)
        titles.append(
            {
                **year_title(rows, year, left + (width - 1) / 2, 0.0, language),
                "xref": "x",
                "yref": "y",
                "y": foot + height - 0.5 + _TITLE_ROWS,
            }
        )
        told = {
            str(row["district"]): row for row in shaded(rows, IN_YEAR, bounds).to_dict("records")
        }
        for code, (column, place) in tiles.items():
            x, y = left + column, foot + place
            row = told.get(code)
            if row is None or pd.isna(row["shade"]):
                grey_cells.fill(x, y, 0, _words(names[code], year, None, language))
            else:
                shade = int(row["shade"])
                known_cells.fill(x, y, shade, _words(names[code], year, row, language))
                if row["wide"]:
                    dots.append((x, y, ink_on(colours[shade])))
            if code in chosen:
                boxes.append(_box(x, y))
    return house_figure(
        [
            {
                **_tiles(known_cells, colours),
                "showscale": True,
                "colorbar": colour_bar(bounds, IN_YEAR, language),
            },
            _tiles(grey_cells, (NO_FIGURE_FILL,)),
            _wide(dots),
        ],
        language,
        height=_ROW_HEIGHT * up + _FOOT,
        x_axis={"visible": False, "range": [-0.5, across - _GAP - 0.5]},
        y_axis={"visible": False, "range": [-0.5, up - 0.5]},
        margin={"l": 0, "r": 0, "t": 4, "b": _FOOT - 4},
        showlegend=False,
        annotations=titles,
        shapes=boxes,
    )


def tiles_of(collection: GeoJson) -> dict[str, Tile]:
    """Return the column and row of every tile by its code, the lowest of each being 0."""
    corners = {
        code: min((x, y) for x, y, *_ in feature["geometry"]["coordinates"][0][0])
        for code, feature in features_by_code(collection).items()
    }
    if not corners:
        return {}
    size = _size(collection)
    west, south = (min(corner[i] for corner in corners.values()) for i in (0, 1))
    return {
        code: (round((x - west) / size), round((y - south) / size))
        for code, (x, y) in corners.items()
    }


def _size(collection: GeoJson) -> float:
    """Return how far tiles are apart: the least step between their western edges."""
    ring = collection["features"][0]["geometry"]["coordinates"][0][0]
    width = max(x for x, *_ in ring) - min(x for x, *_ in ring)
    edges = sorted(
        {
            round(min(x for x, *_ in feature["geometry"]["coordinates"][0][0]), 4)
            for feature in collection["features"]
        }
    )
    steps = [high - low for low, high in pairwise(edges) if high - low > width]
    return float(min(steps, default=width))


def _words(name: str, year: int, row: Mapping[Any, Any] | None, language: Language) -> str:
    short = f"<b>{short_unit_name(name)}</b> · {year}"
    if row is None:
        return f"{short}<br>{NO_FIGURE.in_language(language)}"
    figure, counts = with_interval(row, IN_YEAR, language), counts_text(row, IN_YEAR, language)
    return f"{short}<br>{figure}<br>{counts}"


class _Cells:
    """A grid of shades and words, empty where there is no tile."""

    def __init__(self, across: int, up: int) -> None:
        self.shades: list[list[int | None]] = [[None] * across for _ in range(up)]
        self.words: list[list[str]] = [[""] * across for _ in range(up)]

    def fill(self, x: int, y: int, shade: int, words: str) -> None:
        """Put a tile into its cell."""
        self.shades[y][x], self.words[y][x] = shade, words


def _tiles(cells: _Cells, colours: Sequence[str]) -> Trace:
    count = len(colours)
    return {
        "type": "heatmap",
        "z": cells.shades,
        "text": cells.words,
        "hovertemplate": "%{text}<extra></extra>",
        "hoverongaps": False,
        "xgap": 1,
        "ygap": 1,
        "zmin": -0.5,
        "zmax": count - 0.5,
        "colorscale": [[(i + end) / count, one] for i, one in enumerate(colours) for end in (0, 1)],
        "showscale": False,
    }


def _wide(dots: Sequence[tuple[int, int, str]]) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _, _ in dots],
        "y": [y for _, y, _ in dots],
        "marker": {"size": 3, "color": [colour for _, _, colour in dots]},
        "hoverinfo": "skip",
    }


def _box(x: int, y: int) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": x - 0.5,
        "x1": x + 0.5,
        "y0": y - 0.5,
        "y1": y + 0.5,
        "line": {"color": INK, "width": 2},
    }
