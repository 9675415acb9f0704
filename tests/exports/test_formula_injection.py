"""No file taken away holds a cell that a spreadsheet program would run, whatever names say."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis.commands.running import run
from analysis.measures import catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from dashboard.ui.downloads import csv_bytes, xlsx_bytes
from dashboard.ui.translation import translator
from dashboard.ui.view import View
from tests.hostile_case import CASE, hostile_workspace

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MEASURES = ("top_recipients", "ceiling_cases", "next_steps", "difficulties_open", "next_visits")
FORMULA = '=HYPERLINK("http://x.invalid","x")'


@pytest.fixture(scope="module")
def hostile(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_workspace(workspace, tmp_path_factory.mktemp("formulas") / "workspace")


@pytest.fixture(scope="module")
def snapshot(hostile: Path) -> Snapshot:
    return open_snapshot(hostile, CASE)


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def assert_csv_is_harmless(text: str) -> set[str]:
    """Fail for a cell a spreadsheet would run; return all cells."""
    cells = {cell for row in csv.reader(io.StringIO(text)) for cell in row}
    assert [cell for cell in cells if cell.startswith(STARTS) and not is_number(cell)] == []
    return cells


def texts_of(content: bytes) -> Iterator[str]:
    """Yield every text of a workbook, having failed for a formula."""
    for sheet in load_workbook(io.BytesIO(content), read_only=False):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate}: {cell.value}"
                if isinstance(cell.value, str):
                    yield cell.value


@pytest.mark.parametrize("name", MEASURES)
def test_downloads_of_a_page_and_the_command(
    name: str, hostile: Path, snapshot: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    view = View(snapshot, Scope(), translator("vi"))
    frame = run_measure(name, snapshot, view.scope)
    cells = assert_csv_is_harmless(csv_bytes(frame, view).decode("utf-8-sig"))
    assert any(cell.startswith("'") for cell in cells), "the test has looked at no hostile name"
    list(texts_of(xlsx_bytes(frame, catalogue()[name], view)))
    if name == MEASURES[0]:
        asked = ["measure", name, "--format", "csv", "--workspace", str(hostile), "--case", CASE]
        assert run(asked) == 0
        assert assert_csv_is_harmless(capsys.readouterr().out) & cells


def test_the_workbook_the_charts_and_open_data(
    hostile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--workspace", str(hostile), "--case", CASE]
    book, charts, folder = tmp_path / "b.xlsx", tmp_path / "c.zip", tmp_path / "open"
    chosen = ",".join((*MEASURES, "funding_by_district"))
    assert run(["export", "workbook", str(book), "--measures", chosen, "--no-claims", *where]) == 0
    assert any(text.startswith(f"'{FORMULA}") for text in texts_of(book.read_bytes()))
    views = "funding_by_district,top_recipients"
    assert run(["export", "charts", str(charts), "--views", views, *where]) == 0
    with zipfile.ZipFile(charts) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                assert_csv_is_harmless(archive.read(name).decode("utf-8-sig"))
            if name.endswith(".svg"):
                svg = archive.read(name).decode("utf-8")
                assert "<script" not in svg
                assert "onerror=" not in svg.replace("onerror=&quot;", "").replace("&gt;", "")
    assert run(["export", "open-data", str(folder), *where]) == 0
    for path in folder.rglob("*.csv"):
        assert_csv_is_harmless(path.read_text(encoding="utf-8"))
    capsys.readouterr()
