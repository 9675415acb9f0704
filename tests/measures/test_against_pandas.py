"""Funding measures against an independent computation in pandas, on random data."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.measures import run_measure
from analysis.scope import Scope
from tests.own_case import loaded, write_case

YEARS = (2019, 2020, 2021)
ACTIVITIES = ("TU_VAN", "THONG_TIN", None)
SOURCES = ("national", "provincial", None)
INDUSTRIES = ("10", "16", None)

_amount = st.one_of(st.none(), st.integers(0, 10**12))
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
            funds.append((f"P{project}", source, draw(_amount), draw(_amount)))
            for stage in draw(
                st.lists(st.sampled_from(("advance", "balance", "recovery")), max_size=3)
            ):
                payments.append((f"P{project}", source, stage, draw(st.integers(0, 10**12))))
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
    return tables


def _expected(tables: dict[str, pd.DataFrame], scope: Scope) -> pd.DataFrame:
    """Compute funding_by_year the slow way: loops over rows, no SQL, no grouping library."""
    projects = tables["project"].set_index("project_id")
    supports = tables["support"].merge(tables["establishment"], on="establishment_id")
    keep = set(projects.index)
    if scope.years:
        keep &= set(projects.index[projects["plan_year"].isin(scope.years)])
    if scope.activities:
        named = projects["activity"].astype("object").where(projects["activity"].notna(), "unknown")
        keep &= set(projects.index[named.isin(scope.activities)])
    if scope.industries:
        supports = supports[supports["industry"].isin(scope.industries)]
        keep &= set(supports["project_id"])
    rows = []
    for year in sorted(set(projects.loc[sorted(keep), "plan_year"])):
        members = [name for name in sorted(keep) if projects.loc[name, "plan_year"] == year]
        funds = tables["project_fund"][tables["project_fund"]["project_id"].isin(members)]
        paid = tables["payment"][tables["payment"]["project_id"].isin(members)]
        signs = np.where(paid["stage"] == "recovery", -1, 1)
        known = funds["approved"].dropna()
        rows.append(
            {
                "year": year,
                "approved": int(known.sum()) if len(known) else None,
                "disbursed": int((paid["amount"].to_numpy() * signs).sum())
                if len(tables["payment"])
                else None,
                "projects": len(members),
                "establishments": supports[supports["project_id"].isin(members)][
                    "establishment_id"
                ].nunique(),
            }
        )
    return pd.DataFrame(
        rows, columns=["year", "approved", "disbursed", "projects", "establishments"]
    ).astype("Int64")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
def test_funding_by_year_equals_pandas(
    folder: Path, tables: dict[str, pd.DataFrame], scope: Scope
) -> None:
    place = folder / str(next(_numbers))
    snapshot = loaded(write_case(place / "case", tables), place / "ws")
    frame = run_measure("funding_by_year", snapshot, scope)
    expected = _expected(tables, scope)
    pd.testing.assert_frame_equal(frame[list(expected.columns)], expected)
