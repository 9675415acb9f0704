"""A small set of files to choose from, each the same but for one thing."""

from __future__ import annotations

import pandas as pd

from tests.decisions.file_case import Facts, case_tables, earlier

HIGH = {"unit_id": "535_v1"}
CASES: dict[str, tuple[Facts, Facts]] = {
    "plain": ({}, {}),
    "high": (HIGH, {}),
    "old machine": ({}, {"machinery_new": False}),
    "no commitment": ({}, {"committed": None}),
    "no amount": ({}, {"requested": None}),
    "nothing": ({}, {"requested": 0}),
    "no owner's money": ({}, {"counterpart": None}),
    "no source": ({}, {"fund_source": None}),
    "somewhere": ({"unit_id": None, "name": None}, {}),
    "reached": ({}, {"content": "Máy khác hẳn"}),
}


def plan_tables() -> dict[str, pd.DataFrame]:
    """Return the tables of the files, of what their establishments had before and reported."""
    past = earlier("reached", kind="TRAINING", content="Học nghề")
    open_ = earlier("unasked", year=2025, settled_on=None, status="running")
    open_["project"] |= {"officer": "CB-01", "approved_on": "2025-03-01"}
    return case_tables(
        CASES | {"unasked": ({}, {"result": "refused"})},
        project=[past["project"], open_["project"]],
        support=[past["support"], open_["support"]],
        inspection=[
            {
                "inspection_id": name,
                "establishment_id": name,
                "inspected_on": "2025-01-10",
                "subject": "food_safety",
                "result": "no_violation",
            }
            for name in CASES
        ],
        outcome_record=[
            {"establishment_id": name, "year": 2024, "currency": "VND", "workers": 10}
            for name in CASES
            if name != "high"
        ],
    )
