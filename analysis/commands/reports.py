"""What an import found, for people and for programs: sheets, problems and what would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from analysis.cases.catalogue import CASES
from analysis.commands.console import SIMULATED, as_table
from analysis.commands.shared import say
from analysis.dictionary import TABLES
from analysis.importing.model import CellChange, Report, SheetColumn, SheetReport, TableChange
from analysis.intake.headers import is_skipped_sheet
from analysis.intake.problem import Problem
from analysis.language import Language, Text, format_number, money_unit
from analysis.warehouse import WarehouseError, loaded_cases, open_snapshot

GROUPS_SHOWN = 50
CELLS_SHOWN = 8
CHANGES_SHOWN = 10
LEGACY_SHOWN = 5

SEVERITIES = {"error": Text("LỖI", "ERROR"), "warning": Text("cảnh báo", "warning")}
_SHEET_HEADER = (
    Text("Tệp", "File"),
    Text("Trang", "Sheet"),
    Text("Bảng", "Table"),
    Text("Dòng tiêu đề", "Header row"),
    Text("Số dòng", "Rows"),
    Text("Đơn vị tiền", "Money unit"),
    Text("Cột chưa nhận ra", "Columns not recognised"),
)
_CHANGE_HEADER = (
    Text("Bảng", "Table"),
    Text("Thêm", "Added"),
    Text("Đổi", "Changed"),
    Text("Giữ nguyên", "Unchanged"),
    Text("Bỏ", "Removed"),
    Text("Để lại", "Left out"),
)
_COUNTS = ("added", "changed", "unchanged", "removed", "left_out")
_NOT_RECOGNISED = Text("không nhận ra, để lại", "not recognised, left out")
_NOTHING = Text("(trống)", "(empty)")


def table_label(name: str, language: Language) -> str:
    """Return what a table is called, with its name in the dictionary."""
    return f"{TABLES[name].label.in_language(language)} ({name})" if name in TABLES else name


def say_simulated(simulated: bool, language: Language) -> None:
    """Write the mark of simulated data, where they are."""
    if simulated:
        click.echo(f"*** {SIMULATED.in_language(language)} ***")


def show_found(report: Report, language: Language) -> None:
    """Write what was recognised and what is wrong: sheets, then errors, then warnings."""
    # The guide and the lists of a template are no data: nobody expects to hear of them.
    sheets = [sheet for sheet in report.sheets if not is_skipped_sheet(sheet.sheet or "")]
    if sheets:
        rows = [_sheet_row(sheet, language) for sheet in sheets]
        labels = [label.in_language(language) for label in _SHEET_HEADER]
        right = [False, False, False, True, True, False, False]
        click.echo(as_table(labels, rows, right))
    for sheet in sheets:
        _show_hints(sheet, language)
        _show_legacy(sheet, language)
    if any(_unknown(sheet) for sheet in sheets):
        say(
            Text(
                '→ Cột chưa nhận ra: --map "TIÊU ĐỀ=CỘT" để nạp, --ignore "TIÊU ĐỀ" để bỏ',
                '→ Columns not recognised: --map "HEADER=COLUMN" or --ignore "HEADER"',
            ),
            language,
        )
    show_problems(report.problems, language)
    errors, warnings = report.errors, report.warnings
    say(
        Text(
            f"{format_number(errors, 'vi')} lỗi, {format_number(warnings, 'vi')} cảnh báo",
            f"{format_number(errors, 'en')} errors, {format_number(warnings, 'en')} warnings",
        ),
        language,
    )


def _sheet_row(sheet: SheetReport, language: Language) -> list[str]:
    unknown = [f"{column.letter} «{column.header}»" for column in _unknown(sheet)]
    table = _NOT_RECOGNISED.in_language(language)
    if sheet.table is not None:
        table = table_label(sheet.table, language)
    elif sheet.candidates:
        table = " / ".join(table_label(name, language) + "?" for name in sheet.candidates[:3])
    return [
        sheet.file,
        sheet.sheet or "–",
        table,
        str(sheet.header_row) if sheet.header_row else "–",
        format_number(sheet.rows, language),
        _unit(sheet, language),
        ", ".join(unknown) or "–",
    ]


def _unknown(sheet: SheetReport) -> list[SheetColumn]:
    return [column for column in sheet.columns if column.column is None and not column.ignored]


def _unit(sheet: SheetReport, language: Language) -> str:
    """Return the unit of a sheet's amounts, and whether it was told or taken for granted."""
    if sheet.table is None:
        return "–"
    table = TABLES[sheet.table]
    if not any(c.column and table.column(c.column).type == "money" for c in sheet.columns):
        return "–"
    unit = money_unit(sheet.money_factor, "VND")
    name = unit.name.in_language(language)
    if unit.factor != sheet.money_factor:
        name = f"× {format_number(sheet.money_factor, language)}"
    untold = Text("không ghi, hiểu là", "not told, taken as").in_language(language)
    return name if sheet.money_unit_told or sheet.money_factor != 1 else f"{untold} {name}"


def _show_hints(sheet: SheetReport, language: Language) -> None:
    """Say how to tell the program what a column or a sheet is."""
    if sheet.table is None and sheet.candidates:
        name = sheet.sheet or sheet.file
        click.echo(f'→ --table "{name}={sheet.candidates[0]}"')
    for column in _unknown(sheet):
        if column.suggestions:
            near = ", ".join(
                TABLES[str(sheet.table)].column(name).label.in_language(language)
                for name in column.suggestions[:3]
            )
            click.echo(f'→ --map "{column.header}={column.suggestions[0]}"  ({near}?)')


