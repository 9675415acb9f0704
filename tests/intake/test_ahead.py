"""Files are opened by what they hold, not by what their name says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.intake.ahead import open_file
from tests.intake.hostile import ods

OLD_WORKBOOK = Path(__file__).parent / "samples" / "old.xls"
ENDINGS = [".xlsx", ".XLSX", ".xlsm", ".xls", ".ods", ".xlsb", ".csv", ".dat"]


def _write(kind: str, path: Path) -> None:
    if kind == "xls":
        shutil.copy(OLD_WORKBOOK, path)
    elif kind == "ods":
        ods(path)
    else:
        book = Workbook()
        book.active.append(["Mã", "Tên"])
        with path.open("wb") as stream:
            book.save(stream)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_workbook_is_read_whatever_its_name_ends_in(
    tmp_path: Path, kind: str, ending: str
) -> None:
    plain, renamed = tmp_path / f"plain.{kind}", tmp_path / f"renamed{ending}"
    _write(kind, plain)
    _write(kind, renamed)
    expected, found = (open_file(path, path.name) for path in (plain, renamed))
    assert found.container.kind == kind
    read = [[(name, sheet.to_python()) for name, sheet in one.sheets] for one in (expected, found)]
    assert read[0] == read[1]
    assert read[0][0][1][0][0] != ""
