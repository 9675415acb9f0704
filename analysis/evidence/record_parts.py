"""Numbers, intervals, checks and other answers as plain data, alike in every record."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from analysis.evidence.findings import Check, Interval
from analysis.language import Language


def number_record(value: float | int | bool | None) -> float | int | None:
    """Return a number JSON can hold; what is not finite is not known."""
    if value is None or isinstance(value, int):
        return value
    return float(value) if math.isfinite(value) else None


def interval_record(found: Interval | None) -> dict[str, float | int | None] | None:
    """Return both ends, None for an end without a bound, and the level; None without interval."""
    if found is None:
        return None
    ends = {"low": number_record(found.low), "high": number_record(found.high)}
    return {**ends, "level": found.level}


def check_records(checks: Sequence[Check], language: Language) -> list[dict[str, Any]]:
    """Return checks with their findings in a language, and what these were made from."""
    return [
        {
            "code": check.code,
            "title": check.title.in_language(language),
            "passed": check.passed,
            "finding": check.finding.in_language(language),
            "numbers": {key: number_record(value) for key, value in check.numbers.items()},
        }
        for check in checks
    ]
