"""The cells of public tables, from who contributes to them, and which of them add up to which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.frozen.contributions import DIMENSIONS, NOBODY, Contributions
from analysis.frozen.tables import PROJECTS, Family, Key, parent

Given = dict[str, tuple[int, ...]]
"""By contributor, what it gives to each variable of a family."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the public tables, as it is before anything is hidden.

    `told` are the figures of `Family.figures`, None where nothing is known; `given` what each
    establishment contributes (without what is nobody's), `private` the same figures of
    establishments alone, `unknown` how many projects have no amount, by variable.
    """

    told: tuple[int | None, ...]
    private: tuple[int, ...]
    given: Given
    unknown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A total and its parts; `along` is the dimension by which it is split."""

    total: Key
    parts: tuple[Key, ...]
    along: str


def cells_of(contributions: Contributions, family: Family) -> dict[Key, Cell]:
    """Return every cell of a family's tables that anything belongs to.

    Raises ValueError for an amount below zero, which no table of sums can hide.
    """
    rows = contributions.rows
    for name in contributions.variables:
        below = rows[rows[name].fillna(0) < 0]
        if len(below):
            raise ValueError(f"{name} of {below['project'].iloc[0]} is below zero")
    members: dict[Key, list[int]] = defaultdict(list)
    leaves = zip(*(rows[name] for name in DIMENSIONS), strict=True)
    for place, leaf in enumerate(leaves):
        keys = {key for table in family.tables for key in table.keys(leaf)}
        for key in keys:
            members[key].append(place)
    table = _Columns(rows, contributions.variables)
    return {key: table.cell(family, places) for key, places in sorted(members.items())}


class _Columns:
    """The columns of contributions as lists: thousands of cells look into them."""

    def __init__(self, rows: pd.DataFrame, variables: tuple[str, ...]) -> None:
        self.who = rows["contributor"].tolist()
        self.counted = rows["counted"].astype(bool).tolist()
        self.project = rows["project"].tolist()
        self.amounts = [
            [None if pd.isna(value) else int(value) for value in rows[name]] for name in variables
        ]

    def cell(self, family: Family, places: list[int]) -> Cell:
        given: dict[str, list[int]] = {}
        for place in places:
            if self.who[place] != NOBODY:
                parts = given.setdefault(self.who[place], [0] * len(self.amounts))
                for variable, amounts in enumerate(self.amounts):
                    parts[variable] += amounts[place] or 0
        known = [[one[place] for place in places] for one in self.amounts]
        told: list[int | None] = [
            sum(value for value in values if value is not None)
            if any(value is not None for value in values)
            else None
            for values in known
        ]
        private = [
            sum(parts[variable] for parts in given.values()) for variable in range(len(known))
        ]
        if family.with_projects:
            told.append(len({self.project[place] for place in places}))
            private.append(
                len({self.project[place] for place in places if self.who[place] != NOBODY})
            )
        supported = {self.who[place] for place in places if self.counted[place]}
        told.append(len(supported))
        private.append(len(given))
        unknown = tuple(
            len({self.project[place] for place in places if one[place] is None})
            for one in self.amounts
        )
        shares = {who: tuple(parts) for who, parts in given.items()}
        return Cell(tuple(told), tuple(private), shares, unknown)


def lines_of(keys: Iterable[Key], family: Family) -> list[Line]:
    """Return every total with its parts along each dimension a table splits it by."""
    there = set(keys)
    found: dict[tuple[Key, str, int], list[Key]] = defaultdict(list)
    for key in sorted(there):
        for table in family.tables:
            if not table.holds(key):
                continue
            for place, name in enumerate(DIMENSIONS):
                if key[place] == "all":
                    continue
                total = (*key[:place], parent(key[place]), *key[place + 1 :])
                parts = found[total, name, place]
                if key not in parts:
                    parts.append(key)
    return [Line(total, tuple(parts), name) for (total, name, _), parts in found.items()]


def adds_up(line: Line, figure: str) -> bool:
    """Tell whether a count adds up along a line: a project may have several sources."""
    return not (figure == PROJECTS and line.along == "source")
