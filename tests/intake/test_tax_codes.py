"""Tax codes come out in one written form, and only what can be proved right is put back."""

from __future__ import annotations

from random import Random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.vn import mst

from analysis.intake.tax_codes import clean_tax_code, restored, tax_code_fault
from tests.examples import examples

_CONNECTION = duckdb.connect()


def _ask(expression: str, text: str | None) -> object:
    row = _CONNECTION.execute(
        f"select {expression} from (select ?::varchar as code)", [text]
    ).fetchone()
    assert row is not None
    return row[0]


def _clean(text: str | None) -> object:
    return _ask(clean_tax_code("code"), text)


def _restored(text: str | None) -> object:
    return _ask(restored("code"), text)


def _fault(text: str | None) -> object:
    return _ask(tax_code_fault("code"), text)


def enterprises(nine: str = "[0-9]{9}") -> st.SearchStrategy[str]:
    """Valid ten-digit codes, by the oracle, that begin as the pattern says."""
    numbers = st.from_regex(nine, fullmatch=True)
    return numbers.map(lambda number: number + mst.calc_check_digit(number)).filter(mst.is_valid)


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("0100233488", "0100233488"),
        (" 01.00.112.437 ", "0100112437"),
        ("0312 68 78 78 - 001", "0312687878-001"),
        ("0312687878001", "0312687878-001"),
        ("0312687878–001", "0312687878-001"),
        ("312687878-001", "0312687878-001"),
        ("100233488", "0100233488"),
        ("100233488.0", "0100233488"),
        ("4300205943.0", "4300205943"),
        ("4300205943,00", "4300205943"),
        ("'0100233488", "0100233488"),
        ("MST: 0100233488", "0100233488"),
        ("Mã số thuế 0100233488", "0100233488"),
        ("\u200e0100233488\u00a0", "0100233488"),
        ("51090001234", "051090001234"),
        ("051090001234", "051090001234"),
        # Nothing proves these: they stay as they were written.
        ("100233489", "100233489"),
        ("312687878-000", "312687878-000"),
        ("12345", "12345"),
        ("99999001234", "99999001234"),
        ("4.30012E+09", "4.30012E+09"),
        ("43O0205943", "43O0205943"),
        ("0100233488; 0100112437", "0100233488; 0100112437"),
        ("chưa có", "chưa có"),
        (None, None),
    ],
)
def test_a_code_is_cleaned(written: str | None, clean: str | None) -> None:
    assert _clean(written) == clean


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("100233488", True),
        ("100233488.0", True),
        ("51090001234", True),
        ("312687878-001", True),
        ("0100233488", False),
        ("4300205943.0", False),
        ("0312 68 78 78 - 001", False),
        ("100233489", False),
        (None, False),
    ],
)
def test_a_restored_zero_is_told(written: str | None, expected: bool) -> None:
    assert _restored(written) is expected


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("0100233488", None),
        ("0312687878-001", None),
        ("051090001234", None),
        (None, None),
        ("0100233480", "check_digit"),
        ("0312687878-000", "check_digit"),
        ("0312687879-001", "check_digit"),
        ("151090001234", "length"),
        ("12345", "length"),
        ("chưa có", "length"),
        ("", "length"),
    ],
)
def test_a_fault_is_named(code: str | None, fault: str | None) -> None:
    assert _fault(code) == fault


@given(st.from_regex(r"[0-9]{10}([0-9]{3})?", fullmatch=True))
@settings(max_examples=examples(100), deadline=None)
def test_the_fault_agrees_with_the_oracle(number: str) -> None:
    assert (_fault(_clean(number)) is None) == mst.is_valid(number)


@given(enterprises(), st.one_of(st.none(), st.integers(1, 999)), st.randoms(use_true_random=False))
@settings(max_examples=examples(100), deadline=None)
def test_separators_never_matter(code: str, branch: int | None, random: Random) -> None:
    whole = code if branch is None else f"{code}{branch:03d}"
    noisy = "".join(digit + random.choice(["", "", " ", ".", "-"]) for digit in whole)
    # A trailing ".0" is what a spreadsheet adds to a number, so it cannot be told from noise.
    noisy = noisy.rstrip(" .-")
    if noisy.replace(".", "", 1).isdigit() and noisy.endswith((".0", ".00", ".000")):
        noisy = whole
    assert _clean(noisy) == mst.format(whole)
    assert _fault(_clean(noisy)) is None


@given(enterprises("0[1-9][0-9]{7}|00[1-9][0-9]{6}"), st.booleans())
@settings(max_examples=examples(100), deadline=None)
def test_lost_zeros_come_back(code: str, as_float: bool) -> None:
    bare = code.lstrip("0")
    written = f"{bare}.0" if as_float else bare
    assert _clean(written) == code
    assert _restored(written) is True


@given(st.from_regex(r"[1-9][0-9]{7,8}", fullmatch=True))
@settings(max_examples=examples(100), deadline=None)
def test_zeros_are_added_only_where_the_check_digit_fits(number: str) -> None:
    padded = number.zfill(10)
    assert _clean(number) == (padded if mst.is_valid(padded) else number)


@given(st.text(max_size=20) | st.from_regex(r"[0-9 .,\-]{7,16}", fullmatch=True))
@settings(max_examples=examples(100), deadline=None)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = _clean(text.replace("\x00", ""))
    assert _clean(once) == once  # type: ignore[arg-type]


def test_a_column_of_many_rows_is_cleaned_in_one_query() -> None:
    rows = _CONNECTION.execute(
        f"select count(*) from (select (4300000000 + range)::varchar as code from range(100000))"
        f" where {tax_code_fault(clean_tax_code('code'))} is null"
    ).fetchone()
    right = sum(mst.is_valid(str(4300000000 + number)) for number in range(100000))
    assert rows == (right,)
