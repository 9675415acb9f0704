"""The reading process: it ends when nobody waits for it, and its end is explained."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.importing import desk
from analysis.importing.process import ImportFailedError, run_in_process, run_job
from analysis.importing.tray import new_folder, waiting
from analysis.language import Text
from analysis.settings import PROJECT_ROOT
from analysis.warehouse import NothingLoadedError
from analysis.warehouse.manifest import POINTER_NAME
from tests.importing.office import FIRST, OUTCOMES, Office


class StopError(Exception):
    """Raised by a test's listener."""


def _children() -> set[int]:
    """Return the child processes of this process that are not yet ended."""
    found: set[int] = set()
    for listing in Path("/proc/self/task").glob("*/children"):
        found |= set(map(int, listing.read_text().split()))
    return {pid for pid in found if b"importing.worker" in _command(pid)}


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("stop", [KeyboardInterrupt, StopError])
@pytest.mark.parametrize("stage", [0.0, 0.5, 0.85])
def test_stopping_ends_the_reading_process_and_leaves_nothing(
    new_office: Office, stop: type[BaseException], stage: float
) -> None:
    def tell(text: Text, share: float) -> None:
        if share >= stage:
            raise stop

    before = waiting(new_office.workspace)
    with pytest.raises(stop):
        new_office.take(new_office.workbook("a.xlsx", FIRST), tell=tell)
    assert _children() == set()
    assert waiting(new_office.workspace) == before
    assert not (new_office.workspace / POINTER_NAME).exists()
    with pytest.raises(NothingLoadedError):
        new_office.snapshot()


def test_progress_only_grows_and_is_told_in_both_languages(new_office: Office) -> None:
    told: list[tuple[Text, float]] = []
    hand_in = new_office.take(
        new_office.workbook("a.xlsx", FIRST), tell=lambda text, share: told.append((text, share))
    )
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1
    assert any("a.xlsx" in text.vi and "a.xlsx" in text.en for text, _ in told)
    desk.give_up(hand_in)


def test_the_process_ends_when_the_one_that_began_it_is_gone(office: Office) -> None:
    folder = new_folder(office.workspace)
    with subprocess.Popen(
        [sys.executable, "-m", "analysis.importing.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)},
        start_new_session=True,
    ) as worker:
        assert worker.stdin is not None
        request = office.take(office.workbook("a.xlsx", FIRST), only_check=True).request
        job = {"job": "import", "request": {**request.to_json(), "folder": str(folder)}}
        worker.stdin.write(json.dumps(job).encode() + b"\n")
        worker.stdin.close()
        assert worker.wait(timeout=30) == 1
    assert not (folder / "report.json").exists()


def test_a_file_the_process_did_not_survive_is_named(office: Office) -> None:
    """As where the memory ends: the system kills the process without a word."""
    file = office.workbook("lớn.xlsx", {"SXKD": OUTCOMES})

    def tell(text: Text, share: float) -> None:
        if share >= 0.05:
            for child in _children():
                os.kill(child, 9)

    report = office.take(file, tell=tell).report
    assert report.status == "unreadable"
    assert report.problems[0].file == "lớn.xlsx"
    assert report.problems[0].remedy.vi
    assert office.snapshot().number == 1


def test_a_file_that_takes_too_long_is_stopped_and_named(office: Office) -> None:
    hand_in = office.take(office.workbook("b.xlsx", {"SXKD": OUTCOMES}), only_check=True)
    started = time.monotonic()
    report = run_in_process(hand_in.request, seconds=0.05)
    assert time.monotonic() - started < 10
    assert (report.status, [problem.rule for problem in report.problems]) == (
        "unreadable",
        ["too_slow"],
    )


def test_a_fault_of_the_program_is_no_fault_of_a_file(office: Office) -> None:
    folder = new_folder(office.workspace)
    with pytest.raises(ImportFailedError, match="old data are untouched") as caught:
        run_in_process(
            desk.Request(
                case=office.case,
                base=str(folder / "gone.duckdb"),
                parent=1,
                files=(),
                folder=str(folder),
                by="tests",
                at="2026-01-01T00:00:00",
            )
        )
    assert "gone.duckdb" in caught.value.details
    assert run_job({"job": "import"}, folder).code == 1
