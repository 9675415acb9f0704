"""Reading a saved plan, every part of it checked: a file in a workspace is never trusted."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from analysis.decisions.plan_outcomes import PlanOutcome
from analysis.decisions.plan_request import QUERY, PlanRequest, read_query
from analysis.decisions.plan_request_parts import AIMS, RequestError
from analysis.decisions.portfolio.values import LARGEST_GRANT
from analysis.decisions.saved_plan import (
    FORMAT,
    IDENTITY,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_REASON,
    SavedFile,
    SavedPlan,
    tidy,
)
from analysis.language import Text
from analysis.scope import Scope

LONGEST_CODES = 1_000_000
MOST_FILES = 100_000

Read = TypeVar("Read", int, float, str, bool)


class DamagedPlanError(ValueError):
    """A saved plan that cannot be read as one."""


def read_plan(content: bytes, case: str) -> SavedPlan:
    """Return the plan that JSON holds, every part of it checked.

    Raises DamagedPlanError for what is no plan of the case: another form, a part missing, of the
    wrong kind or out of bounds, a file named twice.
    """
    try:
        told = json.loads(content.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise DamagedPlanError("no JSON") from error
    record = _mapping(told, "the plan")
    if _of(record, "format", int) != FORMAT or _of(record, "case", str) != case:
        raise DamagedPlanError("another form, or of another case")
    identity = _of(record, "identity", str)
    if not IDENTITY.fullmatch(identity):
        raise DamagedPlanError("no identity of a plan")
    files = tuple(_file(one) for one in _list(record, "files", MOST_FILES))
    if len({one.candidate for one in files}) != len(files):
        raise DamagedPlanError("a file is named twice")
    return SavedPlan(
        identity=identity,
        name=_text(record, "name", LONGEST_NAME),
        note=_text(record, "note", LONGEST_NOTE),
        saved_at=_moment(_of(record, "saved_at", str)),
        case=case,
        snapshot=_within(_of(record, "snapshot", int), 1, 10**9),
        simulated=_of(record, "simulated", bool),
        currency=_text(record, "currency", 3),
        request=_request(record),
        scope=_scope(record),
        status=_text(record, "status", 20),
        objective=_finite(_of(record, "objective", float)),
        bound=_optional(record, "bound"),
        gap=_optional(record, "gap"),
        outcomes=tuple(_outcome(one) for one in _list(record, "outcomes", len(AIMS))),
        files=files,
    )


def _file(told: object) -> SavedFile:
    record = _mapping(told, "a file")
    reason = _mapping(record.get("reason"), "a reason")
    grant = record.get("grant")
    accepted = _of(record, "accepted", bool)
    if grant is not None:
        grant = _within(_of(record, "grant", int), 1, LARGEST_GRANT)
    elif accepted:
        raise DamagedPlanError("a chosen file without a grant")
    words = [_text(reason, language, LONGEST_REASON) for language in ("vi", "en")]
    if not all(words):
        raise DamagedPlanError("a reason without words")
    return SavedFile(
        candidate=_text(record, "candidate", LONGEST_NAME),
        name=_text(record, "name", LONGEST_NAME),
        accepted=accepted,
        grant=grant,
        reason_code=_text(record, "reason_code", 40),
        reason=Text(*words),
    )


def _outcome(told: object) -> PlanOutcome:
    record = _mapping(told, "an outcome")
    objective = _text(record, "objective", 20)
    if objective not in AIMS:
        raise DamagedPlanError("an objective that is none")
    grade = record.get("grade")
    return PlanOutcome(
        objective=objective,
        total=_finite(_of(record, "total", float)),
        low=_optional(record, "low"),
        high=_optional(record, "high"),
        known=_within(_of(record, "known", int), 0, MOST_FILES),
        unknown=_within(_of(record, "unknown", int), 0, MOST_FILES),
        grade=None if grade is None else _within(_of(record, "grade", int), 0, 5),
        base=_finite(_of(record, "base", float)),
    )


def _request(record: Mapping[str, Any]) -> PlanRequest:
    told = _mapping(record.get("request"), "the request")
    if not told.keys() <= set(QUERY):
        raise DamagedPlanError("a request for what there is not")
    try:
        return read_query({name: _text(told, name, LONGEST_CODES) for name in told})
    except RequestError as error:
        raise DamagedPlanError("a request that cannot be read") from error


def _scope(record: Mapping[str, Any]) -> Scope:
    told = _mapping(record.get("scope"), "the scope")
    scope, problems = Scope.from_query({name: _text(told, name, LONGEST_CODES) for name in told})
    if problems:
        raise DamagedPlanError("filters that cannot be read")
    return scope


def _mapping(told: object, what: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise DamagedPlanError(f"{what} is no record")
    return told


def _list(record: Mapping[str, Any], name: str, most: int) -> list[object]:
    told = record.get(name)
    if not isinstance(told, list) or len(told) > most:
        raise DamagedPlanError(f"{name} is no list, or too long")
    return told


def _of(record: Mapping[str, Any], name: str, kind: type[Read]) -> Read:
    told = record.get(name)
    if kind is float and type(told) is int:
        told = float(told) if abs(told) < 10**18 else told
    if type(told) is not kind:
        raise DamagedPlanError(f"{name} is no {kind.__name__}")
    return told


def _text(record: Mapping[str, Any], name: str, longest: int) -> str:
    told = _of(record, name, str)
    if tidy(told, longest) != told:
        raise DamagedPlanError(f"{name} is too long, or holds what no plan does")
    return told


def _within(value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise DamagedPlanError(f"{value} is out of bounds")
    return value


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise DamagedPlanError("a number that is none")
    return value


def _optional(record: Mapping[str, Any], name: str) -> float | None:
    return None if record.get(name) is None else _finite(_of(record, name, float))


def _moment(told: str) -> datetime:
    try:
        at = datetime.fromisoformat(told)
        in_utc = at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise DamagedPlanError("a time that is none") from error
    if at.tzinfo is None:
        raise DamagedPlanError("a time without a zone")
    return in_utc


def _no_constant(name: str) -> float:
    raise ValueError(name)
