"""Opening handed-in files ahead: a second thread unpacks the next one while the first is checked.

Unpacking a workbook takes longest of all and leaves the interpreter free, so it is begun before
anything else and overlaps with all that can be done without it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.intake.container import Container, inspect_file
from analysis.intake.container.model import SETTINGS_SHEET

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that passed the look at its container, and what was unpacked of it.

    `sheets` are the visible sheets of a workbook that hold anything; `settings` the keys and
    values a template of ours carries on its hidden sheet.
    """

    container: Container
    sheets: tuple[tuple[str, CalamineSheet], ...] = ()
    settings: tuple[tuple[str, str], ...] = ()


class ReadAhead:
    """Opens files one after the other in a second thread, always one ahead of what is taken."""

    def __init__(self, files: Sequence[tuple[Path, str]]) -> None:
        self._files = list(files)
        self._executor = ThreadPoolExecutor(1)
        self._begun: list[Future[OpenedFile]] = []
        self._sums: list[Future[str]] = []
        self._begin(0)

    def take(self, position: int) -> OpenedFile:
        """Return a file, by its position, and begin the one after it.

        Raises UnreadableFileError for a file that is refused, and python_calamine's errors for
        what is damaged inside.
        """
        self._begin(position)
        opened = self._begun[position].result()
        self._begin(position + 1)
        return opened

    def checksum(self, position: int) -> str:
        """Return the SHA-256 of a file that was taken, worked out behind its unpacking."""
        return self._sums[position].result()

    def close(self) -> None:
        """Forget what was not taken."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _begin(self, position: int) -> None:
        while len(self._begun) <= position < len(self._files):
            path, name = self._files[len(self._begun)]
            self._begun.append(self._executor.submit(open_file, path, name))
            self._sums.append(self._executor.submit(_checksum, path))


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def open_file(path: Path, name: str) -> OpenedFile:
    """Look at a file's container and unpack it when it is a workbook; see `ReadAhead.take`."""
    container = inspect_file(path, name)
    if container.kind == "text":
        return OpenedFile(container)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    if path.suffix.lower() == f".{container.kind}":
        book = CalamineWorkbook.from_path(str(path))
    else:
        # By path, calamine believes the ending of the name; given the content, it looks.
        with path.open("rb") as stream:
            book = CalamineWorkbook.from_filelike(stream)
    sheets = []
    settings: tuple[tuple[str, str], ...] = ()
    for data in book.sheets_metadata:
        if data.name == SETTINGS_SHEET:
            rows = book.get_sheet_by_name(data.name).to_python(nrows=50)
            settings = tuple((str(row[0]), str(row[1])) for row in rows if len(row) > 1)
        elif data.typ is SheetTypeEnum.WorkSheet and data.visible is SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(data.name)
            if sheet.start is not None:
                sheets.append((data.name, sheet))
    return OpenedFile(container, tuple(sheets), settings)
