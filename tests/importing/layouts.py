"""Random tables and random ways of writing them, as officers' files differ from each other.

What is drawn is always the same data for a reader who knows the customs: the order of columns and
sheets, the language and spelling of the headings, the units, the style of numbers and days, titles
above and totals below.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from analysis.dictionary import TABLES, Column

Row = dict[str, Any]
Tables = dict[str, list[Row]]
"""Rows by table; values are of the types of the dictionary, None is unknown."""

SHEETS = {
    "establishment": ("Cơ sở CNNT", "Danh sách cơ sở", "Establishments"),
    "outcome_record": ("Kết quả SXKD", "Kết quả hoạt động SXKD", "Outcomes"),
    "project": ("Đề án", "Danh mục đề án", "Projects"),
    "support": ("Hỗ trợ", "Danh sách hỗ trợ", "Supports"),
    "payment": ("Giải ngân", "Theo dõi thanh toán", "Payments"),
}
COLUMNS = {
    "establishment": ("establishment_id", "name", "legal_form", "founded_on", "women_led"),
    "outcome_record": (
        "establishment_id",
        "year",
        "revenue",
        "workers",
        "energy_kwh",
        "defect_rate",
        "reported_on",
    ),
    "project": ("project_id", "title", "plan_year", "activity", "approved_on"),
    "support": ("support_id", "project_id", "establishment_id", "year", "content", "grant_amount"),
    "payment": ("payment_id", "project_id", "stage", "paid_on", "amount"),
}
"""The columns drawn, those that tell a row first; the others may be left out of a file."""

REQUIRED = {
    name: tuple(column.name for column in TABLES[name].columns if column.required)
    for name in COLUMNS
}

_WORDS = ("Nghĩa An", "Đại Phát", "Phổ Phong", "Sơn Mỹ", "Bình Châu", "Trà Giang", "Tịnh Khê")
_THINGS = ("Lò gạch", "Xưởng mộc", "Cơ sở chổi đót", "Nước mắm", "Quế Trà Bồng", "May mặc")


# --- Tables --------------------------------------------------------------------------------------


def _unknown_at_times(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values, values, values)


_DAYS = st.dates(date(2012, 1, 1), date(2024, 12, 31))
_MONEY = st.integers(0, 99_999).map(lambda thousands: thousands * 100_000)


def _texts() -> st.SearchStrategy[str]:
    return st.builds(
        lambda thing, word, number: f"{thing} {word} {number}",
        st.sampled_from(_THINGS),
        st.sampled_from(_WORDS),
        st.integers(1, 999),
    )


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    """Draw valid tables of two to eight rows that refer to each other."""
    count = draw(st.integers(2, 8))
    establishments: list[Row] = [
        {
            "establishment_id": f"CS{number}",
            "name": draw(_texts()),
            "legal_form": draw(_unknown_at_times(_code("establishment", "legal_form"))),
            "founded_on": draw(_unknown_at_times(st.dates(date(1990, 1, 1), date(2011, 12, 31)))),
            "women_led": draw(_unknown_at_times(st.booleans())),
        }
        for number in range(1, count + 1)
    ]
    projects: list[Row] = [
        {
            "project_id": f"DA{number}",
            "title": draw(_texts()),
            "plan_year": draw(st.integers(2012, 2024)),
            "activity": draw(_unknown_at_times(_code("project", "activity"))),
            "approved_on": draw(_unknown_at_times(_DAYS)),
        }
        for number in range(1, count)
    ]
    records: list[Row] = [
        {
            "establishment_id": one["establishment_id"],
            "year": year,
            "revenue": draw(_unknown_at_times(_MONEY)),
            "workers": draw(_unknown_at_times(st.integers(0, 2_500))),
            "energy_kwh": draw(
                _unknown_at_times(st.integers(0, 400_000).map(lambda tenths: tenths / 10))
            ),
            "defect_rate": draw(
                _unknown_at_times(st.integers(0, 1_000).map(lambda part: part / 1000))
            ),
            "reported_on": draw(_unknown_at_times(_DAYS)),
        }
        for one in establishments
        for year in draw(st.sets(st.integers(2015, 2024), min_size=1, max_size=2))
    ]
    supports: list[Row] = [
        {
            "support_id": f"HT{number}",
            "project_id": draw(st.sampled_from(projects))["project_id"],
            "establishment_id": draw(st.sampled_from(establishments))["establishment_id"],
            "year": draw(st.integers(2015, 2024)),
            "content": draw(_unknown_at_times(_texts())),
            "grant_amount": draw(_unknown_at_times(_MONEY)),
        }
        for number in range(1, count)
    ]
    payments: list[Row] = [
        {
            "payment_id": f"GN{number}",
            "project_id": draw(st.sampled_from(projects))["project_id"],
            "stage": draw(_code("payment", "stage")),
            "paid_on": draw(_unknown_at_times(_DAYS)),
            "amount": draw(_unknown_at_times(_MONEY)),
        }
        for number in range(1, count)
    ]
    return {
        "establishment": establishments,
        "outcome_record": records,
        "project": projects,
        "support": supports,
        "payment": payments,
    }


def _code(table: str, column: str) -> st.SearchStrategy[str]:
    codes = TABLES[table].column(column).codes
    assert codes is not None
    return st.sampled_from(codes.values())


# --- Ways of writing -----------------------------------------------------------------------------


def _plain(text: str) -> str:
    return text


def _bare(text: str) -> str:
    """Write a text without diacritics, as on a keyboard without Vietnamese."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _capitals(text: str) -> str:
    return text.upper()


SPELLINGS: tuple[Callable[[str], str], ...] = (_plain, _bare, _apart, _capitals)


