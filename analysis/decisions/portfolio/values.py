"""What a portfolio is chosen from and under which limits: plain values, no computation.

Money is whole đồng. What is unknown is None: an unknown grant is never funded, an unknown outcome
adds nothing that could be counted, an unknown ceiling is counted beside the plan.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.language import Text

Floats = npt.NDArray[np.float64]

Terrain = Literal["mountain", "island", "plain", "unknown"]
Gate = Literal["pass", "fail", "blocked"]
"""`fail`: a rule is broken; `blocked`: something the law asks for is not known."""

Dimension = Literal["district", "activity", "terrain"]
DIMENSIONS: tuple[Dimension, ...] = ("district", "activity", "terrain")
Side = Literal["floor", "cap"]

LARGEST_GRANT = 10**11
"""A hundred billion đồng, far above every ceiling; beyond it floats no longer tell single đồng."""
FINEST_SHARE = 10_000
"""The largest denominator of a share: 0.01 % is fine enough, and products stay whole in 64 bits."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One application that could be funded, with all the optimiser may know of it.

    `content` is a key: one establishment receives at most one grant for the same content. `grant`,
    `ceiling` and `counterpart` are đồng; `outcomes` are expected amounts by objective (jobs,
    productivity, leverage, coverage …; absent or None where unknown), `errors` their standard
    errors and `draws` posterior draws of them (D,), draw d of all candidates belonging together.
    `rank` is the place in the law's order, 1 first. `reasons` say why the gate is not passed.
    """

    id: str
    establishment_id: str
    content: str
    district: str
    terrain: Terrain
    activity: str
    fund_source: str
    grant: int | None
    gate: Gate
    outcomes: Mapping[str, float | None] = field(default_factory=dict)
    ceiling: int | None = None
    counterpart: int | None = None
    officer: str | None = None
    rank: int | None = None
    errors: Mapping[str, float] = field(default_factory=dict)
    draws: Mapping[str, Floats] = field(default_factory=dict)
    reasons: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        for name in ("grant", "ceiling", "counterpart"):
            amount = getattr(self, name)
            if amount is not None and (type(amount) is not int or not 0 <= amount <= LARGEST_GRANT):
                raise ValueError(f"{self.id}: {name} must be whole đồng, not {amount!r}")
        if self.grant == 0:
            raise ValueError(f"{self.id}: a grant of nothing is no grant")
        for objective, value in (*self.outcomes.items(), *self.errors.items()):
            if value is not None and not math.isfinite(value):
                raise ValueError(f"{self.id}: {objective} is not a number; unknown is None")

    @property
    def eligible(self) -> bool:
        """Whether the law allows to fund it: gate passed, grant known and within its ceiling."""
        return (
            self.gate == "pass"
            and self.grant is not None
            and (self.ceiling is None or self.grant <= self.ceiling)
        )

    def place(self, by: Dimension) -> str:
        """Return its district, activity or terrain."""
        return (
            self.district
            if by == "district"
            else self.terrain
            if by == "terrain"
            else self.activity
        )


@dataclass(frozen=True, slots=True)
class MoneyLimit:
    """At least or at most so much money for one district, activity or terrain.

    An `amount` that is an int is đồng; a Fraction is a share of the money the plan grants (not of
    the budget: more budget must never make a plan impossible). A project on unknown terrain counts
    as no mountain area.
    """

    by: Dimension
    key: str
    side: Side
    amount: int | Fraction

    def __post_init__(self) -> None:
        if type(self.amount) is int:
            if self.amount < 0:
                raise ValueError(f"{self.key}: a limit is not negative")
        elif type(self.amount) is Fraction:
            if not 0 <= self.amount <= 1 or self.amount.denominator > FINEST_SHARE:
                raise ValueError(f"{self.key}: {self.amount} is no share in ten-thousandths")
        else:
            raise ValueError(f"{self.key}: a limit is đồng (int) or a share (Fraction)")

    @property
    def is_share(self) -> bool:
        """Whether the amount is a share of the money granted."""
        return type(self.amount) is Fraction


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan must keep, beside the gates, the ceilings and one grant per content.

    `budgets` is đồng by fund source and `total` over all of them, None for no such limit. A source
    without its own budget has no money unless `total` is given. `officer_capacity` is the largest
    number of projects by officer; an officer not named has no limit. `known_ceiling_only` refuses
    what has no confirmed ceiling.
    """

    budgets: Mapping[str, int] = field(default_factory=dict)
    total: int | None = None
    money: tuple[MoneyLimit, ...] = ()
    officer_capacity: Mapping[str, int] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    known_ceiling_only: bool = False

    def __post_init__(self) -> None:
        amounts = [*self.budgets.values(), *self.officer_capacity.values()]
        amounts += [] if self.total is None else [self.total]
        if any(type(amount) is not int or amount < 0 for amount in amounts):
            raise ValueError("budgets and capacities are whole numbers from zero up")
        if not self.budgets and self.total is None:
            raise ValueError("a portfolio needs a budget: by source, in total, or both")
        named = [(limit.by, limit.key, limit.side, limit.is_share) for limit in self.money]
        if len(named) != len(set(named)):
            raise ValueError("a limit is given twice")

    def has_money(self, source: str) -> bool:
        """Whether a fund source may be drawn on at all."""
        return source in self.budgets or self.total is not None


@dataclass(frozen=True, slots=True)
class Objective:
    """What counts: weights over objectives, scaled to add up to one.

    Each objective is divided by its sum (of absolute values) over all eligible candidates, so that
    an objective of 0.4 reads: forty per cent of all that could be had from every eligible candidate
    together, weighted. The divisor depends on no limit: plans under different limits compare.
    """

    weights: Mapping[str, float]

    def __post_init__(self) -> None:
        weights = self.weights.values()
        if not all(math.isfinite(weight) and weight >= 0 for weight in weights) or not sum(weights):
            raise ValueError("weights are from zero up and not all zero")

    def shares(self) -> dict[str, float]:
        """Return the positive weights, divided by their sum."""
        total = math.fsum(self.weights.values())
        return {name: weight / total for name, weight in self.weights.items() if weight > 0}


@dataclass(frozen=True, slots=True)
class Problem:
    """Candidates, limits and what counts.

    Raises ValueError for a candidate given twice and for locks and bans that name nobody.
    """

    candidates: tuple[Candidate, ...]
    limits: Limits
    objective: Objective

    def __post_init__(self) -> None:
        known = {candidate.id for candidate in self.candidates}
        if len(known) != len(self.candidates):
            raise ValueError("a candidate is given twice")
        nobody = (self.limits.locked | self.limits.forbidden) - known
        if nobody:
            raise ValueError(f"locked or forbidden, but no candidate: {sorted(nobody)}")
