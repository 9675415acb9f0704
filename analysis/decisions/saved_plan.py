"""A saved plan: what was asked, what was chosen and why, as a value and as JSON.

A plan is saved with the words of its reasons, so that it reads the same when the data have moved
on; the snapshot it was made from stands beside it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from analysis.decisions.plan_outcomes import PlanOutcome
from analysis.decisions.plan_request import PlanRequest, request_query
from analysis.decisions.plan_solved import Solved
from analysis.decisions.portfolio.reason_words import decision_words
from analysis.decisions.portfolio.words import Names
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot

FORMAT = 1
LONGEST_NAME, LONGEST_NOTE, LONGEST_REASON = 120, 2_000, 2_000
IDENTITY = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class SavedFile:
    """One file of a saved plan; `grant` is what it would get, None where that was not known."""

    candidate: str
    name: str
    accepted: bool
    grant: int | None
    reason_code: str
    reason: Text


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """A plan as it was when it was saved.

    `saved_at` is in UTC; `scope` holds the filters of then; `objective`, `bound` and `gap` are
    those of the plan. `files` go in the law's order of then.
    """

    identity: str
    name: str
    note: str
    saved_at: datetime
    case: str
    snapshot: int
    simulated: bool
    currency: str
    request: PlanRequest
    scope: Scope
    status: str
    objective: float
    bound: float | None
    gap: float | None
    outcomes: tuple[PlanOutcome, ...]
    files: tuple[SavedFile, ...]

    @property
    def chosen(self) -> tuple[SavedFile, ...]:
        """The files that were chosen."""
        return tuple(one for one in self.files if one.accepted)

    @property
    def granted(self) -> int:
        """What they get together."""
        return sum(one.grant or 0 for one in self.chosen)


def saved_plan(
    identity: str,
    name: str,
    note: str,
    solved: Solved,
    snapshot: Snapshot,
    scope: Scope,
    names: Names,
    at: datetime | None = None,
) -> SavedPlan:
    """Return a solved request as a plan to save. Raises ValueError for one that has no plan."""
    plan = solved.plan
    if not solved.found or plan.objective is None:
        raise ValueError("only a plan that keeps every limit is saved")
    return SavedPlan(
        identity=identity,
        name=tidy(name, LONGEST_NAME),
        note=tidy(note, LONGEST_NOTE),
        saved_at=(at or datetime.now(UTC)).replace(microsecond=0),
        case=snapshot.case.name,
        snapshot=snapshot.number,
        simulated=snapshot.case.simulated,
        currency=snapshot.case.currency,
        request=solved.request,
        scope=scope.in_language("vi"),
        status=plan.status,
        objective=plan.objective,
        bound=plan.bound,
        gap=plan.gap,
        outcomes=solved.outcomes,
        files=tuple(
            SavedFile(
                candidate.id,
                tidy(names("establishment", candidate.establishment_id).vi, LONGEST_NAME),
                decision.accepted,
                candidate.grant,
                decision.code,
                _cut(decision_words(decision, names)),
            )
            for candidate, decision in zip(solved.problem.candidates, solved.decisions, strict=True)
        ),
    )


def tidy(text: str, longest: int) -> str:
    """Return a text as it is kept: one form of its letters, no hidden marks, no longer than so."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in composed)
    return seen.strip()[:longest].strip()


def written(plan: SavedPlan) -> bytes:
    """Return a plan as JSON."""
    told = {
        "format": FORMAT,
        **{
            name: getattr(plan, name)
            for name in (
                *("identity", "name", "note", "case", "snapshot", "simulated", "currency"),
                *("status", "objective", "bound", "gap"),
            )
        },
        "saved_at": plan.saved_at.isoformat(),
        "request": request_query(plan.request),
        "scope": plan.scope.to_query(),
        "outcomes": [asdict(one) for one in plan.outcomes],
        "files": [asdict(one) for one in plan.files],
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8")


def _cut(text: Text) -> Text:
    return Text(*(tidy(one, LONGEST_REASON) for one in (text.vi, text.en)))
