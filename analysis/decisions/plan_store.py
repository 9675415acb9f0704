"""Saved plans: JSON files in the workspace, a folder for each case, with a way back from deleting.

plans/<case>/<identity>.json          what is kept
plans/<case>/deleted/<identity>.json  what was deleted last, until others push it out
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analysis.audit.log import record_done
from analysis.decisions.saved_plan import IDENTITY, SavedPlan, written
from analysis.decisions.saved_plan_reading import DamagedPlanError, read_plan
from analysis.language import Text
from analysis.warehouse.files import flush_folder, write_durably
from analysis.warehouse.workspace import current_user

FOLDER, DELETED = "plans", "deleted"
MOST_PLANS = 200
MOST_DELETED = 20
MOST_BYTES = 60_000_000

_CASE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


class PlanStoreError(Exception):
    """A plan that cannot be kept or found; `text` says why, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Shelf:
    """The saved plans of a case, the newest first, and the names of files that are none."""

    plans: tuple[SavedPlan, ...]
    damaged: tuple[str, ...]


def new_identity(at: datetime | None = None) -> str:
    """Return a name no other plan has: the moment and a random end."""
    return f"{at or datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def save_plan(workspace: Path, plan: SavedPlan, *, by: str | None = None) -> None:
    """Keep a plan, whole or not at all.

    Raises PlanStoreError when it has no name, the shelf is full or the disk does not take it.
    """
    if not plan.name:
        raise PlanStoreError(Text("Kế hoạch cần một tên", "A plan needs a name"))
    content = written(plan)
    try:
        # What could not be read back must not be written.
        read_plan(content, plan.case)
        readable = len(content) <= MOST_BYTES
    except DamagedPlanError:
        readable = False
    if not readable:
        raise PlanStoreError(
            Text(
                "Kế hoạch quá lớn, hoặc có mã hay tên không lưu được",
                "The plan is too large, or holds a code or name that cannot be kept",
            )
        )
    folder = _folder(workspace, plan.case)
    if len(_files(folder)) >= MOST_PLANS:
        raise PlanStoreError(
            Text(
                f"Đã có {MOST_PLANS} kế hoạch được lưu. Xóa bớt rồi lưu lại",
                f"{MOST_PLANS} plans are saved already. Delete some and save again",
            )
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_durably(folder / f"{plan.identity}.json", content)
    except OSError as error:
        raise PlanStoreError(
            Text(
                f"Không lưu được kế hoạch: {error.strerror}",
                f"The plan could not be saved: {error.strerror}",
            )
        ) from error
    _on_record(workspace, "save", plan.case, plan.identity, by)


def shelf(workspace: Path, case: str) -> Shelf:
    """Return the saved plans of a case; a file that is no plan is named and left alone."""
    return _read(_files(_folder(workspace, case)), case)


def deleted(workspace: Path, case: str) -> Shelf:
    """Return the plans that can be brought back, the last deleted first."""
    files = _files(_folder(workspace, case) / DELETED)
    by_age = sorted(files, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return _read(by_age, case)


def load_plan(workspace: Path, case: str, identity: str) -> SavedPlan:
    """Return one saved plan; raises PlanStoreError when it is not there or no plan."""
    path = _path(_folder(workspace, case), identity)
    found = _read([path], case) if path.is_file() else Shelf((), ())
    if found.plans:
        return found.plans[0]
    raise _missing(identity)


def delete_plan(workspace: Path, case: str, identity: str, *, by: str | None = None) -> None:
    """Take a plan off the shelf; `restore_plan` puts it back. Raises PlanStoreError if none."""
    folder = _folder(workspace, case)
    away = folder / DELETED
    away.mkdir(parents=True, exist_ok=True)
    target = _path(away, identity)
    _move(_path(folder, identity), target)
    target.touch()
    oldest = sorted(_files(away), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in oldest[MOST_DELETED:]:
        path.unlink(missing_ok=True)
    _on_record(workspace, "delete", case, identity, by)


def restore_plan(workspace: Path, case: str, identity: str, *, by: str | None = None) -> None:
    """Put a deleted plan back; raises PlanStoreError when it is no longer there."""
    folder = _folder(workspace, case)
    _move(_path(folder / DELETED, identity), _path(folder, identity))
    _on_record(workspace, "restore", case, identity, by)


def _on_record(workspace: Path, what: str, case: str, identity: str, by: str | None) -> None:
    told = {"what": what, "case": case, "plan": identity}
    record_done(workspace, "plan", by or current_user(), told)


def _folder(workspace: Path, case: str) -> Path:
    if not _CASE.fullmatch(case):
        raise PlanStoreError(
            Text(f"«{case}» không phải tên bộ dữ liệu", f"«{case}» is no name of a case")
        )
    return workspace / FOLDER / case


def _path(folder: Path, identity: str) -> Path:
    if not IDENTITY.fullmatch(identity):
        raise _missing(identity)
    return folder / f"{identity}.json"


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    named = [path for path in folder.glob("*.json") if IDENTITY.fullmatch(path.stem)]
    return sorted(named, key=lambda path: path.stem, reverse=True)


def _read(paths: Sequence[Path], case: str) -> Shelf:
    plans, damaged = [], []
    for path in paths:
        try:
            if path.stat().st_size > MOST_BYTES:
                raise DamagedPlanError("too large")
            plan = read_plan(path.read_bytes(), case)
            if plan.identity != path.stem:
                raise DamagedPlanError("another plan's name")
        except FileNotFoundError:
            # Deleted by another reader in the meantime.
            continue
        except (DamagedPlanError, OSError):
            damaged.append(path.name)
        else:
            plans.append(plan)
    return Shelf(tuple(plans), tuple(damaged))


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except FileNotFoundError as error:
        raise _missing(source.stem) from error
    flush_folder(source.parent)
    flush_folder(target.parent)


def _missing(identity: str) -> PlanStoreError:
    shown = identity[:40]
    return PlanStoreError(
        Text(f"Không có kế hoạch «{shown}» được lưu", f"There is no saved plan «{shown}»")
    )
