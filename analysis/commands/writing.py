"""Files and folders a command writes: refused where they are in the way, put in place at once."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import click

from analysis.audit.log import record
from analysis.commands.shared import (
    BAD_DATA,
    CommandError,
    language_of,
    say,
    workspace_of,
    wrong_use,
)
from analysis.language import Text
from analysis.warehouse.files import flush_file, flush_folder, turn_to_write
from analysis.warehouse.workspace import current_user

Form = TypeVar("Form", bound=str)


def check_file(target: Path, suffix: str, force: bool) -> None:
    """Raise CommandError where a file must not or cannot be written."""
    if target.suffix.lower() != suffix:
        raise wrong_use(
            Text(
                f"{target}: tên tệp phải kết thúc bằng {suffix}",
                f"{target}: the name must end in {suffix}",
            )
        )
    _check_place(target)
    if target.is_dir() or (target.exists() and not force):
        raise wrong_use(
            Text(
                f"Đã có {target}. Dùng tên khác, hoặc --force để ghi đè",
                f"{target} is there already. Choose another name, or --force to replace it",
            )
        )


def form_of(target: Path, forms: tuple[Form, ...], force: bool) -> Form:
    """Return the form that a file's name asks for; raises CommandError where it cannot be there."""
    ending = target.suffix.lower().removeprefix(".")
    form = next((one for one in forms if one == ending), None)
    if form is None:
        listed = ", ".join(f".{one}" for one in forms)
        raise wrong_use(
            Text(
                f"{target}: tên tệp phải kết thúc bằng {listed}",
                f"{target}: the name must end in {listed}",
            )
        )
    check_file(target, f".{form}", force)
    return form


def check_folder(target: Path) -> None:
    """Raise CommandError where a folder must not or cannot be made."""
    _check_place(target)
    if target.exists():
        raise wrong_use(
            Text(
                f"Đã có {target}. Dùng tên khác: không có gì bị ghi đè",
                f"{target} is there already. Choose another name: nothing is replaced",
            )
        )


def _check_place(target: Path) -> None:
    if not target.parent.is_dir():
        raise wrong_use(
            Text(
                f"Không có thư mục {target.parent}. Tạo nó trước",
                f"There is no folder {target.parent}. Make it first",
            )
        )


@contextmanager
def placed_file(target: Path) -> Iterator[Path]:
    """Give a path beside the target to write, and put it in place when the block has ended well.

    Raises CommandError where the system cannot write it.
    """
    begun = f".{target.stem}.{{}}.part{target.suffix}"
    part = target.with_name(begun.format(secrets.token_hex(4)))
    try:
        with turn_to_write(target):
            _remove_begun(target, begun)
            yield part
            flush_file(part)
            part.replace(target)
            flush_folder(target.parent)
    except OSError as error:
        raise _not_written(target, error) from error
    else:
        _put_on_record(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def placed_folder(target: Path) -> Iterator[Path]:
    """Give a new folder beside the target to fill, and put it in place as `placed_file` does."""
    begun = f".{target.name}.{{}}.part"
    part = target.with_name(begun.format(secrets.token_hex(4)))
    try:
        with turn_to_write(target):
            _remove_begun(target, begun)
            part.mkdir()
            yield part
            for path in part.rglob("*"):
                if path.is_file():
                    flush_file(path)
            part.rename(target)
            flush_folder(target.parent)
    except OSError as error:
        raise _not_written(target, error) from error
    else:
        _put_on_record(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _put_on_record(target: Path) -> None:
    """Put an export on record; a workspace that cannot be written says so and keeps the file."""
    context = click.get_current_context()
    what = {"command": context.command_path, "file": target.name}
    try:
        record(workspace_of(context), "export", current_user(), what)
    except OSError as error:
        told = Text(
            f"Không ghi được nhật ký: {error.strerror}",
            f"The audit log could not be written: {error.strerror}",
        )
        say(told, language_of(context), error=True)


def _remove_begun(target: Path, begun: str) -> None:
    """Remove what a killed process had begun to write for a target: its turn is over."""
    for left in target.parent.glob(begun.format("[0-9a-f]" * 8)):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _not_written(target: Path, error: OSError) -> CommandError:
    return CommandError(
        Text(
            f"Không ghi được {target}: {error.strerror}. Đóng tệp nếu đang mở, hoặc chọn nơi khác",
            f"{target} cannot be written: {error.strerror}. Close it if it is open, or choose "
            "another place",
        ),
        BAD_DATA,
    )
