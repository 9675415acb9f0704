"""Sensitivity and matched comparisons of a claim as plain data, for the command and files."""

from __future__ import annotations

import math
from typing import Any

from analysis.evidence.broken_trends import (
    BrokenTrends,
    bend_words,
    broken_trends,
    magnitude_words,
    spoken_for,
)
from analysis.evidence.claim import Claim
from analysis.evidence.doubt_tables import labels_of
from analysis.evidence.findings import Interval
from analysis.evidence.matched import Matched, MatchedAnswer
from analysis.evidence.matched_words import (
    NAMES,
    REASONS,
    left_out_words,
    likeness_words,
    matched_finding,
    matched_of,
    ranked,
    strongest_of,
    unseen_words,
)
from analysis.evidence.unseen_cause import UnseenCause
from analysis.language import Language, Text


def doubt_record(found: Claim, language: Language) -> dict[str, Any]:
    """Return `broken_trends`, `matched` and `unseen_cause` of a claim as JSON-ready values.

    Estimates and ends are on the outcome's scale; what is not known is None, and a `finding` says
    why. About two seconds.
    """
    made = matched_of(found)
    return {
        "broken_trends": _broken(found, broken_trends(found), language),
        "matched": _matched(found, made, language),
        "unseen_cause": _unseen(found, made, language),
    }


def doubt_findings(found: Claim) -> tuple[Text, ...]:
    """Return what the doubts say, one sentence or two each, for reading."""
    trends, made = broken_trends(found), matched_of(found)
    say = spoken_for(found)
    told = [magnitude_words(trends, say)]
    if trends.reason is None:
        told.append(bend_words(trends, say))
    told.append(matched_finding(found, made))
    if made is not None:
        told += [left_out_words(made), unseen_of(found, made)]
    return tuple(told)


def unseen_of(found: Claim, made: Matched) -> Text:
    """Return how strong an unrecorded cause would undo the matched comparison."""
    strongest = strongest_of(made.unseen) if made.unseen is not None else None
    name = None if strongest is None else labels_of(found).get(strongest.name)
    return unseen_words(made.unseen, name)


def _broken(found: Claim, made: BrokenTrends, language: Language) -> dict[str, Any]:
    say = spoken_for(found)
    return {
        "finding": magnitude_words(made, say).in_language(language),
        "finding_smooth": bend_words(made, say).in_language(language),
        "largest_seen": _number(made.largest),
        "steps_before": 0 if made.path is None else len(made.path.before),
        "breakdown_multiple": made.magnitude if made.reason is None else None,
        "survives_all_tried": made.reason is None and made.magnitude is None,
        "breakdown_bend": made.bend if made.reason is None else None,
        "relative_magnitudes": [
            {"multiple": most, **_ends(interval)} for most, interval in made.magnitudes
        ],
        "smoothness": [{"bend": bend, **_ends(interval)} for bend, interval in made.bends],
    }


def _matched(found: Claim, made: Matched | None, language: Language) -> dict[str, Any]:
    answers = made.answers if made is not None else ()
    likeness = None
    if made is not None and made.balances:
        likeness = likeness_words(made).in_language(language)
    return {
        "finding": matched_finding(found, made).in_language(language),
        "likeness": likeness,
        "left_out": None if made is None else made.left_out,
        "answers": [_answer(one, language) for one in answers],
        "largest_difference": {
            way: {
                "before": _number(max(abs(one) for one in balance.before)),
                "after": _number(balance.largest),
            }
            for way, balance in (made.balances.items() if made is not None else ())
        },
    }


def _answer(one: MatchedAnswer, language: Language) -> dict[str, Any]:
    return {
        "way": one.way,
        "differenced": one.differenced,
        "title": NAMES[one.way, one.differenced].in_language(language),
        "estimate": one.estimate,
        "interval": None if one.interval is None else _ends(one.interval),
        "n_supported": one.n_supported,
        "n_compared": one.n_compared,
        "effective_compared": one.effective if one.estimate is not None else None,
        "why_not": REASONS[one.reason].in_language(language) if one.reason else None,
    }


def _unseen(found: Claim, made: Matched | None, language: Language) -> dict[str, Any]:
    cause: UnseenCause | None = made.unseen if made is not None else None
    if made is None or cause is None:
        return {"finding": unseen_words(None).in_language(language), "robustness": None}
    labels = labels_of(found)
    return {
        "finding": unseen_of(found, made).in_language(language),
        "estimate": cause.estimate,
        "error": cause.error,
        "degrees": cause.degrees,
        "partial_r2": cause.partial,
        "robustness": cause.robustness,
        "robustness_interval": cause.robustness_interval,
        "benchmarks": [
            {
                "code": one.name,
                "title": labels[one.name].in_language(language),
                "of_support": one.of_support,
                "of_outcome": one.of_outcome,
                "estimate": one.estimate,
            }
            for one in ranked(cause)
        ],
    }


def _ends(interval: Interval) -> dict[str, float | None]:
    return {
        "low": _number(interval.low),
        "high": _number(interval.high),
        "level": interval.level,
    }


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
