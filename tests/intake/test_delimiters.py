"""The delimiter is the one that cuts the rows alike, whatever stands in titles and numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.delimiters import DELIMITERS, delimiter_of, quote_of


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["Mã;Vốn;Năm", "A;1,5;2,5", "B;2,5;3,5"], ";"),
        (["Báo cáo, năm 2024", "Mã;Vốn", "A;1,5", "B;2,5"], ";"),
        (["Báo cáo; năm 2024", "", "Mã,Tên", "A,x;y", "B,z;t"], ","),
        (["Mã\tTên, địa chỉ", "A\tx, y", "B\tz, t"], "\t"),
        (["Mã|Tên", "A|x"], "|"),
        (['Mã,"Tên; địa chỉ"', 'A,"x; y"', 'B,"z, t"'], ","),
        (["Mã,Tên,Ghi chú", "A,x", "B,y,z", "C,t,u"], ","),
        (["Mã", "A", "B"], "!"),
        (["a" * 200_000 + ";b", "c;d"], ";"),
    ],
)
def test_delimiters_are_found(lines: list[str], delimiter: str) -> None:
    assert delimiter_of(lines, "!") == delimiter


@given(
    st.sampled_from(DELIMITERS),
    st.integers(2, 6),
    st.lists(st.lists(st.from_regex(r"[a-z0-9.]{0,5}", fullmatch=True), min_size=6, max_size=6)),
)
def test_plain_tables_give_their_delimiter_back(
    delimiter: str, width: int, rows: list[list[str]]
) -> None:
    lines = [delimiter.join(["tên"] * width)] + [delimiter.join(row[:width]) for row in rows]
    assert delimiter_of(lines, "!") == delimiter


def test_single_quotes_count_only_around_whole_cells() -> None:
    assert quote_of(["'a;b';'c'", "'d';'e'"], ";") == "'"
    assert quote_of(["l'an;d'été", "x;y"], ";") == '"'
    assert quote_of(["\"a\";'b'", '"c";d'], ";") == '"'
