"""What `check` and `import` share: their options, the files on the desk, and what is said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from analysis.cases.own import OWN_CASE
from analysis.commands.shared import Command, choice, wrong_use
from analysis.importing.desk import ImportRefusedError, check_case
from analysis.importing.model import HandedFile, LegacyAnswer, Report
from analysis.importing.tray import new_folder, remove_folder, safe_name
from analysis.language import Text, format_number
from analysis.warehouse.workspace import ready


def file_options(command: Command) -> Command:
    """Give a command what both `check` and `import` take."""
    decorators = [
        click.argument("files", nargs=-1, required=True, metavar="FILE…"),
        click.option(
            "--case",
            "case_name",
            default=OWN_CASE,
            metavar="NAME",
            help=f"Bộ dữ liệu / case ({OWN_CASE})",
        ),
        click.option(
            "--as",
            "sender",
            metavar="NAME",
            help="Đơn vị gửi tệp / who handed the files in",
        ),
        click.option(
            "--map",
            "maps",
            multiple=True,
            metavar="HEADER=COLUMN",
            help="Cột của tệp là cột nào / what a column is",
        ),
        click.option(
            "--ignore",
            "ignored",
            multiple=True,
            metavar="HEADER",
            help="Không nạp cột này / leave a column out",
        ),
        click.option(
            "--table",
            "tables",
            multiple=True,
            metavar="SHEET=TABLE",
            help="Trang là bảng nào; trống: không đọc / what a sheet is; empty: leave it out",
        ),
        click.option(
            "--erase-blank",
            is_flag=True,
            help="Ô trống xóa giá trị cũ / an empty cell removes the value",
        ),
        click.option(
            "--complete",
            is_flag=True,
            help="Bỏ dòng mà tệp không có / remove rows the files lack",
        ),
        click.option(
            "--legacy",
            metavar="convert|keep",
            help="Chữ phông cũ: chuyển hay giữ / text in old fonts",
        ),
        click.option(
            "--format",
            "output",
            default="table",
            metavar="table|json",
            help="Dạng kết quả / form of the output",
        ),
    ]
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


def legacy_answer(told: str | None) -> LegacyAnswer:
    """Return what --legacy says, "ask" when it is not there; raises CommandError."""
    answers: tuple[LegacyAnswer, ...] = ("convert", "keep")
    return "ask" if told is None else choice("--legacy", told, answers)


def refuse_case(case: str) -> None:
    """Raise CommandError when nothing can be imported into a case of that name."""
    try:
        check_case(case)
    except ImportRefusedError as error:
        raise wrong_use(error.text) from error


@contextmanager
def hand_in_folder(workspace: Path) -> Iterator[Path]:
    """Give the folder of one hand-in, and remove it however this ends."""
    folder = new_folder(ready(workspace))
    try:
        yield folder
    finally:
        remove_folder(folder)


def placed_files(files: Sequence[str], folder: Path) -> list[HandedFile]:
    """Copy the files into the hand-in's folder: what is checked is what is kept and published.

    Raises CommandError (wrong use) for a file that is not there or cannot be read. Files of the
    same name are told apart by the paths they were given by.
    """
    paths = [Path(file) for file in dict.fromkeys(files)]
    names = [path.name for path in paths]
    placed = []
    for number, path in enumerate(paths, start=1):
        target = folder / f"{number:02d}-{safe_name(path.name)}"
        try:
            shutil.copyfile(path, target)
        except OSError as error:
            raise wrong_use(
                Text(
                    f"Không đọc được {path}: {error.strerror}. Xem lại đường dẫn",
                    f"{path} cannot be read: {error.strerror}. Check the path",
                )
            ) from error
        name = path.name if names.count(path.name) == 1 else path.as_posix()
        placed.append(HandedFile(str(target), name))
    return placed


def write_json(document: dict[str, object]) -> None:
    """Write one JSON document on standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1))


def faulty(report: Report) -> Text:
    """Say that there are errors, and what can be done about them."""
    vi, en = (format_number(report.errors, name) for name in ("vi", "en"))
    if report.status == "unreadable":
        return Text(
            "Có tệp không đọc được. Xem cách sửa ở trên rồi chạy lại",
            "A file cannot be read. See the remedy above and run this again",
        )
    return Text(
        f"Có {vi} lỗi. Sửa tệp rồi chạy lại; «khuyencong check … --marked THƯ-MỤC» ghi lại tệp có "
        "đánh dấu ô sai",
        f"{en} errors. Mend the file and run this again; «khuyencong check … --marked FOLDER» "
        "writes the file back with the cells marked",
    )
