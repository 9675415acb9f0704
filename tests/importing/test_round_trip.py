"""The template with the data in it, handed in again: nothing changes but what was edited."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.dictionary import HANDED_IN_TABLES
from analysis.exports.template import DEFAULT_TABLES, write_template
from analysis.importing.lookup import table_frames
from analysis.importing.model import Choices, HandedFile
from analysis.language import Language
from analysis.warehouse import open_snapshot
from tests.importing.office import Office, rules

pytestmark = pytest.mark.usefixtures("here")

SIMULATED = "quang-ngai-simulated"
ROWS = 40


@pytest.fixture(scope="module")
def practice(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office of the simulated case, in a copy of the loaded workspace."""
    folder = tmp_path_factory.mktemp("practice")
    return Office(Path(shutil.copytree(workspace, folder / "workspace")), folder, SIMULATED)


@pytest.fixture(scope="module")
def frames(workspace: Path) -> dict[str, pd.DataFrame]:
    """Return some rows of every table people hand in, and the places."""
    whole = table_frames(open_snapshot(workspace, SIMULATED), HANDED_IN_TABLES)
    return {
        name: frame if name == "administrative_unit" else frame.tail(ROWS).reset_index(drop=True)
        for name, frame in whole.items()
    }


def _write(
    office: Office,
    frames: dict[str, pd.DataFrame],
    language: Language,
    unit: str,
    tables: Sequence[str] = DEFAULT_TABLES,
) -> HandedFile:
    name = f"mau-{language}-{unit.replace(' ', '-')}.xlsx"
    path = office.folder / name
    write_template(
        path,
        language,
        tables,
        data=frames,
        case=SIMULATED,
        simulated=True,
        money_unit=unit,
    )
    return HandedFile(str(path), name)


@pytest.mark.parametrize(
    ("language", "unit", "erase"),
    [("vi", "triệu đồng", False), ("en", "VND", True), ("en", "billion VND", True)],
)
def test_what_was_taken_away_comes_back_the_same(
    practice: Office,
    frames: dict[str, pd.DataFrame],
    language: Language,
    unit: str,
    erase: bool,
) -> None:
    file = _write(practice, frames, language, unit)
    report = practice.report(file, choices=Choices(erase_blank=erase))
    assert (report.status, rules(report)) == ("unchanged", [])
    assert {one.table: one.unchanged for one in report.changes} == {
        name: len(frames[name]) for name in DEFAULT_TABLES
    }


@pytest.mark.parametrize("language", ["vi", "en"])
def test_one_edited_cell_is_one_changed_row(
    practice: Office, frames: dict[str, pd.DataFrame], language: Language
) -> None:
    unit = "triệu đồng" if language == "vi" else "VND"
    file = _write(practice, frames, language, unit, ["payment", "outcome_record"])
    book = load_workbook(file.path)
    sheet = book.worksheets[2]
    position = 1 + list(frames["outcome_record"].columns).index("workers")
    before = sheet.cell(7, position).value
    sheet.cell(7, position).value = (before or 0) + 3
    edited = practice.folder / f"sua-{language}.xlsx"
    book.save(edited)
    report = practice.report(HandedFile(str(edited), edited.name))
    assert rules(report) == []
    [changed] = report.changed_tables
    assert (changed.table, changed.added, changed.changed) == ("outcome_record", 0, 1)
    [cell] = changed.samples
    assert (cell.column, cell.new) == ("workers", str((before or 0) + 3))


def test_simulated_data_do_not_go_into_the_real_data_set(
    practice: Office, frames: dict[str, pd.DataFrame]
) -> None:
    file = _write(practice, frames, "vi", "đồng", ["product", "cluster"])
    real = Office(practice.workspace, practice.folder)
    report = real.report(file)
    assert (report.status, rules(report)) == ("unreadable", ["simulated_into_real"])
    book = load_workbook(file.path)
    for sheet in book.worksheets[3:]:
        if sheet.sheet_state == "visible":
            book.remove(sheet)
    kept = practice.folder / "mot-trang.xlsx"
    book.save(kept)
    assert rules(real.report(HandedFile(str(kept), kept.name))) == ["simulated_into_real"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_empty_template_brings_nothing(new_office: Office, language: Language) -> None:
    """Its example row is no data."""
    path = new_office.folder / "mau.xlsx"
    write_template(path, language)
    report = new_office.report(HandedFile(str(path), path.name))
    assert (report.status, report.problems) == ("unchanged", ())
    assert {one.added for one in report.changes} <= {0}


def test_a_practice_import_stays_marked_simulated(
    practice: Office, frames: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    office = Office(Path(shutil.copytree(practice.workspace, tmp_path / "w")), tmp_path, SIMULATED)
    changed = {**frames, "project": frames["project"].assign(title="Đề án đổi tên")}
    office.import_all(_write(office, changed, "vi", "đồng", ["project"]))
    info = office.snapshot().case
    assert (info.simulated, info.as_of) == (True, practice.snapshot().case.as_of)
    assert office.value("select count(*) from project where title = 'Đề án đổi tên'") == len(
        frames["project"]
    )
