"""What a command line says about columns and sheets: --map, --ignore and --table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from analysis.commands.shared import CommandError, wrong_use
from analysis.dictionary import HANDED_IN_TABLES, TABLES
from analysis.importing.model import ANY_SHEET, Choices, LegacyAnswer, Report
from analysis.intake.folding import fold_text
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was said, as typed: heading to column (None: leave out), sheet to table ("": out)."""

    columns: dict[str, str | None]
    tables: dict[str, str]


def wanted_of(maps: Sequence[str], ignored: Sequence[str], tables: Sequence[str]) -> Wanted:
    """Read the options; raises CommandError for one that names nothing there is."""
    columns: dict[str, str | None] = dict.fromkeys(ignored)
    known = sorted({name for table in HANDED_IN_TABLES for name in TABLES[table].column_names()})
    for told in maps:
        header, column = _pair("--map", told, "HEADER=COLUMN")
        if column not in known:
            raise _unknown("--map", column, known)
        columns[header] = column
    sheets: dict[str, str] = {}
    for told in tables:
        sheet, table = _pair("--table", told, "SHEET=TABLE")
        if table and table not in HANDED_IN_TABLES:
            raise _unknown("--table", table, list(HANDED_IN_TABLES))
        sheets[sheet] = table
    return Wanted(columns, sheets)


def choices_of(wanted: Wanted, erase_blank: bool, complete: bool, legacy: LegacyAnswer) -> Choices:
    """Return what was said as the import understands it; it holds for every file and sheet."""
    columns = {fold_text(header): column for header, column in wanted.columns.items()}
    return Choices(
        mapping={ANY_SHEET: columns} if columns else {},
        tables={fold_text(sheet): table for sheet, table in wanted.tables.items()},
        erase_blank=erase_blank,
        complete=complete,
        legacy=legacy,
    )


def refuse_unused(wanted: Wanted, report: Report) -> None:
    """Raise CommandError when something that was said met no column or sheet of the files.

    A heading mistyped would otherwise leave its column out without a word.
    """
    if report.status == "unreadable":
        return
    sheets = [sheet.sheet or sheet.file for sheet in report.sheets]
    for name in wanted.tables:
        if fold_text(name) not in map(fold_text, sheets):
            raise _unmet("--table", name, sheets)
    found = [column for sheet in report.sheets for column in sheet.columns]
    for header, wanted_column in wanted.columns.items():
        meant = [column for column in found if fold_text(column.header) == fold_text(header)]
        if not meant:
            raise _unmet("--map/--ignore", header, [column.header for column in found])
        if not any(column.column == wanted_column for column in meant):
            raise wrong_use(
                Text(
                    f"--map: cột «{header}» không thể là «{wanted_column}»: bảng nhận ra được "
                    "không có cột ấy, hoặc cột khác đã giữ chỗ",
                    f"--map: «{header}» cannot be «{wanted_column}»: the table recognised has no "
                    "such column, or another heading has it already",
                )
            )


def _pair(option: str, told: str, form: str) -> tuple[str, str]:
    left, equals, right = told.rpartition("=")
    if not equals or not left.strip():
        raise wrong_use(
            Text(
                f"{option}: «{told}» chưa đúng; viết {form}",
                f"{option}: «{told}» is not of the form {form}",
            )
        )
    return left.strip(), right.strip()


def _unknown(option: str, name: str, known: Sequence[str]) -> CommandError:
    listed = ", ".join(get_close_matches(name, known, 3, 0.5) or known[:20])
    return wrong_use(
        Text(
            f"{option}: không có «{name}». Chọn trong: {listed}",
            f"{option}: there is no «{name}». Choose among: {listed}",
        )
    )


def _unmet(option: str, name: str, there: Sequence[str]) -> CommandError:
    listed = ", ".join(f"«{one}»" for one in dict.fromkeys(there)) or "–"
    return wrong_use(
        Text(
            f"{option}: trong tệp không có «{name}», nên chưa nạp gì. Tệp có: {listed}",
            f"{option}: the files have no «{name}», so nothing was imported. They have: {listed}",
        )
    )
