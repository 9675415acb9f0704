"""`make bench`: run every measurement and keep one record of all that was promised.

    python benchmarks/record.py                          everything
    python benchmarks/record.py --only bench_data.py …   some scripts; the rest stays as recorded
    python benchmarks/record.py --table                  only write the table again

The record is benchmarks/record.json, one entry for each promise with its value, the day, how busy
the machine was and which machine; docs/performance.md shows it between two marks.
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
from promises import PROMISES
from record_table import RECORD, put_into_page, read_record

HERE = Path(__file__).resolve().parent
PACKAGES = ("duckdb", "pandas", "numpy", "polars", "streamlit", "highspy")


def scripts() -> list[str]:
    """Return every script that measures a promise, with its arguments, each once."""
    return list(dict.fromkeys(one.script for one in PROMISES if one.script))


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
    parser.add_argument("--table", action="store_true", help="run nothing, write the table")
    parser.add_argument("--give", nargs="+", default=[], help="arguments for the scripts")
    given = parser.parse_args()
    entries = read_record()
    failed = []
    chosen = [script for script in scripts() if not given.only or script.split()[0] in given.only]
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
