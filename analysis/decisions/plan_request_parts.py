"""The parts of a request, read from codes: budgets, aims, floors and caps, counts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
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


def read_budget(values: Iterable[str]) -> tuple[int | None, tuple[tuple[str, int], ...]]:
    """Read budgets: one sum for all sources, or sums by source, or both. Raises RequestError."""
    total: int | None = None
    by_source: dict[str, int] = {}
    for part in parts_of(values):
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
    parts = parts_of(values)
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
    for part in parts_of(values):
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


def parts_of(values: Iterable[str]) -> list[str]:
    """Return the parts of values that are lists with commas."""
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
