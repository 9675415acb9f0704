"""The command `import`: lay files on the data there are, once a person has agreed."""

from __future__ import annotations

from dataclasses import replace
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
from analysis.commands.waiting import NOTHING_IMPORTED, confirmed, progress, stoppable
from analysis.importing.desk import HandIn, ImportRefusedError, publish, take
from analysis.importing.model import Choices, LegacyAnswer, Report
from analysis.language import Language, Text, format_number
from analysis.warehouse.manifest import Manifest
from analysis.warehouse.workspace import shown_manifest


@click.command(name="import")
@shared_options
@file_options
@click.option("--only-good", is_flag=True, help="Chỉ nạp dòng đúng / import the good rows only")
@click.option("--yes", is_flag=True, help="Đồng ý mọi câu hỏi / answer yes to every question")
@click.pass_context
def import_files(
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
    only_good: bool,
    yes: bool,
) -> None:
    """Nạp tệp vào số liệu / import files."""

    language, form = language_of(context), choice("--format", output, ("table", "json"))
    workspace = workspace_of(context)
    wanted = wanted_of(maps, ignored, tables)
    told = legacy_answer(legacy)
    if told == "ask" and yes:
        told = "convert"
    choices = choices_of(wanted, erase_blank, complete, told)
    refuse_case(case_name)
    with stoppable(NOTHING_IMPORTED), hand_in_folder(workspace) as folder:
        placed = placed_files(files, folder)

        def taken(choices: Choices) -> HandIn:
            with progress(language, form == "table") as tell:
                return take(
                    workspace,
                    placed,
                    case=case_name,
                    sender=sender,
                    choices=choices,
                    folder=folder,
                    tell=tell,
                )

        hand_in = taken(choices)
        refuse_unused(wanted, hand_in.report)
        simulated = is_simulated(workspace, case_name)
        if form == "json":
            _import_for_program(workspace, hand_in, simulated, only_good, yes, language)
            return
        say_simulated(simulated, language)
        show_found(hand_in.report, language)
        _refuse_errors(hand_in.report, only_good)
        if hand_in.report.status == "question":
            answer = _asked_legacy(language)
            hand_in = taken(replace(choices, legacy=answer))
            if answer == "keep":
                show_found(hand_in.report, language)
                _refuse_errors(hand_in.report, only_good)
        show_changes(hand_in.report.changes, language)
        if hand_in.report.status == "unchanged":
            say(_UNCHANGED, language)
            return
        _refuse_nothing(hand_in.report)
        if not confirmed(_question(hand_in.report, case_name), language, yes, _UNANSWERED):
            say(Text("Chưa nạp gì.", "Nothing was imported."), language)
            return
        manifest = _published(workspace, hand_in, only_good)
    _say_imported(manifest, hand_in.report, language)


_UNCHANGED = Text(
    "Không có gì thay đổi: số liệu đã có sẵn y như tệp. Chưa tạo bản mới.",
    "Nothing has changed: the data are already as in the files. No new snapshot.",
)
_UNANSWERED = Text(
    "Không có người trả lời nên chưa nạp gì. Xem phần trên rồi chạy lại với --yes",
    "Nobody is there to answer, so nothing was imported. Look at the above and run it with --yes",
)


def _import_for_program(
    workspace: Path,
    hand_in: HandIn,
    simulated: bool,
    only_good: bool,
    yes: bool,
    language: Language,
) -> None:
    """Publish without questions when `yes` says so; one JSON document on standard output."""
    report, manifest, refusal = hand_in.report, None, None
    if report.status != "unchanged":
        try:
            _refuse_errors(report, only_good)
            if report.status == "question":
                raise wrong_use(_UNANSWERED_LEGACY)
            _refuse_nothing(report)
            if not yes:
                raise wrong_use(_UNANSWERED)
            manifest = _published(workspace, hand_in, only_good)
        except CommandError as error:
            refusal = error
    record = report_record(report, hand_in.request.case, simulated, language)
    published = {"published": manifest is not None, "snapshot": manifest and manifest.number}
    write_json({**published, **record})
    if refusal is not None:
        raise refusal


_UNANSWERED_LEGACY = Text(
    "Có chữ gõ bằng phông cũ (TCVN3, VNI) nên chưa nạp gì. Xem mẫu ở trên rồi chạy lại với "
    "--legacy convert (chuyển sang Unicode) hoặc --legacy keep (giữ nguyên)",
    "There is text in an old font (TCVN3, VNI), so nothing was imported. Look at the samples and "
    "run it with --legacy convert (to Unicode) or --legacy keep (as it is)",
)


