"""Inference when few places tell: against every draw written out, and under no effect."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.evidence.adjusted import adjusted_influence
from analysis.evidence.aggregates import aggregate, overall_slope
from analysis.evidence.few_clusters import few_clusters
from analysis.evidence.grade_rules import FEWEST_CLUSTERS, MANY_CLUSTERS
from analysis.evidence.group_time import cluster_influence, group_time
from analysis.evidence.model import NEVER
from analysis.evidence.moments import wide_moments
from analysis.evidence.permuted_clusters import (
    MOST_ARRANGEMENTS,
    arrangements,
    cluster_cohorts,
    permuted_clusters,
)
from analysis.evidence.wild_clusters import wild_clusters
from tests.evidence.cases import panel
from tests.evidence.published import wide_of


def by_places(
    cohorts: tuple[int, ...],
    *,
    seed: int = 1,
    units: int = 8,
    missing: float = 0.0,
    effect: float = 0.5,
    shared: float = 0.3,
) -> pd.DataFrame:
    """Return a panel of 2018 to 2021 whose places, of different size, are supported as a whole."""
    draw = np.random.default_rng(seed)
    sizes = draw.integers(units // 2, 2 * units, len(cohorts))
    place = np.repeat(np.arange(len(cohorts)), sizes)
    cohort = np.array(cohorts)[place]
    periods = np.arange(2018, 2022)
    outcome = (
        draw.normal(0, 0.5, (len(place), 4)) + draw.normal(0, shared, (len(cohorts), 4))[place]
    )
    outcome += effect * ((cohort != NEVER)[:, None] & (periods >= cohort[:, None]))
    outcome[draw.random(outcome.shape) < missing] = np.nan
    return pd.DataFrame(
        {
            "unit": np.repeat(np.arange(len(place)), 4),
            "period": np.tile(periods, len(place)),
            "cohort": np.repeat(cohort, 4),
            "outcome": outcome.ravel(),
            "cluster": np.repeat(place, 4),
        }
    )


def _statistic(frame: pd.DataFrame, kind, comparison) -> float:
    """Return the overall estimate over its error by cluster, weights taken as given."""
    moments = wide_moments(wide_of(frame))
    effects = group_time(moments, comparison)
    value, slope = overall_slope(effects, kind)
    cells = len(effects.estimate)
    influence = cluster_influence(moments, effects)[0][:, :cells] @ slope[:cells]
    return value / float(np.sqrt(influence @ influence))


def _dealt_out(frame: pd.DataFrame, effect: float, kind, comparison) -> float:
    """Return the chance of no effect beyond `effect`, every arrangement made anew."""
    had = (frame["cohort"] != NEVER) & (frame["period"] >= frame["cohort"])
    frame = frame.assign(outcome=frame["outcome"] - effect * had)
    cohorts = frame.groupby("cluster")["cohort"].first()
    found = [
        abs(_statistic(frame.assign(cohort=np.array(dealt)[frame["cluster"]]), kind, comparison))
        for dealt in sorted(set(permutations(cohorts.tolist())))
    ]
    real = abs(_statistic(frame, kind, comparison))
    return float(np.mean(np.array(found) >= real * (1 - 1e-7)))


@pytest.mark.parametrize(
    ("kind", "comparison", "missing"),
    [
        ("simple", "never", 0.0),
        ("simple", "not_yet", 0.1),
        ("dynamic", "never", 0.1),
        ("cohort", "never", 0.0),
        ("calendar", "not_yet", 0.0),
    ],
)
def test_every_arrangement_made_anew_gives_the_same_chance(kind, comparison, missing) -> None:
    frame = by_places((0, 0, 2019, 2019, 2020), missing=missing, seed=5)
    moments = wide_moments(wide_of(frame))
    found = permuted_clusters(moments, comparison, kind=kind)
    simple = aggregate(group_time(moments, comparison), kind)
    assert found.estimate == pytest.approx(simple.overall, abs=1e-12)
    assert found.exact
    assert found.draws == arrangements(np.array([0, 0, 2019, 2019, 2020])) == 30
    assert found.p == pytest.approx(_dealt_out(frame, 0.0, kind, comparison), abs=1e-12)
    had = (frame["cohort"] > 0) & (frame["period"] >= frame["cohort"])
    without = frame.assign(outcome=frame["outcome"] - 0.3 * had)
    moved = permuted_clusters(wide_moments(wide_of(without)), comparison, kind=kind)
    assert moved.p == pytest.approx(_dealt_out(frame, 0.3, kind, comparison), abs=1e-12)


def test_the_ends_of_its_interval_are_where_arrangements_begin_to_reject() -> None:
    frame = by_places((0, 0, 0, 2019, 2020), seed=5)
    found = permuted_clusters(wide_moments(wide_of(frame)), level=0.8)
    assert np.isfinite([found.interval.low, found.interval.high]).all()
    assert found.interval.holds(found.estimate)
    for end, outward in ((found.interval.low, -1), (found.interval.high, 1)):
        assert _dealt_out(frame, end - outward * 1e-6, "simple", "never") > 0.2
        assert _dealt_out(frame, end + outward * 1e-6, "simple", "never") <= 0.2


def test_arrangements_reject_no_effect_no_more_often_than_they_say() -> None:
    # Over all ways the draw could have come out, without any effect: exact, so no tolerance.
    frame = by_places((0, 0, 0, 2019, 2019, 2020), seed=3, effect=0.0)
    cohorts = frame.groupby("cluster")["cohort"].first().tolist()
    chances = np.array(
        [
            permuted_clusters(
                wide_moments(wide_of(frame.assign(cohort=np.array(dealt)[frame["cluster"]])))
            ).p
            for dealt in sorted(set(permutations(cohorts)))
        ]
    )
    assert len(chances) == arrangements(np.array(cohorts))
    for size in (0.02, 0.05, 0.1, 0.5):
        assert np.mean(chances <= size) <= size + 1e-12
    assert np.mean(chances <= 0.5) > 0.45


def test_too_many_arrangements_are_drawn() -> None:
    frame = by_places((0,) * 10 + (2019,) * 6 + (2020,) * 4, units=3)
    moments = wide_moments(wide_of(frame))
    cohorts = cluster_cohorts(moments)
    assert cohorts is not None
    assert arrangements(cohorts) > MOST_ARRANGEMENTS
    found, again = (permuted_clusters(moments, draws=499, seed=3) for _ in range(2))
    assert (found.exact, found.draws) == (False, 500)
    assert found == again
    assert 1 / 500 <= found.p <= 0.2


def test_support_by_less_than_places_cannot_be_dealt_out() -> None:
    frame = by_places((0, 0, 2019, 2020))
    frame.loc[frame["unit"] == 0, "cohort"] = 2019
    moments = wide_moments(wide_of(frame))
    assert cluster_cohorts(moments) is None
    with pytest.raises(ValueError, match="whole clusters"):
        permuted_clusters(moments)
    with pytest.raises(ValueError, match="without clusters"):
        cluster_cohorts(wide_moments(wide_of(frame.drop(columns="cluster"))))


def _every_sign(estimate: float, influence, parts) -> float:
    error = np.sqrt((influence**2).sum())
    scores = influence + parts * estimate
    found = []
    for signs in product([-1.0, 1.0], repeat=len(influence)):
        drawn = np.array(signs) * scores
        total = drawn.sum()
        found.append(abs(total) / np.sqrt(((drawn - parts * total) ** 2).sum()))
    return float(np.mean(np.array(found) >= abs(estimate) / error * (1 - 1e-9)))


def _places(draw, clusters: int, supported: int, effect: float = 0.0, units: int = 12):
    """Return estimate, influence and parts of a difference of means of whole places."""
    sizes = draw.integers(units // 2, 2 * units, clusters)
    place = np.repeat(np.arange(clusters), sizes)
    on = place < supported
    outcome = draw.normal(0, 0.5, clusters)[place] + draw.normal(0, 0.8, len(place)) + effect * on
    one, other = outcome[on].mean(), outcome[~on].mean()
    share = on.mean()
    influence = np.where(on, (outcome - one) / on.sum(), (other - outcome) / (~on).sum())
    parts = np.where(on, (1 - share) / on.sum(), share / (~on).sum())
    return one - other, np.bincount(place, influence), np.bincount(place, parts)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), clusters=st.integers(3, 8), effect=st.sampled_from([0.0, 1.0]))
def test_all_signs_are_gone_through(seed: int, clusters: int, effect: float) -> None:
    estimate, influence, parts = _places(np.random.default_rng(seed), clusters, 2, effect)
    found = wild_clusters(estimate, influence, parts)
    assert (found.exact, found.draws) == (True, 2**clusters)
    assert found.p == pytest.approx(_every_sign(estimate, influence, parts), abs=1e-12)
    assert found.interval.holds(estimate)
    for end, outward in ((found.interval.low, -1), (found.interval.high, 1)):
        if np.isfinite(end):
            inside, outside = estimate - end + outward * 1e-6, estimate - end - outward * 1e-6
            assert _every_sign(inside, influence, parts) > 0.05
            assert _every_sign(outside, influence, parts) <= 0.05
        else:
            assert 2 / 2**clusters > 0.05


def test_five_clusters_can_reject_nothing() -> None:
    estimate, influence, parts = _places(np.random.default_rng(2), 5, 2, effect=50.0)
    found = wild_clusters(estimate, influence, parts)
    assert found.p >= 1 / 16
    assert (found.interval.low, found.interval.high) == (-np.inf, np.inf)


def test_signs_hold_their_size_where_the_normal_does_not() -> None:
    draw = np.random.default_rng(11)
    trials, wild, normal = 300, 0, 0
    for _ in range(trials):
        estimate, influence, parts = _places(draw, 9, 4)
        wild += wild_clusters(estimate, influence, parts).p <= 0.05
        normal += abs(estimate) > 1.96 * np.sqrt(influence @ influence)
    # Of 3,000 such samples 6.2 % against 14.3 %; three Monte Carlo errors of 300 are 4.2 points.
    assert 0.062 - 0.042 <= wild / trials <= 0.062 + 0.042
    assert normal / trials > 0.062 + 0.042


def test_drawn_weights_agree_with_all_of_them() -> None:
    estimate, influence, parts = _places(np.random.default_rng(8), 12, 6, effect=0.4)
    whole = wild_clusters(estimate, influence, parts)
    webb = wild_clusters(estimate, influence, parts, weights="webb")
    assert whole.exact
    assert not webb.exact
    assert webb.p == pytest.approx(whole.p, abs=0.03)
    assert webb.interval.high == pytest.approx(whole.interval.high, rel=0.15)
    many = _places(np.random.default_rng(8), 15, 7, effect=0.4)
    drawn = wild_clusters(*many, draws=999)
    assert (drawn.draws, drawn.exact) == (999, False)
    assert drawn == wild_clusters(*many, draws=999)
    with pytest.raises(ValueError, match="do not differ"):
        wild_clusters(1.0, np.zeros(3), np.full(3, 1 / 3))


def _inferred(cohorts: tuple[int, ...], comparison="never", mixed: bool = False, **given):
    frame = by_places(cohorts, **given)
    if mixed:
        # Half the units of every place are not supported.
        frame.loc[frame["unit"] % 2 == 0, "cohort"] = NEVER
    moments = wide_moments(wide_of(frame))
    return few_clusters(moments, group_time(moments, comparison)), moments


@pytest.mark.parametrize(
    ("cohorts", "mixed", "expected"),
    [
        ((0,) * 10 + (2019,) * 10, False, "normal"),
        ((0,) * 25 + (2019,) * 3, False, "randomisation"),
        ((0,) * 9 + (2019,) * 8, False, "wild"),
        ((0,) * 9 + (2019,) * 3, False, "randomisation"),
        ((0,) * 3 + (2019,) * 6, False, "randomisation"),
        ((0,) * 3 + (2019,) * 3, False, "wild"),
        ((0,) * 3 + (2019,) * 2, False, "none"),
        ((0, 0, 2019, 2020, 2021), False, "randomisation"),
        ((2019,) * 8, True, "wild"),
        ((2019,) * 5, True, "none"),
        ((2019,) * 30, True, "normal"),
        ((0,) * 28 + (2019,) * 2, True, "wild"),
    ],
)
def test_inference_is_chosen_by_clusters_alone(cohorts, mixed: bool, expected: str) -> None:
    found, _ = _inferred(cohorts, mixed=mixed)
    assert found.inference == expected
    assert found.clusters == len(cohorts)
    assert found.whole is not mixed
    assert (found.p is None) == (found.interval is None) == (expected == "none")
    assert f"{len(cohorts)} clusters" in found.why.en or "Whole clusters" in found.why.en
    assert "cụm" in found.why.vi
    assert ("lies in only" in found.why.en) == (
        expected == "wild" and found.smaller_side < FEWEST_CLUSTERS
    )
    if found.interval is not None:
        assert found.interval.holds(found.estimate)
        assert found.interval.holds(0.0) == (found.p > 0.05)
    assert FEWEST_CLUSTERS == 6
    assert MANY_CLUSTERS == 20


def test_many_clusters_say_what_the_aggregate_says() -> None:
    found, moments = _inferred((0,) * 12 + (2019,) * 6 + (2020,) * 6)
    simple = aggregate(group_time(moments), "simple")
    assert found.estimate == simple.overall
    assert found.interval is not None
    half = 1.959964 * simple.overall_error
    assert found.interval.high == pytest.approx(simple.overall + half)
    assert found.smaller_side == 12


def test_influence_of_other_forms_is_taken_as_given() -> None:
    frame = by_places((2019,) * 8, units=30)
    frame.loc[frame["unit"] % 2 == 0, "cohort"] = NEVER
    given_panel = wide_of(frame)
    draw = np.random.default_rng(1)
    covariates = draw.normal(0, 1, (len(given_panel.units), 1))
    with_covariate = panel(
        given_panel.cohorts, given_panel.outcomes, 2018, covariates, given_panel.clusters
    )
    effects, by_unit = adjusted_influence(with_covariate, "doubly_robust")
    influence = np.zeros((8, by_unit.shape[1]))
    np.add.at(influence, given_panel.clusters, by_unit)
    found = few_clusters(wide_moments(with_covariate), effects, influence=influence)
    simple = aggregate(effects, "simple")
    assert found.inference == "wild"
    assert found.estimate == pytest.approx(simple.overall)
    assert found.interval is not None
    # Wider than the normal one, around the same estimate.
    assert found.interval.high - found.interval.low > 2 * 1.96 * simple.overall_error
    assert found.interval.holds(simple.overall)


def test_a_change_against_nobody_has_its_interval_too() -> None:
    found, moments = _inferred((2020,) * 9, comparison="own_past")
    assert found.inference == "wild"
    assert not found.whole
    effects = group_time(moments, "own_past")
    value, slope = overall_slope(effects, "simple")
    influence = cluster_influence(moments, effects)[0] @ slope
    sizes = np.bincount(moments.clusters.cluster, moments.clusters.counts)
    assert found.p == pytest.approx(_every_sign(value, influence, sizes / sizes.sum()), abs=1e-12)


def test_nothing_to_estimate_is_nothing_to_say() -> None:
    found, _ = _inferred((0,) * 8)
    assert found.inference == "none"
    assert found.p is None
    assert np.isnan(found.estimate)
    moments = wide_moments(wide_of(by_places((0, 2019)).drop(columns="cluster")))
    with pytest.raises(ValueError, match="without clusters"):
        few_clusters(moments, group_time(moments))
