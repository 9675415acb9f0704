"""Run lint, types and every test, all of them even when one fails, and say what came of each.

    python tools/run_tests.py           what `make test` runs
    python tools/run_tests.py --slow    with the slow matrix, as `make test-full`
    python tools/run_tests.py --new     with random examples not tried before, as `make test-full`

Arguments after `--` go to pytest. All tests run together on all processors, what drives a browser
last. Without a browser the rest still runs, and the end says loudly what did not.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def find_browser() -> str | None:
    """Return the browser for the tests, installed if need be; its absence has been explained."""
    command = [sys.executable, str(ROOT / "tools/find_chromium.py"), "--install"]
    finished = subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    lines = finished.stdout.splitlines()
    return lines[-1] if finished.returncode == 0 and lines else None


def run(title: str, *command: str) -> tuple[str, bool, float]:
    """Run one step with its output shown; return its title, success and seconds."""
    print(f"\n── {title}: {' '.join(command)}", flush=True)
    started = time.monotonic()
    code = subprocess.run([sys.executable, "-m", *command], cwd=ROOT).returncode
    return title, code == 0, time.monotonic() - started


def main() -> int:
    """Run every step; return 1 when any failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--slow", action="store_true", help="run the slow matrix too")
    parser.add_argument("--new", action="store_true", help="try random examples not tried before")
    parser.add_argument("pytest", nargs="*", help="arguments for pytest, after --")
    arguments = parser.parse_args()
    browser = find_browser()
    if browser:
        os.environ["CHROMIUM_PATH"] = browser
    # Processes already take all processors; threads of the linear algebra would wait for them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if arguments.slow:
        os.environ["KHUYENCONG_FULL_TESTS"] = "1"
    if arguments.new:
        os.environ["KHUYENCONG_NEW_EXAMPLES"] = "1"
    chosen = [] if arguments.slow else ["-m", "not slow"]
    workers = str(os.cpu_count() or 1)
    steps = [
        run("format", "ruff", "format", "--check", "."),
        run("lint", "ruff", "check", "."),
        run("types", "mypy"),
        run("tests", "pytest", "-n", workers, *chosen, *arguments.pytest),
    ]
    print()
    for title, passed, seconds in steps:
        print(f"{'ok    ' if passed else 'FAILED'} {title:<7} {seconds:6.1f} s")
    if browser is None:
        print(
            "\n!!! KHÔNG CÓ TRÌNH DUYỆT: các phép thử trên Chromium KHÔNG chạy (xem ở trên).\n"
            "!!! NO BROWSER: the tests that drive Chromium DID NOT RUN (listed above)."
        )
    return 0 if all(passed for _, passed, _ in steps) else 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
