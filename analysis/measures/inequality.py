"""How unequally money is spread: Gini, Theil's T by group, and shares against those eligible.

Every function takes amounts that are known and not negative: leave unknown ones out, they are not
zero. Where there is no money at all nothing can be said, and the value is NaN. Theil's L is not
here: one unit with nothing makes it infinite, and units without a grant are the rule.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Scale = Literal["relative", "absolute"]


@dataclass(frozen=True, slots=True)
class Gini:
    """A Gini coefficient of `n` units.

    `relative` lies between 0 (all have the same) and 1; `absolute` is that times the mean, in the
    unit of the amounts: half of what two units drawn at random differ by on average.
    """

    value: float
    scale: Scale
    weighted: bool
    n: int


@dataclass(frozen=True, slots=True)
class TheilGroup:
    """One group in Theil's T: its shares of weight and money, and what it adds.

    `value` is T inside the group; `within` = money share × `value`; `between` = money share ×
    ln(money share ÷ weight share), below zero for a group that has less than its part.
    """

    group: Hashable
    n: int
    weight_share: float
    money_share: float
    value: float
    within: float
    between: float


@dataclass(frozen=True, slots=True)
class Theil:
    """Theil's T of `n` units, relative, in nats: `value` = `between` + `within` groups."""

    value: float
    between: float
    within: float
    groups: tuple[TheilGroup, ...]
    scale: Scale
    weighted: bool
    n: int


@dataclass(frozen=True, slots=True)
class MoneyAgainstEligible:
    """Shares (n,) of the money and of those eligible, and the one over the other.

    `ratio` is 1 where a unit has its part, inf for money without anyone eligible, NaN without
    either. `hoover` is the share of all money that would have to move for all ratios to be 1.
    """

    money_share: Floats
    eligible_share: Floats
    ratio: Floats
    hoover: float
    scale: Scale
    weighted: bool
    n: int


def gini(
    amounts: Floats,
    weights: Floats | None = None,
    *,
    scale: Scale = "relative",
    sample: bool = False,
) -> Gini:
    """Return the Gini coefficient of amounts (n,), each counted `weights` (n,) times.

    Exact for a finite list (Gini 1912): G = Σ Σ w(i)·w(j)·|x(i) − x(j)| ÷ (2·W²·mean), where
    every gap between neighbours counts as often as two units lie on either side of it. With
    weights, an amount is per one of what the weights count (đồng per establishment). It is not
    corrected for sample size, since units are all there are; `sample` multiplies by n ÷ (n − 1),
    without which few units always look more equal (Deltas 2003, Review of Economics and
    Statistics 85). Units of weight zero take no part.

    Raises ValueError for amounts or weights that are negative or not finite, for unequal shapes,
    and for `sample` with weights, where n is not what the correction means.
    """
    if sample and weights is not None:
        raise ValueError("the correction for sample size is for units that count the same")
    values, counted = taken(amounts, weights)
    number = len(values)
    whole, money = counted.sum(), counted @ values
    if money == 0 or (sample and number < 2):
        return Gini(float("nan"), scale, weights is not None, number)
    order = np.argsort(values)
    below = np.cumsum(counted[order])[:-1]
    value = float(np.diff(values[order]) @ (below * (whole - below)) / (whole * money))
    if sample:
        value *= number / (number - 1)
    if scale == "absolute":
        value *= float(money / whole)
    return Gini(value, scale, weights is not None, number)


def theil(amounts: Floats, groups: Sequence[Hashable], weights: Floats | None = None) -> Theil:
    """Return Theil's T of amounts (n,), split by the group (mountain, island, plain) of each (n,).

    T = Σ w(i)·x(i)/mean·ln(x(i)/mean) ÷ W with 0·ln 0 = 0, from 0 to the logarithm of n (Theil
    1967, Economics and Information Theory). Between is what T would be if everyone had the mean
    of the group, within the groups' own T by share of money (Bourguignon 1979, Econometrica 47).
    Groups come in the order they first appear. A group without money has no T of its own (NaN) and
    adds nothing. Weights as in `gini`; raises ValueError as there, and for another number of groups
    than of amounts.
    """
    if len(groups) != len(amounts):
        raise ValueError(f"{len(groups)} groups for {len(amounts)} amounts")
    values, counted = taken(amounts, weights)
    weighted, number = weights is not None, len(values)
    whole, money = counted.sum(), counted @ values
    if money == 0:
        nan = float("nan")
        return Theil(nan, nan, nan, (), "relative", weighted, number)
    names: dict[Hashable, int] = {}
    counts = [True] * len(groups) if weights is None else list(weights > 0)
    kept = (group for group, there in zip(groups, counts, strict=True) if there)
    of_unit = np.array([names.setdefault(group, len(names)) for group in kept])
    parts = []
    for name, place in names.items():
        inside = of_unit == place
        weight, has = counted[inside], counted[inside] @ values[inside]
        weight_share, money_share = float(weight.sum() / whole), float(has / money)
        value = _theil_t(values[inside], weight)
        parts.append(
            TheilGroup(
                name,
                int(inside.sum()),
                weight_share,
                money_share,
                value,
                within=money_share * value if has > 0 else 0.0,
                between=money_share * float(np.log(money_share / weight_share)) if has > 0 else 0.0,
            )
        )
    return Theil(
        _theil_t(values, counted),
        sum(part.between for part in parts),
        sum(part.within for part in parts),
        tuple(parts),
        "relative",
        weighted,
        number,
    )


def money_against_eligible(money: Floats, eligible: Floats) -> MoneyAgainstEligible:
    """Return each unit's share of the money (n,) against its share of those eligible (n,).

    `money` are totals of units, `eligible` how many establishments of each could have asked. The
    index is Hoover's (1936, Review of Economics and Statistics 18): half the sum of the differences
    of shares, also Pietra's or Robin Hood's; equal parts are per establishment, so it is
    weighted. Raises ValueError as `gini`, and when nobody is eligible.
    """
    if eligible.sum() == 0:
        raise ValueError("nobody is eligible")
    taken(money, eligible)
    eligible_share = eligible / eligible.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        money_share = money / money.sum()
        ratio = money_share / eligible_share
    hoover = float(np.abs(money_share - eligible_share).sum() / 2)
    return MoneyAgainstEligible(
        money_share, eligible_share, ratio, hoover, "relative", True, len(money)
    )


def taken(amounts: Floats, weights: Floats | None) -> tuple[Floats, Floats]:
    """Return amounts and weights (n,) of the units that count at all; equal weights are ones.

    Raises ValueError for amounts or weights that are negative or not finite, or of unequal shapes.
    """
    counted = np.ones(len(amounts)) if weights is None else weights
    if amounts.ndim != 1 or amounts.shape != counted.shape:
        raise ValueError(f"amounts {amounts.shape} and weights {counted.shape} do not match")
    for name, values in (("amounts", amounts), ("weights", counted)):
        if not (np.isfinite(values) & (values >= 0)).all():
            raise ValueError(f"{name} are finite and not negative")
    return amounts[counted > 0], counted[counted > 0]


def _theil_t(values: Floats, weights: Floats) -> float:
    money = weights @ values
    if money == 0:
        return float("nan")
    part = values * (weights.sum() / money)
    logarithm = np.log(part, out=np.zeros_like(part), where=part > 0)
    return float(weights @ (part * logarithm) / weights.sum())
