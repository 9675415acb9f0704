"""Where a header lies in a sheet: below titles, over one to three rows, with merged headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.intake.folding import fold_text
from analysis.intake.header_words import LONGEST_HEADER, numbers_rows, options
from analysis.intake.unit_words import Unit, unit_of

Row = Sequence[str | None]

TALLEST = 3
"""Most rows a header is looked for in."""

_LIKELY_ROWS = 10
"""Only so many rows, those with the most known names, are tried as headers."""

_NUMBER = re.compile(r"[-+(]?\d[\d.,\s]*%?\)?")
_NUMBERING = re.compile(r"\(?\s*(\d{1,3}|[A-Za-z]{1,2})\s*\)?(?:\s*=.*)?")
_EXAMPLE = re.compile(r"\s*(?:ví\s*dụ|vi\s*du|vd|example|e\.g\.)[^:]{0,24}:", re.IGNORECASE)
_TITLE_LINE = re.compile(
    r"cong hoa xa hoi|doc lap tu do|uy ban nhan dan|^ubnd|^so cong thuong|^trung tam khuyen"
    r"|^phu luc|^bieu so|^mau so|ngay \d+ thang|thang nam|don vi tinh|don vi tien|^dvt"
    r"|money unit|^unit\b|kem theo"
)


@dataclass(frozen=True, slots=True)
class Block:
    """One way to read some rows as a header; `top` and `bottom` count from 0, both included.

    `levels` holds, by 0-based column, the texts from the top row to the lowest, with merged
    headings repeated over their sub-headings. `grouped` says that the top row heads groups.
    """

    top: int
    bottom: int
    levels: Mapping[int, tuple[str, ...]]
    grouped: bool


def filled(cell: str | None) -> bool:
    """Return whether a cell holds anything but blanks."""
    return cell is not None and not cell.isspace() and cell != ""


def looks_like_heading(cell: str | None) -> bool:
    """Return whether a cell may be part of a header: a short text that is no number."""
    return (
        cell is not None
        and filled(cell)
        and len(cell) <= LONGEST_HEADER
        and not _NUMBER.fullmatch(cell.strip())
    )


def header_blocks(rows: Sequence[Row], knows: Callable[[str], bool]) -> Iterator[Block]:
    """Return the blocks of rows that may be the header: those in which a cell is a known name."""
    counts = [sum(looks_like_heading(cell) and knows(cell or "") for cell in row) for row in rows]
    # A row of data may hold the odd known word; the header, or a row of it, holds the most.
    least = max(1.0, max(counts, default=0) / 2)
    likely = sorted(range(len(rows)), key=lambda place: (-counts[place], place))[:_LIKELY_ROWS]
    known = [counts[place] >= least and place in likely for place in range(len(rows))]
    for bottom in range(len(rows)):
        for top in range(bottom, max(-1, bottom - TALLEST), -1):
            block_rows = rows[top : bottom + 1]
            if not any(map(filled, rows[top])) or (top < bottom and _is_title_line(rows[top])):
                break
            if not any(known[top : bottom + 1]):
                continue
            if bottom + 1 < len(rows) and _continues(rows[bottom], rows[bottom + 1]):
                continue
            grouped = top < bottom and _heads_groups(rows[top], rows[top + 1 : bottom + 1])
            yield Block(top, bottom, _levels(block_rows), grouped)


def _cell(row: Row, place: int) -> str | None:
    return row[place] if place < len(row) and filled(row[place]) else None


def _continues(row: Row, below: Row) -> bool:
    """Return whether the row below holds only sub-headings of this row's merged headings."""
    places = [place for place in range(len(below)) if filled(below[place])]
    if len(places) < 2 or not all(looks_like_heading(below[place]) for place in places):
        return False
    headings = [place for place in range(len(row)) if filled(row[place])]
    if len(headings) < 2:
        return False
    children: dict[int, list[int]] = {}
    for place in places:
        before = [heading for heading in headings if heading <= place]
        if not before:
            return False
        children.setdefault(before[-1], []).append(place)
    return all(len(group) > 1 and group[0] == heading for heading, group in children.items())


