"""Results kept beside the snapshots: what takes seconds to make, and a few kilobytes to keep.

kept/<checksum>-<program>-<name>.json

The name of a file holds the checksum of the snapshot (with its reader's limit) and the fingerprint
of the program's own source, so that neither other data nor another method is ever answered from
it. They are no data: whoever deletes the folder loses some seconds.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from analysis.warehouse.files import write_durably
from analysis.warehouse.snapshot import Snapshot

Made = TypeVar("Made")

FOLDER = "kept"

_NAME = re.compile(r"[a-z0-9_]{1,60}")
_DIGITS = 16


def kept_result(
    snapshot: Snapshot,
    name: str,
    make: Callable[[], Made],
    record: Callable[[Made], Any],
    read: Callable[[Any], Made],
) -> Made:
    """Return what was kept of a snapshot by this name, else make it and keep it.

    `record` turns it into what JSON can hold, numbers of numpy among it, and `read` back; it must
    be the same either way. For what depends on the content alone and on no scope. A file that
    cannot be read is made anew, and one that cannot be written is done without. What is seen
    through selects is not kept on disk.
    Raises ValueError for a name that cannot be one of a file.
    """
    if _NAME.fullmatch(name) is None:
        raise ValueError(f"not a name of a kept result: {name!r}")
    return snapshot.once(name, lambda: _read_or_made(snapshot, name, make, record, read))


def is_kept(snapshot: Snapshot, name: str) -> bool:
    """Tell whether a result is there at once, in memory or on disk."""
    return snapshot.has_made(name) or (snapshot.as_stored and _path(snapshot, name).is_file())


def _read_or_made(
    snapshot: Snapshot,
    name: str,
    make: Callable[[], Made],
    record: Callable[[Made], Any],
    read: Callable[[Any], Made],
) -> Made:
    if not snapshot.as_stored:
        return make()
    path = _path(snapshot, name)
    try:
        return read(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    made = make()
    content = json.dumps(
        record(made), ensure_ascii=False, indent=1, default=lambda value: value.item()
    ).encode()
    try:
        path.parent.mkdir(exist_ok=True)
        _remove_older(path.parent)
        write_durably(path, content)
    except OSError:
        # A full disk or a folder nobody may write to costs the same seconds next time.
        pass
    return made


def _path(snapshot: Snapshot, name: str) -> Path:
    # A reader with a limit has results of that limit, in files of their own.
    key = snapshot.cache_key
    limited = key != snapshot.manifest.sha256
    checksum = (hashlib.sha256(key.encode()).hexdigest() if limited else key)[:_DIGITS]
    return snapshot.path.parent / FOLDER / f"{checksum}-{program_fingerprint()}-{name}.json"


def _remove_older(folder: Path) -> None:
    """Remove what other versions of the program kept: this one never reads it."""
    for path in folder.glob("*.json"):
        if f"-{program_fingerprint()}-" not in path.name:
            path.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def program_fingerprint() -> str:
    """Return what changes with any line of the code and SQL that results are made by."""
    folder = Path(str(files("analysis")))
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".sql"):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:_DIGITS]
