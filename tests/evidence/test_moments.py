"""Moments of a panel: strata by cohort and pattern, from the database as from memory."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.evidence.moments import Moments, moments, wide_moments
from analysis.evidence.wide import wide
from tests.evidence.panels import panel_of, random_panel

SMALL = pd.DataFrame(
    [
        (1, 2020, 0, 1.0, 7),
        (1, 2021, 0, 3.0, 7),
        (2, 2020, 0, 5.0, 8),
        (2, 2021, 0, 3.0, 8),
        (3, 2020, 2021, 3.0, 7),
        (3, 2021, 2021, None, 7),
        (4, 2021, 2021, None, 8),
    ],
    columns=["unit", "period", "cohort", "outcome", "cluster"],
)


def test_strata_are_cohorts_by_what_was_observed() -> None:
    found = moments(panel_of(SMALL.drop(columns="cluster")))
    assert found.periods.tolist() == [2020, 2021]
    assert found.centres.tolist() == [3.0, 3.0]
    assert found.cohorts.tolist() == [0, 2021, 2021]
    assert found.observed.tolist() == [[True, True], [False, False], [True, False]]
    assert found.counts.tolist() == [2, 1, 1]
    assert found.units == 4
    # Less the centres: (-2, 0) and (2, 0); less the units' means: (-1, 1) and (1, -1).
    assert found.sums.tolist() == [[0, 0], [0, 0], [0, 0]]
    assert found.products[0].tolist() == [[2, -2], [-2, 2]]
    assert found.clusters is None


def test_clusters_are_summed_apart() -> None:
    found = moments(panel_of(SMALL))
    by = found.clusters
    assert by is not None
    assert by.ids.tolist() == [7, 8]
    assert list(zip(by.cluster.tolist(), by.stratum.tolist(), by.counts.tolist(), strict=True)) == [
        (0, 0, 1),
        (1, 0, 1),
        (1, 1, 1),
        (0, 2, 1),
    ]
    assert by.sums[0].tolist() == [-1, 1]


def _same(one: Moments, other: Moments) -> None:
    for name in ("periods", "centres", "cohorts", "observed", "counts", "sums", "products"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=1e-10)
    assert one.units == other.units
    assert (one.clusters is None) == (other.clusters is None)
    if one.clusters is not None and other.clusters is not None:
        for name in ("ids", "cluster", "stratum", "counts", "sums"):
            np.testing.assert_allclose(
                getattr(one.clusters, name), getattr(other.clusters, name), atol=1e-10
            )


@pytest.mark.parametrize("clusters", [0, 5])
@pytest.mark.parametrize("seed", range(5))
def test_the_database_and_memory_agree(seed: int, clusters: int) -> None:
    panel = panel_of(random_panel(seed, missing=0.3, clusters=clusters))
    _same(moments(panel), wide_moments(wide(panel)))


@pytest.mark.parametrize("clusters", [0, 5])
def test_a_large_panel_is_summed_up_in_parts(clusters: int, monkeypatch) -> None:
    panel = panel_of(random_panel(6, missing=0.3, clusters=clusters))
    at_once = moments(panel)
    monkeypatch.setattr("analysis.evidence.moments.ROWS_AT_ONCE", 70)
    _same(moments(panel), at_once)


def test_what_is_not_a_number_is_not_observed() -> None:
    frame = random_panel(3, missing=0.2)
    hidden = frame.copy()
    hidden.loc[frame["outcome"].isna(), "outcome"] = np.inf
    _same(moments(panel_of(frame)), moments(panel_of(hidden)))


def test_parameters_of_the_relation_are_passed_on() -> None:
    panel = panel_of(random_panel(3))
    later = type(panel)(panel.ask, "select * from given where period >= $from", {"from": 2020})
    assert moments(later).periods.tolist() == [2020, 2021, 2022]
    assert wide(later).periods.tolist() == [2020, 2021, 2022]


def test_an_empty_panel_has_empty_moments() -> None:
    panel = panel_of(SMALL.iloc[:0].astype({"unit": "int64", "outcome": "float64"}))
    for found in (moments(panel), wide_moments(wide(panel))):
        assert found.units == 0
        assert found.counts.tolist() == []
        assert found.products.shape == (0, 0, 0)


def test_too_many_periods_are_refused() -> None:
    frame = random_panel(1, units=2, periods=tuple(range(1, 64)))
    with pytest.raises(ValueError, match="63 periods"):
        moments(panel_of(frame))


def test_wide_puts_every_number_in_its_place() -> None:
    frame = random_panel(8, missing=0.2, clusters=4).assign(size=lambda rows: rows["unit"] / 2)
    found = wide(panel_of(frame, covariates=("size",)))
    expected = frame.pivot(index="unit", columns="period", values="outcome")
    assert found.units.tolist() == expected.index.tolist()
    assert found.periods.tolist() == expected.columns.tolist()
    np.testing.assert_array_equal(found.outcomes, expected.to_numpy())
    np.testing.assert_array_equal(found.covariates[:, 0], found.units / 2)
    by_unit = frame.groupby("unit")[["cohort", "cluster"]].first()
    assert found.cohorts.tolist() == by_unit["cohort"].tolist()
    assert found.clusters is not None
    assert found.clusters.tolist() == by_unit["cluster"].tolist()


def test_wide_finds_units_that_are_far_apart() -> None:
    frame = SMALL.assign(unit=SMALL["unit"] * 10**15 - 5)
    found = wide(panel_of(frame))
    assert found.units.tolist() == [k * 10**15 - 5 for k in (1, 2, 3, 4)]
    np.testing.assert_array_equal(found.outcomes[:, 0], [1, 5, 3, np.nan])


def test_wide_refuses_a_unit_twice_in_a_period_or_in_two_cohorts() -> None:
    with pytest.raises(ValueError, match="two rows"):
        wide(panel_of(pd.concat([SMALL, SMALL.iloc[:1]])))
    moved = SMALL.copy()
    moved.loc[0, "cohort"] = 2021
    with pytest.raises(ValueError, match="two values of cohort"):
        wide(panel_of(moved))
