"""Imports killed at random moments, and what must hold afterwards.

    python killing.py WORKSPACE FILE

run by itself imports one file, telling on standard output how far it is; that is the process
the rest of this module kills, without warning and with all its threads.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.importing import desk
from analysis.importing.model import HandedFile
from analysis.settings import PROJECT_ROOT
from analysis.warehouse import open_snapshot
from analysis.warehouse.manifest import read_manifests, read_pointer
from analysis.warehouse.workspace import is_intact

CASE = desk.OWN_CASE
TAKEN, PUBLISHED = "taken", "published"
SECONDS_TO_VANISH = 20.0


@dataclass(frozen=True)
class Kills:
    """What came of killing: how many imports were killed before and after their pointer moved."""

    before: int
    after: int
    seconds: float


def prepare(folder: Path) -> Path:
    """Return a new workspace whose own data set holds an establishment and a record of it."""
    workspace = folder / "workspace"
    first = folder / "establishment.csv"
    first.write_text("establishment_id,name\nCS1,Lò gốm\n", encoding="utf-8")
    bring_in(workspace, first, record_file(folder, 0))
    return workspace


def record_file(folder: Path, workers: int) -> Path:
    """Write a file that says how many workers the establishment has."""
    path = folder / "outcome_record.csv"
    path.write_text(f"establishment_id,year,workers\nCS1,2024,{workers}\n", encoding="utf-8")
    return path


def bring_in(workspace: Path, *files: Path, say: Callable[[str], None] = lambda text: None) -> None:
    """Import files as an officer would; `say` hears when they are read and when they are shown."""
    handed = [HandedFile(str(file), file.name) for file in files]
    hand_in = desk.take(workspace, handed, by="tests")
    say(TAKEN)
    desk.publish(workspace, hand_in)
    say(PUBLISHED)


def kill_imports(folder: Path, times: int, seed: int = 20_261_124) -> Kills:
    """Kill imports at random moments, every other one while it publishes, and check each time.

    Raises AssertionError when the pointer names anything but a whole snapshot, the old or the new
    one, when opening it warns, when the next import does not work, or when the process that reads
    outlives the one that was killed.
    """
    started = time.perf_counter()
    chance = random.Random(seed)
    workspace = prepare(folder)
    whole, publication = _seconds_of_an_import(workspace, folder)
    before = after = 0
    for round_number in range(1, times + 1):
        old, new = workers_shown(workspace), 1_000 + round_number
        publishing = round_number % 2 == 0
        delay = chance.uniform(0, 1.5 * publication if publishing else whole)
        _kill(workspace, record_file(folder, new), publishing, delay, chance.random() < 0.5)
        found = workers_shown(workspace)
        assert found in (old, new), f"neither the old state nor the new one after {delay:.3f} s"
        before, after = before + (found == old), after + (found == new)
        # Publishing takes longer the more snapshots there are; the moments spread over all of it.
        said: list[float] = []
        file = record_file(folder, round_number)
        bring_in(workspace, file, say=lambda text, said=said: said.append(time.perf_counter()))
        publication = max(publication, said[1] - said[0])
        assert workers_shown(workspace) == round_number
    return Kills(before, after, time.perf_counter() - started)


def workers_shown(workspace: Path) -> int:
    """Return what the data set shows, having checked that it is whole."""
    pointer = read_pointer(workspace)
    assert pointer is not None, "the pointer is torn"
    named = [one for one in read_manifests(workspace) if one.number == pointer.current[CASE]]
    assert len(named) == 1, "the pointer names no snapshot"
    assert is_intact(workspace, named[0]), "the pointer names a damaged snapshot"
    snapshot = open_snapshot(workspace, CASE)
    assert snapshot.warning is None
    assert snapshot.number == named[0].number
    return int(snapshot.query("select workers from outcome_record").iloc[0, 0])


def _seconds_of_an_import(workspace: Path, folder: Path) -> tuple[float, float]:
    """Return how long an import takes in all, and how long publishing in it."""
    started = time.perf_counter()
    with _start(workspace, record_file(folder, 999)) as process:
        assert process.stdout is not None
        process.stdout.readline()
        taken = time.perf_counter()
        process.stdout.readline()
        published = time.perf_counter()
        assert process.wait() == 0
    return published - started, published - taken


def _start(workspace: Path, file: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).resolve()), str(workspace), str(file)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)},
        start_new_session=True,
    )


def _kill(workspace: Path, file: Path, publishing: bool, delay: float, with_child: bool) -> None:
    """Start an import and kill it: after so many seconds, or so long after it began to publish."""
    with _start(workspace, file) as process:
        if publishing and process.stdout is not None:
            process.stdout.readline()
        time.sleep(delay)
        children = _children(process.pid)
        os.killpg(process.pid, signal.SIGKILL)
        if with_child:
            for child in children:
                _kill_one(child)
    patience = time.monotonic() + SECONDS_TO_VANISH
    while any(map(_is_alive, children)):
        assert time.monotonic() < patience, "the reading process outlived the one that began it"
        time.sleep(0.02)


def _children(pid: int) -> list[int]:
    """Return the child processes of a process, where the system tells."""
    found: list[int] = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, listing.read_text().split())
        except OSError:
            continue
    return found


def _kill_one(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


if __name__ == "__main__":
    bring_in(Path(sys.argv[1]), Path(sys.argv[2]), say=lambda text: print(text, flush=True))
