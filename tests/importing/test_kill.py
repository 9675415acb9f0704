"""Imports killed without warning: the pointer names a whole snapshot, and the next import works.

Real processes at random moments, the one that reads among them; tests/faults kills every step.
`benchmarks/bench_kill_import.py` does the same two hundred times.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.killing import kill_imports
from tests.examples import FULL

TIMES = 10 if FULL else 2


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to kill with")
def test_a_killed_import_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    kills = kill_imports(tmp_path, TIMES)
    assert kills.before + kills.after == TIMES
    # Half of them are killed while reading, long before anything is published.
    assert kills.before > 0
