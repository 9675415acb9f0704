"""Matched comparisons: LaLonde's experiment against the CPS, exact balance, and draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.evidence.balancing import entropy_weights
from analysis.evidence.matched import matched
from analysis.evidence.matched_sample import (
    MatchedSample,
    chances_of_support,
    matched_sample,
    within_caliper,
)
from tests.evidence.cases import panel, simulated
from tests.evidence.panels import DATA

TRAITS = ("age", "educ", "black", "hisp", "marr", "nodegree")
EVERYBODY = 1e9
"""A caliper that leaves nobody out."""


def _sample(traits: np.ndarray, treated, before, after, names=()) -> MatchedSample:
    rows = np.arange(len(treated))
    return MatchedSample(
        rows, np.full(len(treated), 1976), treated, before, after, traits,
        names or tuple(f"x{k}" for k in range(traits.shape[1])), rows,
    )  # fmt: skip


def _men(earnings: bool) -> MatchedSample:
    """Return the trained against the CPS, with past earnings among what is recorded or not."""
    trained = pd.read_csv(DATA / "nsw.csv").query("treat == 1")
    others = pd.read_csv(DATA / "cps.csv.gz").assign(treat=0)
    men = pd.concat([trained, others], ignore_index=True)
    known = men[list(TRAITS)].astype(float)
    if earnings:
        known = known.assign(
            re74=men["re74"], re75=men["re75"], u74=men["re74"] == 0, u75=men["re75"] == 0
        )
    return _sample(
        known.to_numpy(dtype=float),
        (men["treat"] == 1).to_numpy(),
        men["re75"].to_numpy(dtype=float),
        men["re78"].to_numpy(dtype=float),
        tuple(known.columns),
    )


@pytest.fixture(scope="module")
def experiment() -> float:
    """Return what the experiment found: 1,794 dollars (Dehejia and Wahba 1999)."""
    men = pd.read_csv(DATA / "nsw.csv")
    by = men.groupby("treat")["re78"].mean()
    found = float(by[1] - by[0])
    assert round(found, 2) == 1794.34
    return found


def test_weighting_mends_what_is_recorded(experiment) -> None:
    """Imbens and Xu (2024), table A1, LDW-CPS1: −8,497.52; entropy balancing 1,406.27 (654.93).

    Their weights are balanced to a tolerance, and their errors are those of the weighted
    regression of everybody; ours let effects differ between men.
    """
    found = matched(_men(earnings=True), caliper=EVERYBODY)
    naive, balanced = found.answer("naive", False), found.answer("entropy", False)
    assert naive.estimate == pytest.approx(-8497.516, abs=0.001)
    assert naive.error == pytest.approx(581.9, abs=0.1)
    assert (naive.n_supported, naive.n_compared) == (185, 15992)
    assert balanced.estimate == pytest.approx(1406.27, abs=0.1)
    assert balanced.error == pytest.approx(654.93, rel=0.03)
    for way in ("propensity", "entropy"):
        for differenced in (False, True):
            one = found.answer(way, differenced)
            assert one.interval is not None
            assert one.interval.holds(experiment)
            assert one.effective < 300
    assert naive.interval is not None
    assert not naive.interval.holds(experiment)


def test_weighting_does_not_mend_what_is_not_recorded(experiment) -> None:
    """Without past earnings men alike in age, schooling and family still earned far more.

    Differencing, which needs the year before support, mends most of that; balance tells of
    neither: it is exact all the same.
    """
    men = _men(earnings=False)
    blind = matched(replace(men, before=np.zeros(len(men.before))), caliper=EVERYBODY)
    alone = blind.answer("entropy", True)
    assert blind.balances["entropy"].largest < 1e-6
    assert alone.interval is not None
    assert not alone.interval.holds(experiment)
    assert alone.interval.high < 0
    differenced = matched(men, caliper=EVERYBODY).answer("entropy", True)
    assert differenced.interval is not None
    assert differenced.interval.holds(experiment)


def test_the_trimmed_answer_stays_near(experiment) -> None:
    found = matched(_men(earnings=True))
    best = found.answer("entropy", True)
    assert best.n_compared < 10_000
    assert found.left_out == 0
    assert best.estimate == pytest.approx(1406, abs=20)
    assert found.balances["entropy"].largest < 1e-6
    before = np.abs(found.balances["entropy"].before).max()
    assert before > 1.5
    assert found.balances["propensity"].largest < before / 10


def test_the_regression_behind_an_unseen_cause_is_the_published_one() -> None:
    """Imbens and Xu (2024), table A1: regression 1,066.38; with re75 in it, changes are levels."""
    found = matched(_men(earnings=True), caliper=EVERYBODY)
    assert found.unseen is not None
    assert found.unseen.estimate == pytest.approx(1066.38, abs=0.005)


@given(st.integers(0, 10_000), st.integers(1, 4))
@settings(max_examples=30)
def test_entropy_weights_balance_exactly_and_are_the_closest(seed, count) -> None:
    draw = np.random.default_rng(seed)
    values = draw.normal(3, 2, (40, count))
    target = draw.dirichlet(np.full(40, 0.5)) @ values
    weights = entropy_weights(values, target)
    if weights is None:
        # A target all but on the edge of what mixtures can be.
        return
    assert weights.sum() == pytest.approx(1)
    assert (weights > 0).all()
    np.testing.assert_allclose(weights @ values, target, atol=1e-6)
    # The solution is an exponential of the columns, which no other feasible weights can better.
    other = scipy.optimize.minimize(
        lambda dual: scipy.special.logsumexp((values - target) @ dual), np.zeros(count)
    )
    expected = scipy.special.softmax((values - target) @ other.x)
    np.testing.assert_allclose(weights, expected, atol=1e-4)


def test_most_targets_inside_have_weights_and_none_outside() -> None:
    draw = np.random.default_rng(1)
    values = draw.normal(0, 1, (200, 3))
    solved = [entropy_weights(values, draw.normal(0, 0.4, 3)) is not None for _ in range(40)]
    assert all(solved)
    assert entropy_weights(values, np.array([10.0, 0.0, 0.0])) is None
    constant = np.column_stack([values, np.ones(200)])
    assert entropy_weights(constant, np.array([0.1, 0.0, 0.0, 1.0])) is not None
    assert entropy_weights(constant, np.array([0.1, 0.0, 0.0, 0.5])) is None
    repeated = np.column_stack([values, values[:, 0] * 2])
    assert entropy_weights(repeated, np.array([0.1, 0.0, 0.0, 0.2])) is not None


def _drawn(draw, units=300, effect=1.0) -> MatchedSample:
    """Return units whose one trait decides support and the outcome, with an effect of support."""
    trait = draw.normal(0, 1, units)
    treated = draw.random(units) < scipy.special.expit(trait - 1)
    own = draw.normal(0, 1, units)
    before = own + trait
    after = own + 2 * trait + effect * treated + draw.normal(0, 1, units)
    return _sample(trait[:, None], treated, before, after)


def test_intervals_hold_the_effect_in_95_of_100_draws() -> None:
    draw = np.random.default_rng(4)
    held = {("entropy", True): 0, ("propensity", True): 0, ("entropy", False): 0}
    naive = 0
    for _ in range(300):
        found = matched(_drawn(draw), caliper=EVERYBODY)
        for key in held:
            interval = found.answer(*key).interval
            held[key] += interval is not None and interval.holds(1.0)
        plain = found.answer("naive", True).interval
        naive += plain is not None and plain.holds(1.0)
    error = 3 * (0.05 * 0.95 / 300) ** 0.5
    for count in held.values():
        assert count / 300 >= 0.95 - error
    assert naive / 300 < 0.5


def test_the_caliper_leaves_out_whom_nobody_is_like() -> None:
    trait = np.concatenate([np.linspace(-2, 2, 50), np.linspace(-2, 2, 45), np.full(5, 9.0)])
    treated = np.repeat([False, True], 50)
    sample = _sample(trait[:, None], treated, np.zeros(100), trait)
    chances = chances_of_support(sample, sample.covariates)
    assert chances is not None
    kept = within_caliper(sample, chances)
    assert not kept[-5:].any()
    assert kept[50:90].all()
    assert matched(sample).left_out >= 5


def test_characteristics_that_decide_support_leave_no_answer() -> None:
    trait = np.repeat([0.0, 1.0], 20)
    draw = np.random.default_rng(0)
    found = matched(
        _sample(trait[:, None], trait > 0.5, draw.normal(size=40), draw.normal(size=40))
    )
    one = found.answer("entropy", True)
    assert one.estimate is None
    assert one.reason in ("no_fit", "nobody_left", "no_weights")
    assert found.answer("naive", True).estimate is not None


def test_the_sample_of_a_panel_by_hand() -> None:
    """Supported in 2003; years since support are taken off by the compared of the same year."""
    seen = panel([2003, 0, 0], [[0, 1, 4, 6], [0, 2, 3, 3], [0, 4, 5, 7]])
    sample = matched_sample(seen, "never")
    assert sample is not None
    ours = sample.treated
    # 2002: 1 less the mean 3; since: (4 − 4 + 6 − 5) / 2.
    assert sample.before[ours] == pytest.approx([-2])
    assert sample.after[ours] == pytest.approx([0.5])
    assert sample.before[~ours] == pytest.approx([-1, 1])
    assert sample.after[~ours] == pytest.approx([-1.5, 1.5])
    assert sample.counts() == (1, 2)
    assert matched_sample(panel([0, 0], [[1, 2], [1, 2]]), "never") is None


def test_matching_finds_the_effect_of_a_panel_and_clusters_count() -> None:
    seen = simulated(effect=0.1)
    sample = matched_sample(seen, "never")
    assert sample is not None
    best = matched(sample).answer("entropy", True)
    assert best.interval is not None
    assert best.interval.holds(0.1)
    assert not best.interval.holds(0.0)
    together = matched_sample(
        panel(seen.cohorts, seen.outcomes, covariates=seen.covariates, clusters=seen.units // 20),
        "never",
    )
    assert together is not None
    assert together.clusters == 30
    clustered = matched(together).answer("entropy", True)
    assert clustered.estimate == pytest.approx(best.estimate)
    assert clustered.error != pytest.approx(best.error)
