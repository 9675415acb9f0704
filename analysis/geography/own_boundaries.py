"""Official boundaries that the province put into its workspace, used instead of our own shapes.

A file is named for a level and, unless it shows the latest boundaries, for the last day they held:

    boundaries-commune.geojson              the 96 communes since 1 July 2025
    boundaries-commune-2025-06-30.geojson   the wards before
    boundaries-district.geojson             the last districts (Kon Tum's may be left out)
    boundaries-district-2020-01-31.geojson, boundaries-district-2014-03-31.geojson

It is GeoJSON (WGS 84, longitude first) of at most 20 MB whose shapes carry the unit's code in a
property `code`. It is used whole or not at all. Beside its form, `boundary_plausibility` checks
that no lines cross, and that shapes lie and measure about what sources say and do not overlap.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.geography.boundary_checks import checked_features
from analysis.geography.boundary_problems import BoundaryProblem, problem
from analysis.geography.map_units import (
    LATEST_DAY,
    MapLevel,
    map_units,
    period_end,
    period_start,
)
from analysis.geography.shapes import GeoJson, shapes

LARGEST_FILE_MB = 20
# More than a person would read; the rest shows when these are mended.
_MOST_PROBLEMS = 20

FileState = tuple[str, int, int]
"""A file's name, time of change in nanoseconds and size in bytes."""


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The shapes to draw and what was wrong with the file they should have come from.

    `file` is the file they come from, None when they are schematic.
    """

    collection: GeoJson
    file: Path | None
    problems: tuple[BoundaryProblem, ...] = ()


def boundaries(folder: Path, vintage_day: date, level: MapLevel) -> Boundaries:
    """Return the boundaries in a workspace folder for a level and a day, or schematic shapes.

    Features are keyed as those of `shapes`, with schematic false. A file with any error is not
    used: the schematic shapes come with its problems, the last of them a warning that says so.
    Units the file lacks are listed in a warning and have no feature. Never raises on what a file
    holds. The caller owns the result.
    """
    file = _file(folder, vintage_day, level)
    if file is None:
        return Boundaries(shapes(vintage_day, level), None)
    try:
        state = file.stat()
        found = _read(file, state.st_mtime_ns, state.st_size, period_start(vintage_day), level)
    except OSError as error:
        found = "", (problem(file.name, "unreadable", error.strerror or ""),)
    text, problems = found
    if text:
        return Boundaries(json.loads(text), file, problems)
    warning = problem(file.name, "fallback", n=len(problems))
    return Boundaries(shapes(vintage_day, level), None, (*problems, warning))


def boundary_state(folder: Path, day: date, level: MapLevel) -> FileState | None:
    """Return what tells one state of the file for a level and a day from another, None without one.

    As long as it stays the same, `boundaries` returns the same.
    """
    file = _file(folder, day, level)
    if file is None:
        return None
    try:
        state = file.stat()
    except OSError:
        return file.name, 0, 0
    return file.name, state.st_mtime_ns, state.st_size


def _file(folder: Path, day: date, level: MapLevel) -> Path | None:
    """Return the file for a day: the one dated for its period, or the latest where that fits."""
    end = period_end(day, level)
    if end is not None:
        dated = folder / f"boundaries-{level}-{end}.geojson"
        if dated.is_file():
            return dated
    latest = folder / f"boundaries-{level}.geojson"
    fits = set(map_units(day, level)) <= set(map_units(LATEST_DAY, level))
    return latest if fits and latest.is_file() else None


@lru_cache(maxsize=4)
def _read(
    file: Path, _changed: int, size: int, start: date, level: MapLevel
) -> tuple[str, tuple[BoundaryProblem, ...]]:
    """Return the checked collection as JSON, empty when it has errors, and the problems.

    Kept for as long as the file keeps its time and size. Raises OSError when it cannot be read.
    """
    limit = LARGEST_FILE_MB * 1_000_000
    if size > limit:
        return "", (problem(file.name, "too_big", f"{size / 1e6:.1f} MB", limit=LARGEST_FILE_MB),)
    with file.open("rb") as stream:
        raw = stream.read(limit + 1)
    try:
        parsed = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return "", (problem(file.name, "not_json", error),)
    wanted = map_units(start, level)
    # The latest districts include Kon Tum's, which no map of an earlier day shows.
    day = LATEST_DAY if file.stem == f"boundaries-{level}" else start
    allowed = {unit.code: unit for unit in map_units(day, level)}
    needed = {unit.code for unit in wanted}
    features, problems = checked_features(
        parsed, file.name, allowed, needed, day=day.isoformat(), level=level
    )
    errors = [found for found in problems if found.severity == "error"]
    if errors:
        return "", tuple(errors[:_MOST_PROBLEMS])
    drawn = [feature for feature in features if feature["properties"]["code"] in needed]
    collection = {"type": "FeatureCollection", "schematic": False, "features": drawn}
    return json.dumps(collection, ensure_ascii=False), tuple(problems)
