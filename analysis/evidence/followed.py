"""Who was seen before support, and whether they were seen again: the ground of attrition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.evidence.model import NEVER, Bools, Comparison, Floats, Ints, WidePanel


@dataclass(frozen=True, slots=True)
class Followed:
    """One row per unit and cell (a cohort in a period since support), units seen at the base only.

    `unit` (m,) is the row of the panel, `cell` (m,) counts cells from 0, `treated` (m,) tells whose
    support it is, `before` (m,) is the outcome at the base and `change` (m,) from there on, NaN for
    those not seen again. `weight` (m,) is 1 for supported units, and gives the compared of a cell
    together the weight of its supported. `cohort` and `period` are (C,), `closed` (m,) tells of
    those not seen because they had closed. `groups` (n,) counts from 0 what errors go together by.
    """

    unit: Ints
    cell: Ints
    treated: Bools
    before: Floats
    change: Floats
    weight: Floats
    closed: Bools
    cohort: Ints
    period: Ints
    elapsed: Ints
    groups: Ints

    @property
    def seen(self) -> Bools:
        """Tell who was seen again, (m,)."""
        found: Bools = np.isfinite(self.change)
        return found

    def error(self, influence: Floats) -> float:
        """Return the standard error of an estimate from the influence (m,) of every row on it.

        Rows of one unit, or of one cluster, go together; no degrees-of-freedom correction.
        """
        sums = np.bincount(self.groups[self.unit], weights=influence)
        return float(np.sqrt((sums**2).sum()))


def followed(
    panel: WidePanel, comparison: Comparison, anticipation: int = 0, closed: Ints | None = None
) -> Followed:
    """Return who was seen in the last period before support, for every period since.

    `closed` (n,) is the period from which a unit is closed, 0 for none. Cells without supported or
    without compared units, and those of whose compared nobody was seen again, are left out.
    """
    ends = np.zeros(len(panel.units), dtype=np.int64) if closed is None else closed
    parts: list[tuple[Ints, Bools, Floats, Floats, Floats, Bools]] = []
    cells: list[tuple[int, int, int]] = []
    for cohort in np.unique(panel.cohorts[panel.cohorts != NEVER]).tolist():
        earlier = np.flatnonzero(panel.periods < cohort - anticipation)
        if len(earlier) == 0:
            continue
        base = int(earlier[-1])
        before = panel.outcomes[:, base]
        for column in np.flatnonzero(panel.periods >= cohort).tolist():
            period = int(panel.periods[column])
            pool = panel.cohorts == NEVER
            if comparison == "not_yet":
                pool |= panel.cohorts > period + anticipation
            rows = np.flatnonzero(np.isfinite(before) & (pool | (panel.cohorts == cohort)))
            treated = panel.cohorts[rows] == cohort
            change = panel.outcomes[rows, column] - before[rows]
            ours, theirs = int(treated.sum()), int((~treated).sum())
            if ours == 0 or not np.isfinite(change[~treated]).any():
                continue
            weight = np.where(treated, 1.0, ours / theirs)
            gone = (ends[rows] != 0) & (ends[rows] <= period) & ~np.isfinite(change)
            parts.append((rows, treated, before[rows], change, weight, gone))
            cells.append((cohort, period, period - int(panel.periods[base])))
    groups = np.arange(len(panel.units))
    if panel.clusters is not None:
        groups = np.unique(panel.clusters, return_inverse=True)[1]
    numbered = np.array(cells, dtype=np.int64).reshape(-1, 3)
    sizes = [len(part[0]) for part in parts]
    return Followed(
        unit=_joined([part[0] for part in parts], np.int64),
        cell=np.repeat(np.arange(len(parts)), sizes),
        treated=_joined([part[1] for part in parts], np.bool_),
        before=_joined([part[2] for part in parts], np.float64),
        change=_joined([part[3] for part in parts], np.float64),
        weight=_joined([part[4] for part in parts], np.float64),
        closed=_joined([part[5] for part in parts], np.bool_),
        cohort=numbered[:, 0],
        period=numbered[:, 1],
        elapsed=numbered[:, 2],
        groups=groups,
    )


def _joined(parts: list[Any], kind: type) -> npt.NDArray[Any]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=kind)
