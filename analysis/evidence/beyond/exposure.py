"""Who has a supported neighbour, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.evidence.beyond.jackknife import pooled
from analysis.evidence.beyond.rings import RINGS, Ring, RingCode
from analysis.evidence.ground import Ground
from analysis.evidence.model import NEVER, Bools, Ints
from analysis.evidence.panel_clusters import place_numbers
from analysis.evidence.panel_query import parameters, scoped_sql, window
from analysis.scope import Scope
from analysis.warehouse import Snapshot

UNKNOWN = -1
"""Exposure of an establishment whose place or industry is not on record."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """When the units of a claim first had a supported neighbour of one ring.

    `first` (n,) is the year, 0 for never, UNKNOWN where not known; `cells` (n,) number the groups
    of neighbours, a unit of unknown place standing alone. Over the whole register, whether there
    are figures or not: `supported` and `exposed` count establishments, `supported_years` and
    `exposed_years` the years they were in business since support, or since exposure, to the last
    year of the panel. Exposed are those never supported only; `clean` never were exposed.
    """

    ring: Ring
    first: Ints
    cells: Ints
    supported: int
    supported_years: int
    exposed: int
    exposed_years: int
    clean: int
    unknown: int

    @property
    def groups(self) -> Ints:
        """The groups that errors go together by, (n,): `cells`, some together where many."""
        return pooled(self.cells, self.first)

    def told_groups(self, units: Bools) -> int:
        """Return how many groups of neighbours some units (n,) are of.

        A unit of unknown place or industry stands alone in `cells`, but is no group of neighbours:
        it tells nothing of what groups have in common.
        """
        return len(np.unique(self.cells[units & (self.first != UNKNOWN)]))

    @property
    def exposed_for_each(self) -> float:
        """Years of exposed neighbours for each year of a supported establishment; NaN for none."""
        if not self.supported_years:
            return float("nan")
        return self.exposed_years / self.supported_years


def exposures(snapshot: Snapshot, scope: Scope, given: Ground) -> Mapping[RingCode, Exposure]:
    """Return the exposure of a claim's units in every ring.

    What exposes is the support asked about, by activity and fund source, of any year and to any
    establishment of the data set, inside the scope's places, industries and sizes or not. Empty
    for data without outcomes.
    """
    years = window(snapshot, given.built.outcome)
    if years is None or not len(given.panel.periods):
        return {}
    shared = parameters(snapshot, scope, years, given.anticipation, False)
    sql = scoped_sql("neighbours").replace("{members}", scoped_sql("panel_members"))
    register = snapshot.query(sql, shared)
    last = int(given.panel.periods[-1])
    return {ring.code: _exposure(register, ring, given, last) for ring in RINGS}


def _exposure(register: pd.DataFrame, ring: Ring, given: Ground, last: int) -> Exposure:
    cells = _cells(register, ring)
    known = cells >= 0
    began = register["inside_year"].to_numpy(dtype=np.float64, na_value=np.inf)
    earliest = np.full(int(cells.max(initial=0)) + 1, np.inf)
    np.minimum.at(earliest, cells[known], began[known])
    first = np.where(known, earliest[np.maximum(cells, 0)], UNKNOWN)
    first = np.where(np.isfinite(first), first, NEVER).astype(np.int64)
    cohort = register["cohort"].to_numpy(dtype=np.int64)
    asked = register["code"].isna().to_numpy()
    ours = asked & (cohort != NEVER)
    theirs = asked & (cohort == NEVER)
    exposed = theirs & (first > 0) & (first <= last)
    at = np.searchsorted(register["unit"].to_numpy(dtype=np.int64), given.panel.units)
    alone = np.where(known, cells, int(cells.max(initial=0)) + 1 + np.arange(len(cells)))
    return Exposure(
        ring=ring,
        first=first[at],
        cells=alone[at],
        supported=int(ours.sum()),
        supported_years=_years_in_business(register, cohort, last, ours),
        exposed=int(exposed.sum()),
        exposed_years=_years_in_business(register, first, last, exposed),
        clean=int((theirs & known & ~exposed).sum()),
        unknown=int((theirs & ~known).sum()),
    )


def _cells(register: pd.DataFrame, ring: Ring) -> Ints:
    """Return the number of each establishment's group of neighbours, (N,), -1 where unknown."""
    columns = []
    known = np.ones(len(register), dtype=np.bool_)
    for key in ring.keys:
        if key == "industry":
            codes, _ = pd.factorize(register["industry"])
            codes = np.asarray(codes, dtype=np.int64)
        else:
            codes = place_numbers(register, key)
        known &= codes >= 0
        columns.append(codes)
    if not len(register):
        return np.empty(0, dtype=np.int64)
    _, numbers = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
    found: Ints = np.where(known, numbers, -1)
    return found


def _years_in_business(register: pd.DataFrame, start: Ints, last: int, chosen: Bools) -> int:
    """Return the years of some establishments from `start` to `last` in which they were open."""
    closed = register["closed_year"].to_numpy(dtype=np.float64, na_value=np.inf)
    founded = register["founded_year"].to_numpy(dtype=np.float64, na_value=-np.inf)
    begun = np.maximum(start.astype(np.float64), founded)
    years = np.minimum(last, closed - 1) - begun + 1
    return int(np.maximum(years, 0)[chosen].sum())
