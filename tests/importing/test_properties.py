"""Random valid tables, written in random ways, are read as the same tables."""

from __future__ import annotations

import csv
import io
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from analysis.cases.own import OWN_CASE
from analysis.importing.model import HandedFile, Report, Request
from analysis.importing.pipeline import CANDIDATE_NAME, run_import
from tests.examples import examples
from tests.importing.layouts import COLUMNS, Layout, Row, Tables, layouts, tables
from tests.importing.office import rules

EXAMPLES = examples(20)
TONES = "\u0300\u0301\u0303\u0309\u0323"


@pytest.fixture(scope="module")
def empty_snapshot(empty_workspace: Path) -> Path:
    """Return a snapshot without a row that people hand in."""
    [path] = (empty_workspace / "imports").glob("empty-*.duckdb")
    return path


def _imported(base: Path, folder: Path, files: Sequence[HandedFile]) -> tuple[Report, Tables]:
    """Run an import and return its report and the tables of the snapshot it would publish."""
    request = Request(
        case=OWN_CASE,
        base=str(base),
        parent=None,
        files=tuple(files),
        folder=str(folder),
        by="tests",
        at="2026-01-01T00:00:00",
    )
    report = run_import(request)
    if report.candidate is None:
        return report, {}
    connection = duckdb.connect(str(folder / CANDIDATE_NAME), read_only=True)
    try:
        return report, {table: _rows(connection, table) for table in COLUMNS}
    finally:
        connection.close()


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[Row]:
    names = COLUMNS[table]
    found = connection.execute(f"select {', '.join(names)} from {table}").fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def _sorted(data: Tables) -> dict[str, list[Row]]:
    return {
        table: sorted(rows, key=lambda row: [str(row[name]) for name in COLUMNS[table][:2]])
        for table, rows in data.items()
    }


def _write_workbook(layout: Layout, path: Path) -> None:
    """Write the sheets of a layout; a title alone in its row is merged over all columns."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in layout.sheets.items():
        sheet = book.create_sheet(name)
        width = max(len(row) for row in rows)
        for number, row in enumerate(rows, start=1):
            for position, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, position, value)
            if len(row) == 1 and width > 1:
                sheet.merge_cells(
                    start_row=number, start_column=1, end_row=number, end_column=width
                )
    book.save(path)


@given(data=st.data())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_workbook_however_written_gives_its_tables_back(
    empty_snapshot: Path, data: st.DataObject
) -> None:
    drawn = data.draw(tables())
    layout = data.draw(layouts(drawn, native=True))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "bieu.xlsx"
        _write_workbook(layout, path)
        report, found = _imported(empty_snapshot, folder, [HandedFile(str(path), path.name)])
    assert rules(report) == []
    assert _sorted(found) == _sorted(layout.expected(drawn))


def _in_windows_1258(text: str) -> bytes:
    """Encode a text as Windows-1258 writes Vietnamese: tone marks after their letters."""
    written = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(part for part in parts if part in TONES)
        rest = "".join(part for part in parts if part not in TONES)
        written.append(unicodedata.normalize("NFC", rest) + tones)
    return "".join(written).encode("cp1258")


def _encoded(text: str, encoding: str) -> bytes:
    return _in_windows_1258(text) if encoding == "cp1258" else text.encode(encoding)


def _as_text(rows: list[list[Any]], delimiter: str) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return stream.getvalue()


@given(data=st.data())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_text_files_however_written_give_their_tables_back(
    empty_snapshot: Path, data: st.DataObject
) -> None:
    drawn = data.draw(tables())
    layout = data.draw(layouts(drawn, native=False))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = []
        for number, (sheet, rows) in enumerate(layout.sheets.items()):
            delimiter = data.draw(st.sampled_from((";", "\t", ",")))
            encoding = data.draw(
                st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"))
            )
            ending = ".tsv" if delimiter == "\t" else ".csv"
            path = folder / f"{number}{ending}"
            path.write_bytes(_encoded(_as_text(rows, delimiter), encoding))
            files.append(HandedFile(str(path), f"{sheet}{ending}"))
        report, found = _imported(empty_snapshot, folder, files)
    assert rules(report) == []
    assert _sorted(found) == _sorted(layout.expected(drawn))
