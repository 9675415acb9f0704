"""From what is asked for to the problem that is solved, and the names of what it speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.decisions.hidden_names import HIDDEN, file_words
from analysis.decisions.plan_request import PlanRequest
from analysis.decisions.plan_request_parts import RequestError
from analysis.decisions.portfolio.values import Limits, Objective, Problem
from analysis.decisions.portfolio.words import Names
from analysis.decisions.portfolio_candidates import UNASSIGNED, CandidateSet
from analysis.geography.unit_names import short_unit_name
from analysis.language import Text
from analysis.measures import run_measure
from analysis.measures.labels import unit_texts
from analysis.measures.phrases import code_name
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

ROUND = 100_000_000
"""Budgets to begin with are whole hundreds of millions."""

_LISTS = {"activity": "activity", "terrain": "terrain", "source": "fund_source"}
_OFFICERS = Text("chưa giao cho ai", "assigned to nobody yet")
_SHOWN = 5


def officers_in_hand(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the officers who have projects under way, by code."""
    cases = run_measure("officer_cases", snapshot, Scope())
    return tuple(sorted(str(code) for code in cases["officer"].dropna()))


def first_request(made: CandidateSet) -> PlanRequest:
    """Return a request to begin with: half of what the files that may be funded ask for.

    It is no forecast of a budget, only a sum at which a choice must be made.
    """
    asked = sum(one.grant or 0 for one in made.candidates if one.eligible)
    return PlanRequest(total=max(ROUND, asked // 2 // ROUND * ROUND))


def first_budgets(made: CandidateSet) -> tuple[tuple[str, int], ...]:
    """Return sums by source to begin with: half of what files of each source ask for."""
    asked: dict[str, int] = {}
    for one in made.candidates:
        if one.eligible and one.fund_source != UNKNOWN_CODE:
            asked[one.fund_source] = asked.get(one.fund_source, 0) + (one.grant or 0)
    halves = {code: max(ROUND, money // 2 // ROUND * ROUND) for code, money in asked.items()}
    return tuple(sorted(halves.items()))


def problem_of(made: CandidateSet, request: PlanRequest, snapshot: Snapshot) -> Problem:
    """Return the problem a request poses; raises RequestError for what names nobody or nowhere."""
    if request.total is None and not request.budgets:
        raise RequestError(
            "budget",
            Text(
                "thiếu ngân sách; viết 8000000000 hoặc national=5000000000",
                "there is none; write 8000000000 or national=5000000000",
            ),
        )
    known = {one.id for one in made.candidates}
    for option, named in (("lock", request.locked), ("forbid", request.forbidden)):
        _refuse_strangers(option, [one for one in named if one not in known])
    places = unit_texts(snapshot)
    for limit in request.limits:
        if limit.by == "district" and limit.key not in places:
            raise RequestError(
                limit.side,
                Text(
                    f"bộ dữ liệu không có địa bàn mang mã «{limit.key}»",
                    f"the data have no place of code «{limit.key}»",
                ),
            )
    capacity = {} if request.capacity is None else _capacity(made, request.capacity, snapshot)
    return Problem(
        made.candidates,
        Limits(
            budgets=dict(request.budgets),
            total=request.total,
            money=request.limits,
            officer_capacity=capacity,
            locked=frozenset(request.locked),
            forbidden=frozenset(request.forbidden),
            known_ceiling_only=request.confirmed_only,
        ),
        Objective(request.weights()),
    )


def _refuse_strangers(option: str, strangers: list[str]) -> None:
    if not strangers:
        return
    listed = ", ".join(strangers[:_SHOWN]) + (" …" if len(strangers) > _SHOWN else "")
    raise RequestError(
        option,
        Text(
            f"không có hồ sơ nào mang mã {listed} trong các hồ sơ được xét",
            f"no file of code {listed} is among those considered",
        ),
    )


def _capacity(made: CandidateSet, each: int, snapshot: Snapshot) -> dict[str, int]:
    """Return the most projects by officer; files of nobody fall to the officers without a file.

    Raises RequestError where no officer is known: nobody's capacity can be counted then.
    """
    named = {one.officer for one in made.candidates if one.officer} - {UNASSIGNED}
    free = set(officers_in_hand(snapshot)) - named
    if not named and not free:
        raise RequestError(
            "capacity",
            Text(
                "số liệu không ghi cán bộ nào, nên không tính được sức phụ trách",
                "the data name no officer, so capacity cannot be counted",
            ),
        )
    return {**dict.fromkeys(sorted(named), each), UNASSIGNED: each * len(free)}


def names_of(made: CandidateSet, snapshot: Snapshot) -> Names:
    """Return what names the codes of places, activities, sources, officers, owners and files."""
    # The word for the kind of a place stands beside its name already.
    places = {
        code: Text(short_unit_name(name.vi), short_unit_name(name.en))
        for code, name in unit_texts(snapshot).items()
    }
    owners, files = _owners(made), _files(made)
    named = snapshot.names_shown

    def name(dimension: str, code: str) -> Text:
        if dimension in _LISTS:
            return code_name(_LISTS[dimension], code)
        if dimension == "officer" and code == UNASSIGNED:
            return _OFFICERS
        if dimension == "establishment" and not named:
            return HIDDEN
        known: Mapping[str, Text] = {
            "district": places,
            "establishment": owners,
            "candidate": files,
        }.get(dimension, {})
        return known.get(code, Text(code or "–", code or "–"))

    return name


def _owners(made: CandidateSet) -> dict[str, Text]:
    """Return the name of every owner, its id where it has none; alike in both languages."""
    frame = made.frames["vi"]
    names = frame["name"].fillna(frame["establishment_id"])
    pairs = zip(frame["establishment_id"], names, strict=True)
    return {str(code): Text(str(name), str(name)) for code, name in pairs}


def _files(made: CandidateSet) -> dict[str, Text]:
    """Return every file by its id, and its owner where that may be told."""
    frame = made.frames["vi"]
    names = frame["name"].fillna(frame["establishment_id"])
    pairs = zip(frame["application_id"], names, strict=True)
    told = ((str(code), file_words(str(code), name)) for code, name in pairs)
    return {code: Text(words, words) for code, words in told}
