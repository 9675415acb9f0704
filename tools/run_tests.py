"""Run lint, types and every test, all of them even when one fails, and say what came of each.

    python tools/run_tests.py           what `make test` runs
    python tools/run_tests.py --slow    with the slow matrix, as `make test-full`
    python tools/run_tests.py --new     with random examples not tried before, as `make test-full`

Arguments after `--` go to pytest. All tests run together on all processors, what drives a browser
last, and the types are checked beside them. Without a browser the rest still runs, and the end says
loudly what did not.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def find_browser() -> str | None:
    """Return the browser for the tests, installed if need be; its absence has been explained."""
    command = [sys.executable, str(ROOT / "tools/find_chromium.py"), "--install"]
    finished = subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    lines = finished.stdout.splitlines()
    return lines[-1] if finished.returncode == 0 and lines else None


def find_office() -> None:
    """Install what draws slides as pictures, if need be; where it cannot, pytest says so."""
    command = [sys.executable, str(ROOT / "tools/find_office.py"), "--install"]
    subprocess.run(command, check=False)


Step = tuple[str, bool, float]
"""A step that has run: its title, whether it succeeded, and its seconds."""


def run(title: str, *command: str) -> Step:
    """Run one step with its output shown."""
    _announce(title, command)
    started = time.monotonic()
    code = subprocess.run([sys.executable, "-m", *command], cwd=ROOT).returncode
    return title, code == 0, time.monotonic() - started


def run_quietly(title: str, *command: str) -> tuple[Step, str]:
    """Run one step beside others; return with it what it wrote, to be shown later."""
    started = time.monotonic()
    finished = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    return (title, finished.returncode == 0, time.monotonic() - started), finished.stdout


def _announce(title: str, command: tuple[str, ...]) -> None:
    print(f"\n── {title}: {' '.join(command)}", flush=True)


def keep_compiled(environment: MutableMapping[str, str], folder: Path) -> None:
    """Let Python keep what it has compiled, out of the sources where it was told to write nothing.

    Containers often set PYTHONDONTWRITEBYTECODE. Every process of the tests, and they start
    hundreds, then compiles pandas, Streamlit and this project anew, which takes it two seconds.
    """
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        environment.setdefault("PYTHONPYCACHEPREFIX", str(folder))


def main() -> int:
    """Run every step; return 1 when any failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--slow", action="store_true", help="run the slow matrix too")
    parser.add_argument("--new", action="store_true", help="try random examples not tried before")
    parser.add_argument("pytest", nargs="*", help="arguments for pytest, after --")
    arguments = parser.parse_args()
    keep_compiled(os.environ, ROOT / ".venv/compiled")
    browser = find_browser()
    if browser:
        os.environ["CHROMIUM_PATH"] = browser
    find_office()
    # Processes already take all processors; threads of the linear algebra would wait for them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if arguments.slow:
        os.environ["KHUYENCONG_FULL_TESTS"] = "1"
    if arguments.new:
        os.environ["KHUYENCONG_NEW_EXAMPLES"] = "1"
    # Spark is asked by `make test-spark` alone: it needs Java, and takes minutes to start and stop.
    chosen = ["-m", "not spark" if arguments.slow else "not slow and not spark"]
    told = ["--durations=10", "--durations-min=1"]
    spread = ["-n", str(os.cpu_count() or 1)]
    with ThreadPoolExecutor(1) as beside:
        types = beside.submit(run_quietly, "types", "mypy")
        steps = [
            run("format", "ruff", "format", "--check", "."),
            run("lint", "ruff", "check", "."),
            run("tests", "pytest", *spread, *chosen, *told, *arguments.pytest),
        ]
        step, output = types.result()
    _announce("types", ("mypy",))
    print(output, end="")
    steps.append(step)
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
