"""How long a claim takes, beside csdid and diff-diff on the same panel; and its peak memory.

    python benchmarks/evidence.py [--quick] [--runs N] [--libraries PYTHON]

a. 200,000 units × 10 periods without covariates: at least 10 times faster than csdid with a band
   of 999 draws, faster than diff-diff without any draws, under 500 MiB.
b. The same, doubly robust with three covariates: at least 2.5 times faster than csdid with a band
   of 999 draws, under 1.5 GiB. Our band is made of normal draws with the influences' covariance,
   9,999 of them, which is what multiplier draws with normal weights are.
c. 2,000,000 units × 10 periods without covariates: under 6 s and 1 GiB.
d. The claim on productivity of the simulated province, from opened snapshot to graded sentence:
   under 1 s, with its doubts and with every other answer beside it.

Every claim is made in a process of its own, from a table in DuckDB's memory (evidence_claims.py
says what is counted). Estimates and analytic errors of all cells and aggregates must equal csdid's
to 1e-8, and diff-diff's where it has no covariates; with covariates its difference is only printed.

The libraries are no part of the project (`bench` among the dependency groups of pyproject.toml);
where they are missing ours is measured alone, and the script says how to get them into an
environment of their own, whose Python `--libraries` then names.

csdid takes about 5 GB here. The clock is the bar's; a machine that does something else is told by
its load, and the seconds of all cores stand beside.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence_panel import write_panel
from noting import note

CHILD = Path(__file__).resolve().with_name("evidence_claims.py")
EQUAL = 1e-8
QUIET_LOAD = 1.5
SIZES = {"whole": (200_000, 2_000_000), "quick": (20_000, 200_000)}
OURS = "ours, band of 9,999 draws"
ROOT = CHILD.parents[1]


@dataclass
class Measured:
    """One way of making the claim: what each run took, the machine's load before it, the claim."""

    name: str
    costs: list[dict[str, float]] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    made: dict[str, Any] = field(default_factory=dict)

    def median(self, what: str) -> float:
        """Return the median of seconds, cpu or peak over the runs."""
        return statistics.median(cost[what] for cost in self.costs)


@dataclass
class Bars:
    """What was promised, and whether it was kept."""

    judged: bool
    missed: list[str] = field(default_factory=list)
    differences: list[float] = field(default_factory=list)

    def note(self, name: str, value: float) -> None:
        """Hand a figure to the record, if it was measured at the size that was promised."""
        if self.judged:
            note(name, value)

    def check(self, what: str, value: float, limit: float, *, at_least: bool = False) -> None:
        """Print a bar with its measurement, and remember one that is missed."""
        kept = value >= limit if at_least else value < limit
        sign = "≥" if at_least else "<"
        said = ("kept" if kept else "MISSED") if self.judged else "not judged at this size"
        print(f"  {what}: {value:,.4g} ({sign} {limit:,.4g}) {said}")
        if self.judged and not kept:
            self.missed.append(what)

    def equal(self, what: str, ours: dict[str, Any], theirs: dict[str, Any]) -> None:
        """Check that estimates and errors of all cells and aggregates are the same."""
        largest = largest_difference(ours, theirs)
        self.differences.append(largest)
        kept = largest <= EQUAL
        print(f"  {what}: largest difference {largest:.1e} (≤ {EQUAL:.0e})"
              f" {'kept' if kept else 'MISSED'}")  # fmt: skip
        if not kept:
            self.missed.append(what)


def largest_difference(ours: dict[str, Any], theirs: dict[str, Any]) -> float:
    """Return the largest difference of any estimate or error, infinite where one is missing."""
    pairs = list(_numbers(ours)), list(_numbers(theirs))
    if [key for key, _ in pairs[0]] != [key for key, _ in pairs[1]]:
        return float("inf")
    gaps = [abs(one - other) for (_, one), (_, other) in zip(*pairs, strict=True)]
    # A number that is not one is no equal either.
    return max(gap if gap == gap else float("inf") for gap in gaps)


