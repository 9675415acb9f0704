"""A series is carried where it can be and cut, with the reason, where it cannot."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.geography.changes import Basis, reference_day, units_on
from analysis.geography.reference_files import reference_rows
from analysis.geography.units import unit_on
from analysis.geography.vintage_series import Nature, carry_series, recorded_series
from analysis.geography.vintages import VintageName
from tests.examples import examples

NAMES: tuple[VintageName, ...] = get_args(VintageName)
CITY, SON_TINH, TU_NGHIA = "522", "527", "528"


def yearbook(indicator: str) -> pd.DataFrame:
    """Read a line of the yearbook, each figure on the boundaries of its year's end."""
    return pd.DataFrame(
        [
            (unit_on(row["district_code"], reference_day(year)), year, int(row["value"]))
            for row in reference_rows("district_stats")
            if row["indicator"] == indicator and row["district_code"] != "51"
            for year in [int(row["year"])]
        ],
        columns=["unit_id", "year", "value"],
    )


ESTABLISHMENTS = yearbook("nonfarm_individual_establishments")


def frame(*rows: tuple[str, int, float | None], dtype: str = "Int64") -> pd.DataFrame:
    made = pd.DataFrame(list(rows), columns=["unit_id", "year", "value"])
    return made.astype({"value": dtype})


def of_unit(values: pd.DataFrame, unit_id: str) -> dict[int, int]:
    rows = values[values["unit_id"] == unit_id]
    return dict(zip(rows["year"].tolist(), rows["value"].tolist(), strict=True))


def test_the_city_s_jump_of_2014_is_a_break_and_not_growth() -> None:
    recorded = recorded_series(ESTABLISHMENTS)
    # As the yearbook prints it: 11,843 before the city was enlarged, 20,451 after.
    assert of_unit(recorded.values, "522_v1") == {2010: 11_118, 2013: 11_843}
    assert of_unit(recorded.values, "522_v2") == {2014: 20_451, 2015: 21_274, 2016: 21_874}
    cuts = {cut.unit_id: cut for cut in recorded.cuts}
    assert set(cuts) == {"522_v2", "527_v2", "528_v2"}
    assert cuts["522_v2"].break_on == date(2014, 4, 1)
    assert cuts["522_v2"].years == (2010, 2013)
    assert "Thành phố Quảng Ngãi" in cuts["522_v2"].reason.vi
    assert "1 Apr 2014" in cuts["522_v2"].reason.en


@pytest.mark.parametrize(
    ("vintage", "version"),
    [("districts-2003", "v1"), ("districts-2014", "v2"), ("districts-2020", "v2")],
)
def test_on_one_vintage_the_city_grows_as_the_three_districts_together(
    vintage: VintageName, version: str
) -> None:
    carried = carry_series(ESTABLISHMENTS, vintage, nature="total", basis="establishments")
    assert carried.cuts == ()
    city = of_unit(carried.values, f"{CITY}_{version}")
    assert city[2014] / city[2013] < 1.05
    together = {
        year: sum(
            of_unit(carried.values, f"{code}_{version}")[year]
            for code in (CITY, SON_TINH, TU_NGHIA)
        )
        for year in city
    }
    assert together[2013] == 11_843 + 9_802 + 11_880
    assert together[2014] == 20_451 + 3_880 + 9_898


def test_the_figures_of_2014_boundaries() -> None:
    carried = carry_series(ESTABLISHMENTS, "districts-2014", nature="total", basis="establishments")
    # 11,843 + 60.42 % of 9,802 + 16.68 % of 11,880.
    assert of_unit(carried.values, "522_v2")[2013] == 19_747
    assert of_unit(carried.values, "522_v2")[2014] == 20_451
    assert of_unit(carried.values, "525_v1")[2016] == 1_389
    merged = carry_series(ESTABLISHMENTS, "districts-2020", nature="total", basis="establishments")
    assert of_unit(merged.values, "525_v2")[2016] == 1_389 + 436


@pytest.mark.parametrize("basis", [None, "population", "establishments", "workers"])
@pytest.mark.parametrize("vintage", NAMES)
@pytest.mark.parametrize(
    "indicator", ["nonfarm_individual_establishments", "active_enterprises_31dec"]
)
def test_the_province_s_total_is_the_same_on_every_vintage(
    indicator: str, vintage: VintageName, basis: Basis | None
) -> None:
    series = yearbook(indicator)
    carried = carry_series(series, vintage, nature="total", basis=basis)
    before = series.groupby("year")["value"].sum()
    assert carried.values.groupby("year")["value"].sum().to_dict() == before.to_dict()
    # Every unit of every year is shown or cut, never neither and never both.
    shown = set(zip(carried.values["unit_id"], carried.values["year"], strict=True))
    missing = {(cut.unit_id, year) for cut in carried.cuts for year in cut.years}
    assert not shown & missing
    assert all(cut.reason.vi and cut.reason.en for cut in carried.cuts)


def test_without_a_basis_only_what_was_divided_is_cut() -> None:
    carried = carry_series(ESTABLISHMENTS, "districts-2020", nature="total")
    assert {cut.unit_id for cut in carried.cuts} == {"522_v2", "527_v2", "528_v2"}
    assert {cut.years for cut in carried.cuts} == {(2010, 2013)}
    assert {cut.break_on for cut in carried.cuts} == {date(2014, 4, 1)}
    assert all("no basis was chosen" in cut.reason.en for cut in carried.cuts)
    assert of_unit(carried.values, "unknown")[2013] == 11_843 + 9_802 + 11_880
    # Tây Trà joined whole, so Trà Bồng needs none.
    assert set(of_unit(carried.values, "525_v2")) == {2010, 2013, 2014, 2015, 2016}


