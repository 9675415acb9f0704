"""What of a workspace belongs in a backup: all of it but what is on its way or made again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from analysis.warehouse.manifest import POINTER_COPY_NAME

LISTING_NAME = "backup.json"
RESTORED = "restored"
"""Where a restored file goes whose place is taken by another one."""

NOT_KEPT = ("imports", "kept")
"""The tray of hand-ins nobody has decided about, and results that are computed again."""

_PASSING = re.compile(
    r"\..*\.(tmp|part)|.*\.lock|.*\.duckdb\.(tmp|wal)|(building|adopting|restoring)-.*"
)
_SNAPSHOT = re.compile(r"snapshot-([1-9][0-9]{0,9})\.(json|duckdb)")
_PART = re.compile(r'[^\x00-\x1f\x7f<>:"/\\|?*]{1,200}')
MOST_PARTS = 8


def is_plain(name: str) -> bool:
    """Tell whether a name leads to a place inside a folder, on every system.

    Parts stand apart by "/"; none leads up, is empty or ends as Windows would cut it off.
    """
    parts = name.split("/")
    return (
        len(parts) <= MOST_PARTS
        and unicodedata.is_normalized("NFC", name)
        and all(_PART.fullmatch(part) and part[-1] not in ". " for part in parts)
    )


def belongs(name: str) -> bool:
    """Tell whether a file of a workspace is one that a backup holds."""
    parts = name.split("/")
    return (
        parts[0] not in NOT_KEPT
        and name not in (LISTING_NAME, POINTER_COPY_NAME)
        and not any(_PASSING.fullmatch(part) for part in parts)
    )


def snapshot_part(name: str) -> tuple[int, str] | None:
    """Return the number and the ending of a file of a snapshot; None for any other."""
    found = _SNAPSHOT.fullmatch(name)
    return (int(found[1]), found[2]) if found else None


def files_of(workspace: Path) -> tuple[list[str], list[str]]:
    """Return the files of a workspace that belong in a backup, and those that cannot be in one.

    The latter are links and files whose name does not work on every system.
    """
    kept: list[str] = []
    refused: list[str] = []
    for path, name in sorted(_walk(workspace, ""), key=lambda found: found[1]):
        if belongs(name):
            plain = is_plain(name) and path.is_file() and not path.is_symlink()
            (kept if plain else refused).append(name)
    return kept, refused


def _walk(folder: Path, before: str) -> Iterator[tuple[Path, str]]:
    for path in folder.iterdir():
        name = f"{before}{path.name}"
        if path.is_dir() and not path.is_symlink():
            if belongs(name):
                yield from _walk(path, f"{name}/")
        else:
            yield path, name
