"""The choice of a past plan year as a problem: files as known then, with a price, and the money.

Every round and source is a purse of its own, with the money that was granted from it. What a file
costs is what it might be granted, times the share of that which its purse granted on the whole: the
files really chosen cost what they did, and the same money buys as much in every choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.decisions.backtest_rounds import Decided, YearFiles
from analysis.decisions.expected_outcomes import Expected
from analysis.decisions.plan_request_parts import AIMS
from analysis.decisions.portfolio.values import Candidate, Limits, Objective, Problem
from analysis.decisions.portfolio_candidates import CandidateSet, Evidence, candidate_set
from analysis.decisions.selection import Selection
from analysis.language import LANGUAGES
from analysis.scope import Scope
from analysis.warehouse import Snapshot

WEIGHTS = dict.fromkeys(AIMS, 1.0)
"""What the model counts: all objectives alike, in every year."""


@dataclass(frozen=True, slots=True)
class Purse:
    """The money granted from one source in one round, đồng, and what of the requests that was.

    `unknown` approved files have no known grant: their money is missing from `budget`, which is
    None where no grant at all is known.
    """

    budget: int | None
    share: Fraction
    unknown: int


@dataclass(frozen=True, slots=True, eq=False)
class PastChoice:
    """A past plan year to choose again in; `problem` is None where no grant is known."""

    made: CandidateSet
    purses: Mapping[str, Purse]
    problem: Problem | None

    @property
    def budget(self) -> int | None:
        """The money known to have been granted, None where none is."""
        known = [purse.budget for purse in self.purses.values() if purse.budget is not None]
        return sum(known) if known else None


def past_choice(snapshot: Snapshot, year: YearFiles, evidence: Evidence) -> PastChoice:
    """Return a past plan year as it could be chosen in then, with evidence of the first round."""
    parts = [
        _in_purses(
            candidate_set(
                snapshot,
                Scope(),
                Selection(applications=one.files, known_on=one.known_on),
                evidence,
            ),
            number,
        )
        for number, one in enumerate(year.rounds, start=1)
    ]
    joined = joined_sets(parts)
    purses = purses_of(joined.candidates, year.decided)
    made = replace(joined, candidates=tuple(priced(one, purses) for one in joined.candidates))
    return PastChoice(made, purses, problem_of(made.candidates, purses))


def problem_of(candidates: tuple[Candidate, ...], purses: Mapping[str, Purse]) -> Problem | None:
    """Return the problem of choosing with the money of the purses; None where none is known."""
    budgets = {name: purse.budget for name, purse in purses.items() if purse.budget is not None}
    if not budgets:
        return None
    return Problem(candidates, Limits(budgets=budgets), Objective(WEIGHTS))


def _in_purses(made: CandidateSet, number: int) -> CandidateSet:
    """Return candidates that draw on the purses of their round alone."""
    named = tuple(
        replace(one, fund_source=f"{one.fund_source} {number}") for one in made.candidates
    )
    return replace(made, candidates=named)


def joined_sets(parts: Sequence[CandidateSet]) -> CandidateSet:
    """Return the candidates of several rounds as one set, with the reach of the first.

    Draws of all parts come from the same evidence: draw d belongs together across them.
    """
    first = parts[0]
    if len(parts) == 1:
        return first
    return CandidateSet(
        frames={
            language: pd.concat([part.frames[language] for part in parts], ignore_index=True)
            for language in LANGUAGES
        },
        candidates=tuple(one for part in parts for one in part.candidates),
        expected={
            name: _joined([part.expected[name] for part in parts]) for name in first.expected
        },
        evidence=first.evidence,
        reach=first.reach,
        goal=first.goal,
    )


def _joined(parts: Sequence[Expected]) -> Expected:
    draws = [part.draws for part in parts if part.draws is not None]
    return Expected(
        parts[0].objective,
        np.concatenate([part.mean for part in parts]),
        np.concatenate([part.error for part in parts]),
        np.concatenate([part.grade for part in parts]),
        np.concatenate(draws, axis=1) if len(draws) == len(parts) else None,
    )


def purses_of(candidates: Sequence[Candidate], decided: Mapping[str, Decided]) -> dict[str, Purse]:
    """Return the purses that approved files were granted from, by the name of the purse."""
    granted: dict[str, list[tuple[int | None, int | None]]] = {}
    for one in candidates:
        if decided[one.id].result == "approved":
            granted.setdefault(one.fund_source, []).append((one.grant, decided[one.id].granted))
    return {name: _purse(amounts) for name, amounts in sorted(granted.items())}


def _purse(amounts: Sequence[tuple[int | None, int | None]]) -> Purse:
    known = [given for _, given in amounts if given is not None]
    both = [(asked, given) for asked, given in amounts if asked is not None and given is not None]
    asked = sum(one for one, _ in both)
    share = Fraction(sum(given for _, given in both), asked) if asked else Fraction(1)
    return Purse(
        budget=sum(known) if known else None,
        # More than a file may be granted is no price of it.
        share=min(share, Fraction(1)),
        unknown=len(amounts) - len(known),
    )


def priced(candidate: Candidate, purses: Mapping[str, Purse]) -> Candidate:
    """Return a candidate at the price of its purse, in whole đồng rounded down."""
    purse = purses.get(candidate.fund_source)
    if candidate.grant is None or purse is None:
        return candidate
    price = candidate.grant * purse.share.numerator // purse.share.denominator
    return replace(candidate, grant=price or None)
