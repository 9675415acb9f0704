"""From files to candidates of the portfolio: what each may get, what it promises, what is expected.

candidates (frame) ─► gate, grant, content, place ─► Candidate ─► optimiser
claims, promises   ─► expected outcomes with error, grade and joint draws ─┘
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.decisions.activity_effects import Effects, effects_on
from analysis.decisions.candidates import named_candidates
from analysis.decisions.expected_outcomes import (
    Expected,
    expected_coverage,
    expected_jobs,
    expected_leverage,
    expected_productivity,
)
from analysis.decisions.hidden_names import without_names
from analysis.decisions.portfolio.values import LARGEST_GRANT, Candidate, Gate, Terrain
from analysis.decisions.promises import Promises, promise_record
from analysis.decisions.selection import Selection, of_all_files
from analysis.language import LANGUAGES, Language, Text
from analysis.measures.answers import is_one_place
from analysis.measures.closing_rules import median_share
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

UNASSIGNED = "unassigned"
"""The officer of files that nobody has in hand yet."""

NO_AMOUNT = Text(
    "Số tiền đề nghị chưa rõ hoặc không dùng được",
    "The amount requested is not known or cannot be used",
)

_WORDS = re.compile(r"[\W_]+")
_TERRAINS: tuple[Terrain, ...] = ("mountain", "island", "plain")
_GATES: tuple[Gate, ...] = ("pass", "fail", "blocked")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What expectations rest on: effects on workers and on output per worker, and the promises."""

    jobs: Effects
    productivity: Effects
    promises: Promises


@dataclass(frozen=True, slots=True, eq=False)
class CandidateSet:
    """The files to choose from: as a frame in each language, as candidates, and what is expected.

    Frames, `candidates` and the arrays of `expected` go in one order, the law's. `reach` holds, for
    every place, its eligible establishments and those supported; `goal` is the median share of the
    latter over places, None where no place is known. The frames are for showing: where names are
    hidden they have none, while `candidates` know their establishments.
    """

    frames: Mapping[Language, pd.DataFrame]
    candidates: tuple[Candidate, ...]
    expected: Mapping[str, Expected]
    evidence: Evidence
    reach: Mapping[str, tuple[int, int]]
    goal: float | None


def evidence_on(snapshot: Snapshot) -> Evidence:
    """Return what expectations rest on; it takes a few seconds where it is not kept yet."""
    return snapshot.once(
        "evidence of a plan",
        lambda: Evidence(
            effects_on(snapshot, "workers"),
            effects_on(snapshot, "productivity"),
            promise_record(snapshot),
        ),
    )


def candidate_set(
    snapshot: Snapshot,
    scope: Scope,
    selection: Selection | None = None,
    evidence: Evidence | None = None,
) -> CandidateSet:
    """Return the candidates among the files of a selection, those of the latest plan year without.

    `evidence` stands in for that of the whole snapshot, as where a past day is asked about.
    """
    frames = {
        language: named_candidates(snapshot, scope.in_language(language), selection)
        for language in LANGUAGES
    }
    frame = frames["vi"]
    evidence = evidence or evidence_on(snapshot)
    reach = _reach(snapshot, scope, selection or Selection())
    share = median_share([(supported, eligible) for eligible, supported in reach.values()])
    goal = None if share is None else float(share)
    expected = {one.objective: one for one in _expected(frame, evidence, goal)}
    rows = [dict(row) for row in frame.to_dict("records")]
    reasons = _reasons(frames)
    found = tuple(
        _candidate(row, why, expected, place)
        for place, (row, why) in enumerate(zip(rows, reasons, strict=True))
    )
    if not snapshot.names_shown:
        frames = {language: without_names(one) for language, one in frames.items()}
    return CandidateSet(frames, found, expected, evidence, reach, goal)


def without_draws(made: CandidateSet) -> tuple[Candidate, ...]:
    """Return the candidates without joint draws, for what only needs expectations."""
    return tuple(replace(one, draws={}) for one in made.candidates)


