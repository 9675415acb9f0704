"""Rows are found by what a person knows of them, and tables come whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.dictionary import HANDED_IN_TABLES, TABLES
from analysis.importing.lookup import find_rows, place_names, table_frames
from analysis.warehouse import Snapshot, open_snapshot

SIMULATED = "quang-ngai-simulated"


@pytest.fixture(scope="module")
def snapshot(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, SIMULATED)


def test_a_row_is_found_by_any_spelling_of_its_name(snapshot: Snapshot) -> None:
    frame = snapshot.query("select establishment_id, name from establishment limit 1")
    key, name = frame.iloc[0]
    for spelling in (name, name.upper(), " ".join(reversed(name.split()))):
        rows, total = find_rows(snapshot, "establishment", spelling, limit=1_000)
        assert (key,) in [row.key for row in rows]
        assert total == len(rows)
    assert find_rows(snapshot, "establishment", f"{name} không-có-chữ-này") == ([], 0)


def test_rows_about_an_establishment_are_found_by_its_name_and_their_year(
    snapshot: Snapshot,
) -> None:
    frame = snapshot.query(
        "select o.establishment_id, o.year, e.name from outcome_record as o"
        " join establishment as e using (establishment_id) limit 1"
    )
    key, year, name = frame.iloc[0]
    rows, _total = find_rows(snapshot, "outcome_record", f"{name} {year}", limit=1_000)
    found = next(row for row in rows if row.key == (key, str(year)))
    assert name in found.shown


def test_no_text_finds_all_and_tells_how_many(snapshot: Snapshot) -> None:
    rows, total = find_rows(snapshot, "establishment", "  ", limit=3)
    assert len(rows) == 3
    assert total == snapshot.manifest.rows["establishment"]
    assert [row.key for row in rows] == sorted(row.key for row in rows)


@pytest.mark.parametrize("table", HANDED_IN_TABLES)
def test_every_table_can_be_searched(snapshot: Snapshot, table: str) -> None:
    rows, total = find_rows(snapshot, table, "a'; %_ \\", limit=1)
    assert len(rows) <= 1
    assert len(rows) <= total


def test_whole_tables_come_with_the_places(snapshot: Snapshot) -> None:
    frames = table_frames(snapshot, ["project", "payment"])
    assert list(frames) == ["project", "payment", "administrative_unit"]
    for name, frame in frames.items():
        assert list(frame.columns) == TABLES[name].column_names()
        assert len(frame) == snapshot.manifest.rows[name]


def test_what_the_program_keeps_about_itself_is_not_looked_through(snapshot: Snapshot) -> None:
    for table in ("import_batch", "simulated_truth", "no_such_table"):
        with pytest.raises(KeyError):
            find_rows(snapshot, table, "")
        with pytest.raises(KeyError):
            table_frames(snapshot, [table])


def test_places_have_the_name_of_their_unit(snapshot: Snapshot) -> None:
    names = place_names(snapshot)
    assert len(names) == snapshot.manifest.rows["administrative_unit"]
    frame = snapshot.query("select distinct unit_id from establishment where unit_id is not null")
    assert set(frame["unit_id"]) <= set(names)
    assert all(name.strip() for name in names.values())
