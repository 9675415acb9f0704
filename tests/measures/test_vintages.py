"""Any measure on any boundaries: one record in every unit there is, and where each is counted."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.geography.changes import geography_table
from analysis.geography.vintages import BOUNDARY_VINTAGES
from analysis.geography.whole_places import whole_places
from analysis.measures import run_measure
from analysis.measures.choices import scope_choices
from analysis.measures.unit_places import places_on
from analysis.measures.unplaced import answer_unplaced
from analysis.scope import UNKNOWN_CODE, VINTAGES, Scope, Vintage
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

UNITS = geography_table("administrative_unit")
PLACED = UNITS[UNITS["level"] != "province"].reset_index(drop=True)
NUMBERS = range(len(PLACED))
CODES = dict(zip(UNITS["unit_id"], UNITS["code"], strict=True))

# One project, one establishment and one application in every unit, and one of each in none.
TABLES = {
    "project": pd.DataFrame(
        {
            "project_id": [f"P{n}" for n in NUMBERS] + ["P-none"],
            "plan_year": 2024,
            "status": "running",
            "unit_id": [*PLACED["unit_id"], None],
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": [f"M{n}" for n in range(len(PLACED) + 1)],
            "project_id": [f"P{n}" for n in NUMBERS] + ["P-none"],
            "fund_source": "provincial",
            "currency": "VND",
            # No two sums of different projects are the same by chance.
            "approved": [1_000_003 * (n + 1) ** 2 for n in range(len(PLACED) + 1)],
        }
    ),
    "establishment": pd.DataFrame(
        {
            "establishment_id": [f"E{n}" for n in NUMBERS] + ["E-none"],
            "unit_id": [*PLACED["unit_id"], None],
            "eligible": True,
        }
    ),
    "application": pd.DataFrame(
        {
            "application_id": [f"A{n}" for n in NUMBERS] + ["A-none"],
            "establishment_id": [f"E{n}" for n in NUMBERS] + ["E-none"],
            "submitted_on": "2024-03-01",
            "currency": "VND",
            "result": "pending",
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("vintages")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "workspace")


def _expected(vintage: Vintage) -> list[str]:
    """Return the code each unit is counted under, by the rule and not by the marts."""
    if vintage == "recorded":
        return [CODES[unit] for unit in PLACED["unit_id"]]
    whole = whole_places(vintage)
    places = [whole[unit].unit_id for unit in PLACED["unit_id"]]
    return [UNKNOWN_CODE if place is None else CODES[place] for place in places]


@pytest.mark.parametrize("vintage", VINTAGES)
def test_money_is_counted_where_it_belongs_and_none_is_lost(
    snapshot: Snapshot, vintage: Vintage
) -> None:
    money = TABLES["project_fund"]["approved"]
    expected = money.groupby([*_expected(vintage), UNKNOWN_CODE]).agg(["sum", "size"])
    frame = run_measure("funding_by_district", snapshot, Scope(vintage=vintage))
    frame = frame[frame["projects"] > 0].set_index("district")
    assert frame["approved"].to_dict() == expected["sum"].to_dict()
    assert frame["projects"].to_dict() == expected["size"].to_dict()
    assert frame["approved"].sum() == money.sum()


@pytest.mark.parametrize("vintage", VINTAGES)
def test_establishments_and_applications_too(snapshot: Snapshot, vintage: Vintage) -> None:
    expected = pd.Series([*_expected(vintage), UNKNOWN_CODE]).value_counts().to_dict()
    coverage = run_measure("coverage_by_district", snapshot, Scope(vintage=vintage))
    counted = coverage[coverage["eligible"] > 0].set_index("district")["eligible"]
    assert counted.to_dict() == expected
    assert coverage["applied"].sum() == len(PLACED) + 1


@pytest.mark.parametrize("vintage", VINTAGES)
def test_a_filter_by_place_is_of_the_same_boundaries(snapshot: Snapshot, vintage: Vintage) -> None:
    expected = [*_expected(vintage), UNKNOWN_CODE]
    offered = scope_choices(snapshot, Scope(vintage=vintage))["districts"]
    assert set(offered) == set(expected)
    for code in (offered[0], offered[-2], UNKNOWN_CODE):
        frame = run_measure("funding_by_year", snapshot, Scope(vintage=vintage, districts=(code,)))
        assert frame["projects"].sum() == expected.count(code)


@pytest.mark.parametrize("vintage", VINTAGES)
def test_what_is_not_placed_is_listed_with_its_reason(snapshot: Snapshot, vintage: Vintage) -> None:
    frame = run_measure("unplaced", snapshot, Scope(vintage=vintage, language="en"))
    unknown = [*_expected(vintage), UNKNOWN_CODE].count(UNKNOWN_CODE)
    for column in ("projects", "establishments", "applications"):
        assert frame[column].sum() == unknown
    assert (frame["reason"] != "").all()
    # Two versions of one unit are told apart by their days; wards of one name may be two units.
    codes = frame["unit_id"].str.split("_").str[0]
    assert not pd.DataFrame({"code": codes, "name": frame["unit_name"]}).duplicated().any()
    reasons = frame.set_index("unit_id")["reason"]
    assert reasons[UNKNOWN_CODE] == "No place is recorded"
    said = answer_unplaced(frame, vintage)
    many = "" if unknown == 1 else "s"
    assert said.en.startswith(f"{unknown} project{many}, {unknown} establishment{many} and")
    if vintage == "communes-2025":
        names = frame.set_index("unit_id")["unit_name"]
        assert names["527_v1"] == "Sơn Tịnh district (until 31 Mar 2014)"
    if vintage == "districts-2020":
        assert reasons["527_v1"].startswith("Known by this unit alone; boundaries changed on 1 Apr")
    if vintage == "districts-2003":
        assert reasons["23281_v1"] == "No counterpart on these boundaries"


def test_the_marts_follow_the_same_rule(snapshot: Snapshot) -> None:
    found = places_on(snapshot, "districts-2020")
    units = snapshot.query("select unit_no, unit_id from mart_unit_district").set_index("unit_id")
    whole = whole_places("districts-2020")
    for unit in PLACED["unit_id"]:
        place = whole[unit].unit_id
        assert found[units.loc[unit, "unit_no"] - 1] == (place and CODES[place])


def test_every_vintage_of_the_geography_can_be_asked_for() -> None:
    assert set(BOUNDARY_VINTAGES) | {"recorded"} == set(VINTAGES)


def test_the_province_is_the_place_of_what_serves_it_on_every_vintage(snapshot: Snapshot) -> None:
    numbers = snapshot.query(
        "select place.unit_no, unit.code from mart_unit_district as place"
        " join administrative_unit as unit on unit.unit_id = place.unit_id"
        " where unit.level = 'province'"
    )
    assert len(numbers) > 0
    for vintage in VINTAGES:
        places = places_on(snapshot, vintage)
        assert [places[n - 1] for n in numbers["unit_no"]] == numbers["code"].tolist()
