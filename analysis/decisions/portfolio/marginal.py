"""What limits cost at the margin, by the linear relaxation: an estimate, as projects are whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis.decisions.portfolio.building import Built
from analysis.decisions.portfolio.plan import LimitName
from analysis.decisions.portfolio.program import Floats
from analysis.decisions.portfolio.solver import Solver

TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Marginal:
    """Prices of limits and what each candidate would pay at them.

    `price` is what one more đồng (project) of a limit would add to the objective, by limit; of a
    floor, what one đồng less of it would. `paid[j]` is what column j pays to each limit that binds
    it, negative where a floor favours it; `reduced` (n,) is its value less all it pays: about how
    much the objective rises when it is forced in. `part` (n,) is how much of it the relaxation
    takes.
    """

    price: Mapping[LimitName, float]
    paid: Mapping[int, Mapping[LimitName, float]]
    reduced: Floats
    part: Floats


def marginal(built: Built, solver: Solver, seconds: float) -> Marginal | None:
    """Return marginal prices; None where the relaxation has no solution or time was over."""
    program = built.program(to_the_dong=True)
    relaxed = solver.relax(program, seconds)
    if relaxed.status != "optimal":
        return None
    price: dict[LimitName, float] = {}
    paid: dict[int, dict[LimitName, float]] = {}
    for number, (name, row) in enumerate(built.rows.items()):
        dual = float(relaxed.prices[number])
        if abs(dual) <= TINY:
            continue
        divisor, exponent = row.scale()
        price[name] = abs(dual) * row.unit / divisor / 2.0**exponent
        entries = slice(program.starts[number], program.starts[number + 1])
        for column, share in zip(
            program.columns[entries], program.coefficients[entries], strict=True
        ):
            paid.setdefault(int(column), {})[name] = dual * float(share)
    return Marginal(price, paid, relaxed.reduced, relaxed.x)


def part_without(built: Built, name: LimitName, solver: Solver, seconds: float) -> Floats | None:
    """Return how much of each column (n,) the relaxation takes without one limit."""
    rows = {other: row for other, row in built.rows.items() if other != name}
    program = replace(built, rows=rows).program(to_the_dong=True)
    relaxed = solver.relax(program, seconds)
    return np.asarray(relaxed.x) if relaxed.status == "optimal" else None
