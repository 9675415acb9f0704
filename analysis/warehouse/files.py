"""Files that survive a crash: written aside, made durable, then named by one atomic rename."""

from __future__ import annotations

import errno
import getpass
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout


class BusyError(OSError):
    """Another process is writing the very same file."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EBUSY, os.strerror(errno.EBUSY), str(path))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_durably(path: Path, content: bytes) -> None:
    """Replace a small file at once: readers see the old content or the new, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


@contextmanager
def turn_to_write(path: Path) -> Iterator[None]:
    """Hold the turn of the one process that writes a file or folder outside the workspace.

    It is over when the process ends, however it ends. Raises BusyError when another has it.
    """
    place = hashlib.sha256(f"{getpass.getuser()} {path.absolute()}".encode()).hexdigest()[:16]
    turn = FileLock(Path(tempfile.gettempdir()) / f"khuyencong-{place}.lock")
    try:
        turn.acquire(timeout=0)
    except Timeout as error:
        raise BusyError(path) from error
    try:
        yield
    finally:
        turn.release()


def flush_file(path: Path) -> None:
    """Make a finished file durable."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Make a rename inside a folder durable, where the system lets folders be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