def _asked_legacy(language: Language) -> LegacyAnswer:
    question = Text("Chuyển chữ phông cũ sang Unicode?", "Convert the old font to Unicode?")
    return "convert" if confirmed(question, language, False, _UNANSWERED_LEGACY) else "keep"


def _refuse_errors(report: Report, only_good: bool) -> None:
    """Raise CommandError for errors nobody agreed to leave out."""
    if report.errors and (not only_good or report.status == "unreadable"):
        told = faulty(report)
        if report.status == "unreadable":
            raise CommandError(
                Text(f"Chưa nạp gì. {told.vi}", f"Nothing was imported. {told.en}"), BAD_DATA
            )
        raise CommandError(
            Text(
                f"Chưa nạp gì. {told.vi}; hoặc --only-good để chỉ nạp dòng đúng",
                f"Nothing was imported. {told.en}; or --only-good imports the good rows",
            ),
            BAD_DATA,
        )


def _refuse_nothing(report: Report) -> None:
    """Raise CommandError when there is nothing good to publish."""
    if report.candidate is None:
        raise CommandError(
            Text(
                "Không dòng đúng nào khác số liệu đang có, nên chưa nạp gì. Sửa các dòng lỗi rồi "
                "nạp lại",
                "No good row differs from the data there are, so nothing was imported. Mend the "
                "faulty rows and import again",
            ),
            BAD_DATA,
        )


def _question(report: Report, case: str) -> Text:
    totals = {name: sum(getattr(c, name) for c in report.changes) for name in _TOTALS}
    vi = ", ".join(f"{format_number(n, 'vi')} {_TOTALS[k].vi}" for k, n in totals.items() if n)
    en = ", ".join(f"{format_number(n, 'en')} {_TOTALS[k].en}" for k, n in totals.items() if n)
    return Text(f"Nạp vào «{case}» ({vi or '–'})?", f"Import into «{case}» ({en or '–'})?")


_TOTALS = {
    "added": Text("dòng thêm", "rows added"),
    "changed": Text("dòng đổi", "changed"),
    "removed": Text("dòng bỏ", "removed"),
    "left_out": Text("dòng để lại", "left out"),
}


def _published(workspace: Path, hand_in: HandIn, only_good: bool) -> Manifest:
    """Publish; a stop that came too late is told as what it is."""
    try:
        return publish(workspace, hand_in, only_good=only_good)
    except ImportRefusedError as error:
        raise CommandError(error.text, BAD_DATA) from error
    except KeyboardInterrupt as error:
        shown, candidate = shown_manifest(workspace, hand_in.request.case), hand_in.report.candidate
        if shown is None or candidate is None or shown.sha256 != candidate.sha256:
            raise
        raise CommandError(
            Text(
                f"Đã dừng, nhưng bản {shown.number} kịp công bố trước đó. Hoàn tác: khuyencong "
                f"undo --case {shown.case}",
                f"Stopped, but snapshot {shown.number} was published before. Undo it with: "
                f"khuyencong undo --case {shown.case}",
            ),
            BAD_DATA,
        ) from error


def _say_imported(manifest: Manifest, report: Report, language: Language) -> None:
    say(
        Text(
            f"Đã nạp: «{manifest.case}» nay là bản {manifest.number} "
            f"({format_number(manifest.total_rows, 'vi')} dòng).",
            f"Imported: «{manifest.case}» is now snapshot {manifest.number} "
            f"({format_number(manifest.total_rows, 'en')} rows).",
        ),
        language,
    )
    case = manifest.case
    if manifest.changes.get("left_out"):
        say(
            Text(
                f"→ Dòng để lại: khuyencong pending --case {case}",
                f"→ Rows left out: khuyencong pending --case {case}",
            ),
            language,
        )
    if report.duplicates:
        say(
            Text(
                f"→ Cơ sở có thể trùng: khuyencong duplicates --case {case}",
                f"→ Possible duplicates: khuyencong duplicates --case {case}",
            ),
            language,
        )
    before = "" if manifest.parent is None else f"khuyencong diff {manifest.parent} {{}} · "
    before = before.format(manifest.number)
    say(
        Text(
            f"→ {before}Hoàn tác: khuyencong undo --case {case}",
            f"→ {before}Undo: khuyencong undo --case {case}",
        ),
        language,
    )
