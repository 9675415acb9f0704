"""Names of uploads are names, never paths, whatever they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.importing.tray import place_file, safe_name


@given(name=st.text(max_size=300))
@example(name="../../etc/passwd")
@example(name="..\\..\\windows\\win.ini")
@example(name="/etc/passwd")
@example(name="C:\\autoexec.bat")
@example(name="a\0b.xlsx")
@example(name="..")
@example(name="%2e%2e%2fx")
@example(name="\U00020000" * 200 + ".xlsx")
@example(name="a/../../b" * 40)
def test_no_name_of_an_upload_leads_out_of_its_folder(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "tray"
    folder.mkdir(exist_ok=True)
    path = place_file(folder, name, b"x", 1)
    assert path.parent == folder
    assert path.resolve().parent == folder.resolve()
    assert path.read_bytes() == b"x"
    assert len(path.name) <= 84
    path.unlink()


def test_the_name_an_officer_gave_is_still_told() -> None:
    assert safe_name("Báo cáo 2024.xlsx") == "Báo_cáo_2024.xlsx"
    assert Path(safe_name("../x/y.csv")).name == "y.csv"
