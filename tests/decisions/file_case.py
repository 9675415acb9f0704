"""Files small enough to judge by hand: one establishment and application each, and their records.

A plain file meets every gate on 31 December 2025; a case changes what it is about, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

MILLION = 1_000_000

ESTABLISHMENT: dict[str, object] = {
    "legal_form": "household",
    "industry": "25",
    "size": "micro",
    "unit_id": "524_v1",
    "women_led": False,
    "makes_food": False,
    "eligible": True,
}
APPLICATION: dict[str, object] = {
    "activity": "MO_HINH_MAY_MOC",
    "activity_kind": "MACHINE",
    "submitted_on": "2025-09-01",
    "currency": "VND",
    "requested": 200 * MILLION,
    "counterpart": 300 * MILLION,
    "result": "pending",
    "content": "Máy cắt CNC 1500",
    "fund_source": "provincial",
    "machinery_new": True,
    "committed": True,
    "cleaner": False,
}

Facts = Mapping[str, object]


def case_tables(
    cases: Mapping[str, tuple[Facts, Facts]], **more: list[dict[str, object]]
) -> dict[str, pd.DataFrame]:
    """Return tables of one establishment and application a case, both named by the case.

    Each case gives what its establishment and its application have otherwise than the plain ones;
    `more` are rows of further tables.
    """
    names = list(cases)
    tables = {
        "establishment": pd.DataFrame(
            [
                ESTABLISHMENT | {"establishment_id": name, "name": name} | dict(cases[name][0])
                for name in names
            ]
        ),
        "application": pd.DataFrame(
            [
                APPLICATION
                | {"application_id": name, "establishment_id": name}
                | dict(cases[name][1])
                for name in names
            ]
        ),
    }
    return tables | {name: pd.DataFrame(rows) for name, rows in more.items() if rows}


def earlier(
    owner: str,
    *,
    year: int = 2020,
    kind: str = "MACHINE",
    content: str | None = "Máy ép",
    status: str | None = "settled",
    settled_on: str | None = "2020-11-30",
    approved_on: str | None = "2020-02-01",
) -> dict[str, dict[str, object]]:
    """Return the rows of a support an establishment had before: its project and the support."""
    name = f"{owner}-{year}-{kind}"
    return {
        "project": {
            "project_id": name,
            "plan_year": year,
            "activity": "MO_HINH_MAY_MOC" if kind == "MACHINE" else "DAO_TAO_NGHE",
            "activity_kind": kind,
            "status": status,
            "approved_on": approved_on,
            "settled_on": settled_on,
        },
        "support": {
            "support_id": name,
            "project_id": name,
            "establishment_id": owner,
            "year": year,
            "content": content,
            "currency": "VND",
            "grant_amount": 100 * MILLION,
        },
    }
