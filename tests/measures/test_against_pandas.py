"""Funding measures against an independent computation, row by row, on random data."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis.measures import run_measure
from analysis.scope import Scope
from tests.examples import examples
from tests.own_case import loaded, write_case

YEARS = (2019, 2020, 2021)
ACTIVITIES = ("TU_VAN", "THONG_TIN", None)
SOURCES = ("national", "provincial", None)
INDUSTRIES = ("10", "16", None)

_amount = st.one_of(st.none(), st.integers(0, 10**12))
# More than three payments can come to: what is paid beyond the approval is refused at load.
_approved = st.one_of(st.none(), st.integers(3 * 10**12, 5 * 10**12))
_numbers = itertools.count()


@st.composite
def programmes(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """Return a random small programme; every project may lack funds, payments or supports."""
    projects, funds, payments, supports = [], [], [], []
    industries = draw(st.lists(st.sampled_from(INDUSTRIES), min_size=1, max_size=4))
    for project in range(draw(st.integers(1, 6))):
        projects.append(
            (f"P{project}", draw(st.sampled_from(YEARS)), draw(st.sampled_from(ACTIVITIES)))
        )
        for source in draw(st.lists(st.sampled_from(SOURCES), max_size=2, unique=True)):
            funds.append((f"P{project}", source, draw(_amount), draw(_approved)))
        # Payments may name a source the project has no fund of, or none, and may be unknown.
        for stage in draw(
            st.lists(st.sampled_from(("advance", "balance", "recovery")), max_size=3)
        ):
            payments.append((f"P{project}", draw(st.sampled_from(SOURCES)), stage, draw(_amount)))
        for establishment in draw(
            st.lists(st.integers(0, len(industries) - 1), max_size=3, unique=True)
        ):
            supports.append((f"P{project}", f"E{establishment}", projects[-1][1]))
    tables = {
        "project": pd.DataFrame(projects, columns=["project_id", "plan_year", "activity"]),
        "establishment": pd.DataFrame(
            {
                "establishment_id": [f"E{n}" for n in range(len(industries))],
                "industry": pd.array(industries, dtype="object"),
            }
        ),
        "project_fund": pd.DataFrame(
            funds, columns=["project_id", "fund_source", "planned", "approved"]
        ),
        "payment": pd.DataFrame(payments, columns=["project_id", "fund_source", "stage", "amount"]),
        "support": pd.DataFrame(supports, columns=["project_id", "establishment_id", "year"]),
    }
    for name, key in (
        ("project_fund", "project_fund_id"),
        ("payment", "payment_id"),
        ("support", "support_id"),
    ):
        tables[name].insert(0, key, [f"{name}{n}" for n in range(len(tables[name]))])
        tables[name]["currency"] = "VND"
    for column in ("planned", "approved"):
        tables["project_fund"][column] = tables["project_fund"][column].astype("Int64")
    tables["payment"]["amount"] = tables["payment"]["amount"].astype("Int64")
    return tables


def _total(amounts: list[int | None]) -> int | None:
    """Add amounts; one unknown makes the sum unknown, and so does having none."""
    if not amounts or any(amount is None for amount in amounts):
        return None
    return sum(amount for amount in amounts if amount is not None)


def _money_rows(tables: dict[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Return one row per project and source, worked out project by project in plain Python."""
    funds = [_plain(row) for row in tables["project_fund"].to_dict("records")]
    payments = [_plain(row) for row in tables["payment"].to_dict("records")]
    projects = [_plain(row) for row in tables["project"].to_dict("records")]
    year_of = {row["project_id"]: row["plan_year"] for row in projects}
    recorded = {year_of[row["project_id"]] for row in payments}
    rows = []
    for project in projects:
        name = project["project_id"]
        own = {row["fund_source"]: row for row in funds if row["project_id"] == name}
        paid: dict[str | None, list[int | None]] = {}
        for row in payments:
            if row["project_id"] == name:
                source = row["fund_source"]
                if source is None and len(own) == 1:
                    source = next(iter(own))
                sign = -1 if row["stage"] == "recovery" else 1
                amount = None if row["amount"] is None else sign * row["amount"]
                paid.setdefault(source, []).append(amount)
        otherwise = bool(own.keys() | paid.keys()) and not paid.keys() <= own.keys()
        for source in own.keys() | paid.keys() or {None}:
            nothing = 0 if project["plan_year"] in recorded and not otherwise else None
            rows.append(
                {
                    "project": name,
                    "year": project["plan_year"],
                    "activity": project["activity"] or "unknown",
                    "fund_source": source or "unknown",
                    "planned": own[source]["planned"] if source in own else None,
                    "approved": own[source]["approved"] if source in own else None,
                    "disbursed": _total(paid[source]) if source in paid else nothing,
                    "countable": source in own or not (own.keys() | paid.keys()),
                }
            )
    return rows


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): None if pd.isna(value) else value for key, value in row.items()}


