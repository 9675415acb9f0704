"""One server for all worker processes: who asks first starts it, and ends it after the last."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock


@contextmanager
def shared(folder: Path, user: str, server: AbstractContextManager[str]) -> Iterator[str]:
    """Give the address of the server noted in a folder, or start one and note it there.

    Every other user keeps a file locked, which a process that dies lets go of: whoever has started
    the server waits for these before it ends it. One that comes later starts its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note, turn = folder / "address", FileLock(folder / "turn.lock")
    with ExitStack() as kept:
        with turn:
            address = note.read_text("utf-8") if note.exists() else ""
            starts = not _answers(address)
            if starts:
                address = kept.enter_context(server)
                note.write_text(address, "utf-8")
            else:
                kept.enter_context(FileLock(folder / f"user-{user}.lock"))
        try:
            yield address
        finally:
            if starts:
                with turn:
                    note.unlink()
                for used in sorted(folder.glob("user-*.lock")):
                    with FileLock(used):
                        pass


def _answers(address: str) -> bool:
    """Return whether a server answers at an address; none does at that of one that has died."""
    if not address:
        return False
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=60):
            return True
    except OSError:
        return False
