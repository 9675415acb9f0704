"""The commands `undo`, `restore` and `diff`: going back, coming forth and seeing the difference."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from analysis.commands.backing_up import backup_file, drill_backup, restore_file
from analysis.commands.console import FORMATS, as_csv, moment
from analysis.commands.reports import is_simulated, say_simulated, show_changes
from analysis.commands.shared import (
    choice,
    format_option,
    language_of,
    say,
    shared_options,
    whole_number,
    workspace_of,
    wrong_use,
)
from analysis.commands.waiting import STOPPED, confirmed, stoppable
from analysis.dictionary.codes import IMPORT_ACTION
from analysis.importing.history import (
    CHANGES_SHOWN,
    Move,
    difference,
    manifest_of,
    undo_move,
)
from analysis.importing.history import restore as point_to
from analysis.importing.history import undo as point_back
from analysis.importing.model import TableChange
from analysis.language import Language, Text
from analysis.warehouse import WarehouseError, loaded_cases
from analysis.warehouse.manifest import Manifest

MOST_SNAPSHOTS = 10**9

_UNANSWERED = Text(
    "Không có người trả lời nên chưa đổi gì. Chạy lại với --yes",
    "Nobody is there to answer, so nothing was changed. Run it with --yes",
)
_KEPT = Text("Chưa đổi gì.", "Nothing was changed.")


@click.command()
@shared_options
@click.option("--case", "case_name", metavar="NAME", help="Bộ dữ liệu / case")
@click.option("--yes", is_flag=True, help="Không hỏi lại / ask nothing")
@click.pass_context
def undo(context: click.Context, case_name: str | None, yes: bool) -> None:
    """Hoàn tác lần gần nhất / undo the last change."""

    language, workspace = language_of(context), workspace_of(context)
    _refuse_unknown_case(workspace, case_name)
    with stoppable(STOPPED):
        planned = undo_move(workspace, case_name)
        _say_undone(workspace, planned, language)
        question = Text(
            f"Hoàn tác bản {planned.before} của «{planned.case}»?",
            f"Undo snapshot {planned.before} of «{planned.case}»?",
        )
        if not confirmed(question, language, yes, _UNANSWERED):
            say(_KEPT, language)
            return
        _say_moved(point_back(workspace, planned.case), language)


@click.command()
@shared_options
@click.argument("wanted", metavar="N|FILE.zip")
@click.option("--yes", is_flag=True, help="Không hỏi lại / ask nothing")
@click.option(
    "--drill",
    is_flag=True,
    help="Tập khôi phục tệp sao lưu ở chỗ tạm / try a backup in a temporary place",
)
@click.pass_context
def restore(context: click.Context, wanted: str, yes: bool, drill: bool) -> None:
    """Dùng lại bản cũ, bản sao lưu / go back, or restore.

    A whole number is the number of a snapshot, anything else the file of a backup.
    """
    language, workspace = language_of(context), workspace_of(context)
    if not wanted.isdigit():
        path = backup_file(wanted)
        if drill:
            drill_backup(path, language)
        else:
            restore_file(workspace, path, yes, language)
    elif drill:
        raise wrong_use(
            Text(
                f"--drill cần một tệp sao lưu, «{wanted}» là số của một bản số liệu",
                f"--drill needs the file of a backup; «{wanted}» is the number of a snapshot",
            )
        )
    else:
        _restore_number(workspace, wanted, yes, language)


def _restore_number(workspace: Path, number: str, yes: bool, language: Language) -> None:
    wanted = _manifest("N", number, workspace)
    with stoppable(STOPPED):
        before = loaded_cases(workspace).get(wanted.case)
        now = "–" if before is None else str(before)
        question = Text(
            f"«{wanted.case}» đang là bản {now}. Dùng bản {wanted.number} "
            f"({_described(wanted, 'vi')})?",
            f"«{wanted.case}» shows snapshot {now}. Show snapshot {wanted.number} "
            f"({_described(wanted, 'en')})?",
        )
        if not confirmed(question, language, yes, _UNANSWERED):
            say(_KEPT, language)
            return
        _say_moved(point_to(workspace, wanted.number), language)


def _say_undone(workspace: Path, planned: Move, language: Language) -> None:
    shown = manifest_of(workspace, planned.before or 0)
    after = str(planned.after) if planned.after is not None else "–"
    say(
        Text(
            f"«{planned.case}»: bản {shown.number} ({_described(shown, 'vi')}) → bản {after}",
            f"«{planned.case}»: snapshot {shown.number} ({_described(shown, 'en')}) → {after}",
        ),
        language,
    )


def _described(manifest: Manifest, language: Language) -> str:
    """Say what a snapshot is: done what, by whom, when."""
    action = IMPORT_ACTION.told(manifest.action).in_language(language)
    who = manifest.built_by if not manifest.sender else f"{manifest.built_by}, {manifest.sender}"
    return f"{action}, {who}, {moment(manifest.built_at, language)}"


def _say_moved(move: Move, language: Language) -> None:
    case, before, after = move.case, move.before, move.after
    if after is None:
        say(
            Text(f"«{case}» không còn được dùng.", f"«{case}» is no longer shown."),
            language,
        )
    else:
        say(
            Text(f"«{case}» nay là bản {after}.", f"«{case}» is now snapshot {after}."),
            language,
        )
    if before is not None and before != after:
        say(
            Text(
                f"→ Đổi ý: khuyencong restore {before}",
                f"→ Changed your mind: khuyencong restore {before}",
            ),
            language,
        )


@click.command()
@shared_options
@format_option
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.pass_context
def diff(context: click.Context, output: str, old: str, new: str) -> None:
    """So sánh hai bản số liệu / compare two snapshots."""

    language, form = language_of(context), choice("--format", output, FORMATS)
    workspace = workspace_of(context)
    before, after = (
        _manifest(name, number, workspace) for name, number in (("A", old), ("B", new))
    )
    if before.case != after.case:
        raise wrong_use(
            Text(
                f"Bản {old} là của «{before.case}», bản {new} của «{after.case}»: chỉ so hai bản "
                "của một bộ dữ liệu",
                f"Snapshot {old} is of «{before.case}», {new} of «{after.case}»: only two of one "
                "data set can be compared",
            )
        )
    changes = difference(workspace, before.number, after.number)
    simulated = is_simulated(workspace, after.case)
    if form == "json":
        document = {
            "old": before.number,
            "new": after.number,
            "case": after.case,
            "simulated": simulated,
            "tables": [asdict(change) for change in changes],
        }
        click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1))
    elif form == "csv":
        marks = {"case": after.case, "simulated": simulated}
        rows = [
            {"table": change.table, **asdict(sample), **marks}
            for change in changes
            for sample in change.samples
        ]
        columns = ["table", "kind", "key", "column", "old", "new", *marks]
        click.echo(as_csv(rows, columns), nl=False)
    else:
        _show_difference(before, after, changes, simulated, language)
    _say_cut(changes, language)


def _show_difference(
    before: Manifest,
    after: Manifest,
    changes: list[TableChange],
    simulated: bool,
    language: Language,
) -> None:
    for manifest in (before, after):
        title = Text(f"Bản {manifest.number}", f"Snapshot {manifest.number}").in_language(language)
        click.echo(f"{title} · {manifest.case} · {_described(manifest, language)}")
    say_simulated(simulated, language)
    if not changes:
        say(Text("Hai bản giống nhau.", "The two are the same."), language)
        return
    show_changes(changes, language)
    say(
        Text(
            f"→ Dùng lại bản {before.number}: khuyencong restore {before.number} · liệt kê đủ: "
            "--format csv",
            f"→ Show {before.number} again: khuyencong restore {before.number} · all of it: "
            "--format csv",
        ),
        language,
    )


def _say_cut(changes: Iterable[TableChange], language: Language) -> None:
    """Say on the error stream where not all changes of a table are told one by one."""
    cut = [change.table for change in changes if len(change.samples) >= CHANGES_SHOWN]
    if cut:
        listed = ", ".join(cut)
        say(
            Text(
                f"Chỉ liệt kê {CHANGES_SHOWN} thay đổi đầu của: {listed}",
                f"Only the first {CHANGES_SHOWN} changes are listed of: {listed}",
            ),
            language,
            error=True,
        )


def _manifest(name: str, told: str, workspace: Path) -> Manifest:
    """Return the snapshot a number names; raises CommandError when there is none."""
    number = whole_number(name, told, 1, MOST_SNAPSHOTS)
    try:
        return manifest_of(workspace, number)
    except WarehouseError as error:
        raise wrong_use(error.text) from error


def _refuse_unknown_case(workspace: Path, case: str | None) -> None:
    loaded = loaded_cases(workspace)
    if case is not None and case not in loaded:
        known = ", ".join(loaded) or "–"
        raise wrong_use(
            Text(
                f"Chưa nạp bộ dữ liệu «{case}». Đang có: {known}",
                f"The case «{case}» is not loaded. There are: {known}",
            )
        )
