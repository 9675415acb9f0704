"""Coverage year by year: small maps side by side, on one scale."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import ceil
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.coverage_map import NO_DRAGGING
from analysis.charts.coverage_units import colour_bar, outlined, unit_traces
from analysis.charts.map_parts import features_by_code, geo_layout
from analysis.charts.theme import FONT, Trace, house_figure
from analysis.geography.shapes import GeoJson
from analysis.language import Language, Text, format_number
from analysis.measures.coverage_classes import IN_YEAR

_COLUMNS = 3
_MAP_HEIGHT = 250
_FOOT = 84
_TITLE = 0.17
_HATCHES = 22

_PART = Text("{year} (chưa hết năm)", "{year} (not over)")


def coverage_years_map(
    frame: pd.DataFrame,
    collection: GeoJson,
    bounds: Sequence[float],
    language: Language,
    chosen: Collection[str] = (),
) -> go.Figure:
    """Draw each year of coverage_by_district_and_year as a small map; all share one scale.

    A title tells the year and how many were supported of how many eligible, those of unknown or
    undrawn place included. Chosen codes are outlined.
    """
    features = features_by_code(collection)
    years = sorted(int(year) for year in frame["year"].unique())
    lines = max(ceil(len(years) / _COLUMNS), 1)
    traces: list[Trace] = []
    geos: dict[str, Any] = {}
    titles = []
    for number, year in enumerate(years):
        rows = frame[frame["year"] == year].reset_index(drop=True)
        geo = "geo" if number == 0 else f"geo{number + 1}"
        left, top = (number % _COLUMNS) / _COLUMNS, 1 - (number // _COLUMNS) / lines
        across = [left + 0.01, left + 1 / _COLUMNS - 0.01]
        geos[geo] = geo_layout(domain={"x": across, "y": [top - 1 / lines, top - _TITLE / lines]})
        titles.append(year_title(rows, year, sum(across) / 2, top, language))
        traces += unit_traces(
            rows,
            collection,
            IN_YEAR,
            bounds,
            language,
            hatches=_HATCHES,
            geo=geo,
            scale=colour_bar(bounds, IN_YEAR, language) if number == 0 else None,
        )
        traces += outlined([features[code] for code in chosen if code in features], geo, 1.5)
    return house_figure(
        traces,
        language,
        height=_MAP_HEIGHT * lines + _FOOT,
        x_axis={"visible": False},
        y_axis={"visible": False},
        margin={"l": 0, "r": 0, "t": 4, "b": _FOOT - 4},
        showlegend=False,
        annotations=titles,
        dragmode=NO_DRAGGING,
        **geos,
    )


def year_title(
    rows: pd.DataFrame, year: int, x: float, y: float, language: Language
) -> dict[str, Any]:
    """Return the words above a year: which, whether it is over, how many supported of eligible."""
    whole = bool(rows["whole_year"].all())
    told = str(year) if whole else _PART.filled(year=year).in_language(language)
    supported, eligible = (
        format_number(int(rows[name].sum()), language) for name in (IN_YEAR.counted, IN_YEAR.of)
    )
    return {
        "text": f"<b>{told}</b><br>{supported} / {eligible}",
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "center",
        "yanchor": "top",
        "showarrow": False,
        "font": {"family": FONT, "size": 12},
    }
