"""The template: what a spreadsheet program and our reader find in it, and that no data are lost."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from analysis.dictionary import HANDED_IN_TABLES, TABLES, Column, Table, dictionary_version
from analysis.exports.template import DEFAULT_TABLES, write_template
from analysis.exports.template_columns import heading
from analysis.exports.template_error import TemplateError
from analysis.exports.template_examples import EXAMPLE_PREFIX, example
from analysis.exports.template_lists import labels_of
from analysis.intake.staging import SQL_TYPES, quoted
from analysis.language import LANGUAGES, Language, Text
from tests.examples import examples

EXAMPLE_ROW, FIRST_ROW = 4, 5
VND = {"đồng": 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}


def _template(language: Language = "vi", **asked: Any) -> io.BytesIO:
    stream = io.BytesIO()
    write_template(stream, language, **asked)
    stream.seek(0)
    return stream


@pytest.fixture(scope="module")
def books() -> Mapping[Language, Workbook]:
    """Return the whole template in both languages, as openpyxl reads it."""
    return {language: load_workbook(_template(language)) for language in LANGUAGES}


def _sheet(book: Workbook, table: str) -> Any:
    """Return the sheet of a table, found as people find it: by the name in its title."""
    return next(one for one in book.worksheets if f"({table})" in str(one["A1"].value))


def _cells_of(validation: Any) -> str:
    return str(validation.sqref)


def test_every_table_people_hand_in_has_its_place() -> None:
    assert sorted(DEFAULT_TABLES) == sorted(HANDED_IN_TABLES)
    assert DEFAULT_TABLES[:2] == ("establishment", "outcome_record")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_names_are_ones_excel_allows(
    books: Mapping[Language, Workbook], language: Language
) -> None:
    names = books[language].sheetnames
    assert len({name.casefold() for name in names}) == len(names) == len(HANDED_IN_TABLES) + 3
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)
    assert names[0] == ("Hướng dẫn" if language == "vi" else "Guide")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HANDED_IN_TABLES)
def test_a_sheet_has_headings_notes_checks_and_frozen_panes(
    books: Mapping[Language, Workbook], language: Language, name: str
) -> None:
    table, sheet = TABLES[name], _sheet(books[language], name)
    headings = [cell.value for cell in sheet[3]]
    assert headings == [heading(table, column, language) for column in table.columns]
    for column, cell in zip(table.columns, sheet[3], strict=True):
        first, second = column.label.in_language(language), column.label
        assert cell.value.startswith(first)
        assert second.vi in cell.value
        assert second.en in cell.value
        assert cell.comment is not None
        if column.note is not None:
            assert column.note.in_language(language) in cell.comment.text
    last_key = max(table.column_names().index(key) for key in table.key)
    assert sheet.freeze_panes == f"{get_column_letter(last_key + 2)}4"
    assert sheet.auto_filter.ref.startswith("A3:")
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        True,
    )
    checked = {_cells_of(one).split(":")[0] for one in sheet.data_validations.dataValidation}
    for position, column in enumerate(table.columns, start=1):
        address = f"{get_column_letter(position)}{FIRST_ROW}"
        assert (address in checked) == (column.type != "text"), column.name
    assert str(sheet.cell(EXAMPLE_ROW, 1).value).startswith(
        EXAMPLE_PREFIX.in_language(language).strip()
    )
    assert sheet.max_row == EXAMPLE_ROW


@pytest.mark.parametrize("name", HANDED_IN_TABLES)
def test_only_what_must_be_there_has_a_star(name: str) -> None:
    """A row's own id may be left out where the dictionary says what it is made from."""
    table = TABLES[name]
    for column in table.columns:
        own_id = table.key == (column.name,) and table.natural_key != ()
        starred = heading(table, column, "vi").endswith(" *")
        assert starred == (column.required and not own_id), column.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_name_the_rules_of_their_column(
    books: Mapping[Language, Workbook], language: Language
) -> None:
    sheet = _sheet(books[language], "outcome_record")
    notes = {
        column.name: cell.comment.text
        for column, cell in zip(TABLES["outcome_record"].columns, sheet[3], strict=True)
    }
    more = Text("nhiều hơn tổng lao động", "ore women than workers").in_language(language)
    assert more in notes["workers_women"]
    assert more in notes["workers"]
    assert more not in notes["wages"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_checks_warn_and_never_refuse(
    books: Mapping[Language, Workbook], language: Language
) -> None:
    for sheet in books[language].worksheets:
        for check in sheet.data_validations.dataValidation:
            assert check.errorStyle == "warning"
            assert check.allowBlank or _cells_of(check) == "B2"
            if _cells_of(check) != "B2":
                last = int(_cells_of(check).split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
                assert last >= 5_000
                assert len(check.error) <= 255
                assert check.error.rstrip()[-1] in ".", "the message was cut in the middle"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HANDED_IN_TABLES)
def test_drop_downs_offer_the_labels_of_the_code_list(
    books: Mapping[Language, Workbook], language: Language, name: str
) -> None:
    table, book = TABLES[name], books[language]
    sheet = _sheet(book, name)
    checks = {_cells_of(one).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    for position, column in enumerate(table.columns, start=1):
        if column.codes is None:
            continue
        source = checks[f"{get_column_letter(position)}{FIRST_ROW}"].formula1
        list_sheet, cells = source.replace("$", "").rsplit("!", 1)
        offered = [row[0].value for row in book[list_sheet.strip("'=")][cells]]
        assert offered == list(labels_of(column.codes, language).values()), column.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HANDED_IN_TABLES)
def test_the_unit_of_money_is_asked_once_where_there_is_money(
    books: Mapping[Language, Workbook], language: Language, name: str
) -> None:
    sheet = _sheet(books[language], name)
    units = [one for one in sheet.data_validations.dataValidation if _cells_of(one) == "B2"]
    if not any(column.type == "money" for column in TABLES[name].columns):
        assert (sheet["A2"].value, sheet["B2"].value, units) == (None, None, [])
        return
    words = Text("Đơn vị tiền / Money unit", "Money unit / Đơn vị tiền").in_language(language)
    assert (sheet["A2"].value, sheet["B2"].value) == (
        words,
        Text("đồng", "VND").in_language(language),
    )
    [unit] = units
    offered = unit.formula1.strip('"').split(",")
    if language == "vi":
        assert offered == list(VND)
    else:
        assert offered == ["VND", "thousand VND", "million VND", "billion VND"]


@pytest.mark.parametrize("name", HANDED_IN_TABLES)
def test_the_example_obeys_the_rules_it_illustrates(name: str) -> None:
    table = TABLES[name]
    values: dict[str, object] = {}
    for column in table.columns:
        value = example(table, column, None)
        assert value is not None or not column.required, column.name
        if column.codes is not None and value is not None:
            assert value in column.codes.values()
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            assert column.minimum is None or value >= column.minimum
            assert column.maximum is None or value <= column.maximum
        values[column.name] = value.vi if isinstance(value, Text) else value
    read = ", ".join(
        f"cast(${column.name} as {SQL_TYPES[column.type]}) as {quoted(column.name)}"
        for column in table.columns
    )
    with duckdb.connect() as connection:
        for rule in table.rules:
            held = connection.execute(
                f"select coalesce({rule.expression}, true) from (select {read})", values
            ).fetchone()
            assert held == (True,), rule.code


@pytest.mark.parametrize("simulated", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mark_of_simulated_data_is_on_every_sheet(language: Language, simulated: bool) -> None:
    tables = ["support", "outreach_contact"]
    book = load_workbook(_template(language, tables=tables, case="thu", simulated=simulated))
    mark = Text("SỐ LIỆU MÔ PHỎNG", "SIMULATED DATA").in_language(language)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert len(visible) == len(tables) + 2
    assert {mark in str(sheet["A1"].value) for sheet in visible} == {simulated}
    if simulated:
        assert {sheet["A1"].font.color.rgb for sheet in visible} == {"FFA8321E"}


def test_the_hidden_sheet_says_what_the_template_is() -> None:
    book = load_workbook(_template("en", tables=["support", "project"], case="thu", simulated=True))
    hidden = book["_khuyencong"]
    assert hidden.sheet_state == "hidden"
    assert {row[0].value: row[1].value for row in hidden.iter_rows()} == {
        "format": "khuyencong-template",
        "version": 1,
        "dictionary_version": dictionary_version(),
        "language": "en",
        "case": "thu",
        "simulated": "true",
        "tables": "support,project",
    }


def test_the_guide_leads_to_every_sheet(books: Mapping[Language, Workbook]) -> None:
    for book in books.values():
        guide = book.worksheets[0]
        led = {
            str(cell.hyperlink.location).rsplit("!", 1)[0].strip("'")
            for row in guide.iter_rows()
            for cell in row
            if cell.hyperlink
        }
        assert led == set(book.sheetnames[1:-2])


@pytest.mark.parametrize("asked", ["outcome_records", "ceiling", "administrative_unit"])
def test_a_table_nobody_fills_in_is_refused(asked: str) -> None:
    with pytest.raises(TemplateError) as caught:
        _template(tables=[asked])
    assert asked in caught.value.text.vi
    if asked == "outcome_records":
        assert "'outcome_record'" in caught.value.text.en


def test_an_unknown_unit_is_refused_and_the_nearest_named() -> None:
    with pytest.raises(TemplateError, match="million VND"):
        _template(tables=["support"], money_unit="milion VND")


def test_a_text_no_cell_can_hold_is_refused_before_anything_is_written() -> None:
    frame = pd.DataFrame({"project_id": ["a"], "title": ["á" * 32_768], "plan_year": [2024]})
    stream = io.BytesIO()
    with pytest.raises(TemplateError, match="title"):
        write_template(stream, "vi", ["project"], data={"project": frame})
    assert stream.getvalue() == b""


def test_another_currency_has_its_own_units() -> None:
    frame = pd.DataFrame(
        {"payment_id": ["a"], "project_id": ["p"], "currency": ["USD"], "amount": [1_250_000]}
    )
    book = load_workbook(
        _template("en", tables=["payment"], data={"payment": frame}, money_unit="million VND")
    )
    sheet = _sheet(book, "payment")
    assert sheet["B2"].value == "million US dollars"
    assert sheet.cell(FIRST_ROW, TABLES["payment"].column_names().index("amount") + 1).value == 1.25


@pytest.mark.parametrize(("language", "name"), [("vi", "Đức Phổ"), ("en", "Duc Pho")])
def test_ids_of_places_stay_and_are_named_beside_the_table(language: Language, name: str) -> None:
    data = {
        "cluster": pd.DataFrame(
            {"cluster_id": ["c1", "c2"], "name": ["A", "B"], "unit_id": ["534_v2", None]}
        ),
        "administrative_unit": pd.DataFrame(
            {"unit_id": ["534_v2"], "name": ["Đức Phổ"], "name_en": ["Duc Pho"]}
        ),
    }
    sheet = _sheet(load_workbook(_template(language, tables=["cluster"], data=data)), "cluster")
    columns = TABLES["cluster"].column_names()
    last = len(columns) + 1
    assert "(chỉ để đọc)" in sheet.cell(3, last).value
    assert [sheet.cell(row, last).value for row in (5, 6)] == [name, None]
    assert sheet.cell(5, columns.index("unit_id") + 1).value == "534_v2"


# What comes back -----------------------------------------------------------------------------

_LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"
)
_TEXTS = st.one_of(
    st.sampled_from(
        ["=1+1", "+84 55 123", "-2", "@x", "'quoted", "0012", "1/2", "12e5", "TRUE", "<r>a</r>"]
    ),
    # Readers differ about what is written like an escaped letter.
    st.text(_LETTERS, min_size=1, max_size=30).filter(lambda text: "_x" not in text),
)
_AMOUNTS = st.integers(-(10**15), 10**15)
_DAYS = st.dates(date(1800, 1, 1), date(2200, 1, 1))
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": _TEXTS,
    "money": _AMOUNTS,
    "integer": st.integers(0, 10**9),
    "year": st.integers(1900, 2100),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "fraction": st.floats(0, 1),
    "date": _DAYS,
    "boolean": st.booleans(),
}


