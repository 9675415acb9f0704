"""Which shapes a map of coverage is drawn on: those that hold most of what it counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from analysis.charts.map_parts import features_by_code
from analysis.geography.drawn_shapes import LARGEST_TEXT, DrawnShapes, ShapeKind, drawn_shapes
from analysis.geography.map_units import LATEST_DAY, MapLevel
from analysis.geography.units import LAST_DAY_OF_DISTRICTS
from analysis.geography.vintages import BOUNDARY_VINTAGES, VintageName
from analysis.scope import Vintage

_RECORDED: tuple[tuple[date, MapLevel], ...] = (
    (LAST_DAY_OF_DISTRICTS, "district"),
    (LAST_DAY_OF_DISTRICTS, "commune"),
    (LATEST_DAY, "commune"),
)


def shapes_for(
    frame: pd.DataFrame, vintage: Vintage, folder: Path, kind: ShapeKind, maps: int = 1
) -> DrawnShapes:
    """Return the shapes for a frame with `district` and `eligible`, drawn on so many maps.

    Every vintage has its own. Units as recorded may be of several levels and days: the shapes
    are those that hold the most eligible establishments, and the rest are told without a shape.
    """
    grounds = _RECORDED if vintage == "recorded" else (_ground(vintage),)
    # Small maps show less detail, and each carries its own shapes.
    limit = LARGEST_TEXT if maps == 1 else LARGEST_TEXT // (2 * maps)
    found = [drawn_shapes(folder, day, level, kind, limit) for day, level in grounds]
    return max(found, key=lambda shapes: _held(frame, shapes))


def _ground(vintage: VintageName) -> tuple[date, MapLevel]:
    wanted = BOUNDARY_VINTAGES[vintage]
    return wanted.day, wanted.level


def _held(frame: pd.DataFrame, shapes: DrawnShapes) -> int:
    codes = list(features_by_code(shapes.collection))
    return int(frame[frame["district"].isin(codes)]["eligible"].sum())
