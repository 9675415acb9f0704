"""Effects with covariates: against csdid, against R, and against plain moment equations."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.evidence import adjusted
from analysis.evidence.adjusted import (
    REASONS,
    adjust,
    adjusted_group_time,
    adjusted_influence,
)
from analysis.evidence.aggregates import aggregate, pre_trend_test
from analysis.evidence.estimator import subset
from analysis.evidence.group_time import group_time
from analysis.evidence.model import NEVER, GroupTime, WidePanel
from analysis.evidence.moments import wide_moments
from analysis.evidence.wide import wide
from tests.evidence.cases import panel
from tests.evidence.panels import DATA, mpdta, panel_of, random_panel
from tests.evidence.plain_adjusted import plain_adjusted
from tests.examples import examples

FORMS = ("doubly_robust", "weighting", "regression")
TYPES = {"simple": "simple", "cohort": "group", "calendar": "calendar", "dynamic": "dynamic"}
UNKNOWN = float("nan")
forms = st.sampled_from(FORMS)
comparisons = st.sampled_from(["never", "not_yet"])


@lru_cache(maxsize=8)
def _counties(covariates: int = 1, clustered: bool = False) -> WidePanel:
    frame = mpdta().assign(lpop2=lambda given: given["lpop"] ** 2)
    if clustered:
        frame["cluster"] = frame["unit"] // 1000
    return wide(panel_of(frame, ("lpop", "lpop2")[:covariates]))


def _random(
    seed: int, *, covariates: int = 2, pull: float = 0.6, units: int = 80, **design: object
) -> WidePanel:
    """Return a random panel whose supported have higher covariates, which change the outcome."""
    given = wide(panel_of(random_panel(seed, units=units, **design)))
    draw = np.random.default_rng(seed)
    values = draw.normal(0, 1, (units, covariates))
    values += pull * (given.cohorts != NEVER)[:, None] / (1 + np.arange(covariates))
    year = given.periods - given.periods[0]
    outcomes = given.outcomes + 0.2 * year * values.sum(axis=1, keepdims=True)
    names = tuple(f"x{k}" for k in range(covariates))
    return replace(given, covariates=values, covariate_names=names, outcomes=outcomes)


def _numbers(effects: GroupTime) -> dict[tuple[str, int, int], tuple[float, float]]:
    """Return estimate and error of every cell and aggregate by type, cohort and index."""
    found = {
        ("cell", int(g), int(t)): (estimate, error)
        for g, t, estimate, error in zip(
            effects.cohort, effects.period, effects.estimate, effects.errors, strict=True
        )
    }
    for kind, name in TYPES.items():
        added = aggregate(effects, kind, draws=99)
        found[name, -1, -99] = (added.overall, added.overall_error)
        for index, estimate, error in zip(added.index, added.estimates, added.errors, strict=True):
            found[name, -1, int(index)] = (estimate, error)
    return found


def test_cells_and_aggregates_are_those_of_csdid() -> None:
    table = pd.read_csv(DATA / "csdid_mpdta.csv")
    # The base itself, which csdid lists as zero without an error, is no cell here.
    table = table[table["error"] > 0].fillna({"cohort": -1, "index": -99})
    scenarios = ["form", "comparison", "base", "anticipation", "covariates", "clustered"]
    compared = 0
    for (form, comparison, base, ahead, covariates, clustered), rows in table.groupby(scenarios):
        given = _counties(covariates, bool(clustered))
        found = _numbers(adjusted_group_time(given, form, comparison, ahead, base))
        keys = rows[["type", "cohort", "index"]].itertuples(index=False)
        ours = np.array([found[kind, int(cohort), int(index)] for kind, cohort, index in keys])
        np.testing.assert_allclose(ours, rows[["estimate", "error"]], rtol=0, atol=1e-10)
        compared += len(rows)
    assert compared == 846


def test_regression_is_that_of_r() -> None:
    table = pd.read_csv(DATA / "did_r_aggregates.csv", na_values="NA")
    rows = table[table["scenario"] == "mpdta_nev_reg_cov"].fillna({"egt": -99})
    found = _numbers(adjusted_group_time(_counties(), "regression"))
    for row in rows.itertuples():
        overall = found[row.type, -1, -99]
        np.testing.assert_allclose(overall, (row.overall_att, row.overall_se), atol=5e-8, rtol=0)
        if row.type != "simple":
            one = found[row.type, -1, int(row.egt)]
            np.testing.assert_allclose(one, (row.att_egt, row.se_egt), atol=5e-8, rtol=0)


@settings(max_examples=examples(20))
@given(
    st.integers(0, 10_000),
    forms,
    comparisons,
    st.sampled_from([0.0, 0.2]),
    st.sampled_from([0, 6]),
    st.sampled_from([0, 1]),
    st.sampled_from(["varying", "universal"]),
)
def test_without_covariates_every_form_is_the_plain_one(
    seed: int, form: str, comparison: str, missing: float, clusters: int, ahead: int, base: str
) -> None:
    given = wide(panel_of(random_panel(seed, missing=missing, clusters=clusters)))
    plain = group_time(wide_moments(given), comparison, ahead, base)
    found = adjusted_group_time(given, form, comparison, ahead, base)
    np.testing.assert_allclose(found.estimate, plain.estimate, rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.covariance, plain.covariance, rtol=0, atol=1e-10)
    for name in ("cohort", "period", "base", "supported", "compared", "cohorts", "shares"):
        np.testing.assert_array_equal(getattr(found, name), getattr(plain, name))
    assert (found.units, found.clusters) == (plain.units, plain.clusters)


@settings(max_examples=examples(15), deadline=None)
@given(
    st.integers(0, 10_000),
    forms,
    comparisons,
    st.sampled_from([0.0, 0.15]),
    st.sampled_from([0, 9]),
)
def test_estimates_and_influences_solve_the_moment_equations(
    seed: int, form: str, comparison: str, missing: float, clusters: int
) -> None:
    few = {"periods": (2018, 2019, 2020, 2021), "cohorts": (NEVER, 2020, 2021)}
    given = _random(seed, units=70, missing=missing, clusters=clusters, **few)
    found = adjust(given, form, comparison)
    effects, influence = adjusted_influence(given, form, comparison)
    np.testing.assert_array_equal(effects.estimate, found.effects.estimate)
    known = np.flatnonzero(np.isfinite(effects.estimate))
    assert [reason is None for reason in found.reasons] == np.isfinite(effects.estimate).tolist()
    # Cells that have no answer are not asked of the plain solver, which would not find one.
    estimate, plain = plain_adjusted(given, form, comparison, cells_asked=known)
    columns = [*known, *range(len(effects.estimate), plain.shape[1])]
    np.testing.assert_allclose(effects.estimate[known], estimate[known], rtol=0, atol=1e-9)
    np.testing.assert_allclose(influence[:, columns], plain[:, columns], rtol=0, atol=1e-9)
    if given.clusters is not None:
        plain = pd.DataFrame(plain).groupby(given.clusters).sum().to_numpy()
    covariance = (plain.T @ plain)[np.ix_(columns, columns)]
    for made in (effects, found.effects):
        np.testing.assert_allclose(
            made.covariance[np.ix_(columns, columns)], covariance, rtol=0, atol=1e-10
        )


@pytest.mark.parametrize("form", ["doubly_robust", "weighting"])
def test_compared_units_almost_sure_of_support_are_trimmed(form: str) -> None:
    given = _steep(share_of_one=0.9975)
    found = adjust(given, form)
    assert found.reasons == (None,)
    assert found.trimmed.tolist() == [1]
    assert found.effects.compared.tolist() == [301]
    estimate, influence = plain_adjusted(given, form, "never")
    np.testing.assert_allclose(found.effects.estimate, estimate, rtol=0, atol=1e-9)
    np.testing.assert_allclose(
        found.effects.covariance, influence.T @ influence, rtol=0, atol=1e-10
    )
    beyond = adjust(_steep(share_of_one=0.9992), form)
    assert beyond.reasons == ("no_overlap",)
    assert adjust(_steep(share_of_one=0.9992), "regression").reasons == (None,)


def _steep(share_of_one: float) -> WidePanel:
    """Return a panel in which one kind has one compared unit among so many supported."""
    supported = round(share_of_one / (1 - share_of_one))
    kind = np.repeat([1.0, 1.0, 0.0, 0.0], [supported, 1, 100, 300])
    cohorts = np.repeat([2002, NEVER, 2002, NEVER], [supported, 1, 100, 300])
    draw = np.random.default_rng(3)
    outcomes = draw.normal(0, 1, (len(kind), 2))
    return panel(cohorts, outcomes, covariates=kind[:, None])


@settings(max_examples=examples(15), deadline=None)
@given(st.integers(0, 10_000), forms, comparisons)
def test_what_should_not_matter_does_not(seed: int, form: str, comparison: str) -> None:
    given = _random(seed, missing=0.1, clusters=12)
    draw = np.random.default_rng(seed)
    order = draw.permutation(len(given.units))
    moved = replace(
        given,
        outcomes=given.outcomes
        + draw.normal(0, 1e3, (len(order), 1))
        + draw.normal(0, 1e3, len(given.periods)),
        # Years of foundation, and an amount in dong that leans on them.
        covariates=given.covariates @ np.array([[5.0, 1e8], [0.0, 1e9]]) + np.array([2000, 4e9]),
    )
    one = adjusted_group_time(given, form, comparison)
    other = adjusted_group_time(subset(moved, order), form, comparison)
    np.testing.assert_allclose(other.estimate, one.estimate, rtol=0, atol=1e-8)
    np.testing.assert_allclose(other.covariance, one.covariance, rtol=0, atol=1e-8)


@pytest.mark.parametrize("form", FORMS)
def test_clusters_of_one_unit_are_no_clusters(form: str) -> None:
    given = _random(8, missing=0.1)
    each = replace(given, clusters=np.random.default_rng(1).permutation(len(given.units)))
    alone, single = (adjusted_group_time(one, form, "not_yet") for one in (given, each))
    np.testing.assert_allclose(single.covariance, alone.covariance, atol=1e-14)
    assert (alone.clusters, single.clusters) == (None, 80)


@pytest.mark.parametrize("clusters", [0, 7])
def test_blocks_add_up(clusters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    given = _random(4, missing=0.1, clusters=clusters)
    whole = adjusted_group_time(given, "doubly_robust", "not_yet")
    monkeypatch.setattr(adjusted, "_BLOCK", 100)
    parts = adjusted_group_time(given, "doubly_robust", "not_yet")
    np.testing.assert_allclose(parts.covariance, whole.covariance, atol=1e-14)


@pytest.mark.parametrize(
    ("chance_bends", "trend_bends", "right"),
    [(False, True, {"doubly_robust", "weighting"}), (True, False, {"doubly_robust", "regression"})],
)
def test_one_right_model_is_enough_for_the_doubly_robust_form(
    chance_bends: bool, trend_bends: bool, right: set[str]
) -> None:
    draw = np.random.default_rng(17)
    n, effect = 20_000, 0.3
    x = draw.normal(0, 1, n)
    bent = x**2 - 1
    supported = draw.random(n) < 1 / (1 + np.exp(0.5 - 0.7 * (x + bent * chance_bends)))
    trend = x + bent * trend_bends
    change = trend + effect * supported + draw.normal(0, 0.5, n)
    given = panel(
        np.where(supported, 2002, NEVER),
        np.column_stack([np.zeros(n), change]) + draw.normal(0, 5, (n, 1)),
        covariates=x[:, None],
    )
    for form in FORMS:
        effects = adjusted_group_time(given, form)
        off = abs(effects.estimate[0] - effect) / effects.errors[0]
        assert off < 3.5 if form in right else off > 8, form


@pytest.mark.parametrize("form", FORMS)
def test_covariates_that_repeat_each_other_have_no_estimate(form: str) -> None:
    given = _random(5)
    for repeated in (3 * given.covariates[:, 0] - 2, np.full(80, 7.3)):
        found = adjust(
            replace(given, covariates=np.column_stack([given.covariates, repeated])), form
        )
        assert set(found.reasons) == {"collinear"}
        assert np.isnan(found.effects.estimate).all()
        assert np.isnan(found.effects.errors).all()
        assert np.isnan(aggregate(found.effects, "simple").overall)
        assert pre_trend_test(found.effects).p is None
        shares = len(found.effects.cohorts)
        assert np.isfinite(found.effects.covariance[-shares:, -shares:]).all()


@pytest.mark.parametrize("form", FORMS)
def test_a_kind_that_only_the_supported_are_of_has_nobody_to_compare_with(form: str) -> None:
    given = _random(6)
    kind = (np.arange(80) % 3 == 0) & (given.cohorts == 2020)
    found = adjust(replace(given, covariates=kind[:, None].astype(float)), form)
    cohort = found.effects.cohort
    # Of the other cohorts nobody is of that kind, so their cells know one kind only.
    assert {r for r, g in zip(found.reasons, cohort, strict=True) if g == 2020} == {"no_overlap"}
    assert {r for r, g in zip(found.reasons, cohort, strict=True) if g != 2020} == {"collinear"}
    # Where it tells all cohorts from those never supported, the chance is one or nearly so.
    exact = adjust(replace(given, covariates=(given.cohorts[:, None] != NEVER) * 1.0), form)
    assert set(exact.reasons) == {"no_overlap"}


def test_a_kind_that_nobody_supported_is_of_drops_out_of_weighing() -> None:
    given = _random(7, units=200)
    kind = (np.arange(200) % 4 == 0) & (given.cohorts == NEVER)
    found = adjust(
        replace(given, covariates=np.column_stack([given.covariates, kind])), "weighting"
    )
    without = adjust(subset(given, ~kind), "weighting")
    assert set(found.reasons) == {None}
    np.testing.assert_allclose(found.effects.estimate, without.effects.estimate, atol=1e-8)


@pytest.mark.parametrize("form", FORMS)
def test_cells_with_too_few_units_say_so_and_leave_the_rest(form: str) -> None:
    given = _random(9, units=150)
    outcomes = given.outcomes.copy()
    outcomes[given.cohorts == 2022, -1] = UNKNOWN
    found = adjust(replace(given, outcomes=outcomes), form)
    lost = (found.effects.cohort == 2022) & (found.effects.period == 2022)
    assert [reason == "too_few_units" for reason in found.reasons] == lost.tolist()
    assert found.effects.supported[lost].tolist() == [0]
    assert np.isfinite(found.effects.estimate[~lost]).all()
    assert np.isfinite(aggregate(found.effects, "simple").overall_error)
    few = subset(given, (given.cohorts != NEVER) | (np.cumsum(given.cohorts == NEVER) <= 2))
    fewer = adjust(few, form)
    assert set(fewer.reasons) <= {None, "too_few_units", "no_overlap", "not_converged"}
    if form != "weighting":
        assert set(fewer.reasons) == {"too_few_units"}
    assert set(REASONS) >= {reason for reason in fewer.reasons if reason is not None}


@pytest.mark.parametrize("form", FORMS)
def test_a_unit_with_an_unknown_covariate_is_in_no_cell(form: str) -> None:
    given = _random(10, missing=0.1)
    covariates, outcomes = given.covariates.copy(), given.outcomes.copy()
    covariates[::9, 1] = UNKNOWN
    outcomes[::9] = UNKNOWN
    one = adjusted_group_time(replace(given, covariates=covariates), form, "not_yet")
    other = adjusted_group_time(replace(given, outcomes=outcomes), form, "not_yet")
    np.testing.assert_allclose(one.estimate, other.estimate, atol=1e-10)
    np.testing.assert_allclose(one.covariance, other.covariance, atol=1e-10)
    assert one.units == 80
    np.testing.assert_array_equal(one.compared, other.compared)


def test_an_extreme_value_of_someone_not_observed_does_no_harm() -> None:
    given = _random(11)
    covariates, outcomes = given.covariates.copy(), given.outcomes.copy()
    covariates[0], outcomes[0] = 1e6, UNKNOWN
    one = adjust(replace(given, covariates=covariates, outcomes=outcomes), "doubly_robust")
    other = adjust(replace(given, outcomes=outcomes), "doubly_robust")
    np.testing.assert_allclose(one.effects.covariance, other.effects.covariance, atol=1e-8)


def test_one_period_and_no_units_have_no_cells() -> None:
    given = _random(1)
    for small in (
        replace(given, periods=given.periods[:1], outcomes=given.outcomes[:, :1]),
        subset(given, np.zeros(80, dtype=np.bool_)),
    ):
        effects, influence = adjusted_influence(small, "doubly_robust")
        assert effects.estimate.tolist() == []
        assert influence.shape == (len(small.units), len(effects.cohorts))


def test_nobody_to_compare_with_is_no_error() -> None:
    given = _random(2, cohorts=(2019, 2020, 2022))
    found = adjust(given, "doubly_robust", "never")
    assert set(found.reasons) == {"too_few_units"}
    assert found.effects.compared.sum() == 0


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(ValueError, match="group_time"):
        adjust(_random(1), "unconditional")
    with pytest.raises(ValueError, match="own_past"):
        adjust(_random(1), "regression", "own_past")
    with pytest.raises(ValueError, match="anticipation"):
        adjust(_random(1), "regression", anticipation=-1)
