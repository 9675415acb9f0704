"""What comes out: a plan, the names of the limits it must keep, and how it breaks them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

LimitKind = Literal[
    "budget",
    "total",
    "floor",
    "cap",
    "officer",
    "content",
    "locked",
    "forbidden",
    "gate",
    "grant",
    "ceiling",
    "ceiling_unknown",
    "source",
]
Unit = Literal["dong", "projects"]

Method = Literal["optimal", "greedy_per_dong", "greedy_score", "law_order", "robust"]

Status = Literal["optimal", "time_limit", "stopped", "infeasible", "heuristic"]
"""`optimal`: proved within the tolerance asked for. `time_limit`: the best found in the time given.
`stopped`: the solver ended before its time; the best it had told. `infeasible`: proved that no plan
keeps all limits. `heuristic`: a rule made it, nothing is proved."""


@dataclass(frozen=True, slots=True, order=True)
class LimitName:
    """Which limit is meant.

    `key` is the source, district, activity, terrain, officer, establishment or candidate; `by` the
    dimension of a floor or cap, or the content of an establishment; `share` tells a limit in shares
    from one in đồng.
    """

    kind: LimitKind
    key: str = ""
    by: str = ""
    share: bool = False

    @property
    def unit(self) -> Unit:
        """What the limit is measured in."""
        return "dong" if self.kind in ("budget", "total", "floor", "cap", "ceiling") else "projects"


@dataclass(frozen=True, slots=True)
class Violation:
    """A limit a plan does not keep, and by how much: đồng or projects, exact."""

    limit: LimitName
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Plan:
    """Chosen candidates, what they are worth, how sure it is that nothing is better.

    `chosen` are ids in the order of the candidates. `objective` is in the units of Objective,
    `bound` what no plan under the same limits can exceed, `gap` (bound − objective) ÷ |objective|;
    all None where there are none: no plan without limits broken has an objective. `granted` is in
    đồng. `verified`: every limit was checked again in whole numbers, and is kept; otherwise
    `violations` says which are not. `ceiling_unknown` counts chosen candidates without a confirmed
    ceiling, `outcome_unknown` those of which an objective that counts is unknown. `seconds` is the
    wall clock of the whole call.
    """

    method: Method
    chosen: tuple[str, ...]
    objective: float | None
    bound: float | None
    gap: float | None
    status: Status
    seconds: float
    granted: int
    verified: bool
    violations: tuple[Violation, ...]
    ceiling_unknown: int
    outcome_unknown: int
