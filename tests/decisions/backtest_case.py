"""A province of ten files in one plan year, small enough to choose in by hand.

Plan year 2021: eight files come in by the first approval of 10 December 2020, two after it. Every
establishment made with ten workers each year from 2017 on.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tests.decisions.file_case import MILLION, Facts, case_tables

FIRST_APPROVAL = "2020-12-10"
APPROVED = {"result": "approved", "decided_on": FIRST_APPROVAL}
REFUSED = {"result": "refused", "decided_on": "2020-10-01"}

CASES: dict[str, tuple[Facts, Facts]] = {
    # Chosen then; all they need is on record.
    "good a": ({}, APPROVED | {"workers_planned": 12}),
    "good b": ({"unit_id": "535_v1"}, APPROVED | {"decided_on": "2020-12-20"}),
    # Chosen then, though the machine is not new, and though nobody wrote whether it is.
    "old machine": ({}, APPROVED | {"machinery_new": False}),
    "unsaid": ({}, APPROVED | {"machinery_new": None}),
    # Refused: one that the money would have been enough for, one that fails a gate.
    "passed over": ({}, REFUSED | {"counterpart": 900 * MILLION}),
    "refused": ({}, REFUSED | {"committed": False}),
    "withdrawn": ({}, {"result": "withdrawn", "decided_on": "2020-11-01"}),
    "withdrawn later": ({}, {"result": "withdrawn", "decided_on": "2021-01-15"}),
    # The second round.
    "late": ({}, APPROVED | {"submitted_on": "2021-02-01", "decided_on": "2021-06-15"}),
    "late refused": ({}, REFUSED | {"submitted_on": "2021-03-01", "decided_on": "2021-05-01"}),
}


def tables(**more: list[dict[str, object]]) -> dict[str, pd.DataFrame]:
    """Return the tables of the case; `more` are rows added to them, or tables of their own."""
    cases = {
        name: (facts, {"submitted_on": "2020-08-01", "requested": 200 * MILLION, **file})
        for name, (facts, file) in CASES.items()
    }
    rows: dict[str, list[dict[str, object]]] = {"project": [], "support": [], "outcome_record": []}
    for name, (_, file) in CASES.items():
        rows["outcome_record"] += [
            _record(name, year, workers=10, reported_on=f"{year + 1}-03-01")
            for year in range(2017, 2020)
        ]
        if file["result"] == "approved":
            rows["project"].append(
                {
                    "project_id": f"DA {name}",
                    "plan_year": 2021,
                    "activity": "MO_HINH_MAY_MOC",
                    "activity_kind": "MACHINE",
                    "status": "settled",
                    "approved_on": file["decided_on"],
                    "settled_on": "2021-12-01",
                }
            )
            rows["support"].append(
                {
                    "support_id": f"HT {name}",
                    "project_id": f"DA {name}",
                    "establishment_id": name,
                    "year": 2021,
                    "content": "Máy cắt CNC 1500",
                    "currency": "VND",
                    "grant_amount": 150 * MILLION,
                }
            )
    for table, added in more.items():
        rows[table] = rows.get(table, []) + added
    made = case_tables(cases, **rows)
    files = made["application"].set_index("application_id")
    for row in rows["project"]:
        name = str(row["project_id"]).removeprefix("DA ")
        if name in CASES:
            files.loc[name, "project_id"] = row["project_id"]
    made["application"] = files.reset_index()
    return made


def later() -> dict[str, list[dict[str, object]]]:
    """Return records that nobody had on the days of either round."""
    return {
        "outcome_record": [
            *(
                _record(name, year, workers=40, reported_on=f"{year + 1}-07-01")
                for name in CASES
                for year in (2020, 2021, 2022)
            ),
            # For a year long past, but reported late.
            _record("good a", 2016, workers=99, reported_on="2021-07-01"),
        ],
        "inspection": [
            {
                "inspection_id": "I",
                "establishment_id": "passed over",
                "inspected_on": "2021-07-01",
                "result": "violation",
            }
        ],
        "project": [
            {
                "project_id": "DA later",
                "plan_year": 2022,
                "activity": "MO_HINH_MAY_MOC",
                "activity_kind": "MACHINE",
                "status": "settled",
                "approved_on": "2022-01-10",
                "settled_on": "2022-12-01",
            }
        ],
        "support": [
            {
                "support_id": "HT later",
                "project_id": "DA later",
                "establishment_id": "passed over",
                "year": 2022,
                "content": "Máy cắt CNC 1500",
                "currency": "VND",
                "grant_amount": 150 * MILLION,
            }
        ],
        "unit_year": [
            {"unit_id": "524_v1", "year": 2022, "priority_area": "hard_area", "status": "official"}
        ],
    }


def _record(name: str, year: int, *, workers: int, reported_on: str) -> dict[str, Any]:
    return {
        "establishment_id": name,
        "year": year,
        "currency": "VND",
        "workers": workers,
        "value_added": workers * 50 * MILLION,
        "reported_on": reported_on,
    }
