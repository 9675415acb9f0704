"""Which column of a table each heading of a sheet stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.dictionary import TABLES
from analysis.intake.folding import fold_text
from analysis.intake.header_words import (
    Reading,
    numbers_rows,
    options,
    readings,
)
from analysis.intake.heading_match import Found, Heading, find_column
from analysis.intake.near_columns import MOST_SUGGESTIONS, near_columns
from analysis.intake.unit_words import UnitUse, use_of

HeaderMapping = Mapping[str, str | None]
"""Folded header → dictionary column, None to leave the column out."""

_MAPPED = -1
_MOST_UNKNOWN = 60
"""After so many unknown headings no more are compared for suggestions: the sheet is another."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column of a sheet and the dictionary column it was recognised as.

    `position` counts from 1; `header` is as written, rows joined by " / ". `money_factor` and
    `currency` are what the header tells of money, `percent` that it says "%", `factor` what other
    figures are to be multiplied by ("nghìn người": 1000); None: not told there. Where `column` is
    None, `suggestions` are the nearest dictionary columns, best first; `repeats` is the column an
    earlier or better heading already stands for; `ignored` needs nobody's attention: it numbers
    the rows or the officer left it out.
    """

    position: int
    header: str
    column: str | None
    money_factor: int | None = None
    percent: bool = False
    suggestions: tuple[str, ...] = ()
    ignored: bool = False
    repeats: str | None = None
    factor: float | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """The headings of one block matched to one table.

    `found` holds by position what is certain, `doubtful` what may be suggested, `repeated` the
    headings whose column is already taken, `left_out` what the officer does not want.
    """

    table: str
    found: dict[int, Found]
    doubtful: dict[int, str]
    repeated: dict[int, str]
    left_out: frozenset[int]

    @property
    def recognised(self) -> int:
        """How many headings name something in the table, certain or not."""
        return len(self.found) + len(self.doubtful)


def assign(headings: Sequence[Heading], table: str, mapping: HeaderMapping) -> Assignment:
    """Match headings to the columns of a table; each column is taken once.

    What the officer mapped comes first, then the better name, then the earlier position.
    `mapping` is by folded header.
    """
    wanted: dict[int, Found] = {}
    left_out = set()
    for heading in headings:
        key = fold_text(heading.text) if mapping else ""
        if key in mapping:
            column = mapping[key]
            if column is None:
                left_out.add(heading.position)
                continue
            if column in TABLES[table].column_names():
                wanted[heading.position] = _mapped(heading, column, table)
                continue
        found = find_column(heading, table)
        if found is not None:
            wanted[heading.position] = found
    for place in _men(wanted, headings):
        del wanted[place]
    doubtful = {place: found.column for place, found in wanted.items() if found.doubt}
    for place in _ambiguous(wanted, headings):
        doubtful[place] = wanted[place].column
    certain = {place: found for place, found in wanted.items() if place not in doubtful}
    taken: dict[str, int] = {}
    repeated = {}
    for place in sorted(certain, key=lambda place: (certain[place].rank, place)):
        column = certain[place].column
        if taken.setdefault(column, place) != place:
            repeated[place] = column
    kept = {place: certain[place] for place in sorted(taken.values())}
    return Assignment(table, kept, doubtful, repeated, frozenset(left_out))


def _mapped(heading: Heading, column: str, table: str) -> Found:
    units = [unit for reading in _all_readings(heading.levels) for unit in reading.units]
    if heading.below is not None:
        units.append(heading.below)
    declared = TABLES[table].column(column)
    uses = [use for use in (use_of(unit, declared) for unit in units) if use is not None]
    return Found(column, _MAPPED, None, uses[0] if uses else UnitUse())


def _all_readings(levels: Sequence[str]) -> Iterator[Reading]:
    for level in reversed(levels):
        yield from readings(level)


def _ambiguous(wanted: Mapping[int, Found], headings: Sequence[Heading]) -> set[int]:
    """Return the headings with one sub-heading under several headings: it cannot tell which."""
    groups: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for heading in headings:
        found = wanted.get(heading.position)
        if found is not None and found.leaf is not None:
            groups[found.column].add(heading.levels[:-1])
    return {
        place
        for place, found in wanted.items()
        if found.leaf is not None and len(groups[found.column]) > 1
    }


def _men(wanted: Mapping[int, Found], headings: Sequence[Heading]) -> set[int]:
    """Return the headings "Nam" that stand beside "Nữ": men, not "Năm" without its accent."""
    lowest = {heading.position: heading.levels[-1] for heading in headings}
    keys = {place: {reading.keys[0] for reading in options(text)} for place, text in lowest.items()}
    if not any({"nu", "women", "female"} & said for said in keys.values()):
        return set()
    return {
        place
        for place, found in wanted.items()
        if "nam" in keys[place] and lowest[place].isascii() and found.rank != _MAPPED
    }


def matched_columns(headings: Sequence[Heading], assignment: Assignment) -> list[ColumnMatch]:
    """Return every heading with what it was recognised as, in the order of the sheet."""
    unknown = 0
    free = [
        column
        for column in TABLES[assignment.table].column_names()
        if column not in {found.column for found in assignment.found.values()}
    ]
    matches = []
    for heading in headings:
        matches.append(_column_match(heading, assignment, free if unknown < _MOST_UNKNOWN else ()))
        unknown += matches[-1].column is None
    return matches


def _column_match(heading: Heading, assignment: Assignment, free: Sequence[str]) -> ColumnMatch:
    place = heading.position
    found = assignment.found.get(place)
    if found is not None:
        use = found.use
        return ColumnMatch(
            place,
            heading.text,
            found.column,
            use.money_factor,
            use.percent,
            factor=use.factor,
            currency=use.currency,
        )
    if place in assignment.left_out or numbers_rows(heading.levels[-1]):
        return ColumnMatch(place, heading.text, None, ignored=True)
    if place in assignment.repeated:
        return ColumnMatch(place, heading.text, None, repeats=assignment.repeated[place])
    likely = [assignment.doubtful[place]] if place in assignment.doubtful else []
    near = near_columns(heading.levels, assignment.table, free)
    suggestions = tuple(dict.fromkeys([*likely, *near]))[:MOST_SUGGESTIONS]
    return ColumnMatch(place, heading.text, None, suggestions=suggestions)
