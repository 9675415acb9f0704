"""Whether a snapshot file is, byte for byte, the one that was published, and what is wrong if not.

A file is read whole once by a process. As long as the system says that nobody has written to it
since (device, inode, size, times of content and of state), its checksum is not computed again:
1.7 GB/s make no difference to a small file and seconds to a large one. What rots on the disk later
is found by DuckDB, which checks every block it reads; see `doubt`.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Literal

from analysis.language import Text
from analysis.warehouse.files import sha256_of
from analysis.warehouse.manifest import (
    Manifest,
    manifest_path,
    read_manifest,
    snapshot_path,
)

Fault = Literal["manifest", "missing", "size", "altered", "unreadable", "outdated", "later"]
VERSION_FAULTS: tuple[Fault, ...] = ("outdated", "later")
"""What is wrong with a snapshot that another version of the program can open."""

SECONDS_TO_SETTLE = 2.0
"""A file written so lately may be written again without its times telling; it is not remembered."""

Stamp = tuple[int, int, int, int, int]

_VERIFIED: dict[str, tuple[Stamp, str]] = {}
_DOUBTED: dict[str, int] = {}


def fault_of(workspace: Path, manifest: Manifest, *, anew: bool = False) -> Fault | None:
    """Return what is wrong with a snapshot's file; None when it is the one published.

    `anew` reads it whole, also when this process has done so before.
    """
    path = snapshot_path(workspace, manifest.number)
    try:
        stamp = _stamp(path)
        if stamp[2] != manifest.size:
            return "size"
        if not anew and _VERIFIED.get(str(path)) == (stamp, manifest.sha256):
            return None
        if sha256_of(path) != manifest.sha256:
            _VERIFIED.pop(str(path), None)
            return "altered"
        if _stamp(path) == stamp and _settled(stamp):
            _VERIFIED[str(path)] = (stamp, manifest.sha256)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return None


def doubt(path: Path) -> None:
    """Say that a query met something wrong in a file: it is read whole before it opens again."""
    _VERIFIED.pop(str(path), None)
    _DOUBTED[str(path)] = times_doubted(path) + 1


def times_doubted(path: Path) -> int:
    """Return how often a query of this process met something wrong in a file."""
    return _DOUBTED.get(str(path), 0)


def fault_words(workspace: Path, number: int, fault: Fault) -> Text:
    """Say what is wrong with a snapshot, as what stands in brackets after its number."""
    name, described = snapshot_path(workspace, number).name, manifest_path(workspace, number).name
    told: dict[Fault, Text] = {
        "manifest": Text(
            f"mô tả {described} bị thiếu hoặc bị thay đổi",
            f"its description {described} is missing or altered",
        ),
        "missing": Text(f"thiếu tệp {name}", f"the file {name} is missing"),
        "size": Text(
            f"tệp {name} không còn đủ độ dài như lúc công bố",
            f"the file {name} is not as long as it was published",
        ),
        "altered": Text(
            f"mã kiểm tra của tệp {name} không khớp: có byte đã bị thay đổi",
            f"the checksum of the file {name} does not match: bytes have changed",
        ),
        "unreadable": Text(f"đĩa không đọc được tệp {name}", f"the disk cannot read {name}"),
        "outdated": Text(
            "do phiên bản khác của chương trình tạo ra",
            "built by another version of the program",
        ),
    }
    return later_words(workspace, number) if fault == "later" else told[fault]


def later_words(workspace: Path, number: int) -> Text:
    """Name what the description of a snapshot holds that this version does not understand."""
    path = manifest_path(workspace, number)
    manifest = read_manifest(path)
    listed = ", ".join(f"«{name}»" for name in sorted(manifest.unknown if manifest else ()))
    return Text(
        f"mô tả {path.name} có mục {listed} mà chỉ phiên bản mới hơn của chương trình hiểu",
        f"its description {path.name} holds {listed}, which only a later version of the program "
        "understands",
    )


def _stamp(path: Path) -> Stamp:
    state = path.stat()
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _settled(stamp: Stamp) -> bool:
    """Tell whether a later write would show in the times; a clock that went back says no."""
    return time.time() - max(stamp[3], stamp[4]) / 1e9 > SECONDS_TO_SETTLE
