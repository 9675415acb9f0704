"""How sure a result is: one grade from design and diagnostics, with its reasons.

Grades 1 to 5 are those of the Maryland Scientific Methods Scale (Sherman et al. 1998) as the What
Works Centre for Local Economic Growth scores evaluations with it (2016); 0 is our own. A design
sets the highest grade it can earn; each diagnostic may hold it lower, none can raise it. The rules
are written out in docs/methods.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.evidence.findings import Grade
from analysis.evidence.grade_steps import SURER
from analysis.evidence.grade_words import LEVELS, REASONS
from analysis.evidence.situation import WITH_COMPARISON, Design, Situation
from analysis.language import Text
from analysis.measures.phrases import number, share

DESIGN_LEVEL: dict[Design, int] = {
    "cross_section": 0,
    "before_after": 1,
    "comparison": 2,
    "difference_in_differences": 3,
    "regression_discontinuity": 4,
    "instrument": 4,
    "lottery": 5,
}
"""The highest grade each design can earn."""

FEWEST_SUPPORTED = 10
FEWEST_COMPARED = 10
"""With n units in a group an analytic error is itself uncertain by 1/√(2(n − 1)): 24 % at ten; a
normal 95 % interval then covers about 90 % (Student's t with 9 degrees of freedom)."""

FEWEST_CLUSTERS = 6
"""With five clusters wild bootstrap has 2⁵ draws and no p-value under 1/16 (Webb 2014)."""

MANY_CLUSTERS = 20
"""Below this, errors from the normal distribution are too small (Cameron, Gelbach, Miller 2008)."""

POWER_WANTED = 0.8
"""A pre-trend test that sees less often what would matter proves little by itself (Roth 2022)."""

MOST_IMBALANCE = 0.25
"""Standardised difference up to which groups may be compared (Rubin 2001; Stuart 2010)."""

LEAST_OVERLAP = 0.9
MOST_ATTRITION = 0.20
MOST_ATTRITION_GAP = 0.05
"""Losses under both can hardly turn a result around: ours, after the idea of the attrition
boundary of the What Works Clearinghouse (Deke and Chiang 2017)."""

LEAST_VERIFIED = 0.5


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


def grade(situation: Situation) -> Grade:
    """Return the grade of a situation with its reasons: level, design, then all others."""
    found = reasons(situation)
    level = level_of(situation, found)
    return Grade(level, (LEVELS[level], *(reason.text for reason in found)))


def level_of(situation: Situation, found: tuple[Reason, ...]) -> int:
    """Return the lowest of the design's grade and of every cap."""
    caps = [reason.cap for reason in found if reason.cap is not None]
    return min([DESIGN_LEVEL[situation.design], *caps])


def reasons(situation: Situation) -> tuple[Reason, ...]:
    """Return every reason with its code: the design, what lowers the grade, then all others."""
    found = [
        *_identified(situation),
        *_chance(situation),
        *_parallel_trends(situation),
        *_placebo(situation),
        *_likeness(situation),
        *_attrition(situation),
        *_one_place(situation),
        *_design_test(situation),
        *_caveats(situation),
    ]
    most = DESIGN_LEVEL[situation.design]
    lowering = [reason for reason in found if reason.cap is not None and reason.cap < most]
    others = [reason for reason in found if reason not in lowering]
    return (_reason(situation.design), *lowering, *others)


def what_would_make_it_surer(situation: Situation) -> tuple[Text, ...]:
    """Return what to do next, most pressing first: never empty, at every grade.

    First whatever lifts the lowest caps, then what the planner found, then the next design.
    """
    found = reasons(situation)
    level = level_of(situation, found)
    capped = sorted(
        (reason for reason in found if reason.cap is not None), key=lambda reason: reason.cap or 0
    )
    steps = [_step(reason) for reason in capped if reason.surer is not None]
    if level == DESIGN_LEVEL[situation.design]:
        steps += _next_design(situation)
    if situation.more_supported:
        years = situation.more_years or 1
        steps.append(SURER["follow"].filled(n=number(situation.more_supported), years=years))
    steps += [_step(reason) for reason in found if reason.cap is None and reason.surer is not None]
    if not steps:
        steps = _next_design(situation)
    return tuple(dict.fromkeys(steps))


def _next_design(situation: Situation) -> list[Text]:
    named: dict[Design, str] = {
        "cross_section": "cross_section",
        "before_after": "before_after",
        "comparison": "comparison",
        "difference_in_differences": "quasi_random",
        "regression_discontinuity": "lottery",
        "instrument": "lottery",
        "lottery": "repeat",
    }
    return [SURER[named[situation.design]]]


def _step(reason: Reason) -> Text:
    text = SURER[reason.surer or ""]
    return text if reason.missing is None else text.filled(missing=number(reason.missing))


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
    if 0 < situation.n_supported < FEWEST_SUPPORTED:
        yield _few("few_supported", situation.n_supported, FEWEST_SUPPORTED)
    if _compares(situation) and 0 < situation.n_compared < FEWEST_COMPARED:
        yield _few("few_compared", situation.n_compared, FEWEST_COMPARED)
    if situation.clusters is None:
        return
    n = number(situation.clusters)
    if situation.clusters < FEWEST_CLUSTERS:
        least = number(FEWEST_CLUSTERS)
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
        value, least = share(situation.overlap), share(LEAST_OVERLAP)
        yield _reason("no_overlap", 2, "alike", value=value, least=least)


def _attrition(situation: Situation) -> Iterator[Reason]:
    if not _causal(situation):
        return
    lost, gap = situation.attrition, situation.attrition_gap
    if _low(lost, MOST_ATTRITION) and _low(gap, MOST_ATTRITION_GAP):
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
    base = DESIGN_LEVEL[situation.design]
    if base < 4:
        return
    if situation.design_test is None:
        yield _reason("design_untested", base - 1, "design")
    elif situation.design_test:
        yield _reason("design_held")
    else:
        yield _reason("design_failed", 2, "design")


def _caveats(situation: Situation) -> Iterator[Reason]:
    if situation.cohorts == 1 and situation.design == "difference_in_differences":
        yield _reason("one_cohort")
    verified = situation.verified_share
    if verified is not None and verified < LEAST_VERIFIED:
        yield _reason("self_reported", surer="verified", value=share(verified))
    if situation.simulated:
        yield _reason("simulated")