def _heads_groups(row: Row, below: Sequence[Row]) -> bool:
    """Return whether a row holds headings of groups of the columns in the rows below."""
    headings = [place for place in range(len(row)) if filled(row[place])]
    texts = [row[place] or "" for place in headings]
    if len(headings) < 2 or any(len(text) > 60 for text in texts):
        return False
    if not all(looks_like_heading(text) for text in texts):
        return False
    width = max(len(lower) for lower in below)
    leaves = [place for place in range(width) if any(_cell(lower, place) for lower in below)]
    ends = [*headings[1:], width]
    children = [
        sum(heading <= leaf < end for leaf in leaves)
        for heading, end in zip(headings, ends, strict=True)
        if heading in leaves
    ]
    # A heading over one column is rare, two texts of a title line over the header are not; but a
    # unit told in the row must never be overlooked.
    tells_unit = any(reading.units for text in texts for reading in options(text))
    return any(count > 1 for count in children) and (tells_unit or 1 not in children)


def _is_title_line(row: Row) -> bool:
    """Return whether a row over a header is part of the letterhead, a date line or a unit line."""
    texts = [cell for cell in row if cell is not None and filled(cell)]
    return any(":" in text or _TITLE_LINE.search(fold_text(text)) for text in texts)


def _levels(rows: Sequence[Row]) -> dict[int, tuple[str, ...]]:
    width = max(len(row) for row in rows)
    levels: dict[int, list[str]] = {}
    for depth, row in enumerate(rows):
        heading: str | None = None
        for place in range(width):
            cell = _cell(row, place)
            has_children = any(_cell(lower, place) for lower in rows[depth + 1 :])
            if cell is not None:
                heading = cell if has_children else None
            elif not has_children:
                heading = None
            text = cell if cell is not None else heading
            stack = levels.setdefault(place, [])
            if text is not None and (not stack or stack[-1] != text):
                stack.append(text)
    return {place: tuple(stack) for place, stack in levels.items() if stack}


def is_numbering(row: Row) -> bool:
    """Return whether a row numbers the columns: "(1) (2) (3)", "A B 1 2" or "1 2 3"."""
    cells = [cell.strip() for cell in row if cell is not None and filled(cell)]
    found = [_NUMBERING.fullmatch(cell) for cell in cells]
    marks = [match[1] for match in found if match is not None]
    if len(marks) < max(2, len(cells)):
        return False
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    letters = [mark.upper() for mark in marks if not mark.isdigit()]
    in_brackets = all(cell.startswith("(") for cell in cells)
    steps = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    return (
        steps
        and (len(marks) > 2 or in_brackets)
        and (not numbers or numbers[0] in (0, 1, 2))
        and letters == sorted(letters)
        and len(set(letters)) == len(letters)
        and (len(numbers) > 1 or len(letters) > 2)
        and letters == [chr(65 + place) for place in range(len(letters))]
    )


def units_of_row(row: Row) -> dict[int, Unit] | None:
    """Return the units a row tells of its columns, by 0-based column; None: it tells none."""
    units: dict[int, Unit] = {}
    for place, cell in enumerate(row):
        if cell is None or not filled(cell):
            continue
        unit = unit_of(cell.strip(" ()[]"))
        if unit is not None and not cell.strip(" ()").isdigit():
            units[place] = unit
        elif not (numbers_rows(cell) or fold_text(cell) in ("dvt", "don vi tinh", "unit")):
            return None
    telling = any(unit.kind in ("money", "share", "persons", "energy") for unit in units.values())
    return units if telling else None


def is_example(row: Row) -> bool:
    """Return whether a row is a template's example, as its first cell says."""
    first = next((cell for cell in row if cell is not None and filled(cell)), "")
    return _EXAMPLE.match(first) is not None
