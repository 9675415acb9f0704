"""No cell of a file taken away is run as a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.exports.cells import harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 123", "-2", "@sum(A1)", "\t=1", "\r=1", "\n=1", "＝1"]
)
def test_a_formula_becomes_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", [-5, -0.5, None, True, "", "Đức Phổ", "2014-2025", "a=b"])
def test_everything_else_passes_unchanged(value: object) -> None:
    assert harmless(value) is value


@given(st.text())
def test_no_letters_are_lost(text: str) -> None:
    assert harmless(text).removeprefix("'" if text[:1] != "'" else "") == text
    assert harmless(harmless(text)) == harmless(text)
