"""What the tests cost: processor seconds of folders and of the dearest tests, told, never asserted.

A test is charged with what its own process and the processes that ended meanwhile took of the
processors, fixtures included: unlike seconds by the clock these hardly depend on what else runs.
Servers and browsers that outlive a test are charged to the one during which they end.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import pytest

SHOWN = "processor_seconds"
LEAST = 20
"""Tests from which on a run is long enough to be told about."""
DEAREST = 30
"""Tests told by name, those of one function together."""


def processor_seconds() -> float:
    """Return what this process and its ended children have taken of the processors so far."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


class Costs:
    """Adds up what tests took, in the process that reports: workers send it with each result."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.tests: Counter[str] = Counter()
        self.seconds_of_functions: Counter[str] = Counter()
        self.last = processor_seconds()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Iterator[None]:
        """Write what a phase of a test took into its report."""
        report = yield
        now = processor_seconds()
        report.user_properties.append((SHOWN, now - self.last))
        self.last = now
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self) -> None:
        """Charge a test with nothing that happened before it."""
        self.last = processor_seconds()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a phase to its folder and its function."""
        folder = folder_of(report.nodeid)
        given = dict(report.user_properties).get(SHOWN)
        seconds = float(given) if isinstance(given, float) else 0.0
        self.seconds[folder] += seconds
        self.seconds_of_functions[report.nodeid.split("[")[0]] += seconds
        self.tests[folder] += report.when == "call"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell the seconds of each folder and of the dearest functions, the dearest first."""
        if sum(self.tests.values()) < LEAST:
            return
        terminalreporter.section("processor seconds by folder")
        for folder, seconds in self.seconds.most_common():
            terminalreporter.write_line(f"{seconds:8.1f} s {self.tests[folder]:6d}  {folder}")
        terminalreporter.section("the dearest of them")
        for function, seconds in self.seconds_of_functions.most_common(DEAREST):
            terminalreporter.write_line(f"{seconds:8.1f} s  {function}")


def folder_of(nodeid: str) -> str:
    """Return the folder a test lies in; the file where it lies beside the folders."""
    parts = nodeid.split("::")[0].split("/")
    return "/".join(parts[:2])
