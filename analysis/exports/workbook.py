"""The workbook to take away: tables with native charts, their definitions and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import pandas as pd
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from analysis.exports.about import SIMULATED, data_lines
from analysis.exports.cells import harmless
from analysis.exports.claims_sheet import claim_records, write_claims
from analysis.exports.definitions_sheet import write_definitions
from analysis.exports.measure_sheet import SAFE_OPTIONS, SheetFormats, sheet_formats, write_rows
from analysis.exports.workbook_chart import ChartPlan, Helper, chart_table, draw_chart
from analysis.language import Text
from analysis.measures import Measure, catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot

CHARTS: dict[str, ChartPlan | None] = {
    "funding_by_year": ChartPlan("column", "year", ("planned", "approved", "disbursed")),
    "funding_by_source": ChartPlan("stacked", "year", ("approved",), split="fund_source_name"),
    "funding_by_activity": ChartPlan("bar", "activity_name", ("approved",)),
    "funding_by_district": ChartPlan("bar", "district_name", ("approved",)),
    "absorption": ChartPlan("line", "year", ("absorption",)),
    "leverage_by_year": ChartPlan("line", "year", ("leverage",)),
    "reconciliation": None,
    "application_funnel": ChartPlan("bar", "step_name", ("applications",)),
    "application_reasons": ChartPlan("bar", "reason_name", ("applications",)),
    "coverage_by_district": ChartPlan(
        "bar", "district_name", ("supported_share",), interval=("supported_low", "supported_high")
    ),
    "fairness_by_district": ChartPlan(
        "bar", "district_name", ("share_of_eligible", "share_of_money")
    ),
    "job_flows": ChartPlan(
        "line", "year", ("net_rate",), split="status_name", only=("counted_in", "workers")
    ),
    "jobs_kept": ChartPlan(
        "column",
        "months",
        ("share",),
        interval=("low", "high"),
        only=("counted_in", "workers"),
    ),
    "cost_per_job": ChartPlan("bar", "basis_name", ("cost",), interval=("low", "high")),
    "productivity_by_year": ChartPlan("line", "year", ("typical",), split="status_name"),
    "outcome_change": None,
    "targets_progress": None,
    "quality_response": None,
}
"""The measures of the workbook in the order of its sheets, each with the chart it has, if any."""

_NAME = 31
"""Characters of a sheet's name that a spreadsheet program allows."""

_A4 = 9
_LINE_COLUMNS, _LINE_CHARACTERS, _LINE_PIXELS = 6, 120, 20
"""How far a sentence runs over merged cells, how much of it fits a line, and a line's height."""

_WORDS_WIDTH = 90
"""Width of the column of words about the data, in characters."""

