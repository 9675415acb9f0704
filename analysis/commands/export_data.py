"""The commands `export workbook`, `export open-data` and `export parquet`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from analysis.commands.asking import asked, asked_case, case_option, question_options
from analysis.commands.shared import (
    BAD_DATA,
    CommandError,
    language_of,
    parts,
    say,
    shared_options,
    workspace_of,
    wrong_use,
)
from analysis.commands.waiting import stoppable
from analysis.commands.writing import check_file, check_folder, placed_file, placed_folder
from analysis.exports.open_data.grants import DEFAULT_PREFIX
from analysis.exports.open_data.package import (
    PACKAGE_FILE,
    REPORT_FILE,
    needs_frozen,
    write_open_data,
)
from analysis.exports.parquet import write_parquet
from analysis.exports.workbook import CHARTS, write_workbook
from analysis.frozen.store import NothingFrozenError, open_frozen
from analysis.language import Text
from analysis.measures import UnknownMeasureError, catalogue
from analysis.scope import Scope

_STOPPED = Text("Đã dừng; chưa ghi gì", "Stopped; nothing was written")


@click.command()
@shared_options
@click.argument("out", metavar="OUT.xlsx")
@click.option("--measures", multiple=True, metavar="a,b", help="Chỉ các thước đo này / only these")
@click.option("--no-claims", is_flag=True, help="Bỏ trang bằng chứng / leave the evidence out")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có / replace a file that is there")
@question_options
@click.pass_context
def workbook(
    context: click.Context,
    /,
    out: str,
    measures: tuple[str, ...],
    no_claims: bool,
    force: bool,
    **question: Any,
) -> None:
    """Ghi tệp Excel có bảng, biểu đồ, định nghĩa / tables, native charts and definitions."""
    language, target = language_of(context), Path(out)
    check_file(target, ".xlsx", force)
    names = tuple(parts(measures)) or tuple(CHARTS)
    for name in names:
        if name not in catalogue():
            raise wrong_use(UnknownMeasureError(name).text)
    given = asked(context, language, question)
    with stoppable(_STOPPED), placed_file(target) as part, part.open("wb") as stream:
        write_workbook(stream, given.snapshot, given.scope, names, claims=not no_claims)
    say(Text(f"Đã ghi {target}", f"Wrote {target}"), language)


@click.command("open-data")
@shared_options
@click.argument("out", metavar="DIR")
@click.option(
    "--prefix",
    default=DEFAULT_PREFIX,
    metavar="360G-…",
    help="Tiền tố 360Giving của nơi công bố / the publisher's 360Giving prefix",
)
@case_option
@click.pass_context
def open_data(context: click.Context, /, out: str, prefix: str, case_name: str | None) -> None:
    """Ghi dữ liệu mở từ bộ đã đóng băng / open data, from the frozen public set."""
    language, target = language_of(context), Path(out)
    if not re.fullmatch(r"360G-[A-Za-z0-9]+", prefix):
        raise wrong_use(
            Text(
                f"--prefix: «{prefix}» không phải tiền tố 360Giving (360G- rồi chữ, số)",
                f"--prefix: «{prefix}» is no 360Giving prefix (360G-, then letters and digits)",
            )
        )
    check_folder(target)
    snapshot = asked_case(context, language, case_name)
    try:
        frozen = (
            open_frozen(workspace_of(context), snapshot.case.name)
            if needs_frozen(snapshot)
            else None
        )
    except NothingFrozenError as error:
        raise CommandError(error.text, BAD_DATA) from error
    with stoppable(_STOPPED), placed_folder(target) as folder:
        written = write_open_data(folder, snapshot, language, frozen, prefix)
    hidden, rows = sum(written.hidden.values()), sum(written.rows.values())
    entries = 0 if written.grants is None else len(written.grants.entries)
    say(
        Text(
            f"Đã ghi {target}: {len(written.rows)} bảng ({PACKAGE_FILE}), {hidden} trên {rows} dòng"
            f" bị ẩn; {entries} mục 360Giving. Chi tiết: {REPORT_FILE}",
            f"Wrote {target}: {len(written.rows)} tables ({PACKAGE_FILE}), {hidden} of {rows} rows "
            f"hidden; {entries} entries of 360Giving. Details: {REPORT_FILE}",
        ),
        language,
    )


@click.command()
@shared_options
@click.argument("out", metavar="DIR")
@click.option("--hide-names", is_flag=True, help="Bỏ tên, mã số thuế / leave names, tax codes out")
@case_option
@click.pass_context
def parquet(context: click.Context, /, out: str, hide_names: bool, case_name: str | None) -> None:
    """Ghi mọi bảng ra Parquet để phân tích / every table as Parquet, for analysts."""
    language, target = language_of(context), Path(out)
    check_folder(target)
    snapshot = asked_case(context, language, case_name)
    names = snapshot.names_shown and not hide_names
    with stoppable(_STOPPED), placed_folder(target) as folder:
        rows = write_parquet(folder, snapshot, Scope(language=language), names)
    say(
        Text(
            f"Đã ghi {target}: {len(rows)} bảng, {sum(rows.values())} dòng; dùng nội bộ",
            f"Wrote {target}: {len(rows)} tables, {sum(rows.values())} rows; for internal use",
        ),
        language,
    )
