"""Files the fuzzer found that once ended the reading without an answer."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from analysis.importing.model import HandedFile
from analysis.intake.container import explain_damage, inspect_file
from analysis.intake.errors import UnreadableFileError
from tests.importing.office import Office, rules
from tests.intake.hostile import compound
from tests.intake.test_container import OLD_XLS


@pytest.mark.parametrize("year", ["0", "-5", "99999", "2147483647"])
@pytest.mark.usefixtures("here")
def test_a_year_no_calendar_has_is_told_beside_a_place_to_look_up(
    new_office: Office, year: str
) -> None:
    """The day of such a row was worked out for its place: out of range, or before Christ."""
    header = ["Mã đề án", "Năm kế hoạch", "Tên đề án", "Địa bàn"]
    sheet = {"Đề án": [header, ["DA1", year, "Máy ép", "xã không có"]]}
    hand_in = new_office.take(new_office.workbook("a.xlsx", sheet))
    assert hand_in.report.status == "errors"
    assert {one.column for one in hand_in.report.problems} >= {"unit_id"}


@pytest.mark.usefixtures("here")
def test_a_file_at_which_the_reader_panics_is_called_damaged(new_office: Office) -> None:
    """An old workbook that says it has 16 bytes, so small that they would lie elsewhere."""
    content = bytearray(OLD_XLS.read_bytes())
    entry = content.index("Workbook".encode("utf-16-le"))
    content[entry + 120 : entry + 124] = struct.pack("<I", 16)
    path = new_office.folder / "panic.xls"
    path.write_bytes(content)
    assert inspect_file(path, path.name).kind == "xls"
    hand_in = new_office.take(HandedFile(str(path), path.name))
    assert (hand_in.report.status, rules(hand_in.report)) == ("unreadable", ["truncated"])


def test_a_workbook_stream_that_begins_nowhere_is_cut_short(tmp_path: Path) -> None:
    content = compound({"Workbook": b"x" * 5000})
    entry = content.index("Workbook".encode("utf-16-le"))
    nowhere = content[: entry + 116] + struct.pack("<I", 0xFFFFFFFE) + content[entry + 120 :]
    path = tmp_path / "a.xls"
    path.write_bytes(nowhere)
    with pytest.raises(UnreadableFileError) as caught:
        inspect_file(path, "a.xls")
    assert caught.value.rule == "truncated"


def test_a_small_damaged_file_is_called_damaged_not_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK")
    assert explain_damage(path, path.name, "xlsx").rule == "truncated"
