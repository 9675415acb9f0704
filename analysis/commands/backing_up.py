"""The command `backup`, and bringing a backup back for the command `restore`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from analysis.backup.archive import open_archive, refuse_without_room
from analysis.backup.drill import run_drill
from analysis.backup.listing import Listing
from analysis.backup.restoring import Restored, restore_backup
from analysis.backup.verified import largest_snapshot, verify
from analysis.backup.writing import write_backup
from analysis.commands.shared import (
    BAD_DATA,
    CommandError,
    language_of,
    say,
    shared_options,
    workspace_of,
    wrong_use,
)
from analysis.commands.waiting import STOPPED, confirmed, progress, stoppable
from analysis.commands.writing import check_file
from analysis.language import Language, Text, format_number
from analysis.warehouse import loaded_cases

SUFFIX = ".zip"

_UNANSWERED = Text(
    "Không có người trả lời nên chưa khôi phục gì. Chạy lại với --yes",
    "Nobody is there to answer, so nothing was restored. Run it with --yes",
)
_KEPT = Text("Chưa đổi gì.", "Nothing was changed.")
_STOPPED = Text("Đã dừng; chưa ghi gì", "Stopped; nothing was written")


@click.command()
@shared_options
@click.argument("out", metavar="OUT.zip")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có / replace a file that is there")
@click.option(
    "--verify",
    "only_verify",
    is_flag=True,
    help="Chỉ kiểm tra tệp sao lưu đã có / only check a backup that is there",
)
@click.pass_context
def backup(context: click.Context, out: str, force: bool, only_verify: bool) -> None:
    """Sao lưu cả thư mục làm việc / back the whole workspace up."""
    language, workspace, target = language_of(context), workspace_of(context), Path(out)
    if only_verify:
        _verify(backup_file(out), language)
        return
    check_file(target, SUFFIX, force)
    if target.absolute().is_relative_to(workspace):
        raise wrong_use(
            Text(
                f"{target} nằm trong chính thư mục được sao lưu. Chọn nơi khác, tốt nhất là đĩa "
                "khác",
                f"{target} lies in the very folder that is backed up. Choose another place, best "
                "another disk",
            )
        )
    with stoppable(_STOPPED), progress(language) as tell:
        made = write_backup(workspace, target, tell)
    vi, en = _contents(made.listing)
    say(
        Text(
            f"Đã ghi {target} ({_size(made.size, 'vi')}): {vi}. Đã đọc lại, mọi mã kiểm tra khớp.",
            f"Wrote {target} ({_size(made.size, 'en')}): {en}. Read back; every checksum matches.",
        ),
        language,
    )
    _say_left_out(made.listing, language)
    if made.replaced:
        told = ", ".join(f"{was} → {now or '–'}" for was, now in made.replaced)
        raise CommandError(
            Text(
                f"Bản đang dùng bị hỏng nên không có trong bản sao lưu, bản thay thế được sao lưu: "
                f"{told}. Chạy khuyencong doctor; giữ lại các bản sao lưu trước",
                f"What is shown is damaged and not in the backup, what stands in for it is: {told}."
                " Run khuyencong doctor; keep your earlier backups",
            ),
            BAD_DATA,
        )


def backup_file(told: str) -> Path:
    """Return the backup a person names; raises CommandError when there is no such file."""
    path = Path(told)
    if not path.is_file():
        raise wrong_use(
            Text(
                f"«{told}» không phải số của bản số liệu, cũng không có tệp sao lưu tên đó",
                f"«{told}» is no number of a snapshot, and there is no backup of that name",
            )
        )
    return path


def drill_backup(path: Path, language: Language) -> None:
    """Restore a backup into a temporary place, say what was found, and remove it."""
    with stoppable(_STOPPED), progress(language) as tell:
        done = run_drill(path, tell)
    for shown in done.restored.shown:
        vi, en = (format_number(shown.rows, one) for one in ("vi", "en"))
        say(
            Text(
                f"«{shown.case}»: bản {shown.after}, {vi} dòng",
                f"«{shown.case}»: snapshot {shown.after}, {en} rows",
            ),
            language,
        )
        _say_outdated(shown.case, shown.current, language)
    rows = {one: format_number(done.rows, one) for one in ("vi", "en")}
    say(
        Text(
            f"Tập khôi phục đạt: {done.snapshots} bản số liệu, {done.tables} bảng, {rows['vi']} "
            "dòng, mọi mã kiểm tra và số dòng khớp. Đã xóa chỗ tạm; số liệu đang dùng không đổi.",
            f"The drill passed: {done.snapshots} snapshots, {done.tables} tables, {rows['en']} "
            "rows, every checksum and row count matches. The temporary place is removed; the data "
            "in use are untouched.",
        ),
        language,
    )


def restore_file(workspace: Path, path: Path, yes: bool, language: Language) -> None:
    """Bring a backup back, after asking; what is there can be gone back to."""
    with open_archive(path) as archive:
        listing = archive.listing
    vi, en = _contents(listing)
    there = loaded_cases(workspace) if workspace.exists() else {}
    now = ", ".join(f"{case} ({number})" for case, number in there.items()) or "–"
    question = Text(
        f"Khôi phục {path.name} ({vi}) vào {workspace} (đang có: {now})?",
        f"Restore {path.name} ({en}) into {workspace} (which has: {now})?",
    )
    with stoppable(STOPPED):
        if not confirmed(question, language, yes, _UNANSWERED):
            say(_KEPT, language)
            return
        with progress(language) as tell:
            restored = restore_backup(workspace, path, tell)
    _say_restored(restored, language)


def _say_restored(restored: Restored, language: Language) -> None:
    for shown in restored.shown:
        vi, en = (format_number(shown.rows, one) for one in ("vi", "en"))
        say(
            Text(
                f"«{shown.case}» nay là bản {shown.after} ({vi} dòng).",
                f"«{shown.case}» is now snapshot {shown.after} ({en} rows).",
            ),
            language,
        )
        _say_outdated(shown.case, shown.current, language)
        if shown.before is not None and shown.before != shown.after:
            say(
                Text(
                    f"→ Về trạng thái trước khi khôi phục: khuyencong restore {shown.before}",
                    f"→ Back to what was shown before: khuyencong restore {shown.before}",
                ),
                language,
            )
    say(
        Text(
            f"Thêm {len(restored.added)} bản số liệu, chữa {len(restored.mended)}, thêm "
            f"{restored.files} tệp khác; mọi mã kiểm tra và số dòng đã khớp trước khi dùng.",
            f"{len(restored.added)} snapshots added, {len(restored.mended)} mended, "
            f"{restored.files} other files added; every checksum and row count matched before.",
        ),
        language,
    )
    if restored.set_aside:
        listed = ", ".join(restored.set_aside)
        say(
            Text(
                f"Tệp đang có khác bản sao lưu nên được giữ; bản sao lưu của chúng ở: {listed}",
                f"Files that differ from the backup were kept; the backup's are at: {listed}",
            ),
            language,
        )


def _verify(path: Path, language: Language) -> None:
    with (
        stoppable(_STOPPED),
        progress(language) as tell,
        open_archive(path) as archive,
        tempfile.TemporaryDirectory(prefix="khuyencong-verify-") as folder,
    ):
        refuse_without_room(archive, Path(folder), largest_snapshot(archive))
        verify(archive, Path(folder), tell)
    vi, en = _contents(archive.listing)
    say(
        Text(
            f"{path}: {vi}. Mọi mã kiểm tra và số dòng khớp.",
            f"{path}: {en}. Every checksum and row count matches.",
        ),
        language,
    )
    _say_left_out(archive.listing, language)


def _say_left_out(listing: Listing, language: Language) -> None:
    if listing.left_out:
        listed = ", ".join(listing.left_out)
        say(
            Text(
                f"Không sao lưu được (hỏng, là liên kết, hoặc tên không dùng được): {listed}",
                f"Not backed up (damaged, a link, or of an impossible name): {listed}",
            ),
            language,
            error=True,
        )


def _say_outdated(case: str, current: bool, language: Language) -> None:
    if not current:
        say(
            Text(
                f"→ «{case}» do phiên bản khác của chương trình tạo ra: chạy khuyencong prepare",
                f"→ «{case}» was built by another version of the program: run khuyencong prepare",
            ),
            language,
        )


def _contents(listing: Listing) -> tuple[str, str]:
    """Return what a backup holds, in Vietnamese and in English."""
    snapshots, files = len(listing.snapshots), len(listing.files) - 2 * len(listing.snapshots)
    rows = sum(one.total for one in listing.snapshots)
    return (
        f"{snapshots} bản số liệu, {format_number(rows, 'vi')} dòng, {files} tệp khác, "
        f"{_size(listing.size, 'vi')}",
        f"{snapshots} snapshots, {format_number(rows, 'en')} rows, {files} other files, "
        f"{_size(listing.size, 'en')}",
    )


def _size(number: int, language: Language) -> str:
    return f"{format_number(number / 2**20, language, 1)} MiB"
