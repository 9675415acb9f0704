"""A study of a claim that says nothing, and why."""

from __future__ import annotations

from analysis.evidence.claim import Claim
from analysis.evidence.designs.dose_words import ESTIMAND, METHOD, STEPS
from analysis.evidence.designs.study import Study, StudyCode, studied
from analysis.evidence.situation import Situation
from analysis.language import Text


def refused(
    claim: Claim, code: StudyCode, about: Text, why: Text, *, among_supported: bool
) -> Study:
    """Return the study of a claim without an estimate, with the reason and a first step.

    `among_supported` tells that the supported would have been compared with one another. Raises
    KeyError for a design without words of its own.
    """
    situation = Situation(
        design=claim.main.design,
        n_supported=claim.n_supported,
        n_compared=claim.n_compared,
        estimate_known=False,
        interval_finite=False,
        among_supported=among_supported,
        simulated=claim.simulated,
    )
    return studied(
        code,
        about,
        claim.outcome,
        claim.unit,
        situation,
        estimand=ESTIMAND[code],
        method=METHOD[code],
        refused=(why,),
        next_step=STEPS[code],
    )
