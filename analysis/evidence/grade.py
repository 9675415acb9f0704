"""How sure a result is: one grade from design and diagnostics, with its reasons.

Grades 1 to 5 are those of the Maryland Scientific Methods Scale (Sherman et al. 1998) as the What
Works Centre for Local Economic Growth scores evaluations with it (2016); 0 is our own. A design
sets the highest grade it can earn; each diagnostic may hold it lower, none can raise it. The rules
are written out in docs/methods.md.
"""

from __future__ import annotations

from analysis.evidence.findings import Grade
from analysis.evidence.grade_rules import DESIGN_LEVEL, Reason, design_reason, rules
from analysis.evidence.grade_steps import SURER
from analysis.evidence.grade_words import LEVELS
from analysis.evidence.situation import Design, Situation
from analysis.language import Text
from analysis.measures.phrases import number, plural


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
    found = rules(situation)
    most = DESIGN_LEVEL[situation.design]
    lowering = [reason for reason in found if reason.cap is not None and reason.cap < most]
    others = [reason for reason in found if reason not in lowering]
    return (design_reason(situation.design), *lowering, *others)


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
        span = Text(f"{years} năm", f"{years} {plural(years, 'year', 'years')}")
        steps.append(SURER["follow"].filled(n=number(situation.more_supported), years=span))
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
        "synthetic_comparison": "more_cases",
        "regression_discontinuity": "lottery",
        "instrument": "lottery",
        "lottery": "repeat",
    }
    return [SURER[named[situation.design]]]


def _step(reason: Reason) -> Text:
    text = SURER[reason.surer or ""]
    return text if reason.missing is None else text.filled(missing=number(reason.missing))
