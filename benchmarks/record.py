"""`make bench`: run every measurement and keep one record of all that was promised.

    python benchmarks/record.py                          everything
    python benchmarks/record.py --only bench_data.py …   some scripts; the rest stays as recorded
    python benchmarks/record.py --resume                 what has not been recorded today
    python benchmarks/record.py --list                   the scripts, their minutes, when they ran
    python benchmarks/record.py --table                  only write the table again

The record is benchmarks/record.json, one entry for each promise with its value, the day, how busy
the machine was and which machine; docs/performance.md shows it between two marks. It is written
after every script, so that a run may be stopped and taken up with --resume.

csdid and diff-diff are measured in an environment of their own, `.venv/libraries`, if that is there
(evidence.py says how to make it), polars if it is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from noting import NOTES
from promises import MINUTES, PROMISES
from record_table import RECORD, put_into_page, read_record

HERE = Path(__file__).resolve().parent
LIBRARIES = HERE.parent / ".venv" / "libraries" / "bin" / "python"
PACKAGES = ("duckdb", "pandas", "numpy", "polars", "streamlit", "highspy")


def scripts() -> list[str]:
    """Return every script that measures a promise, with its arguments, each once."""
    return list(dict.fromkeys(one.script for one in PROMISES))


def recorded_on(script: str, entries: dict[str, Any]) -> str:
    """Return the day of the oldest figure of a script; "" where one has never been recorded."""
    return min(
        entries.get(one.name, {"day": ""})["day"] for one in PROMISES if one.script == script
    )


def to_run(entries: dict[str, Any], only: list[str] | None, resume: bool, today: str) -> list[str]:
    """Return the scripts to run: all, or those named, less what was recorded today when resuming.

    Raises ValueError for a name that is no script's.
    """
    names = {script.split()[0] for script in scripts()}
    if unknown := sorted(set(only or ()) - names):
        raise ValueError(f"no promise is measured by {', '.join(unknown)}")
    return [
        script
        for script in scripts()
        if (not only or script.split()[0] in only)
        and not (resume and recorded_on(script, entries) == today)
    ]


def machine() -> str:
    """Return what the figures were measured on."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{platform.machine()}, {os.cpu_count()} cores, {pages / 2**30:.0f} GiB"


def versions() -> str:
    """Return the versions of Python and of what is measured."""
    found = [f"Python {platform.python_version()}"]
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def run(script: str, arguments: list[str]) -> tuple[dict[str, Any], bool]:
    """Run one script; return the entries it noted, and whether it ended well."""
    name, *own = script.split()
    if name == "evidence.py" and LIBRARIES.exists():
        own += ["--libraries", str(LIBRARIES)]
    started = time.perf_counter()
    print(f"\n── {script}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes"
        done = subprocess.run(
            [sys.executable, str(HERE / name), *own, *arguments],
            env={**os.environ, NOTES: str(notes)},
        )
        lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    print(f"── {script}: {time.perf_counter() - started:.0f} s, exit {done.returncode}")
    told = [json.loads(line) for line in lines]
    about = {"day": date.today().isoformat(), "machine": machine(), "versions": versions()}
    return {
        one["name"]: {"value": one["value"], "load": one["load"], **about} for one in told
    }, done.returncode == 0


def main() -> int:
    """Run, record, write the table; return 1 when a script failed or a bar was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="+", metavar="SCRIPT", help="some scripts only")
    parser.add_argument("--resume", action="store_true", help="leave out what was recorded today")
    parser.add_argument("--list", action="store_true", help="run nothing, tell what would run")
    parser.add_argument("--table", action="store_true", help="run nothing, write the table")
    parser.add_argument("--give", nargs="+", default=[], help="arguments for the scripts")
    given = parser.parse_args()
    entries = read_record()
    try:
        chosen = to_run(entries, given.only, given.resume, date.today().isoformat())
    except ValueError as error:
        parser.error(str(error))
    if given.list:
        for script in chosen:
            print(f"{MINUTES[script]:4} min  {script:60} {recorded_on(script, entries) or 'never'}")
        print(f"{sum(MINUTES[script] for script in chosen):4} min in all")
        return 0
    failed = []
    for script in [] if given.table else chosen:
        found, good = run(script, given.give)
        entries |= found
        if not good:
            failed.append(script)
        # After each, so that a run that is stopped keeps what it has measured.
        RECORD.write_text(
            json.dumps(entries, indent=1, sort_keys=True, ensure_ascii=False) + "\n",
            encoding="utf-8",
        )
    put_into_page(entries)
    for script in failed:
        print(f"ended with an error or missed a bar: {script}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
