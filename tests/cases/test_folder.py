"""A folder of one's own becomes a case, or says in both languages why not and what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.cases.folder import CaseError, case_from_folder
from analysis.geography.reference_files import DATA_FOLDER

EXAMPLE = DATA_FOLDER / "sample" / "own-case"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the example that a test may spoil."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "case"))


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def refusal(folder: Path) -> CaseError:
    with pytest.raises(CaseError) as caught:
        case_from_folder(folder).build()
    error = caught.value
    assert error.text.vi
    assert error.text.vi != error.text.en
    assert str(error) == error.text.en
    return error


def test_the_example_works(
    problems_of: Callable[[dict[str, pd.DataFrame]], list[str]],
) -> None:
    case = case_from_folder(EXAMPLE)
    tables = case.build()
    assert case.kind == "simulated"
    assert len(tables["establishment"]) == 3
    assert len(tables["project"]) == 2
    assert problems_of(tables) == []
    assert all(file.is_file() for file in case.files)


def test_values_are_text_and_empty_is_unknown() -> None:
    support = case_from_folder(EXAMPLE).build()["support"]
    assert support.loc[0, "grant_amount"] == "118000000"
    assert pd.isna(support.loc[2, "grant_amount"])


def test_leading_zeros_survive(folder: Path) -> None:
    replace(folder / "establishment.csv", "establishment_id,name", "establishment_id,tax_code")
    replace(folder / "establishment.csv", "CS-01,Cơ sở mộc Ví Dụ", "CS-01,0400123456")
    tables = case_from_folder(folder).build()
    assert tables["establishment"].loc[0, "tax_code"] == "0400123456"


def test_builtin_tables_can_be_declined(folder: Path) -> None:
    replace(folder / "case.toml", "uses_builtin_geography = true", "uses_builtin_geography = false")
    replace(folder / "case.toml", "uses_builtin_reference = true", "uses_builtin_reference = false")
    tables = case_from_folder(folder).build()
    assert "administrative_unit" not in tables
    assert "price_index" not in tables


def test_an_own_price_index_replaces_the_builtin_one(folder: Path) -> None:
    (folder / "price_index.csv").write_text(
        "series,currency,year,index_value\ncpi,VND,2024,100\n", encoding="utf-8"
    )
    assert len(case_from_folder(folder).build()["price_index"]) == 1


def test_missing_settings_file(folder: Path) -> None:
    (folder / "case.toml").unlink()
    assert "case.toml" in refusal(folder).text.vi


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    refusal(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title_vi", "titel_vi", "'title_vi'"),
        ('currency = "VND"', "", "currency"),
        ('currency = "VND"', 'currency = "EUR"', "VND, USD"),
        ('kind = "simulated"', 'kind = "true"', "published, real, simulated"),
        ('name = "vi-du"', 'name = "Ví dụ"', "name"),
        ('name = "vi-du"', 'name = "michigan-1987"', "another"),
        ("as_of = 2024-12-31", 'as_of = "31/12/2024"', "2025-12-31"),
        ('source_vi = "ví dụ"', "source_vi = 3", "double quotes"),
        ("uses_builtin_geography = true", "uses_builtin_geography = 1", "true or false"),
        ('name = "vi-du"', "name = vi-du", "TOML"),
    ],
)
def test_bad_settings_name_the_key_and_the_remedy(
    folder: Path, old: str, new: str, told: str
) -> None:
    replace(folder / "case.toml", old, new)
    error = refusal(folder)
    assert "case.toml" in error.text.en
    assert told in error.text.en


def test_an_unknown_table_is_named_with_the_nearest(folder: Path) -> None:
    (folder / "support.csv").rename(folder / "suport.csv")
    error = refusal(folder)
    assert "suport.csv" in error.text.en
    assert "'support'" in error.text.en


def test_tables_the_program_writes_are_refused(folder: Path) -> None:
    (folder / "import_batch.csv").write_text("batch_id\n1\n", encoding="utf-8")
    assert "import_batch" in refusal(folder).text.vi


def test_own_places_beside_the_builtin_ones_are_refused(folder: Path) -> None:
    (folder / "administrative_unit.csv").write_text("unit_id,code,level,name\n", encoding="utf-8")
    assert "uses_builtin_geography = false" in refusal(folder).text.en


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("support_id,project_id,establishment_id,year,currancy\n", "'currency'"),
        ("support_id,project_id,establishment_id,year\n", "currency"),
        ("support_id;project_id;establishment_id;year;currency\n", "comma"),
        ("support_id,support_id,project_id,establishment_id,year,currency\n", "repeated"),
        ("support_id,project_id,establishment_id,year,currency\nA,B,C\n", "line 2"),
        ('support_id,project_id,establishment_id,year,currency\n"A,B,C,D,E\n', "CSV UTF-8"),
        ("", "required"),
    ],
)
def test_a_bad_table_file_is_named_with_its_remedy(folder: Path, content: str, told: str) -> None:
    (folder / "support.csv").write_text(content, encoding="utf-8")
    error = refusal(folder)
    assert "support.csv" in error.text.en
    assert told in error.text.en


@pytest.mark.parametrize("name", ["case.toml", "support.csv"])
def test_a_file_that_is_not_utf8(folder: Path, name: str) -> None:
    (folder / name).write_bytes("Hỗ trợ".encode("utf-16"))
    assert "UTF-8" in refusal(folder).text.en


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    file = folder / "support.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert len(case_from_folder(folder).build()["support"]) == 3
