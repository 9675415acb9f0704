"""A database has as many threads as have something to do, and a file no more room than it fills."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from analysis.cases.own import OWN_CASE
from analysis.importing.model import HandedFile, Request
from analysis.importing.pipeline import BYTES_OF_A_ROW, ImportRun, open_connection, read_ahead
from analysis.warehouse import open_snapshot
from analysis.warehouse.manifest import snapshot_path, write_manifest
from analysis.warehouse.threads import ROWS_OF_ONE_THREAD, useful_threads
from tests.own_case import loaded, write_case

THREADS = "select current_setting('threads') as n"


def test_one_thread_has_the_rows_the_database_never_divides() -> None:
    with duckdb.connect() as connection:
        for rows, groups in ((ROWS_OF_ONE_THREAD, 1), (ROWS_OF_ONE_THREAD + 1, 2)):
            connection.execute(f"create or replace table t as select 1 as a from range({rows})")
            stored = "select count(distinct row_group_id) from pragma_storage_info('t')"
            assert connection.execute(stored).fetchone() == (groups,)
            assert useful_threads(rows, 2) == groups


def test_a_snapshot_is_read_by_the_threads_it_can_use(tmp_path: Path) -> None:
    small = loaded(write_case(tmp_path / "case", {}), tmp_path / "ws")
    assert small.query(THREADS)["n"].tolist() == [1]
    large = replace(small.manifest, rows={"project": ROWS_OF_ONE_THREAD + 1})
    del small
    write_manifest(tmp_path / "ws", large)
    assert open_snapshot(tmp_path / "ws").query(THREADS)["n"].tolist() == [2]


@pytest.mark.parametrize(("more", "threads"), [(0, 1), (ROWS_OF_ONE_THREAD, 2)])
def test_an_import_has_the_threads_its_files_can_use(
    tmp_path: Path, more: int, threads: int
) -> None:
    base = loaded(write_case(tmp_path / "case", {}, name=OWN_CASE), tmp_path / "ws")
    path = tmp_path / "co-so.csv"
    blank = f"{' ' * 1_000},\n" * (more * BYTES_OF_A_ROW // 1_000)
    path.write_text(f"Mã cơ sở,Tên cơ sở\nCS1,Lò gạch\n{blank}", encoding="utf-8")
    files = (HandedFile(str(path), path.name),)
    at = "2026-01-01T00:00:00"
    request = Request(OWN_CASE, str(base.path), 1, files, str(tmp_path), "tests", at)
    with open_connection(request) as connection:
        report = ImportRun(connection, request, lambda *_: None, read_ahead(request)).report()
        assert [sheet.table for sheet in report.sheets] == ["establishment"]
        assert connection.execute(THREADS).fetchone() == (threads,)


def test_a_snapshot_of_a_few_rows_is_a_small_file(tmp_path: Path) -> None:
    snapshot = loaded(write_case(tmp_path / "case", {}), tmp_path / "ws")
    assert snapshot_path(tmp_path / "ws", snapshot.number).stat().st_size < 6_000_000
