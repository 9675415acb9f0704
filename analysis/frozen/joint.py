"""Everything published so far and what is to be published now, as one system of linked figures.

An attacker holds all publications at once. A cell that did not change is one figure in all of them;
one that changed is a figure in each, and where few establishments account for the change, the
difference is a figure of its own, which nobody may find.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from analysis.disclosure.linked import Linked, Relation, Standing
from analysis.disclosure.rules import Rules, concentrated
from analysis.frozen.cube import Cell, Line, adds_up, lines_of
from analysis.frozen.tables import ESTABLISHMENTS, Family, Key


@dataclass(frozen=True, slots=True)
class Published:
    """An earlier publication of a family: its cells as they were, and which were hidden."""

    cells: Mapping[Key, Cell]
    hidden: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Joint:
    """The linked figures, and where the cells of the new publication stand among them."""

    linked: Linked
    places: dict[Key, int]


@dataclass(slots=True)
class _Columns:
    """Figures while they are collected: key, values, contributions and standing of each."""

    keys: list[tuple[str, Key]]
    values: list[tuple[int, ...]]
    given: list[Mapping[str, tuple[int, ...]]]
    never: list[bool]
    free: list[bool]
    known: list[bool]
    kept: list[bool]

    def add(
        self,
        name: tuple[str, Key],
        values: tuple[int, ...],
        given: Mapping[str, tuple[int, ...]],
        never: bool = False,
        free: bool = False,
    ) -> int:
        self.keys.append(name)
        self.values.append(values)
        self.given.append(given)
        self.never.append(never)
        self.free.append(free)
        self.known.append(False)
        self.kept.append(False)
        return len(self.keys) - 1


def joint(
    family: Family, cells: Mapping[Key, Cell], earlier: Sequence[Published], rules: Rules
) -> Joint:
    """Return the system of a new publication of a family after earlier ones, oldest first."""
    columns = _Columns([], [], [], [], [], [], [])
    relations: dict[tuple[int, tuple[int, ...]], list[Relation]] = {}
    versions: dict[Key, list[int]] = {}
    places: dict[Key, int] = {}
    for number, published in enumerate([*earlier, None]):
        now = cells if published is None else published.cells
        places = {}
        for key, cell in now.items():
            places[key] = _version(columns, versions, key, cell, number)
        for key, place in places.items():
            if published is None:
                columns.kept[place] &= not columns.known[place]
            else:
                columns.known[place] |= key not in published.hidden
                columns.kept[place] |= key in published.hidden
        for line in lines_of(now, family):
            told = places[line.total], tuple(places[part] for part in line.parts)
            if told not in relations:
                relations[told] = _relations(columns, family, line, *told)
    differences = _differences(columns, versions, places, rules)
    kept = [kept and not known for kept, known in zip(columns.kept, columns.known, strict=True)]
    columns.kept = kept
    every = [one for several in relations.values() for one in several]
    return Joint(_linked(columns, family, [*every, *differences]), places)


def _version(
    columns: _Columns, versions: dict[Key, list[int]], key: Key, cell: Cell, number: int
) -> int:
    """Return the figure of a cell: the one of an earlier publication where nothing changed."""
    for place in versions.get(key, []):
        if columns.values[place] == cell.private and columns.given[place] == cell.given:
            return place
    place = columns.add((f"{number}", key), cell.private, cell.given)
    versions.setdefault(key, []).append(place)
    return place


def _relations(
    columns: _Columns, family: Family, line: Line, total: int, parts: tuple[int, ...]
) -> list[Relation]:
    """Return how the figures of a line add up. Establishments may be counted in several parts:
    their parts come to the total and an overlap, which nobody is told."""
    figures = family.figures
    exact = tuple(
        place
        for place, figure in enumerate(figures)
        if figure != ESTABLISHMENTS and adds_up(line, figure)
    )
    found = [Relation(total, parts, exact)]
    for place, figure in enumerate(figures):
        if place in exact:
            continue
        if len(parts) == 1:
            found.append(Relation(total, parts, (place,)))
            continue
        both = sum(columns.values[part][place] for part in parts)
        over = both - columns.values[total][place]
        empty = [0] * len(figures)
        empty[place] = both
        name = f"{figure} {total}"
        all_parts = columns.add((f"{name} parts", line.total), tuple(empty), {}, never=True)
        empty[place] = over
        overlap = columns.add((f"{name} overlap", line.total), tuple(empty), {}, never=True)
        found.append(Relation(all_parts, parts, (place,)))
        found.append(Relation(all_parts, (total, overlap), (place,)))
    return found


def changes(before: Cell, after: Cell) -> dict[str, tuple[int, ...]]:
    """Return how much each establishment's contribution changed, where it did."""
    return _changed(before.given, after.given)


