"""What an address asks for, as far as it can be read; a part that cannot is told and left out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.decisions.plan_problem import first_request
from analysis.decisions.plan_request import QUERY, PlanRequest, read_query, request_query
from analysis.decisions.plan_request_parts import RequestError
from analysis.decisions.plan_solved import Solved
from analysis.decisions.portfolio_candidates import CandidateSet
from analysis.decisions.selection import plan_years
from analysis.language import Text
from analysis.measures.labels import unit_texts
from analysis.warehouse import Snapshot

PART_TITLES = {
    "budget": Text("Ngân sách", "Budget"),
    "objective": Text("Mục tiêu", "Objective"),
    "floor": Text("Mức tối thiểu", "Floor"),
    "cap": Text("Mức tối đa", "Cap"),
    "lock": Text("Khóa chọn", "Locked in"),
    "forbid": Text("Loại", "Left out"),
    "capacity": Text("Sức cán bộ", "Officers' capacity"),
    "planyear": Text("Năm kế hoạch", "Plan year"),
    "confirmed": Text("Mức tối đa đã xác nhận", "Confirmed ceilings"),
}
_LEFT_OUT = Text("{part}: {why}. Đã bỏ qua", "{part}: {why}. It was left out")


@dataclass(frozen=True, slots=True)
class AskedPlan:
    """A request that can be solved, and a sentence for each part of the address that could not."""

    request: PlanRequest
    problems: tuple[Text, ...]


def waiting_years(snapshot: Snapshot) -> tuple[int, ...]:
    """Return the plan years that files wait for, the latest first."""
    years = plan_years(snapshot)["plan_year"].dropna()
    return tuple(sorted((int(year) for year in years), reverse=True))


def readable_request(query: Mapping[str, str]) -> AskedPlan:
    """Return the request that codes name, without the parts that cannot be read."""
    left = {name: query[name] for name in QUERY if query.get(name)}
    problems: list[Text] = []
    while left:
        try:
            return AskedPlan(read_query(left), tuple(problems))
        except RequestError as error:
            problems.append(_left_out(error.part, error.text))
            del left[error.part]
    return AskedPlan(PlanRequest(), tuple(problems))


def asked_year(request: PlanRequest, snapshot: Snapshot) -> tuple[int | None, tuple[Text, ...]]:
    """Return the plan year asked for, None for the latest; with a sentence where nobody waits."""
    if request.year is None or request.year in waiting_years(snapshot):
        return request.year, ()
    why = Text(
        f"không có hồ sơ chờ xét cho năm {request.year}",
        f"no file waits for a decision for {request.year}",
    )
    return None, (_left_out("planyear", why),)


def usable_request(asked: AskedPlan, made: CandidateSet, snapshot: Snapshot) -> AskedPlan:
    """Return what is asked without files and places the data do not have, and with a budget."""
    request, problems = asked.request, list(asked.problems)
    known = {one.id for one in made.candidates}
    for part, field in (("lock", "locked"), ("forbid", "forbidden")):
        named: tuple[str, ...] = getattr(request, field)
        strangers = [one for one in named if one not in known]
        if strangers:
            listed = ", ".join(strangers[:5])
            why = Text(f"không có hồ sơ {listed}", f"there is no file {listed}")
            problems.append(_left_out(part, why))
            kept = tuple(one for one in named if one in known)
            request = replace(
                request,
                locked=kept if part == "lock" else request.locked,
                forbidden=kept if part == "forbid" else request.forbidden,
            )
    places = unit_texts(snapshot)
    for limit in request.limits:
        if limit.by == "district" and limit.key not in places:
            why = Text(f"không có địa bàn {limit.key}", f"there is no place {limit.key}")
            problems.append(_left_out(limit.side, why))
    request = replace(
        request,
        limits=tuple(one for one in request.limits if one.by != "district" or one.key in places),
    )
    if request.total is None and not request.budgets:
        request = replace(request, total=first_request(made).total)
    return AskedPlan(request, tuple(problems))


def plan_code(solved: Solved) -> str:
    """Return a short code that two plans share only if they were asked and chosen alike."""
    told = [*sorted(request_query(solved.request).items()), *solved.plan.chosen]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def _left_out(part: str, why: Text) -> Text:
    return _LEFT_OUT.filled(part=PART_TITLES[part], why=why)
