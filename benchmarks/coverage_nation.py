"""How long a nation's coverage takes: 900,000 establishments, 3,321 communes, 12 years of events.

There are money, outreach and conditions too. Every figure is asked of a snapshot opened anew for
each round, so that nothing is kept from the round before; what one figure makes, the next ones use,
as on a page. The baseline of the same round is the least that any coverage needs: joining the
establishments to their steps and counting who was supported by commune, in one statement. Seconds
of all cores depend on other work beside far less than those of the clock; the yardstick, a plain
grouping of ten million rows, tells what the machine gives at the time.
"""

from __future__ import annotations

import importlib
import resource
import statistics
import tempfile
from functools import partial
from pathlib import Path

import duckdb
from large_programme import AS_OF, opened
from noting import note
from timing import Taken, taken, yardstick

from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse.schema import create_schema_statements, marts_statements

ESTABLISHMENTS, COMMUNES, YEARS, EVENTS = 900_000, 3_321, 12, 30_000
ROUNDS = 3
SCOPES = {
    "everything": Scope(),
    "one year": Scope(years=(2023,)),
    "two industries": Scope(industries=("10", "16")),
}
FIGURES = (
    *("coverage_by_district", "coverage_stops", "coverage_change"),
    *("coverage_by_district_and_year", "coverage_reach", "coverage_closing"),
    *("fairness_by_district", "fairness_curve", "fairness_indices", "fairness_groups"),
)
"""The measures of coverage that answer for places; lists of establishments are none."""

BASELINE = "supported by commune, one statement"
_BARE = """
select
  place.district_2020,
  count(*) as establishments,
  count(case when reached.steps & 32 > 0 then 1 end) as supported
from mart_establishment as place
left join (
  select establishment_no, bit_or(1 << step_no) as steps
  from mart_reach
  group by establishment_no
) as reached
  on reached.establishment_no = place.establishment_no
group by place.district_2020
"""


def write_nation(path: Path) -> None:
    """Write the marts that coverage reads, for a whole nation."""
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


def national(rounds: int = ROUNDS) -> None:
    """Print the seconds of every figure, of all together and of the baseline, and the memory."""
    # Loaded before, so that the first figure is not charged with it.
    importlib.import_module("scipy.stats")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nation.duckdb"
        write_nation(path)
        print(
            f"A nation: {ESTABLISHMENTS:,} establishments, {COMMUNES:,} communes (bar 3 s, 4 GiB)"
        )
        print(f"medians of {rounds} rounds: seconds by the clock, seconds of all cores")
        for name, scope in SCOPES.items():
            rounds_of_it = [_round(path, scope) for _ in range(rounds)]
            _print(name, rounds_of_it)
            if scope == Scope():
                note("nation", statistics.median(map(_all_figures, rounds_of_it)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    note("nation_memory", peak)
    print(f"\npeak memory {peak:.2f} GiB, with the writing of the nation")
    # Last, because it takes memory of its own.
    print(f"yardstick {yardstick()}")


def _round(path: Path, scope: Scope) -> dict[str, Taken]:
    snapshot = opened(path, {})
    # A reader's first query opens the file; no figure is charged with that.
    snapshot.query("select count(*) from mart_establishment")
    found = {BASELINE: taken(partial(snapshot.query, _BARE))}
    for name in FIGURES:
        found[name] = taken(partial(run_measure, name, snapshot, scope))
    return found


def _all_figures(one: dict[str, Taken]) -> float:
    """Return the seconds by the clock of all figures, the baseline apart."""
    return sum(one[figure].clock for figure in FIGURES)


def _print(name: str, found: list[dict[str, Taken]]) -> None:
    totals = [
        Taken(*(sum(each) for each in zip(*(one[figure] for figure in FIGURES), strict=True)))
        for one in found
    ]
    print(f"\n{name}")
    for figure in (*FIGURES, BASELINE):
        print(f"  {figure:36} {_median([one[figure] for one in found])}")
    least = min(totals)
    print(f"  {'all figures':36} {_median(totals)}  (quickest round {least})")
    ratios = [
        (total.clock / one[BASELINE].clock, total.cores / one[BASELINE].cores)
        for total, one in zip(totals, found, strict=True)
    ]
    clock, cores = (statistics.median(each) for each in zip(*ratios, strict=True))
    print(f"  {clock:.1f} × and {cores:.1f} × {BASELINE}")


def _median(times: list[Taken]) -> Taken:
    return Taken(*(statistics.median(each) for each in zip(*times, strict=True)))


if __name__ == "__main__":
    national()
