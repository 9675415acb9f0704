"""The land as a lattice of small squares, each given to one ward.

A square belongs to the nearest ward among those whose bounds hold it, nearness measured by each
ward's own reach from its centre to its bounds, so that a large ward is not cut as short as a
small one; a reach that is only our guess counts half. The corners of the bounds are rounded off,
gaps between neighbours and notches at the rim narrower than about six kilometres are closed, and
every ward stays in one piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt
import scipy

from analysis.geography.ward_sites import WardSite

# The exponent of the rounded box (2 an ellipse, infinity the box itself): 3 gives the districts
# of the former province 5,057 of their 5,145 km², an ellipse 4,878, the plain box 5,314.
_ROUNDNESS = 3
# Twice as far, to the power of roundness.
_GUESSED_FARTHER = 2**_ROUNDNESS
_CLOSING_CELLS = 14
_MARGIN_CELLS = 2 * _CLOSING_CELLS
CELLS_PER_DEGREE = 500
NO_WARD = -1

Labels = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class WardCells:
    """A lattice: `labels[row, column]` is an index into the sites, or NO_WARD outside the land.

    Rows run north, columns east, each 1 / CELLS_PER_DEGREE wide; the south-west corner of the
    first square is (first_column, first_row) / CELLS_PER_DEGREE degrees.
    """

    labels: Labels
    first_column: int
    first_row: int


def ward_cells(sites: tuple[WardSite, ...]) -> WardCells:
    """Return the lattice on which every square of land belongs to one of the sites."""
    first_column = floor(min(s.west for s in sites) * CELLS_PER_DEGREE) - _MARGIN_CELLS
    first_row = floor(min(s.south for s in sites) * CELLS_PER_DEGREE) - _MARGIN_CELLS
    n_columns = ceil(max(s.east for s in sites) * CELLS_PER_DEGREE) + _MARGIN_CELLS - first_column
    n_rows = ceil(max(s.north for s in sites) * CELLS_PER_DEGREE) + _MARGIN_CELLS - first_row
    lons = (first_column + np.arange(n_columns) + 0.5) / CELLS_PER_DEGREE
    lats = (first_row + np.arange(n_rows) + 0.5) / CELLS_PER_DEGREE
    nearest = _nearest_sites(sites, lons, lats)
    return WardCells(_whole(_closed(nearest), len(sites)), first_column, first_row)


def _nearest_sites(
    sites: tuple[WardSite, ...], lons: npt.NDArray[np.float64], lats: npt.NDArray[np.float64]
) -> Labels:
    labels = np.full((len(lats), len(lons)), NO_WARD, dtype=np.int32)
    nearest = np.full(labels.shape, np.inf)
    for index, site in enumerate(sites):
        columns = slice(*np.searchsorted(lons, [site.west, site.east]))
        rows = slice(*np.searchsorted(lats, [site.south, site.north]))
        across = _reach(lons[columns], site.west, site.lon, site.east)
        along = _reach(lats[rows], site.south, site.lat, site.north)
        distance = along[:, None] + across[None, :]
        counted = distance * _GUESSED_FARTHER if site.repair else distance
        better = (distance <= 1) & (counted < nearest[rows, columns])
        nearest[rows, columns][better] = counted[better]
        labels[rows, columns][better] = index
    return labels


def _reach(
    values: npt.NDArray[np.float64], low: float, centre: float, high: float
) -> npt.NDArray[np.float64]:
    """Return how far values lie from the centre, 1 at either bound, to the power of roundness."""
    away = values - centre
    span = np.where(away > 0, high - centre, centre - low)
    powers: npt.NDArray[np.float64] = np.abs(away / span) ** _ROUNDNESS
    return powers


def _closed(labels: Labels) -> Labels:
    """Return the labels with gaps and narrow notches given to the ward nearest to them."""
    near = scipy.ndimage.distance_transform_edt(labels == NO_WARD) <= _CLOSING_CELLS
    land = scipy.ndimage.distance_transform_edt(near) > _CLOSING_CELLS
    land = scipy.ndimage.binary_fill_holes(land | (labels != NO_WARD))
    return np.where(land, _spread(labels), NO_WARD).astype(np.int32)


def _whole(labels: Labels, n_sites: int) -> Labels:
    """Return the labels with every ward's smaller pieces given to the ward nearest to them."""
    kept = labels.copy()
    for index, window in enumerate(scipy.ndimage.find_objects(labels + 1, max_label=n_sites)):
        pieces, n_pieces = scipy.ndimage.label(labels[window] == index)
        if n_pieces > 1:
            largest = np.bincount(pieces.ravel())[1:].argmax() + 1
            kept[window][(pieces > 0) & (pieces != largest)] = NO_WARD
    return np.where(labels == NO_WARD, NO_WARD, _spread(kept)).astype(np.int32)


def _spread(labels: Labels) -> Labels:
    """Return for every square the label of the nearest labelled one."""
    rows, columns = scipy.ndimage.distance_transform_edt(
        labels == NO_WARD, return_distances=False, return_indices=True
    )
    spread: Labels = labels[rows, columns]
    return spread
