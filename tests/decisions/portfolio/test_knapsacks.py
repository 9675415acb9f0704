"""The solver on published knapsack problems, and on the same by trying every subset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from analysis.decisions.portfolio.program import Floats, Ints, Program, WholeRow, assemble
from analysis.decisions.portfolio.solver import Solver

DATA = Path(__file__).parents[2] / "data" / "mknap1.txt"
OPTIMA = (3800, 8706.1, 4015)


@dataclass(frozen=True)
class Knapsack:
    """Profits (n,), weights (m, n), capacities (m,), and the optimum that the file prints."""

    profits: Floats
    weights: Ints
    capacities: Ints
    optimum: float

    def program(self) -> Program:
        """Return it as the solver's program."""
        count = len(self.profits)
        rows = [
            WholeRow(np.arange(count), weights, None, int(capacity)).scaled()
            for weights, capacity in zip(self.weights, self.capacities, strict=True)
        ]
        return assemble(self.profits, np.zeros(count), np.ones(count), count, rows)


def read_knapsacks() -> list[Knapsack]:
    """Read the problems of the file."""
    numbers = iter(DATA.read_text(encoding="utf-8").split())

    def take(count: int) -> list[float]:
        return [float(next(numbers)) for _ in range(count)]

    found = []
    for _ in range(int(next(numbers))):
        items, constraints = int(next(numbers)), int(next(numbers))
        optimum = float(next(numbers))
        profits = np.array(take(items))
        weights = np.array([take(items) for _ in range(constraints)]).astype(np.int64)
        capacities = np.array(take(constraints)).astype(np.int64)
        found.append(Knapsack(profits, weights, capacities, optimum))
    return found


@pytest.mark.parametrize("number", range(3))
def test_the_published_optimum_is_found_and_is_the_best_of_all_subsets(
    number: int, solver: Solver
) -> None:
    knapsack = read_knapsacks()[number]
    assert knapsack.optimum == OPTIMA[number]
    items = len(knapsack.profits)
    subsets = (np.arange(2**items)[:, None] >> np.arange(items)) & 1
    possible = subsets[(subsets @ knapsack.weights.T <= knapsack.capacities).all(axis=1)]
    assert (possible @ knapsack.profits).max() == pytest.approx(knapsack.optimum, abs=1e-9)

    found = solver.solve(knapsack.program(), 10, 0.0)
    chosen = found.improvements[-1]
    assert found.status == "optimal"
    assert (knapsack.weights[:, chosen].sum(axis=1) <= knapsack.capacities).all()
    assert knapsack.profits[chosen].sum() == pytest.approx(knapsack.optimum, abs=1e-9)
    assert found.bound == pytest.approx(knapsack.optimum, abs=1e-6)


def test_the_relaxation_prices_what_its_rows_use(solver: Solver) -> None:
    program = read_knapsacks()[2].program()
    relaxed = solver.relax(program, 10)
    dense = np.zeros((len(program.row_upper), len(program.values)))
    rows = np.repeat(np.arange(len(program.row_upper)), np.diff(program.starts))
    dense[rows, program.columns] = program.coefficients
    assert relaxed.reduced == pytest.approx(program.values - relaxed.prices @ dense)
    # Strong duality: rows at their price, and columns at one for what they add beyond it.
    worth = relaxed.prices @ program.row_upper + np.maximum(relaxed.reduced, 0).sum()
    assert relaxed.value == pytest.approx(worth)
    assert relaxed.value >= 4015
