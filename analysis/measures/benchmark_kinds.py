"""What is compared: the benchmarks, the figures they are divided from, and the traps in these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.language import Text

Basis = Literal["actual", "plan"]
ValueKind = Literal["money", "ratio", "share"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """One way to compute a benchmark: published indicators above and below, and our own sums.

    `source_group` is the money it is about, "all" or one group; the first published indicator
    that has a figure is taken. `own` names the columns of `benchmark_own` to divide.
    """

    source_group: str
    basis: Basis
    above: tuple[str, ...]
    below: tuple[str, ...]
    own: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A normalised figure: its code, name, kind of value, unit, scale and ways to compute it."""

    code: str
    name: Text
    kind: ValueKind
    unit: Text
    ratios: tuple[Ratio, ...]
    scale: int = 1


_ACTUAL = ("fund_total_disbursed", "fund_total", "fund_total_approved")
_PLAN = ("fund_total_plan", "fund_total")

BENCHMARKS = (
    Benchmark(
        "money_per_project",
        Text("Kinh phí bình quân một đề án", "Money per project"),
        "money",
        Text("đồng/đề án", "VND a project"),
        (
            Ratio("all", "actual", _ACTUAL, ("projects",), ("paid", "paid_projects")),
            Ratio("all", "plan", _PLAN, ("projects",), ("planned", "planned_projects")),
            Ratio(
                "national",
                "actual",
                ("fund_national_disbursed", "fund_national"),
                ("projects_national",),
                ("national_project_paid", "national_projects"),
            ),
            Ratio(
                "local",
                "actual",
                ("fund_local_disbursed", "fund_local"),
                ("projects_local",),
                ("local_project_paid", "local_projects"),
            ),
        ),
    ),
    Benchmark(
        "money_per_job",
        Text("Kinh phí trên một việc làm tự báo cáo", "Money per job reported"),
        "money",
        Text("đồng/việc làm", "VND a job"),
        (Ratio("all", "actual", _ACTUAL, ("jobs_created",), ("job_grant", "jobs_gained")),),
    ),
    Benchmark(
        "leverage",
        Text("Đòn bẩy (đối ứng ÷ hỗ trợ)", "Leverage (counterpart ÷ grant)"),
        "ratio",
        Text("đồng đối ứng/đồng hỗ trợ", "VND of counterpart per VND of grant"),
        (
            Ratio(
                "all",
                "actual",
                ("private_matched_capital",),
                _ACTUAL,
                ("levered_counterpart", "levered_grant"),
            ),
            Ratio(
                "local",
                "actual",
                ("private_matched_capital",),
                ("fund_local_disbursed", "fund_local"),
                None,
            ),
        ),
    ),
    Benchmark(
        "counterpart_per_project",
        Text("Vốn đối ứng bình quân một đề án", "Counterpart per project"),
        "money",
        Text("đồng/đề án", "VND a project"),
        (
            Ratio(
                "all",
                "actual",
                ("private_matched_capital",),
                ("projects",),
                ("counterpart", "counterpart_projects"),
            ),
        ),
    ),
    Benchmark(
        "plan_disbursed",
        Text("Tỷ lệ giải ngân so với kế hoạch của chính mình", "Share of its own plan disbursed"),
        "share",
        Text("giải ngân/kế hoạch", "disbursed of planned"),
        (
            Ratio(
                "all",
                "actual",
                ("fund_total_disbursed",),
                ("fund_total_plan",),
                ("matched_paid", "matched_plan"),
            ),
            Ratio(
                "national",
                "actual",
                ("fund_national_disbursed",),
                ("fund_national_plan",),
                ("national_matched_paid", "national_matched_plan"),
            ),
            Ratio(
                "local",
                "actual",
                ("fund_local_disbursed",),
                ("fund_local_plan",),
                ("local_matched_paid", "local_matched_plan"),
            ),
        ),
    ),
    Benchmark(
        "money_per_trainee",
        Text("Chi bình quân một học viên", "Money per learner"),
        "money",
        Text("đồng/học viên", "VND a learner"),
        (
            Ratio(
                "all",
                "actual",
                ("fund_training",),
                ("workers_trained",),
                ("training_paid", "trainees"),
            ),
        ),
    ),
    Benchmark(
        "money_per_1000_establishments",
        Text("Kinh phí trên 1.000 cơ sở", "Money per 1,000 establishments"),
        "money",
        Text("đồng/1.000 cơ sở", "VND per 1,000 establishments"),
        (
            Ratio(
                "all",
                "actual",
                _ACTUAL,
                ("small_scale_production_establishments",),
                ("whole_paid", "establishments"),
            ),
        ),
        scale=1000,
    ),
    Benchmark(
        "national_share",
        Text("Tỷ trọng kinh phí quốc gia", "Share of national money"),
        "share",
        Text("quốc gia/tổng", "national of total"),
        (
            Ratio(
                "all",
                "actual",
                ("fund_national_disbursed", "fund_national"),
                _ACTUAL,
                ("national_paid", "sourced_paid"),
            ),
            Ratio(
                "all",
                "plan",
                ("fund_national_plan", "fund_national"),
                _PLAN,
                ("national_plan", "sourced_plan"),
            ),
        ),
    ),
)

PRINTED = {
    "money_per_project": "grant_per_project",
    "money_per_job": "grant_per_job",
    "leverage": "leverage_ratio",
    "money_per_trainee": "cost_per_trainee",
}
"""Rates printed as derived: held against ours, never used instead."""

CAUTIONS = {
    ("leverage", "Quảng Bình", "2025 đợt 1"): Text(
        "Nguồn nói tổng vốn đầu tư huy động, có thể gồm cả hỗ trợ: không phải đối ứng ÷ hỗ trợ",
        "The source speaks of total investment mobilised, which may hold the grant: not "
        "counterpart ÷ grant",
    ),
}
"""Figures whose own notes say that they do not compare, by benchmark, geography and period."""