@pytest.mark.parametrize(
    ("nature", "said"), [("rate", "numerator and denominator"), ("median", "medians")]
)
def test_what_does_not_add_up_is_cut_at_each_redrawn_unit(nature: Nature, said: str) -> None:
    series = ESTABLISHMENTS.astype({"value": "Float64"})
    carried = carry_series(series, "districts-2020", nature=nature, basis="establishments")
    cuts = {cut.unit_id: cut for cut in carried.cuts}
    assert set(cuts) == {"522_v2", "525_v2", "527_v2", "528_v2"}
    assert cuts["522_v2"].years == (2010, 2013)
    assert cuts["525_v2"].break_on == date(2020, 2, 1)
    assert all(said in cut.reason.en for cut in carried.cuts)
    assert "unknown" not in set(carried.values["unit_id"])
    # The renamed Đức Phổ and the ten left alone keep their figures in all years.
    assert set(of_unit(carried.values, "534_v2")) == {2010, 2013, 2014, 2015, 2016}


def test_districts_are_cut_at_july_2025_on_the_new_communes_except_ly_son() -> None:
    carried = carry_series(ESTABLISHMENTS, "communes-2025", nature="total", basis="establishments")
    assert set(carried.values["unit_id"]) == {"21548_v2", "unknown"}
    assert {cut.break_on for cut in carried.cuts} == {date(2025, 7, 1)}
    assert all("no source gives" in cut.reason.en for cut in carried.cuts)


def test_after_july_2025_a_figure_is_shown_by_commune_or_by_former_district() -> None:
    communes = sorted(units_on(date(2025, 12, 31), "commune"))
    series = frame(*((unit, 2026, 100) for unit in communes))
    as_communes = carry_series(series, "communes-2025", nature="median")
    assert len(as_communes.values) == 96
    assert as_communes.cuts == ()
    former = carry_series(series, "districts-2020", nature="total")
    assert {cut.unit_id for cut in former.cuts} == {"522_v2", "524_v1"}
    assert all("Xã Đông Sơn" in cut.reason.vi for cut in former.cuts)
    assert former.values["value"].sum() == 9_600
    # A former district may be what was recorded, even after it was abolished.
    kept = carry_series(frame(("522_v2", 2026, 5)), "districts-2020", nature="total")
    assert of_unit(kept.values, "522_v2") == {2026: 5}


def test_what_has_no_counterpart_stands_under_unknown() -> None:
    series = frame(("534_v1", 2013, 3), ("99999_v1", 2013, 4), ("unknown", 2013, 5))
    carried = carry_series(series, "districts-2020", nature="total")
    assert of_unit(carried.values, "534_v2") == {2013: 3}
    assert of_unit(carried.values, "unknown") == {2013: 9}
    assert [(cut.unit_id, cut.break_on) for cut in carried.cuts] == [("unknown", None)]
    assert "99999_v1" in carried.cuts[0].reason.vi


def test_a_missing_figure_is_missing_in_all_it_is_part_of() -> None:
    series = frame(("525_v1", 2018, 3), ("526_v1", 2018, None), ("532_v1", 2018, None))
    carried = carry_series(series, "districts-2020", nature="total")
    assert of_unit(carried.values, "unknown") == {2018: 3}
    assert [(cut.unit_id, cut.break_on, cut.years) for cut in carried.cuts] == [
        ("525_v2", None, (2018,)),
        ("532_v1", None, (2018,)),
    ]
    assert carried.cuts[0].reason.vi == "Thiếu số liệu của Huyện Tây Trà"


@settings(max_examples=examples(20))
@given(st.lists(st.integers(-(2**58), 2**58), min_size=24, max_size=24))
def test_amounts_beyond_a_float_are_carried_to_the_last_dong(amounts: list[int]) -> None:
    units = sorted(units_on(date(2013, 12, 31), "district"))
    series = frame(*zip(units, [2013] * len(units), amounts, strict=True))
    for vintage in NAMES:
        carried = carry_series(series, vintage, nature="total", basis="workers")
        assert sum(carried.values["value"].tolist()) == sum(amounts)
        assert carried.values["value"].dtype == "Int64"


def test_floats_stay_floats() -> None:
    series = frame(("522_v1", 2013, 1.5), ("527_v1", 2013, 1.0), dtype="Float64")
    series = pd.concat([series, frame(("528_v1", 2013, 1.0), dtype="Float64")])
    carried = carry_series(series, "districts-2014", nature="total", basis="population")
    assert of_unit(carried.values, "522_v2")[2013] == pytest.approx(1.5 + 0.4959 + 0.2455)


def test_a_code_that_names_another_unit_is_cut_as_recorded_and_a_new_name_is_not() -> None:
    series = frame(
        ("534_v1", 2019, 1),
        ("534_v2", 2020, 2),
        ("525_v1", 2019, 1),
        ("525_v2", 2020, 2),
        ("21025_v1", 2024, 1),
        ("21025_v2", 2025, 2),
        ("51_v1", 2024, 1),
        ("51_v2", 2025, 2),
        ("526_v1", 2019, None),
    )
    recorded = recorded_series(series)
    assert {cut.unit_id for cut in recorded.cuts} == {"525_v2", "21025_v2", "51_v2"}
    assert len(recorded.values) == 8


@pytest.mark.parametrize(
    ("series", "message"),
    [
        (frame(("522_v1", 2013, 1), ("522_v1", 2013, 2)), "twice"),
        (frame(("51_v1", 2013, 1)), "province"),
        (frame(("534_v1", 2020, 1), ("534_v2", 2020, 1)), "two vintages"),
        (frame(("522_v1", 2013, 1), dtype="object"), "number"),
    ],
)
def test_a_series_that_cannot_be_right_is_refused(series: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        carry_series(series, "districts-2020", nature="total")
