"""The chance of being supported, and the linear algebra of covariates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.evidence.adjusted import adjust
from analysis.evidence.model import Floats
from analysis.evidence.propensity import chances_at, propensity
from analysis.evidence.regression import inverse, standardised, without_repeats
from tests.evidence.cases import panel


def _drawn(seed: int, pull: float = 1.0, units: int = 200) -> tuple[Floats, Floats]:
    """Return a design (3, m) and who was chosen by it."""
    draw = np.random.default_rng(seed)
    design = np.vstack([np.ones(units), draw.normal(0, 1, (2, units))])
    chance = 1 / (1 + np.exp(0.6 - pull * (design[1] - 0.5 * design[2])))
    return design, (draw.random(units) < chance).astype(np.float64)


def test_one_kind_beside_another_has_its_own_share() -> None:
    kind = np.repeat([0.0, 1.0], [50, 20])
    chosen = np.r_[np.repeat([0.0, 1.0], [40, 10]), np.repeat([0.0, 1.0], [5, 15])]
    found = propensity(np.vstack([np.ones(70), kind]), chosen)
    assert found is not None
    np.testing.assert_allclose(found.coefficients, [np.log(1 / 4), np.log(3) - np.log(1 / 4)])
    np.testing.assert_allclose(found.chances, np.repeat([0.2, 0.75], [50, 20]))
    # The variance of log odds: one over those chosen plus one over those not.
    np.testing.assert_allclose(found.spread[0, 0], 1 / 40 + 1 / 10)
    np.testing.assert_allclose(found.spread[1, 1], 1 / 40 + 1 / 10 + 1 / 5 + 1 / 15)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.floats(-2.5, 2.5))
def test_residuals_are_orthogonal_to_covariates_and_nothing_is_likelier(
    seed: int, pull: float
) -> None:
    design, chosen = _drawn(seed, pull)
    found = propensity(design, chosen)
    assert found is not None
    np.testing.assert_allclose(design @ (chosen - found.chances), 0, atol=1e-10)
    np.testing.assert_array_equal(chances_at(design, found.coefficients), found.chances)
    eigenvalues = np.linalg.eigvalsh(found.spread)
    assert eigenvalues.min() > 0

    def likelihood(coefficients: Floats) -> float:
        log_odds = coefficients @ design
        return float(chosen @ log_odds - np.logaddexp(0, log_odds).sum())

    best = likelihood(found.coefficients)
    for move in np.random.default_rng(seed).normal(0, 1, (5, 3)):
        assert likelihood(found.coefficients + 0.1 * move) < best


@pytest.mark.parametrize("start", [[0, 0, 0], [3, -3, 3], [40, 0, 0], [-90, 50, 0], [0, 1e6, 0]])
def test_where_it_starts_does_not_matter(start: list[float]) -> None:
    design, chosen = _drawn(3)
    one = propensity(design, chosen)
    other = propensity(design, chosen, np.array(start, dtype=np.float64))
    assert one is not None
    assert other is not None
    np.testing.assert_allclose(other.coefficients, one.coefficients, atol=1e-10)
    np.testing.assert_allclose(other.spread, one.spread, rtol=1e-8)


def test_a_step_that_overshoots_is_halved() -> None:
    # A few choices that belie a long covariate: full Newton steps from the constant diverge.
    long = np.r_[np.zeros(40), 60.0, -55.0, 50.0]
    chosen = np.r_[np.tile([0.0, 1.0, 0.0, 0.0], 10), 0.0, 1.0, 1.0]
    design = np.vstack([np.ones(43), long])
    found = propensity(design, chosen)
    assert found is not None
    np.testing.assert_allclose(design @ (chosen - found.chances), 0, atol=1e-8)


def test_a_kind_nobody_chosen_is_of_gets_almost_no_chance_and_leaves_the_others_alone() -> None:
    design, chosen = _drawn(4)
    kind = (chosen == 0) & (np.arange(200) % 3 == 0)
    found = propensity(np.vstack([design, kind]), chosen)
    without = propensity(design[:, ~kind], chosen[~kind])
    assert found is not None
    assert without is not None
    assert found.chances[kind].max() < 1e-9
    np.testing.assert_allclose(found.chances[~kind], without.chances, atol=1e-9)


def test_perfect_separation_is_told_by_its_chances_or_has_no_answer() -> None:
    x = np.r_[np.linspace(-2, -0.1, 30), np.linspace(0.1, 2, 30)]
    found = propensity(np.vstack([np.ones(60), x]), (x > 0).astype(np.float64))
    assert found is None or found.chances.max() > 0.999
    separated = panel(np.where(x > 0, 2002, 0), np.zeros((60, 2)), covariates=x[:, None])
    assert adjust(separated, "doubly_robust").reasons[0] in ("no_overlap", "not_converged")


def test_collinear_covariates_have_no_propensity() -> None:
    design, chosen = _drawn(5)
    assert propensity(np.vstack([design, 2 * design[1] - design[2]]), chosen) is None


def test_an_inverse_is_exact_or_not_given() -> None:
    units = np.array([1e-9, 1.0, 1e9])
    found = inverse(np.array([[2.0, 1, 0], [1, 3, 1], [0, 1, 4]]) * np.outer(units, units))
    assert found is not None
    expected = np.array([[11.0, -4, 1], [-4, 8, -2], [1, -2, 5]]) / 18
    np.testing.assert_allclose(found * np.outer(units, units), expected, rtol=1e-12)
    column = np.array([[1.0, 2.0, 3.0]])
    for singular in (
        column.T @ column,
        np.zeros((2, 2)),
        np.array([[1.0, np.nan], [np.nan, 1.0]]),
        np.diag([1.0, 0.0]),
    ):
        assert inverse(singular) is None


def test_covariates_are_brought_to_one_scale_and_unknown_ones_stay_unknown() -> None:
    values = np.array([[2001.0, 4e9], [2003.0, np.nan], [2005.0, 6e9], [2007.0, np.inf]])
    design = standardised(values)
    np.testing.assert_array_equal(design[0], 1)
    np.testing.assert_allclose(design[1].mean(), 0, atol=1e-12)
    np.testing.assert_allclose(design[1].std(), 1)
    np.testing.assert_allclose(design[2, [0, 2]], [-1, 1])
    assert not np.isfinite(design[2, [1, 3]]).any()
    assert standardised(np.full((3, 1), 7.0))[1].tolist() == [0, 0, 0]
    assert standardised(np.empty((0, 2))).shape == (3, 0)


def test_covariates_that_say_nothing_new_are_named_and_left_out() -> None:
    draw = np.random.default_rng(6)
    x = draw.normal(0, 1, (30, 2))
    x[0, 1] = np.nan
    covariates = np.column_stack([np.full(30, 7.3), x[:, 0], 3 - x[:, 0], x[:, 1]])
    given = panel(np.repeat([2002, 0], 15), draw.normal(0, 1, (30, 3)), covariates=covariates)
    reduced, left_out = without_repeats(given)
    assert left_out == ("x0", "x2")
    assert reduced.covariate_names == ("x1", "x3")
    np.testing.assert_array_equal(reduced.covariates, covariates[:, [1, 3]])
    assert set(adjust(given, "doubly_robust").reasons) == {"collinear"}
    assert set(adjust(reduced, "doubly_robust").reasons) == {None}
    again, nothing = without_repeats(reduced)
    assert nothing == ()
    np.testing.assert_array_equal(again.covariates, reduced.covariates)
