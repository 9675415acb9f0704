"""A server's own first visit does for readers what a reader's would."""

from __future__ import annotations

import asyncio
import logging
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from analysis.settings import WARM_VARIABLE
from analysis.warehouse import loaded_cases
from dashboard import warming
from dashboard.launch import command
from dashboard.ui.keeping import forget_all
from tests.dashboard.conftest import Open, offered_estimates

MAPS = Path("/proc/self/maps")


def test_only_a_server_that_is_told_to_visits_itself(tmp_path: Path) -> None:
    assert WARM_VARIABLE not in command(8501, tmp_path)[1]
    assert command(8501, tmp_path, warm=True)[1][WARM_VARIABLE] == "1"


def test_any_other_server_imports_and_visits_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Sequence[str], bool]] = []

    async def noted(pages: Sequence[str], everything: bool = True) -> None:
        asked.append((pages, everything))

    async def served() -> None:
        async with warming.warmed(None):
            await asyncio.sleep(0)

    monkeypatch.delenv(WARM_VARIABLE, raising=False)
    monkeypatch.setattr(warming, "warm", noted)
    asyncio.run(served())
    assert asked == [((), True)]


def test_what_fails_is_logged_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "khuyencong.dashboard"):
        # There is no runtime in this process.
        asyncio.run(warming.warm(("",)))
    assert "could not warm itself up" in caplog.text


def test_what_other_selections_wait_for_is_there_unfiltered(
    open_page: Open, workspace: Path
) -> None:
    forget_all()
    # The case with few outcomes; the others count as estimated before.
    loaded = loaded_cases(workspace)
    estimated = {case: number for case, number in loaded.items() if case != "michigan-1987"}
    stopped = Event()
    stopped.set()
    warming.estimate_shown(dict(estimated), stopped)
    app = open_page("jobs", lang="en", case="michigan-1987", view="net")
    assert offered_estimates(app)
    warming.estimate_shown(estimated, Event())
    assert estimated == loaded
    for page, section in (
        *(("jobs", "net"), ("evidence", "beyond"), ("evidence", "all")),
        *(("evidence", "others"), ("evidence", "sensitivity"), ("evidence", "case")),
        ("products", "robust"),
    ):
        app = open_page(page, lang="en", case="michigan-1987", view=section)
        assert not app.exception
        assert not offered_estimates(app)
    # A snapshot seen before is not estimated again.
    forget_all()
    warming.estimate_shown(estimated, Event())
    app = open_page("jobs", lang="en", case="michigan-1987", view="net")
    assert offered_estimates(app)


@pytest.mark.skipif(not MAPS.exists(), reason="what a process has loaded is read from /proc")
def test_a_server_makes_the_first_page_before_anybody_asks(workspace: Path) -> None:
    """The claim of the first page is estimated, and the slowest imports made, without a reader."""
    with _serving(workspace) as (port, process):
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
                pass
            mapped = MAPS.parents[1].joinpath(str(process.pid), "maps").read_text(encoding="utf-8")
            if "scipy/linalg" in mapped and "duckdb" in mapped:
                return
            time.sleep(0.2)
    pytest.fail("the server visited nothing in two minutes")


@contextmanager
def _serving(workspace: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    words, environment = command(port, workspace, warm=True)
    process = subprocess.Popen(
        words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                    break
            except OSError:
                time.sleep(0.2)
        yield port, process
    finally:
        process.terminate()
        process.wait(30)
