"""Snapshots as readers see them: opened read-only, hardened, and checked before they are used."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import duckdb
import pandas as pd

from analysis.dictionary import TABLES
from analysis.language import Text
from analysis.settings import settings_from_environment
from analysis.warehouse.errors import (
    DamagedWhileOpenError,
    LeftOutError,
    NothingLoadedError,
    QueryTooLargeError,
    WarehouseError,
)
from analysis.warehouse.intact import (
    VERSION_FAULTS,
    Fault,
    doubt,
    fault_of,
    fault_words,
    later_words,
)
from analysis.warehouse.limited import connect_limited
from analysis.warehouse.limits import NO_LIMIT, Limit
from analysis.warehouse.lineage import standing_in
from analysis.warehouse.manifest import (
    Manifest,
    Pointer,
    read_manifests,
    read_pointer,
    snapshot_path,
)
from analysis.warehouse.tally import QUERIES
from analysis.warehouse.threads import useful_threads
from analysis.warehouse.workspace import (
    is_current,
    is_intact,
    rebuilt_pointer,
    version_fault,
)

Made = TypeVar("Made")


_WITH = re.compile(r"(?:\s|--[^\n]*\n)*with\s+", re.IGNORECASE)

_NO_TABLE = re.compile(r"Table with name (\w+) does not exist")

MOST_RECENT = 24
"""Answers that are kept for measures which ask the same of one scope."""

MOST_ANSWERS, MOST_ROWS = 96, 10_000
"""Answers to statements that are kept, and the rows of one that is not too long to be."""


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """What the data of a snapshot are; shown on every screen, file and slide."""

    name: str
    kind: str
    title: Text
    about: Text
    currency: str
    as_of: date
    source: Text

    @property
    def simulated(self) -> bool:
        """Whether the data are simulated and must wear that mark."""
        return self.kind == "simulated"


@dataclass(frozen=True, slots=True)
class Seen:
    """Selects that stand for the tables they are named after, with their named parameters.

    A select reads the table itself as `main.<table>`. Every query is given all parameters, so each
    must be named by one select at least.
    """

    selects: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, Any], ...]

    def over(self, sql: str) -> str:
        """Return a query that sees the selects in place of the tables."""
        views = ",\n".join(f"{name} as (\n{select}\n)" for name, select in self.selects)
        begun = _WITH.match(sql)
        return f"with {views},\n{sql[begun.end() :]}" if begun else f"with {views}\n{sql}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An open snapshot. `warning` says so when it is not the one the pointer names.

    `cache_key` identifies the content: equal keys give equal answers.
    """

    path: Path
    manifest: Manifest
    case: CaseInfo
    warning: Text | None
    _connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)
    limit: Limit = NO_LIMIT
    _seen: Seen | None = None
    _made: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _recent: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    _answers: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    _turn: Lock = field(default_factory=Lock, repr=False, compare=False)
    _alone: Lock = field(default_factory=Lock, repr=False, compare=False)

    @property
    def number(self) -> int:
        """The number of the snapshot in its workspace."""
        return self.manifest.number

    @property
    def cache_key(self) -> str:
        """The checksum of the file, the reader's limit, and what is seen in place of its tables."""
        limit = () if self.limit.is_none else (self.limit.key,)
        seen = () if self._seen is None else (str(self._seen),)
        return " ".join((self.manifest.sha256, *limit, *seen))

    @property
    def as_stored(self) -> bool:
        """Whether its tables are seen as its reader may see them, and not through selects."""
        return self._seen is None

    @property
    def names_shown(self) -> bool:
        """Whether its reader, and this installation, may see who an establishment is."""
        return self.limit.names and settings_from_environment().names_shown

    def has_made(self, name: str) -> bool:
        """Tell whether `once` has something of this name."""
        return name in self._made

    def through(self, seen: Seen) -> Snapshot:
        """Return the same data with selects in place of tables; nothing made before is kept."""
        return replace(self, _seen=seen, _made={}, _recent={}, _answers={}, _turn=Lock())

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what `make` returned the first time something of this name was asked for.

        For what depends on the content alone, which never changes, and on no scope: it is kept as
        long as the snapshot, is shared between readers and must not be changed.
        """
        if name not in self._made:
            # Two readers may make it at once; either's is as good.
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    def recently(self, asked: Hashable, make: Callable[[], Made]) -> Made:
        """Return what `make` returned when the same was last asked, among the last few questions.

        For what several measures of one page need of one scope. It is shared between readers and
        must not be changed.
        """
        found = self._taken(self._recent, asked)
        if found is not None:
            again: Made = found
            return again
        made = make()
        self._put(self._recent, asked, made, MOST_RECENT)
        return made

    def answer(self, sql: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
        """Return the rows of `query`, from the last answers where the same was asked before.

        Much of what a page asks hangs on none of the filters a reader changes, and measures of one
        page ask the same. The frame is the caller's own: pandas copies what is changed.
        """
        asked = (
            sql,
            *((name, _hashable(value)) for name, value in sorted(parameters.items())),
        )
        found = self._taken(self._answers, asked)
        if found is None:
            found = self.query(sql, parameters)
            if len(found) <= MOST_ROWS:
                self._put(self._answers, asked, found, MOST_ANSWERS)
        frame: pd.DataFrame = found.copy(deep=False)
        return frame

    def _taken(self, shelf: dict[Hashable, Any], asked: Hashable) -> Any:
        """Return what a shelf keeps, now its youngest; None where it keeps nothing of the kind."""
        with self._turn:
            kept = shelf.pop(asked, None)
            if kept is not None:
                shelf[asked] = kept
            return kept

    def _put(self, shelf: dict[Hashable, Any], asked: Hashable, made: Any, most: int) -> None:
        with self._turn:
            shelf[asked] = made
            while len(shelf) > most:
                del shelf[next(iter(shelf))]

    def close(self) -> None:
        """Let go of the file; nothing can be asked any more."""
        self._connection.close()

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """Run one read-only query with named parameters and return its rows.

        Safe to call from several threads at once. Raises duckdb.Error on a faulty query,
        QueryTooLargeError when it alone needs more memory than is allowed, DamagedWhileOpenError
        when the file no longer holds what was published, LeftOutError when it needs a table that
        the snapshot was made without.
        """
        asked = dict(parameters or {})
        if self._seen is not None:
            sql, asked = self._seen.over(sql), {**asked, **dict(self._seen.parameters)}
        try:
            try:
                return self._answer(sql, asked)
            except duckdb.OutOfMemoryException:
                return self._answer_alone(sql, asked)
        except duckdb.CatalogException as error:
            missing = _NO_TABLE.search(str(error))
            if missing is None or missing[1] not in self.manifest.left_out:
                raise
            raise LeftOutError(_left_out(missing[1])) from error
        except duckdb.OutOfMemoryException as error:
            raise QueryTooLargeError(_too_large()) from error
        except (duckdb.IOException, duckdb.FatalException, duckdb.InternalException) as error:
            # Nothing but this file can be read: external access is off.
            doubt(self.path)
            raise DamagedWhileOpenError(_damaged_while_open(self.number)) from error

    def _answer(self, sql: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
        cursor, started = self._connection.cursor(), time.perf_counter()
        try:
            return cursor.execute(sql, parameters).df()
        finally:
            cursor.close()
            QUERIES.add(time.perf_counter() - started)

    def _answer_alone(self, sql: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
        """Ask again what ran out of memory, one such question after the other.

        All questions share the memory, so this one may have met the greed of another: that one
        fails here too, by itself, and the rest are answered. A third time is for whoever met one
        that was just asked for the first time.
        """
        with self._alone, suppress(duckdb.OutOfMemoryException):
            return self._answer(sql, parameters)
        with self._alone:
            return self._answer(sql, parameters)


def _hashable(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value


def open_snapshot(workspace: Path, case: str | None = None, limit: Limit = NO_LIMIT) -> Snapshot:
    """Open the snapshot a case shows now; the default case when none is named.

    With a limit it holds only what its reader may see, whoever asks it for what.

    A torn pointer or an altered snapshot file is never served: the newest intact earlier snapshot
    of the case is opened instead and carries a warning. Raises NothingLoadedError when there is
    none to open, WarehouseError when the only ones are damaged.
    """
    pointer = read_pointer(workspace)
    pointer_lost = pointer is None
    if pointer is None:
        pointer = rebuilt_pointer(workspace)
    name = case or pointer.default_case
    if name is None and pointer_lost:
        raise WarehouseError(_all_damaged("", workspace))
    if name is None or (name not in pointer.current and not pointer_lost):
        raise NothingLoadedError(_nothing_loaded(name, workspace))
    manifest, fault = _choose(workspace, pointer, name)
    if manifest is None:
        outdated = [
            entry
            for entry in read_manifests(workspace)
            if entry.case == name and not is_current(entry)
        ]
        raise WarehouseError(
            _outdated(workspace, outdated[-1]) if outdated else _all_damaged(name, workspace)
        )
    warning = _warning(workspace, pointer_lost, fault, pointer, manifest)
    return _open(workspace, manifest, warning, limit)


def open_number(workspace: Path, number: int) -> Snapshot:
    """Open one snapshot by its number, also one that is no longer shown.

    Nothing stands in for it: raises NothingLoadedError when there is none of that number,
    WarehouseError when it is damaged or of another version of the program.
    """
    named = [manifest for manifest in read_manifests(workspace) if manifest.number == number]
    if not named:
        raise NothingLoadedError(
            Text(
                f"Không có bản số liệu {number} trong {workspace}",
                f"There is no snapshot {number} in {workspace}",
            )
        )
    manifest = named[0]
    if not is_current(manifest):
        raise WarehouseError(_outdated(workspace, manifest))
    fault = fault_of(workspace, manifest)
    if fault is not None:
        why = fault_words(workspace, number, fault)
        raise WarehouseError(
            Text(
                f"Bản số liệu {number} bị hỏng ({why.vi}); khuyencong history liệt kê các bản còn "
                "nguyên vẹn",
                f"Snapshot {number} is damaged ({why.en}); khuyencong history lists the intact "
                "ones",
            )
        )
    return _open(workspace, manifest, None, NO_LIMIT)


def loaded_cases(workspace: Path) -> dict[str, int]:
    """Return the snapshot number of every case loaded in a workspace, default case first."""
    pointer = read_pointer(workspace) or rebuilt_pointer(workspace)
    order = sorted(pointer.current, key=lambda name: (name != pointer.default_case, name))
    return {name: pointer.current[name] for name in order}


def history(workspace: Path) -> pd.DataFrame:
    """Return every snapshot of a workspace, newest first.

    Columns: number, case, shown (bool), parent (the snapshot it was made from, or NA), action (a
    code of import_action), sender, changes (dict of counts as in the manifest), built_at,
    built_by, rows, warnings, code_version, dictionary_version, files, intact (bool).
    """
    pointer = read_pointer(workspace) or rebuilt_pointer(workspace)
    shown = set(pointer.current.values())
    rows = [
        {
            "number": manifest.number,
            "case": manifest.case,
            "shown": manifest.number in shown,
            "parent": manifest.parent,
            "action": manifest.action,
            "sender": manifest.sender,
            "changes": manifest.changes,
            "built_at": manifest.built_at,
            "built_by": manifest.built_by,
            "rows": manifest.total_rows,
            "warnings": manifest.warnings,
            "code_version": manifest.code_version,
            "dictionary_version": manifest.dictionary_version,
            "files": ", ".join(manifest.files),
            "intact": is_intact(workspace, manifest),
        }
        for manifest in reversed(read_manifests(workspace))
    ]
    columns = [
        "number",
        "case",
        "shown",
        "parent",
        "action",
        "sender",
        "changes",
        "built_at",
        "built_by",
        "rows",
        "warnings",
        "code_version",
        "dictionary_version",
        "files",
        "intact",
    ]
    return pd.DataFrame(rows, columns=columns).astype({"parent": "Int64"})


def _choose(workspace: Path, pointer: Pointer, name: str) -> tuple[Manifest | None, Fault | None]:
    """Return the snapshot to serve, and what is wrong with the one that was pointed to."""
    manifests = read_manifests(workspace)
    wanted = pointer.current.get(name)
    lost = wanted is not None and wanted not in {one.number for one in manifests}
    fault: Fault | None = "manifest" if lost else None
    for manifest in standing_in(manifests, name, wanted):
        found = version_fault(manifest) or fault_of(workspace, manifest)
        if found is None:
            return manifest, fault
        if manifest.number == wanted:
            fault = found
    return None, fault


def _open(workspace: Path, manifest: Manifest, warning: Text | None, limit: Limit) -> Snapshot:
    path = snapshot_path(workspace, manifest.number)
    settings = settings_from_environment(workspace)
    threads = useful_threads(manifest.total_rows, settings.threads)
    try:
        connection = (
            _connect_whole(path, settings.memory_limit, threads)
            if limit.is_none
            else connect_limited(path, limit, settings.memory_limit, threads)
        )
        info = connection.execute(
            "select name, kind, title_vi, title_en, about_vi, about_en, currency, as_of,"
            " source_vi, source_en from case_info"
        ).fetchone()
    except duckdb.Error as error:
        raise WarehouseError(_all_damaged(manifest.case, workspace)) from error
    if info is None:
        raise WarehouseError(_all_damaged(manifest.case, workspace))
    case = CaseInfo(
        name=info[0],
        kind=info[1],
        title=Text(info[2], info[3]),
        about=Text(info[4], info[5]),
        currency=info[6],
        as_of=info[7],
        source=Text(info[8], info[9]),
    )
    return Snapshot(path, manifest, case, warning, connection, limit)


def _connect_whole(path: Path, memory_limit: str, threads: int) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        str(path),
        read_only=True,
        config={
            "enable_external_access": "false",
            "memory_limit": memory_limit,
            "threads": threads,
            "lock_configuration": "true",
        },
    )


def _warning(
    workspace: Path, pointer_lost: bool, fault: Fault | None, pointer: Pointer, manifest: Manifest
) -> Text | None:
    number = manifest.number
    if fault is not None:
        wanted = pointer.current[manifest.case]
        why = fault_words(workspace, wanted, fault)
        if fault in VERSION_FAULTS:
            return Text(
                f"Bản số liệu {wanted} không mở được bằng phiên bản này ({why.vi}); đang dùng bản "
                f"trước đó, số {number}. Để dùng bản {wanted}: đặt lại phiên bản chương trình đã "
                f"tạo ra nó; để giữ bản này: khuyencong restore {number}",
                f"This version cannot open snapshot {wanted} ({why.en}); showing the one before "
                f"it, number {number}. To see snapshot {wanted} put the version of the program "
                f"back that made it; to keep this one: khuyencong restore {number}",
            )
        return Text(
            f"Bản số liệu {wanted} bị hỏng ({why.vi}); đang dùng bản trước đó, số {number}. Để "
            "sửa: nạp lại bộ dữ liệu, khôi phục từ bản sao lưu, hoặc giữ bản này bằng khuyencong "
            f"restore {number}",
            f"Snapshot {wanted} is damaged ({why.en}); showing the one before it, number {number}. "
            "To mend it load the case again, restore a backup, or keep this one with: khuyencong "
            f"restore {number}",
        )
    if pointer_lost:
        return Text(
            f"Tệp chỉ dẫn pointer.json bị hỏng hoặc bị mất; đang dùng bản số {number}, bản nguyên "
            f"vẹn dùng sau cùng. Để sửa: khuyencong restore {number}",
            f"The file pointer.json is damaged or gone; showing snapshot {number}, the last intact "
            f"one that was shown. To mend it: khuyencong restore {number}",
        )
    return None


def _left_out(table: str) -> Text:
    label = TABLES[table].label
    return Text(
        f"Cần từng bản ghi của bảng «{label.vi}», quá dài nên không có trong bản số liệu này: bản "
        "chỉ mang các bảng tổng hợp và các bảng ngắn. Hãy hỏi ở nơi giữ số liệu gốc, hoặc tạo lại "
        "bản bằng khuyencong marts với --keep-rows lớn hơn",
        f"This needs the records of the table «{label.en}», too long to be in this snapshot, which "
        "holds the marts and the short tables only. Ask where the records are kept, or make the "
        "snapshot again by khuyencong marts with a larger --keep-rows",
    )


def _too_large() -> Text:
    return Text(
        "Câu hỏi này cần nhiều bộ nhớ hơn mức cho phép nên đã dừng; các trang và người dùng khác "
        "không bị ảnh hưởng. Chọn ít năm, ít địa bàn hơn rồi hỏi lại",
        "This question needs more memory than is allowed, so it was stopped; other pages and "
        "readers are not affected. Choose fewer years or places and ask again",
    )


def _damaged_while_open(number: int) -> Text:
    return Text(
        f"Bản số liệu {number} không còn đọc được nguyên vẹn từ đĩa. Mở lại trang: chương trình "
        "kiểm tra tệp và dùng bản nguyên vẹn gần nhất. Báo người quản trị chạy khuyencong doctor",
        f"Snapshot {number} can no longer be read whole from the disk. Open the page again: the "
        "file is checked, and the newest intact one is shown. Tell whoever runs the program to "
        "run khuyencong doctor",
    )


def _nothing_loaded(name: str | None, workspace: Path) -> Text:
    case = name or "quang-ngai-simulated"
    return Text(
        f"Chưa có dữ liệu «{case}» trong {workspace}. Chạy: khuyencong case load {case}",
        f"No data «{case}» in {workspace} yet. Run: khuyencong case load {case}",
    )


def _outdated(workspace: Path, manifest: Manifest) -> Text:
    name = manifest.case
    if manifest.unknown:
        why = later_words(workspace, manifest.number)
        return Text(
            f"Không mở được «{name}», bản {manifest.number}: {why.vi}. Dùng lại phiên bản đã tạo "
            "ra nó, hoặc một bản cũ hơn: khuyencong history, rồi khuyencong restore N",
            f"«{name}», snapshot {manifest.number}, cannot be opened: {why.en}. Put the version "
            "back that made it, or show an earlier snapshot: khuyencong history, then khuyencong "
            "restore N",
        )
    return Text(
        f"Bản số liệu của «{name}» do phiên bản khác của chương trình tạo ra. Chạy: khuyencong "
        "prepare để chuyển sang phiên bản này",
        f"The snapshot of «{name}» was built by another version of the program. Run: khuyencong "
        "prepare, which carries it over to this one",
    )


def _all_damaged(name: str, workspace: Path) -> Text:
    case = name or "quang-ngai-simulated"
    return Text(
        f"Không còn bản số liệu nguyên vẹn nào của «{case}» trong {workspace}. Nạp lại bằng: "
        f"khuyencong case load {case}",
        f"No intact snapshot of «{case}» is left in {workspace}. Load it again with: "
        f"khuyencong case load {case}",
    )