_CONTENTS = Text("Mục lục", "Contents")
_DEFINITIONS = Text("Định nghĩa", "Definitions")
_EVIDENCE = Text("Bằng chứng", "Evidence")
_CHART_DATA = Text("Số của biểu đồ", "Data of charts")
_TABLES = Text("Bảng", "Table")
_ROWS = Text("Số dòng", "Rows")
_BACK = Text("← Mục lục", "← Contents")
_TITLE = Text("Khuyến công: số liệu và biểu đồ", "Khuyến công: tables and charts")
_EMPTY = Text("Không có dòng nào trong phạm vi này", "No row within this scope")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sheet of tables: the measure, its rows and the name of the sheet."""

    measure: Measure
    frame: pd.DataFrame
    sheet: str


def write_workbook(
    stream: BinaryIO,
    snapshot: Snapshot,
    scope: Scope,
    measures: Sequence[str] = tuple(CHARTS),
    frames: Mapping[str, pd.DataFrame] | None = None,
    claims: bool = True,
) -> None:
    """Write the workbook of the named measures, in the scope's language, to a binary stream.

    With `claims` a sheet of evidence stands behind them, where the data have outcomes at all.

    `frames` are rows to show in place of a measure's own, such as those after disclosure control.
    Raises KeyError for a name that is no measure's.
    """
    language = scope.language
    entries = [
        Entry(
            catalogue()[name],
            frames[name] if frames and name in frames else run_measure(name, snapshot, scope),
            _sheet_name(number, catalogue()[name].title.in_language(language)),
        )
        for number, name in enumerate(measures, start=1)
    ]
    with xlsxwriter.Workbook(stream, {"in_memory": True, **SAFE_OPTIONS}) as book:
        formats = sheet_formats(book)
        contents = book.add_worksheet(_CONTENTS.in_language(language))
        _write_contents(contents, formats, entries, snapshot, scope)
        sheets = [book.add_worksheet(entry.sheet) for entry in entries]
        if claims:
            evidence = book.add_worksheet(_EVIDENCE.in_language(language))
            write_claims(evidence, formats, claim_records(snapshot, scope), scope)
        definitions = book.add_worksheet(_DEFINITIONS.in_language(language))
        helper = book.add_worksheet(_CHART_DATA.in_language(language))
        row = 0
        for entry, sheet in zip(entries, sheets, strict=True):
            row = _write_entry(book, sheet, formats, entry, snapshot, scope, Helper(helper, row, 0))
        write_definitions(definitions, formats, [entry.measure for entry in entries], language)


_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def _sheet_name(number: int, title: str) -> str:
    """Return the name of a sheet: its number and as many whole words of a title as it holds."""
    whole = f"{number:02d} {title}".translate(_NOT_IN_NAMES)
    if len(whole) <= _NAME:
        return whole
    return f"{whole[: _NAME - 1].rsplit(' ', 1)[0]}…"


def _write_contents(
    sheet: Worksheet,
    formats: SheetFormats,
    entries: Sequence[Entry],
    snapshot: Snapshot,
    scope: Scope,
) -> None:
    language = scope.language
    sheet.set_column(0, 0, 45)
    sheet.set_column(1, 1, _WORDS_WIDTH)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, _TITLE.in_language(language), formats.title)
    row = 2
    for label, words in data_lines(snapshot, scope):
        sheet.write_string(row, 0, label, formats.bold)
        sheet.write_string(row, 1, harmless(words), formats.wrapped)
        # Not every program makes room for a second line by itself.
        sheet.set_row_pixels(row, _LINE_PIXELS * (1 + len(words) // _WORDS_WIDTH))
        row += 1
    row += 1
    sheet.write_string(row, 0, _TABLES.in_language(language), formats.bold)
    sheet.write_string(row, 1, _ROWS.in_language(language), formats.bold)
    for entry in entries:
        row += 1
        title = entry.measure.title.in_language(language)
        sheet.write_url(row, 0, f"internal:'{entry.sheet}'!A1", formats.link, title)
        sheet.write_number(row, 1, len(entry.frame), formats.left)


def _write_entry(
    book: Workbook,
    sheet: Worksheet,
    formats: SheetFormats,
    entry: Entry,
    snapshot: Snapshot,
    scope: Scope,
    helper: Helper,
) -> int:
    """Write one sheet: title, mark, definition, chart, rows; return the next free helper row."""
    language, measure = scope.language, entry.measure
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, measure.title.in_language(language), formats.title)
    back = _BACK.in_language(language)
    sheet.write_url(1, 0, f"internal:'{_CONTENTS.in_language(language)}'!A1", formats.link, back)
    for row, words in ((2, measure.counts), (3, measure.caveats)):
        line = harmless(words.in_language(language))
        sheet.merge_range(row, 0, row, _LINE_COLUMNS, line, formats.wrapped)
        sheet.set_row_pixels(row, _LINE_PIXELS * (1 + len(line) // _LINE_CHARACTERS))
    if snapshot.case.simulated and not measure.published:
        sheet.write_string(4, 0, SIMULATED.in_language(language), formats.mark)
    top = 6
    if entry.frame.empty:
        sheet.write_string(top, 0, _EMPTY.in_language(language))
        return helper.row
    plan = CHARTS.get(measure.name)
    table = None if plan is None else chart_table(plan, entry.frame)
    if plan is not None and table is not None and not table.empty:
        helper.sheet.write_string(helper.row, 0, measure.title.in_language(language), formats.bold)
        below = Helper(helper.sheet, helper.row + 1, 0)
        currencies = sorted(set(entry.frame["currency"].dropna())) if _has_currency(measure) else []
        chart, height = draw_chart(book, below, plan, measure, table, scope, currencies)
        description = (
            f"{measure.title.in_language(language)}: {measure.counts.in_language(language)}"
        )
        sheet.insert_chart(top, 0, chart, {"description": description})
        top += height // 20 + 2
        helper = Helper(helper.sheet, helper.row + len(table) + 3, 0)
    write_rows(sheet, formats, measure, entry.frame, language, top)
    return helper.row


def _has_currency(measure: Measure) -> bool:
    return any(column.name == "currency" for column in measure.columns)
