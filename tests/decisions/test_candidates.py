"""Candidates by hand: the ceiling of the day, what may be granted and what is promised."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.decisions.candidates import CEILING_STATES, DEFINITIONS, candidates
from analysis.decisions.selection import Selection
from analysis.dictionary import TABLES
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.decisions.file_case import MILLION, Facts, case_tables, earlier
from tests.own_case import loaded, write_case

ENGLISH = Scope(language="en")
NATIONAL = {"fund_source": "national"}
OLD = {"submitted_on": "2016-01-10", "result": "refused"} | NATIONAL
"""Of the years of the first circular: the multiplier is in force."""

CEILINGS = pd.DataFrame(
    [
        ("old", "MACHINE", "national", 0.5, 200, None, "support", "2014-04-08", "2018-05-10"),
        ("new", "MACHINE", "national", 0.5, 300, None, "support", "2018-05-11", None),
        ("line", "TECH_LINE", "national", 0.5, 450, None, "support", "2014-04-08", None),
        ("seen in part", "BRAND", "national", None, 35, None, "support", "2014-04-08", None),
        ("award", "AWARD_PROV", "provincial", None, 3, None, "support", "2024-06-01", None),
        ("stand", "FAIR_DOMESTIC_JOIN", "national", 0.8, None, None, "other", "2014-04-08", None),
        (
            "times",
            "PRIORITY_MULT",
            "national",
            None,
            None,
            1.5,
            "other",
            "2014-04-08",
            "2018-05-10",
        ),
        ("two", "CONSULT", "national", None, 30, None, "support", "2014-04-08", None),
        ("three", "CONSULT", "national", None, 40, None, "support", "2015-04-08", None),
        ("cluster", "CLUSTER_INFRA", "national", None, 6000, None, "project", "2014-04-08", None),
        ("whole", "AIRFARE", "national", 1.0, None, None, "support", "2014-04-08", None),
        ("elsewhere", "MACHINE", "provincial", 0.5, 240, None, "support", "2014-04-08", None),
    ],
    columns=[
        *("ceiling_id", "activity_kind", "fund_source", "max_share", "max_amount", "multiplier"),
        *("applies_to", "valid_from", "valid_to"),
    ],
).assign(jurisdiction="Việt Nam", currency="VND", verification="seen", applies_here=True)
CEILINGS["max_amount"] = (CEILINGS["max_amount"] * MILLION).astype("Int64")
CEILINGS.loc[CEILINGS["ceiling_id"] == "elsewhere", "applies_here"] = False
CEILINGS.loc[CEILINGS["ceiling_id"] == "seen in part", "verification"] = "not seen"

Money = tuple[float | None, float | None]


def _asks(kind: str, money: Money, **more: object) -> dict[str, object]:
    requested, counterpart = (None if one is None else int(one * MILLION) for one in money)
    return {"activity_kind": kind, "requested": requested, "counterpart": counterpart} | more


HIGH, LOW, NOWHERE = {"unit_id": "535_v1"}, {"unit_id": "528_v2"}, {"unit_id": None}

# name: establishment, application -> state, ceiling, grant (million đồng)
CASES: dict[str, tuple[Facts, Facts, str, float | None, float | None]] = {
    "within": ({}, _asks("MACHINE", (200, 300), **NATIONAL), "known", 250, 200),
    "amount": ({}, _asks("MACHINE", (400, 900), **NATIONAL), "known", 300, 300),
    "share": ({}, _asks("MACHINE", (200, 100), **NATIONAL), "known", 150, 150),
    "odd share": ({}, _asks("MACHINE", (1.000001, 0), **NATIONAL), "known", 0.5, 0.5),
    "no request": (
        {},
        _asks("MACHINE", (None, 300), **NATIONAL),
        "cost_unknown",
        None,
        None,
    ),
    "no counterpart": (
        {},
        _asks("MACHINE", (400, None), **NATIONAL),
        "cost_unknown",
        None,
        300,
    ),
    "local": ({}, _asks("MACHINE", (400, 900)), "no_ceiling", None, 400),
    "award": ({}, _asks("AWARD_PROV", (5, None)), "known", 3, 3),
    "of the district": (
        {},
        _asks("AWARD_PROV", (5, None), fund_source="district"),
        "known",
        3,
        3,
    ),
    "no source": ({}, _asks("MACHINE", (400, 900), fund_source=None), "source_unknown", None, 400),
    "no kind": (
        {},
        _asks("MACHINE", (400, 900), **NATIONAL) | {"activity_kind": None},
        "kind_unknown",
        None,
        400,
    ),
    "stand": ({}, _asks("FAIR_DOMESTIC_JOIN", (40, 9), **NATIONAL), "not_comparable", None, 40),
    "two valid": ({}, _asks("CONSULT", (50, 9), **NATIONAL), "several_ceilings", None, 50),
    "seen in part": ({}, _asks("BRAND", (50, 9), **NATIONAL), "unconfirmed", None, 35),
    "whole project": ({}, _asks("CLUSTER_INFRA", (7000, 9), **NATIONAL), "known", 6000, 6000),
    "whole cost": ({}, _asks("AIRFARE", (7, None), **NATIONAL), "known", None, 7),
    "lapsed": (HIGH, _asks("MACHINE", (400, 900), **NATIONAL), "known", 300, 300),
    "old, high": (HIGH, _asks("MACHINE", (400, 900), **OLD), "known", 300, 300),
    "old, low": (LOW, _asks("MACHINE", (400, 900), **OLD), "known", 200, 200),
    "old, somewhere": (NOWHERE, _asks("MACHINE", (400, 900), **OLD), "priority_unknown", None, 200),
    "old, line": (HIGH, _asks("TECH_LINE", (900, 900), **OLD), "known", 450, 450),
}
THEN = date(2016, 3, 1)
PEOPLE = {"industry": "31", "product_id": "plain"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("candidates")
    past, present = earlier("within"), earlier("amount", year=2016, approved_on="2016-06-01")
    present["project"] |= {"officer": "CB-01"}
    cases: dict[str, tuple[Facts, Facts]] = {
        name: (PEOPLE | dict(case[0]), case[1]) for name, case in CASES.items()
    }
    tables = case_tables(
        cases,
        product=[
            {
                "product_id": "plain",
                "name": "Bàn ghế",
                "recognition_level": "none",
                "key_product": False,
            }
        ],
        project=[past["project"], present["project"]],
        support=[past["support"], present["support"]],
        unit_year=[
            {"unit_id": unit, "year": 2014, "priority_area": area, "status": "official"}
            for unit, area in (("535_v1", "remote_minority"), ("528_v2", "none"))
        ],
        outcome_record=[
            _record(name, year, workers)
            for name in CASES
            for year, workers in ((2013, 4), (2014, 5), (2023, 8), (2024, 10))
        ],
    )
    decided = tables["application"].iloc[1].to_dict() | {
        "application_id": "decided",
        "project_id": present["project"]["project_id"],
        "submitted_on": "2016-01-10",
        "content": "Máy sấy",
        "result": "approved",
    }
    tables["application"] = pd.concat(
        [tables["application"], pd.DataFrame([decided])], ignore_index=True
    ).assign(workers_planned=12)
    rules = {"ceiling": CEILINGS, "priority_rule": _area_rules()}
    return loaded(
        write_case(folder / "case", tables | rules, geography=True, reference=True),
        folder / "workspace",
    )


def _record(name: str, year: int, workers: int) -> dict[str, object]:
    return {
        "establishment_id": name,
        "year": year,
        "currency": "VND",
        "workers": workers,
        "reported_on": f"{year + 1}-02-15",
    }


def _area_rules() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rule_id": ["high"],
            "level": "area",
            "place": 1,
            "criterion": "priority_area",
            "parameter": "remote_minority",
            "title_vi": "Vùng cao",
        }
    )


def _rows(frame: pd.DataFrame) -> dict[str, dict[Hashable, Any]]:
    return {str(row["application_id"]): row for row in frame.to_dict("records")}


@pytest.fixture(scope="module")
def rows(snapshot: Snapshot) -> dict[str, dict[Hashable, Any]]:
    old = tuple(name for name in CASES if name.startswith("old"))
    past = candidates(snapshot, ENGLISH, Selection(applications=old, judged_on=THEN, known_on=THEN))
    return _rows(candidates(snapshot, ENGLISH, Selection())) | _rows(past)


@pytest.mark.parametrize("name", CASES)
def test_the_ceiling_is_that_of_day_kind_and_source(
    rows: dict[str, dict[Hashable, Any]], name: str
) -> None:
    _, _, state, ceiling, grant = CASES[name]
    row = rows[name]
    found = [None if pd.isna(row[key]) else row[key] for key in ("ceiling", "grant_amount")]
    wanted = [None if one is None else int(one * MILLION) for one in (ceiling, grant)]
    assert (row["ceiling_state"], *found) == (state, *wanted)
    assert row["grant_sure"] == (state == "known")


def test_every_state_of_a_ceiling_is_tried_and_told(
    rows: dict[str, dict[Hashable, Any]],
) -> None:
    assert {case[2] for case in CASES.values()} == set(CEILING_STATES)
    for name, case in CASES.items():
        assert rows[name]["ceiling_reason"] == CEILING_STATES[case[2]].en
    assert rows["old, high"]["multiplier"] == 1.5
    assert pd.isna(rows["lapsed"]["multiplier"]), "priority, but no multiplier is in force"
    assert pd.isna(rows["old, line"]["multiplier"])


def test_a_promise_is_held_against_the_last_record(
    snapshot: Snapshot, rows: dict[str, dict[Hashable, Any]]
) -> None:
    row = rows["within"]
    assert (row["workers"], row["workers_year"], row["jobs_promised"]) == (10, 2024, 2)
    # In March 2016 the record of 2014 was the last one reported.
    assert (rows["old, low"]["workers"], rows["old, low"]["jobs_promised"]) == (5, 7)
    later = date(2019, 1, 1)
    [late] = candidates(
        snapshot, ENGLISH, Selection(applications=("old, low",), judged_on=later, known_on=later)
    ).to_dict("records")
    assert pd.isna(late["workers"]), "five years old: nobody knows"
    assert pd.isna(late["jobs_promised"])


def test_coverage_is_that_of_the_place_less_that_of_all(
    rows: dict[str, dict[Hashable, Any]],
) -> None:
    # Two of 21 are supported, both of the 13 of Bình Sơn; of Ba Tơ none of three.
    at_home = sum("unit_id" not in case[0] for case in CASES.values())
    row = rows["within"]
    assert (row["district"], row["district_eligible"], row["district_supported"]) == (
        "524",
        at_home,
        2,
    )
    assert row["coverage_gap"] == pytest.approx(2 / len(CASES) - 2 / at_home)
    assert rows["lapsed"]["coverage_gap"] == pytest.approx(2 / len(CASES))
    # In March 2016 nobody was supported yet.
    assert rows["old, high"]["coverage_gap"] == 0
    assert pd.isna(rows["old, somewhere"]["coverage_gap"]), "no place, no gap"
    assert (row["earlier_supports"], rows["share"]["earlier_supports"]) == (1, 0)


def test_files_come_in_the_law_s_order_with_their_gates(snapshot: Snapshot) -> None:
    frame = candidates(snapshot, ENGLISH)
    # The default: what waits for the latest plan year.
    assert set(frame["plan_year"]) == {2026}
    assert not any(name.startswith("old") for name in frame["application_id"])
    assert list(frame["order_no"]) == list(range(1, len(frame) + 1))
    first = frame.iloc[0]
    assert (first["application_id"], first["law_area_place"]) == ("lapsed", 1)
    assert first["law_area"] == "Vùng cao (Ba Tơ district, 2014)"
    assert set(frame["overall"]) == {"pass", "blocked"}
    assert frame.set_index("application_id").loc["within", "gates_failed"] == 0


def test_an_officer_is_known_from_the_decision_on(snapshot: Snapshot) -> None:
    def officer(day: date) -> Any:
        asked = Selection(applications=("decided",), judged_on=day, known_on=day)
        return candidates(snapshot, ENGLISH, asked)["officer"].iloc[0]

    assert pd.isna(officer(THEN))
    assert officer(date(2016, 6, 1)) == "CB-01"


def test_the_frame_has_the_columns_of_its_definition(snapshot: Snapshot) -> None:
    [definition] = DEFINITIONS
    names = [column.name for column in definition.columns]
    assert len(set(names)) == len(names)
    for scope in (ENGLISH, Scope(), Scope(years=(2019,))):
        assert list(candidates(snapshot, scope, Selection())) == names
    assert set(definition.sources) <= set(TABLES)
