"""A study as plain data: what the command prints and files keep."""

from __future__ import annotations

import math
from typing import Any

from analysis.evidence.designs.study import Study
from analysis.evidence.findings import Interval
from analysis.evidence.quantities import shown
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def study_record(study: Study, snapshot: Snapshot, scope: Scope) -> dict[str, Any]:
    """Return a study as JSON-ready values, texts in the scope's language.

    Names and scales are those of `claim_record`; `refused` are the reasons for no estimate.
    """
    language, scale = scope.language, study.outcome.scale
    ends = (study.interval.low, study.interval.high) if study.interval else (None, None)
    values = (study.estimate, *ends)
    read = [None if value is None else _number(shown(value, scale)) for value in values]
    return {
        "case": snapshot.case.name,
        "snapshot": snapshot.number,
        "simulated": study.simulated,
        "scope": scope.to_query(),
        "design": study.code,
        "about": study.about.in_language(language),
        "outcome": study.outcome.code,
        "outcome_title": study.outcome.title.in_language(language),
        "unit": study.unit.in_language(language),
        "scale": scale,
        "estimand": study.estimand.in_language(language),
        "method": study.method.in_language(language),
        "estimate": study.estimate,
        "interval": _interval(study.interval),
        "shown": dict(zip(("estimate", "low", "high"), read, strict=True)),
        "n_supported": study.n_supported,
        "n_compared": study.n_compared,
        "refused": [one.in_language(language) for one in study.refused],
        "sentence": study.sentence.in_language(language),
        "headline": study.headline.in_language(language),
        "grade": study.grade.level,
        "reasons": [one.in_language(language) for one in study.grade.reasons],
        "surer": [one.in_language(language) for one in study.surer],
        "diagnostics": [
            {
                "code": check.code,
                "title": check.title.in_language(language),
                "passed": check.passed,
                "finding": check.finding.in_language(language),
                "numbers": {key: _number(value) for key, value in check.numbers.items()},
            }
            for check in study.checks
        ],
        "others": [
            {
                "code": other.code,
                "title": other.title.in_language(language),
                "estimate": _number(other.estimate),
                "interval": _interval(other.interval),
                "n_supported": other.n_supported,
                "n_compared": other.n_compared,
            }
            for other in study.others
        ],
        "numbers": {key: _number(value) for key, value in study.numbers.items()},
    }


def _number(value: float | int | bool | None) -> float | int | None:
    if value is None or isinstance(value, int):
        return value
    return float(value) if math.isfinite(value) else None


def _interval(found: Interval | None) -> dict[str, float | int | None] | None:
    if found is None:
        return None
    return {"low": _number(found.low), "high": _number(found.high), "level": found.level}
