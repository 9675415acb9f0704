"""Losses and Lee's bounds: by hand, against his own formula, and against known truths."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.evidence.attrition import (
    bounds_check,
    imbens_manski,
    lee_bounds,
    losses,
    losses_check,
)
from analysis.evidence.findings import Interval
from analysis.evidence.followed import followed
from analysis.evidence.model import NEVER
from analysis.evidence.spoken import said_on
from tests.evidence.cases import UNKNOWN, panel, simple, simulated

SAY = said_on("level")

# Four supported change by 1, 2, 3, 4; of four compared two are seen, both by 1.
COHORTS = [2002] * 4 + [NEVER] * 4
OUTCOMES = [[0, 1], [0, 2], [0, 3], [0, 4], [0, 1], [0, 1], [0, UNKNOWN], [0, UNKNOWN]]


def test_who_is_followed_by_hand() -> None:
    given_ = panel(
        [2002, 2003, NEVER, NEVER],
        [[1, 3, 4], [UNKNOWN, 5, 7], [2, 2, UNKNOWN], [UNKNOWN, 1, 1]],
    )
    sample = followed(given_, "never", closed=np.array([0, 0, 2003, 0]))
    # 2002 in 2003 has no compared seen again, 2003 in 2003 is held against the last unit.
    assert list(zip(sample.cohort, sample.period, strict=True)) == [(2002, 2002), (2003, 2003)]
    assert sample.unit.tolist() == [0, 2, 1, 2, 3]
    assert sample.treated.tolist() == [True, False, True, False, False]
    assert sample.change.tolist() == pytest.approx([2, 0, 2, UNKNOWN, 0], nan_ok=True)
    assert sample.weight.tolist() == [1, 1, 1, 0.5, 0.5]
    assert sample.closed.tolist() == [False, False, False, True, False]


def test_those_not_supported_yet_serve_until_then() -> None:
    given_ = panel([2002, 2004], [[0, 1, 1, 1], [0, 0, 0, 5]])
    assert len(followed(given_, "never").cohort) == 0
    sample = followed(given_, "not_yet")
    assert sample.period.tolist() == [2002, 2003]
    assert followed(given_, "not_yet", anticipation=1).period.tolist() == []


def test_losses_tell_closures_from_silence() -> None:
    closed = np.array([0, 0, 0, 0, 0, 0, 2002, 2009])
    found = losses(followed(panel(COHORTS, OUTCOMES), "never", closed=closed))
    assert (found.supported_due, found.compared_due) == (4, 4)
    assert (found.supported, found.compared) == (0, 0.5)
    assert (found.compared_closed, found.compared_silent) == (0.25, 0.25)
    assert (found.supported_last, found.compared_last) == (0, 0.5)
    check = losses_check(found)
    assert check.passed is False
    assert check.numbers["gap"] == 0.5
    assert "50% of the compared (25% and 25%)" in check.finding.en
    assert "50 điểm phần trăm" in check.finding.vi


def test_nobody_due() -> None:
    sample = followed(panel([NEVER], [[1, 2]]), "never")
    assert losses_check(losses(sample)).passed is None
    assert lee_bounds(sample) is None
    assert bounds_check(None, None, SAY).passed is None


def test_bounds_by_hand() -> None:
    # Half of the supported are cut: 1.5 or 3.5, less 1.
    found = lee_bounds(followed(panel(COHORTS, OUTCOMES), "never"))
    assert found is not None
    assert (found.low, found.high, found.kept) == (0.5, 2.5, 0.5)
    assert found.trimmed == "supported"


def test_the_compared_are_cut_where_they_are_seen_more() -> None:
    # The same with groups exchanged: all signs turn.
    cohorts = [NEVER] * 4 + [2002] * 4
    found = lee_bounds(followed(panel(cohorts, OUTCOMES), "never"))
    assert found is not None
    assert (found.low, found.high) == (-2.5, -0.5)
    assert found.trimmed == "compared"


def test_a_unit_at_the_cut_counts_in_part() -> None:
    # Two of three compared seen: 2/3 of four supported are 2.67: 1, 2 and two thirds of 3.
    found = lee_bounds(followed(panel(COHORTS[:7], OUTCOMES[:7]), "never"))
    assert found is not None
    assert found.low == pytest.approx((1 + 2 + 2 / 3 * 3) / (8 / 3) - 1)
    assert found.high == pytest.approx((4 + 3 + 2 / 3 * 2) / (8 / 3) - 1)


@pytest.mark.parametrize("comparison", ["never", "not_yet"])
def test_without_losses_both_bounds_are_the_estimate(comparison) -> None:
    given_ = simulated()
    found = lee_bounds(followed(given_, comparison))
    main = simple(comparison)(given_)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((main.overall, main.overall))
    assert found.low_error == pytest.approx(main.overall_error)
    assert found.interval.low == pytest.approx(
        main.overall - stats.norm.ppf(0.975) * found.low_error
    )


def _one_cell(seed: int, units: int, seen_supported: float, seen_compared: float):
    draw = np.random.default_rng(seed)
    supported = draw.random(units) < 0.4
    change = draw.gamma(2.0, 1.0, units) + 0.5 * supported
    seen = draw.random(units) < np.where(supported, seen_supported, seen_compared)
    after = np.where(seen, change, UNKNOWN)
    cohorts = np.where(supported, 2002, NEVER)
    return supported, after, panel(cohorts, np.column_stack([np.zeros(units), after]))


def _lee_variance(supported, after, lower: bool) -> float:
    """Return the variance of a bound by Lee (2009), proposition 3, over the sample size."""
    seen = np.isfinite(after)
    ours, theirs = after[seen & supported], after[seen & ~supported]
    rates = seen[supported].mean(), seen[~supported].mean()
    cut = 1 - rates[1] / rates[0]
    limit = np.quantile(ours, 1 - cut if lower else cut)
    kept = ours[ours <= limit] if lower else ours[ours >= limit]
    share = supported.mean()
    both = (seen & supported).mean() * (1 - cut)
    beyond = (limit - kept.mean()) ** 2
    of_cut = (1 - rates[0]) / (share * rates[0]) + (1 - rates[1]) / ((1 - share) * rates[1])
    trimmed = kept.var() / both + beyond * cut / both + beyond * of_cut
    return float((trimmed + theirs.var() / (seen & ~supported).mean()) / len(after))


def test_errors_are_those_of_lee() -> None:
    supported, after, given_ = _one_cell(2, 20_000, 0.9, 0.6)
    found = lee_bounds(followed(given_, "never"))
    assert found is not None
    assert found.low_error == pytest.approx(_lee_variance(supported, after, True) ** 0.5, rel=2e-3)
    assert found.high_error == pytest.approx(
        _lee_variance(supported, after, False) ** 0.5, rel=2e-3
    )


def _growing(seed: int, ours: float, theirs: float, cohorts=(2002,), noise=0.01, units=300):
    """Return a panel where those quickest to grow are lost from 2003 on, and the effect is 0.3.

    `ours` of the supported and `theirs` of the compared are seen throughout.
    """
    draw = np.random.default_rng(seed)
    years = np.arange(2001, 2001 + len(cohorts) + 2)
    support = np.where(draw.random(units) < 0.4, draw.choice(cohorts, units), NEVER)
    kind = draw.random(units)
    since = (support[:, None] != NEVER) & (years >= support[:, None])
    outcomes = 0.3 * since + kind[:, None] * (years - 2001) + draw.normal(0, 1, (units, 1))
    outcomes += draw.normal(0, noise, outcomes.shape)
    lost = kind > np.where(support != NEVER, ours, theirs)
    return panel(support, np.where(lost[:, None] & (years >= 2003), UNKNOWN, outcomes))


def _held(draws: int, **kind) -> tuple[int, int]:
    """Return how often the bounds' interval, and that of the plain estimate, holds the truth."""
    held = naive = 0
    for seed in range(draws):
        given_ = _growing(seed, **kind)
        found = lee_bounds(followed(given_, "never"))
        assert found is not None
        held += found.interval.holds(0.3)
        plain = simple()(given_)
        naive += abs(plain.overall - 0.3) < 1.96 * plain.overall_error
    return held, naive