def _expected(tables: dict[str, pd.DataFrame], scope: Scope, keys: list[str]) -> pd.DataFrame:
    """Compute a funding measure the slow way: loops over rows, no SQL."""
    supports = tables["support"].merge(tables["establishment"], on="establishment_id")
    if scope.industries:
        supports = supports[supports["industry"].isin(scope.industries)]
    rows = [
        row
        for row in _money_rows(tables)
        if (not scope.years or row["year"] in scope.years)
        and (not scope.activities or row["activity"] in scope.activities)
        and (not scope.industries or row["project"] in set(supports["project_id"]))
    ]
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[key] for key in keys), []).append(row)
    found = []
    for group in sorted(groups):
        members = groups[group]
        both = [
            row for row in members if row["planned"] is not None and row["disbursed"] is not None
        ]
        names = {row["project"] for row in members}
        base = sum(row["planned"] for row in both)
        found.append(
            {
                **dict(zip(keys, group, strict=True)),
                **{
                    stage: _total([row[stage] for row in members if row[stage] is not None])
                    for stage in ("planned", "approved", "disbursed")
                },
                "disbursement_base": base if both else None,
                "disbursement_rate": sum(row["disbursed"] for row in both) / base if base else None,
                "projects": len(names),
                "establishments": supports[supports["project_id"].isin(names)][
                    "establishment_id"
                ].nunique(),
                "planned_unknown": len(
                    {r["project"] for r in members if r["countable"] and r["planned"] is None}
                ),
                "disbursed_unknown": len({r["project"] for r in members if r["disbursed"] is None}),
            }
        )
    return pd.DataFrame(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


@settings(
    max_examples=examples(20),
    deadline=None,
    # Each example loads a snapshot, so making a failing one smaller would take minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    tables=programmes(),
    scope=st.builds(
        Scope,
        years=st.sampled_from([(), (2019,), (2020, 2021)]),
        activities=st.sampled_from([(), ("TU_VAN",), ("unknown", "THONG_TIN")]),
        industries=st.sampled_from([(), ("10",), ("10", "16")]),
    ),
)
def test_funding_measures_equal_plain_python(
    folder: Path, tables: dict[str, pd.DataFrame], scope: Scope
) -> None:
    place = folder / str(next(_numbers))
    snapshot = loaded(write_case(place / "case", tables), place / "ws")
    for name, keys in (
        ("funding_by_year", ["year"]),
        ("funding_by_source", ["year", "fund_source"]),
        ("funding_by_activity", ["activity"]),
    ):
        frame = run_measure(name, snapshot, scope).sort_values(keys, ignore_index=True)
        expected = _expected(tables, scope, keys)
        assert len(frame) == len(expected), name
        for column in expected.columns:
            ours = [None if pd.isna(value) else value for value in frame[column]]
            theirs = [None if pd.isna(value) else value for value in expected[column]]
            assert ours == pytest.approx(theirs), (name, column)
