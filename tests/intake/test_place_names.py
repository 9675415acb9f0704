"""A written place is evened out before it is looked up: marks, spaces, kinds and keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.intake.place_names import KEYS, KINDS, plain
from tests.examples import examples


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def _keys(connection: duckdb.DuckDBPyConnection, text: str) -> tuple[str, ...]:
    rows = connection.execute(
        f"select {KEYS} from (select {plain('t')} as said from (select ?::varchar as t))", [text]
    ).fetchall()
    return tuple(key for key, _ in sorted(rows, key=lambda row: row[1]))


@pytest.mark.parametrize(
    ("one", "other", "tier"),
    [
        ("Bình Hoà", "Bình Hòa", 1),
        ("Sơn Thuỷ", "SƠN THỦY", 1),
        ("Lý Sơn", "Lí Sơn", 1),
        ("Đắk Glei", "Đăk  Glei", 1),
        ("Đắc Glei", "đăk-glei", 1),
        ("Ia H'Drai", "Ia H’Drai", 1),
        ("Ba Tơ", "Ba Tô", 2),
        ("Đức Phổ", "duc pho", 2),
        ("Kon Plông", "KonPlong", 3),
        ("Ngọc Linh", "ngok linh", 3),
    ],
)
def test_two_spellings_meet_at_their_tier(
    connection: duckdb.DuckDBPyConnection, one: str, other: str, tier: int
) -> None:
    pairs = zip(_keys(connection, one), _keys(connection, other), strict=True)
    assert next(number for number, (a, b) in enumerate(pairs, start=1) if a == b) == tier


@pytest.mark.parametrize(("one", "other"), [("Ba Đa", "Ba Đăk"), ("Sơn Hà", "Sơn Hải")])
def test_two_names_never_meet(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> None:
    pairs = zip(_keys(connection, one), _keys(connection, other), strict=True)
    assert all(a != b for a, b in pairs)


@given(st.text("aăâeêoôơuưyđ bchnt ̣̀́̉̃", max_size=12))
@settings(max_examples=examples(60), deadline=None)
def test_neither_case_nor_unicode_form_matters(text: str) -> None:
    with duckdb.connect() as connection:
        keys = {
            _keys(connection, variant)
            for variant in (
                unicodedata.normalize("NFC", text),
                unicodedata.normalize("NFD", text),
                f"\u200b {unicodedata.normalize('NFC', text).upper()}\u00a0",
            )
        }
    assert len(keys) == 1


def test_every_way_to_write_a_kind_means_one_kind() -> None:
    forms = [(form, after) for _, _, *ways in KINDS for after in (0, 1) for form in ways[after]]
    assert len(forms) == len(set(forms))
