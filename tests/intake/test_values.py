"""Raw texts become numbers, money, days, answers and codes; what cannot be read is said so."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.dictionary import codes
from analysis.dictionary.model import Code, CodeList, Column, ColumnType
from analysis.intake.values import Reading, decide_readings, parse, rounded, unread
from analysis.language import Text

LABEL = Text("Cột", "Column")
# Each example is a whole column, so a few examples are many values.
FEW = settings(max_examples=25)


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


def column(kind: ColumnType) -> Column:
    return Column("x", kind, LABEL, codes=codes.ACTIVITY if kind == "code" else None)


def fill(connection: duckdb.DuckDBPyConnection, texts: list[str | None]) -> None:
    connection.execute("create or replace temp table cells (_row bigint, c1 varchar)")
    connection.execute(
        "insert into cells select unnest(range(len($1))), unnest($1::varchar[])", [texts]
    )


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    rows = connection.execute(f"select {sql} from cells order by _row").fetchall()
    return [value for (value,) in rows]


def decided(
    connection: duckdb.DuckDBPyConnection,
    kind: ColumnType,
    texts: list[str | None],
    prefers_comma: bool = True,
    **given_: Any,
) -> Reading:
    fill(connection, texts)
    reading = Reading(column(kind), "c1", **given_)
    return decide_readings(connection, "cells", [reading], prefers_comma)[0]


def read(
    connection: duckdb.DuckDBPyConnection,
    kind: ColumnType,
    texts: list[str | None],
    prefers_comma: bool = True,
    **given_: Any,
) -> list[Any]:
    """Return the values; the word "?" for a text that is reported as unread."""
    reading = decided(connection, kind, texts, prefers_comma, **given_)
    values, faults = ask(connection, parse(reading)), ask(connection, unread(reading))
    for value, fault in zip(values, faults, strict=True):
        assert not (fault and value is not None)
    return ["?" if fault else value for value, fault in zip(values, faults, strict=True)]


MONEY: dict[str | None, object] = {
    "1.234.567": 1_234_567,
    "1,234,567": 1_234_567,
    "1 234 567": 1_234_567,
    "1\u00a0234\u202f567": 1_234_567,
    "1.234": 1_234,
    "1,234": 1_234,
    "12 tỷ": 12_000_000_000,
    "1,5 tỷ đồng": 1_500_000_000,
    "1.5 tỉ": 1_500_000_000,
    "350 triệu": 350_000_000,
    "350tr": 350_000_000,
    "1,5 tr.đ": 1_500_000,
    "200 nghìn": 200_000,
    "200 Ngàn Đồng": 200_000,
    "1 tỷ 250 triệu 500.000 đồng": 1_250_500_000,
    "5.000.000 đ": 5_000_000,
    "5.000.000đồng": 5_000_000,
    "5.000.000 VNĐ": 5_000_000,
    "VND 5,000,000": 5_000_000,
    "(1.200)": -1_200,
    "−1.200": -1_200,
    "'1500": 1_500,
    "1.5E9": 1_500_000_000,
    "1,23456789 tỷ": 1_234_567_890,
    "1234567.0000000002": 1_234_567,
    "12,5": 13,
    "0.30000000000000004": 0,
    "1 tỷ 200": "?",
    "1.23.456": "?",
    "10-12": "?",
    "khoảng 5 triệu": "?",
    "5 USD": "?",
    "(5": "?",
    "#REF!": "?",
    "x": "?",
    "99999999999999999999": "?",
    "1E400": "?",
    "-": None,
    "…": None,
    "  ": None,
    None: None,
}


def test_money_is_read_as_written(connection: duckdb.DuckDBPyConnection) -> None:
    assert dict(zip(MONEY, read(connection, "money", list(MONEY)), strict=True)) == MONEY


@pytest.mark.parametrize(
    "respelled",
    [
        lambda text: unicodedata.normalize("NFD", text),
        str.upper,
        lambda text: f" {text}\u200b ",
    ],
)
def test_money_is_read_in_any_spelling(
    connection: duckdb.DuckDBPyConnection, respelled: Callable[[str], str]
) -> None:
    texts: list[str | None] = [respelled(text) for text in MONEY if text is not None]
    expected = [amount for text, amount in MONEY.items() if text is not None]
    assert read(connection, "money", texts) == expected


def test_a_unit_in_the_cell_wins_over_that_of_the_column(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    texts: list[str | None] = ["12,5", "3", "2 tỷ", "5.000 đồng", "0.30000000000000004"]
    assert read(connection, "money", texts, money_factor=1_000_000) == [
        12_500_000,
        3_000_000,
        2_000_000_000,
        5_000,
        300_000,
    ]


def test_an_amount_too_large_for_its_column_is_unread(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    texts: list[str | None] = ["1", "99999999999999"]
    assert read(connection, "money", texts, money_factor=10**9) == [10**9, "?"]


@pytest.mark.parametrize(
    ("text", "factor", "told"),
    [
        ("12,5", 1, True),
        ("12.5", 1, True),
        ("1,2345678905 tỷ", 1, True),
        ("1.0001", 1_000, True),
        ("1.0001", 1_000_000, False),
        ("1234567.0000000002", 1, False),
        ("1234567.9999999998", 1, False),
        ("1234567.0000000002", 10**6, False),
        ("0.30000000000000004", 10**9, False),
        ("1.234", 1, False),
        ("abc", 1, False),
        (None, 1, False),
    ],
)
def test_amounts_that_were_not_whole_are_told(
    connection: duckdb.DuckDBPyConnection, text: str | None, factor: int, told: bool
) -> None:
    reading = decided(connection, "money", [text], prefers_comma=False, money_factor=factor)
    assert ask(connection, rounded(reading)) == [told]


@pytest.mark.parametrize(
    ("kind", "texts", "prefers_comma", "values", "decimal", "ambiguous"),
    [
        ("number", ["1.234", "12,5"], False, [1234.0, 12.5], ",", False),
        ("number", ["1,234", "12.5"], True, [1234.0, 12.5], ".", False),
        ("number", ["1.234", "2.345.678"], False, [1234.0, 2345678.0], ",", False),
        ("number", ["1.234", "1.234,5"], False, [1234.0, 1234.5], ",", False),
        ("number", ["1.234", "0,125"], False, [1234.0, 0.125], ",", False),
        ("number", ["1.234", "0.125"], True, [1.234, 0.125], ".", False),
        ("number", ["1.234", "12 345,6"], False, [1234.0, 12345.6], ",", False),
        ("number", ["1.234", "1234.567"], True, [1.234, 1234.567], ".", False),
        ("number", ["1.234", "7"], True, [1234.0, 7.0], ",", True),
        ("number", ["1.234", "7"], False, [1.234, 7.0], ".", True),
        ("number", ["1.234", "2,5", "2.5"], True, [1234.0, 2.5, 2.5], ",", True),
        ("number", ["2,5", "2.5", "7"], True, [2.5, 2.5, 7.0], ",", False),
        ("integer", ["1.234", "1,234", "7"], True, [1234, 1234, 7], None, False),
        ("fraction", ["0,125", "12,5 %", "1.000"], True, [0.125, 0.125, 1], None, False),
        ("money", ["1.250 tỷ", "3"], True, [1250 * 10**9, 3], ",", True),
    ],
)  # fmt: skip
def test_the_column_decides_what_a_lone_mark_means(
    connection: duckdb.DuckDBPyConnection,
    kind: ColumnType,
    texts: list[str | None],
    prefers_comma: bool,
    values: list[object],
    decimal: str | None,
    ambiguous: bool,
) -> None:
    assert read(connection, kind, texts, prefers_comma) == values
    reading = decided(connection, kind, texts, prefers_comma)
    assert (reading.decimal, reading.ambiguous) == (decimal, ambiguous)


@pytest.mark.parametrize("kind", ["number", "money", "fraction", "integer"])
def test_numbers_of_the_file_itself_are_never_thousands(
    connection: duckdb.DuckDBPyConnection, kind: ColumnType
) -> None:
    given_ = {"money_factor": 1_000} if kind == "money" else {}
    expected = {"number": 1.234, "money": 1234, "fraction": 1.234, "integer": "?"}[kind]
    mixed: list[str | None] = ["\ue0001.234", "1.234.567,5", "\ue0002"]
    assert read(connection, kind, mixed, **given_)[0] == expected
    alone: list[str | None] = ["1.234", "2.5", None]
    assert read(connection, kind, alone, decimal=".", **given_)[0] == expected


def test_percentages(connection: duckdb.DuckDBPyConnection) -> None:
    texts: list[str | None] = ["12,5", "12.3", "7", "50%", "5 phần trăm"]
    assert read(connection, "fraction", texts, percent=True) == [0.125, 0.123, 0.07, 0.5, 0.05]
    assert read(connection, "fraction", ["12.3", "7"], percent=True) == [0.123, 0.07]
    assert decided(connection, "fraction", ["0.5", "0.25"], percent=True).ambiguous
    assert not decided(connection, "fraction", ["50", "0.25"], percent=True).ambiguous


def test_counts_may_carry_their_unit(connection: duckdb.DuckDBPyConnection) -> None:
    counted: list[str | None] = ["12 người", "1.200 lao động", "12.0", "5 tấn", "2,5"]
    assert read(connection, "integer", counted) == [12, 1200, 12, "?", "?"]
    hours = Column("x", "number", Text("Điện (kWh)", "Energy (kWh)"), unit=Text("giờ", "hours"))
    fill(connection, ["2,5 giờ", "3 kWh", "4 tấn"])
    [reading] = decide_readings(connection, "cells", [Reading(hours, "c1")], True)
    assert ask(connection, parse(reading)) == [2.5, 3.0, None]


YEARS: dict[str, object] = {
    "2024": 2024,
    "năm 2024": 2024,
    "Năm  2024": 2024,
    "2024.0": 2024,
    "2.024": 2024,
    "'2024": 2024,
    "05/03/2024": 2024,
    "2024-03-05": 2024,
    "\ue0002024": 2024,
    "2024-2025": "?",
    "24.5": "?",
    "-": None,
}


def test_years(connection: duckdb.DuckDBPyConnection) -> None:
    assert dict(zip(YEARS, read(connection, "year", list(YEARS)), strict=True)) == YEARS


DAY = date(2024, 3, 5)


DAYS: dict[str, object] = {
    "2024-03-05": DAY,
    "2024-03-05 10:20:30": DAY,
    "2024-03-05T10:20:30Z": DAY,
    "2024/3/5": DAY,
    "05/03/2024": DAY,
    "5/3/24": DAY,
    "5-3-2024": DAY,
    "5.3.2024": DAY,
    "5 / 3 / 2024": DAY,
    "'05/03/2024": DAY,
    "05/03/2024 14:30": DAY,
    "Ngày 5 tháng 3 năm 2024": DAY,
    "Thứ Ba, ngày 05/03/2024": DAY,
    "5 tháng 3, 2024": DAY,
    "45356": DAY,
    "45356.75": DAY,
    "\ue00045356": DAY,
    "5 Mar 2024": DAY,
    "5-March-2024": DAY,
    "March 5, 2024": DAY,
    "5/3/99": date(1999, 3, 5),
    "03/2024": "?",
    "tháng 3 năm 2024": "?",
    "2024": "?",
    "19999": "?",
    "80001": "?",
    "31/02/2024": "?",
    "2024-02-30": "?",
    "12/25/2024": "?",
    "infinity": "?",
    "epoch": "?",
    "0024-03-05": "?",
    "2024-03-05 x": "?",
    "…": None,
}


def test_days(connection: duckdb.DuckDBPyConnection) -> None:
    assert dict(zip(DAYS, read(connection, "date", list(DAYS)), strict=True)) == DAYS
    respelled: list[str | None] = [unicodedata.normalize("NFD", text).upper() for text in DAYS]
    assert read(connection, "date", respelled) == list(DAYS.values())


@pytest.mark.parametrize("text", ["infinity", "epoch", "0024-03-05", "2024-03-05 x", "2024-3-5"])
def test_a_day_only_the_database_would_take_is_not_canonical(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    assert not decided(connection, "date", [text]).plain


def test_a_column_that_looks_month_first_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    assert decided(connection, "date", ["03/04/2024", "03/25/2024"]).ambiguous
    assert not decided(connection, "date", ["03/04/2024", "25/03/2024"]).ambiguous


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05 10:20:30", datetime(2024, 3, 5, 10, 20, 30)),
        ("05/03/2024 14:30", datetime(2024, 3, 5, 14, 30)),
        ("5/3/2024 2:30 PM", datetime(2024, 3, 5, 14, 30)),
        ("45356.5", datetime(2024, 3, 5, 12)),
        ("05/03/2024", datetime(2024, 3, 5)),
        ("05/03/2024 25:00", "?"),
    ],
)
def test_moments(connection: duckdb.DuckDBPyConnection, text: str, moment: object) -> None:
    assert read(connection, "timestamp", [text]) == [moment]


def test_answers(connection: duckdb.DuckDBPyConnection) -> None:
    yes: list[str | None] = ["true", "1", "Có", "CO", "x", "X", "✓", "yes", "Đúng", "co\u0301"]
    no: list[str | None] = ["false", "0", "Không", "KHÔNG", "no", "sai"]
    assert read(connection, "boolean", yes) == [True] * len(yes)
    assert read(connection, "boolean", no) == [False] * len(no)
    assert read(connection, "boolean", ["có thể", "-", None]) == ["?", None, None]


def test_codes_and_their_labels(connection: duckdb.DuckDBPyConnection) -> None:
    entry = codes.ACTIVITY.find("TU_VAN")
    texts: list[str | None] = [
        "TU_VAN",
        "tu_van",
        entry.label.vi,
        entry.label.vi.upper(),
        unicodedata.normalize("NFD", entry.label.vi),
        entry.label.en,
        f"TU_VAN - {entry.label.vi}",
        " Tư  vấn ",
    ]
    assert read(connection, "code", texts) == ["TU_VAN"] * len(texts)
    other: list[str | None] = ["TU_VAN", "Tư vấn gì đó", f"THONG_TIN - {entry.label.vi}", "-"]
    assert read(connection, "code", other) == ["TU_VAN", "?", "?", None]


def test_a_label_two_codes_share_is_not_guessed(connection: duckdb.DuckDBPyConnection) -> None:
    shared = CodeList(
        "shared",
        LABEL,
        (
            Code("01", Text("Mở rộng", "Other")),
            Code("02", Text("Khác", "Other")),
        ),
    )
    fill(connection, ["Other", "khac", "1", "02"])
    reading = Reading(Column("x", "code", LABEL, codes=shared), "c1")
    [reading] = decide_readings(connection, "cells", [reading], True)
    assert ask(connection, parse(reading)) == [None, "02", "01", "02"]
    assert ask(connection, unread(reading)) == [True, False, False, False]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Cơ sở 1", "Cơ sở 1"),
        ("  Cơ  sở\r\n\t1 ", "Cơ sở 1"),
        ("Cơ\u00a0sở\u200b 1\ufeff", "Cơ sở 1"),
        ("\u202eCơ sở 1\u202c", "Cơ sở 1"),
        ("Co\u031b so\u031b\u0309 1", "Cơ sở 1"),
        ("Cơ\x07 sở 1", "Cơ sở 1"),
        ("'0123456789", "0123456789"),
        ("'=1+1", "=1+1"),
        ("d'Ivoire", "d'Ivoire"),
        ("—", None),
        (" \u200b ", None),
        ("工业", "工业"),
        (None, None),
    ],
)
def test_texts_are_tidied(
    connection: duckdb.DuckDBPyConnection, text: str | None, kept: str | None
) -> None:
    assert read(connection, "text", [text]) == [kept]
    assert decided(connection, "text", [text]).plain == (text == kept and text != "工业")


@FEW
@given(st.text(max_size=20).filter(lambda text: "\x00" not in text))
def test_a_plain_text_is_one_that_tidying_would_not_change(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    reading = decided(connection, "text", [text])
    [kept] = ask(connection, parse(replace(reading, plain=False)))
    assert ask(connection, parse(reading)) == [kept]
    if kept is not None:
        assert read(connection, "text", [kept]) == [kept]


Style = tuple[str, str]
STYLES: list[Style] = [(".", ","), (",", "."), (" ", ","), ("\u00a0", ","), ("'", "."), ("", ",")]


def written(digits: str, style: Style) -> str:
    """Write a decimal ("-1234.5") with a group and a decimal mark."""
    group, mark = style
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _, rest = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", group)
    return sign + grouped + (mark + rest if rest else "")


decimals = st.decimals(-10_000_000, 10_000_000, places=2).map(lambda value: f"{value:.2f}")


@FEW
@given(st.lists(decimals, min_size=1, max_size=25), st.sampled_from(STYLES), st.booleans())
def test_numbers_in_any_one_style_are_read_back(
    connection: duckdb.DuckDBPyConnection, digits: list[str], style: Style, prefers_comma: bool
) -> None:
    texts: list[str | None] = [written(number, style) for number in digits]
    assert read(connection, "number", texts, prefers_comma) == [float(n) for n in digits]


@FEW
@given(
    st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=25),
    st.sampled_from(STYLES),
    st.sampled_from(["", " đ", " đồng", "VNĐ"]),
)
def test_whole_amounts_in_any_style_are_read_back(
    connection: duckdb.DuckDBPyConnection, amounts: list[int], style: Style, currency: str
) -> None:
    texts: list[str | None] = [written(str(amount), style) + currency for amount in amounts]
    assert read(connection, "money", texts) == amounts


@FEW
@given(
    st.lists(st.integers(0, 10**13), min_size=1, max_size=25),
    st.sampled_from([("nghìn", 3), ("triệu", 6), ("tỷ", 9)]),
    st.sampled_from([(".", ","), (",", ".")]),
    st.booleans(),
)
def test_amounts_in_large_units_lose_no_dong(
    connection: duckdb.DuckDBPyConnection,
    amounts: list[int],
    unit: tuple[str, int],
    style: Style,
    in_header: bool,
) -> None:
    word, power = unit
    digits = [f"{n // 10**power}.{n % 10**power:0{power}d}" for n in amounts]
    # Three decimals alone could be thousands: that is another test's subject.
    assume(power != 3 or any(amount >= 10**6 or amount < 1000 for amount in amounts))
    texts: list[str | None] = [
        written(number, style) + ("" if in_header else f" {word}") for number in digits
    ]
    factor = 10**power if in_header else 1
    assert read(connection, "money", texts, money_factor=factor) == amounts
    assert read(connection, "money", list(digits), money_factor=10**power, decimal=".") == amounts


DATE_STYLES = [
    "{0:%Y-%m-%d}", "{0:%d/%m/%Y}", "{0.day}/{0.month}/{0.year}", "{0:%d-%m-%Y}", "{0:%d.%m.%Y}",
    "ngày {0.day} tháng {0.month} năm {0.year}", "{0:%Y-%m-%d} 08:15:00", "{0:%d %b %Y}",
]  # fmt: skip


@FEW
@given(
    st.lists(
        st.tuples(st.dates(date(1955, 1, 1), date(2099, 12, 31)), st.sampled_from(DATE_STYLES)),
        min_size=1,
        max_size=25,
    )
)
def test_days_in_mixed_styles_are_read_back(
    connection: duckdb.DuckDBPyConnection, days: list[tuple[date, str]]
) -> None:
    texts: list[str | None] = [style.format(day) for day, style in days]
    assert read(connection, "date", texts) == [day for day, _ in days]
    serials: list[str | None] = [str((day - date(1899, 12, 30)).days) for day, _ in days]
    assert read(connection, "date", serials) == [day for day, _ in days]


CANONICAL: dict[ColumnType, st.SearchStrategy[Any]] = {
    "integer": st.integers(-(10**17), 10**17),
    "money": st.integers(-(10**17), 10**17),
    "year": st.integers(1900, 2100),
    "number": st.floats(-1e9, 1e9),
    "fraction": st.floats(0, 1),
    "date": st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    "timestamp": st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment - timedelta(microseconds=moment.microsecond)
    ),
    "boolean": st.booleans(),
    "code": st.sampled_from(codes.ACTIVITY.values()),
}


@pytest.mark.parametrize("kind", sorted(CANONICAL))
@FEW
@given(st.data())
def test_canonical_values_never_change_and_both_paths_agree(
    connection: duckdb.DuckDBPyConnection, kind: ColumnType, data: st.DataObject
) -> None:
    values = data.draw(st.lists(st.one_of(st.none(), CANONICAL[kind]), max_size=20))
    texts = [None if value is None else str(value) for value in values]
    texts = [text.lower() if text and kind == "boolean" else text for text in texts]
    reading = decided(connection, kind, texts, prefers_comma=False)
    if kind != "number" or not reading.ambiguous:
        assert reading.plain
    assert ask(connection, parse(reading)) == values
    assert not any(ask(connection, unread(reading)))
    slow = replace(reading, plain=False, canonical=False, decimal=".")
    assert ask(connection, parse(slow)) == values
    assert not any(ask(connection, unread(slow)))


@pytest.mark.parametrize("kind", sorted(CANONICAL))
@FEW
@given(st.lists(st.text("0123456789.,-+eE_ /:xaf'tTruy", max_size=12), max_size=40))
def test_a_plain_reading_flags_what_it_would_misread(
    connection: duckdb.DuckDBPyConnection, kind: ColumnType, texts: list[str | None]
) -> None:
    # A file is read plainly in one pass before anything is known of it: then `unread` must tell.
    fill(connection, texts)
    reading = Reading(column(kind), "c1", decimal=".", plain=True)
    values, faults = ask(connection, parse(reading)), ask(connection, unread(reading))
    for text, value, fault in zip(texts, values, faults, strict=True):
        if not fault and kind in ("number", "fraction"):
            assert value == float(str(text))
        elif not fault:
            assert str(value).lower() == str(text).lower()


@settings(max_examples=15)
@given(st.lists(st.text(max_size=15).filter(lambda text: "\x00" not in text), max_size=20))
def test_no_text_ends_the_reading(
    connection: duckdb.DuckDBPyConnection, texts: list[str | None]
) -> None:
    kinds: list[ColumnType] = [*CANONICAL, "text"]
    readings = [Reading(column(kind), "c1", money_factor=10**6, percent=True) for kind in kinds]
    fill(connection, texts)
    found = decide_readings(connection, "cells", readings, True)
    for reading in found:
        faults = ask(connection, f"{unread(reading)} and {parse(reading)} is not null")
        assert not any(faults)


def test_a_money_factor_is_a_power_of_ten() -> None:
    with pytest.raises(ValueError, match="power of ten"):
        Reading(column("money"), "c1", money_factor=1500)


def test_one_query_looks_at_canonical_columns(connection: duckdb.DuckDBPyConnection) -> None:
    kinds: list[ColumnType] = ["integer", "number", "date", "code", "text"]
    connection.execute(
        "create or replace temp table wide as select '12' as c1, '12.5' as c2,"
        " '2024-03-05' as c3, 'TU_VAN' as c4, 'Cơ sở' as c5"
    )
    readings = [Reading(column(kind), f"c{n}") for n, kind in enumerate(kinds, 1)]
    asked: list[str] = []

    class Counting:
        def execute(self, sql: str) -> duckdb.DuckDBPyConnection:
            asked.append(sql)
            return connection.execute(sql)

    found = decide_readings(Counting(), "wide", readings, True)  # type: ignore[arg-type]
    assert all(reading.plain for reading in found)
    assert len(asked) == 1
