"""Settings of a request as a person moves them: millions, per cent, weights out of hundred."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from analysis.decisions.plan_request import PlanRequest
from analysis.decisions.plan_request_parts import AIMS, DEFAULT_AIM, MIX, MOST_MONEY
from analysis.decisions.portfolio.values import Dimension, MoneyLimit, Side

MILLION = 1_000_000
MOST_MILLIONS = MOST_MONEY // MILLION
OWN = "own"
"""Weights set by hand."""

_EQUAL = 25.0


def in_millions(amount: int) -> int:
    """Return an amount in whole millions, cut down."""
    return amount // MILLION


def of_millions(millions: int) -> int:
    """Return an amount of so many millions."""
    return millions * MILLION


def aim_kind(request: PlanRequest) -> str:
    """Return how the aim is chosen: the mix, one objective, or own weights."""
    if request.aim == DEFAULT_AIM:
        return MIX
    if len(request.aim) == 1 and request.aim[0][1] == 1.0:
        return request.aim[0][0]
    return OWN


def own_weights(request: PlanRequest) -> tuple[tuple[str, float], ...]:
    """Return a weight for every objective, out of hundred; where one alone counts, that one."""
    if request.aim == DEFAULT_AIM:
        return tuple((name, _EQUAL) for name in AIMS)
    weights = dict(request.aim)
    whole = 1.0 if len(weights) > 1 else 100.0
    return tuple((name, min(100.0, whole * weights.get(name, 0.0))) for name in AIMS)


def percent_floor(request: PlanRequest, terrain: str) -> int:
    """Return the smallest share of a terrain in whole per cent, 0 for none."""
    floor = next((one for one in request.limits if _is_floor(one, terrain)), None)
    return 0 if floor is None else int(100 * floor.amount)


def with_percent_floor(request: PlanRequest, terrain: str, percent: int) -> PlanRequest:
    """Return a request with so many per cent at least for a terrain, none for 0."""
    others = tuple(one for one in request.limits if not _is_floor(one, terrain))
    if not percent:
        return replace(request, limits=others)
    return with_limit(
        replace(request, limits=others),
        MoneyLimit("terrain", terrain, "floor", Fraction(percent, 100)),
    )


def with_limit(request: PlanRequest, limit: MoneyLimit) -> PlanRequest:
    """Return a request with a floor or cap, in the place of one of the same kind."""
    kept = [one for one in request.limits if _name(one) != _name(limit)]
    # In the order in which they are read from an address, so that equal requests are equal.
    limits = sorted([*kept, limit], key=lambda one: (one.side != "floor", _name(one)))
    return replace(request, limits=tuple(limits))


def without_limit(request: PlanRequest, limit: MoneyLimit) -> PlanRequest:
    """Return a request without a floor or cap."""
    return replace(request, limits=tuple(one for one in request.limits if one != limit))


def limit_of(by: Dimension, key: str, side: Side, amount: int, *, percent: bool) -> MoneyLimit:
    """Return a limit of so many per cent of the grants, or so many millions."""
    money = Fraction(amount, 100) if percent else of_millions(amount)
    return MoneyLimit(by, key, side, money)


def _is_floor(limit: MoneyLimit, terrain: str) -> bool:
    return (limit.side, limit.by, limit.key, limit.is_share) == ("floor", "terrain", terrain, True)


def _name(limit: MoneyLimit) -> tuple[str, str, str, bool]:
    return limit.side, limit.by, limit.key, limit.is_share