def _numbers(made: dict[str, Any]) -> Iterator[tuple[tuple[float, ...], float]]:
    for cohort, period, estimate, error in made["cells"]:
        yield (cohort, period, 0), estimate
        yield (cohort, period, 1), error
    for since, estimate, error in made["dynamic"]:
        yield (since, 0), estimate
        yield (since, 1), error
    for place, number in enumerate(made["simple"]):
        yield (place,), number


def run(python: str, method: str, path: Path, covariates: bool = False) -> dict[str, Any]:
    """Return what a child process prints of one claim."""
    command = [python, str(CHILD), method, str(path), *(["--covariates"] if covariates else [])]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=_environment())
    if done.returncode != 0:
        raise SystemExit(f"{method} failed:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


@dataclass(frozen=True)
class Way:
    """A way of making the claim: its name, whose Python, which method, how often."""

    name: str
    python: str
    method: str
    runs: int


def measure(ways: list[Way], path: Path, covariates: bool = False) -> list[Measured]:
    """Return what each way takes over several processes, all by turns."""
    found = [Measured(way.name) for way in ways]
    for turn in range(max(way.runs for way in ways)):
        for way, measured in zip(ways, found, strict=True):
            if turn < way.runs:
                measured.loads.append(os.getloadavg()[0])
                measured.made = run(way.python, way.method, path, covariates)
                measured.costs.append(measured.made["cost"])
    return found


def without_band(name: str, whole: Measured) -> Measured:
    """Return what a claim takes that has errors but no band, measured in the same runs."""
    return Measured(name, [whole.made["cost_without_band"]], whole.loads, whole.made)


def print_rows(title: str, rows: list[Measured]) -> None:
    """Print every way's seconds, CPU seconds and peak memory, and how many times the first's.

    The load is the highest before any of its runs; "busy" from QUIET_LOAD on.
    """
    print(f"\n{title}")
    print(
        f"  {'':40}{'min s':>9}{'median':>9}{'max':>9}{'cpu s':>9}{'peak MiB':>10}  × ours   load"
    )
    for row in rows:
        seconds = [cost["seconds"] for cost in row.costs]
        ratio = row.median("seconds") / rows[0].median("seconds")
        load = max(row.loads)
        print(
            f"  {row.name:34}{min(seconds):9.2f}{row.median('seconds'):9.2f}{max(seconds):9.2f}"
            f"{row.median('cpu'):9.2f}{max(cost['peak'] for cost in row.costs):10.0f}"
            f"{ratio:8.1f}   {load:.1f}{'' if load < QUIET_LOAD else ' busy'}"
        )


def has_libraries(python: str) -> bool:
    """Tell whether an interpreter has csdid, diff-diff and DuckDB."""
    command = [python, "-c", "import csdid.att_gt, diff_diff, duckdb"]
    return subprocess.run(command, capture_output=True).returncode == 0


def how_to_install() -> str:
    """Return the commands that put the pinned libraries into an environment of their own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    held = project["tool"]["khuyencong"]["lock"]["hold"]
    pinned = " ".join([*project["dependency-groups"]["bench"], *held])
    return (
        "csdid and diff-diff are not there, so nothing is compared. To have them:\n"
        "  python -m venv .venv/libraries\n"
        f"  .venv/libraries/bin/pip install {pinned}\n"
        "  python benchmarks/evidence.py --libraries .venv/libraries/bin/python\n"
    )


def side_by_side(
    panel: Path, covariates: bool, runs: int, libraries: str | None, bars: Bars, title: str
) -> None:
    """Measure one panel every way, print it, and check its bars."""
    ways = [Way(OURS, sys.executable, "ours", runs)]
    if libraries:
        ways += [
            Way("csdid, band of 999 draws", libraries, "csdid", 1),
            Way("diff-diff, no band", libraries, "diff_diff", runs),
            Way("diff-diff, band of 999 draws", libraries, "diff_diff_draws", 1),
        ]
    mine, *others = measure(ways, panel, covariates)
    plain = [without_band("csdid, no band", others[0])] if others else []
    print_rows(title, [mine, *plain, *others])
    peak = max(cost["peak"] for cost in mine.costs)
    bars.check("peak memory, MiB", peak, 1536 if covariates else 500)
    bars.note("claim_robust_memory" if covariates else "claim_memory", peak)
    if not others:
        return
    csdid, diff_diff, _ = others
    seconds = mine.median("seconds")
    times = csdid.median("seconds") / seconds
    bars.check("times faster than csdid", times, 2.5 if covariates else 10, at_least=True)
    bars.note("csdid_robust" if covariates else "csdid", times)
    bars.equal("equal to csdid", mine.made, csdid.made)
    bars.note("equal", max(bars.differences))
    if covariates:
        gap = largest_difference(mine.made, diff_diff.made)
        print(f"  from diff-diff: largest difference {gap:.1e} (another estimator: no bar)")
        return
    bars.check("seconds, to be faster than diff-diff", seconds, diff_diff.median("seconds"))
    bars.note("diff_diff", diff_diff.median("seconds") / seconds)
    bars.equal("equal to diff-diff", mine.made, diff_diff.made)


def large(panel: Path, runs: int, bars: Bars, title: str) -> None:
    """Measure the large panel our way."""
    (mine,) = measure([Way(OURS, sys.executable, "ours", runs)], panel)
    print_rows(title, [mine])
    bars.note("claim_large", mine.median("seconds"))
    bars.note("claim_large_memory", max(cost["peak"] for cost in mine.costs))
    bars.check("seconds", mine.median("seconds"), 6)
    bars.check("peak memory, MiB", max(cost["peak"] for cost in mine.costs), 1024)


def province(folder: Path, bars: Bars) -> None:
    """Measure the claim on the simulated province."""
    from analysis.warehouse import load_case

    load_case(folder, "quang-ngai-simulated")
    load = os.getloadavg()[0]
    made = run(sys.executable, "province", folder)
    rows = {
        "claim with its doubts": made["plain"][1:],
        "the same, first of a process": made["plain"][:1],
        "the same, placebos of its scope kept": made["kept"][1:],
        "claim with every other answer": made["whole"][1:],
    }
    measured = [Measured(name, costs, [load]) for name, costs in rows.items()]
    title = f"d. The simulated province, {made['n_supported']} supported, {made['form']}"
    print_rows(title, measured)
    bars.note("claim_province", measured[0].median("seconds"))
    for row in measured:
        bars.check(f"seconds, {row.name}", row.median("seconds"), 1)


def main() -> int:
    """Measure, print, and return 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description="Measure claims.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the size; no bars on time")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--libraries", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--only", default="abcd", help="some of the parts: a, b, c, d")
    given = parser.parse_args()
    libraries = given.libraries if has_libraries(given.libraries) else None
    if libraries is None:
        print(how_to_install())
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    bars = Bars(judged=not given.quick)
    middle, most = SIZES["quick" if given.quick else "whole"]
    with tempfile.TemporaryDirectory() as scratch:
        panel = Path(scratch) / "panel.parquet"
        write_panel(panel, middle)
        for part, covariates in (("a", False), ("b", True)):
            if part in given.only:
                form = "doubly robust, 3 covariates" if covariates else "no covariates"
                title = f"{part}. {middle:,} units × 10 periods, {form}"
                side_by_side(panel, covariates, given.runs, libraries, bars, title)
        if "c" in given.only:
            write_panel(panel, most)
            large(panel, min(given.runs, 3), bars, f"c. {most:,} units × 10 periods")
        if "d" in given.only:
            province(Path(scratch) / "workspace", bars)
    kept = "Every bar was kept." if bars.judged else "Equal; nothing else was judged."
    print("\n" + (f"Missed: {'; '.join(bars.missed)}" if bars.missed else kept))
    return 1 if bars.missed else 0


if __name__ == "__main__":
    sys.exit(main())
