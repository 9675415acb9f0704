"""The command `template`: the workbook officers fill in, empty or with the data there are."""

from __future__ import annotations

from pathlib import Path

import click
import pandas as pd

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
from analysis.commands.writing import check_file, placed_file
from analysis.dictionary import HANDED_IN_TABLES, TABLES
from analysis.exports.template import DEFAULT_TABLES, write_template
from analysis.exports.template_error import TemplateError, nearest
from analysis.language import Language, Text
from analysis.warehouse import Snapshot, open_snapshot


@click.command()
@shared_options
@click.argument("out", metavar="OUT.xlsx")
@click.option("--tables", multiple=True, metavar="a,b", help="Chỉ các bảng này / these tables only")
@click.option("--data", "with_data", is_flag=True, help="Kèm số liệu đang có / with my data")
@click.option("--case", "case_name", metavar="NAME", help="Bộ dữ liệu của --data / case of --data")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có / replace a file that is there")
@click.pass_context
def template(
    context: click.Context,
    out: str,
    tables: tuple[str, ...],
    with_data: bool,
    case_name: str | None,
    force: bool,
) -> None:
    """Ghi tệp Excel mẫu để điền / write the workbook to fill in."""

    language, target = language_of(context), Path(out)
    chosen = _tables(tables)
    check_file(target, ".xlsx", force)
    if case_name is not None and not with_data:
        raise wrong_use(Text("--case chỉ đi với --data", "--case goes with --data only"))
    snapshot = open_snapshot(workspace_of(context), case_name) if with_data else None
    if snapshot is not None and snapshot.warning is not None:
        say(snapshot.warning, language, error=True)
    with stoppable(Text("Đã dừng; chưa ghi tệp nào", "Stopped; no file was written")):
        _write(target, language, chosen, snapshot)
    say(Text(f"Đã ghi {target}", f"Wrote {target}"), language)
    say(
        Text(
            f"→ Điền xong thì kiểm tra: khuyencong check {target}",
            f"→ When it is filled in: khuyencong check {target}",
        ),
        language,
    )


def _tables(named: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(parts(named)) or DEFAULT_TABLES
    for name in chosen:
        if name not in HANDED_IN_TABLES:
            near = nearest(name, HANDED_IN_TABLES)
            raise wrong_use(
                Text(
                    f"--tables: không có biểu mẫu cho bảng «{name}». {near.vi}",
                    f"--tables: there is no template for a table «{name}». {near.en}",
                )
            )
    return chosen


def _write(
    target: Path, language: Language, tables: tuple[str, ...], snapshot: Snapshot | None
) -> None:
    """Write beside the target, then put it in place at once."""
    try:
        with placed_file(target) as part, part.open("wb") as stream:
            if snapshot is None:
                write_template(stream, language, tables)
            else:
                case, frames = snapshot.case, _frames(snapshot, tables)
                write_template(
                    stream, language, tables, frames, case.name, case.simulated, case.currency
                )
    except TemplateError as error:
        raise CommandError(error.text, BAD_DATA) from error


def _frames(snapshot: Snapshot, tables: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Return the rows of the tables in the order of their keys, and the places they name."""
    frames = {
        name: snapshot.query(f"select * from {name} order by {', '.join(TABLES[name].key)}")
        for name in tables
    }
    return {**frames, "administrative_unit": snapshot.query("select * from administrative_unit")}
