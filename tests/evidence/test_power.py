"""Detectable effects against published tables, closed forms and Monte Carlo."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.evidence.aggregates import aggregate
from analysis.evidence.group_time import group_time
from analysis.evidence.moments import wide_moments
from analysis.evidence.noise import Noise, noise_of_levels
from analysis.evidence.power import (
    chance_of_seeing,
    change_variance,
    degrees_of_freedom,
    design_error,
    detectable,
    detectable_by_design,
    detectable_check,
    detectable_today,
    multiplier,
)
from analysis.evidence.spoken import said_on
from tests.evidence.autoregressive import known_panel, residuals

SAY = said_on("log")
NOISE = Noise(0.2, 0.5)


# Sums of quantiles from printed tables of Student's t: 97.5 % and 80 %, or 97.5 % and 90 %.
@pytest.mark.parametrize(
    ("degrees", "power", "expected"),
    [
        (None, 0.8, 1.960 + 0.842),
        (None, 0.9, 1.960 + 1.282),
        (10, 0.8, 2.228 + 0.879),
        (5, 0.9, 2.571 + 1.476),
        (120, 0.8, 1.980 + 0.845),
    ],
)
def test_the_multiplier_is_that_of_tables(
    degrees: float | None, power: float, expected: float
) -> None:
    assert multiplier(degrees, power) == pytest.approx(expected, abs=0.0011)
    assert detectable(0.02, degrees, power) == pytest.approx(0.02 * expected, abs=3e-5)


# Cohen (1988), tables 2.3 and 2.4: numbers per group at which a difference of d standard
# deviations is seen with power 80 %, two-sided at 5 %.
@pytest.mark.parametrize(("each", "difference"), [(393, 0.2), (64, 0.5), (26, 0.8), (17, 1.0)])
def test_the_chance_of_seeing_is_that_of_cohens_tables(each: int, difference: float) -> None:
    error, degrees = math.sqrt(2 / each), degrees_of_freedom(each, each)
    assert chance_of_seeing(difference, error, degrees) == pytest.approx(0.8, abs=0.011)
    # One change with variance 1 of each unit: noise of variance 1/2 before and after.
    seen = detectable_by_design(each, each, Noise(math.sqrt(0.5)))
    assert seen == pytest.approx(difference, rel=0.02)


@pytest.mark.parametrize("degrees", [None, 1000, 30, 8, 4])
@pytest.mark.parametrize("power", [0.8, 0.9])
def test_what_is_called_detectable_is_detected(degrees: float | None, power: float) -> None:
    # Bloom's sum of quantiles stands for the non-central t distribution: exact without degrees.
    seen = chance_of_seeing(detectable(0.3, degrees, power), 0.3, degrees)
    assert seen == pytest.approx(power, abs=0.011 if degrees else 1e-5)


def test_the_chance_at_both_ends() -> None:
    for degrees in (None, 8.0):
        assert chance_of_seeing(0.0, 1.0, degrees) == pytest.approx(0.05)
        assert chance_of_seeing(1e3, 1.0, degrees) == pytest.approx(1.0)
        assert chance_of_seeing(-2.0, 1.0, degrees) == chance_of_seeing(2.0, 1.0, degrees)
    assert math.isnan(chance_of_seeing(1.0, 0.0))


def test_degrees_of_freedom() -> None:
    assert degrees_of_freedom(20, 20) == pytest.approx(38)
    # Few against very many: those of the few.
    assert degrees_of_freedom(10, 10**6) == pytest.approx(9, abs=0.01)
    assert degrees_of_freedom(500, 500, clusters=13) == 12
    assert degrees_of_freedom(1, 100) is None
    assert degrees_of_freedom(500, 500, clusters=1) is None


@given(
    before=st.integers(1, 6),
    after=st.integers(1, 6),
    correlation=st.floats(-0.9, 0.99),
    deviation=st.floats(0.01, 10),
)
def test_the_formula_of_burlig_preonas_and_woerman(
    before: int, after: int, correlation: float, deviation: float
) -> None:
    def mean(pairs: list[tuple[int, int]]) -> float:
        values = [deviation**2 * correlation ** abs(s - t) for s, t in pairs]
        return sum(values) / len(values) if values else 0.0

    early, late = range(before), range(before, before + after)
    within = [[(s, t) for s in side for t in side if s != t] for side in (early, late)]
    expected = (
        deviation**2 * (1 / before + 1 / after)
        + mean(within[0]) * (before - 1) / before
        + mean(within[1]) * (after - 1) / after
        - 2 * mean([(s, t) for s in early for t in late])
    )
    found = change_variance(Noise(deviation, correlation), before, after)
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_equal_correlation_is_mckenzies() -> None:
    # McKenzie (2012): difference-in-differences with m and r rounds, σ²(1 − ρ)(m + r)/(m r).
    for before, after, correlation in ((1, 1, 0.25), (2, 3, 0.5), (1, 5, 0.0)):
        noise = noise_of_levels(3.0, correlation)
        expected = 9.0 * (1 - correlation) * (before + after) / (before * after)
        assert change_variance(noise, before, after) == pytest.approx(expected)


def test_no_change_without_both_sides() -> None:
    for before, after in ((0, 1), (1, 0)):
        with pytest.raises(ValueError, match="both sides"):
            change_variance(NOISE, before, after)
    assert math.isnan(detectable_by_design(1, 50, NOISE))
    assert math.isnan(detectable(float("nan")))
    for facts in ({"power": 1.0}, {"size": 0.0}, {"degrees": 0.0}):
        with pytest.raises(ValueError, match=r"between 0 and 1|degrees"):
            multiplier(**facts)


@pytest.mark.parametrize(("supported", "compared"), [(6, 6), (40, 40), (12, 120)])
def test_by_monte_carlo(supported: int, compared: int) -> None:
    draws, before, after = 4000, 2, 3
    draw = np.random.default_rng(7)
    shape = (draws, supported + compared, before + after)
    path = residuals(draw, shape, NOISE.deviation, NOISE.correlation)
    change = path[..., before:].mean(axis=2) - path[..., :before].mean(axis=2)
    ours, theirs = change[:, :supported], change[:, supported:]
    estimate = ours.mean(axis=1) - theirs.mean(axis=1)
    planned = design_error(supported, compared, NOISE, before, after)
    # The error of a standard deviation of 4,000 draws is 1.1 %.
    assert estimate.std() == pytest.approx(planned, rel=0.035)
    smallest = detectable_by_design(supported, compared, NOISE, before, after)
    seen = stats.ttest_ind(ours + smallest, theirs, axis=1, equal_var=False).pvalue < 0.05
    false = stats.ttest_ind(ours, theirs, axis=1, equal_var=False).pvalue < 0.05
    # Three standard errors of a share of 4,000 draws, and what Welch's degrees lack of exact.
    assert seen.mean() == pytest.approx(0.8, abs=0.03)
    assert false.mean() == pytest.approx(0.05, abs=0.015)


def test_today_is_near_what_the_design_promises() -> None:
    effect = aggregate(group_time(wide_moments(known_panel(2, 1200, 4, 300))), "simple")
    found = detectable_today(effect)
    assert found is not None
    assert (found.n_supported, found.n_compared) == (300, 900)
    assert found.smallest == pytest.approx(detectable_by_design(300, 900, NOISE, 1, 3), rel=0.08)
    assert found.chance(found.smallest) == pytest.approx(0.8, abs=0.005)
    few = detectable_today(effect, clusters=6)
    assert few is not None
    assert few.smallest > found.smallest
    alone = aggregate(group_time(wide_moments(known_panel(2, 30, 4, 1))), "simple")
    assert detectable_today(alone) is None


def test_the_finding_in_words() -> None:
    effect = aggregate(group_time(wide_moments(known_panel(2, 1200, 4, 300))), "simple")
    found = detectable_today(effect)
    assert found is not None
    size = SAY(found.smallest).en.lstrip("+")
    check = detectable_check(found, SAY, math.log(1.01))
    assert check.passed is False
    assert f"must reach {size} to be seen with a chance of 80%" in check.finding.en
    assert "300 supported, 900 compared" in check.finding.en
    assert "A change of 1.0% would be seen in" in check.finding.en
    assert size.replace(".", ",") in check.finding.vi
    large = detectable_check(found, SAY, math.log(0.5))
    assert large.passed is True
    assert "A change of 50% would be seen in more than 99% of cases." in large.finding.en
    assert detectable_check(found, SAY).passed is None
    assert detectable_check(None, SAY, 0.1).passed is None
    for text in (check.finding, detectable_check(None, SAY).finding, check.title):
        assert "effect" not in text.en
        assert "tác động" not in text.vi