def _show_legacy(sheet: SheetReport, language: Language) -> None:
    if sheet.legacy_font is None:
        return
    name = "TCVN3 (ABC)" if sheet.legacy_font == "tcvn3" else "VNI"
    say(
        Text(
            f"{sheet.sheet or sheet.file}: chữ gõ bằng phông cũ {name}; chuyển sang Unicode:",
            f"{sheet.sheet or sheet.file}: text typed in the old font {name}; in Unicode:",
        ),
        language,
    )
    for before, after in sheet.legacy_samples[:LEGACY_SHOWN]:
        click.echo(f"    {before} → {after}")


def show_problems(problems: Sequence[Problem], language: Language) -> None:
    """Write problems, errors first; the same fault in several cells is told once, with the cells.

    A long list is cut, and says so.
    """
    groups: dict[tuple[Any, ...], list[Problem]] = {}
    for problem in sorted(problems, key=lambda one: one.severity != "error"):
        same = (
            problem.severity,
            problem.rule,
            problem.file,
            problem.sheet,
            problem.table,
            problem.column,
            problem.message,
            problem.remedy,
        )
        groups.setdefault(same, []).append(problem)
    for group in list(groups.values())[:GROUPS_SHOWN]:
        _show_group(group, language)
    hidden = sum(len(group) for group in list(groups.values())[GROUPS_SHOWN:])
    if hidden:
        say(
            Text(
                f"… và {format_number(hidden, 'vi')} điều nữa; xem tất cả với --format json",
                f"… and {format_number(hidden, 'en')} more; --format json shows them all",
            ),
            language,
        )


def _show_group(group: Sequence[Problem], language: Language) -> None:
    first = group[0]
    word = SEVERITIES[first.severity].in_language(language)
    if len(group) == 1:
        click.echo(f"{word} [{first.rule}] {first.sentence().in_language(language)}")
        return
    common = replace(first, value=None, cell=None, row=None)
    click.echo(f"{word} [{first.rule}] {common.sentence().in_language(language)}")
    cells = ", ".join(_cell(problem, language) for problem in group[:CELLS_SHOWN])
    more = len(group) - CELLS_SHOWN
    rest = Text(f" … và {more} ô nữa", f" … and {more} more").in_language(language)
    click.echo(f"    {cells}{rest if more > 0 else ''}")


def _cell(problem: Problem, language: Language) -> str:
    row = Text("dòng", "row").in_language(language)
    place = problem.cell or ("–" if problem.row is None else f"{row} {problem.row}")
    return place if problem.value is None else f"{place} «{problem.value}»"


def show_changes(changes: Iterable[TableChange], language: Language) -> None:
    """Write what would change: rows by table, then the first changes with old and new value."""
    # A template has a sheet for every table; those left empty say nothing.
    changes = [change for change in changes if any(getattr(change, n) for n in _COUNTS)]
    if not changes:
        return
    labels = [label.in_language(language) for label in _CHANGE_HEADER]
    rows = [
        [
            table_label(change.table, language),
            *(format_number(getattr(change, name), language) for name in _COUNTS),
        ]
        for change in changes
    ]
    click.echo(as_table(labels, rows, [False, *[True] * len(_COUNTS)]))
    for change in changes:
        for sample in change.samples[:CHANGES_SHOWN]:
            click.echo(f"    {change_line(change.table, sample, language)}")
        hidden = len(change.samples) - CHANGES_SHOWN
        if hidden > 0:
            click.echo("    …")


def change_line(table: str, change: CellChange, language: Language) -> str:
    """Write one change: `+` a new row, `−` a row gone, or a value before → after."""
    label = TABLES[table].label.in_language(language)
    if change.column is None:
        sign = "+" if change.kind == "added" else "−"
        return f"{sign} {label} {change.key}"
    column = TABLES[table].column(change.column).label.in_language(language)
    nothing = _NOTHING.in_language(language)
    old, new = (nothing if value is None else value for value in (change.old, change.new))
    return f"{label} {change.key}, {column}: {old} → {new}"


def problem_record(problem: Problem, language: Language) -> dict[str, object]:
    """Return a problem as a program reads it, its sentences in the reader's language."""
    return {
        "severity": problem.severity,
        "rule": problem.rule,
        "file": problem.file,
        "sheet": problem.sheet,
        "table": problem.table,
        "cell": problem.cell,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.message.in_language(language),
        "remedy": problem.remedy.in_language(language),
    }


def report_record(
    report: Report, case: str, simulated: bool, language: Language
) -> dict[str, object]:
    """Return a report as a program reads it."""
    return {
        "status": report.status,
        "case": case,
        "simulated": simulated,
        "errors": report.errors,
        "warnings": report.warnings,
        "sheets": [asdict(sheet) for sheet in report.sheets],
        "problems": [problem_record(problem, language) for problem in report.problems],
        "changes": [asdict(change) for change in report.changes],
        "duplicates": [asdict(pair) for pair in report.duplicates],
    }


def is_simulated(workspace: Path, case: str) -> bool:
    """Tell whether the data of a case are simulated; an unknown case is not."""
    if case in CASES:
        return CASES[case].kind == "simulated"
    if case not in loaded_cases(workspace):
        return False
    try:
        return open_snapshot(workspace, case).case.simulated
    except WarehouseError:
        return False
