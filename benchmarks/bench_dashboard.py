"""From a click on a filter to the last repaint, in a real Chromium, beside a bare page."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from serving import dashboard_and_bare_page
from timing import print_table

from analysis.doctor import find_chromium

CLICKS = 20
IDLE = (
    "() => document.querySelector('[data-testid=\"stApp\"]')"
    "?.dataset.testScriptState === 'notRunning'"
    " && !document.querySelector('[data-stale=\"true\"]')"
)


def cold_paint(browser: Browser, address: str) -> float:
    """Return seconds from an empty browser to a painted page."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    started = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_function(IDLE, timeout=60_000)
    seconds = time.perf_counter() - started
    page.close()
    return seconds


def click_times(page: Page, address: str) -> list[float]:
    """Return seconds from each click on the year 2020 to the page being idle again."""
    page.goto(address)
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_function(IDLE, timeout=60_000)
    page.wait_for_timeout(1_000)
    # The page after a click is told apart from the page before it by what it repaints.
    page.evaluate(
        "() => { window.changes = 0; new MutationObserver((seen) => {"
        " window.changes += seen.length; }).observe("
        "document.querySelector('[data-testid=\"stMain\"]'),"
        " {subtree: true, childList: true, characterData: true}); }"
    )
    measured = []
    for _ in range(CLICKS + 2):
        before = page.evaluate("() => window.changes")
        pill = page.get_by_text("2020", exact=True).first
        started = time.perf_counter()
        pill.click()
        page.wait_for_function(f"() => window.changes > {before}", polling=5)
        page.wait_for_function(IDLE, polling=5, timeout=60_000)
        measured.append(time.perf_counter() - started)
        page.wait_for_timeout(150)
    return measured[2:]


def main() -> None:
    """Measure and print."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("no Chromium or Chrome: set CHROMIUM_PATH")
    with (
        tempfile.TemporaryDirectory() as folder,
        dashboard_and_bare_page(Path(folder)) as (ours, bare),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=str(chromium),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        address = f"http://127.0.0.1:{ours.port}"
        cold = [cold_paint(browser, f"{address}/?lang=vi") for _ in range(4)]
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        baseline = click_times(page, f"http://127.0.0.1:{bare.port}")
        overview = click_times(page, f"{address}/?lang=vi")
        funding = click_times(page, f"{address}/funding?lang=vi")
        browser.close()
    print_table(
        f"Dashboard: {CLICKS} clicks on a year filter",
        [
            ("bare Streamlit page", baseline, None),
            ("overview", overview, "bare Streamlit page"),
            ("funding", funding, "bare Streamlit page"),
            ("first paint of the overview, server warm", cold[1:], None),
            ("first paint of the overview, server cold", cold[:1], None),
        ],
    )


if __name__ == "__main__":
    main()
