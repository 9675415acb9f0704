"""Group-time effects and their joint covariance against influence functions written out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.evidence.aggregates import aggregate
from analysis.evidence.cells import cells
from analysis.evidence.group_time import cluster_influence, group_time
from analysis.evidence.model import GroupTime
from analysis.evidence.moments import moments, wide_moments
from analysis.evidence.wide import wide
from tests.evidence.panels import panel_of, random_panel
from tests.evidence.plain_influence import plain
from tests.examples import examples

designs = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 10_000),
        "units": st.integers(8, 70),
        "missing": st.sampled_from([0.0, 0.1, 0.4]),
        "clusters": st.sampled_from([0, 4, 15]),
        "cohorts": st.sampled_from(
            [(0, 2019, 2020, 2022), (0, 2021), (2019, 2020, 2021), (0, 2018, 2022, 2023, 2024)]
        ),
        "periods": st.sampled_from([(2018, 2019, 2020, 2021, 2022), (2018, 2020, 2021, 2023)]),
    }
)
comparisons = st.sampled_from(["never", "not_yet"])


def _effects(frame: pd.DataFrame, comparison: str, anticipation: int, base: str) -> GroupTime:
    return group_time(wide_moments(wide(panel_of(frame))), comparison, anticipation, base)


@settings(max_examples=examples(60))
@given(designs, comparisons, st.sampled_from([0, 1]), st.sampled_from(["varying", "universal"]))
def test_moments_tell_what_influence_functions_tell(
    design: dict[str, object], comparison: str, anticipation: int, base: str
) -> None:
    frame = random_panel(**design)
    effects = _effects(frame, comparison, anticipation, base)
    expected = plain(frame, comparison, anticipation, base)
    keys = list(zip(effects.cohort.tolist(), effects.period.tolist(), strict=True))
    assert keys == list(expected.estimate)
    assert effects.base.tolist() == list(expected.base.values())
    np.testing.assert_allclose(effects.estimate, list(expected.estimate.values()), atol=1e-11)
    # All influences, of shares too, unit by unit; then summed in clusters where there are any.
    n = effects.units
    rows = [expected.influence[key] for key in keys]
    rows += [(expected.cohort == g) - np.mean(expected.cohort == g) for g in effects.cohorts]
    influence = np.array(rows).reshape(len(rows), n) / n
    if expected.cluster is not None:
        influence = pd.DataFrame(influence.T).groupby(expected.cluster).sum().to_numpy().T
    full = influence @ influence.T
    unknown = np.zeros(len(full), dtype=np.bool_)
    unknown[: len(keys)] = np.isnan(effects.estimate)
    full[unknown, :] = np.nan
    full[:, unknown] = np.nan
    np.testing.assert_allclose(effects.covariance, full, atol=1e-12, rtol=1e-9)


def test_the_query_gives_the_same_effects_as_memory() -> None:
    panel = panel_of(random_panel(11, units=300, missing=0.2, clusters=9))
    one, other = (
        group_time(moments(panel), "not_yet"),
        group_time(wide_moments(wide(panel)), "not_yet"),
    )
    np.testing.assert_allclose(one.estimate, other.estimate, atol=1e-12)
    np.testing.assert_allclose(one.covariance, other.covariance, atol=1e-12)


@settings(max_examples=examples(20))
@given(st.integers(0, 10_000), comparisons)
def test_unit_effects_period_effects_and_order_do_not_matter(seed: int, comparison: str) -> None:
    frame = random_panel(seed, missing=0.2)
    draw = np.random.default_rng(seed)
    numbers = draw.permutation(frame["unit"].unique())
    lift = dict(zip(frame["unit"].unique(), draw.normal(0, 1e5, len(numbers)), strict=True))
    season = dict(zip(sorted(frame["period"].unique()), draw.normal(0, 1e5, 5), strict=True))
    moved = frame.assign(
        outcome=frame["outcome"] + frame["unit"].map(lift) + frame["period"].map(season),
        unit=frame["unit"].map(dict(zip(frame["unit"].unique(), numbers, strict=True))),
    ).sample(frac=1, random_state=seed)
    one, other = (_effects(rows, comparison, 0, "varying") for rows in (frame, moved))
    np.testing.assert_allclose(other.estimate, one.estimate, atol=1e-9)
    # Errors are roots of sums of squares: of lifts of 1e5 they keep half the digits.
    np.testing.assert_allclose(other.errors, one.errors, rtol=1e-5)


def test_large_unit_effects_do_not_cost_digits() -> None:
    frame = random_panel(5)
    raised = frame.assign(outcome=frame["outcome"] + 2.0**30 * frame["unit"].rank(method="dense"))
    one, other = (group_time(moments(panel_of(rows)), "never") for rows in (frame, raised))
    np.testing.assert_allclose(other.errors, one.errors, rtol=1e-4)


def test_clusters_of_one_unit_are_no_clusters() -> None:
    frame = random_panel(4, missing=0.2)
    alone = _effects(frame, "not_yet", 0, "varying")
    each = _effects(frame.assign(cluster=frame["unit"]), "not_yet", 0, "varying")
    np.testing.assert_allclose(each.covariance, alone.covariance, atol=1e-14)
    assert (alone.clusters, each.clusters) == (None, frame["unit"].nunique())


def test_cluster_influences_square_to_the_covariance() -> None:
    found = moments(panel_of(random_panel(6, missing=0.2, clusters=8)))
    effects = group_time(found, "not_yet", base="universal")
    influence, part = cluster_influence(found, effects)
    np.testing.assert_allclose(influence.T @ influence, effects.covariance, atol=1e-14)
    np.testing.assert_allclose(influence.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(part.sum(axis=0), 1, atol=1e-12)
    with pytest.raises(ValueError, match="without clusters"):
        cluster_influence(moments(panel_of(random_panel(6))), effects)
    with pytest.raises(ValueError, match="not made from"):
        cluster_influence(found, group_time(moments(panel_of(random_panel(7, cohorts=(0, 2021))))))


def test_who_is_held_against_whom() -> None:
    periods = np.arange(2018, 2023)
    found = cells(np.array([0, 2020, 2021, 2022, 2026]), periods, "not_yet", anticipation=1)
    assert found.all_cohorts.tolist() == [0, 2020, 2021, 2022, 2026]
    pools = {
        (int(g), int(t)): (int(b), [int(c) for c in found.all_cohorts[row]])
        for g, t, b, row in zip(found.cohort, found.period, found.base, found.pool, strict=True)
    }
    # The year before support is already awaited: its base lies two years before support.
    assert pools[2020, 2019] == (2018, [0, 2021, 2022, 2026])
    assert pools[2020, 2020] == (2018, [0, 2022, 2026])
    assert pools[2020, 2021] == (2018, [0, 2026])
    assert pools[2022, 2019] == (2018, [0, 2021, 2026])
    assert pools[2022, 2020] == (2019, [0, 2026])
    assert (2026, 2019) not in pools


def test_without_never_supported_the_last_cohort_is_only_compared_with() -> None:
    frame = random_panel(2, cohorts=(2019, 2020, 2022))
    effects = _effects(frame, "not_yet", 0, "varying")
    assert set(effects.cohort) == {2019, 2020}
    assert effects.cohorts.tolist() == [2019, 2020, 2022]
    known = np.isfinite(effects.estimate)
    assert set(effects.period[known]) == {2019, 2020, 2021}
    assert np.isnan(effects.errors[~known]).all()
    never = _effects(frame, "never", 0, "varying")
    assert np.isnan(never.estimate).all()
    assert never.compared.tolist() == [0] * len(never.estimate)


def test_a_cohort_never_observed_has_no_effect_and_keeps_its_share() -> None:
    frame = random_panel(2)
    frame.loc[frame["cohort"] == 2020, "outcome"] = np.nan
    effects = _effects(frame, "never", 0, "varying")
    of_it = effects.cohort == 2020
    assert np.isnan(effects.estimate[of_it]).all()
    assert effects.supported[of_it].tolist() == [0] * of_it.sum()
    assert np.isfinite(effects.estimate[~of_it]).all()
    assert effects.shares[effects.cohorts.tolist().index(2020)] > 0
    assert np.isfinite(effects.errors[~of_it]).all()


def test_one_period_and_no_rows_have_no_cells() -> None:
    for frame in (random_panel(1, periods=(2020,)), random_panel(1).iloc[:0]):
        effects = _effects(frame, "never", 0, "varying")
        assert effects.estimate.tolist() == []
        assert effects.covariance.shape == (len(effects.cohorts),) * 2


def test_one_supported_unit_has_an_effect_and_says_that_it_is_one() -> None:
    frame = random_panel(1, cohorts=(0,), units=30)
    frame.loc[frame["unit"] == frame["unit"].iloc[0], "cohort"] = 2021
    effects = _effects(frame, "never", 0, "varying")
    assert effects.supported.tolist() == [1, 1, 1, 1]
    assert np.isfinite(effects.estimate).all()


def test_a_negative_anticipation_is_refused() -> None:
    with pytest.raises(ValueError, match="anticipation"):
        _effects(random_panel(1), "never", -1, "varying")


def test_without_anybody_to_compare_with_there_is_the_change_of_the_supported_alone() -> None:
    frame = random_panel(9, cohorts=(2019, 2021), missing=0.3)
    effects = _effects(frame, "own_past", 0, "varying")
    wide_rows = frame.pivot(index="unit", columns="period", values="outcome")
    cohort = frame.groupby("unit")["cohort"].first()
    for g, t, b, value, n, against, error in zip(
        *(effects.cohort, effects.period, effects.base, effects.estimate),
        *(effects.supported, effects.compared, effects.errors),
        strict=True,
    ):
        change = (wide_rows[t] - wide_rows[b])[cohort == g].dropna()
        assert (n, against) == (len(change), 0)
        assert value == pytest.approx(change.mean())
        assert error == pytest.approx(change.std(ddof=0) / np.sqrt(len(change)))
    overall = aggregate(effects, "simple")
    assert np.isfinite(overall.overall_error)
    assert overall.overall_compared == 0
