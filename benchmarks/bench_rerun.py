"""How long the server takes to rerun a page after a filter change, without any browser.

A client that speaks Streamlit's own protocol asks for a rerun and waits for the end of the script,
for every section of every page. Beside the clock stand the seconds of all cores that the server's
process used, which other work on the machine lengthens less. The bars are 0.4 s and 0.20 s for all
that starts no explicit solve. Where a section offers one (an estimate, a plan), the page with its
button is measured as any other, then the button is pressed and the solve reported apart.

    bench_rerun.py [--only coverage/plan …] [--filters 12] [--workspace FOLDER]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from random import Random

from noting import note
from page_sections import Shown, everything_shown
from processes import load, seconds_of_cores
from protocol import Reader, Rerun, reader
from serving import Served, bare_page, dashboard_on, wait_until_idle

from analysis.warehouse import load_case


def _sets(values: Sequence[str], sizes: Sequence[int]) -> list[str]:
    """Return all sets of these sizes, in an order that mixes them, the same at each run."""
    found = [",".join(some) for size in sizes for some in combinations(values, size)]
    Random(1).shuffle(found)
    return found


YEARS = _sets([str(year) for year in range(2014, 2026)], (2, 3, 4))
DISTRICTS = _sets(("522", "525", "527", "529", "531", "532", "533", "534"), (2, 3))
SETTLED = 0.05
"""Seconds the server is given to end what follows a script, before its processor time is read."""


@dataclass(slots=True)
class Measured:
    """Seconds of reruns, by the clock and of all cores."""

    clock: list[float] = field(default_factory=list)
    cores: list[float] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def row(self) -> str:
        """Return median and maximum by the clock, median of all cores, kilobytes received."""
        kilobytes = statistics.median(self.received) / 1000
        return (
            f"{statistics.median(self.clock):7.3f} {max(self.clock):7.3f}"
            f" {statistics.median(self.cores):7.3f} {kilobytes:7.0f}"
        )


async def one(
    session: Reader,
    served: Served,
    query: str,
    page: str,
    into: Measured,
    pressed: str | None = None,
) -> Rerun:
    """Ask once, and write down what it took."""
    before = seconds_of_cores(served.pid)
    run = await session.rerun(query, page, pressed)
    await asyncio.sleep(SETTLED)
    into.clock.append(run.seconds)
    into.cores.append(seconds_of_cores(served.pid) - before)
    into.received.append(run.received)
    into.errors.extend(run.errors)
    return run


async def measure(
    served: Served, shown: Shown, filters: int, number: int = 0
) -> tuple[Measured, Measured, Measured]:
    """Return what filters never asked before took, their explicit solves, and the same again.

    No other section has asked them either, as long as each has another `number`.
    """
    fresh, solved, again = Measured(), Measured(), Measured()
    # The portfolio's files wait for one plan year, whatever years are asked for.
    field_name, values = ("districts", DISTRICTS) if shown.page == "portfolio" else ("years", YEARS)
    first = number * filters
    async with reader(served.port) as session:
        for _ in range(2):
            await session.rerun(shown.query(), shown.page_name)
        for place in range(first, first + filters):
            value = values[place % len(values)]
            query = shown.query(**{field_name: value})
            run = await one(session, served, query, shown.page_name, fresh)
            for button in run.solves:
                await one(session, served, query, shown.page_name, solved, button)
            await one(session, served, query, shown.page_name, again)
    return fresh, solved, again


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="names of pages or sections")
    parser.add_argument("--filters", type=int, default=12, help="filter changes of each section")
    parser.add_argument("--workspace", type=Path, help="a workspace with the simulated province")
    given = parser.parse_args()
    sections = everything_shown(tuple(given.only))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if given.workspace:
            workspace = given.workspace
        else:
            workspace = folder / "workspace"
            load_case(workspace, "quang-ngai-simulated")
        # As its command starts it: what is made once in a process is made before it is measured.
        ours = stack.enter_context(dashboard_on(workspace, warm=True))
        bare = stack.enter_context(bare_page(folder))
        wait_until_idle(ours)
        print(f"{given.filters} filter changes a section, request to end of script; {load()}")
        print("median and maximum by the clock, median seconds of all cores, kB received")
        print(f"{'':26} {'never asked before':>31}   {'asked before':>31}")
        empty, _, _ = asyncio.run(measure(bare, Shown("", ""), 2 * given.filters))
        print(f"{'bare Streamlit page':26} {empty.row()}", flush=True)
        medians: dict[str, tuple[float, float]] = {}
        failed = 0
        for number, shown in enumerate(sections):
            fresh, solved, again = asyncio.run(measure(ours, shown, given.filters, number))
            medians[shown.name] = statistics.median(fresh.clock), statistics.median(fresh.cores)
            print(f"{shown.name:26} {fresh.row()}   {again.row()}", flush=True)
            if solved.clock:
                print(f"{'    when asked to solve':26} {solved.row()}", flush=True)
            errors = sorted({*solved.errors, *fresh.errors, *again.errors})
            failed += len(errors)
            for error in errors:
                print(f"    ERROR {error[:200]}")
        print(load())
        if failed:
            sys.exit("pages that failed measure nothing: no figure is noted")
        if not given.only:
            hand_on(medians)


def hand_on(medians: dict[str, tuple[float, float]]) -> None:
    """Note the slowest of all sections and of the pages that have a bar of their own."""
    note("rerun", max(clock for clock, _ in medians.values()))
    note("rerun_cores", max(cores for _, cores in medians.values()))
    missed = [name for name, (clock, cores) in medians.items() if clock > 0.4 or cores > 0.2]
    note("rerun_missed", len(missed))
    print(f"beyond a bar: {', '.join(missed) or 'none'}")
    for name, pages in (
        ("rerun_first", ("overview", "funding")),
        ("rerun_coverage", ("coverage",)),
    ):
        note(name, max(medians[one][0] for one in medians if one.split("/")[0] in pages))


if __name__ == "__main__":
    main()
