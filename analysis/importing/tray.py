"""The tray of a workspace: what was handed in and not yet decided, a folder for each hand-in."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from pathlib import Path

from analysis.warehouse.disk import disk_told
from analysis.warehouse.files import flush_file, flush_folder, sha256_of

TRAY = "imports"
RECEIVED = "received"
KEPT_SECONDS = 3 * 24 * 3600
"""A hand-in nobody decided about for so long is thrown away; the officer still has the file."""


LONGEST_NAME = 180
"""Bytes of a file name of an upload."""


def new_folder(workspace: Path) -> Path:
    """Return a new empty folder for one hand-in; forgotten ones are removed on the way.

    Raises DiskError when the disk takes none.
    """
    tray = workspace / TRAY
    folder = tray / secrets.token_hex(8)
    with disk_told(workspace):
        tray.mkdir(parents=True, exist_ok=True)
        for old in tray.iterdir():
            if old.is_dir() and time.time() - old.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
        folder.mkdir()
    return folder


def waiting(workspace: Path) -> list[Path]:
    """Return the folders of the hand-ins that nobody has decided about yet."""
    return sorted(path for path in (workspace / TRAY).glob("*") if path.is_dir())


def remove_folder(folder: Path) -> None:
    """Throw a hand-in away."""
    shutil.rmtree(folder, ignore_errors=True)


def place_file(folder: Path, name: str, content: bytes, number: int) -> Path:
    """Write an uploaded file into a hand-in's folder, under a name that cannot lead elsewhere.

    Raises DiskError when the disk does not take it.
    """
    target = folder / f"{number:02d}-{safe_name(name)}"
    with disk_told(folder):
        target.write_bytes(content)
    return target


def safe_name(name: str) -> str:
    """Return a file name of letters, digits, dots, hyphens and underscores only."""
    cleaned = re.sub(r"[^\w.-]+", "_", Path(name.replace("\\", "/")).name).strip("._")
    # File systems count bytes, not letters: 255 of them, of which others take some.
    return cleaned[-80:].encode()[-LONGEST_NAME:].decode(errors="ignore").strip("._") or "file"


def keep_received(workspace: Path, path: Path, name: str, checksum: str, own: Path) -> Path:
    """Keep a handed-in file for good, under its checksum; the same file is kept once.

    A file that lies in the hand-in's `own` folder gets a second name, another one is copied.
    """
    folder = workspace / RECEIVED
    folder.mkdir(exist_ok=True)
    target = folder / f"{(checksum or sha256_of(path))[:16]}-{safe_name(name)}"
    if not target.exists():
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            if own in path.parents:
                # A second name, not a move: the hand-in stays whole until it is published.
                _linked(path, part)
            else:
                shutil.copyfile(path, part)
            flush_file(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        flush_folder(folder)
    return target


def _linked(path: Path, other: Path) -> None:
    """Give a file a second name, or copy it where the disk knows no such thing."""
    try:
        other.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, other)