@dataclass(frozen=True)
class Layout:
    """How tables are written: cells by sheet name, and the columns written of each table."""

    sheets: dict[str, list[list[Any]]]
    columns: dict[str, tuple[str, ...]]

    def expected(self, data: Tables) -> Tables:
        """Return the tables a reader gets: what was left out is unknown."""
        return {
            table: [
                {name: row[name] if name in self.columns[table] else None for name in row}
                for row in rows
            ]
            for table, rows in data.items()
        }


@st.composite
def layouts(draw: st.DrawFn, data: Tables, native: bool) -> Layout:
    """Draw a way of writing tables; with `native` cells may be numbers and days of the file."""
    sheets: dict[str, list[list[Any]]] = {}
    columns: dict[str, tuple[str, ...]] = {}
    for table in draw(st.permutations(list(data))):
        chosen = _columns(draw, table)
        columns[table] = chosen
        name = draw(st.sampled_from(SHEETS[table]))
        sheets[name] = _sheet(draw, table, chosen, data[table], native)
    return Layout(sheets, columns)


def _columns(draw: st.DrawFn, table: str) -> tuple[str, ...]:
    optional = [name for name in COLUMNS[table] if name not in REQUIRED[table]]
    left_out = draw(st.sets(st.sampled_from(optional), max_size=1))
    kept = [name for name in COLUMNS[table] if name not in left_out]
    return tuple(draw(st.permutations(kept)))


def _sheet(
    draw: st.DrawFn, table: str, columns: tuple[str, ...], rows: list[Row], native: bool
) -> list[list[Any]]:
    language = draw(st.sampled_from(("vi", "vi", "en", "code")))
    spelling = draw(st.sampled_from(SPELLINGS)) if language == "vi" else _plain
    style = "vi" if language == "vi" else "en"
    unit = draw(st.sampled_from((1, 1_000, 1_000_000)))
    unit_in_title = unit > 1 and draw(st.booleans())
    percent = draw(st.booleans())
    header, writers = [], []
    for name in columns:
        column = TABLES[table].column(name)
        label = {"vi": column.label.vi, "en": column.label.en, "code": name}[language]
        if column.type == "money" and unit > 1 and not unit_in_title:
            label += f" ({_unit_name(unit, language)})"
        if column.type == "fraction" and percent:
            label += " (%)"
        header.append(spelling(label))
        writers.append(_writer(draw, column, native, style, unit, percent, spelling))
    body = [
        [write(row[name]) for name, write in zip(columns, writers, strict=True)] for row in rows
    ]
    if draw(st.booleans()):
        header = [spelling("STT") if language == "vi" else "No.", *header]
        body = [[index if native else str(index), *row] for index, row in enumerate(body, 1)]
    above: list[list[Any]] = []
    if unit_in_title:
        told = "Đơn vị tính" if language == "vi" else "Unit"
        above = [[], [f"{told}: {_unit_name(unit, language)}"]]
    if draw(st.booleans()):
        above = [["ỦY BAN NHÂN DÂN TỈNH"], [], ["BẢNG TỔNG HỢP SỐ LIỆU"], *above]
    if draw(st.booleans()):
        at = draw(st.integers(0, len(body)))
        body = [*body[:at], [], *body[at:]]
    if draw(st.booleans()):
        total: list[Any] = [None] * len(header)
        total[0] = spelling("Tổng cộng") if language != "en" else "Total"
        numbers = [place for place in range(2, len(header))]
        for place in numbers[-1:]:
            total[place] = 123 if native else "123"
        body = [*body, total]
    return [*above, header, *body]


def _unit_name(unit: int, language: str) -> str:
    names = {
        1_000: ("nghìn đồng", "thousand VND"),
        1_000_000: ("triệu đồng", "million VND"),
    }[unit]
    return names[0] if language == "vi" else names[1]


Writer = Callable[[Any], Any]


def _writer(
    draw: st.DrawFn,
    column: Column,
    native: bool,
    style: str,
    unit: int,
    percent: bool,
    spelling: Callable[[str], str],
) -> Writer:
    """Draw how the values of a column are written."""
    as_native = native and draw(st.booleans())

    def number(value: float | int) -> Any:
        return value if as_native else grouped(value, style)

    match column.type:
        case "money":
            return _known(lambda value: number(_quotient(value, unit)))
        case "integer" | "number":
            return _known(number)
        case "fraction":
            return _known(
                lambda value: number(_quotient(round(value * 1000), 10) if percent else value)
            )
        case "year":
            return _known(lambda value: value if as_native else str(value))
        case "date":
            form = draw(st.sampled_from(("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")))
            serial = draw(st.booleans())
            return _known(
                lambda value: (
                    value.strftime(form)
                    if not as_native
                    else (value - date(1899, 12, 30)).days
                    if serial
                    else value
                )
            )
        case "boolean":
            yes, no = draw(st.sampled_from((("Có", "Không"), ("x", "không"), ("Yes", "No"))))
            return _known(lambda value: value if as_native else (yes if value else no))
        case "code":
            codes = column.codes
            assert codes is not None
            kind = draw(st.sampled_from(("code", "vi", "en")))
            if kind == "code":
                return _plain
            return _known(
                lambda value: (
                    spelling(codes.find(value).label.vi)
                    if kind == "vi"
                    else codes.find(value).label.en
                )
            )
        case _:
            return _known(lambda value: value)


def _known(write: Writer) -> Writer:
    return lambda value: None if value is None else write(value)


def _quotient(value: int, unit: int) -> float | int:
    return value // unit if value % unit == 0 else value / unit


def grouped(value: float | int, style: str) -> str:
    """Write a number with marks for thousands and decimals, as a Vietnamese or English reader."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.10f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if style == "vi" else text
