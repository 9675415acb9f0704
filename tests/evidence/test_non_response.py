"""Weights for non-response: fitted as they should be, and undoing what selection did."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.evidence.followed import followed
from analysis.evidence.model import NEVER
from analysis.evidence.non_response import (
    answering,
    logistic,
    non_response_alternative,
    weighted_estimate,
)
from tests.evidence.cases import UNKNOWN, panel, simple, simulated


def test_a_share_alone_is_its_own_fit() -> None:
    chances = logistic(np.ones((4, 1)), np.array([True, True, True, False]))
    assert chances == pytest.approx([0.75] * 4)
    assert logistic(np.ones((3, 1)), np.ones(3, dtype=bool)).tolist() == [1, 1, 1]


def test_the_fit_solves_the_score_equations() -> None:
    draw = np.random.default_rng(1)
    design = np.column_stack([np.ones(500), draw.normal(size=(500, 3))])
    index = design @ np.array([0.5, 1.0, -2.0, 0.0])
    happened = draw.random(500) < 1 / (1 + np.exp(-index))
    chances = logistic(design, happened, ridge=0.0)
    # The likelihood is concave, so these have one solution.
    assert design.T @ (happened - chances) == pytest.approx(np.zeros(4), abs=1e-6)
    fitted = np.linalg.lstsq(design, np.log(chances / (1 - chances)), rcond=None)[0]
    assert design @ fitted == pytest.approx(np.log(chances / (1 - chances)))


def test_separated_groups_have_finite_fits() -> None:
    group = np.repeat([0.0, 1.0], 50)
    design = np.column_stack([np.ones(100), group])
    chances = logistic(design, (group == 1) | (np.arange(100) < 25))
    assert np.isfinite(chances).all()
    assert chances[:50] == pytest.approx([0.5] * 50, abs=1e-2)
    assert (chances[50:] > 0.99).all()


def test_everybody_answered() -> None:
    given = simulated()
    sample = followed(given, "never")
    found = non_response_alternative(sample, given.covariates)
    main = simple()(given)
    assert found.estimate == pytest.approx(main.overall)
    assert found.interval is not None
    assert found.interval.high - found.interval.low == pytest.approx(
        2 * 1.959964 * main.overall_error, rel=1e-6
    )
    assert (found.n_supported, found.n_compared) == (
        int((given.cohorts != NEVER).sum()),
        int((given.cohorts == NEVER).sum()),
    )


def test_weights_by_hand() -> None:
    # Supported change by 1 and 5, the second stands for two: 11 / 3. Compared by 1.
    given = panel([2002] * 3 + [NEVER], [[0, 1], [0, 5], [0, UNKNOWN], [0, 1]])
    sample = followed(given, "never")
    found = weighted_estimate(sample, np.array([1.0, 0.5, 0.5, 1.0]))
    assert found.estimate == pytest.approx(11 / 3 - 1)
    assert (found.supported, found.compared) == (2, 1)
    # No answer counts for more than twenty.
    least = weighted_estimate(sample, np.array([1.0, 0.001, 0.5, 1.0]))
    assert least.estimate == pytest.approx((1 + 20 * 5) / 21 - 1)


def test_silence_of_the_weak_is_undone() -> None:
    # Weak ones gain more from support, and seldom answer; nobody else is lost.
    estimates, plain = [], []
    for seed in range(30):
        draw = np.random.default_rng(seed)
        units = 800
        supported = draw.random(units) < 0.5
        before = draw.normal(0, 1, units)
        after = before + draw.normal(0, 0.3, units) + supported * (0.5 - 0.4 * before)
        seen = ~supported | (draw.random(units) < 1 / (1 + np.exp(-(0.5 + 1.2 * before))))
        outcomes = np.column_stack([before, np.where(seen, after, UNKNOWN)])
        given = panel(np.where(supported, 2002, NEVER), outcomes)
        found = non_response_alternative(followed(given, "never"), given.covariates)
        estimates.append(found.estimate)
        plain.append(simple()(given).overall)
    assert np.mean(estimates) == pytest.approx(0.5, abs=0.02)
    assert np.mean(plain) < 0.42


def test_the_closed_are_not_silent() -> None:
    given = panel([2002, 2002, NEVER, NEVER], [[0, 2], [0, UNKNOWN], [0, 1], [0, 1]])
    sample = followed(given, "never", closed=np.array([0, 2002, 0, 0]))
    chances = answering(sample, given.covariates)
    assert np.isnan(chances[1])
    assert np.nan_to_num(chances, nan=1.0).tolist() == [1, 1, 1, 1]
    assert non_response_alternative(sample, given.covariates).estimate == pytest.approx(1.0)


def test_unknown_covariates_and_nobody() -> None:
    given = simulated(units=200)
    covariates = given.covariates.copy()
    covariates[::3, 0] = np.nan
    covariates[:, 1] = 7
    found = non_response_alternative(followed(given, "never"), covariates)
    assert found.estimate == pytest.approx(simple()(given).overall)
    nobody = panel([NEVER], [[1, 2]])
    empty = non_response_alternative(followed(nobody, "never"), nobody.covariates)
    assert empty.estimate is None
    assert empty.interval is None
