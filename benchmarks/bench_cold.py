"""From a server that has just begun to listen and an empty browser to a painted first page.

The server is started as `khuyencong dashboard` starts it, the browser is running, and asks for the
overview the moment the server answers. Painted is when the figures stand there and the first chart
is drawn, with nothing on the page from an earlier run; the bar is 3 s. Whole is when the script has
ended, which includes the claim that is estimated once in a process.

    bench_cold.py [--runs 5] [--not-warm] [--workspace FOLDER]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from noting import note
from playwright.sync_api import Browser, sync_playwright
from processes import load, seconds_of_cores
from serving import dashboard_on

from analysis.doctor import find_chromium
from analysis.warehouse import load_case

FIGURES = "document.querySelector('[data-testid=\"stMetricValue\"], .kc-figure') !== null"
CHART = "document.querySelector('.js-plotly-plot .main-svg .trace') !== null"
NOT_STALE = "document.querySelector('[data-stale=\"true\"]') === null"
PAINTED = f"() => {FIGURES} && {CHART} && {NOT_STALE}"
WHOLE = (
    "() => document.querySelector('[data-testid=\"stApp\"]')"
    f"?.dataset.testScriptState === 'notRunning' && {NOT_STALE}"
)


def first_visit(browser: Browser, workspace: Path, warm: bool) -> tuple[float, ...]:
    """Return seconds to the heading, to the first chart, to the end, and of the server's cores."""
    with dashboard_on(workspace, warm=warm) as served:
        page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
        cores, started = seconds_of_cores(served.pid), time.perf_counter()
        page.goto(f"http://127.0.0.1:{served.port}/?lang=vi", wait_until="commit")
        page.wait_for_selector("h1", timeout=120_000)
        heading = time.perf_counter() - started
        page.wait_for_function(PAINTED, polling=20, timeout=120_000)
        painted, used = time.perf_counter() - started, seconds_of_cores(served.pid) - cores
        page.wait_for_function(WHOLE, polling=20, timeout=120_000)
        whole = time.perf_counter() - started
        page.context.close()
    return heading, painted, whole, used


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--not-warm", action="store_true", help="a server that does not visit itself"
    )
    parser.add_argument("--workspace", type=Path, help="a workspace with the simulated province")
    given = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        sys.exit("no Chromium or Chrome: set CHROMIUM_PATH")
    with ExitStack() as stack:
        workspace = given.workspace
        if workspace is None:
            workspace = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            load_case(workspace, "quang-ngai-simulated")
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=str(chromium),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        print(f"{given.runs} servers just started, an empty browser each; {load()}")
        taken = [first_visit(browser, workspace, not given.not_warm) for _ in range(given.runs)]
        browser.close()
    names = ("heading", "painted: figures and first chart", "whole", "server, seconds of cores")
    show(list(zip(*taken, strict=True)), names)
    if not given.not_warm:
        note("cold", statistics.median(painted for _, painted, _, _ in taken))
    print(load())


def show(columns: Sequence[Sequence[float]], names: Sequence[str]) -> None:
    """Print least, median and most of each."""
    for name, seconds in zip(names, columns, strict=True):
        low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
        print(f"{name:36} {low:7.2f} {middle:7.2f} {high:7.2f}")


if __name__ == "__main__":
    main()
