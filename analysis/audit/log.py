"""Writing the audit log: one line more, durable before it returns, never a line changed.

audit/log.jsonl    the lines
audit/head.json    how many lines there are, and the hash of the last

The head is replaced after every line. Without it the last lines could be cut off unnoticed. What
it cannot tell, because whoever owns the disk can write both files anew, is told by a head that was
noted down elsewhere: `khuyencong audit head`, `khuyencong audit verify --head`.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from analysis.audit.chain import FIRST, Detail, Entry, read_line
from analysis.audit.events import Kind
from analysis.warehouse.files import flush_folder, write_durably

FOLDER = "audit"
LONGEST_DETAIL = 200
_BLOCK = 65_536

logger = logging.getLogger("khuyencong.audit")


@dataclass(frozen=True, slots=True)
class Head:
    """How many lines the log has and the hash of the last."""

    number: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.number}:{self.sha256}"


def log_file(workspace: Path) -> Path:
    """Return the file of the lines; it need not be there."""
    return workspace / FOLDER / "log.jsonl"


def head_file(workspace: Path) -> Path:
    """Return the file of the head; it need not be there."""
    return workspace / FOLDER / "head.json"


def record(workspace: Path, kind: Kind, who: str, what: Mapping[str, Detail]) -> None:
    """Put one event on record. Details are shortened; none may name a person or hold a figure.

    Raises OSError when the disk does not take it: what cannot be put on record is not done.
    """
    folder = workspace / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(str(folder / ".log.lock"), timeout=60):
        _remove_leftovers(folder)
        last, torn = _last_line(log_file(workspace))
        head = read_head(workspace)
        if torn:
            # It was never whole, so nobody was told that it is on record.
            _cut(log_file(workspace), torn)
            last = _append(workspace, last, head, "torn", "", {"bytes": torn})
            head = Head(last.number, last.sha256)
        _append(workspace, last, head, kind, who, what)


def record_done(workspace: Path, kind: Kind, who: str, what: Mapping[str, Detail]) -> None:
    """Put on record what has happened already, and cannot be undone by a disk that is full.

    That it is missing here is said in the program's own log; manifests still tell of imports.
    """
    try:
        record(workspace, kind, who, what)
    except OSError:
        logger.exception("not on record: %s", kind)


def read_head(workspace: Path) -> Head | None:
    """Return the head; None when there is none, or it cannot be read."""
    try:
        told = json.loads(head_file(workspace).read_bytes())
        return Head(int(told["n"]), str(told["sha256"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remove_leftovers(folder: Path) -> None:
    """Remove heads that a killed process has left half-written; the lock of the log is held."""
    for path in folder.glob(".head.json.*.tmp"):
        with suppress(OSError):
            path.unlink()


def _append(
    workspace: Path,
    last: Entry | None,
    head: Head | None,
    kind: Kind,
    who: str,
    what: Mapping[str, Detail],
) -> Entry:
    before = (last.number, last.sha256) if last else (0, FIRST)
    if head is not None and head.number > before[0]:
        # Lines are gone. The chain goes on from the head, so that the gap stays for ever.
        logger.error("the audit log lost lines: %s of %s are there", before[0], head.number)
        before = (head.number, head.sha256)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    short = {
        name: value[:LONGEST_DETAIL] if isinstance(value, str) else value
        for name, value in what.items()
    }
    entry = Entry(before[0] + 1, at, kind, who[:LONGEST_DETAIL], short, before[1])
    path = log_file(workspace)
    new = not path.exists()
    with path.open("ab") as stream:
        stream.write(entry.line())
        stream.flush()
        os.fsync(stream.fileno())
    if new:
        flush_folder(path.parent)
    told = json.dumps({"n": entry.number, "sha256": entry.sha256})
    write_durably(head_file(workspace), told.encode())
    return entry


def _last_line(path: Path) -> tuple[Entry | None, int]:
    """Return the last line that can be read, and how many bytes of an unfinished one follow."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return None, 0
    with path.open("rb") as stream:
        stream.seek(max(size - _BLOCK, 0))
        lines = stream.read().split(b"\n")
    torn = len(lines[-1])
    for line in reversed(lines[:-1]):
        try:
            return read_line(line), torn
        except ValueError:
            # It was changed: the line after it says so, and `verify` finds it.
            continue
    return None, torn


def _cut(path: Path, torn: int) -> None:
    with path.open("rb+") as stream:
        stream.truncate(path.stat().st_size - torn)
        os.fsync(stream.fileno())