def content_key(content: str | None, kind: str | None) -> str:
    """Return the key of what is asked for: its words, as the gate against repeats compares them.

    Two files of one establishment and kind that do not say what for may ask the same.
    """
    words = "" if content is None else unicodedata.normalize("NFC", content).lower()
    return _WORDS.sub(" ", words).strip() or f"? {kind or ''}".strip()


def _reach(snapshot: Snapshot, scope: Scope, selection: Selection) -> dict[str, tuple[int, int]]:
    places = of_all_files(snapshot, scope, "places_reached", selection)
    rows = zip(places["district"], places["eligible"], places["supported"], strict=True)
    return {str(code): (int(all_), int(some)) for code, all_, some in rows if is_one_place(code)}


def _expected(frame: pd.DataFrame, evidence: Evidence, goal: float | None) -> list[Expected]:
    activities = [_code(value) for value in frame["activity"]]
    placed = frame["district"].map(is_one_place).astype(bool)

    def numbers(column: str) -> Floats:
        return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)

    return [
        expected_jobs(
            numbers("workers"),
            numbers("workers_planned"),
            activities,
            evidence.jobs,
            evidence.promises,
        ),
        expected_productivity(activities, evidence.productivity),
        expected_leverage(numbers("counterpart")),
        expected_coverage(
            np.where(placed, numbers("district_eligible"), np.nan),
            numbers("district_supported"),
            numbers("earlier_supports"),
            goal,
        ),
    ]


def _reasons(frames: Mapping[Language, pd.DataFrame]) -> list[tuple[Text, ...]]:
    """Return what each file fails, or lacks where that alone holds it up."""
    told: list[tuple[Text, ...]] = []
    vi, en = (
        frames[language][["overall", "not_met", "missing"]].itertuples(index=False)
        for language in LANGUAGES
    )
    for one, other in zip(vi, en, strict=True):
        column = {"fail": "not_met", "blocked": "missing"}.get(str(one.overall))
        texts = [] if column is None else [getattr(one, column), getattr(other, column)]
        told.append((Text(*texts),) if texts and not any(map(pd.isna, texts)) else ())
    return told


def _candidate(
    row: Mapping[Any, Any],
    reasons: tuple[Text, ...],
    expected: Mapping[str, Expected],
    place: int,
) -> Candidate:
    ceiling, requested = _amount(row["ceiling"]), _amount(row["grant_amount"])
    grant = requested if requested else None
    terrain: Terrain = next((one for one in _TERRAINS if one == row["terrain"]), "unknown")
    known = {name: bool(np.isfinite(one.mean[place])) for name, one in expected.items()}
    return Candidate(
        id=str(row["application_id"]),
        establishment_id=str(row["establishment_id"]),
        content=content_key(_text(row["content"]), _text(row["activity_kind"])),
        district=_code(row["district"]),
        terrain=terrain,
        activity=_code(row["activity"]),
        fund_source=_code(row["fund_source"]),
        grant=grant,
        gate=next(code for code in _GATES if code == row["overall"]),
        outcomes={
            name: float(one.mean[place]) if known[name] else None for name, one in expected.items()
        },
        ceiling=ceiling,
        counterpart=_amount(row["counterpart"]),
        officer=_text(row["officer"]) or UNASSIGNED,
        rank=int(row["order_no"]),
        errors={
            name: float(one.error[place])
            for name, one in expected.items()
            if known[name] and one.error[place] > 0
        },
        draws={
            name: one.draws[:, place]
            for name, one in expected.items()
            if known[name] and one.draws is not None
        },
        reasons=reasons if grant is not None else (*reasons, NO_AMOUNT),
    )


def _amount(value: Any) -> int | None:
    """Return an amount a plan can count with; what is negative or absurd is not known."""
    if pd.isna(value) or not 0 <= int(value) <= LARGEST_GRANT:
        return None
    return int(value)


def _code(value: Any) -> str:
    return UNKNOWN_CODE if pd.isna(value) else str(value)


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
