"""A claim as plain data: what the command prints and files keep."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from analysis.evidence.claim import Claim
from analysis.evidence.findings import Interval
from analysis.evidence.model import Aggregate
from analysis.evidence.quantities import shown
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
        "interval": _interval(found.interval),
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
        "diagnostics": [
            {
                "code": check.code,
                "title": check.title.in_language(language),
                "passed": check.passed,
                "finding": check.finding.in_language(language),
                "numbers": {key: _number(value) for key, value in check.numbers.items()},
            }
            for check in found.diagnostics
        ],
        "sensitivity": [
            {
                "code": other.code,
                "title": other.title.in_language(language),
                "why": other.why.in_language(language),
                "estimate": _number(other.estimate),
                "interval": _interval(other.interval),
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
    return None if value is None else _number(shown(value, found.outcome.scale))


def _number(value: float | int | bool | None) -> float | int | None:
    """Return a number JSON can hold; what is not finite is not known."""
    if value is None or isinstance(value, int):
        return value
    return float(value) if math.isfinite(value) else None


def _interval(found: Interval | None) -> dict[str, float | int | None] | None:
    """Return both ends, None for an end without a bound, and the level."""
    if found is None:
        return None
    return {"low": _number(found.low), "high": _number(found.high), "level": found.level}


def _path(study: Aggregate | None) -> list[dict[str, float | int | None]]:
    if study is None:
        return []
    return [
        {
            "index": int(index),
            "estimate": _number(estimate),
            "error": _number(error),
            "n_supported": int(supported),
            "band": _number(error * study.critical),
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
