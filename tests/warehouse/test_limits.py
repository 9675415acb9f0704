"""What a reader's limit leaves of a snapshot: nothing of another district, and no names."""

from __future__ import annotations

import duckdb
import pytest

from analysis.dictionary import TABLES
from analysis.importing.register import possible_duplicates
from analysis.measures import catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, WarehouseError, open_snapshot
from analysis.warehouse.hidden_columns import HIDDEN_COLUMNS
from analysis.warehouse.kept import kept_result
from analysis.warehouse.limits import NO_LIMIT, Limit
from analysis.warehouse.own_rows import OWN_ROWS
from analysis.warehouse.schema import qualified

DISTRICT = "524"
CASE = "quang-ngai-simulated"
OTHERS = {
    "establishment": ("establishment_id", "name", "tax_code"),
    "project": ("project_id",),
    "application": ("application_id",),
    "support": ("support_id",),
    "payment": ("payment_id",),
}
"""What tells a row of another district: each value of these is looked for in all that is told."""


@pytest.fixture(scope="module")
def whole(workspace) -> Snapshot:
    return open_snapshot(workspace, CASE)


@pytest.fixture(scope="module")
def officer(workspace) -> Snapshot:
    return open_snapshot(workspace, CASE, Limit((DISTRICT,)))


@pytest.fixture(scope="module")
def leader(workspace) -> Snapshot:
    return open_snapshot(workspace, CASE, Limit(names=False))


@pytest.fixture(scope="module")
def others(whole: Snapshot, officer: Snapshot) -> set[str]:
    """Return every id, name and tax code of the file that no row of the district has."""
    found: set[str] = set()
    for table, columns in OTHERS.items():
        for column in columns:
            asked = f"select distinct {column} as told from {table} where {column} is not null"
            found |= set(whole.query(asked)["told"]) - set(officer.query(asked)["told"])
    return found


def _told(frame) -> set[str]:
    texts = frame.select_dtypes(["object", "str"])
    return {value for column in texts for value in texts[column] if isinstance(value, str)}


def test_every_table_says_whose_its_rows_are() -> None:
    assert set(OWN_ROWS) == set(TABLES)
    for name, rows in OWN_ROWS.items():
        assert set(rows.instead) <= set(TABLES[name].column_names()), name


def test_nothing_of_another_district_lies_in_any_table_or_mart(
    officer: Snapshot, others: set[str]
) -> None:
    assert len(others) > 10_000
    tables = officer.query(
        "select schema_name, table_name, column_name from duckdb_columns()"
        " where data_type = 'VARCHAR' and not internal"
    )
    assert tables["table_name"].nunique() > 60
    for schema, table, column in tables.itertuples(index=False):
        told = officer.query(f'select distinct "{column}" as told from {schema}."{table}"')
        assert others.isdisjoint(_told(told)), (table, column)


def test_no_measure_tells_an_officer_of_another_district(
    officer: Snapshot, whole: Snapshot, others: set[str]
) -> None:
    """Rows are all of the own place, and no text of any is another district's."""
    scope = Scope()
    districts = "select distinct district_2020 as told from mart_establishment"
    elsewhere = set(whole.query(districts)["told"].dropna()) - {DISTRICT}
    assert len(elsewhere) > 10
    for name in catalogue():
        frame = run_measure(name, officer, scope)
        assert others.isdisjoint(_told(frame)), name
        if "district" in frame:
            assert elsewhere.isdisjoint(frame["district"]), name


def test_a_district_alone_has_the_money_it_has_in_the_province(
    officer: Snapshot, whole: Snapshot
) -> None:
    """The same figures as the row of the district among all others."""
    amounts = ["planned", "approved", "advanced", "accepted", "disbursed", "settled"]
    mine, all_of = (
        run_measure("funding_by_district", one, Scope()).set_index("district")
        for one in (officer, whole)
    )
    assert list(mine.index) == [DISTRICT]
    assert mine.loc[DISTRICT, amounts].equals(all_of.loc[DISTRICT, amounts])
    # Nobody looks unsupported because the project that supported them lies elsewhere.
    supported = (
        "select support.establishment_id, support.support_id, support.goes_ahead"
        " from mart_support as support join mart_establishment as establishment"
        " using (establishment_no) where establishment.district_2020 = $district order by all"
    )
    given = {"district": DISTRICT}
    mine, all_of = (one.query(supported, given) for one in (officer, whole))
    assert len(mine) > 20
    assert mine.equals(all_of)


