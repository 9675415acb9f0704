"""Establishments of every fate a panel knows, reports of 2018 to 2022 small enough to follow."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

MILLION = 1_000_000
YEARS = (2018, 2019, 2020, 2021, 2022)

# What befell whom; all others are never supported and answer every year.
SUPPORTS = (
    # establishment, project, year
    ("A", "machine-2020", 2020),
    ("B", "course-2020", 2020),
    ("C", "machine-2021", 2021),
    ("C", "course-2022", 2022),
    ("D", "course-2019", 2019),
    ("D", "machine-2020", 2020),
    ("E", "machine-2020", 2020),
    ("E", "course-2020", 2020),
    ("F", "planned-2020", 2020),
    ("G", "stopped-2020", 2020),
    ("O", "machine-2018", 2018),
    ("P", "machine-2021", 2021),
    ("Q", "machine-2021", 2021),
)
SILENT = {
    # establishment: years without an answer
    "J": (2018, 2020, 2021, 2022),
    "K": YEARS,
    "N": YEARS,
    "P": (2020,),
    "Q": (2021, 2022),
    "X00": (2021, 2022),
}
CLOSINGS = {"B": "2022-06-01", "N": "2016-03-01", "X00": "2020-06-01"}
FILLERS = tuple(f"X{number:02d}" for number in range(22))
NAMES = (*"ABCDEFGHIJKLMNOPQRS", *FILLERS)
LARGE, NOT_ELIGIBLE, ZERO, NO_VALUE_ADDED = "L", "M", "R", "S"
GRANTS = {"machine-2020": 100 * MILLION, "machine-2021": 60 * MILLION}


def value_added(name: str, year: int) -> int | None:
    """Return the value added of a report in đồng, None where the question was left open."""
    if name == NO_VALUE_ADDED:
        return None
    if name == ZERO and year == 2020:
        return 0
    return (NAMES.index(name) + 1) * (year - 2000) * MILLION


def workers(name: str, year: int) -> int:
    """Return the workers of a report."""
    return 2 + NAMES.index(name) % 7 + (year - 2018)


def _reports() -> Iterator[dict[str, object]]:
    supported = {(name, year) for name, _, year in SUPPORTS}
    for name in NAMES:
        for year in YEARS:
            if year not in SILENT.get(name, ()):
                yield {
                    "establishment_id": name,
                    "year": year,
                    "currency": "VND",
                    "value_added": value_added(name, year),
                    "revenue": 1_000 * MILLION,
                    "workers": workers(name, year),
                    "reporting": "verified" if (name, year) == ("A", 2020) else "self_reported",
                    "would_invest_anyway": "no" if (name, year) in supported else None,
                }


def tables() -> dict[str, pd.DataFrame]:
    """Return the tables of the case; its places are districts of the built-in geography."""
    establishments = pd.DataFrame(
        {
            "establishment_id": NAMES,
            "industry": ["14" if name in FILLERS else "10" for name in NAMES],
            "size": ["large" if name == LARGE else "small" for name in NAMES],
            "legal_form": "enterprise",
            "unit_id": ["536_v1" if name in ("H", "A") else "522_v2" for name in NAMES],
            "founded_on": ["2019-05-01" if name == "I" else "2010-05-01" for name in NAMES],
            "closed_on": [CLOSINGS.get(name) for name in NAMES],
            "eligible": [
                None if name == LARGE else "no" if name == NOT_ELIGIBLE else "yes" for name in NAMES
            ],
        }
    )
    projects = sorted({(project, year) for _, project, year in SUPPORTS})
    status = {"planned-2020": "planned", "stopped-2020": "stopped"}
    return {
        "establishment": establishments,
        "project": pd.DataFrame(
            {
                "project_id": [name for name, _ in projects],
                "plan_year": [year for _, year in projects],
                "activity": [
                    "DAO_TAO_NGHE" if name.startswith("course") else "MO_HINH_MAY_MOC"
                    for name, _ in projects
                ],
                "status": [status.get(name, "settled") for name, _ in projects],
            }
        ),
        "project_fund": pd.DataFrame(
            {
                "project_fund_id": [f"{name}-fund" for name, _ in projects],
                "project_id": [name for name, _ in projects],
                "fund_source": [
                    "national" if name.startswith("machine") else "provincial"
                    for name, _ in projects
                ],
                "currency": "VND",
            }
        ),
        "support": pd.DataFrame(
            {
                "support_id": [f"S{number}" for number, _ in enumerate(SUPPORTS)],
                "project_id": [project for _, project, _ in SUPPORTS],
                "establishment_id": [name for name, _, _ in SUPPORTS],
                "year": [year for _, _, year in SUPPORTS],
                "currency": "VND",
                "grant_amount": [GRANTS.get(project) for _, project, _ in SUPPORTS],
            }
        ).astype({"grant_amount": "Int64"}),
        "price_index": pd.DataFrame(
            {
                "series": "cpi",
                "currency": "VND",
                "year": YEARS,
                "index_value": [50.0, 50.0, 80.0, 100.0, 100.0],
                "source": "tests",
            }
        ),
        "outcome_record": pd.DataFrame(_reports()).astype({"value_added": "Int64"}),
    }


PRICES = {2018: 2.0, 2019: 2.0, 2020: 1.25, 2021: 1.0, 2022: 1.0}
"""What an amount of each year is multiplied by to be at the prices of 2022."""
