"""Doses against diff-diff and a known curve; Romano and Wolf's chances against what must hold."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.evidence.aggregates import aggregate
from analysis.evidence.designs.curve import dose_curve
from analysis.evidence.designs.stepdown import romano_wolf
from analysis.evidence.designs.unit_effects import even_weights, interval_of_units, unit_effects
from analysis.evidence.group_time import group_time
from analysis.evidence.moments import wide_moments
from analysis.evidence.subgroups import holm
from analysis.measures.shrinkage import shrink
from tests.evidence.cases import panel, simulated
from tests.evidence.designs.oracle import counties_by_dose, numbers

AT = np.array([1.5, 3.0, 5.0])


@pytest.mark.parametrize(("degree", "knots"), [(1, 0), (3, 0), (3, 1)])
def test_a_curve_over_doses_is_as_diff_diff_has_it(degree, knots) -> None:
    given, doses = counties_by_dose()
    effects = unit_effects(given, "never")
    told = numbers(f"dose_{degree}_{knots}")
    found = dose_curve(effects, doses, effects.known, degree=degree, knots=knots, at=AT)
    assert found.slope == pytest.approx(told["slope"], rel=1e-8)
    assert found.slope_error == pytest.approx(told["slope_error"], rel=1e-8)
    assert found.estimates == pytest.approx([told[f"effect_{dose}"] for dose in AT], rel=1e-7)
    assert found.errors == pytest.approx([told[f"error_{dose}"] for dose in AT], rel=1e-7)
    members = effects.known.any(axis=1)
    weights = even_weights(effects, members)
    assert effects.combined(weights, np.zeros(weights.shape))[0] == pytest.approx(told["mean"])


@pytest.mark.parametrize("comparison", ["never", "not_yet"])
def test_means_over_units_are_group_time_effects(comparison) -> None:
    given = simulated(seed=3, units=150)
    effects = unit_effects(given, comparison)
    told = group_time(wide_moments(given), comparison)
    for cohort, period, value in zip(told.cohort, told.period, told.estimate, strict=True):
        if period >= cohort:
            column = int(np.searchsorted(given.periods, period))
            assert effects.values[given.cohorts == cohort, column].mean() == pytest.approx(value)


def test_the_error_of_all_together_is_that_of_the_simple_effect() -> None:
    given = simulated(seed=5, units=300, cohorts=(2004,))
    effects = unit_effects(given, "never")
    weights = even_weights(effects, given.cohorts > 0)
    told = aggregate(group_time(wide_moments(given)), "simple")
    cells = np.where(effects.known, effects.values, 0.0)
    centre = np.repeat((cells.sum(0) / effects.known.sum(0).clip(1))[None, :], len(cells), axis=0)
    value, influence = effects.combined(weights, centre)
    assert value == pytest.approx(told.overall)
    assert np.sqrt((influence**2).sum()) == pytest.approx(told.overall_error, rel=1e-6)


def test_a_planted_curve_is_found_and_its_slope_held() -> None:
    held = 0
    for seed in range(80):
        draw = np.random.default_rng(seed)
        cohorts = np.where(draw.random(300) < 0.5, draw.choice([2003, 2004], 300), 0)
        doses = np.where(cohorts > 0, draw.uniform(0, 3, 300), 0.0)
        years = np.arange(2001, 2007)
        since = (cohorts > 0)[:, None] & (years >= cohorts[:, None])
        planted = 0.2 + 0.3 * doses - 0.05 * doses**2
        noise = draw.normal(0, 0.4, (300, 6)) + draw.normal(0, 1, (300, 1))
        effects = unit_effects(panel(cohorts, noise + since * planted[:, None]), "never")
        found = dose_curve(effects, doses, effects.known, at=np.array([1.0, 2.0]))
        truth = float((0.3 - 0.1 * doses[cohorts > 0]).mean())
        held += abs(found.slope - truth) <= 1.96 * found.slope_error
    assert held / 80 >= 0.95 - 4 * np.sqrt(0.05 * 0.95 / 80)
    assert found.estimates == pytest.approx([0.45, 0.6], abs=0.2)


def test_too_few_doses_give_no_curve() -> None:
    given = simulated(seed=2, units=20)
    effects = unit_effects(given, "never")
    with pytest.raises(ValueError, match="too few"):
        dose_curve(effects, np.ones(20), effects.known)


def test_independent_estimates_are_corrected_as_sidak_does() -> None:
    # With K independent normal statistics the largest of K is beyond z with 1 − (1 − p)^K.
    influence = np.kron(np.eye(4), np.ones(9)) / 3
    values = np.array([2.4, -1.1, 0.4, -2.9])
    p = 2 * stats.norm.sf(np.abs(values))
    order = np.argsort(p)
    expected = np.maximum.accumulate(1 - (1 - p[order]) ** np.arange(4, 0, -1))
    found = romano_wolf(values, influence)
    assert found[order] == pytest.approx(expected, abs=0.02)
    # Holm's bound is never below, and both keep the order.
    assert (holm(p)[order] >= found[order] - 0.02).all()


def test_estimates_that_are_one_need_no_correction() -> None:
    influence = np.tile(np.ones(16) / 4, (6, 1))
    found = romano_wolf(np.full(6, 2.2), influence)
    assert found == pytest.approx(np.full(6, 2 * stats.norm.sf(2.2)), abs=0.01)


def test_the_chance_of_any_false_finding_is_held() -> None:
    false = 0
    for seed in range(200):
        draw = np.random.default_rng(seed)
        common = draw.normal(size=60)
        values = 0.5 * common + draw.normal(size=(5, 60))
        influence = (values - values.mean(axis=1, keepdims=True)) / 60
        found = romano_wolf(values.mean(axis=1), influence, draws=499, seed=seed)
        false += bool((found < 0.05).any())
    assert false / 200 <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 200)


def test_unknown_estimates_stay_unknown() -> None:
    found = romano_wolf(np.array([np.nan, 3.0]), np.array([[0.0, 0.0], [0.5, 0.5]]))
    assert np.isnan(found[0])
    assert found[1] < 0.02
    assert np.isnan(romano_wolf(np.array([np.nan]), np.zeros((1, 2)))).all()


def test_eight_schools_are_drawn_together_as_published() -> None:
    """Rubin (1981): chance alone explains the eight, so that all are drawn to their mean."""
    effects = np.array([28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0])
    errors = np.array([15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0])
    found = shrink(effects, errors)
    # Gelman et al., Bayesian Data Analysis, section 5.5: pooled 7.7 with error 4.1, Q of 4.7 on 7.
    assert found.mean == pytest.approx(7.7, abs=0.05)
    assert found.mean_error == pytest.approx(4.1, abs=0.05)
    assert found.statistic == pytest.approx(4.7, abs=0.05)
    assert found.spread == 0
    assert found.posterior == pytest.approx(np.full(8, found.mean))


def test_the_mean_of_few_units_has_students_interval() -> None:
    draw = np.random.default_rng(5)
    values = draw.normal(size=11)
    influence = (values - values.mean()) / 11
    ends, error = interval_of_units(values.mean(), float(np.sqrt((influence**2).sum())), 11)
    told = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert ends is not None
    assert (ends.low, ends.high) == pytest.approx((told.low, told.high))
    assert error == pytest.approx(values.std(ddof=1) / np.sqrt(11))
    assert interval_of_units(1.0, 0.5, 1)[0] is None


def test_chances_of_few_units_are_those_of_students_t() -> None:
    influence = np.full((1, 4), 0.5)
    plain = romano_wolf(np.array([2.2]), influence, draws=20_000)
    few = romano_wolf(np.array([2.2]), influence, degrees=np.array([9.0]), draws=20_000)
    assert few[0] == pytest.approx(2 * stats.t.sf(2.2, 9), abs=0.005)
    assert plain[0] < few[0]


def test_the_slope_of_few_doses_is_held() -> None:
    """The small version of doses of 40 supported: with plain errors 24 of them fall far short."""
    held, number = 0, 250
    for seed in range(number):
        draw = np.random.default_rng(seed)
        cohorts = np.repeat([2003, 0], [24, 120])
        doses = np.where(cohorts > 0, draw.uniform(0, 3, 144), 0.0)
        noise = draw.normal(0, 0.4, (144, 5)) + draw.normal(0, 1, (144, 1))
        effects = unit_effects(panel(cohorts, noise), "never")
        found = dose_curve(effects, doses, effects.known)
        reach = stats.t.ppf(0.975, found.units - found.parameters) * found.slope_error_few
        held += abs(found.slope) <= reach
    assert held / number > 0.95 - 3 * np.sqrt(0.05 * 0.95 / number)