def _changed(
    before: Mapping[str, tuple[int, ...]], after: Mapping[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    found = {}
    for who in {*before, *after}:
        there = before.get(who) or (0,) * len(after.get(who) or ())
        here = after.get(who) or (0,) * len(there)
        moved = tuple(one - two for one, two in zip(here, there, strict=True))
        if any(moved) or (who in before) != (who in after):
            found[who] = moved
    return found


def tells_of_few(moved: Mapping[str, tuple[int, ...]], rules: Rules) -> bool:
    """Tell whether a difference of two publications is that of few, or of one above all."""
    if not moved:
        return False
    if len(moved) < rules.threshold:
        return True
    for given in np.abs(np.array(list(moved.values()), dtype=np.float64)).T:
        largest = np.sort(given)[::-1]
        if largest.sum() == 0:
            continue
        size, first, second = (np.array([one]) for one in (largest.sum(), largest[0], largest[1]))
        dominated, lacking = concentrated(size, first, second, rules)
        if dominated[0] or lacking[0] > 0:
            return True
    return False


def _differences(
    columns: _Columns, versions: Mapping[Key, list[int]], places: Mapping[Key, int], rules: Rules
) -> list[Relation]:
    """Return, for cells that changed through few, what the new figure is of the earlier ones."""
    found = []
    for key, now in places.items():
        for before in versions[key]:
            if before == now:
                continue
            moved = _changed(columns.given[before], columns.given[now])
            if not tells_of_few(moved, rules):
                continue
            by = tuple(
                one - two
                for one, two in zip(columns.values[now], columns.values[before], strict=True)
            )
            gap = columns.add((f"{before} to {now}", key), by, moved, never=True, free=True)
            found.append(Relation(now, (before, gap)))
    return found


def _linked(columns: _Columns, family: Family, relations: list[Relation]) -> Linked:
    number, figures = len(columns.keys), len(family.figures)
    contributed = len(family.variables)
    values = np.array(columns.values, dtype=np.float64).reshape(number, figures).T
    who = {name: at for at, name in enumerate(sorted({n for one in columns.given for n in one}))}
    shares = []
    largest, second = (np.full((figures, number), np.nan) for _ in range(2))
    sizes = np.abs(values)
    for variable in range(contributed):
        entries = [
            (place, who[name], parts[variable])
            for place, given in enumerate(columns.given)
            for name, parts in given.items()
            if parts[variable]
        ]
        rows, names, amounts = zip(*entries, strict=True) if entries else ((), (), ())
        shape = (number, len(who))
        shares.append(
            scipy.sparse.csr_array((np.array(amounts, dtype=np.float64), (rows, names)), shape)
        )
        for place, given in enumerate(columns.given):
            parts_here = sorted((abs(parts[variable]) for parts in given.values()), reverse=True)
            if parts_here:
                largest[variable, place] = parts_here[0]
                second[variable, place] = parts_here[1] if len(parts_here) > 1 else 0
                sizes[variable, place] = sum(parts_here)
    return Linked(
        keys=tuple(columns.keys),
        values=values,
        counts=np.array([len(given) for given in columns.given], dtype=np.int64),
        largest=largest,
        second=second,
        relations=tuple(relations),
        sizes=sizes,
        least=np.array([0.0] * contributed + [1.0] * (figures - contributed)),
        standing=Standing(
            *(
                np.array(one, dtype=np.bool_)
                for one in (columns.never, columns.free, columns.known, columns.kept)
            )
        ),
        shares=tuple(shares),
    )
