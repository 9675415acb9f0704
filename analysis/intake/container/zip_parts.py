"""Opening a zip so that its list of parts can do no harm, and reading where a part begins."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from analysis.intake.container.limits import MAX_DIRECTORY

# A file that could be opened and then sends a reader to impossible places raises OSError.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    OSError,
)
HEAD = 64 << 10
"""Bytes of the beginning of a part that are looked at."""
Parts = dict[str, zipfile.ZipInfo]
"""The parts of a zip by their names in lower case."""


class DirectoryTooLargeError(Exception):
    """The list of parts of a zip is longer than any workbook's."""


class BoundedFile(io.FileIO):
    """A file that refuses one huge read: zipfile takes in the list of parts whole."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_DIRECTORY:
            raise DirectoryTooLargeError
        return super().read(size) or b""


def head_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None, length: int) -> bytes:
    """Return the beginning of a part; nothing for one that is not there."""
    if entry is None or entry.is_dir():
        return b""
    with archive.open(entry) as stream:
        return stream.read(length)
