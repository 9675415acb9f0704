"""What a plan is asked for, in codes that a command line, an address and a saved file share.

A budget is `8000000000` or `national=5000000000,provincial=3000000000`; an aim `jobs`, `mix` or
`jobs=60,coverage=40`; a floor or cap `mountain=0.3`, `district:535=500000000`: a share of the money
granted, or whole đồng.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from analysis.decisions.portfolio.values import (
    DIMENSIONS,
    FINEST_SHARE,
    LARGEST_GRANT,
    Dimension,
    MoneyLimit,
    Side,
)
from analysis.decisions.portfolio.words import OBJECTIVES
from analysis.dictionary import CODE_LISTS
from analysis.language import Text
from analysis.scope import UNKNOWN_CODE

MIX = "mix"
"""All objectives alike."""

AIMS: tuple[str, ...] = tuple(OBJECTIVES)
DEFAULT_AIM = ((MIX, 1.0),)

MOST_MONEY = 100 * LARGEST_GRANT
MOST_PROJECTS = 1_000_000

_MOUNTAIN = ("mountain", "island", "plain")
_NUMBER = re.compile(r"\d{1,17}")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%|([01]?\.\d{1,6}|[01]\.\d{0,6})")


class RequestError(ValueError):
    """A `part` of a request that cannot be read; `text` says why, in both languages."""

    def __init__(self, part: str, text: Text) -> None:
        super().__init__(f"{part}: {text.en}")
        self.part = part
        self.text = text


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


def read_budget(values: Iterable[str]) -> tuple[int | None, tuple[tuple[str, int], ...]]:
    """Read budgets: one sum for all sources, or sums by source, or both. Raises RequestError."""
    total: int | None = None
    by_source: dict[str, int] = {}
    for part in _parts(values):
        source, equals, amount = part.partition("=")
        if not equals:
            if total is not None:
                raise _twice("budget", part)
            total = _money("budget", part)
            continue
        code = _one_of(
            "budget", source.strip(), (*CODE_LISTS["fund_source"].values(), UNKNOWN_CODE)
        )
        if code in by_source:
            raise _twice("budget", source)
        by_source[code] = _money("budget", amount.strip())
    return total, tuple(sorted(by_source.items()))


def read_aim(values: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """Read what counts: an objective, `mix`, or objectives with weights. Raises RequestError."""
    parts = _parts(values)
    if parts in ([], [MIX]):
        return DEFAULT_AIM
    weights: dict[str, float] = {}
    for part in parts:
        name, equals, weight = part.partition("=")
        code = _one_of("objective", name.strip(), AIMS)
        if code in weights:
            raise _twice("objective", code)
        weights[code] = _weight(weight.strip()) if equals else 1.0
    if not any(weights.values()):
        raise RequestError("objective", Text("mọi trọng số đều bằng 0", "all weights are zero"))
    return tuple(sorted(weights.items()))


def read_limits(side: Side, values: Iterable[str]) -> tuple[MoneyLimit, ...]:
    """Read floors or caps: `KEY=AMOUNT`, KEY a terrain or `district:CODE`, `activity:CODE`.

    Raises RequestError. Codes of districts are not checked here: they are those of the data.
    """
    found: dict[tuple[Dimension, str, bool], MoneyLimit] = {}
    for part in _parts(values):
        key, equals, amount = part.partition("=")
        if not equals or not key.strip():
            raise RequestError(
                side,
                Text(
                    f"«{part}» chưa đúng; viết mountain=0.3 hoặc district:535=500000000",
                    f"«{part}» is not of the form mountain=0.3 or district:535=500000000",
                ),
            )
        by, code = _place(side, key.strip())
        limit = MoneyLimit(by, code, side, _amount(side, amount.strip()))
        if (by, code, limit.is_share) in found:
            raise _twice(side, key)
        found[by, code, limit.is_share] = limit
    return tuple(found[key] for key in sorted(found))


def read_count(name: str, value: str, least: int = 1, most: int = MOST_PROJECTS) -> int:
    """Read a whole number within bounds. Raises RequestError."""
    if _NUMBER.fullmatch(value) and least <= int(value) <= most:
        return int(value)
    raise RequestError(
        name,
        Text(
            f"«{value}» không phải số nguyên từ {least} đến {most}",
            f"«{value}» is not a whole number from {least} to {most}",
        ),
    )


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
        tuple(dict.fromkeys(_parts([query.get(n, "")]))) for n in ("lock", "forbid")
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


def _parts(values: Iterable[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _money(name: str, value: str) -> int:
    if _NUMBER.fullmatch(value) and int(value) <= MOST_MONEY:
        return int(value)
    raise RequestError(
        name,
        Text(
            f"«{value}» không phải số tiền nguyên đồng; viết 8000000000, không dấu chấm",
            f"«{value}» is no whole amount of đồng; write 8000000000, without separators",
        ),
    )


def _weight(value: str) -> float:
    try:
        weight = float(value)
    except ValueError:
        weight = math.nan
    if 0 <= weight <= 1_000_000:
        return weight
    raise RequestError(
        "objective",
        Text(
            f"trọng số «{value}» không phải số từ 0 trở lên",
            f"the weight «{value}» is not a number from zero up",
        ),
    )


def _amount(side: Side, value: str) -> int | Fraction:
    shared = _SHARE.fullmatch(value)
    if shared is not None:
        share = Fraction(shared[1]) / 100 if shared[1] is not None else Fraction(shared[2])
        if share <= 1 and FINEST_SHARE % share.denominator == 0:
            return share
    elif _NUMBER.fullmatch(value) and int(value) <= MOST_MONEY:
        return int(value)
    raise RequestError(
        side,
        Text(
            f"«{value}» không phải tỷ lệ từ 0.0 đến 1.0 (đến 0.0001; hoặc 30%) hay số tiền "
            "nguyên đồng",
            f"«{value}» is neither a share from 0.0 to 1.0 (down to 0.0001; or 30%) nor a "
            "whole amount of đồng",
        ),
    )


def _place(side: Side, key: str) -> tuple[Dimension, str]:
    if ":" not in key:
        return "terrain", _one_of(side, key, _MOUNTAIN)
    name, _, code = key.partition(":")
    by = next((one for one in DIMENSIONS if one == name.strip()), None)
    if by is None:
        raise _none(side, name, DIMENSIONS)
    code = code.strip()
    if by == "terrain":
        return by, _one_of(side, code, _MOUNTAIN)
    if by == "activity":
        return by, _one_of(side, code, tuple(CODE_LISTS["activity"].values()))
    return by, code


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value in allowed:
        return value
    raise _none(name, value, allowed)


def _none(name: str, value: str, allowed: Iterable[str]) -> RequestError:
    listed = ", ".join(allowed)
    return RequestError(
        name,
        Text(
            f"không có «{value}». Chọn một trong: {listed}",
            f"there is no «{value}». Choose one of: {listed}",
        ),
    )


def _twice(name: str, value: str) -> RequestError:
    return RequestError(name, Text(f"«{value}» nêu hai lần", f"«{value}» is given twice"))
