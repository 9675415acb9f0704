"""Legal forms are told apart, and taken off a name without taking the name."""

from __future__ import annotations

import duckdb
import pytest

from analysis.intake.folding import fold_text
from analysis.intake.legal_forms import legal_form, without_legal_form


def _ask(sql: str, name: str) -> object:
    row = duckdb.execute(f"select {sql} from (select ? as name)", [fold_text(name)]).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("name", "bare", "form"),
    [
        ("Công ty TNHH Hoàng Long", "hoang long", "company limited"),
        ("Cty TNHH Một thành viên Hoàng Long", "hoang long", "company limited"),
        ("Công ty CP Hoàng Long", "hoang long", "company shares"),
        ("CTCP Hoàng Long", "hoang long", "company shares"),
        ("Công ty Hoàng Long", "hoang long", "company"),
        ("Hoang Long Co., Ltd.", "hoang long", "company limited"),
        ("DNTN Hoàng Long", "hoang long", "private"),
        ("HTX Mây tre", "may tre", "cooperative"),
        ("Tổ hợp tác Mây tre", "may tre", "group"),
        ("Hộ kinh doanh cá thể Trần Thị Hoa", "tran thi hoa", "household"),
        ("Cơ sở Phú An", "phu an", "household"),
        ("Hoàng Long", "hoang long", ""),
        # A word that only begins like one stays, and so does a name of such words alone.
        ("Cơ khí Phú An", "co khi phu an", ""),
        ("Công ty", "cong ty", ""),
        ("Hợp tác xã", "hop tac xa", ""),
    ],
)
def test_a_name_is_parted_from_its_form(name: str, bare: str, form: str) -> None:
    assert _ask(without_legal_form("name"), name) == bare
    assert _ask(legal_form("name"), name) == form


def test_a_bare_company_agrees_with_either_kind() -> None:
    assert str(_ask(legal_form("name"), "Công ty TNHH A")).startswith("company")
    assert str(_ask(legal_form("name"), "Công ty cổ phần A")).startswith("company")
