"""Which design and form a claim gets, by who is there; and inference by clusters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from analysis.evidence.adjusted import adjust
from analysis.evidence.aggregates import aggregate
from analysis.evidence.group_time import group_time
from analysis.evidence.main_estimate import effects_of, main_estimate, share_covered
from analysis.evidence.moments import wide_moments
from analysis.evidence.units_behind import units_behind
from tests.evidence.cases import UNKNOWN, panel, simulated


def test_with_covariates_it_is_doubly_robust_and_says_who_is_behind_it() -> None:
    given = simulated()
    found = main_estimate(given, "never")
    assert (found.design, found.form) == ("difference_in_differences", "doubly_robust")
    effect = aggregate(effects_of(given, "doubly_robust", "never"), "simple")
    assert found.estimate == effect.overall
    t = stats.t.ppf(0.975, effect.overall_degrees)
    assert found.interval.low == pytest.approx(effect.overall - t * effect.overall_error)
    plain = aggregate(adjust(given, "doubly_robust").effects, "simple")
    assert effect.overall_error > plain.overall_error
    supported = int((given.cohorts > 0).sum())
    assert (found.n_supported, found.n_compared) == (supported, 600 - supported)
    assert found.covered == 1.0


def test_without_covariates_or_when_asked_it_is_not_adjusted() -> None:
    given = simulated()
    bare = replace(given, covariates=given.covariates[:, :0], covariate_names=())
    plain = main_estimate(bare, "never")
    asked = main_estimate(given, "never", "unconditional")
    assert plain.form == asked.form == "unconditional"
    assert plain.estimate == asked.estimate
    assert plain.why is not None
    assert asked.why is None
    core = aggregate(group_time(wide_moments(bare), "never"), "simple")
    assert plain.estimate == pytest.approx(core.overall, abs=1e-12)


def test_cohorts_too_unlike_everybody_fall_back_on_regression() -> None:
    # One cohort, half of the supported, is far larger than anybody without support.
    given = simulated(units=400)
    apart = given.covariates.copy()
    apart[given.cohorts == 2004, 0] += 40
    unlike = replace(given, covariates=apart)
    robust = main_estimate(unlike, "never", "doubly_robust")
    assert robust.covered < 0.9
    assert "%" in robust.why.en
    found = main_estimate(unlike, "never")
    assert found.form == "regression"
    assert found.covered == 1.0


def test_nobody_to_compare_with_leaves_the_change_of_the_supported() -> None:
    given = panel([2003, 2003, 2003], [[1.0, 1.0, 2.0], [2.0, 2.0, 4.0], [3.0, 3.0, 6.0]])
    found = main_estimate(given, None)
    assert (found.design, found.comparison) == ("before_after", None)
    assert found.estimate == pytest.approx(2.0)
    assert (found.n_supported, found.n_compared) == (3, 0)
    assert main_estimate(simulated(), "never", "before_after").design == "before_after"


def test_no_year_before_support_leaves_a_level_at_one_time() -> None:
    given = panel([2001, 2001, 0], [[4.0, 5.0], [6.0, 9.0], [1.0, 1.0]])
    found = main_estimate(given, None)
    assert found.design == "cross_section"
    assert found.estimate == pytest.approx(7.0)
    half = stats.t.ppf(0.975, 1) * np.std([5, 9], ddof=1) / np.sqrt(2)
    assert found.interval.high == pytest.approx(7.0 + half)
    assert found.n_supported == 2
    single = main_estimate(panel([2001], [[4.0, 5.0]]), None)
    assert (single.estimate, single.interval, single.n_supported) == (5.0, None, 1)


def test_nobody_at_all_is_no_estimate() -> None:
    for given in (panel([0, 0], [[1.0, 2.0], [1.0, 2.0]]), panel([2002], [[UNKNOWN, UNKNOWN]])):
        found = main_estimate(given, None)
        assert (found.estimate, found.interval, found.n_supported) == (None, None, 0)


def test_few_clusters_take_the_wild_bootstrap_and_a_wider_interval() -> None:
    given = simulated(units=600, seed=5)
    clustered = replace(given, clusters=np.arange(600) % 12)
    found = main_estimate(clustered, "never")
    assert found.few is not None
    assert found.few.inference == "wild"
    assert found.interval == found.few.interval
    many = main_estimate(replace(given, clusters=np.arange(600) % 100), "never")
    assert many.few.inference == "normal"
    plain = main_estimate(given, "never")
    assert plain.few is None
    # Places tell nothing here, so the intervals are alike; the one of few clusters is no narrower
    # than a normal one with its errors.
    normal = 2 * stats.norm.ppf(0.975) * found.error
    assert found.interval.high - found.interval.low > 0.9 * normal


def test_units_behind_counts_each_once_by_hand() -> None:
    given = panel(
        [2002, 2002, 2003, 0, 0, 0],
        [
            [1.0, 2.0, 2.0],
            [1.0, UNKNOWN, UNKNOWN],
            [1.0, 2.0, 4.0],
            [1.0, 1.0, 1.0],
            [UNKNOWN, 1.0, 1.0],
            [1.0, UNKNOWN, UNKNOWN],
        ],
    )
    # The second of 2002 is never seen after; the last one neither; the fifth is for 2003 only.
    assert units_behind(given, "never") == (2, 2)
    # Under not yet, that of 2003 is compared with in 2002 as well.
    assert units_behind(given, "not_yet") == (2, 3)
    assert units_behind(given, "own_past") == (2, 0)
    effects = group_time(wide_moments(given), "never")
    assert units_behind(given, "never", 0, effects) == (2, 2)
    assert share_covered(effects) == 1.0
