"""The facts a grade is given on: the design of a comparison and what its checks found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.evidence.findings import Interval
from analysis.evidence.model import Comparison

Design = Literal[
    "cross_section",
    "before_after",
    "comparison",
    "difference_in_differences",
    "synthetic_comparison",
    "regression_discontinuity",
    "instrument",
    "lottery",
]
"""How the outcome of supported establishments is held against something.

`cross_section`: supported ones at one time, against nothing. `before_after`: the same ones earlier.
`comparison`: others, at one time or over time, not shown to be alike. `synthetic_comparison`: one
case against a weighted pool that went as it did before support. The rest as their names say;
`regression_discontinuity` is a threshold of the appraisal score, `lottery` a random draw.
"""

WITH_COMPARISON: frozenset[Design] = frozenset(
    (
        *("comparison", "difference_in_differences", "synthetic_comparison"),
        *("regression_discontinuity", "instrument", "lottery"),
    )
)


_COUNTS = (
    "n_supported",
    "n_compared",
    "cohorts",
    "clusters",
    "smaller_side_clusters",
    "pre_periods",
    "more_supported",
    "more_years",
)
_SHARES = (
    "pretrend_power",
    "overlap",
    "attrition",
    "attrition_gap",
    "reported_share",
    "verified_share",
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of one estimate when it is graded; None is "not known" or "cannot be tested".

    `cohorts` are the years in which support began, `seen_each_cohort` the supported that a
    typical cell since support rests on; `clusters` the groups errors allow for, None
    where each establishment stands for itself; `smaller_side_clusters` those of the group,
    supported or compared, that lies in fewer, None where both groups share clusters;
    `few_cluster_inference` tells whether wild bootstrap or randomisation stands in for the
    normal distribution.
    `pre_periods` are periods observed before support (the base year is one). `pretrend_power`
    is the power of the pre-trend test to see a trend that would by itself make the estimate.
    `balance` is the largest standardised difference of characteristics after weighting,
    `overlap` the share of supported ones with comparable ones.
    `attrition` is the share of establishments lost before the last period, `attrition_gap` the
    difference of that share between both groups in absolute terms, `bounds_hold` whether the
    attrition bounds say the same as the estimate (`bounds_agree`).
    `leave_one_out` tells whether the result stands when any one district is left out
    (`estimates_agree`). `design_test` is the design's own: no bunching at the threshold, a
    strong instrument, a draw that was kept to, a single case matched before support.
    `among_supported` tells that supported ones are held against each other, by how much or how
    often they were supported. `reported_share` is the share of supported
    establishments with figures, `verified_share` that of figures somebody verified.
    `more_supported` and `more_years` are the planner's: whom to follow more, and for how long.
    Raises ValueError for counts below zero and shares outside 0 to 1.
    """

    design: Design
    n_supported: int
    n_compared: int = 0
    estimate_known: bool = True
    interval_finite: bool = True
    cohorts: int = 1
    seen_each_cohort: float | None = None
    clusters: int | None = None
    smaller_side_clusters: int | None = None
    few_cluster_inference: bool = False
    pre_periods: int = 0
    pretrend: bool | None = None
    pretrend_power: float | None = None
    placebo: bool | None = None
    balance: float | None = None
    overlap: float | None = None
    attrition: float | None = None
    attrition_gap: float | None = None
    bounds_hold: bool | None = None
    leave_one_out: bool | None = None
    design_test: bool | None = None
    among_supported: bool = False
    covariates: tuple[str, ...] = ()
    comparison: Comparison | None = None
    reported_share: float | None = None
    verified_share: float | None = None
    simulated: bool = False
    more_supported: int | None = None
    more_years: int | None = None

    def __post_init__(self) -> None:
        for name in _COUNTS:
            count = getattr(self, name)
            if count is not None and count < 0:
                raise ValueError(f"{name} is below zero: {count}")
        for name in _SHARES:
            share = getattr(self, name)
            if share is not None and not 0 <= share <= 1:
                raise ValueError(f"{name} is no share: {share}")
        if self.balance is not None and not self.balance >= 0:
            raise ValueError(f"balance is a size: {self.balance}")


def bounds_agree(interval: Interval, lower: float, upper: float) -> bool:
    """Tell whether bounds on the effect say the same as its interval does.

    Where the interval lies on one side of zero, both bounds must lie on that side; where it holds
    zero, both must lie inside it, or attrition could have hidden an effect. Bounds after Lee
    (2009), Review of Economic Studies 76.
    """
    return estimates_agree(interval, (lower, upper))


def estimates_agree(interval: Interval, others: Sequence[float]) -> bool:
    """Tell whether other estimates of the same thing lead to the conclusion of the interval.

    An interval on one side of zero asks them for the same sign, one that holds zero for a place
    inside it. A result near zero is not called unstable because its sign flips. True for none.
    """
    if interval.holds(0.0):
        return all(interval.holds(value) for value in others)
    return all(value * _side(interval) > 0 for value in others)


def _side(interval: Interval) -> int:
    return 1 if interval.low > 0 else -1
