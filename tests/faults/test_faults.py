"""Processes killed, steps that fail, stories: nothing is lost, half visible or left behind.

`benchmarks/faults.py` does it a thousand times; here one process of it does a share, forking itself
for every fault. What it prints is looked at test by test.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from analysis.settings import PROJECT_ROOT

KILLS, FAILURES = 50, 8
NAMED = {
    "publish": ("fsync candidate", "rename candidate", "replace .pointer.json"),
    "import": ("tell Reading", "tell Checking", "tell Building", "replace .pointer-copy.json"),
    "load": ("phase fill", "phase derive", "rename building-case", "replace .pointer.json"),
    "freeze": ("phase freeze", "half .basis", "half .frozen", "replace .frozen"),
    "go back": ("half .pointer.json", "replace .pointer.json"),
    "back up": ("half .backup.zip", "replace .backup.zip"),
    "restore": ("half snapshot-", "rename adopting-", "replace .pointer.json"),
    "export": ("rename .parquet", "replace .template"),
}
"""Phases each must be killed in, by the beginning of the name of the point."""
STORIES = (
    "two_imports_at_once",
    "many_writers_at_once",
    "a_killed_holder_of_the_lock",
    "a_holder_that_does_not_let_go",
    "a_read_only_disk",
    "a_disk_that_takes_no_large_file",
    "a_disk_that_is_full",
    "a_clock_that_went_back",
    "a_query_that_wants_all_memory",
    "a_backup_in_the_middle_of_it_all",
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="forks, and asks the system which file is open"
)


@pytest.fixture(scope="session")
def rounds() -> list[dict[str, Any]]:
    """Return every round of one run; what went wrong outside of a round fails here."""
    ended = subprocess.run(
        [
            sys.executable,
            str(PROJECT_ROOT / "benchmarks" / "faults.py"),
            *("--kills", str(KILLS), "--failures", str(FAILURES), "--json"),
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)},
    )
    assert ended.returncode in (0, 1), ended.stderr
    assert "Traceback" not in ended.stderr, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def _told(rounds: list[dict[str, Any]]) -> list[str]:
    return [
        f"{one['scene']}, {one['kind']} at {one['point']}: {fault}"
        for one in rounds
        for fault in one["faults"]
    ]


def test_killed_in_every_phase_nothing_is_lost_or_half_visible(
    rounds: list[dict[str, Any]],
) -> None:
    kills = [one for one in rounds if one["kind"] == "kill"]
    assert sum(one["struck"] for one in kills) == KILLS
    # One that was to be killed at a random moment may have been quicker.
    assert {one["point"] for one in kills if not one["struck"]} <= {"at random"}
    for scene, names in NAMED.items():
        points = [one["point"] for one in kills if one["scene"] == scene]
        missed = [name for name in names if not any(p.startswith(name) for p in points)]
        assert missed == [], f"{scene} was never killed at {missed}"
    assert _told(kills) == []
    states = {one["state"] for one in kills}
    assert states == {"old", "new"}, "kills fall on one side of the pointer only"


def test_a_step_that_fails_is_told_in_words_and_changes_nothing(
    rounds: list[dict[str, Any]],
) -> None:
    failures = [one for one in rounds if one["kind"].startswith("E")]
    assert len(failures) == FAILURES
    assert any(one["raised"] for one in failures)
    assert _told(failures) == []


@pytest.mark.parametrize("story", STORIES)
def test_story(rounds: list[dict[str, Any]], story: str) -> None:
    [told] = [one for one in rounds if one["point"] == story]
    if not told["struck"]:
        pytest.skip(told["raised"])
    assert told["faults"] == []


def test_every_story_is_asked_for(rounds: list[dict[str, Any]]) -> None:
    assert {one["point"] for one in rounds if one["kind"] == "story"} == set(STORIES)
