"""Many readers at once, by Streamlit's own protocol: how long each waits for a changed filter.

Every reader opens a page, then thinks and changes something, again and again: mostly a filter,
drawn at random (with a seed), now and then the page. Thinking takes 5 s on average, evenly from 2.5
to 7.5 s. The bar is 1.5 s at the 95th percentile for 20 readers.

    bench_load.py [--readers 20] [--seconds 120] [--think 5] [--seed 1] [--workspace FOLDER]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from noting import note
from page_sections import Shown, everything_shown
from processes import load, memory_of, seconds_of_cores
from protocol import Rerun, reader
from serving import Served, dashboard_on, wait_until_idle

from analysis.warehouse import load_case

NOT_VISITED = ("data", "evidence/all", "portfolio/plan", "portfolio/backtest")
"""What changes data, or begins with a search the reader asks for and waits for."""

CHOICES = {
    "years": [*map(str, range(2014, 2026))],
    "districts": ["522", "525", "527", "529", "531", "532", "533", "534"],
}
SHARE_OF_PAGES = 0.25
"""How often a reader goes to another page or section instead of changing a filter."""


@dataclass(slots=True)
class Told:
    """What readers met: seconds of each wait after the first page, of the first pages, errors."""

    waits: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0

    def add(self, run: Rerun, into: list[float]) -> None:
        """Write down one run."""
        into.append(run.seconds)
        self.errors.extend(run.errors)
        self.received += run.received


def filters(rng: random.Random) -> dict[str, str]:
    """Return a selection: none to three years, now and then a place."""
    years = sorted(rng.sample(CHOICES["years"], rng.choice((0, 1, 2, 3))))
    chosen = {"years": ",".join(years)} if years else {}
    if rng.random() < 0.3:
        chosen["districts"] = rng.choice(CHOICES["districts"])
    return chosen


async def read(
    served: Served,
    sections: list[Shown],
    rng: random.Random,
    think: float,
    until: float,
    told: Told,
) -> None:
    """Be one reader until a moment."""
    await asyncio.sleep(rng.uniform(0, think))
    async with reader(served.port) as session:
        shown, chosen = rng.choice(sections), filters(rng)
        language = rng.choice(("vi", "vi", "vi", "en"))
        told.add(await session.rerun(shown.query(language), shown.page_name), told.opened)
        while time.perf_counter() < until:
            await asyncio.sleep(rng.uniform(0.5 * think, 1.5 * think))
            if rng.random() < SHARE_OF_PAGES:
                shown = rng.choice(sections)
            else:
                chosen = filters(rng)
            run = await session.rerun(shown.query(language, **chosen), shown.page_name)
            told.add(run, told.waits)


async def crowd(served: Served, given: argparse.Namespace) -> Told:
    """Let all readers read."""
    told = Told()
    sections = [shown for shown in everything_shown() if not shown.name.startswith(NOT_VISITED)]
    until = time.perf_counter() + given.seconds
    await asyncio.gather(
        *(
            read(served, sections, random.Random(f"{given.seed} {n}"), given.think, until, told)
            for n in range(given.readers)
        )
    )
    return told


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workspace", type=Path, help="a workspace with the simulated province")
    given = parser.parse_args()
    with ExitStack() as stack:
        workspace = given.workspace
        if workspace is None:
            workspace = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            load_case(workspace, "quang-ngai-simulated")
        served = stack.enter_context(dashboard_on(workspace, warm=True))
        wait_until_idle(served)
        before, begun = seconds_of_cores(served.pid), time.perf_counter()
        memory = memory_of(served.pid)[0]
        print(
            f"{given.readers} readers, {given.think:g} s of thinking, seed {given.seed}; {load()}"
        )
        told = asyncio.run(crowd(served, given))
        took = time.perf_counter() - begun
        cores = seconds_of_cores(served.pid) - before
        now, most = memory_of(served.pid)
    hundredths = statistics.quantiles(told.waits, n=100)
    runs = len(told.waits) + len(told.opened)
    print(
        f"{len(told.waits)} changes in {took:.0f} s: median {hundredths[49]:.3f} s,"
        f" 95th percentile {hundredths[94]:.3f} s, maximum {max(told.waits):.3f} s"
    )
    if (given.readers, given.think) == (20, 5):
        note("load", hundredths[94])
    print(
        f"{len(told.opened)} first pages: median {statistics.median(told.opened):.3f} s,"
        f" maximum {max(told.opened):.3f} s"
    )
    print(
        f"server: {cores:.1f} s of cores, {cores / runs:.3f} s a run, {cores / took:.0%} of a core;"
        f" memory {memory:.0f} MiB before, {now:.0f} after, {most:.0f} at most"
    )
    print(f"{told.received / runs / 1000:.0f} kB a run; {len(told.errors)} errors; {load()}")
    for error in sorted(set(told.errors)):
        print(f"    ERROR {error[:200]}")


if __name__ == "__main__":
    main()
