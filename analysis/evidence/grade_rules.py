"""The rules of the grade: what each fact of a situation allows, and what would lift it.

Every rule yields reasons; one with a `cap` holds the grade at or below it. The rules are written
out, with their sources, in docs/methods.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.evidence.attrition import MOST_GAP
from analysis.evidence.balance import LEAST_OVERLAP
from analysis.evidence.grade_words import REASONS
from analysis.evidence.situation import WITH_COMPARISON, Design, Situation
from analysis.evidence.spoken import as_share
from analysis.language import Text
from analysis.measures.phrases import number, share

DESIGN_LEVEL: dict[Design, int] = {
    "cross_section": 0,
    "before_after": 1,
    "comparison": 2,
    "difference_in_differences": 3,
    "synthetic_comparison": 3,
    "regression_discontinuity": 4,
    "instrument": 4,
    "lottery": 5,
}
"""The highest grade each design can earn."""

FEWEST_SUPPORTED = 10
FEWEST_COMPARED = 10
"""With n units in a group an analytic error is itself uncertain by 1/√(2(n − 1)): 24 % at ten. A
normal 95 % interval whose error divides by n then covers 90 %, that of Student's t with n − 1
degrees of freedom (Student 1908)."""

FEWEST_CLUSTERS = 6
"""With five clusters wild bootstrap has 2⁵ draws and no p-value under 1/16 (Webb 2014); with as few
on one side it fails however many there are on the other (MacKinnon and Webb 2017)."""

MANY_CLUSTERS = 20
"""Below this, normal intervals of clustered errors are too narrow (Cameron and Miller 2015)."""

POWER_WANTED = 0.8
"""A pre-trend test that sees less often what would matter proves little by itself (Roth 2022)."""

MOST_IMBALANCE = 0.25
"""Standardised difference up to which groups may be compared (Rubin 2001; Stuart 2010)."""

MOST_ATTRITION = 0.20
"""Losses up to this, alike in both groups (MOST_GAP), can hardly turn a result around: ours, after
the attrition boundary of the What Works Clearinghouse (Deke and Chiang 2017)."""

LEAST_REPORTED = 0.8
"""Below this share of answers one must ask who is missing (US Office of Management and Budget 2006,
guideline 3.2.9)."""

SEEN_EACH_COHORT = 10
"""With six or seven supported seen in a cohort an interval that was not widened held in 91 % of
draws (docs/methods.md, Calibration); below this number it is said that it was."""

LEAST_VERIFIED = 0.5
"""Ours: less than half of the figures seen by anybody but the establishment."""

UNTESTED: dict[Design, int] = {
    "synthetic_comparison": 2,
    "regression_discontinuity": 3,
    "instrument": 2,
    "lottery": 4,
}
"""What a design is worth before its own test: a weak instrument identifies nothing."""

FAILED: dict[Design, int] = {"synthetic_comparison": 1}
"""What one is worth that failed it, where not 2: a pool that never went alike compares nothing."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a grade: `cap` is the highest grade it allows, None when it lowers nothing.

    `surer` names what would lift it, a key of `grade_steps.SURER`; `missing` is how many
    establishments are wanting.
    """

    code: str
    text: Text
    cap: int | None = None
    surer: str | None = None
    missing: int | None = None


def rules(situation: Situation) -> tuple[Reason, ...]:
    """Return what every rule has to say of a situation; the design itself is not among it."""
    return (
        *_identified(situation),
        *_chance(situation),
        *_parallel_trends(situation),
        *_chosen(situation),
        *_placebo(situation),
        *_likeness(situation),
        *_attrition(situation),
        *_one_place(situation),
        *_design_test(situation),
        *_caveats(situation),
    )


def design_reason(design: Design) -> Reason:
    """Return what the design itself has to say."""
    return _reason(design)


def _reason(
    code: str,
    cap: int | None = None,
    surer: str | None = None,
    missing: int | None = None,
    **values: object,
) -> Reason:
    return Reason(code, REASONS[code].filled(**values), cap, surer, missing)


def _compares(situation: Situation) -> bool:
    return situation.design in WITH_COMPARISON


def _causal(situation: Situation) -> bool:
    return DESIGN_LEVEL[situation.design] >= 3


def _alike(situation: Situation) -> bool:
    return _low(situation.balance, MOST_IMBALANCE)


def _low(value: float | None, most: float) -> bool:
    """Tell whether a number is known and not too large: what is not known is not low."""
    return value is not None and value <= most


def _identified(situation: Situation) -> Iterator[Reason]:
    if situation.n_supported == 0:
        yield _reason("nobody_supported", 0, "nobody_supported")
    if _compares(situation) and situation.n_compared == 0:
        # Without an estimate nothing is known; with one it can only be a change over time.
        yield _reason("nobody_compared", 1, "nobody_compared")
    if not situation.estimate_known:
        yield _reason("no_estimate", 0, "no_estimate")
    if situation.pre_periods > 0:
        return
    if situation.design == "before_after":
        yield _reason("no_before_no_control", 0, "no_before")
    elif situation.design in ("comparison", "difference_in_differences"):
        if situation.covariates and _alike(situation):
            yield _reason("no_before", 2, "no_before")
        else:
            yield _reason("no_before_no_control", 1, "no_before")


def _chance(situation: Situation) -> Iterator[Reason]:
    if situation.estimate_known and not situation.interval_finite:
        yield _reason("interval_open", 2, "interval_open")
    if situation.design == "synthetic_comparison":
        yield _reason("one_case", 2, "more_cases")
    elif 0 < situation.n_supported < FEWEST_SUPPORTED:
        yield _few("few_supported", situation.n_supported, FEWEST_SUPPORTED)
    if _compares(situation) and 0 < situation.n_compared < FEWEST_COMPARED:
        yield _few("few_compared", situation.n_compared, FEWEST_COMPARED)
    yield from _clusters(situation)


def _clusters(situation: Situation) -> Iterator[Reason]:
    if situation.clusters is None:
        return
    least = number(FEWEST_CLUSTERS)
    side = situation.smaller_side_clusters
    if side is not None and side < FEWEST_CLUSTERS:
        yield _reason("few_clusters_one_side", 2, "clusters", n=number(side), least=least)
    n = number(situation.clusters)
    if situation.clusters < FEWEST_CLUSTERS:
        yield _reason("too_few_clusters", 2, "clusters", n=n, least=least)
    elif situation.clusters < MANY_CLUSTERS and situation.few_cluster_inference:
        yield _reason("few_clusters_handled", n=n)
    elif situation.clusters < MANY_CLUSTERS:
        yield _reason("few_clusters", 2, "clusters", n=n, least=number(MANY_CLUSTERS))


def _few(code: str, count: int, least: int) -> Reason:
    return _reason(code, 2, code, least - count, n=number(count), least=number(least))


def _parallel_trends(situation: Situation) -> Iterator[Reason]:
    if situation.design != "difference_in_differences":
        return
    power = situation.pretrend_power
    if situation.pretrend is None:
        yield _reason("pretrend_untestable", 2, "pretrend")
    elif not situation.pretrend:
        yield _reason("pretrend_failed", 2, "pretrend_failed")
    elif power is not None and power >= POWER_WANTED:
        yield _reason("pretrend_powered", power=share(power))
    elif situation.placebo:
        yield _reason("pretrend_placebo")
    else:
        said = Text("không rõ", "unknown") if power is None else share(power)
        yield _reason("pretrend_weak", 2, "pretrend", power=said)


def _chosen(situation: Situation) -> Iterator[Reason]:
    if situation.among_supported:
        yield _reason("dose_chosen", 2, "dose_chosen")


def _placebo(situation: Situation) -> Iterator[Reason]:
    if situation.placebo is False and _compares(situation):
        yield _reason("placebo_failed", 2, "placebo_failed")
    elif situation.placebo and _compares(situation):
        yield _reason("placebo_passed")


def _likeness(situation: Situation) -> Iterator[Reason]:
    if situation.design != "difference_in_differences":
        return
    if situation.balance is None and situation.comparison == "not_yet":
        yield _reason("same_kind")
    elif situation.balance is None:
        yield _reason("balance_unknown", 2, "alike")
    elif _alike(situation):
        yield _reason("balanced", value=number(situation.balance, 2))
    else:
        value, most = number(situation.balance, 2), number(MOST_IMBALANCE, 2)
        yield _reason("unbalanced", 2, "alike", value=value, most=most)
    if situation.overlap is not None and situation.overlap < LEAST_OVERLAP:
        value, least = as_share(situation.overlap, 1), share(LEAST_OVERLAP)
        yield _reason("no_overlap", 2, "alike", value=value, least=least)


def _attrition(situation: Situation) -> Iterator[Reason]:
    if not _causal(situation):
        return
    lost, gap = situation.attrition, situation.attrition_gap
    if _low(lost, MOST_ATTRITION) and _low(gap, MOST_GAP):
        yield _reason("attrition_low", value=share(lost or 0.0), gap=share(gap or 0.0))
    elif situation.bounds_hold:
        # A lottery owes its fifth grade to losing few; bounds restore all but that.
        yield _reason("attrition_bounded", 4, "attrition")
    elif situation.bounds_hold is None:
        untold = 2 if situation.design == "difference_in_differences" else 3
        yield _reason("attrition_unbounded", untold, "attrition")
    else:
        yield _reason("attrition_overturns", 2, "attrition")


def _one_place(situation: Situation) -> Iterator[Reason]:
    if situation.leave_one_out is None or not _compares(situation):
        return
    if situation.leave_one_out:
        yield _reason("every_place")
    elif situation.design == "difference_in_differences":
        yield _reason("one_place", 2, "one_place")
    else:
        yield _reason("one_place", surer="one_place")


def _design_test(situation: Situation) -> Iterator[Reason]:
    if situation.design not in UNTESTED:
        return
    if situation.design_test is None:
        yield _reason("design_untested", UNTESTED[situation.design], "design")
    elif situation.design_test:
        yield _reason("design_held")
    else:
        yield _reason("design_failed", FAILED.get(situation.design, 2), "design")


def _caveats(situation: Situation) -> Iterator[Reason]:
    if situation.cohorts == 1 and situation.design == "difference_in_differences":
        yield _reason("one_cohort")
    seen = situation.seen_each_cohort
    if seen is not None and seen < SEEN_EACH_COHORT:
        yield _reason("small_cohorts", n=number(round(seen)))
    reported = situation.reported_share
    if reported is not None and reported < LEAST_REPORTED:
        yield _reason("few_reported", surer="attrition", value=share(reported))
    verified = situation.verified_share
    if verified is not None and verified < LEAST_VERIFIED:
        yield _reason("self_reported", surer="verified", value=share(verified))
    if situation.simulated:
        yield _reason("simulated")
