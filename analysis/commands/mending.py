"""Commands for what is mended by hand: values, with the register of them, and rows left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from analysis.commands.console import FORMATS, as_csv, as_json, moment, records
from analysis.commands.own_data import case_option, open_for, say_published, write_marked
from analysis.commands.reports import (
    change_line,
    say_simulated,
    show_problems,
    table_label,
)
from analysis.commands.shared import (
    choice,
    format_option,
    language_of,
    parts,
    say,
    shared_options,
    workspace_of,
    write,
    wrong_use,
)
from analysis.commands.waiting import STOPPED, progress, stoppable
from analysis.dictionary import HANDED_IN_TABLES, TABLES
from analysis.importing import handwork, register
from analysis.importing.desk import ImportRefusedError, give_up, publish
from analysis.importing.model import Correction
from analysis.language import Language, Text
from analysis.warehouse import Snapshot


@click.command()
@shared_options
@case_option
@click.argument("table", metavar="TABLE")
@click.argument("key", metavar="KEY")
@click.argument("column", metavar="COLUMN")
@click.argument("value", metavar="VALUE")
@click.option("--why", required=True, metavar="TEXT", help="Lý do / the reason")
@click.pass_context
def correct(
    context: click.Context,
    case_name: str | None,
    table: str,
    key: str,
    column: str,
    value: str,
    why: str,
) -> None:
    """Sửa tay một giá trị / correct one value by hand.

    KEY gồm nhiều phần thì ngăn bằng " / "; VALUE trống là không rõ / parts of KEY stand apart by
    " / "; an empty VALUE means unknown.
    """

    language, workspace = language_of(context), workspace_of(context)
    snapshot = open_for(workspace, case_name, language, changing=True)
    case = snapshot.case.name
    keys = _key(table, key)
    asked = Correction(table, keys, column, value.strip() or None, why)
    try:
        handwork.check_correction(asked)
    except ImportRefusedError as error:
        raise wrong_use(error.text) from error
    if register.row_values(snapshot, table, keys) is None:
        raise wrong_use(
            Text(
                f"Bảng {table} không có dòng «{key}» trong «{case}»",
                f"Table {table} has no row «{key}» in «{case}»",
            )
        )
    with stoppable(STOPPED):
        with progress(language) as tell:
            hand_in = handwork.correct(workspace, case, [asked], tell=tell)
        try:
            show_problems(hand_in.report.problems, language)
            if hand_in.report.status == "unchanged":
                say(
                    Text(
                        "Giá trị vốn đã như vậy. Chưa tạo bản mới.",
                        "The value is that already. No new snapshot.",
                    ),
                    language,
                )
                return
            manifest = publish(workspace, hand_in)
        finally:
            give_up(hand_in)
    say_simulated(snapshot.case.simulated, language)
    for change in hand_in.report.changes:
        for sample in change.samples:
            click.echo(change_line(change.table, sample, language))
    say_published(manifest, language)


def _key(table: str, key: str) -> tuple[str, ...]:
    """Split a key into the parts its table has; raises CommandError for a table there is not."""
    if table not in TABLES:
        listed = ", ".join(HANDED_IN_TABLES)
        raise wrong_use(
            Text(
                f"Không có bảng «{table}». Các bảng: {listed}",
                f"There is no table «{table}». Tables: {listed}",
            )
        )
    if len(TABLES[table].key) == 1:
        return (key.strip(),)
    return tuple(part.strip() for part in key.split(" / "))


_PENDING_COLUMNS = {
    "pending_id": Text("Mã", "Id"),
    "file": Text("Tệp", "File"),
    "sheet": Text("Trang", "Sheet"),
    "row_number": Text("Dòng", "Row"),
    "table_name": Text("Bảng", "Table"),
    "problems": Text("Vấn đề", "Problems"),
}


@click.command()
@shared_options
@format_option
@case_option
@click.option("--drop", multiple=True, metavar="ID", help="Bỏ khỏi danh sách / take off the list")
@click.pass_context
def pending(
    context: click.Context, output: str, case_name: str | None, drop: tuple[str, ...]
) -> None:
    """Các dòng chờ sửa / the rows to be mended."""

    language, form = language_of(context), choice("--format", output, FORMATS)
    workspace = workspace_of(context)
    snapshot = open_for(workspace, case_name, language, changing=bool(drop))
    rows = register.pending(snapshot)
    if drop:
        _drop(workspace, snapshot, parts(drop), [row["pending_id"] for row in rows], language)
        return
    for row in rows:
        row.update(case=snapshot.case.name, simulated=snapshot.case.simulated)
    if form == "json":
        click.echo(as_json(rows), nl=False)
        return
    if form == "csv":
        plain = [
            {**row, **{n: json.dumps(row[n], ensure_ascii=False) for n in ("cells", "problems")}}
            for row in rows
        ]
        names = ["pending_id", "batch_id", "file", "sheet", "row_number", "table_name", "cells"]
        click.echo(as_csv(plain, [*names, "problems", "district", "case", "simulated"]), nl=False)
        return
    say_simulated(snapshot.case.simulated, language)
    if not rows:
        say(Text("Không còn dòng nào chờ sửa.", "No row is waiting to be mended."), language)
        return
    words = {
        "table_name": lambda name: table_label(name, language),
        "problems": lambda told: "; ".join(_told(problem, language) for problem in told),
    }
    write("table", _PENDING_COLUMNS, rows, language, words)
    say(
        Text(
            "→ Sửa ở trang Dữ liệu, hoặc sửa tệp, nạp lại rồi bỏ dòng cũ: khuyencong pending "
            "--drop MÃ",
            "→ Mend them on the Data page; or mend the file, import it again and take the old "
            "rows off: khuyencong pending --drop ID",
        ),
        language,
    )


def _told(problem: dict[str, Any], language: Language) -> str:
    value = "" if problem["value"] is None else f" «{problem['value']}»"
    return f"{problem['column'] or '–'}{value}: {problem['message'][language]}"


def _drop(
    workspace: Path, snapshot: Snapshot, ids: list[str], known: list[str], language: Language
) -> None:
    for pending_id in ids:
        if pending_id not in known:
            raise wrong_use(
                Text(
                    f"--drop: không có dòng chờ sửa «{pending_id}». Xem mã: khuyencong pending",
                    f"--drop: no row «{pending_id}» is waiting. See the ids: khuyencong pending",
                )
            )
    with stoppable(STOPPED):
        manifest = handwork.drop_pending(workspace, snapshot.case.name, ids)
    say_published(manifest, language)


_CORRECTION_COLUMNS = {
    "correction_id": Text("Mã", "Id"),
    "corrected_at": Text("Lúc", "At"),
    "corrected_by": Text("Người sửa", "By"),
    "table_name": Text("Bảng", "Table"),
    "row_key": Text("Khóa của dòng", "Key of the row"),
    "column_name": Text("Cột", "Column"),
    "old_value": Text("Giá trị cũ", "Old value"),
    "new_value": Text("Giá trị mới", "New value"),
    "why": Text("Lý do", "Reason"),
}


@click.command()
@shared_options
@format_option
@case_option
@click.pass_context
def corrections(context: click.Context, output: str, case_name: str | None) -> None:
    """Sổ sửa tay / the register of corrections."""

    language, form = language_of(context), choice("--format", output, FORMATS)
    snapshot = open_for(workspace_of(context), case_name, language)
    mark = {"case": snapshot.case.name, "simulated": snapshot.case.simulated}
    rows = [{**row, **mark} for row in records(register.corrections(snapshot))]
    for row in rows:
        # Times on record are UTC.
        row["corrected_at"] = f"{row['corrected_at']}+00:00"
    words = {
        "corrected_at": lambda value: moment(value, language),
        "table_name": lambda name: table_label(name, language),
    }
    write_marked(form, _CORRECTION_COLUMNS, rows, snapshot, language, words)
    if form == "table" and not rows:
        say(Text("Chưa sửa tay giá trị nào.", "No value was corrected by hand."), language)