def _row(table: Table) -> st.SearchStrategy[dict[str, Any]]:
    def values(column: Column) -> st.SearchStrategy[Any]:
        if column.name == "currency":
            return st.just("VND")
        if column.codes is not None:
            return st.none() | st.sampled_from(column.codes.values())
        return st.none() | _VALUES[column.type]

    return st.fixed_dictionaries({column.name: values(column) for column in table.columns})


def _canonical(column: Column, cell: Any, factor: int, language: Language) -> Any:
    """Read a cell the way anyone would: this is no part of the program."""
    if cell == "":
        return None
    if column.codes is not None:
        back = {code.label.in_language(language): code.code for code in column.codes.codes}
        return back[cell]
    if column.type == "boolean":
        return {"Có": True, "Không": False, "Yes": True, "No": False}[cell]
    if column.type == "date":
        return datetime.strptime(cell, "%d/%m/%Y").date() if isinstance(cell, str) else cell
    if column.type == "money":
        return round(cell * factor)
    return cell


@settings(max_examples=examples(40))
@given(data=st.data(), language=st.sampled_from(LANGUAGES), unit=st.sampled_from(list(VND)))
def test_data_come_back_exactly(data: st.DataObject, language: Language, unit: str) -> None:
    name = data.draw(st.sampled_from(["establishment", "outcome_record", "project", "payment"]))
    table = TABLES[name]
    rows = data.draw(st.lists(_row(table), min_size=1, max_size=4))
    frame = pd.DataFrame(
        {column: pd.Series([row[column] for row in rows], dtype=object) for column in rows[0]}
    )
    stream = _template(language, tables=[name], data={name: frame}, money_unit=unit)
    sheet = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(1)
    read = sheet.to_python(skip_empty_area=False)[FIRST_ROW - 1 :]
    read += [[""] * len(table.columns)] * (len(rows) - len(read))
    assert len(read) == len(rows)
    for expected, cells in zip(rows, read, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            found = _canonical(column, cell, VND[unit], language)
            assert found == expected[column.name], column.name
            assert found is None or isinstance(found, str) == isinstance(expected[column.name], str)


@pytest.mark.parametrize("kind", ["typed", "database"])
def test_frames_of_either_make_are_written_alike(kind: str) -> None:
    """A case's frames have pandas' nullable types, those of a database NaN in their place."""
    typed = pd.DataFrame(
        {
            "establishment_id": pd.array(["a", "b"], dtype="string"),
            "founded_on": pd.Series([date(2020, 2, 29), None]).astype("datetime64[s]"),
            "women_led": pd.array([None, False], dtype="boolean"),
        }
    )
    if kind == "database":
        with duckdb.connect() as connection:
            typed = connection.execute("select * from typed").df()
    sheet = CalamineWorkbook.from_filelike(
        _template(tables=["establishment"], data={"establishment": typed})
    ).get_sheet_by_index(1)
    names = TABLES["establishment"].column_names()
    read = sheet.to_python(skip_empty_area=False)[FIRST_ROW - 1 :]
    assert [
        [row[names.index(name)] for name in ("establishment_id", "founded_on", "women_led")]
        for row in read
    ] == [["a", date(2020, 2, 29), ""], ["b", "", "Không"]]


def test_a_text_like_a_formula_is_no_formula_and_ids_are_kept_as_text() -> None:
    frame = pd.DataFrame({"establishment_id": ["007"], "tax_code": ["0400"], "name": ["=1+1"]})
    book = load_workbook(_template(tables=["establishment"], data={"establishment": frame}))
    cells = _sheet(book, "establishment")[FIRST_ROW]
    assert [(cell.value, cell.data_type, cell.number_format) for cell in cells[:3]] == [
        ("007", "s", "@"),
        ("0400", "s", "@"),
        ("=1+1", "s", "@"),
    ]


def test_what_no_number_can_hold_is_written_out() -> None:
    amount = 2**53 + 1
    frame = pd.DataFrame({"payment_id": ["a"], "currency": ["VND"], "amount": [amount]})
    position = TABLES["payment"].column_names().index("amount")
    for unit, written in (("đồng", "9007199254740993"), ("nghìn đồng", "9007199254740.9930")):
        sheet = CalamineWorkbook.from_filelike(
            _template(tables=["payment"], data={"payment": frame}, money_unit=unit)
        ).get_sheet_by_index(1)
        assert sheet.to_python()[FIRST_ROW - 1][position] == written


def test_drop_downs_reach_beyond_long_data() -> None:
    frame = pd.DataFrame({"event_id": [f"e{n}" for n in range(6_000)], "establishment_id": "c"})
    book = load_workbook(_template(tables=["outreach_contact"], data={"outreach_contact": frame}))
    [check] = _sheet(book, "outreach_contact").data_validations.dataValidation
    assert _cells_of(check) == "C5:C7004"
