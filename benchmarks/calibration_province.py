"""Simulated provinces of other seeds: what the estimators make of each, and what was planted."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np

from analysis.evidence.adjusted import adjust
from analysis.evidence.aggregates import aggregate
from analysis.evidence.group_time import group_time
from analysis.evidence.model import Floats, GroupTime, WidePanel
from analysis.evidence.moments import wide_moments
from analysis.evidence.noise import Noise, noise_of
from analysis.evidence.panel_builder import build
from analysis.evidence.pretrends import pre_trends
from analysis.evidence.wide import wide
from analysis.scope import Scope
from analysis.simulate import province
from analysis.warehouse import Snapshot, load_case, open_snapshot

CASE = "quang-ngai-simulated"
OUTCOME = "value_added_per_worker"
FORMS = ("unconditional, never", "unconditional, not yet", "doubly robust, never")
COLUMNS = ("estimate", "error", "truth", "pre-trend p", "supported", "covered")

# The planted effect of every supported establishment and year, in the numbers units have in panels.
_TRUTH = """
select
  place.establishment_no as unit,
  truth.year as period,
  ln(truth.treated / truth.untreated) as effect
from truth.simulated_truth as truth
join mart_establishment as place
  on place.establishment_id = truth.establishment_id
where truth.outcome = $outcome and truth.treated > 0 and truth.untreated > 0
"""


def draw(seed: int) -> Floats:
    """Return what each of FORMS makes of the province of a seed, (forms, COLUMNS)."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot = load_province(Path(folder), seed)
        built = build(snapshot, Scope(), OUTCOME)
        panel = wide(built.panel)
        planted = planted_effects(snapshot, panel)
    moments = wide_moments(panel)
    found = (
        group_time(moments, "never"),
        group_time(moments, "not_yet"),
        adjust(panel, "doubly_robust", "never").effects,
    )
    return np.array([_marked(effects, panel, planted) for effects in found])


def load_province(folder: Path, seed: int) -> Snapshot:
    """Return a snapshot of the simulated case with another seed, loaded as any case is."""
    of_seed = partial(province.simulate_province, seed)
    with patch.object(province, "simulate_province", of_seed):
        load_case(folder, CASE)
    return open_snapshot(folder)


def province_noise() -> Noise:
    """Return how log value added per worker moves without support in the built-in province."""
    with tempfile.TemporaryDirectory() as folder:
        load_case(Path(folder), CASE)
        snapshot = open_snapshot(Path(folder))
        return noise_of(wide(build(snapshot, Scope(), OUTCOME).panel))


def planted_effects(snapshot: Snapshot, panel: WidePanel) -> Floats:
    """Return the planted effect on every unit of a panel in every period, (n, T); zero if none."""
    rows = snapshot.query(_TRUTH, {"outcome": OUTCOME})
    rows = rows[rows["unit"].isin(panel.units) & rows["period"].isin(panel.periods)]
    planted = np.zeros(panel.outcomes.shape)
    at = np.searchsorted(panel.units, rows["unit"]), np.searchsorted(panel.periods, rows["period"])
    planted[at] = rows["effect"]
    return planted


def _marked(effects: GroupTime, panel: WidePanel, planted: Floats) -> list[float]:
    """Return an estimate beside what was planted in the very units and years it rests on."""
    simple = aggregate(effects, "simple")
    true = aggregate(replace(effects, estimate=_true_cells(effects, panel, planted)), "simple")
    after = effects.period >= effects.cohort
    known = np.isfinite(effects.estimate) & after
    share = float(effects.supported[known].sum() / max(effects.supported[after].sum(), 1))
    return [
        simple.overall,
        simple.overall_error,
        true.overall,
        pre_trends(effects).p,
        simple.overall_supported,
        share,
    ]


def _true_cells(effects: GroupTime, panel: WidePanel, planted: Floats) -> Floats:
    """Return the mean planted change in every estimated cell, over who is seen at both its ends."""
    period_at = np.searchsorted(panel.periods, effects.period)
    base_at = np.searchsorted(panel.periods, effects.base)
    true = np.full(len(effects.cohort), np.nan)
    for cell in np.flatnonzero(np.isfinite(effects.estimate)):
        after, before = period_at[cell], base_at[cell]
        seen = np.isfinite(panel.outcomes[:, after]) & np.isfinite(panel.outcomes[:, before])
        seen &= panel.cohorts == effects.cohort[cell]
        true[cell] = (planted[seen, after] - planted[seen, before]).mean()
    return true
