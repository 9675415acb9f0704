"""How long the money and process measures take on 200,000 projects and 1,000,000 payments.

Every measure is asked the same random scopes, warm, on two threads; printed are the median, the
95th percentile and the slowest answer beside the bar of its kind. The marts are built twice: while
publishing, and by hand, the same SQL on the same tables in a bare DuckDB file, each mart committed.
Machines differ, and one machine from hour to hour: the yardstick, a plain grouping of ten million
rows in memory, is printed first and last, so that readings can be held against it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
from large_programme import batch, large_tables, opened
from noting import note
from timing import yardstick

from analysis.measures import catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, build
from analysis.warehouse.schema import marts_statements

ADDITIVE_BAR, HARD_BAR = 0.150, 0.600
"""Seconds at the 95th percentile: sums and counts; lengths, spreads, backtests and long lists."""

HARD = (
    "stage_times",
    "stage_curves",
    "bottlenecks",
    "recipient_",
    "repeat_recipients",
    "top_recipients",
    "same_content",
    "reconciliation_cases",
    "grant_size_by_year",
    "next_steps",
    "absorption_projection",
    "absorption_backtest",
    "outreach_followed",
)
"""Measures of the second kind, by the beginning of their names."""

EARLIER = (
    *("mart_unit_district", "mart_unit_name", "mart_support", "mart_jobs"),
    *("mart_price_factor", "mart_survey", "mart_establishment", "mart_outcome"),
    *("mart_reach", "mart_unit_condition"),
)
"""Marts of other questions, or that those need as much; the bar of five seconds is for the rest."""

NOT_OF_THIS_KIND = (
    *("quality_", "jobs_", "job_", "cost_per_job", "outcome", "productivity_"),
    *("price_index", "published_", "district_statistics"),
    *("coverage_", "fairness_", "next_visits", "place_profile", "place_series", "survival"),
)
"""Measures of other questions: these have their own benchmarks and bars."""


def random_scopes(count: int, seed: int = 20_261_124) -> list[Scope]:
    """Return scopes as people choose them: everything, one filter, several."""
    draw = random.Random(seed)
    scopes = [Scope(), Scope(prices="constant"), Scope(vintage="recorded")]
    pools: dict[str, list[object]] = {
        "years": list(range(2006, 2026)),
        "districts": ["522", "524", "525", "527", "528", "529", "530", "531", "532", "533"],
        "activities": ["DAO_TAO_NGHE", "MO_HINH_MAY_MOC", "SP_TIEU_BIEU_XTTM", "TU_VAN"],
        "fund_sources": ["national", "provincial", "district"],
        "industries": ["10", "11", "14", "16", "23", "25"],
        "sizes": ["micro", "small", "medium"],
    }
    while len(scopes) < count:
        chosen = draw.sample(list(pools), draw.choice((1, 1, 2, 3)))
        filters = {
            name: tuple(draw.sample(pools[name], draw.randint(1, min(3, len(pools[name])))))
            for name in chosen
        }
        prices = draw.choice(("nominal", "constant"))
        scopes.append(replace(Scope(prices=prices), **filters))
    return scopes


def ask_all(snapshot: Snapshot, count: int, only: list[str]) -> int:
    """Print how long every measure takes over the scopes; return how many miss their bar."""
    scopes = random_scopes(count)
    missed = 0
    slowest = {ADDITIVE_BAR: 0.0, HARD_BAR: 0.0}
    print(f"\n{'measure':28} {'median s':>9} {'p95 s':>8} {'max s':>8} {'bar s':>7}")
    for name in catalogue():
        if name.startswith(NOT_OF_THIS_KIND) or (only and name not in only):
            continue
        bar = HARD_BAR if name.startswith(HARD) else ADDITIVE_BAR
        run_measure(name, snapshot, scopes[0])
        seconds = []
        for scope in scopes:
            started = time.perf_counter()
            run_measure(name, snapshot, scope)
            seconds.append(time.perf_counter() - started)
        p95 = statistics.quantiles(seconds, n=20)[-1]
        late = p95 > bar
        missed += late
        slowest[bar] = max(slowest[bar], p95)
        print(
            f"{name:28} {statistics.median(seconds):9.3f} {p95:8.3f} {max(seconds):8.3f} {bar:7.2f}"
            f"{'  MISSED' if late else ''}"
        )
    if not only:
        note("additive", slowest[ADDITIVE_BAR])
        note("hard", slowest[HARD_BAR])
    return missed


def publish(path: Path, *, marts: bool) -> tuple[float, dict[str, int]]:
    """Write the large programme to a file; return the seconds its marts took, and the rows."""
    seconds = [0.0]

    def timed() -> Iterator[str]:
        started = time.perf_counter()
        yield from marts_statements()
        seconds[0] = time.perf_counter() - started

    kept = build.marts_statements, build._derive
    build.marts_statements = timed
    if not marts:
        build._derive = lambda *_: None
    try:
        connection, given = large_tables()
        build.begin_snapshot(connection, path)
        rows = build.finish_snapshot(connection, given, batch(), [])
        connection.close()
    finally:
        build.marts_statements, build._derive = kept
    return seconds[0], rows


def by_hand(path: Path) -> dict[str, float]:
    """Run the SQL of the marts on the tables of a file in a bare connection; seconds of each."""
    connection = duckdb.connect(config={"threads": 2, "checkpoint_threshold": "1TB"})
    connection.execute(f"attach '{path}' as bare (recovery_mode 'no_wal_writes')")
    connection.execute("use bare")
    seconds = {}
    for statement in marts_statements():
        words = [word for line in statement.splitlines() for word in _words(line)]
        name = words[words.index("create") + 2]
        started = time.perf_counter()
        connection.execute(statement)
        seconds[name] = time.perf_counter() - started
    connection.close()
    return seconds


def _words(line: str) -> list[str]:
    return [] if line.lstrip().startswith("--") else line.split()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scopes", type=int, default=40)
    parser.add_argument("--measure", action="append", default=[])
    chosen = parser.parse_args()
    print(f"yardstick {yardstick().clock:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        bare, path = Path(folder) / "bare.duckdb", Path(folder) / "large.duckdb"
        publish(bare, marts=False)
        ours, rows = publish(path, marts=True)
        parts = by_hand(bare)
        print("Marts, 200,000 projects and 1,000,000 payments")
        for name, seconds in parts.items():
            print(f"{name:28} {seconds:9.3f}{'' if name in EARLIER else '  *'}")
        hand = sum(parts.values())
        new = sum(seconds for name, seconds in parts.items() if name not in EARLIER)
        print(f"{'all by hand':28} {hand:9.3f}, of which * {new:.3f}")
        print(f"{'all while publishing':28} {ours:9.3f}  {ours / hand:.2f} × by hand")
        print(f"{'* while publishing, by share':28} {ours * new / hand:9.3f}  (bar 5)")
        note("marts", ours * new / hand)
        note("marts_ratio", ours / hand)
        missed = ask_all(opened(path, rows), chosen.scopes, chosen.measure)
        print(f"\n{missed} measures missed their bar; yardstick {yardstick().clock:.2f} s")


if __name__ == "__main__":
    main()
