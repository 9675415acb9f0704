"""A project recorded at a district is placed by its establishments' communes, and none is lost."""

from __future__ import annotations

import random
from collections import Counter

import pandas as pd
import pytest

from analysis.geography.changes import geography_table
from analysis.geography.vintages import BOUNDARY_VINTAGES
from analysis.geography.whole_places import whole_places
from analysis.measures import run_measure
from analysis.measures.project_places import BASES, answer_project_places
from analysis.scope import UNKNOWN_CODE, VINTAGES, Scope, Vintage
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

UNITS = geography_table("administrative_unit")
CODES = dict(zip(UNITS["unit_id"], UNITS["code"], strict=True))
DISTRICTS = UNITS.loc[UNITS["level"] == "district", "unit_id"].tolist()
COMMUNES = UNITS.loc[UNITS["level"] == "commune", "unit_id"].tolist()
WITHIN: dict[str, set[str]] = {}
for row in geography_table("unit_membership").itertuples():
    if row.relation == "within":
        WITHIN.setdefault(str(row.unit_id), set()).add(str(row.parent_id))
WARDS: dict[str, set[str]] = {ward: {ward} for ward in WITHIN}
for row in geography_table("unit_crosswalk").itertuples():
    if row.from_unit_id in WITHIN and row.from_unit_id not in DISTRICTS:
        WARDS.setdefault(str(row.to_unit_id), set()).add(str(row.from_unit_id))


def _lies_in(unit: str | None, district: str) -> bool:
    return unit in WARDS and all(district in WITHIN[ward] for ward in WARDS[unit])


def _cases(count: int = 240) -> list[tuple[str | None, list[str | None]]]:
    """Return projects at random: their recorded unit and the units of their establishments."""
    draw = random.Random(8)
    found: list[tuple[str | None, list[str | None]]] = []
    for _ in range(count):
        recorded = draw.choice([*draw.choices(DISTRICTS, k=8), draw.choice(COMMUNES), None])
        near = [unit for unit in COMMUNES if recorded and _lies_in(unit, recorded)]
        chosen: list[str | None] = []
        for _ in range(draw.choice([0, 1, 1, 1, 2, 2, 3])):
            pool = near if near and draw.random() < 0.7 else [*draw.choices(COMMUNES, k=6), None]
            chosen.append(draw.choice([*pool, *draw.choices(chosen or pool, k=2)]))
        found.append((recorded, chosen))
    return found


CASES = _cases()
MONEY = [1_000_003 * (n + 1) ** 2 for n in range(len(CASES))]


def _tables() -> dict[str, pd.DataFrame]:
    served = [(n, unit) for n, (_, units) in enumerate(CASES) for unit in units]
    return {
        "project": pd.DataFrame(
            {
                "project_id": [f"P{n}" for n in range(len(CASES))],
                "plan_year": 2024,
                "status": "running",
                "unit_id": [recorded for recorded, _ in CASES],
            }
        ),
        "project_fund": pd.DataFrame(
            {
                "project_fund_id": [f"M{n}" for n in range(len(CASES))],
                "project_id": [f"P{n}" for n in range(len(CASES))],
                "fund_source": "provincial",
                "currency": "VND",
                "approved": MONEY,
            }
        ),
        "establishment": pd.DataFrame(
            {
                "establishment_id": [f"E{k}" for k in range(len(served))],
                "unit_id": [unit for _, unit in served],
                "eligible": True,
            }
        ),
        "support": pd.DataFrame(
            {
                "support_id": [f"S{k}" for k in range(len(served))],
                "project_id": [f"P{n}" for n, _ in served],
                "establishment_id": [f"E{k}" for k in range(len(served))],
                "year": 2024,
                "currency": "VND",
                "grant_amount": 1000,
            }
        ),
    }


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("refined")
    return loaded(write_case(folder / "case", _tables(), geography=True), folder / "workspace")


def _on(unit: str | None, vintage: Vintage) -> str | None:
    if unit is None:
        return None
    if vintage == "recorded":
        return CODES[unit]
    place = whole_places(vintage)[unit].unit_id
    return place and CODES[place]


def _by_the_rule(case: tuple[str | None, list[str | None]], vintage: Vintage) -> tuple[str, str]:
    """Return a project's place and how it is known, from the reference tables alone."""
    recorded, units = case
    own = _on(recorded, vintage)
    if own:
        return own, "own"
    if recorded is None:
        saying = {unit for unit in units if unit} if all(units) else set()
    else:
        saying = {unit for unit in units if unit and _lies_in(unit, recorded)}
    places = {_on(unit, vintage) for unit in saying}
    if len(places) == 1 and None not in places:
        return str(places.pop()), "refined" if recorded else "establishment"
    if len(saying) > 1:
        return UNKNOWN_CODE, "several"
    return UNKNOWN_CODE, "too_coarse" if recorded else "not_recorded"


@pytest.mark.parametrize("vintage", VINTAGES)
def test_every_project_is_where_the_rule_puts_it_and_no_dong_is_lost(
    snapshot: Snapshot, vintage: Vintage
) -> None:
    expected: Counter[str] = Counter()
    for case, money in zip(CASES, MONEY, strict=True):
        expected[_by_the_rule(case, vintage)[0]] += money
    frame = run_measure("funding_by_district", snapshot, Scope(vintage=vintage))
    found = frame[frame["projects"] > 0].set_index("district")["approved"]
    assert found.to_dict() == dict(expected)
    assert found.sum() == sum(MONEY)


@pytest.mark.parametrize("vintage", VINTAGES)
def test_how_places_are_known_adds_up_to_all_projects(snapshot: Snapshot, vintage: Vintage) -> None:
    expected = Counter(_by_the_rule(case, vintage)[1] for case in CASES)
    frame = run_measure("project_places", snapshot, Scope(vintage=vintage, language="en"))
    assert dict(zip(frame["basis"], frame["projects"], strict=True)) == dict(expected)
    assert frame["projects"].sum() == len(CASES)
    assert frame["share"].sum() == pytest.approx(1)
    assert set(frame["basis_name"]) <= {name.en for name in BASES.values()}
    listed = run_measure("unplaced", snapshot, Scope(vintage=vintage))
    unknown = sum(expected[basis] for basis in ("several", "too_coarse", "not_recorded"))
    assert listed["projects"].sum() == unknown
    said = answer_project_places(frame, vintage)
    assert said is not None
    assert f"that of {unknown} stays unknown" in said.en


def test_a_whole_district_never_moves_by_what_its_establishments_say(snapshot: Snapshot) -> None:
    """Where the unit recorded passes whole, the place is its own: refining changes no district."""
    for vintage in BOUNDARY_VINTAGES:
        for recorded, units in CASES:
            own = _on(recorded, vintage)
            if own and recorded in DISTRICTS:
                inside = {_on(unit, vintage) for unit in units if unit and _lies_in(unit, recorded)}
                assert inside - {None} <= {own}


def test_the_cases_hold_every_way_a_place_is_known(snapshot: Snapshot) -> None:
    seen = {_by_the_rule(case, vintage)[1] for vintage in VINTAGES for case in CASES}
    assert seen == set(BASES)


def test_the_marts_know_the_same_district(snapshot: Snapshot) -> None:
    marts = snapshot.query("select project_id, district_2020 from mart_project")
    found = dict(zip(marts["project_id"], marts["district_2020"], strict=True))
    for n, case in enumerate(CASES):
        place, _ = _by_the_rule(case, "districts-2020")
        known = found[f"P{n}"]
        assert (known if isinstance(known, str) else UNKNOWN_CODE) == place
