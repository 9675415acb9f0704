"""Sensitivity to broken parallel trends: the authors' printed example, a solver, and draws."""

from __future__ import annotations

import numpy as np
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.evidence import relative_magnitudes as rm
from analysis.evidence.aggregates import aggregate
from analysis.evidence.event_path import EventPath, event_path
from analysis.evidence.group_time import group_time
from analysis.evidence.moments import wide_moments
from analysis.evidence.relative_magnitudes import (
    magnitude_of_breakdown,
    not_rejected,
    relative_magnitudes,
)
from analysis.evidence.smooth_trends import bend_of_breakdown, smooth_trends
from tests.evidence.cases import simulated
from tests.evidence.medicaid import medicaid_path
from tests.examples import examples

GRID = 40 / 999
"""R tries effects this many standard errors apart, so its ends lie inside by up to as much."""


# README of HonestDiD, and of its Stata version for the mean of both years; four and three digits.
@pytest.mark.parametrize(
    ("weights", "most", "low", "high", "rounded"),
    [
        ((1, 0), 0.5, 0.0240, 0.0672, 5e-5),
        ((1, 0), 1.0, 0.0170, 0.0720, 5e-5),
        ((1, 0), 1.5, 0.00824, 0.0797, 5e-5),
        ((1, 0), 2.0, -0.000916, 0.0881, 5e-5),
        ((0.5, 0.5), 0.5, 0.033, 0.080, 5e-4),
        ((0.5, 0.5), 1.0, 0.020, 0.090, 5e-4),
        ((0.5, 0.5), 1.5, 0.006, 0.103, 5e-4),
        ((0.5, 0.5), 2.0, -0.008, 0.117, 5e-4),
    ],
)
def test_relative_magnitudes_are_those_the_authors_print(weights, most, low, high, rounded) -> None:
    path = medicaid_path(weights)
    step = GRID * path.error
    found = relative_magnitudes(path, most)
    assert found.low == pytest.approx(low - step / 2, abs=step / 2 + rounded)
    assert found.high == pytest.approx(high + step / 2, abs=step / 2 + rounded)


# README of HonestDiD; R draws the quantile of a folded normal, which moves its third digit.
@pytest.mark.parametrize(
    ("bend", "low", "high"),
    [
        (0.00, 0.0259, 0.0607),
        (0.01, 0.0132, 0.0787),
        (0.02, 0.00286, 0.0907),
        (0.03, -0.00714, 0.101),
        (0.04, -0.0171, 0.111),
        (0.05, -0.0271, 0.121),
    ],
)
def test_smooth_trends_are_those_the_authors_print(bend, low, high) -> None:
    found = smooth_trends(medicaid_path(), bend)
    assert found.low == pytest.approx(low, abs=1.2e-4)
    assert found.high == pytest.approx(high, abs=1.2e-4 if high < 0.1 else 5e-4)


def test_the_example_breaks_down_where_the_authors_say() -> None:
    """About 2 times the largest step seen; between a bend of 0.02 and of 0.03."""
    path = medicaid_path()
    assert magnitude_of_breakdown(path) == pytest.approx(1.95, abs=0.01)
    assert 0.02 < (bend_of_breakdown(path) or 0) < 0.03
    assert path.error == pytest.approx((0.0644 - 0.0285) / 2 / 1.96, abs=1e-4)
    assert np.abs(path.steps).max() == pytest.approx(0.0086, abs=5e-5)


def _random_path(seed: int, early: int, late: int) -> EventPath:
    draw = np.random.default_rng(seed)
    size = early + late
    root = draw.normal(0, 1, (size, size + 3))
    weights = draw.dirichlet(np.ones(late))
    values = draw.normal(0, 2, size)
    years = np.arange(late)
    return EventPath(values[:early], values[early:], root @ root.T / size, weights, years)