def test_every_reference_of_a_district_is_kept(officer: Snapshot) -> None:
    for table in TABLES.values():
        for column in table.columns:
            if column.references is None:
                continue
            other, key = column.references.split(".")
            lost = officer.query(
                f'select count(*) as n from {qualified(table)} as here where "{column.name}" is not'
                f" null and not exists (select 1 from {qualified(TABLES[other])} as there"
                f' where there."{key}" = here."{column.name}")'
            )
            assert lost["n"].item() == 0, (table.name, column.name)


def test_the_file_is_out_of_reach(officer: Snapshot, leader: Snapshot) -> None:
    for sql in (
        "select * from stored.main.establishment",
        f"select * from '{officer.path}'",
        "set enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            officer.query(sql)
    with pytest.raises(duckdb.Error):
        leader.query("set enable_external_access = true")
    with pytest.raises(duckdb.Error):
        leader.query("select * from truth.simulated_truth")


def test_a_leader_sees_the_same_numbers_and_no_name(whole: Snapshot, leader: Snapshot) -> None:
    secret = set(
        whole.query(
            "select name as told from establishment union select tax_code from establishment"
            " union select producer from product"
        )["told"].dropna()
    )
    assert len(secret) > 10_000
    tables = whole.query(
        "select table_name, column_name from duckdb_columns()"
        " where data_type = 'VARCHAR' and schema_name = 'main' and not internal"
    )
    for table, column in tables.itertuples(index=False):
        told = leader.query(f'select distinct "{column}" as told from "{table}"')
        assert secret.isdisjoint(_told(told)), (table, column)
    for table, columns in HIDDEN_COLUMNS.items():
        asked = f'select count(*) as n from "{table}"'
        rows = [one.query(asked)["n"].item() for one in (whole, leader)]
        assert rows[0] == rows[1], (table, columns)
    assert run_measure("next_visits", leader, Scope())["establishment_id"].isna().all()
    for name in ("funding_by_district", "productivity", "jobs", "same_content_total"):
        if name in catalogue():
            assert run_measure(name, leader, Scope()).equals(run_measure(name, whole, Scope()))


def test_readers_of_different_limits_share_nothing_that_is_kept(
    own_workspace, whole: Snapshot
) -> None:
    limits = (NO_LIMIT, Limit(names=False), Limit((DISTRICT,)), Limit(("522",)))
    opened = [open_snapshot(own_workspace, CASE, limit) for limit in limits]
    assert len({one.cache_key for one in opened}) == len(limits)
    for one in opened:
        told = kept_result(one, "whose", lambda one=one: one.limit.key, str, str)
        assert told == one.limit.key
    # Read from disk by another process, so to say, each finds its own.
    for limit in limits:
        again = open_snapshot(own_workspace, CASE, limit)
        assert kept_result(again, "whose", lambda: "made anew", str, str) == limit.key


def test_possible_duplicates_are_told_of_ones_own_only(officer: Snapshot, leader: Snapshot) -> None:
    mine = set(officer.query("select establishment_id from establishment")["establishment_id"])
    for pair in possible_duplicates(officer):
        assert {pair.kept_id, pair.other_id} <= mine
    assert possible_duplicates(leader) == []


def test_a_district_nobody_knows_opens_nothing(workspace) -> None:
    with pytest.raises(WarehouseError):
        open_snapshot(workspace, CASE, Limit(("999",)))
    with pytest.raises(WarehouseError):
        open_snapshot(workspace, "michigan-1987", Limit((DISTRICT,)))
