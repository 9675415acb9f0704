"""Establishments small enough to add up by hand, each set of them of industries of its own.

The main set is sixteen supported in 2021 and two others: workers of 2020 to 2023, None is no
report. Beside it stand sets that show one thing each; all are loaded once.
"""

from __future__ import annotations

import atexit
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pandas as pd

from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000
FIRST_YEAR = 2020
MAIN = ("10", "16")
FOUNDED_AND_CLOSED = "11"
"""Twelve founded in 2021 with 1 to 12 workers, supported then, and closed in 2022."""
TWICE = "13"
"""Twelve supported in 2019 and again in 2022, changing alike in both."""
UNSURE = "14"
"""Twelve went from five workers to six in 2021, ten to four: the net may be nothing."""
FELL = "15"
"""Two went from five workers to six in 2021, eighteen to three."""

# Name, workers by year, grant in million đồng.
_SUPPORTED = (
    ("E01", (10, 14, 14, 13), 40),
    ("E02", (5, 7, 6, 5), 30),
    ("E03", (8, 8, 9, 9), 20),
    # Added none, so that its silence of 2023 leaves no doubt about jobs kept.
    ("E04", (6, 5, 5, None), 20),
    ("E05", (4, 6, 6, 8), 20),
    # Added three and fell silent: whether they were kept is unknown.
    ("E06", (12, 15, 13, None), 60),
    ("E07", (3, 4, None, 4), 10),
    # Closed in 2022.
    ("E08", (7, 9, None, None), 30),
    # Founded in 2021.
    ("E09", (None, 5, 5, 4), 20),
    # Its grant is unknown.
    ("E10", (9, 10, 10, 10), None),
    ("E11", (2, 3, 2, 1), 10),
    ("E12", (20, 18, 19, 20), 50),
    # Was there in 2020, and did not answer.
    ("E13", (None, 6, 6, 6), 10),
    ("E14", (1, 2, 2, 2), 10),
    ("E15", (3, 5, 5, 5), 10),
    # Supported by both projects.
    ("E16", (4, 5, 5, 5), 10),
)
# One goes on, the other closed in 2021.
_OTHERS = (("U1", (10, 11, 12, 12)), ("U2", (5, None, None, None)))
_FOUNDED = {"E09": "2021-02-01"}
_CLOSED = {"E08": "2022-06-30", "U2": "2021-05-01"}
_MACHINES = ("E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08")

_names = [name for name, *_rest in (*_SUPPORTED, *_OTHERS)]


_STEPS = (3, -1, 2, 0, 4, 1, -2, 5, 2, 1, 0, 3)
# Industry, name, day of founding, of closing, workers by year, grant by year of support.
_Set = tuple[str, str, str | None, str | None, dict[int, int], dict[int, int | None]]


def _others() -> list[_Set]:
    return [
        *(
            (FOUNDED_AND_CLOSED, f"F{n:02}", "2021-03-01", "2022-09-30", {2021: n}, {2021: None})
            for n in range(1, 13)
        ),
        *(
            (
                TWICE,
                f"T{place:02}",
                None,
                None,
                {2018: 10, 2019: 10 + step, 2021: 10, 2022: 10 + step},
                {2019: None, 2022: None},
            )
            for place, step in enumerate(_STEPS)
        ),
        *(
            (industry, f"{letter}{n:02}", None, None, {2020: 5, 2021: jobs}, {2021: 20 + n})
            for industry, letter, after in (
                (UNSURE, "G", [6] * 12 + [4] * 10),
                (FELL, "H", [6] * 2 + [3] * 18),
            )
            for n, jobs in enumerate(after)
        ),
    ]


def _establishments() -> pd.DataFrame:
    main = [
        (
            "10" if name in _MACHINES else "16",
            name,
            _FOUNDED.get(name, "2010-01-01"),
            _CLOSED.get(name),
        )
        for name in _names
    ]
    return pd.DataFrame(
        [*main, *(row[:4] for row in _others())],
        columns=["industry", "establishment_id", "founded_on", "closed_on"],
    ).assign(size="micro")


def _supports() -> pd.DataFrame:
    rows = []
    for name, _workers, grant in _SUPPORTED:
        projects = ("M", "N") if name == "E16" else ("M",) if name in _MACHINES else ("N",)
        rows += [
            {
                "support_id": f"S-{name}-{project}",
                "project_id": project,
                "establishment_id": name,
                "year": 2021,
                "currency": "VND",
                "grant_amount": None if grant is None else grant * MILLION // len(projects),
            }
            for project in projects
        ]
    rows += [
        {
            "support_id": f"S-{name}-{year}",
            "project_id": f"P{year}",
            "establishment_id": name,
            "year": year,
            "currency": "VND",
            "grant_amount": None if grant is None else grant * MILLION,
        }
        for _industry, name, *_days, grants in _others()
        for year, grant in grants.items()
    ]
    return pd.DataFrame(rows).astype({"grant_amount": "Int64"})


def _records() -> pd.DataFrame:
    rows = [
        {
            "establishment_id": name,
            "year": FIRST_YEAR + place,
            "currency": "VND",
            "workers": number,
            # One woman each; how many at E12 is left open.
            "workers_women": None if name == "E12" else 1,
        }
        for name, workers, *_grant in (*_SUPPORTED, *_OTHERS)
        for place, number in enumerate(workers)
        if number is not None
    ]
    rows += [
        {"establishment_id": name, "year": year, "currency": "VND", "workers": number}
        for _industry, name, _founded, _closed, workers, _grants in _others()
        for year, number in workers.items()
    ]
    return pd.DataFrame(rows).astype({"workers_women": "Int64"})


TABLES = {
    "establishment": _establishments(),
    "project": pd.DataFrame(
        {
            "project_id": ["M", "N", "P2019", "P2021", "P2022"],
            "plan_year": [2021, 2021, 2019, 2021, 2022],
            "activity": ["MO_HINH_MAY_MOC", "DAO_TAO_NGHE", *["TU_VAN"] * 3],
            "status": "settled",
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["FM", "FN"],
            "project_id": ["M", "N"],
            "fund_source": ["national", "provincial"],
            "currency": "VND",
            "planned": 500 * MILLION,
        }
    ),
    "support": _supports(),
    "price_index": pd.DataFrame(
        {
            "series": "cpi",
            "currency": "VND",
            "year": [2021, 2023],
            "index_value": [50.0, 100.0],
            "source": "tests",
        }
    ),
    "outcome_record": _records(),
}


@lru_cache(maxsize=1)
def jobs_snapshot() -> Snapshot:
    """Return the tables loaded through the public path, once for all tests of a process."""
    folder = Path(mkdtemp(prefix="jobs-case-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return loaded(write_case(folder / "case", TABLES), folder / "ws")