@settings(max_examples=examples(40))
@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 4), st.floats(0, 3))
def test_the_statistic_is_that_of_the_linear_program(seed, early, late, most) -> None:
    """Least η such that A(β − τ) ≤ η × deviations for some τ whose weighted sum is the effect."""
    path = _random_path(seed, early, late)
    effect = float(np.random.default_rng(seed + 1).normal())
    steps = np.diff(np.insert(np.eye(early + late), early, 0.0, axis=0), axis=0)
    values = np.concatenate([path.before, path.after])
    sets = iter(rm._sets(path, most, 0.95))
    for largest in range(early):
        for sign in (1, -1):
            bound = most * sign * steps[largest]
            rows = np.concatenate([steps[early:] - bound, -steps[early:] - bound])
            spread = np.sqrt(np.einsum("ij,jk,ik->i", rows, path.covariance, rows))
            # Unknown: η and the T effects. rows @ values − rows_after @ τ ≤ η × spread.
            solved = scipy.optimize.linprog(
                np.concatenate([[1.0], np.zeros(late)]),
                A_ub=np.column_stack([-spread, -rows[:, early:]]),
                b_ub=-(rows @ values),
                A_eq=np.concatenate([[0.0], path.weights])[None, :],
                b_eq=[effect],
                bounds=(None, None),
            )
            one = next(sets)
            assert float((one.value + one.slope * effect).max()) == pytest.approx(
                solved.fun, abs=1e-6
            )


def test_the_limit_of_the_first_stage_is_the_quantile_of_draws() -> None:
    path = medicaid_path((0.5, 0.5))
    draw = np.random.default_rng(3)
    for one in rm._sets(path, 1.0, 0.95):
        values, vectors = np.linalg.eigh(one.covariance)
        root = vectors * np.sqrt(np.maximum(values, 0))
        largest = (draw.normal(0, 1, (100_000, len(root))) @ root.T).max(axis=1)
        beyond = float((largest > one.limit).mean())
        # Ten sets are tried, so four Monte Carlo errors.
        assert beyond == pytest.approx(0.005, abs=4 * (0.005 * 0.995 / 100_000) ** 0.5)


def _covered(path: EventPath, unseen: np.ndarray, holds, draws: int) -> float:
    """Return how often the true effect, of 0, is inside, the path being noise and a trend."""
    draw = np.random.default_rng(7)
    early = len(path.before)
    values, vectors = np.linalg.eigh(path.covariance)
    noise = draw.normal(0, 1, (draws, len(values))) @ (vectors * np.sqrt(values)).T + unseen
    inside = 0
    for row in noise:
        seen = EventPath(row[:early], row[early:], path.covariance, path.weights, path.years)
        inside += holds(seen)
    return inside / draws


def test_an_effect_is_kept_in_95_of_100_draws_with_the_worst_trend_allowed() -> None:
    """Steps of 0.03 before support, now up, now down, and of as much after it, always up."""
    path = medicaid_path((0.5, 0.5))
    trend = np.array([0.0, 0.03, 0.0, 0.03, 0.0, 0.03, 0.06])
    error = 3 * (0.05 * 0.95 / 300) ** 0.5
    kept = _covered(path, trend, lambda seen: not_rejected(seen, 0.0, 1.0), 300)
    assert 0.95 - error <= kept <= 1.0
    # Half of what there is does not do: the test has teeth.
    assert _covered(path, trend, lambda seen: not_rejected(seen, 0.0, 0.4), 200) < 0.85


def test_where_one_step_is_the_largest_an_effect_is_kept_in_no_more_than_that() -> None:
    """A step of 0.06 into the last year before support, and two as large after: 0.955 of 1,000."""
    trend = np.array([-0.06, -0.06, -0.06, -0.06, -0.06, 0.06, 0.12])
    kept = _covered(
        medicaid_path((0.5, 0.5)), trend, lambda seen: not_rejected(seen, 0.0, 1.0), 400
    )
    assert abs(kept - 0.95) <= 3 * (0.05 * 0.95 / 400) ** 0.5


def test_an_effect_is_kept_in_95_of_100_draws_with_the_worst_bend_allowed() -> None:
    path = medicaid_path((0.5, 0.5))
    years = np.array([-5, -4, -3, -2, -1, 1, 2])
    trend = 0.01 * years + 0.02 * np.array([0, 0, 0, 0, 0, 1, 3])
    error = 3 * (0.05 * 0.95 / 400) ** 0.5

    def holds(bend: float):
        return lambda seen: smooth_trends(seen, bend).holds(0.0)

    assert 0.95 - error <= _covered(path, trend, holds(0.02), 400) <= 1.0
    assert _covered(path, trend, holds(0.002), 100) < 0.85


