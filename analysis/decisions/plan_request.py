"""What a plan is asked for, in codes that a command line, an address and a saved file share.

A budget is `8000000000` or `national=5000000000,provincial=3000000000`; an aim `jobs`, `mix` or
`jobs=60,coverage=40`; a floor or cap `mountain=0.3`, `district:535=500000000`: a share of the money
granted, or whole đồng.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.decisions.plan_request_parts import (
    AIMS,
    DEFAULT_AIM,
    RequestError,
    parts_of,
    read_aim,
    read_budget,
    read_count,
    read_limits,
)
from analysis.decisions.portfolio.values import MoneyLimit
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """A plan as it is asked for.

    `total` is đồng over all sources, `budgets` by source, one of them at least; `aim` the weights
    of objectives; `limits` floors and caps; `capacity` the most projects of each officer. `year` is
    the plan year of the files, the latest one without. `confirmed_only` refuses files whose ceiling
    is not confirmed.
    """

    total: int | None = None
    budgets: tuple[tuple[str, int], ...] = ()
    aim: tuple[tuple[str, float], ...] = DEFAULT_AIM
    limits: tuple[MoneyLimit, ...] = ()
    locked: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    capacity: int | None = None
    year: int | None = None
    confirmed_only: bool = False

    def weights(self) -> dict[str, float]:
        """Return the weight of every objective that counts."""
        if self.aim == DEFAULT_AIM:
            return dict.fromkeys(AIMS, 1.0)
        return {name: weight for name, weight in self.aim if weight > 0}


def request_query(request: PlanRequest) -> dict[str, str]:
    """Return a request as the codes that `read_query` reads; what is left at its default is not."""
    money = [] if request.total is None else [str(request.total)]
    money += [f"{source}={amount}" for source, amount in request.budgets]
    told = {
        "budget": ",".join(money),
        "objective": ""
        if request.aim == DEFAULT_AIM
        else ",".join(
            name if weight == 1 else f"{name}={weight:g}" for name, weight in request.aim
        ),
        "floor": ",".join(_written(one) for one in request.limits if one.side == "floor"),
        "cap": ",".join(_written(one) for one in request.limits if one.side == "cap"),
        "lock": ",".join(request.locked),
        "forbid": ",".join(request.forbidden),
        "capacity": "" if request.capacity is None else str(request.capacity),
        "planyear": "" if request.year is None else str(request.year),
        "confirmed": "1" if request.confirmed_only else "",
    }
    return {name: value for name, value in told.items() if value}


QUERY = (
    *("budget", "objective", "floor", "cap", "lock", "forbid", "capacity", "planyear"),
    "confirmed",
)
"""The names of `request_query`."""


def read_query(query: Mapping[str, str]) -> PlanRequest:
    """Return the request that codes name; raises RequestError for the first that cannot be read."""
    total, budgets = read_budget([query.get("budget", "")])
    locked, forbidden = (
        tuple(dict.fromkeys(parts_of([query.get(n, "")]))) for n in ("lock", "forbid")
    )
    refuse_both(locked, forbidden)
    return PlanRequest(
        total=total,
        budgets=budgets,
        aim=read_aim([query.get("objective", "")]),
        limits=(
            *read_limits("floor", [query.get("floor", "")]),
            *read_limits("cap", [query.get("cap", "")]),
        ),
        locked=locked,
        forbidden=forbidden,
        capacity=read_count("capacity", query["capacity"]) if query.get("capacity") else None,
        year=read_count("planyear", query["planyear"], 1900, 2100)
        if query.get("planyear")
        else None,
        confirmed_only=query.get("confirmed") == "1",
    )


def refuse_both(locked: Iterable[str], forbidden: Iterable[str]) -> None:
    """Raise RequestError when a file is both locked in and left out."""
    both = sorted(set(locked) & set(forbidden))
    if both:
        listed = ", ".join(both)
        raise RequestError(
            "lock",
            Text(
                f"vừa khóa chọn vừa loại {listed}",
                f"{listed} is both locked in and forbidden",
            ),
        )


def _written(limit: MoneyLimit) -> str:
    key = limit.key if limit.by == "terrain" else f"{limit.by}:{limit.key}"
    if not limit.is_share:
        return f"{key}={limit.amount}"
    # A share is at most four decimals, which a float of it writes exactly.
    return f"{key}={float(limit.amount):.4f}"
