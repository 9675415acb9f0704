"""Characteristics are few, known of everybody, and from before support."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.evidence.panel_covariates import MOST, choose_covariates


def _units(count: int = 400) -> pd.DataFrame:
    draw = np.random.default_rng(5)
    return pd.DataFrame(
        {
            "log_workers": draw.normal(2, 1, count),
            "founded_year": draw.integers(1995, 2015, count),
            "terrain": np.where(np.arange(count) % 4 == 0, "mountain", "plain"),
            "industry": np.array(["10", "16", "14", "25", "08"])[np.arange(count) * 7 % 5],
            "district": (522 + np.arange(count) % 13).astype(str),
        }
    )


def _supported(count: int = 400, share: float = 0.5) -> np.ndarray:
    return np.random.default_rng(6).random(count) < share


def test_numbers_come_first_and_groups_leave_one_to_compare_with() -> None:
    found = choose_covariates(_units(), _supported())
    names = [covariate.name for covariate in found]
    assert names[:2] == ["log_workers", "founded_year"]
    # Both kinds of terrain fill the data: the larger one is what the other is held against.
    assert [name for name in names if name.startswith("terrain")] == ["terrain_mountain"]
    assert len([name for name in names if name.startswith("industry")]) == 3
    assert found[2].title.en == "Terrain: Mountain"
    assert len(found) <= MOST


def test_as_many_as_the_supported_bear() -> None:
    units = _units()
    for count, expected in ((10, 1), (45, 2), (120, 6)):
        supported = np.arange(400) < count
        assert len(choose_covariates(units, supported)) == expected
    assert len(choose_covariates(units, _supported(), most=2)) == 2
    assert choose_covariates(units, _supported(), kinds=()) == ()


def test_a_number_hardly_known_or_always_the_same_is_none() -> None:
    units, supported = _units(), _supported()
    units.loc[supported & (np.arange(400) % 3 > 0), "log_workers"] = np.nan
    units["founded_year"] = 2001
    names = [one.name for one in choose_covariates(units, supported, ("size", "founded"))]
    assert names == []
    units = _units()
    units.loc[::5, "log_workers"] = np.nan
    (size,) = choose_covariates(units, supported, ("size",))
    assert size.parameters == {"mean_log_workers": units["log_workers"].mean()}


def test_a_group_too_small_on_one_side_stays_with_the_others() -> None:
    units, supported = _units(), _supported()
    units.loc[units.index[supported][:9], "industry"] = "31"
    units.loc[units.index[~supported][:60], "industry"] = "31"
    kinds = choose_covariates(units, supported, ("industry",), most=8)
    assert "industry_31" not in [covariate.name for covariate in kinds]


def test_unknown_groups_and_districts_can_be_characteristics() -> None:
    units, supported = _units(), _supported()
    units.loc[::3, "district"] = None
    found = choose_covariates(units, supported, ("district",), most=20)
    assert found[0].name == "district_unknown"
    assert found[0].title.en == "District: Unknown"
    assert all("member.district_2020" in covariate.sql for covariate in found)
