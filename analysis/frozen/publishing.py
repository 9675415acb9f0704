"""Publishing a frozen set: written aside, read back, made durable, and named by one rename."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.disclosure.rules import Rules
from analysis.disclosure.secondary import SECONDS
from analysis.frozen.contributions import Contributions
from analysis.frozen.freezing import Earlier, Freeze, freeze
from analysis.frozen.frozen_set import document_of, read_document
from analysis.frozen.store import (
    BASIS_FOLDER,
    PUBLIC_FOLDER,
    basis_path,
    frozen_path,
    frozen_sets,
    public_folder,
    set_aside,
)
from analysis.frozen.tables import FAMILIES
from analysis.language import Text
from analysis.warehouse import Snapshot, WarehouseError
from analysis.warehouse.disk import DiskError
from analysis.warehouse.files import flush_folder, sha256_of, write_durably
from analysis.warehouse.seal import sealed
from analysis.warehouse.workspace import only_writer, ready

_FAMILY = "family"


def look_ahead(
    workspace: Path,
    snapshot: Snapshot,
    rules: Rules | None = None,
    seconds: float = SECONDS,
    say: Callable[[Text], None] = lambda text: None,
) -> Freeze:
    """Return what freezing a snapshot would publish, writing nothing. Raises as `freeze` does."""
    before = _earlier(workspace, snapshot.case.name)
    return freeze(snapshot, _next_number(workspace), before, rules, seconds, say)


def publish(
    workspace: Path,
    snapshot: Snapshot,
    rules: Rules | None = None,
    seconds: float = SECONDS,
    say: Callable[[Text], None] = lambda text: None,
) -> Freeze:
    """Freeze a snapshot and publish it; see `freeze` for what is raised. One writer at a time."""
    workspace = ready(workspace)
    with only_writer(workspace):
        made = look_ahead(workspace, snapshot, rules, seconds, say)
        return put_in_place(workspace, made)


def put_in_place(workspace: Path, made: Freeze) -> Freeze:
    """Write a freeze; the writer's lock is held.

    Raises WarehouseError where it cannot be kept, DiskError where it is published but the disk did
    not confirm it.
    """
    number = made.frozen.number
    basis = _basis_bytes({one.family.code: one.contributions for one in made.families})
    frozen = replace(made.frozen, basis=hashlib.sha256(basis).hexdigest())
    if read_document(document_of(frozen)) != frozen:
        raise AssertionError("a frozen set does not come back as it was written")
    try:
        for folder in (BASIS_FOLDER, PUBLIC_FOLDER):
            (workspace / folder).mkdir(exist_ok=True)
        flush_folder(workspace)
        write_durably(basis_path(workspace, number), basis)
        # The one step that publishes: before it nothing is public, after it everything is.
        write_durably(frozen_path(workspace, number), sealed(document_of(frozen)))
    except OSError as error:
        if frozen_path(workspace, number).exists():
            raise DiskError(_unconfirmed(frozen_path(workspace, number))) from error
        with suppress(OSError):
            basis_path(workspace, number).unlink(missing_ok=True)
        raise WarehouseError(
            Text(
                f"Không ghi được bộ công khai vào {workspace}: {error.strerror}. Chưa công bố gì",
                f"The frozen set cannot be written to {workspace}: {error.strerror}. Nothing was "
                "published",
            )
        ) from error
    return replace(made, frozen=frozen)


def _unconfirmed(path: Path) -> Text:
    return Text(
        f"Đã công bố {path}, nhưng đĩa không xác nhận đã ghi xong: mất điện lúc này có thể làm mất "
        "tệp đó. Sao lưu ngay và kiểm tra đĩa",
        f"{path} was published, but the disk did not confirm the writing: a power cut now may lose "
        "it. Make a backup at once and check the disk",
    )


def _next_number(workspace: Path) -> int:
    used = [0]
    for folder, form in ((PUBLIC_FOLDER, "frozen-*.json"), (BASIS_FOLDER, "basis-*.parquet")):
        for path in (workspace / folder).glob(form):
            digits = path.stem.rpartition("-")[2]
            if digits.isdigit():
                used.append(int(digits))
    return max(used) + 1


def _earlier(workspace: Path, case: str) -> list[Earlier]:
    """Return the publications that a reader may hold against a new one, with their contributions.

    Those too that a restore set aside because their number was taken here: the public has seen
    them. Raises WarehouseError where one cannot be read: what it told could not be guarded.
    """
    earlier = []
    for folder in (*set_aside(workspace), workspace):
        found = frozen_sets(folder)
        intact = {frozen_path(folder, one.number) for one in found}
        for path in public_folder(folder).glob("frozen-*.json"):
            if path not in intact:
                raise WarehouseError(_lost(path))
        for one in (one for one in found if one.case == case):
            # One of a set and its basis may be the same here and there: then it stands here only.
            path = basis_path(folder, one.number)
            path = path if path.exists() else basis_path(workspace, one.number)
            if not path.exists() or sha256_of(path) != one.basis:
                raise WarehouseError(_lost(path))
            earlier.append(Earlier(one, read_basis(path)))
    return earlier


def _lost(path: Path) -> Text:
    return Text(
        f"Tệp {path} bị mất hoặc hỏng, nên không biết lần công bố trước đã cho biết gì. Khôi phục "
        "nó từ bản sao lưu rồi chạy lại",
        f"The file {path} is lost or damaged, so what was published before is not known. Restore "
        "it from a backup and run again",
    )


def _basis_bytes(basis: dict[str, Contributions]) -> bytes:
    frames = [one.rows.assign(**{_FAMILY: code}) for code, one in basis.items()]
    stream = io.BytesIO()
    pd.concat(frames, ignore_index=True).to_parquet(stream, index=False)
    return stream.getvalue()


def read_basis(path: Path) -> dict[str, Contributions]:
    """Return the contributions a publication was made of, by family."""
    rows = pd.read_parquet(path)
    found = {}
    for family in FAMILIES:
        mine = rows[rows[_FAMILY] == family.code]
        others = [
            name
            for one in FAMILIES
            for name in one.variables
            if one is not family and name in rows.columns
        ]
        mine = mine.drop(columns=[_FAMILY, *others]).reset_index(drop=True)
        for name in family.variables:
            mine[name] = mine[name].astype("Int64")
        for name in ("source", "industry"):
            mine[name] = mine[name].astype(object).where(mine[name].notna(), None)
        found[family.code] = Contributions(mine, family.variables)
    return found
