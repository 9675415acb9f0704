"""What the benchmarks of pages visit is what there is, and their clock of a process counts work."""

from __future__ import annotations

import importlib
import os
import sys
import time
from types import ModuleType

import pytest

from analysis.settings import PROJECT_ROOT
from dashboard.page_list import PAGES


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module that lists pages and sections."""
    monkeypatch.syspath_prepend(str(PROJECT_ROOT / "benchmarks"))
    return importlib.import_module("page_sections")


def test_every_page_is_visited_and_its_sections(benchmark: ModuleType) -> None:
    names = [shown.name for shown in benchmark.everything_shown()]
    assert len(names) == len(set(names))
    assert {name.partition("/")[0] for name in names} == {entry.path for entry in PAGES}
    assert {"coverage/plan", "data/history", "week"} <= set(names)
    assert [shown.name for shown in benchmark.everything_shown(("coverage/pl", "week"))] == [
        "week",
        "coverage/plan",
    ]
    with pytest.raises(ValueError, match="nowhere"):
        benchmark.everything_shown(("nowhere",))


def test_an_address_names_section_and_filters(benchmark: ModuleType) -> None:
    [shown] = benchmark.everything_shown(("coverage/plan",))
    assert shown.query("en", years="2016,2019") == "lang=en&years=2016%2C2019&view=plan"
    assert shown.page_name == "coverage"
    assert benchmark.everything_shown(("overview",))[0].page_name == ""


@pytest.mark.skipif(sys.platform != "linux", reason="the clock of another process is Linux's")
def test_the_clock_of_a_process_counts_work_and_not_sleep(benchmark: ModuleType) -> None:
    processes = importlib.import_module("processes")
    first = processes.seconds_of_cores(os.getpid())
    time.sleep(0.2)
    slept = processes.seconds_of_cores(os.getpid())
    mine = time.thread_time()
    while time.thread_time() - mine < 0.2:
        pass
    worked = processes.seconds_of_cores(os.getpid())
    assert worked - slept >= 0.2 > slept - first
    assert processes.memory_of(os.getpid())[0] > 10
    with pytest.raises(ProcessLookupError):
        processes.seconds_of_cores(2**22 + 1)
