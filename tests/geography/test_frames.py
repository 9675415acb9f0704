"""Rows become frames of exactly the dictionary's columns and types; unknown stays unknown."""

from __future__ import annotations

import pytest

from analysis.dictionary import TABLES
from analysis.geography.frames import table_frame
from analysis.geography.reference_files import REFERENCE_FOLDER, read_rows


def test_missing_none_and_empty_are_unknown() -> None:
    frame = table_frame(
        "cluster", [{"cluster_id": "A", "name": "a", "area_ha": None, "status": "plan", "note": ""}]
    )
    assert list(frame.columns) == TABLES["cluster"].column_names()
    assert frame.loc[0, ["unit_id", "area_ha", "source", "note"]].isna().all()


def test_no_rows_make_an_empty_typed_table() -> None:
    frame = table_frame("support", [])
    assert frame.empty
    assert frame["grant_amount"].dtype == "Int64"


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(KeyError, match="colour"):
        table_frame("cluster", [{"cluster_id": "A", "colour": "red"}])


def test_a_fraction_of_a_dong_is_refused() -> None:
    with pytest.raises(TypeError):
        table_frame("support", [{"grant_amount": 1.5}])


def test_every_reference_file_is_described_and_reads() -> None:
    described = (REFERENCE_FOLDER / "README.md").read_text(encoding="utf-8")
    files = sorted(REFERENCE_FOLDER.glob("*.csv"))
    assert files
    for file in files:
        assert f"`{file.name}`" in described
        assert read_rows(file)
