"""Faults that are no single call: two writers, dead locks, disks that are read-only or really full,
a clock that goes back, a query that wants all the memory, a backup in the middle of it all.

Each story raises AssertionError with what does not hold, and Untold where this system cannot play
it. They start from the stage of fault_scenes.py, in processes that are forked.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from fault_checks import Known, assert_intact, assert_tidy, known, known_from
from fault_forks import Ended, forked, together
from fault_points import Watch
from fault_scenes import OWN, SCENES, Place, taken

from analysis.backup.drill import run_drill
from analysis.backup.restoring import restore_backup
from analysis.backup.writing import write_backup
from analysis.importing import desk
from analysis.importing.history import restore, undo
from analysis.importing.model import HandedFile
from analysis.language import Text
from analysis.settings import Settings
from analysis.warehouse import history, load_case, open_snapshot, publish, snapshot, workspace
from analysis.warehouse.disk import DiskError
from analysis.warehouse.errors import QueryTooLargeError, WarehouseError
from analysis.warehouse.workspace import only_writer

ACTS = {scene.name: scene.act for scene in SCENES}


class Untold(Exception):
    """A story this system cannot play, and why."""


def two_imports_at_once(place: Place) -> None:
    """One of two imports on the same state is published; the other is asked to check again."""
    one, other = together(partial(_do, place, "publish"), partial(_do, place, "import"))
    raised = sorted(str(ended.raised) for ended in (one, other))
    assert raised in (["ImportRefusedError", "None"], ["None", "None"]), (one, other)
    state = _state(place)
    assert state[OWN][3] == 3, state
    numbers = _do_forked(partial(_numbers, place))
    assert numbers == ([1, 2, 3] if "ImportRefusedError" in raised else [1, 2, 3, 4]), numbers


def many_writers_at_once(place: Place) -> None:
    """An import, a load, a restore of a backup and a backup at the same time all come off."""
    ended = together(*(partial(_do, place, name) for name in ("publish", "load", "restore")))
    assert [one.raised for one in ended] == [None, None, None], ended
    state = _state(place)
    assert set(state) == {OWN, f"{OWN}, public", "to-load", "elsewhere"}, state
    assert state[OWN][3] == 3, state


def a_killed_holder_of_the_lock(place: Place) -> None:
    """The lock of a process that was killed is nobody's."""
    ended = forked(partial(_hold_and_die, place.workspace))
    assert ended.killed == signal.SIGKILL
    assert (place.workspace / workspace.LOCK_NAME).exists()
    _do_forked(partial(_do_without_patience, place, "publish"))
    assert _state(place)[OWN][3] == 3


def a_holder_that_does_not_let_go(place: Place) -> None:
    """Who waits in vain for the lock is told that another program is writing."""
    read, write = os.pipe()
    holder = os.fork()
    if holder == 0:
        with only_writer(place.workspace):
            os.write(write, b"held")
            time.sleep(600)
        os._exit(0)
    try:
        os.read(read, 4)
        waited = forked(partial(_do_without_patience, place, "publish"))
        assert waited.raised == "WarehouseError", waited
        assert "Another program is writing" in waited.trace
        assert _state(place)[OWN][3] == 2
    finally:
        os.kill(holder, signal.SIGKILL)
        os.waitpid(holder, 0)
        os.close(read)
        os.close(write)


def a_read_only_disk(place: Place) -> None:
    """Everything is answered, a backup can be made, and writing is refused in words."""
    with _only_to_be_read(place.workspace):
        _do_forked(partial(_only_read, place))
    assert _state(place)[OWN][3] == 2
    _do_forked(partial(_do, place, "publish"))
    assert _state(place)[OWN][3] == 3


