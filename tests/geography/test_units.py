"""Units through time: every day has one answer, and nothing is lost at a boundary change."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.dictionary import TABLES
from analysis.geography.reference_files import reference_rows
from analysis.geography.units import district_names, geography_tables, unit_on

GEOGRAPHY = geography_tables()
UNITS = GEOGRAPHY["administrative_unit"]
MEMBERSHIPS = GEOGRAPHY["unit_membership"]
CROSSWALK = GEOGRAPHY["unit_crosswalk"]

LAST_DAY_BEFORE = {date(2014, 3, 31), date(2020, 1, 31), date(2025, 6, 30)}
DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))


def valid_on(frame: pd.DataFrame, day: date) -> pd.DataFrame:
    moment = pd.Timestamp(day)
    started = frame["valid_from"].isna() | (frame["valid_from"] <= moment)
    lasting = frame["valid_to"].isna() | (frame["valid_to"] >= moment)
    return frame[started & lasting]


def quang_ngai_districts(frame: pd.DataFrame) -> pd.DataFrame:
    codes = {row["code"] for row in reference_rows("districts")}
    return frame[frame["code"].isin(codes)]


@pytest.mark.parametrize("name", list(GEOGRAPHY))
def test_columns_are_the_dictionary_s(name: str) -> None:
    assert list(GEOGRAPHY[name].columns) == TABLES[name].column_names()
    assert not GEOGRAPHY[name].duplicated(list(TABLES[name].key)).any()


def test_counts_of_units() -> None:
    assert len(quang_ngai_districts(UNITS)) == 19
    assert len(UNITS[UNITS["unit_id"].str.endswith("_v2") & (UNITS["level"] == "commune")]) == 96
    assert len(UNITS[UNITS["level"] == "province"]) == 2
    # 273 rows in the file, one of them Lý Sơn, which has no ward.
    assert len(UNITS[UNITS["unit_id"].str.endswith("_v1") & (UNITS["level"] == "commune")]) == 272


def test_every_reference_resolves() -> None:
    known = set(UNITS["unit_id"])
    assert set(MEMBERSHIPS["unit_id"]) | set(MEMBERSHIPS["parent_id"]) <= known
    assert set(CROSSWALK["from_unit_id"]) | set(CROSSWALK["to_unit_id"]) <= known


@given(DAYS)
@example(date(2014, 3, 31))
@example(date(2014, 4, 1))
@example(date(2020, 1, 31))
@example(date(2020, 2, 1))
@example(date(2025, 6, 30))
@example(date(2025, 7, 1))
def test_a_code_names_one_unit_on_any_day(day: date) -> None:
    today = valid_on(UNITS, day)
    assert not today["code"].duplicated().any()
    for code, unit_id in zip(today["code"], today["unit_id"], strict=True):
        assert unit_on(code, day) == unit_id


@given(DAYS)
@example(date(2014, 4, 1))
@example(date(2020, 2, 1))
@example(date(2025, 6, 30))
@example(date(2025, 7, 1))
def test_a_unit_lies_in_one_district_on_any_day(day: date) -> None:
    today = valid_on(MEMBERSHIPS, day)
    assert not today["unit_id"].duplicated().any()
    within = today[today["relation"] == "within"]
    # What a ward lies in must itself exist on that day; "former" points at what no longer does.
    assert set(within["parent_id"]) <= set(valid_on(UNITS, day)["unit_id"])


@given(DAYS)
def test_every_ward_of_the_province_lies_in_a_district_while_districts_exist(day: date) -> None:
    wards = {
        f"{row['ward_code']}_v1"
        for row in reference_rows("wards_until_2025_06_30")
        if row["province_code_before_2025_07"] == "51" and row["ward_code"]
    }
    placed = set(valid_on(MEMBERSHIPS, day)["unit_id"]) & wards
    assert placed == (wards if day < date(2025, 7, 1) else set())


def test_membership_follows_the_ward_file() -> None:
    for row in reference_rows("wards_until_2025_06_30"):
        if not row["ward_code"] or row["province_code_before_2025_07"] != "51":
            continue
        for column, day in (
            ("district_code_before_2014_04", date(2014, 3, 31)),
            ("district_code_2014_04_to_2020_01", date(2020, 1, 31)),
            ("district_code_2020_02_to_2025_06", date(2025, 6, 30)),
        ):
            mine = MEMBERSHIPS[MEMBERSHIPS["unit_id"] == f"{row['ward_code']}_v1"]
            assert list(valid_on(mine, day)["parent_id"]) == [unit_on(row[column], day)]


def test_every_commune_of_2025_had_a_former_district() -> None:
    former = MEMBERSHIPS[MEMBERSHIPS["relation"] == "former"]
    last = valid_on(UNITS, date(2025, 6, 30))
    assert len(former) == 96
    assert set(former["parent_id"]) <= set(last["unit_id"])


def test_crosswalk_weights_add_up_to_one() -> None:
    sums = CROSSWALK.groupby(["from_unit_id", "valid_from", "basis"])["weight"].sum()
    assert (abs(sums - 1) < 1e-9).all()
    # A unit passes on either by one weight for everything or by a weight for each basis.
    for _, rows in CROSSWALK.groupby("from_unit_id"):
        found = set(rows["basis"])
        assert found in ({"any"}, {"population", "establishments", "workers"})


def test_crosswalk_joins_versions_that_meet_at_the_change() -> None:
    dates = UNITS.set_index("unit_id")
    assert not CROSSWALK.empty
    for row in CROSSWALK.itertuples():
        assert dates.loc[row.from_unit_id, "valid_to"] == row.valid_from - timedelta(days=1)
        assert dates.loc[row.to_unit_id, "valid_from"] == row.valid_from


def test_every_district_that_ended_before_2025_is_carried_to_2020() -> None:
    districts = quang_ngai_districts(UNITS)
    ended = districts[districts["valid_to"] < pd.Timestamp(2025, 6, 30)]
    assert set(ended["unit_id"]) <= set(CROSSWALK["from_unit_id"])


def test_only_the_split_ward_has_no_crosswalk() -> None:
    wards = set(
        UNITS[(UNITS["level"] == "commune") & UNITS["unit_id"].str.endswith("_v1")]["unit_id"]
    )
    assert wards - set(CROSSWALK["from_unit_id"]) == {"21142_v1"}
    assert CROSSWALK.set_index("from_unit_id").loc["536_v1", "to_unit_id"] == "21548_v2"


def test_district_names() -> None:
    names = district_names("districts-2020")
    assert len(names) == 13
    assert names["534"] == "Thị xã Đức Phổ"
    assert names["525"] == "Huyện Trà Bồng"
    assert "526" not in names
    recorded = district_names("recorded")
    assert set(recorded) == {*names, "526"}
    assert len(recorded) == 14


def test_a_reused_code_is_another_unit_after_the_change() -> None:
    assert unit_on("21025", date(2025, 6, 30)) == "21025_v1"
    assert unit_on("21025", date(2025, 7, 1)) == "21025_v2"
    assert unit_on("522", date(2025, 7, 1)) is None
    assert unit_on("99999", date(2020, 1, 1)) is None


def test_tables_handed_out_are_the_caller_s_own() -> None:
    mine = geography_tables()
    mine["administrative_unit"]["name"] = "x"
    assert "x" not in set(geography_tables()["administrative_unit"]["name"])
