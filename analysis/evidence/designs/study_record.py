"""A study as plain data: what the command prints and files keep."""

from __future__ import annotations

from typing import Any

from analysis.evidence.designs.study import Study
from analysis.evidence.quantities import shown
from analysis.evidence.record_parts import check_records, interval_record, number_record
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def study_record(study: Study, snapshot: Snapshot, scope: Scope) -> dict[str, Any]:
    """Return a study as JSON-ready values, texts in the scope's language.

    Names and scales are those of `claim_record`; `refused` are the reasons for no estimate.
    """
    language, scale = scope.language, study.outcome.scale
    ends = (study.interval.low, study.interval.high) if study.interval else (None, None)
    values = (study.estimate, *ends)
    read = [None if value is None else number_record(shown(value, scale)) for value in values]
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
        "interval": interval_record(study.interval),
        "shown": dict(zip(("estimate", "low", "high"), read, strict=True)),
        "n_supported": study.n_supported,
        "n_compared": study.n_compared,
        "refused": [one.in_language(language) for one in study.refused],
        "sentence": study.sentence.in_language(language),
        "headline": study.headline.in_language(language),
        "grade": study.grade.level,
        "reasons": [one.in_language(language) for one in study.grade.reasons],
        "surer": [one.in_language(language) for one in study.surer],
        "diagnostics": check_records(study.checks, language),
        "others": [
            {
                "code": other.code,
                "title": other.title.in_language(language),
                "estimate": number_record(other.estimate),
                "interval": interval_record(other.interval),
                "n_supported": other.n_supported,
                "n_compared": other.n_compared,
            }
            for other in study.others
        ],
        "numbers": {key: number_record(value) for key, value in study.numbers.items()},
    }
