"""All fits of a panel with covariates: cells that rest on the same units share one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from analysis.evidence.adjusted_fit import Fit, Reason, Side, fit
from analysis.evidence.adjusted_strata import Stratum, changes_of, strata
from analysis.evidence.cells import Base, Cells, cells, only
from analysis.evidence.model import NEVER, Comparison, Floats, Form, Ints, WidePanel
from analysis.evidence.propensity import Propensity, propensity_of_kinds

Alike = tuple[int, tuple[int, ...], tuple[tuple[int, int], ...]]
"""A cohort's stratum, those it is compared with, and who of each was observed."""

Known = dict[Alike, Propensity | None]
"""Propensities fitted before on the same units, covariates and years of observation."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cells of one cohort that rest on the same units, and their fit or why there is none.

    `at` (k,) are their positions in the plan, `after` and `before` (k,) those of their periods.
    `supported` and `compared` are positions of strata, of whose units so many are in the fit.
    """

    at: Ints
    supported: int
    compared: tuple[int, ...]
    after: Ints
    before: Ints
    supported_units: int
    compared_units: int
    found: Fit | Reason


@dataclass(frozen=True, slots=True)
class Fitted:
    """All fits of a panel: `parts` are its strata, `cohorts` and `shares` (G,) as in GroupTime."""

    plan: Cells
    parts: tuple[Stratum, ...]
    groups: tuple[Group, ...]
    cohorts: Ints
    shares: Floats
    units: int
    clusters: int | None


def fitted(
    panel: WidePanel,
    form: Form,
    comparison: Comparison,
    anticipation: int,
    base: Base,
    since_support: bool = False,
    known: Known | None = None,
) -> Fitted:
    """Return the fits of every cell of a panel; raises ValueError as `adjust` says."""
    if form == "unconditional":
        raise ValueError("group_time makes the effects of the form without covariates")
    if comparison == "own_past":
        raise ValueError("covariates need units to compare with: own_past is for group_time")
    plan = cells(panel.cohorts, panel.periods, comparison, anticipation, base)
    if since_support:
        plan = only(plan, plan.period >= plan.cohort)
    parts = strata(panel)
    cohorts = plan.all_cohorts[plan.all_cohorts != NEVER]
    units = len(panel.units)
    sizes = np.array([len(part.rows) for part in parts], dtype=np.float64)
    return Fitted(
        plan=plan,
        parts=parts,
        groups=tuple(_groups(plan, parts, form, {} if known is None else known)),
        cohorts=cohorts,
        shares=sizes[plan.all_cohorts != NEVER] / max(units, 1),
        units=units,
        clusters=None if panel.clusters is None else len(np.unique(panel.clusters)),
    )


def _groups(plan: Cells, parts: tuple[Stratum, ...], form: Form, known: Known) -> Iterator[Group]:
    """Yield the fits of all cells, one for those that differ in their periods only.

    In a balanced panel with one pool, that is one for each cohort.
    """
    alike: dict[Alike, list[int]] = {}
    for at, cohort in enumerate(plan.cohort):
        supported = int(np.searchsorted(plan.all_cohorts, cohort))
        compared = tuple(np.flatnonzero(plan.pool[at]).tolist())
        periods = int(plan.period_at[at]), int(plan.base_at[at])
        pairs = tuple(parts[place].pair(*periods) for place in (supported, *compared))
        alike.setdefault((supported, compared, pairs), []).append(at)
    last, start = -1, None
    for key, members in alike.items():
        supported, compared, _ = key
        after, before = plan.period_at[members], plan.base_at[members]
        if supported != last:
            last, start = supported, None
        one = _side(parts, (supported,), after, before)
        other = _side(parts, compared, after, before)
        found = fit(form, one, other, partial(_propensity, key, start, known))
        if isinstance(found, Fit):
            # The next cells of the cohort hold nearly the same units: nearly the same chances.
            start = found.coefficients
        yield Group(
            at=np.array(members),
            supported=supported,
            compared=compared,
            after=after,
            before=before,
            supported_units=one.design.shape[1],
            compared_units=other.design.shape[1],
            found=found,
        )


def _propensity(
    key: Alike, start: Floats | None, known: Known, supported: Side, compared: Side
) -> Propensity | None:
    """Return a propensity, fitted only where it is not known; `start` is that of similar cells."""
    if key not in known:
        known[key] = propensity_of_kinds(supported.design, compared.design, start)
    return known[key]


def _side(parts: tuple[Stratum, ...], places: tuple[int, ...], after: Ints, before: Ints) -> Side:
    """Return the units of some strata seen in the periods of cells that rest on the same units."""
    designs, changes = [], []
    for part in (parts[place] for place in places):
        seen = part.seen(int(after[0]), int(before[0]))
        design, outcomes = part.design, part.outcomes
        if seen is None:
            designs.append(design)
            changes.append(changes_of(outcomes, after, before))
        else:
            where = np.flatnonzero(seen)
            designs.append(design.take(where, axis=1))
            changes.append(changes_of(outcomes, after, before, where))
    if not places:
        return Side(np.empty((len(parts[0].design), 0)), np.empty((len(after), 0)))
    if len(places) == 1:
        return Side(designs[0], changes[0])
    return Side(np.concatenate(designs, axis=1), np.concatenate(changes, axis=1))
