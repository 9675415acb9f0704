"""Coverage: does chance lie outside as often as said, what gap is seen, and is a nation quick?

    python benchmarks/coverage.py              all three
    python benchmarks/coverage.py --limits     false alarms and power only
    python benchmarks/coverage.py --national   a nation only

False alarms: places without any gap, at every expected count from 1 to 100, against the exact
chance that the discrete law gives. Power: how often a place with half, or seven tenths, of what is
expected lies below. The nation has 900,000 establishments in 3,321 communes and 12 years of events,
with money, outreach and conditions; its baseline, in the same run, is the bare count of
establishments by commune.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
from large_programme import AS_OF, opened
from scipy import stats

from analysis.measures import run_measure
from analysis.measures.funnel_limits import outside, poisson_limits
from analysis.scope import Scope
from analysis.warehouse.schema import create_schema_statements, marts_statements

DRAWS = 200_000
ESTABLISHMENTS, COMMUNES, YEARS, EVENTS = 900_000, 3_321, 12, 30_000


def false_alarms() -> None:
    """Print how far the share outside lies from the exact chance, in Monte Carlo errors."""
    random = np.random.default_rng(2026)
    print(f"False alarms, {DRAWS:,} places at each expected count from 1 to 100")
    for level in (0.95, 0.998):
        worst, largest, smallest = 0.0, 0.0, 1.0
        for mean in range(1, 101):
            limits = poisson_limits(np.full(DRAWS, float(mean)), level)
            seen = float(
                (outside(random.poisson(mean, DRAWS), limits.low, limits.high) != 0).mean()
            )
            chance = float(limits.chance[0])
            error = np.sqrt(chance * (1 - chance) / DRAWS)
            worst = max(worst, abs(seen - chance) / error)
            largest, smallest = max(largest, chance), min(smallest, chance)
        print(
            f"  {level:.1%} limits: exact chance {smallest:.4f} to {largest:.4f}; the share seen is"
            f" at most {worst:.1f} Monte Carlo errors away"
        )


def power() -> None:
    """Print how often a planted gap lies below the limits, by the exact law."""
    print("Power: chance that a place with a gap lies below, 95 % and 99.8 % limits")
    for part in (0.5, 0.7):
        for mean in (5, 10, 20, 50, 100):
            chances = [
                stats.poisson.cdf(
                    np.ceil(poisson_limits(np.array([float(mean)]), level).low[0]) - 1, part * mean
                )
                for level in (0.95, 0.998)
            ]
            print(f"  {part:.0%} of {mean:3} expected: {chances[0]:.2f} {chances[1]:.2f}")


def nation(path: Path) -> dict[str, int]:
    """Write the marts that coverage reads, for a whole nation; return no rows of tables."""
    connection = duckdb.connect(str(path), config={"threads": 2})
    for statement in create_schema_statements():
        connection.execute(statement)
    # Its communes stand where a province's districts do: each is a place of its own.
    connection.execute(
        f"""
        insert into administrative_unit by name
        select
          20000 + n || '_v1' as unit_id,
          cast(20000 + n as varchar) as code,
          'district' as level,
          'Xã ' || n as name,
          ['plain', 'mountain', 'island'][1 + cast(hash(n * 19) % 3 as integer)] as terrain,
          8.5 + (hash(n * 23) % 1000) / 70.0 as centroid_lat,
          103.0 + (hash(n * 29) % 1000) / 160.0 as centroid_lon
        from range({COMMUNES}) as r(n)
        """
    )
    # Distances are to the capital, which here is a place without establishments.
    connection.execute(
        "insert into administrative_unit by name select '522_v2' as unit_id, '522' as code,"
        " 'district' as level, 'TP' as name, 15.12 as centroid_lat, 108.8 as centroid_lon"
    )
    connection.execute(
        f"""
        insert into unit_year by name
        select
          20000 + n || '_v1' as unit_id,
          2023 as year,
          (hash(n * 31) % 500) / 1000.0 as poverty_rate,
          (hash(n * 37) % 1000) / 1000.0 as minority_share,
          ['none', 'hard_area', 'remote_minority'][1 + cast(hash(n * 41) % 3 as integer)]
            as priority_area,
          'simulated' as status,
          'đo' as source
        from range({COMMUNES}) as r(n)
        """
    )
    connection.execute(
        f"""
        insert into outreach_event by name
        select
          'BT-' || n as event_id,
          'training' as kind,
          cast(make_date(cast(2014 + hash(n * 43) % {YEARS} as bigint), 6, 1) as date) as held_on,
          20000 + hash(n * 47) % {COMMUNES} || '_v1' as unit_id
        from range({EVENTS}) as r(n)
        """
    )
    for statement in marts_statements():
        connection.execute(statement)
    connection.execute(
        "insert into case_info by name select 'nation' as name, 'simulated' as kind,"
        " 'Cả nước' as title_vi, 'The nation' as title_en, 'Để đo' as about_vi,"
        " 'For measuring' as about_en, 'VND' as currency, $day as as_of, 'đo' as source_vi,"
        " 'measuring' as source_en",
        {"day": AS_OF},
    )
    connection.execute(
        f"""
        insert into mart_establishment by name
        select
          cast(n as integer) as establishment_no,
          'CS-' || n as establishment_id,
          ['10', '11', '14', '16', '23', '25', '31', '32'][1 + cast(hash(n) % 8 as integer)]
            as industry,
          ['micro', 'small', 'medium'][1 + cast(hash(n * 3) % 3 as integer)] as size,
          true as eligible,
          cast(1 + hash(n * 7) % {COMMUNES} as smallint) as unit_no,
          cast(20000 + hash(n * 7) % {COMMUNES} as varchar) as district_2020,
          cast(20000 + hash(n * 7) % {COMMUNES} as varchar) as unit_recorded,
          condition.priority_area,
          cast(1990 + hash(n * 11) % 30 as integer) as founded_year
        from range({ESTABLISHMENTS}) as r(n)
        left join mart_unit_condition as condition
          on condition.code = cast(20000 + hash(n * 7) % {COMMUNES} as varchar)
         and condition.level = 'district'
        order by n
        """
    )
    connection.execute(
        f"""
        insert into mart_reach by name
        select
          cast(hash(n) % {ESTABLISHMENTS} as integer) as establishment_no,
          cast(2014 + hash(n * 5) % {YEARS} as integer) as year,
          cast(1 + hash(n * 13) % 6 as integer) as step_no,
          'MO_HINH_MAY_MOC' as activity,
          cast(n as integer) as project_no
        from range({ESTABLISHMENTS}) as r(n)
        order by establishment_no
        """
    )
    # Every step of support has its money: tens to hundreds of millions of đồng, some unknown.
    connection.execute(
        """
        insert into mart_support by name
        select
          'HT-' || project_no as support_id,
          project_no,
          'CS-' || establishment_no as establishment_id,
          establishment_no,
          year,
          year as plan_year,
          activity,
          'VND' as currency,
          case when hash(project_no) % 50 > 0
            then 20_000_000 + 1_000_000 * cast(hash(project_no * 53) % 280 as bigint)
          end as grant_amount,
          true as goes_ahead
        from mart_reach
        where step_no = 5
        """
    )
    connection.close()
    return {}


FIGURES = (
    *("coverage_by_district", "coverage_stops", "coverage_change"),
    *("coverage_by_district_and_year", "coverage_reach", "coverage_closing"),
    *("fairness_by_district", "fairness_curve", "fairness_indices", "fairness_groups"),
)
"""The measures of coverage that answer for places; lists of establishments are none."""


def national() -> None:
    """Print how long the nation takes, everything and one year, beside a bare count."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nation.duckdb"
        snapshot = opened(path, nation(path))
        snapshot.query("select district_2020, count(*) from mart_establishment group by 1")
        print(
            f"A nation: {ESTABLISHMENTS:,} establishments, {COMMUNES:,} communes (bar 3 s, 4 GiB)"
        )
        for scope in (Scope(), Scope(years=(2023,)), Scope(industries=("10", "16"))):
            started = time.perf_counter()
            snapshot.query("select district_2020, count(*) from mart_establishment group by 1")
            bare = time.perf_counter() - started
            parts = {}
            for name in FIGURES:
                started = time.perf_counter()
                run_measure(name, snapshot, scope)
                parts[name] = time.perf_counter() - started
            told = ", ".join(f"{name} {seconds:.2f}" for name, seconds in parts.items())
            ours = sum(parts.values())
            print(f"  {ours:.2f} s, {ours / bare:.0f} × a bare count: {told}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"  peak memory {peak:.2f} GiB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--limits", action="store_true", help="false alarms and power only")
    parser.add_argument("--national", action="store_true", help="a nation only")
    chosen = parser.parse_args()
    if not chosen.national:
        false_alarms()
        power()
    if not chosen.limits:
        national()


if __name__ == "__main__":
    main()
