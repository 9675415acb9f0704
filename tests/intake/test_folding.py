"""One key for every spelling, the same in SQL and in Python."""

from __future__ import annotations

import unicodedata

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.folding import fold, fold_text

LETTERS = "aăâeêioôơuưyđ" + "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự"
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def in_sql(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    return str(connection.execute(f"select {fold('$1::varchar')}", [text]).fetchone()[0])


@pytest.mark.parametrize(
    "text",
    ["Đức Phổ", "ĐỨC-PHỔ", " đức  phổ ", "Duc Pho", "Ðức_Phổ", "Đứ\u200bc\u00a0Phổ", "đức, phổ."],
)
def test_every_usual_spelling_has_one_key(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    for form in ("NFC", "NFD"):
        spelled = unicodedata.normalize(form, text)
        assert fold_text(spelled) == "duc pho"
        assert in_sql(connection, spelled) == "duc pho"


def test_different_names_keep_different_keys() -> None:
    assert fold_text("Tư Nghĩa 1") != fold_text("Tư Nghĩa 2")
    assert fold_text("工业 一") != fold_text("工业 二")


@given(st.one_of(st.text(max_size=30), st.text(LETTERS + LETTERS.upper() + MARKS + " -.,ĐẨΣς")))
def test_sql_and_python_fold_alike(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    text = text.replace("\x00", "")
    key = fold_text(text)
    assert in_sql(connection, text) == key
    assert fold_text(key) == key
    assert key == " ".join(key.split(" ")).strip()


def test_every_character_folds_alike(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        f"select text, {fold('text')} from (select 'a' || chr(code::integer) || 'b' as text"
        " from range(1, 65536) as codes(code) where code not between 55296 and 57343)"
    ).fetchall()
    assert [text for text, key in rows if fold_text(text) != key] == []
