"""Small decision tables for the tests, by hand or at random."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from analysis.decisions.scoring.table import Criterion, DecisionTable, Floats
from analysis.language import Text

UNIT = Text("điểm", "points")
UNKNOWN = float("nan")


def table(
    values: Sequence[Sequence[float]] | Floats,
    weights: Sequence[float] | None = None,
    costs: Sequence[int] = (),
    errors: Floats | None = None,
) -> DecisionTable:
    """Return a table of alternatives A, B, … and criteria c1, c2, …; `costs` are places."""
    filled = np.array(values, dtype=np.float64)
    number, count = filled.shape
    letters = tuple(chr(ord("A") + place) for place in range(number))
    criteria = tuple(
        Criterion(
            f"c{place + 1}",
            Text(f"tiêu chí {place + 1}", f"criterion {place + 1}"),
            UNIT,
            "cost" if place in costs else "benefit",
            1.0 if weights is None else weights[place],
        )
        for place in range(count)
    )
    names = tuple(Text(f"sản phẩm {letter}", f"product {letter}") for letter in letters)
    return DecisionTable(letters, names, criteria, filled, errors)


@st.composite
def tables(
    draw: st.DrawFn,
    *,
    fewest: int = 2,
    criteria: tuple[int, int] = (1, 5),
    unknown: bool = False,
    varying: bool = False,
) -> DecisionTable:
    """Draw a table with ties, costs and any weights; `varying` leaves no criterion constant."""
    number = draw(st.integers(fewest, 7))
    count = draw(st.integers(*criteria))
    cell = st.integers(1, 40).map(lambda value: value / 4)
    if unknown:
        cell = st.one_of(cell, cell, st.just(UNKNOWN))
    column = st.lists(cell, min_size=number, max_size=number)
    if varying:
        column = column.filter(lambda found: len(set(found)) > 1)
    columns = draw(st.lists(column, min_size=count, max_size=count))
    weights = draw(st.lists(st.integers(1, 9).map(float), min_size=count, max_size=count))
    costs = draw(st.sets(st.integers(0, count - 1)))
    return table(np.array(columns).T, weights, sorted(costs))
