"""The lattice of the land, every square given to a ward and to the commune it joined in 2025."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from analysis.geography.map_units import ward_parts
from analysis.geography.reference_files import reference_rows
from analysis.geography.ward_cells import CELLS_PER_DEGREE, NO_WARD, WardCells, ward_cells
from analysis.geography.ward_repairs import repaired_sites

Indices = npt.NDArray[np.intp]


@lru_cache(maxsize=1)
def part_cells() -> WardCells:
    """Return the lattice whose labels are places in `ward_parts`, NO_WARD outside the land."""
    sites = repaired_sites()
    cells = ward_cells(sites)
    indices = {site.code: index for index, site in enumerate(sites)}
    places = {part: index for index, part in enumerate(ward_parts())}
    communes_of = _communes_of_wards()
    # One look-up for all wards that stayed whole; NO_WARD is -1, which is the last place.
    table = np.full(len(sites) + 1, NO_WARD, dtype=cells.labels.dtype)
    for ward, communes in communes_of.items():
        table[indices[ward]] = places[ward, communes[0]]
    labels = table[cells.labels]
    for ward, communes in communes_of.items():
        if len(communes) > 1:
            rows, columns = np.nonzero(cells.labels == indices[ward])
            nearest = _nearest_commune(rows, columns, communes, cells)
            labels[rows, columns] = np.array([places[ward, code] for code in communes])[nearest]
    labels.setflags(write=False)
    return replace(cells, labels=labels)


def _communes_of_wards() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ward, commune in ward_parts():
        found.setdefault(ward, []).append(commune)
    return found


def _nearest_commune(
    rows: Indices, columns: Indices, codes: list[str], cells: WardCells
) -> Indices:
    """Return for each square which of the communes has its centre nearest.

    This parts the one ward that was split, Trà Bùi: no source says where the line runs.
    """
    centres = {
        row["code"]: (float(row["centroid_lon"]), float(row["centroid_lat"]))
        for row in reference_rows("communes_2025")
    }
    lons = (cells.first_column + columns + 0.5) / CELLS_PER_DEGREE
    lats = (cells.first_row + rows + 0.5) / CELLS_PER_DEGREE
    away = [np.hypot(lons - centres[code][0], lats - centres[code][1]) for code in codes]
    nearest: Indices = np.argmin(away, axis=0)
    return nearest