@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 4))
@settings(max_examples=20)
def test_nothing_broken_is_the_ordinary_interval_and_more_is_never_less(seed, early, late) -> None:
    path = _random_path(seed, early, late)
    plain = relative_magnitudes(path, 0.0)
    half = 1.959964 * path.error
    assert plain.low == pytest.approx(path.estimate - half, abs=0.05 * path.error)
    assert plain.high == pytest.approx(path.estimate + half, abs=0.05 * path.error)
    wider = relative_magnitudes(path, 3.0)
    assert wider.low <= plain.low + 0.05 * path.error
    bent = [smooth_trends(path, bend) for bend in (0.0, 0.5, 1.0)]
    lengths = [one.high - one.low for one in bent]
    assert lengths == sorted(lengths)


def test_the_interval_of_smooth_trends_is_as_short_as_any_of_its_kind() -> None:
    """No other weights on differences before support give a shorter one: tried at random."""
    path, bend = _random_path(5, 4, 2), 0.4
    best = smooth_trends(path, bend)
    draw = np.random.default_rng(2)
    line = float(np.arange(1, 3) @ path.weights)
    after = path.weights[0] + 3 * path.weights[1]
    for _ in range(300):
        # Weights on the differences 1 … 4 years back whose sum over years gives the line.
        p = draw.normal(0, 1, 4)
        p[0] = line - float(np.arange(2, 5) @ p[1:])
        bends = [sum((j - i) * p[j - 1] for j in range(i + 1, 5)) for i in range(1, 4)]
        slope = np.concatenate([p[::-1], path.weights])
        error = float(np.sqrt(slope @ path.covariance @ slope))
        worst = bend * (after + np.abs(bends).sum())
        half = error * _folded_quantile(worst / error)
        assert 2 * half >= best.high - best.low - 1e-6


def _folded_quantile(mean: float) -> float:
    found = scipy.optimize.brentq(
        lambda x: scipy.stats.norm.cdf(x - mean) - scipy.stats.norm.cdf(-x - mean) - 0.95, 0, 99
    )
    return float(found)


def test_the_path_adds_up_to_the_simple_aggregate() -> None:
    effects = group_time(wide_moments(simulated()))
    path = event_path(effects)
    simple = aggregate(effects, "simple")
    assert path is not None
    assert path.estimate == pytest.approx(simple.overall)
    assert path.error == pytest.approx(simple.overall_error, rel=0.02)
    assert path.weights.sum() == pytest.approx(1)
    assert (path.years >= 0).all()
    assert len(path.before) == 4  # Years 2001 to 2003 tell of three steps, those of 2006 of four.


def test_steps_are_those_from_the_year_before_with_one_base_as_well() -> None:
    """With one cohort and no gaps, differences from one base are the steps added up."""
    panel = simulated(cohorts=(2006,))
    path = event_path(group_time(wide_moments(panel)))
    other = group_time(wide_moments(panel), base="universal")
    early = other.period < 2005
    assert path is not None
    np.testing.assert_allclose(path.before, other.estimate[early][-len(path.before) :])
    chosen = np.flatnonzero(early)[-len(path.before) :]
    np.testing.assert_allclose(
        path.covariance[: len(chosen), : len(chosen)], other.covariance[np.ix_(chosen, chosen)]
    )


def test_anticipated_years_have_no_weight_and_move_the_base() -> None:
    path = event_path(group_time(wide_moments(simulated(cohorts=(2006,))), anticipation=1))
    assert path is not None
    assert path.years[0] == -1
    assert path.weights[0] == 0.0
    assert len(path.before) == 3


def test_without_a_step_before_support_there_is_no_path() -> None:
    assert event_path(group_time(wide_moments(simulated(cohorts=(2002,))))) is None


def test_impossible_questions_are_refused() -> None:
    path = medicaid_path()
    with pytest.raises(ValueError, match="zero or more"):
        relative_magnitudes(path, -1)
    with pytest.raises(ValueError, match="zero or more"):
        smooth_trends(path, -1)
    flat = EventPath(path.before, np.zeros(2), path.covariance, path.weights, path.years)
    assert magnitude_of_breakdown(flat) == 0.0
    assert bend_of_breakdown(flat) == 0.0
