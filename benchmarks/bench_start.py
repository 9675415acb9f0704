"""From a fresh clone to a painted overview by `make dashboard`, with a warm package cache.

The clone is made of what is committed, the workspace is empty, and the browser is running. Told are
the seconds until the server answers and until the figures and the first chart of the overview stand
there; the bar is 90 s. Packages come from pip's cache where an earlier installation has filled it:
the first run on a machine measures the network too.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench_cold import PAINTED
from noting import note
from playwright.sync_api import sync_playwright
from processes import load
from serving import free_port

from analysis.doctor import find_chromium

ROOT = Path(__file__).resolve().parent.parent
BAR = 90
MOST = 1_200


def started(clone: Path, workspace: Path, port: int) -> subprocess.Popen[bytes]:
    """Start `make dashboard` in a clone, in a group of processes of its own."""
    environment = {**os.environ, "CI": "true", "KHUYENCONG_WORKSPACE": str(workspace)}
    return subprocess.Popen(
        ["make", "dashboard", f"PORT={port}"], cwd=clone, env=environment, start_new_session=True
    )


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; end the program when it ends, or takes too long."""
    ends = time.monotonic() + MOST
    while time.monotonic() < ends and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("make dashboard did not come to serving")


def main() -> int:
    """Measure, print, and return 1 when the bar is missed."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("no Chromium or Chrome: set CHROMIUM_PATH")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        clone, port = Path(folder) / "clone", free_port()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        browser = playwright.chromium.launch(
            executable_path=str(chromium),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        print(load(), flush=True)
        begun = time.perf_counter()
        process = started(clone, Path(folder) / "workspace", port)
        try:
            wait_for(port, process)
            serves = time.perf_counter() - begun
            page.goto(f"http://127.0.0.1:{port}/?lang=vi", wait_until="commit")
            page.wait_for_function(PAINTED, polling=50, timeout=120_000)
            painted = time.perf_counter() - begun
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)
            browser.close()
    print(f"serves after {serves:.1f} s, painted after {painted:.1f} s (bar {BAR}); {load()}")
    note("start", painted)
    return 1 if painted > BAR else 0


if __name__ == "__main__":
    sys.exit(main())
