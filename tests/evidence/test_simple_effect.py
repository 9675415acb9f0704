"""The quick way to the one number of a claim gives the number of the core."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from analysis.evidence.aggregates import aggregate
from analysis.evidence.group_time import group_time
from analysis.evidence.moments import wide_moments
from analysis.evidence.simple_effect import simple_effect
from analysis.evidence.small_samples import corrected
from analysis.evidence.wide import wide
from tests.evidence.panels import PANEL_KINDS, panel_of, random_panel
from tests.examples import examples


@settings(max_examples=examples(40), deadline=None)
@given(*PANEL_KINDS)
def test_it_is_the_simple_aggregate_of_the_core(
    seed: int,
    units: int,
    missing: float,
    cohorts: tuple[int, ...],
    comparison: str,
    anticipation: int,
    clusters: int,
) -> None:
    frame = random_panel(seed, units=units, missing=missing, cohorts=cohorts, clusters=clusters)
    panel = wide(panel_of(frame))
    quick = simple_effect(panel, comparison, anticipation)
    effects = corrected(group_time(wide_moments(panel), comparison, anticipation))
    full = aggregate(effects, "simple")
    assert quick.overall == pytest.approx(full.overall, abs=1e-12, nan_ok=True)
    assert quick.overall_supported == full.overall_supported
    assert quick.overall_compared == full.overall_compared
    if np.isfinite(full.overall_error):
        assert quick.overall_error == pytest.approx(full.overall_error, rel=1e-6)
        assert quick.overall_degrees >= 1 - 1e-9 or not full.overall_degrees >= 1
    else:
        assert np.isnan(quick.overall_error) or quick.overall_error < 1e-6
