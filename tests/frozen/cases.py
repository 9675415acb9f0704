"""Small contributions of made-up establishments, and an attacker written for the tests alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from analysis.frozen.contributions import DIMENSIONS, Contributions
from analysis.frozen.cube import Cell, lines_of
from analysis.frozen.tables import Family, Key, PublicTable
from analysis.language import Text

SMALL = Family(
    "money",
    Text("Nhỏ", "Small"),
    ("approved",),
    True,
    (PublicTable("cube", Text("Bảng", "Cube"), (("unit", 1), ("activity", 1), ("year", 1))),),
)

Row = tuple[str, str, str, str, int]
"""Unit, activity, year, establishment, amount."""


def contributions(rows: Iterable[Row]) -> Contributions:
    """Return contributions of a family of one amount, a project of its own for each row."""
    told = [
        {
            "unit": unit,
            "activity": activity,
            "year": year,
            "source": None,
            "industry": None,
            "contributor": who,
            "counted": True,
            "once": True,
            "project": f"{who}-{unit}-{activity}-{year}",
            "approved": amount,
        }
        for unit, activity, year, who, amount in rows
    ]
    frame = pd.DataFrame(told)
    frame["approved"] = frame["approved"].astype("Int64")
    return Contributions(frame, ("approved",))


def key(unit: str = "all", activity: str = "all", year: str = "all") -> Key:
    """Return the key of a cell."""
    return tuple(
        {"unit": unit, "activity": activity, "year": year}.get(n, "all") for n in DIMENSIONS
    )


def attacked(
    family: Family,
    publications: list[tuple[Mapping[Key, Cell], frozenset[Key]]],
    target: dict[tuple[int, Key], float],
    figure: int = 0,
) -> tuple[float, float]:
    """Return the bounds of a sum of figures, by somebody who holds all publications.

    `target` names figures as (publication, cell) and their signs. Nothing is taken from the
    program but which cells add up: figures that are shown are fixed, others are not below zero.
    """
    columns = {
        (number, one): at
        for at, (number, one) in enumerate(
            (number, one) for number, (cells, _) in enumerate(publications) for one in cells
        )
    }
    rows, right = [], []
    for number, (cells, hidden) in enumerate(publications):
        for line in lines_of(cells, family):
            row = np.zeros(len(columns))
            row[columns[number, line.total]] = -1
            for part in line.parts:
                row[columns[number, part]] = 1
            rows.append(row)
            right.append(0.0)
        for one, cell in cells.items():
            if one not in hidden:
                row = np.zeros(len(columns))
                row[columns[number, one]] = 1
                rows.append(row)
                right.append(float(cell.private[figure]))
    ends = []
    for sign in (1, -1):
        objective = np.zeros(len(columns))
        for (number, one), weight in target.items():
            objective[columns[number, one]] = sign * weight
        told = linprog(objective, A_eq=np.array(rows), b_eq=np.array(right), bounds=(0, None))
        assert told.status in (0, 3), told.message
        ends.append(np.inf if told.status == 3 else abs(told.fun) * np.sign(told.fun) * sign)
    return float(ends[0]), float(ends[1]) if ends[1] != np.inf else np.inf
