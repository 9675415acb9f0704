"""A claim as plain data: what the command prints and files keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.evidence.claim import Claim
from analysis.evidence.model import Aggregate
from analysis.evidence.quantities import shown
from analysis.evidence.record_parts import check_records, interval_record, number_record
from analysis.language import Language
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def claim_record(found: Claim, snapshot: Snapshot, scope: Scope) -> dict[str, Any]:
    """Return a claim as JSON-ready values, texts in the scope's language.

    Estimates and ends of intervals are on the outcome's `scale` ("log": log points); `shown` are
    the same as they are read, fractions for logs (0.07 is 7 %). A value that is not known is None.
    """
    language = scope.language
    main = found.main
    return {
        "case": snapshot.case.name,
        "snapshot": snapshot.number,
        "simulated": found.simulated,
        "scope": scope.to_query(),
        "outcome": found.outcome.code,
        "outcome_title": found.outcome.title.in_language(language),
        "unit": found.unit.in_language(language),
        "scale": found.outcome.scale,
        "prices": found.prices.in_language(language) if found.prices else None,
        "estimand": found.estimand.in_language(language),
        "estimate": found.estimate,
        "interval": interval_record(found.interval),
        "shown": {
            "estimate": _shown(found.estimate, found),
            "low": _shown(found.interval.low, found) if found.interval else None,
            "high": _shown(found.interval.high, found) if found.interval else None,
        },
        "n_supported": found.n_supported,
        "n_compared": found.n_compared,
        "design": main.design,
        "form": main.form,
        "comparison": main.comparison,
        "comparison_why": found.comparison_why.in_language(language),
        "covariates": [one.in_language(language) for one in found.given.labels],
        "method": found.method.in_language(language),
        "method_why": main.why.in_language(language) if main.why else None,
        "errors": found.given.built.assignment.why.in_language(language),
        "sentence": found.sentence.in_language(language),
        "headline": found.headline.in_language(language),
        "grade": found.grade.level,
        "reasons": [one.in_language(language) for one in found.grade.reasons],
        "surer": [one.in_language(language) for one in found.surer],
        "diagnostics": check_records(found.diagnostics, language),
        "sensitivity": [
            {
                "code": other.code,
                "title": other.title.in_language(language),
                "why": other.why.in_language(language),
                "estimate": number_record(other.estimate),
                "interval": interval_record(other.interval),
                "n_supported": other.n_supported,
                "n_compared": other.n_compared,
            }
            for other in found.sensitivity
        ],
        "years_since_support": _path(main.aggregates.get("dynamic")),
        "by_cohort": _path(main.aggregates.get("cohort")),
        "by_year": _path(main.aggregates.get("calendar")),
        "flow": _flow(found, language),
    }


def _shown(value: float | None, found: Claim) -> float | None:
    return None if value is None else number_record(shown(value, found.outcome.scale))


def _path(study: Aggregate | None) -> list[dict[str, float | int | None]]:
    if study is None:
        return []
    return [
        {
            "index": int(index),
            "estimate": number_record(estimate),
            "error": number_record(error),
            "n_supported": int(supported),
            "band": number_record(error * study.critical),
        }
        for index, estimate, error, supported in zip(
            *(study.index, study.estimates, study.errors, study.supported), strict=True
        )
    ]


def _flow(found: Claim, language: Language) -> list[dict[str, Any]]:
    columns: Sequence[str] = (
        *("code", "excluded", "remaining", "excluded_supported", "remaining_supported"),
        *("excluded_years", "remaining_years"),
    )
    rows = found.given.built.flow.to_dict("records")
    return [
        {"reason": row[f"reason_{language}"], **{name: row[name] for name in columns}}
        for row in rows
    ]
