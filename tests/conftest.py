"""What all tests share: one loaded workspace, the browser, and plain words about tests not run."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from analysis.configuration import CONFIG_VARIABLE, OPTIONS
from analysis.doctor import find_chromium
from analysis.frozen.publishing import publish
from analysis.warehouse import load_case, open_snapshot
from tests.costs import Costs
from tests.examples import NEW, examples
from tests.spreading import ByFile

CASES = ("michigan-1987", "quang-ngai-published", "quang-ngai-simulated")
FROZEN = "quang-ngai-simulated"
CHROMIUM_VARIABLE = "CHROMIUM_PATH"

# Where a test names no number: what Hypothesis tries by itself, or the usual share of it.
MANY = examples(100)
settings.register_profile("same", derandomize=True, deadline=None, max_examples=MANY)
settings.register_profile("new", derandomize=False, deadline=None, max_examples=MANY)
settings.load_profile("new" if NEW else "same")


def pytest_configure(config: pytest.Config) -> None:
    """Settle which browser the tests drive: the variable names one that runs, or is empty."""
    os.environ[CHROMIUM_VARIABLE] = str(find_chromium() or "")
    # What a developer has set for their own workspace must not reach the tests.
    for name in (option.variable for option in OPTIONS):
        os.environ.pop(name, None)
    os.environ[CONFIG_VARIABLE] = ""
    config.pluginmanager.register(Costs(), "costs")


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    """Spread tests by file, in the order of collection: what drives a browser stays last."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what drives a browser last, or skip it where there is none.

    Quick tests answer first; and Playwright keeps an event loop in this thread once started, in
    which no other test can run one of its own. One file makes the loaded workspace at once, which
    takes 20 s; until it is there the other processes have what does without it.
    """
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        # `make test` installs them where it may; what is drawn is measured as text everywhere.
        undrawn = pytest.mark.skip(reason="no LibreOffice (soffice) or no pdftoppm")
        for item in items:
            if item.get_closest_marker("office"):
                item.add_marker(undrawn)
    in_turn = turns(items)
    items.sort(key=lambda item: in_turn[item.path])
    if os.environ[CHROMIUM_VARIABLE]:
        return
    skip = pytest.mark.skip(reason="no Chromium or Chrome: see CHROMIUM_PATH in docs/operations.md")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


def turns(items: list[pytest.Item]) -> dict[Path, int]:
    """Return when each file of tests is run: the lower the number, the earlier."""
    in_turn: dict[Path, int] = {}
    waits_from = 0
    for item in items:
        if item.get_closest_marker("browser"):
            in_turn[item.path] = 3
        elif "workspace" in getattr(item, "fixturenames", ()):
            in_turn.setdefault(item.path, waits_from)
            waits_from = 2
    return {item.path: in_turn.get(item.path, 1) for item in items}


def pytest_collection_finish() -> None:
    """Keep what was collected out of every later search for garbage.

    Half a million objects of thousands of tests live to the end; looking through them takes 0.3
    processor seconds, and Streamlit asks for it after every run of a page.
    """
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name every browser test that did not run, so that a green run hides nothing."""
    # A file skipped as a whole is told of by pytest itself, and has no keywords.
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report, pytest.TestReport)
    ]
    undrawn = [report.nodeid for report in skipped if "office" in report.keywords]
    if undrawn:
        terminalreporter.section("SLIDES WERE NOT DRAWN BY LIBREOFFICE", sep="!", bold=True)
        for name in undrawn:
            terminalreporter.write_line(f"DID NOT RUN: {name}")
    missed = [report.nodeid for report in skipped if "browser" in report.keywords]
    if missed:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        for name in missed:
            terminalreporter.write_line(f"DID NOT RUN: {name}")
        terminalreporter.write_line("Install Chromium or Chrome, or set CHROMIUM_PATH.")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return the browser of the tests."""
    return Path(os.environ[CHROMIUM_VARIABLE])


def made_once(
    name: str, make: Callable[[Path], None], factory: pytest.TempPathFactory, worker_id: str
) -> Path:
    """Return a workspace of a name that is made by the first worker process that asks for it."""
    base = factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / name
    complete = Path(f"{shared}.complete")
    with FileLock(f"{shared}.lock"):
        if not complete.exists():
            make(shared)
            complete.touch()
    return shared


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a workspace with the three built-in cases, the simulated one first and frozen.

    Loaded once for all worker processes. It is for reading: a test that changes or damages a
    workspace takes `own_workspace`.
    """

    def make(shared: Path) -> None:
        for name in CASES:
            load_case(shared, name, by="tests")
        # The choice is completed in the simple way, the same on every machine: proving the least
        # takes half a minute.
        publish(shared, open_snapshot(shared, FROZEN), seconds=0.0)

    return made_once("workspace", make, tmp_path_factory, worker_id)


@pytest.fixture
def own_workspace(workspace: Path, tmp_path: Path) -> Path:
    """Return a copy of the loaded workspace that a test may change."""
    return Path(shutil.copytree(workspace, tmp_path / "workspace"))
