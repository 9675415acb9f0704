"""Around the threshold of the appraisal score: what support did for those it just decided for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.designs.cutoff_checks import CutoffChecks, cutoff_checks
from analysis.evidence.designs.cutoff_files import Files, read_files
from analysis.evidence.designs.cutoff_words import (
    ABOUT,
    ESTIMAND,
    METHOD,
    METHOD_NAME,
    OTHERS,
    REFUSED,
)
from analysis.evidence.designs.discontinuity import Jump, jump
from analysis.evidence.designs.discontinuity_width import Widths
from analysis.evidence.designs.study import Study, studied
from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Alternative
from analysis.evidence.model import Bools, Floats
from analysis.evidence.outcomes import Outcome, resolve
from analysis.evidence.situation import Situation
from analysis.evidence.spoken import as_chance, as_count, said_on
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot

FEWEST_A_SIDE = 20
"""Files with figures within the width on each side: a line through fewer is a guess. Ours."""

_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The study with what its charts draw: the files, and the jumps where there are any."""

    study: Study
    files: Files | None
    effect: Jump | None = None
    outcome_jump: Jump | None = None
    support_jump: Jump | None = None
    checks: CutoffChecks | None = None


def cutoff(snapshot: Snapshot, scope: Scope, outcome: str) -> Cutoff:
    """Return the study of an outcome, by its code, around the threshold of the appraisal score.

    A fuzzy regression discontinuity: the jump of the outcome's change over that of the chance of
    support. It refuses, with the reason, where no score or threshold is on record, too few files
    lie near it, or the threshold did not decide. Raises KeyError for an outcome that is none.
    """
    found, _ = resolve(snapshot, outcome)
    unit = found.unit_in(snapshot.case.currency)
    if found.source == "register":
        return _refusal(snapshot, found, unit, REFUSED["register"])
    files = read_files(snapshot, scope, found)
    if files.scored == 0:
        return _refusal(snapshot, found, unit, REFUSED["no_scores"])
    if files.ruled == 0:
        return _refusal(snapshot, found, unit, REFUSED["no_threshold"])
    known = np.isfinite(files.change)
    distance, change = files.column("distance")[known], files.change[known]
    treated = files.supported[known].astype(np.float64)
    try:
        first = jump(files.column("distance"), files.supported.astype(np.float64))
        whole = jump(distance, change)
    except np.linalg.LinAlgError:
        return _refusal(snapshot, found, unit, _too_few(0, 0), files)
    if min(whole.below, whole.above) < FEWEST_A_SIDE:
        return _refusal(snapshot, found, unit, _too_few(whole.below, whole.above), files)
    if not (first.corrected > 0 and first.p < _LEVEL):
        words = REFUSED["undecided"].filled(p=as_chance(first.p))
        return _refusal(snapshot, found, unit, words, files)
    try:
        ratio = jump(distance, change, treated=treated, chosen=whole.widths)
    except ZeroDivisionError:
        ratio = None
    say = said_on(found.scale, unit)
    bounded = ratio is not None and bool(np.isfinite(ratio.interval.low))
    tests = cutoff_checks(files, whole.widths, first, say)
    near = np.abs(distance) < whole.widths.main
    lost = _losses(files, whole.widths)
    situation = Situation(
        design="regression_discontinuity",
        n_supported=int((near & (treated > 0)).sum()),
        n_compared=int((near & (treated == 0)).sum()),
        estimate_known=bounded,
        interval_finite=bounded,
        pre_periods=1,
        placebo=tests.placebo,
        design_test=tests.held,
        attrition=lost[0],
        attrition_gap=lost[1],
        simulated=snapshot.case.simulated,
    )
    weak = REFUSED["weak"].filled(n=as_count(whole.below + whole.above), jump=say(whole.corrected))
    study = studied(
        "cutoff",
        ABOUT,
        found,
        unit,
        situation,
        estimand=ESTIMAND,
        method=METHOD.filled(width=as_count(whole.widths.main, 1)),
        estimate=ratio.centre if ratio is not None and bounded else None,
        interval=ratio.interval if ratio is not None and bounded else None,
        checks=tests.checks,
        others=_others(ratio, whole, distance, change, treated),
        refused=() if bounded else (weak,),
        numbers={"width": whole.widths.main, "pilot": whole.widths.pilot, "first": first.corrected},
    )
    return Cutoff(study, files, ratio, whole, first, tests)


def _too_few(below: int, above: int) -> Text:
    return REFUSED["few"].filled(
        below=as_count(below), above=as_count(above), least=as_count(FEWEST_A_SIDE)
    )


def _refusal(
    snapshot: Snapshot, outcome: Outcome, unit: Text, why: Text, files: Files | None = None
) -> Cutoff:
    situation = Situation(
        design="regression_discontinuity",
        n_supported=0,
        estimate_known=False,
        interval_finite=False,
        simulated=snapshot.case.simulated,
    )
    study = studied(
        "cutoff",
        ABOUT,
        outcome,
        unit,
        situation,
        estimand=ESTIMAND,
        method=METHOD_NAME,
        refused=(why,),
    )
    return Cutoff(study, files)


def _losses(files: Files, near: Widths) -> tuple[float | None, float | None]:
    """Return the share near the threshold seen before but not after, and the gap of both sides."""
    close = np.abs(files.column("distance")) < near.main
    seen = close & np.isfinite(files.column("before"))
    gone = ~np.isfinite(files.column("after"))
    sides: list[Bools] = [seen & (files.column("distance") >= 0)]
    sides.append(seen & ~sides[0])
    if not all(side.any() for side in sides):
        return None, None
    shares = [float(gone[side].mean()) for side in sides]
    return max(shares), abs(shares[0] - shares[1])


def _others(
    ratio: Jump | None, whole: Jump, distance: Floats, change: Floats, treated: Floats
) -> tuple[Alternative, ...]:
    """Return other widths, the plain fit without bias correction, and the jump of the outcome."""
    counts = whole.below, whole.above
    rows = [
        Alternative("jump", *OTHERS["jump"], whole.corrected, whole.interval, counts[1], counts[0])
    ]
    if ratio is not None and np.isfinite(ratio.interval.low):
        plain = normal_interval(ratio.estimate, ratio.error)
        rows.append(
            Alternative("plain", *OTHERS["plain"], ratio.estimate, plain, counts[1], counts[0])
        )
    for code, factor in (("half", 0.5), ("twice", 2.0)):
        near = Widths(whole.widths.main * factor, whole.widths.pilot * factor)
        try:
            again = jump(distance, change, treated=treated, chosen=near)
        except (np.linalg.LinAlgError, ZeroDivisionError):
            continue
        closed = np.isfinite([again.interval.low, again.interval.high]).all()
        rows.append(
            Alternative(
                code,
                *OTHERS[code],
                again.centre if closed else None,
                again.interval if closed else None,
                again.above,
                again.below,
            )
        )
    return tuple(rows)
