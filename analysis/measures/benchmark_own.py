"""Benchmarks of the data set itself, for the whole scope and for the years others published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.language import Text
from analysis.measures.benchmark_kinds import BENCHMARKS, Benchmark, Ratio
from analysis.measures.benchmark_published import Row
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_NAMES = {
    "paid": Text("Giải ngân", "Disbursed"),
    "paid_projects": Text("Đề án biết giải ngân", "Projects with payments known"),
    "planned": Text("Kế hoạch", "Planned"),
    "planned_projects": Text("Đề án biết kế hoạch", "Projects with plan known"),
    "national_project_paid": Text("Giải ngân nguồn quốc gia", "National money disbursed"),
    "national_projects": Text("Đề án có nguồn quốc gia", "Projects with national money"),
    "local_project_paid": Text("Giải ngân nguồn địa phương", "Local money disbursed"),
    "local_projects": Text("Đề án có nguồn địa phương", "Projects with local money"),
    "job_grant": Text(
        "Hỗ trợ cho cơ sở trả lời cả hai năm", "Grants to establishments that answered twice"
    ),
    "jobs_gained": Text("Lao động tăng thêm ở các cơ sở đó", "Workers gained at them"),
    "levered_counterpart": Text("Đối ứng của khoản biết cả hai số", "Counterpart, both known"),
    "levered_grant": Text("Hỗ trợ của khoản biết cả hai số", "Grant, both known"),
    "counterpart": Text("Vốn đối ứng", "Counterpart"),
    "counterpart_projects": Text("Đề án biết trọn đối ứng", "Projects with counterpart known"),
    "matched_paid": Text("Giải ngân", "Disbursed"),
    "matched_plan": Text("Kế hoạch của khoản biết giải ngân", "Plan of money with payments known"),
    "training_paid": Text("Giải ngân đề án ghi học viên", "Disbursed, learners recorded"),
    "trainees": Text("Học viên", "Learners"),
    "whole_paid": Text("Giải ngân", "Disbursed"),
    "establishments": Text("Cơ sở, mỗi năm một lần", "Establishments, once a year"),
    "national_paid": Text("Giải ngân nguồn quốc gia", "National money disbursed"),
    "sourced_paid": Text("Giải ngân biết nguồn", "Disbursed, source known"),
    "national_plan": Text("Kế hoạch nguồn quốc gia", "National money planned"),
    "sourced_plan": Text("Kế hoạch biết nguồn", "Planned, source known"),
}
_NAMES |= {
    f"{group}_{name}": _NAMES[name]
    for group in ("national", "local")
    for name in ("matched_paid", "matched_plan")
}


def own_rows(
    snapshot: Snapshot, scope: Scope, factors: Mapping[int, float], published: Iterable[Row]
) -> list[Row]:
    """Return the data set's own benchmarks; `published` tells the periods to match.

    The scope must be at nominal prices; each year's money is then brought to constant prices by
    its own factor. A benchmark without a denominator has no row.
    """
    sums = _yearly_sums(snapshot, scope)
    if sums.empty:
        return []
    asked = list(published)
    rows: list[Row] = []
    for benchmark in BENCHMARKS:
        for ratio in benchmark.ratios:
            if ratio.own is None:
                continue
            # A filter by source leaves parts of projects, of which the national share says nothing.
            if benchmark.code == "national_share" and scope.fund_sources:
                continue
            whole = _row(snapshot, benchmark, ratio, sums, factors, whole_scope=True)
            if whole is not None:
                rows.append(whole)
            for first, last in _periods(asked, benchmark, ratio):
                years = sums[(sums["plan_year"] >= first) & (sums["plan_year"] <= last)]
                if len(years) != last - first + 1:
                    continue
                row = _row(snapshot, benchmark, ratio, years, factors, whole_scope=False)
                if row is not None and (whole is None or row["period"] != whole["period"]):
                    rows.append(row)
    return rows


def _yearly_sums(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    sums = ask(snapshot, scope, "benchmark_own")
    counts = ask(snapshot, scope, "benchmark_establishments")
    # One population for all years: the eligible where they are counted, else the broader non-farm.
    base = "eligible" if counts["eligible"].notna().any() else "nonfarm"
    counts["establishments"] = counts[base]
    sums = sums.merge(
        counts[["year", "establishments"]], left_on="plan_year", right_on="year", how="left"
    )
    if scope.industries or scope.sizes or scope.activities:
        sums["establishments"] = float("nan")
    return sums


def _periods(published: list[Row], benchmark: Benchmark, ratio: Ratio) -> list[tuple[int, int]]:
    """Return the whole-year periods others have published for the same quotient."""
    found = {
        (int(str(row["year_from"])), int(str(row["year_to"])))
        for row in published
        if row["benchmark"] == benchmark.code
        and row["basis"] == ratio.basis
        and row["source_group"] == ratio.source_group
        and row["whole_years"]
        and row["year_from"] is not None
    }
    return sorted(found)


def _row(
    snapshot: Snapshot,
    benchmark: Benchmark,
    ratio: Ratio,
    sums: pd.DataFrame,
    factors: Mapping[int, float],
    *,
    whole_scope: bool,
) -> Row | None:
    assert ratio.own is not None
    above, below = ratio.own
    known = sums[sums[above].notna() & (sums[below].fillna(0) > 0)]
    if known.empty or (not whole_scope and len(known) < len(sums)):
        return None
    numerator = float(known[above].astype("float").sum())
    denominator = float(known[below].astype("float").sum())
    first, last = int(known["plan_year"].min()), int(known["plan_year"].max())
    as_of = snapshot.case.as_of
    unfinished = last > as_of.year or (last == as_of.year and (as_of.month, as_of.day) < (12, 31))
    return {
        "benchmark": benchmark.code,
        "source_group": ratio.source_group,
        "basis": ratio.basis,
        "origin": "simulated" if snapshot.case.simulated else "own",
        "geography": None,
        "period": str(first) if first == last else f"{first}-{last}",
        "year_from": first,
        "year_to": last,
        "whole_years": not unfinished,
        "whole_scope": whole_scope,
        "value": numerator / denominator * benchmark.scale,
        "value_constant": _constant(benchmark, known, above, denominator, factors),
        "currency": snapshot.case.currency,
        "above": _NAMES[above],
        "numerator": numerator,
        "below": _NAMES[below],
        "denominator": denominator,
        "printed": None,
        "comparable": True,
        "caution": None,
        "source": None,
        "source_below": None,
        "note": None,
    }


def _constant(
    benchmark: Benchmark,
    known: pd.DataFrame,
    above: str,
    denominator: float,
    factors: Mapping[int, float],
) -> float | None:
    years = [int(year) for year in known["plan_year"]]
    if benchmark.kind != "money" or not all(year in factors for year in years):
        return None
    money = sum(
        float(amount) * factors[year] for amount, year in zip(known[above], years, strict=True)
    )
    return money / denominator * benchmark.scale
