"""An officer's snapshot against one put together anew: rows chosen by plain Python from the source.

Nothing here asks which rows belong to a district of the code under test, nor of its marts: places
are followed through memberships and crosswalks, and every table is filtered by a rule in words.
The tables of both must be equal cell by cell, and so must every measure asked of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Any

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.dictionary import TABLES
from analysis.measures import catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from analysis.warehouse.limits import Limit
from analysis.warehouse.schema import (
    CREATE_TRUTH,
    create_table,
    marts_statements,
    qualified,
    quality_statement,
)

CASE, DISTRICT = "quang-ngai-simulated", "524"
IN_FORCE = date(2020, 2, 1)

Row = dict[str, Any]
Rows = list[Row]


@pytest.fixture(scope="module")
def source(workspace) -> dict[str, Rows]:
    """Return every row of every table of the file, unknown values as None."""
    snapshot = open_snapshot(workspace, CASE)
    found = {}
    for table in TABLES.values():
        frame = snapshot.query(f"select * from {qualified(table)}").astype(object)
        found[table.name] = frame.where(frame.notna(), None).to_dict("records")
    snapshot.close()
    return found


@pytest.fixture(scope="module")
def officer(workspace) -> Snapshot:
    return open_snapshot(workspace, CASE, Limit((DISTRICT,)))


def _day(value: Any) -> date | None:
    return None if value is None else pd.Timestamp(value).date()


def district_of_units(source: dict[str, Rows]) -> dict[str, str]:
    """Return the district of 2020-2025 of every unit that lies in one and in no other."""
    units = {row["unit_id"]: row for row in source["administrative_unit"]}
    became: dict[str, list[Row]] = {}
    made_of: dict[str, list[str]] = {}
    for row in source["unit_crosswalk"]:
        became.setdefault(row["from_unit_id"], []).append(row)
        made_of.setdefault(row["to_unit_id"], []).append(row["from_unit_id"])
    lies_in = {
        row["unit_id"]: row["parent_id"]
        for row in source["unit_membership"]
        if row["relation"] == "within"
        and units[row["parent_id"]]["level"] == "district"
        and (_day(row["valid_to"]) or IN_FORCE) >= IN_FORCE
    }
    found: dict[str, str] = {}
    for unit_id, unit in units.items():
        if unit["level"] == "district":
            whole = [
                units[row["to_unit_id"]]
                for row in became.get(unit_id, [])
                if row["weight"] == 1 and units[row["to_unit_id"]]["level"] == "district"
            ]
            if whole:
                found[unit_id] = whole[0]["code"]
            elif (_day(unit["valid_to"]) or IN_FORCE) >= IN_FORCE:
                found[unit_id] = unit["code"]
        elif unit["level"] == "commune" and unit_id in lies_in:
            found[unit_id] = units[lies_in[unit_id]]["code"]
    for unit_id, unit in units.items():
        if unit["level"] == "commune" and unit_id not in found:
            parts = {found.get(part) for part in made_of.get(unit_id, [])}
            only = parts.pop() if len(parts) == 1 else None
            if only is not None:
                found[unit_id] = only
    return found


def rows_of_the_district(source: dict[str, Rows]) -> dict[str, Rows]:
    """Return what somebody of the district may see, table by table, by rules in words."""
    district = district_of_units(source)
    own = {unit for unit, code in district.items() if code == DISTRICT}

    def mine(row: Row, column: str = "unit_id") -> bool:
        return row[column] in own

    def rows(table: str, keep: Callable[[Row], bool], **instead: Callable[[Row], Any]) -> Rows:
        return [
            {**row, **{name: tell(row) for name, tell in instead.items()}}
            for row in source[table]
            if keep(row)
        ]

    def own_unit(row: Row) -> str | None:
        return row["unit_id"] if mine(row) else None

    def ids(table: str, key: str, keep: Callable[[Row], bool]) -> set[str]:
        return {row[key] for row in source[table] if keep(row)}

    # Who and what lies here.
    firms = ids("establishment", "establishment_id", mine)
    clusters = ids("cluster", "cluster_id", mine)
    home = {row["establishment_id"]: row["unit_id"] for row in source["establishment"]}
    served: dict[str, set[str]] = {}
    for row in source["support"]:
        served.setdefault(row["project_id"], set()).add(row["establishment_id"])

    def placed(row: Row) -> bool:
        """A project lies where it says; if it does not say, where all it serves lie."""
        if row["unit_id"] is not None:
            return mine(row)
        homes = {home[firm] for firm in served.get(row["project_id"], ())}
        return (
            bool(homes) and None not in homes and {district.get(one) for one in homes} == {DISTRICT}
        )

    here = ids("project", "project_id", placed)
    projects = here | ids("support", "project_id", lambda row: row["establishment_id"] in firms)
    held = ids("outreach_event", "event_id", mine)
    events = held | ids("outreach_contact", "event_id", lambda r: r["establishment_id"] in firms)
    applications = ids("application", "application_id", lambda r: r["establishment_id"] in firms)

    def firm(row: Row) -> bool:
        return row["establishment_id"] in firms

    def own_cluster(row: Row) -> str | None:
        return row["cluster_id"] if row["cluster_id"] in clusters else None

    def of_here(name: str) -> Callable[[Row], Any]:
        return lambda row: row[name] if row["project_id"] in here else None

    # Places: the own ones, the province, and what these came from or went into.
    units = {row["unit_id"]: row for row in source["administrative_unit"]}
    linked = {row["parent_id"] for row in source["unit_membership"] if mine(row)}
    for row in source["unit_crosswalk"]:
        ends = (row["from_unit_id"], row["to_unit_id"])
        linked |= {one for one in ends if set(ends) & own}
    now = {u for u, r in units.items() if (_day(r["valid_to"]) or IN_FORCE) >= IN_FORCE}
    seen = own | {u for u, row in units.items() if row["level"] == "province"}
    seen |= {u for u in linked if units[u]["level"] != "district" or u not in now}
    kinds = {row["product_id"] for row in source["establishment"] if firm(row)}

    def unnamed_or_own(row: Row) -> bool:
        named = (
            (row["unit_id"], own),
            (row["project_id"], projects),
            (row["establishment_id"], firms),
        )
        told = [one in known for one, known in named if one is not None]
        return bool(told) and all(told)

    nobodys = ("import_problem", "quality_point")
    everybodys = (
        *("process_step", "gate_rule", "priority_rule", "appraisal_threshold", "ceiling"),
        *("price_index", "published_figure", "case_info"),
    )
    return {
        **{name: [] for name in nobodys},
        **{name: source[name] for name in everybodys},
        "administrative_unit": rows("administrative_unit", lambda r: r["unit_id"] in seen),
        "unit_membership": rows(
            "unit_membership", lambda r: {r["unit_id"], r["parent_id"]} <= seen
        ),
        "unit_crosswalk": rows(
            "unit_crosswalk", lambda r: {r["from_unit_id"], r["to_unit_id"]} <= seen
        ),
        "unit_year": rows("unit_year", mine),
        "cluster": rows("cluster", mine),
        "cluster_year": rows("cluster_year", lambda r: r["cluster_id"] in clusters),
        "product": rows(
            "product",
            lambda r: r["unit_id"] is None or mine(r) or r["product_id"] in kinds,
            unit_id=own_unit,
            producer=lambda r: r["producer"] if mine(r) else None,
        ),
        "establishment": rows("establishment", mine, cluster_id=own_cluster),
        "outcome_record": rows("outcome_record", firm),
        "inspection": rows("inspection", firm),
        "simulated_truth": rows("simulated_truth", firm),
        "project": rows(
            "project",
            lambda r: r["project_id"] in projects,
            unit_id=of_here("unit_id"),
            cluster_id=lambda r: own_cluster(r) if r["project_id"] in here else None,
            title=of_here("title"),
            trainees=of_here("trainees"),
        ),
        **{
            name: rows(name, lambda r: r["project_id"] in here)
            for name in ("project_fund", "payment", "progress_report")
        },
        "support": rows("support", firm),
        "application": rows(
            "application",
            firm,
            unit_id=own_unit,
            project_id=lambda r: r["project_id"] if r["project_id"] in projects else None,
        ),
        "gate_answer": rows("gate_answer", lambda r: r["application_id"] in applications),
        "outreach_event": rows(
            "outreach_event",
            lambda r: r["event_id"] in events,
            unit_id=own_unit,
            cluster_id=own_cluster,
            establishments_reached=lambda r: (
                r["establishments_reached"] if r["event_id"] in held else None
            ),
        ),
        "outreach_contact": rows("outreach_contact", firm),
        "annotation": rows("annotation", lambda r: r["unit_id"] is None or mine(r)),
        "plan_target": rows("plan_target", mine),
        "difficulty": rows("difficulty", unnamed_or_own),
        "officer_training": rows("officer_training", mine),
        "import_batch": rows(
            "import_batch", lambda r: True, files=lambda r: "{}", sender=lambda r: None
        ),
        # The simulated province has none of these; imports have tests of their own.
        **{name: source[name] for name in ("pending_row", "correction", "match_decision")},
    }


@pytest.fixture(scope="module")
def anew(source: dict[str, Rows], officer: Snapshot) -> Snapshot:
    """Return a snapshot of the chosen rows, in memory, that shares nothing with the other."""
    chosen = rows_of_the_district(source)
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(CREATE_TRUTH)
    for table in TABLES.values():
        connection.execute(create_table(table, enforce_references=False))
        if chosen[table.name]:
            frame = pd.DataFrame(chosen[table.name], columns=list(table.column_names()))
            connection.register("chosen", frame)
            connection.execute(f"insert into {qualified(table)} select * from chosen")
            connection.unregister("chosen")
    for statement in marts_statements():
        connection.execute(statement)
    last = max(row["batch_id"] for row in chosen["import_batch"])
    connection.execute(quality_statement(), {"batch_id": last})
    return replace(
        officer,
        manifest=replace(officer.manifest, sha256="0" * 64),
        _connection=connection,
        _made={},
        _recent={},
        _answers={},
        _turn=Lock(),
        _alone=Lock(),
    )


def test_there_is_nothing_that_the_rules_in_words_leave_out(source: dict[str, Rows]) -> None:
    assert set(rows_of_the_district(source)) == set(TABLES)
    for name in ("pending_row", "correction", "match_decision"):
        assert source[name] == [], "rows of this table need a rule here"


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_holds_the_rows_of_the_district_and_no_other(
    name: str, officer: Snapshot, anew: Snapshot
) -> None:
    asked = f"select * from {qualified(TABLES[name])} order by all"
    assert_frame_equal(officer.query(asked), anew.query(asked))


def test_the_district_is_neither_empty_nor_everything(
    source: dict[str, Rows], officer: Snapshot
) -> None:
    for name in ("establishment", "project", "support", "outcome_record", "application"):
        count = int(officer.query(f"select count(*) as n from {name}")["n"].item())
        assert 0 < count < len(source[name]) / 2, name


def test_every_measure_says_the_same_of_both(officer: Snapshot, anew: Snapshot) -> None:
    told = 0
    for name in catalogue():
        mine, oracle = (run_measure(name, one, Scope()) for one in (officer, anew))
        assert_frame_equal(mine, oracle, obj=name)
        told += len(mine)
    assert told > 1_000