def a_disk_that_takes_no_large_file(place: Place) -> None:
    """The system itself refuses to write on, to Python, to DuckDB and to the reading process."""
    for work in (_load_within_a_megabyte, _import_within_a_megabyte):
        ended = forked(partial(work, place))
        assert ended.raised == "DiskError", ended
        assert "full" in ended.trace
        assert _state(place)[OWN][3] == 2
    _do_forked(partial(_do, place, "load"))
    _do_forked(partial(assert_tidy, place.workspace, place.out))


def a_disk_that_is_full(place: Place) -> None:
    """On a disk of a few megabytes nothing is published and nothing lost, until there is room."""
    used = sum(path.stat().st_size for path in place.workspace.rglob("*") if path.is_file())
    disk, small = place.folder / "disk", f"size={used + 1_500_000}"
    disk.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", small, "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        raise Untold("no disk can be mounted here: that takes root and the right to mount")
    try:
        there = Path(shutil.copytree(place.workspace, disk / "workspace"))
        full = forked(partial(_load_into, there, place.live / "case"))
        assert full.raised == "DiskError", full
        assert "full" in full.trace
        assert _do_forked(partial(assert_intact, there, _known(place)))[OWN][3] == 2
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        _do_forked(partial(_load_into, there, place.live / "case"))
        assert "to-load" in _do_forked(partial(assert_intact, there, _known(place)))
        _do_forked(partial(assert_tidy, there, place.out))
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def a_clock_that_went_back(place: Place) -> None:
    """Numbers, order, undo, restore and backup go on as if nothing had happened."""
    _do_forked(partial(_long_ago, place))


def a_query_that_wants_all_memory(place: Place) -> None:
    """It is refused in words, while everybody else is answered."""
    _do_forked(partial(_greedy, place))


def a_backup_in_the_middle_of_it_all(place: Place) -> None:
    """A backup made while others import and load can be restored, and shows a state there was."""
    ended = together(*(partial(_do, place, name) for name in ("back up", "publish", "load")))
    assert [one.raised for one in ended] == [None, None, None], ended
    _do_forked(partial(_restored_elsewhere, place))
    assert _state(place)[OWN][3] == 3


STORIES: tuple[Callable[[Place], None], ...] = (
    two_imports_at_once,
    many_writers_at_once,
    a_killed_holder_of_the_lock,
    a_holder_that_does_not_let_go,
    a_read_only_disk,
    a_disk_that_takes_no_large_file,
    a_disk_that_is_full,
    a_clock_that_went_back,
    a_query_that_wants_all_memory,
    a_backup_in_the_middle_of_it_all,
)


def _do(place: Place, name: str) -> None:
    ACTS[name](place, Watch((), None))


def _do_without_patience(place: Place, name: str) -> None:
    with patch.object(workspace, "LOCK_SECONDS", 0.2):
        _do(place, name)


def _do_forked(work: Callable[[], Any]) -> Any:
    ended: Ended = forked(work)
    assert (ended.raised, ended.killed) == (None, None), ended.trace or ended.killed
    return ended.result


def _known(place: Place) -> Known:
    return known_from(_do_forked(partial(_published, place.template / "workspace")))


def _published(folder: Path) -> dict[str, Any]:
    return asdict(known(folder))


def _state(place: Place) -> dict[str, list[float]]:
    state: dict[str, list[float]] = _do_forked(
        partial(assert_intact, place.workspace, _known(place))
    )
    return state


def _numbers(place: Place) -> list[int]:
    return sorted(map(int, history(place.workspace)["number"]))


def _hold_and_die(folder: Path) -> None:
    with only_writer(folder):
        os.kill(os.getpid(), signal.SIGKILL)


def _load_into(folder: Path, case: Path) -> None:
    load_case(folder, str(case), make_default=False)


