"""One project, or one cluster built up: what became of it against what would have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.claim import Claim
from analysis.evidence.designs.flagship_cases import FEWEST_POOL, Block, Case, block_of, cases
from analysis.evidence.designs.flagship_words import (
    ESTIMAND,
    METHOD,
    METHOD_NAME,
    OTHERS,
    REFUSED,
    STEPS,
    fit_check,
    rank_check,
)
from analysis.evidence.designs.study import Study, studied
from analysis.evidence.designs.synthetic import (
    SYNTHETIC_KINDS,
    Synthetic,
    SyntheticKind,
    jackknife_error,
    placebos,
    synthetic,
)
from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Alternative
from analysis.evidence.model import Floats
from analysis.evidence.situation import Situation
from analysis.evidence.spoken import as_count, said_on
from analysis.language import Text
from analysis.warehouse import Snapshot

_WORST_FIT = 0.1
"""A case followed worse than nine in ten of the pool are is not followed. Ours."""


@dataclass(frozen=True, slots=True)
class Flagship:
    """The study of one case with what its charts draw; all but the study None where refused.

    `found` is synthetic difference-in-differences, `drawn` (B,) its placebo estimates.
    """

    study: Study
    block: Block | None = None
    found: Synthetic | None = None
    drawn: Floats | None = None


def flagship_of(snapshot: Snapshot, claim: Claim, code: str | None = None) -> Flagship:
    """Return the study of the case with a code; without one that of `default_case`.

    A code that is none of `cases` asks about no case there is.
    """
    return flagship(snapshot, claim, _case_of(snapshot, claim, code))


def _case_of(snapshot: Snapshot, claim: Claim, code: str | None) -> Case | None:
    if claim.outcome.source == "register":
        return None
    offered = cases(snapshot, claim.given)
    if code is None:
        return default_case(snapshot, claim, offered)
    return next((one for one in offered if one.code == code), None)


def default_case(snapshot: Snapshot, claim: Claim, offered: tuple[Case, ...]) -> Case | None:
    """Return the first case with years and a pool enough, else the first; None without any."""
    for case in offered:
        block = block_of(snapshot, claim.given, case)
        if block is not None and len(block.pool) >= max(FEWEST_POOL, len(block.case) + 2):
            return case
    return offered[0] if offered else None


def flagship(snapshot: Snapshot, claim: Claim, case: Case | None) -> Flagship:
    """Return the study of one case on the panel of a claim; None asks about no case there is.

    Synthetic difference-in-differences (Arkhangelsky et al. 2021) with the placebo interval of its
    algorithm 4; synthetic control and the plain difference stand beside it. It refuses, with the
    reason, where years before support or establishments to compare with are too few.
    """
    found = _begun(snapshot, claim, case)
    return found if isinstance(found, Flagship) else _followed(claim, *found)


def refused(snapshot: Snapshot, claim: Claim, code: str | None = None) -> Flagship | None:
    """Return what `flagship_of` returns for a case that it refuses, None for one it can follow.

    Nothing is estimated for it.
    """
    found = _begun(snapshot, claim, _case_of(snapshot, claim, code))
    return found if isinstance(found, Flagship) else None


def _begun(snapshot: Snapshot, claim: Claim, case: Case | None) -> Flagship | tuple[Case, Block]:
    """Return a case with its years and pool, else why it cannot be followed."""
    if claim.outcome.source == "register":
        return _refusal(claim, case, REFUSED["register"], "register")
    if case is None:
        return _refusal(claim, case, REFUSED["no_case"], "years")
    block = block_of(snapshot, claim.given, case)
    if block is None:
        return _refusal(claim, case, REFUSED["few_years"], "years")
    if len(block.pool) < max(FEWEST_POOL, len(block.case) + 2):
        words = REFUSED["few_pool"].filled(
            n=as_count(len(block.pool)), least=as_count(max(FEWEST_POOL, len(block.case) + 2))
        )
        return _refusal(claim, case, words, "pool")
    return case, block


def _followed(claim: Claim, case: Case, block: Block) -> Flagship:
    answers = {kind: _answer(block, kind) for kind in SYNTHETIC_KINDS}
    found, pretended = answers["synthetic_did"]
    drawn = np.array([one.estimate for one in pretended])
    spread = float(drawn.std())
    fit = float(np.mean([one.misfit >= found.misfit for one in pretended]))
    chance = (1 + float((np.abs(drawn) >= abs(found.estimate)).sum())) / (len(drawn) + 1)
    say = said_on(claim.outcome.scale, claim.unit)
    held = fit >= _WORST_FIT
    situation = Situation(
        design="synthetic_comparison",
        n_supported=len(block.case),
        n_compared=len(block.pool),
        interval_finite=spread > 0,
        pre_periods=block.before,
        design_test=held,
        simulated=claim.simulated,
    )
    method = METHOD.filled(
        alike=block.alike,
        before=as_count(block.before),
        since=as_count(len(block.years) - block.before),
        placebos=as_count(len(drawn)),
    )
    study = studied(
        "flagship",
        case.label,
        claim.outcome,
        claim.unit,
        situation,
        estimand=ESTIMAND[case.kind],
        method=method,
        estimate=found.estimate,
        interval=normal_interval(found.estimate, spread),
        checks=(fit_check(fit, held), rank_check(chance, len(drawn), found.estimate, say)),
        others=_others(block, answers),
        numbers={"error": spread, "p": chance, "fit": fit, "before": block.before},
    )
    return Flagship(study, block, found, drawn)


def _answer(block: Block, kind: SyntheticKind) -> tuple[Synthetic, tuple[Synthetic, ...]]:
    return (
        synthetic(block.pool, block.case, block.before, kind),
        placebos(block.pool, len(block.case), block.before, kind, most=100),
    )


def _others(
    block: Block, answers: dict[SyntheticKind, tuple[Synthetic, tuple[Synthetic, ...]]]
) -> tuple[Alternative, ...]:
    counts = len(block.case), len(block.pool)
    rows = []
    for kind in ("synthetic_control", "plain_did"):
        found, pretended = answers[kind]
        spread = float(np.std([one.estimate for one in pretended]))
        interval = normal_interval(found.estimate, spread)
        rows.append(Alternative(kind, *OTHERS[kind], found.estimate, interval, *counts))
    main = answers["synthetic_did"][0]
    error = jackknife_error(block.pool, block.case, block.before, main)
    if error is not None:
        interval = normal_interval(main.estimate, error)
        rows.append(
            Alternative("jackknife", *OTHERS["jackknife"], main.estimate, interval, *counts)
        )
    return tuple(rows)


def _refusal(claim: Claim, case: Case | None, why: Text, step: str) -> Flagship:
    situation = Situation(
        design="synthetic_comparison",
        n_supported=len(case.rows) if case is not None else 0,
        estimate_known=False,
        interval_finite=False,
        simulated=claim.simulated,
    )
    none = Text("chưa chọn", "none chosen")
    study = studied(
        "flagship",
        case.label if case is not None else none,
        claim.outcome,
        claim.unit,
        situation,
        estimand=ESTIMAND[case.kind if case is not None else "establishment"],
        method=METHOD_NAME,
        refused=(why,),
        next_step=STEPS[step],
    )
    return Flagship(study)
