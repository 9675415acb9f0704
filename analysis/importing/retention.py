"""Which snapshots may go: the older ones that nothing shows, undoes to or was planned with.

Going is asked for and never happens by itself. A snapshot goes with its manifest, the manifest
first: a file that has none is named by the doctor and never served.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from analysis.language import Text
from analysis.log import log
from analysis.warehouse.errors import WarehouseError
from analysis.warehouse.manifest import (
    Manifest,
    manifest_path,
    read_manifests,
    read_pointer,
    snapshot_path,
)
from analysis.warehouse.workspace import is_intact, only_writer

LEAST_KEPT = 2
"""Intact snapshots of a data set that stay at least: the one shown, and one to fall back on."""
DAYS_OF_A_MONTH = 31
PLANS = "plans"

Reason = Literal["shown", "undo", "newest", "recent", "plan", "go"]
REASONS: dict[Reason, Text] = {
    "shown": Text("đang dùng", "shown"),
    "undo": Text("cần để hoàn tác", "needed to undo"),
    "newest": Text("trong số mới nhất", "among the newest"),
    "recent": Text("còn trong hạn giữ", "within the months kept"),
    "plan": Text("một phương án đã lưu dựa vào", "a saved plan is made from it"),
    "go": Text("có thể xóa", "may go"),
}


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a snapshot, and why."""

    manifest: Manifest
    reason: Reason

    @property
    def goes(self) -> bool:
        """Whether it may be removed."""
        return self.reason == "go"


def fates(workspace: Path, keep: int, months: int, now: datetime | None = None) -> list[Fate]:
    """Return the fate of every snapshot, oldest first, changing nothing.

    `keep` intact ones of each data set stay, LEAST_KEPT at least, and all built in the last
    `months`. A hand-in that waits can only be published on the snapshot shown, which stays. Raises
    WarehouseError when the pointer is damaged: nobody knows then what is shown.
    """
    pointer = read_pointer(workspace)
    if pointer is None:
        raise WarehouseError(
            Text(
                "Tệp pointer.json bị hỏng nên chưa xóa gì. Chạy «khuyencong doctor» trước",
                "The file pointer.json is damaged, so nothing is removed. Run «khuyencong doctor» "
                "first",
            )
        )
    manifests = read_manifests(workspace)
    by_number = {one.number: one for one in manifests}
    shown = set(pointer.current.values())
    parents = {by_number[number].parent for number in shown if number in by_number}
    plans = set(_planned(workspace))
    newest: set[int] = set()
    for case in {one.case for one in manifests}:
        intact = [one for one in manifests if one.case == case and is_intact(workspace, one)]
        newest |= {one.number for one in intact[-max(keep, LEAST_KEPT) :]}
    since = (now or datetime.now(UTC)) - timedelta(days=months * DAYS_OF_A_MONTH)
    found = []
    for one in manifests:
        reasons: dict[Reason, bool] = {
            "shown": one.number in shown,
            "undo": one.number in parents,
            "plan": one.number in plans,
            "newest": one.number in newest,
            "recent": datetime.fromisoformat(one.built_at) >= since,
        }
        found.append(Fate(one, next((why for why, holds in reasons.items() if holds), "go")))
    return found


def retain(workspace: Path, keep: int, months: int) -> tuple[list[Fate], int]:
    """Remove what may go; return every fate and the bytes that were freed.

    What may go is worked out anew under the writer's lock. Raises WarehouseError as `fates` does,
    and when a file cannot be removed; what is left is whole then.
    """
    freed = 0
    with only_writer(workspace):
        found = fates(workspace, keep, months)
        for fate in found:
            if fate.goes:
                freed += _remove(workspace, fate.manifest)
    gone = sum(fate.goes for fate in found)
    log("retain", removed=gone, kept=len(found) - gone, bytes=freed)
    return found, freed


def _remove(workspace: Path, manifest: Manifest) -> int:
    number = manifest.number
    try:
        manifest_path(workspace, number).unlink()
        snapshot_path(workspace, number).unlink(missing_ok=True)
    except OSError as error:
        raise WarehouseError(
            Text(
                f"Không xóa được bản {number}: {error.strerror}. Dừng các chương trình đang mở nó "
                "rồi thử lại",
                f"Snapshot {number} cannot be removed: {error.strerror}. Stop what has it open and "
                "try again",
            )
        ) from error
    return manifest.size


def _planned(workspace: Path) -> Iterator[int]:
    """Yield the snapshots that saved plans were made from, deleted ones too: they come back."""
    for path in (workspace / PLANS).rglob("*.json"):
        yield from _numbers(_read(path), "snapshot")


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _numbers(told: Any, key: str) -> Iterator[int]:
    """Yield the whole numbers that stand under a key, however deep."""
    if isinstance(told, dict):
        for name, value in told.items():
            if name == key and isinstance(value, int):
                yield value
            yield from _numbers(value, key)
    elif isinstance(told, list):
        for value in told:
            yield from _numbers(value, key)