@pytest.mark.parametrize(("ours", "theirs"), [(0.95, 0.7), (0.7, 0.95), (0.98, 0.95)])
def test_the_interval_holds_the_truth_as_often_as_it_says(ours: float, theirs: float) -> None:
    held, naive = _held(200, ours=ours, theirs=theirs, cohorts=(2002, 2003), noise=0.3)
    # Bounds are wider than what they hold: 95 % at least, less four Monte Carlo errors.
    assert held / 200 > 0.95 - 4 * np.sqrt(0.95 * 0.05 / 200)
    assert naive <= held


def test_at_its_own_end_it_holds_the_truth_in_ninety_five_of_a_hundred() -> None:
    # Only 2003 is kept, where trimming cuts exactly those who would have been lost.
    draws, held = 600, 0
    for seed in range(draws):
        given_ = _growing(seed, 0.95, 0.7)
        given_ = panel(given_.cohorts, given_.outcomes[:, [0, 2]], first=2001)
        found = lee_bounds(followed(given_, "never"))
        assert found is not None
        held += found.interval.holds(0.3)
    assert abs(held / draws - 0.95) < 4 * np.sqrt(0.95 * 0.05 / draws)


def test_clusters_make_errors_wider() -> None:
    given_ = simulated(units=400)
    places = np.arange(400) % 20
    shocked = given_.outcomes + np.random.default_rng(1).normal(0, 1, (20, 8))[places]
    alone = lee_bounds(followed(panel(given_.cohorts, shocked), "never"))
    together = lee_bounds(followed(panel(given_.cohorts, shocked, clusters=places), "never"))
    assert alone is not None
    assert together is not None
    assert together.low == pytest.approx(alone.low)
    assert together.low_error != pytest.approx(alone.low_error)


