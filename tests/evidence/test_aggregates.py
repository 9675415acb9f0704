"""Aggregates against R's did on the county data, and against influence functions written out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from analysis.evidence.aggregates import aggregate, pre_trend_test
from analysis.evidence.group_time import group_time
from analysis.evidence.model import GroupTime
from analysis.evidence.moments import moments, wide_moments
from analysis.evidence.wide import wide
from tests.evidence.panels import DATA, mpdta, panel_of, random_panel
from tests.evidence.plain_influence import plain
from tests.examples import examples

IN_R = {"simple": "simple", "cohort": "group", "calendar": "calendar", "dynamic": "dynamic"}
TOLERANCE = 5.1e-8
"""Half of the seventh decimal, which R's numbers were rounded to."""


def _effects(frame: pd.DataFrame, comparison: str = "never", anticipation: int = 0) -> GroupTime:
    return group_time(wide_moments(wide(panel_of(frame))), comparison, anticipation)


@pytest.mark.parametrize("kind", IN_R)
@pytest.mark.parametrize(
    ("scenario", "comparison"), [("mpdta_nev_dr", "never"), ("mpdta_nyt_dr", "not_yet")]
)
def test_county_data_equal_r(scenario: str, comparison: str, kind: str) -> None:
    in_r = pd.read_csv(DATA / "did_r_aggregates.csv")
    in_r = in_r[(in_r["scenario"] == scenario) & (in_r["type"] == IN_R[kind])]
    found = aggregate(group_time(moments(panel_of(mpdta())), comparison), kind)
    assert abs(found.overall - in_r["overall_att"].iloc[0]) <= TOLERANCE
    assert abs(found.overall_error - in_r["overall_se"].iloc[0]) <= TOLERANCE
    if kind == "simple":
        assert found.index.tolist() == []
        return
    assert found.index.tolist() == in_r["egt"].tolist()
    np.testing.assert_allclose(found.estimates, in_r["att_egt"], rtol=0, atol=TOLERANCE)
    np.testing.assert_allclose(found.errors, in_r["se_egt"], rtol=0, atol=TOLERANCE)


def test_the_simple_effect_on_county_data_to_ten_digits() -> None:
    found = aggregate(group_time(moments(panel_of(mpdta()))), "simple")
    assert found.overall == pytest.approx(-0.0399512752, abs=1e-10)
    assert (found.overall_supported, found.overall_compared) == (191, 309)


def test_the_pre_trend_test_on_county_data() -> None:
    # R's did prints "P-value for pre-test of parallel trends assumption: 0.16812".
    found = pre_trend_test(group_time(moments(panel_of(mpdta()))))
    assert found.dof == 5
    assert found.p == pytest.approx(0.16812, abs=5e-6)


@settings(max_examples=examples(40))
@given(
    seed=st.integers(0, 10_000),
    missing=st.sampled_from([0.0, 0.3]),
    clusters=st.sampled_from([0, 6]),
    comparison=st.sampled_from(["never", "not_yet"]),
    anticipation=st.sampled_from([0, 1]),
)
@example(seed=208, missing=0.3, clusters=0, comparison="never", anticipation=0)
def test_aggregates_equal_influence_functions(
    seed: int, missing: float, clusters: int, comparison: str, anticipation: int
) -> None:
    frame = random_panel(seed, missing=missing, clusters=clusters, units=80)
    effects = _effects(frame, comparison, anticipation)
    expected = plain(frame, comparison, anticipation)
    known = [key for key, value in expected.estimate.items() if np.isfinite(value)]
    after = [(g, t) for g, t in known if t >= g]
    keys = {
        "cohort": lambda g, t: g,
        "calendar": lambda g, t: t,
        "dynamic": lambda g, t: t - g,
    }
    simple = aggregate(effects, "simple", draws=50)
    value, influence = expected.weighted(after)
    assert simple.overall == pytest.approx(value, abs=1e-10)
    assert simple.overall_error == pytest.approx(expected.error(influence), abs=1e-10)
    for kind, key in keys.items():
        found = aggregate(effects, kind, draws=50)
        chosen = known if kind == "dynamic" else after
        index = sorted({key(g, t) for g, t in chosen})
        parts = [
            expected.weighted([(g, t) for g, t in chosen if key(g, t) == place]) for place in index
        ]
        assert found.index.tolist() == index
        np.testing.assert_allclose(found.estimates, [value for value, _ in parts], atol=1e-10)
        errors = np.array([expected.error(influence) for _, influence in parts])
        # No error is told where a single unit stands on a side of every cell.
        pairs = (effects.supported > 1) & (effects.compared > 1) & np.isfinite(effects.estimate)
        places = np.array([key(g, t) for g, t in zip(effects.cohort, effects.period, strict=True)])
        told = np.array([bool(pairs[places == place].any()) for place in index])
        np.testing.assert_allclose(found.errors[told], errors[told], atol=1e-10)
        assert np.isnan(found.errors[~told]).all()
        if kind == "cohort":
            share = np.array([np.mean(expected.cohort == g) for g in index])
            weight = share / share.sum()
            overall = sum(w * value for w, (value, _) in zip(weight, parts, strict=True))
            influence = sum(w * part for w, (_, part) in zip(weight, parts, strict=True))
            for g, (value, _) in zip(index, parts, strict=True):
                influence = influence + (expected.cohort == g) * (value - overall) / share.sum()
        else:
            over = [part for part, place in zip(parts, index, strict=True) if place >= 0]
            overall = np.mean([value for value, _ in over])
            influence = np.mean([part for _, part in over], axis=0)
        assert found.overall == pytest.approx(overall, abs=1e-10)
        assert found.overall_error == pytest.approx(expected.error(influence), abs=1e-10)


