"""The panel that neighbours are judged on: industries and districts each with trends of their own.

Where support falls is no accident: some industries and districts have much of it, and grow or
shrink for reasons of their own. Held against establishments elsewhere, neighbours would then seem
to gain or lose by that. So every industry and every district is given its own course.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd

from analysis.evidence.beyond.rings import Ring
from analysis.evidence.ground import Ground
from analysis.evidence.model import NEVER, Bools, WidePanel
from analysis.evidence.regression import without_repeats

LEAST_ALIKE = 5
"""With fewer untouched establishments of an industry or district seen in a year, that year of it
tells nothing."""

Grouping = Literal["industry", "district"]


def groupings_of(ring: Ring | None) -> tuple[Grouping, ...]:
    """Return what has a course of its own at a ring: industries, and districts.

    Where whole districts are neighbours no untouched establishment tells of a district's course.
    """
    if ring is not None and ring.keys == ("district",):
        return ("industry",)
    return ("industry", "district")


def with_courses(given: Ground, ring: Ring | None = None) -> WidePanel:
    """Return a claim's panel with a dummy of every industry and district among its covariates."""
    panel, units = given.panel, given.built.units
    parts = [panel.covariates]
    names = [*panel.covariate_names]
    for column in groupings_of(ring):
        codes, known = pd.factorize(units[column].astype("object"), sort=False)
        for place, code in enumerate(known[:-1]):
            parts.append((codes == place).astype(np.float64)[:, np.newaxis])
            names.append(f"{column}_{code}_course")
    whole = replace(panel, covariates=np.column_stack(parts), covariate_names=tuple(names))
    return without_repeats(whole)[0]


def comparable_years(
    panel: WidePanel, given: Ground, ring: Ring | None, rows: Bools | None = None
) -> WidePanel:
    """Return the panel without years in which a group has too few to compare with.

    Those are years of an industry or district in which fewer than LEAST_ALIKE of its units of the
    cohort NEVER were seen. They could only be held against others, and their course, which nothing
    tells, would take up a part of everybody's. `rows` are those of the claim's panel that `panel`
    is made of, all of them unless given.
    """
    outcomes = panel.outcomes
    for column in groupings_of(ring):
        units = given.built.units[column].astype("object")
        codes, _ = pd.factorize(units if rows is None else units[rows], sort=False)
        groups = np.asarray(codes, dtype=np.int64)
        untouched = np.isfinite(outcomes) & (panel.cohorts == NEVER)[:, np.newaxis]
        counts = np.zeros((int(groups.max(initial=-1)) + 2, len(panel.periods)))
        np.add.at(counts, groups, untouched)
        outcomes = np.where(counts[groups] < LEAST_ALIKE, np.nan, outcomes)
    return replace(panel, outcomes=outcomes)
