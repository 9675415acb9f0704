"""The front door: what a file really is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from analysis.intake.container.foreign import foreign_kind, not_a_workbook
from analysis.intake.container.limits import MAX_FILE
from analysis.intake.container.model import Container
from analysis.intake.container.notices import KINDS, notice
from analysis.intake.container.ole import OLE_MAGIC, inspect_ole
from analysis.intake.container.refusals import number_text, refusal
from analysis.intake.container.zip_check import inspect_zip


def inspect_file(path: Path, name: str) -> Container:
    """Return what the file at `path`, handed in as `name`, really is.

    Raises UnreadableFileError when it must not or cannot be parsed; its text names the file.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))  # reading a pipe would wait
        size = path.stat().st_size
        if size == 0:
            raise refusal("empty_file", name)
        if size > MAX_FILE:
            limit = number_text(MAX_FILE / 1e6)
            raise refusal("too_large", name, size=number_text(size / 1e6), limit=limit)
        with path.open("rb") as file:
            head = file.read(8192)
        if head.startswith((b"PK\3\4", b"PK\5\6")):
            kind, notices = inspect_zip(path, size, name)
        elif head.startswith(OLE_MAGIC):
            kind, notices = inspect_ole(path, size, name)
        else:
            foreign = foreign_kind(head)
            if foreign is not None:
                raise not_a_workbook(foreign, name)
            kind, notices = "text", []
    except OSError as error:
        raise refusal("cannot_open", name, reason=error.strerror or "?") from error
    what, suffixes = KINDS[kind]
    if Path(name).suffix.lower() not in suffixes:
        notices.insert(0, notice("wrong_extension", name, what=what, suffix=suffixes[0]))
    return Container(kind, tuple(notices))