def test_bounds_of_time_since_support() -> None:
    effects = _effects(random_panel(9))
    every = aggregate(effects, "dynamic")
    assert every.index.tolist() == [-4 + 1, -2, -1, 0, 1, 2, 3]
    near = aggregate(effects, "dynamic", first=-1, last=1)
    assert near.index.tolist() == [-1, 0, 1]
    np.testing.assert_array_equal(near.estimates, every.estimates[2:5])
    assert near.overall == pytest.approx(every.estimates[3:5].mean())


def test_a_balanced_path_rests_on_the_same_cohorts_throughout() -> None:
    effects = _effects(random_panel(9))
    found = aggregate(effects, "dynamic", balanced=2)
    assert found.index.tolist() == [-1, 0, 1, 2]
    both = effects.supported[(effects.cohort == 2019) & (effects.period == 2019)].item()
    both += effects.supported[(effects.cohort == 2020) & (effects.period == 2020)].item()
    assert found.supported[1:].tolist() == [both] * 3


def test_nothing_to_add_up() -> None:
    for frame in (random_panel(1, cohorts=(0,)), random_panel(1, cohorts=(2019, 2020)).iloc[:0]):
        effects = _effects(frame)
        for kind in IN_R:
            found = aggregate(effects, kind)
            assert found.index.tolist() == []
            assert np.isnan(found.overall)
            assert np.isnan(found.overall_error)
            assert np.isnan(found.critical)
            assert (found.overall_supported, found.overall_compared) == (0, 0)
        assert pre_trend_test(effects) == (None, 0, None)


def test_one_supported_unit_has_no_error() -> None:
    frame = random_panel(1, cohorts=(0,), units=30)
    frame.loc[frame["unit"] == frame["unit"].iloc[0], "cohort"] = 2021
    found = aggregate(_effects(frame), "dynamic")
    assert np.isfinite(found.estimates).all()
    assert np.isnan(found.errors).all()
    assert np.isfinite(found.overall)
    assert np.isnan(found.overall_error)
    assert found.overall_supported == 1


def test_a_cohort_never_observed_is_left_out_of_aggregates() -> None:
    frame = random_panel(2)
    gone = frame.assign(outcome=frame["outcome"].where(frame["cohort"] != 2020))
    without = frame[frame["cohort"] != 2020]
    for kind in IN_R:
        one, other = aggregate(_effects(gone), kind), aggregate(_effects(without), kind)
        assert one.overall == pytest.approx(other.overall, abs=1e-12)
        assert one.overall_error == pytest.approx(other.overall_error, abs=1e-12)


def test_the_pre_trend_test_is_wald() -> None:
    effects = _effects(random_panel(21), "not_yet")
    before = effects.period < effects.cohort
    covariance = effects.covariance[: len(before), : len(before)][np.ix_(before, before)]
    statistic = effects.estimate[before] @ np.linalg.inv(covariance) @ effects.estimate[before]
    found = pre_trend_test(effects)
    assert found.statistic == pytest.approx(statistic)
    assert found.p == pytest.approx(chi2.sf(statistic, before.sum()))


def test_the_years_a_support_is_awaited_are_not_before_it() -> None:
    effects = _effects(random_panel(21, cohorts=(0, 2021)), anticipation=1)
    assert pre_trend_test(effects).dof == 1


def test_a_pre_trend_test_needs_more_units_than_cells() -> None:
    frame = random_panel(3, clusters=3)
    found = pre_trend_test(_effects(frame))
    assert found.statistic is None
    assert found.p is None
    assert found.dof > 3
