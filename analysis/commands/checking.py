"""The command `check`: look files over and import nothing."""

from __future__ import annotations

from pathlib import Path

import click

from analysis.commands.choosing import choices_of, refuse_unused, wanted_of
from analysis.commands.handing_in import (
    faulty,
    file_options,
    hand_in_folder,
    legacy_answer,
    placed_files,
    refuse_case,
    write_json,
)
from analysis.commands.reports import (
    is_simulated,
    report_record,
    say_simulated,
    show_changes,
    show_found,
)
from analysis.commands.shared import (
    BAD_DATA,
    CommandError,
    choice,
    language_of,
    say,
    shared_options,
    workspace_of,
    wrong_use,
)
from analysis.commands.waiting import NOTHING_IMPORTED, progress, stoppable
from analysis.importing.desk import take
from analysis.importing.marking import mark
from analysis.importing.model import Report
from analysis.language import Text


@click.command()
@shared_options
@file_options
@click.option("--marked", metavar="DIR", help="Ghi lại tệp có đánh dấu ô sai / files marked")
@click.pass_context
def check(
    context: click.Context,
    files: tuple[str, ...],
    case_name: str,
    sender: str | None,
    maps: tuple[str, ...],
    ignored: tuple[str, ...],
    tables: tuple[str, ...],
    erase_blank: bool,
    complete: bool,
    legacy: str | None,
    output: str,
    marked: str | None,
) -> None:
    """Kiểm tra tệp, không nạp / check files, import nothing."""

    language, form = language_of(context), choice("--format", output, ("table", "json"))
    workspace = workspace_of(context)
    wanted = wanted_of(maps, ignored, tables)
    choices = choices_of(wanted, erase_blank, complete, legacy_answer(legacy))
    target = _marked_folder(marked)
    refuse_case(case_name)
    with stoppable(NOTHING_IMPORTED), hand_in_folder(workspace) as folder:
        placed = placed_files(files, folder)
        with progress(language, form == "table") as tell:
            hand_in = take(
                workspace,
                placed,
                case=case_name,
                sender=sender,
                choices=choices,
                folder=folder,
                only_check=True,
                tell=tell,
            )
        refuse_unused(wanted, hand_in.report)
        written: list[Path] = []
        if target is not None and hand_in.report.status != "unreadable":
            with progress(language, form == "table") as tell:
                written = mark(hand_in, target, language, tell)
    report, simulated = hand_in.report, is_simulated(workspace, case_name)
    if form == "json":
        record = report_record(report, case_name, simulated, language)
        write_json({**record, "marked": [str(path) for path in written]})
    else:
        say_simulated(simulated, language)
        show_found(report, language)
        show_changes(report.changes, language)
        for path in written:
            say(Text(f"Đã đánh dấu: {path}", f"Marked: {path}"), language)
    if report.errors:
        raise CommandError(faulty(report), BAD_DATA)
    if form == "table":
        say(_after_check(report), language)


def _after_check(report: Report) -> Text:
    if report.status == "question":
        return Text(
            "→ Nạp: khuyencong import … --legacy convert (chuyển chữ) hoặc --legacy keep (giữ)",
            "→ Import: khuyencong import … --legacy convert, or --legacy keep",
        )
    return Text("→ Nạp được: khuyencong import …", "→ Ready: khuyencong import …")


def _marked_folder(named: str | None) -> Path | None:
    if named is None:
        return None
    folder = Path(named)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise wrong_use(
            Text(
                f"--marked: không ghi được vào {folder}: {error.strerror}. Chọn thư mục khác",
                f"--marked: {folder} cannot be written to: {error.strerror}. Choose another folder",
            )
        ) from error
    return folder