@given(st.floats(-2, 2), st.floats(0, 5), st.floats(0.01, 2), st.floats(0.01, 2))
def test_imbens_and_manski_lies_between_one_and_two_sides(low, gap, low_error, high_error) -> None:
    found = imbens_manski(low, low + gap, low_error, high_error)
    one, two = stats.norm.ppf(0.95), stats.norm.ppf(0.975)
    factor = (low - found.low) / low_error
    assert one - 1e-6 <= factor <= two + 1e-6
    assert (found.high - low - gap) / high_error == pytest.approx(factor)
    reached = stats.norm.cdf(factor + gap / max(low_error, high_error)) - stats.norm.cdf(-factor)
    assert reached == pytest.approx(0.95, abs=1e-9)


def test_a_point_and_bounds_far_apart() -> None:
    assert imbens_manski(0, 0, 1, 1).high == pytest.approx(stats.norm.ppf(0.975))
    assert imbens_manski(0, 99, 1, 1).low == pytest.approx(-stats.norm.ppf(0.95))


def test_the_verdict_is_about_the_conclusion() -> None:
    found = lee_bounds(followed(panel(COHORTS, OUTCOMES), "never"))
    stands = bounds_check(found, Interval(0.1, 2.0), SAY)
    assert stands.passed is True
    assert "50.0% of the supported are cut off" in stands.finding.en
    assert "Kết luận vẫn giữ" in stands.finding.vi
    assert bounds_check(found, Interval(-3.0, -0.1), SAY).passed is False
    # The upper bound lies outside an interval that holds zero.
    assert bounds_check(found, Interval(-1.0, 2.0), SAY).passed is False
    assert bounds_check(found, None, SAY).passed is None