@contextmanager
def _only_to_be_read(folder: Path) -> Iterator[None]:
    """Let nobody write into a folder: root, whom permissions do not stop, by a read-only mount."""
    if os.geteuid() == 0:
        bind = ["mount", "--bind", str(folder), str(folder)]
        if shutil.which("mount") is None or subprocess.run(bind, capture_output=True).returncode:
            raise Untold("root cannot mount here, and permissions do not stop root")
        try:
            subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
            yield
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def _only_read(place: Place) -> None:
    assert not os.access(place.workspace, os.W_OK)
    state = assert_intact(place.workspace, Known({}))
    assert state[OWN][3] == 2, state
    with tempfile.TemporaryDirectory() as folder:
        backup = write_backup(place.workspace, Path(folder) / "rescued.zip")
        assert len(backup.listing.snapshots) == 2
    file = place.live / "outcome_record.csv"
    for work in (
        partial(taken, place.workspace, file),
        partial(load_case, place.workspace, str(place.live / "case")),
        partial(desk.publish, place.workspace, place.hand_in()),
        partial(restore, place.workspace, 1),
        partial(restore_backup, place.workspace, place.live / "elsewhere.zip"),
    ):
        told = _told(DiskError, work)
        assert "may not be written to" in told.en, told
        assert "Không được phép ghi" in told.vi, told


def _told(kind: type[WarehouseError], work: Callable[[], Any]) -> Text:
    """Return the words of the error that some work must end with."""
    try:
        work()
    except kind as error:
        return error.text
    raise AssertionError(f"no {kind.__name__} of {work}")


def _load_within_a_megabyte(place: Place) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))
    _do(place, "load")


def _import_within_a_megabyte(place: Place) -> None:
    """Import through the real process that reads, which inherits the limit."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))
    file = place.live / "outcome_record.csv"
    desk.take(place.workspace, [HandedFile(str(file), file.name)], by="faults")


class LongAgo(datetime):
    """The clock of a computer whose battery is empty."""

    @classmethod
    def now(cls, tz: Any = None) -> LongAgo:
        """Return the first day of 2001."""
        return cls(2001, 1, 1, tzinfo=UTC if tz else None)


def _long_ago(place: Place) -> None:
    with (
        patch.object(desk, "datetime", LongAgo),
        patch.object(publish, "datetime", LongAgo),
        patch.object(time, "time", return_value=978_307_200.0),
    ):
        _do(place, "publish")
        _do(place, "load")
        told = history(place.workspace)
        assert told["number"].tolist() == [4, 3, 2, 1], told
        assert [str(at)[:4] for at in told["built_at"]][:2] == ["2001", "2001"], told
        assert assert_intact(place.workspace, Known({}))[OWN][3] == 3
        assert undo(place.workspace, OWN).after == 2
        assert restore(place.workspace, 3).after == 3
        _do(place, "back up")
        restore_backup(place.live / "second", place.out / "backup.zip")
    assert assert_intact(place.live / "second", Known({}))[OWN][3] == 3
    assert_tidy(place.workspace, place.out)


def _greedy(place: Place) -> None:
    settings = Settings(place.workspace, memory_limit="48MB")
    with patch.object(snapshot, "settings_from_environment", return_value=settings):
        opened = open_snapshot(place.workspace, OWN)
    asked = "select sum(workers) as workers from outcome_record"
    stop, answers, faults = threading.Event(), [], []

    def others() -> None:
        while not stop.is_set():
            try:
                answers.append(int(opened.query(asked)["workers"].iloc[0]))
                time.sleep(0.005)
            except Exception as error:  # whatever it is, the others should not have met it
                faults.append(repr(error))
                return

    readers = [threading.Thread(target=others) for _ in range(2)]
    for reader in readers:
        reader.start()
    greedy = "select list(range) as all_of_them from range(8000000)"
    try:
        told = _told(QueryTooLargeError, partial(opened.query, greedy))
        assert "more memory than is allowed" in told.en, told
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert faults == [], faults
    assert set(answers) == {2}, set(answers)


def _restored_elsewhere(place: Place) -> None:
    assert run_drill(place.out / "backup.zip").snapshots >= 2
    restore_backup(place.live / "second", place.out / "backup.zip")
    assert assert_intact(place.live / "second", Known({}))[OWN][3] in (2, 3)
