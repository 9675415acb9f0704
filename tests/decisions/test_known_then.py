"""A back-test looks at nothing of its future: what came later may be taken away, unseen."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.decisions.candidates import candidates
from analysis.decisions.gates import gate_results
from analysis.decisions.selection import Selection
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.decisions.file_case import Facts, case_tables, earlier
from tests.own_case import loaded, write_case

THEN = date(2020, 6, 30)
FOOD = {"industry": "10", "makes_food": True, "product_id": "P", "eligible": None}
HANDED_IN = {"submitted_on": "2020-03-01", "result": "refused", "decided_on": "2020-09-01"}
NAMES = ("plain", "food", "supported", "later supported", "closes", "classed", "decided")
ASKED = Selection(applications=NAMES, judged_on=THEN, known_on=THEN)


def _tables(*, later: bool) -> dict[str, pd.DataFrame]:
    """Return tables as they stand at the end of 2025, or without anything after the day."""
    past = earlier(
        "supported",
        year=2019,
        approved_on="2019-02-01",
        settled_on="2020-09-30" if later else None,
        status="settled" if later else "accepted",
    )
    after = earlier(
        "later supported",
        year=2021,
        content="Máy cắt CNC 1500",
        approved_on="2021-02-01",
        settled_on="2021-11-30",
    )
    decided = earlier("decided", year=2020, status="settled", approved_on="2020-09-01")
    decided["project"] |= {"officer": "CB-01"}
    cases: dict[str, tuple[Facts, Facts]] = {
        "plain": ({}, HANDED_IN),
        "food": (FOOD, HANDED_IN),
        "supported": (FOOD | {"quality_declared": True}, HANDED_IN),
        "later supported": ({}, HANDED_IN),
        "closes": ({"closed_on": "2020-07-01"} if later else {}, HANDED_IN),
        "classed": ({"unit_id": "535_v1"}, HANDED_IN),
        "decided": ({}, HANDED_IN),
    }
    if later:
        cases |= {
            "late file": ({"founded_on": "2020-12-01"}, {"submitted_on": "2020-07-01"}),
            "late maker": ({"founded_on": "2020-07-01"}, {"submitted_on": "2025-07-01"}),
        }
    inspections = [("food", "2020-05-01", "violation", "2020-08-01" if later else None)]
    classes = [("535_v1", 2019, "hard_area")]
    records = [("plain", 2018, 5, "2019-02-01"), ("classed", 2019, 9, None)]
    if later:
        inspections += [("supported", "2020-07-01", "violation", None)]
        classes += [("535_v1", 2021, "none"), ("524_v1", 2021, "hard_area")]
        records += [("plain", 2019, 60, "2020-07-15"), ("plain", 2020, 70, "2021-02-01")]
    else:
        # Without a day of reporting it is known at the end of 2020.
        records = records[:1]
    supports = [past, after] if later else [past]
    projects = [*supports, decided] if later else supports
    tables = case_tables(
        cases,
        product=[{"product_id": "P", "name": "Bún", "recognition_level": "none"}],
        project=[rows["project"] for rows in projects],
        support=[rows["support"] for rows in [*supports, *([decided] if later else [])]],
        inspection=[
            {
                "inspection_id": f"{who} {day}",
                "establishment_id": who,
                "inspected_on": day,
                "result": result,
                "settled_on": settled,
            }
            for who, day, result, settled in inspections
        ],
        unit_year=[
            {"unit_id": unit, "year": year, "priority_area": area, "status": "official"}
            for unit, year, area in classes
        ],
        outcome_record=[
            {
                "establishment_id": who,
                "year": year,
                "currency": "VND",
                "workers": workers,
                "exports": workers * 1000,
                "local_material_share": workers / 100,
                "reported_on": day,
            }
            for who, year, workers, day in records
        ],
    )
    files = tables["application"].set_index("application_id")
    if later:
        files.loc["decided", ["project_id", "result"]] = ["decided-2020-MACHINE", "approved"]
    else:
        files = files.assign(result="pending", decided_on=None)
    tables["application"] = files.reset_index()
    return tables


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot]:
    folder = tmp_path_factory.mktemp("then")
    now, then = (
        loaded(
            write_case(
                folder / name / "case", _tables(later=later), reference=True, geography=True
            ),
            folder / name / "workspace",
        )
        for name, later in (("now", True), ("then", False))
    )
    return now, then


def test_candidates_of_a_past_day_are_those_of_that_day(
    snapshots: tuple[Snapshot, Snapshot],
) -> None:
    now, then = (candidates(one, Scope(), ASKED) for one in snapshots)
    assert list(now["application_id"]) == list(then["application_id"])
    # The project a file came into tells its plan year alone: which files are asked is the asker's.
    pd.testing.assert_frame_equal(
        now.drop(columns="plan_year"), then.drop(columns="plan_year"), check_dtype=False
    )
    row = now.set_index("application_id").loc["plain"]
    assert (row["workers"], row["workers_year"]) == (5, 2018)


def test_gates_of_a_past_day_are_those_of_that_day(
    snapshots: tuple[Snapshot, Snapshot],
) -> None:
    now, then = (gate_results(one, Scope(), ASKED) for one in snapshots)
    pd.testing.assert_frame_equal(now, then, check_dtype=False)
    standing = now[now["gate"] == "good_standing"].set_index("application_id")["reason_code"]
    assert standing.to_dict() == {"food": "violation_open", "supported": "project_unsettled"}


def test_files_undecided_then_are_those_handed_in_and_not_decided(
    snapshots: tuple[Snapshot, Snapshot],
) -> None:
    waiting = Selection(judged_on=THEN, known_on=THEN)
    for one in snapshots:
        assert set(candidates(one, Scope(), waiting)["application_id"]) == set(NAMES)
