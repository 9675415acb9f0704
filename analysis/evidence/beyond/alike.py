"""The panel that neighbours are judged on: industries and districts each with trends of their own.

Where support falls is no accident: some industries and districts have much of it, and grow or
shrink for reasons of their own. Held against establishments elsewhere, neighbours would then seem
to gain or lose by that. So every industry and every district is given its own course.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.evidence.ground import Ground
from analysis.evidence.model import NEVER, Ints, WidePanel
from analysis.evidence.regression import without_repeats

LEAST_ALIKE = 5
"""With fewer untouched establishments of an industry seen in a year, that year tells nothing."""


def with_courses(given: Ground) -> WidePanel:
    """Return a claim's panel with a dummy of every industry and district among its covariates."""
    panel, units = given.panel, given.built.units
    parts = [panel.covariates]
    names = [*panel.covariate_names]
    for column in ("industry", "district"):
        if not len(units) or column not in units:
            continue
        codes, known = pd.factorize(units[column].astype("object"), sort=False)
        for place, code in enumerate(known[:-1]):
            parts.append((codes == place).astype(np.float64)[:, np.newaxis])
            names.append(f"{column}_{code}_course")
    whole = replace(panel, covariates=np.column_stack(parts), covariate_names=tuple(names))
    return without_repeats(whole)[0]


def industries_of(given: Ground) -> Ints:
    """Return a number for the industry of each unit, (n,), -1 where unknown."""
    codes, _ = pd.factorize(given.built.units["industry"].astype("object"), sort=False)
    return np.asarray(codes, dtype=np.int64)


def comparable_years(panel: WidePanel, industries: Ints) -> WidePanel:
    """Return the panel without years in which an industry has too few to compare with.

    Those are years of an industry in which fewer than LEAST_ALIKE of its units of the cohort NEVER
    were seen: they could only be held against other industries.
    """
    untouched = np.isfinite(panel.outcomes) & (panel.cohorts == NEVER)[:, np.newaxis]
    counts = np.zeros((int(industries.max(initial=-1)) + 2, len(panel.periods)))
    np.add.at(counts, industries, untouched)
    few = counts[industries] < LEAST_ALIKE
    return replace(panel, outcomes=np.where(few, np.nan, panel.outcomes))
