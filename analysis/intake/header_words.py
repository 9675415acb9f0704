"""Readings of a header: the names a header cell, or a stack of them, may stand for.

A reading is a set of keys that must all name the same column, so "Doanh thu / Revenue" is read
as two names of one thing and "Lao động / Nam" as neither half of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from analysis.intake.folding import fold_text
from analysis.intake.unit_words import Unit, unit_of, without_trailing_unit
from analysis.language import Text

JOIN = " / "
"""Stands between the rows of a header that has several."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Keys that must all name one column, and the units written beside the name."""

    keys: tuple[str, ...]
    units: tuple[Unit, ...] = ()


LONGEST_HEADER = 200
"""Longer cells are sentences, not names."""

_ENUMERATOR = re.compile(r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|[A-Za-z][.)]|[IVX]{1,4}[.)])\s+")
_SEPARATOR = re.compile(r"[/|;\n]|\s[–—-]\s")
_NEUTRAL = re.compile(
    r"|\d{1,2}|x|neu co|if any|bat buoc|required|ghi ro|co khong|yes no|theo qd"
    r"|ngay thang nam|dd mm yyyy|dd mm yy|yyyy mm dd|yyyy|xem ghi chu|note \d+"
)
_OF_WHICH = re.compile(r"^(?:trong do|of which|including|bao gom) ")
TOTAL_HEADINGS = frozenset({"tong so", "tong", "tong cong", "cong", "total", "all", "so luong"})
"""Sub-headings, folded, under which the heading itself is counted."""
GENERIC_HEADINGS = frozenset(
    {"ngay", "nam", "ma", "ten", "loai", "cap", "nhom", "nguon", "so", "gia tri", "ly do"}
    | {"ghi chu", "tinh trang", "don vi", "ket qua", "hinh thuc"}
    | {"name", "id", "date", "year", "kind", "level", "group", "value", "status", "code"}
    | {"reason", "note", "hours", "unit", "result"}
)
"""Sub-headings that say nothing without their heading, folded: "Ngày" under "Quyết định"."""
IGNORED_HEADINGS = frozenset(
    {"stt", "tt", "so tt", "so thu tu", "thu tu", "no", "s no", "sr no", "serial no", "stt no"}
)
"""Headings of columns that only number the rows, folded."""

FOR_READING = Text("(chỉ để đọc)", "(for reading only)")
"""What a heading of our templates says of a column that repeats another for people."""


def clean_header(text: str) -> str:
    """Return a header as one line."""
    return " ".join(text.split())


@lru_cache(maxsize=16384)
def options(text: str) -> tuple[Reading, ...]:
    """Return the readings of one name: as written, then without unit, brackets and number."""
    if len(text) > LONGEST_HEADER:
        return ()
    rest, units, others = _without_brackets(text)
    found = [Reading((fold_text(text),)), Reading((fold_text(rest), *others), units)]
    tail = without_trailing_unit(rest)
    if tail is not None:
        found.append(Reading((fold_text(tail[0]), *others), (*units, tail[1])))
    for reading in tuple(found):
        shorter = _OF_WHICH.sub("", reading.keys[0])
        found.append(Reading((shorter, *reading.keys[1:]), reading.units))
    numbered = _ENUMERATOR.match(text)
    if numbered is not None:
        found += options(text[numbered.end() :])
    # "Doanh thu (%)" folds to the key of "Doanh thu": the unit must not be lost on the way.
    with_units = {reading.keys for reading in found if reading.units}
    return tuple(
        reading
        for reading in dict.fromkeys(found)
        if all(reading.keys) and (reading.units or reading.keys not in with_units)
    )


def _without_brackets(text: str) -> tuple[str, tuple[Unit, ...], tuple[str, ...]]:
    """Return the text outside brackets, the units in them, and the keys of other names in them."""
    outside, inside = _by_bracket(text)
    units, others = [], []
    for part in inside:
        unit = unit_of(part)
        key = fold_text(part)
        if unit is not None:
            units.append(unit)
        elif not _NEUTRAL.fullmatch(key):
            others.append(key)
    return outside, tuple(units), tuple(others)


def _by_bracket(text: str) -> tuple[str, list[str]]:
    """Return the text outside brackets and the text in each outermost pair."""
    outside, inside, depth = [], [""], 0
    for letter in text:
        if letter in "([":
            depth += 1
            if depth == 1:
                outside.append(" ")
                inside.append("")
                continue
        elif letter in ")]" and depth > 0:
            depth -= 1
            if depth == 0:
                continue
        if depth == 0:
            outside.append(letter)
        else:
            inside[-1] += letter
    return "".join(outside), inside[1:]


@lru_cache(maxsize=16384)
def halves(text: str) -> tuple[tuple[str, str], ...]:
    """Return every way to cut a bilingual text in two: at a separator or as "name (name)"."""
    cuts = []
    text = text.strip(" *\n")
    for found in islice(_SEPARATOR.finditer(text), 6):
        before = text[: found.start()]
        after = text[found.end() :]
        if before.count("(") == before.count(")") and before.strip() and after.strip():
            cuts.append((before, after))
    opened = _opening_of_last_bracket(text)
    if opened > 0:
        cuts.append((text[:opened], text[opened + 1 : -1]))
    return tuple(cuts)


def _opening_of_last_bracket(text: str) -> int:
    """Return where the bracket that closes at the very end opens; -1: none closes there."""
    if not text.endswith(")"):
        return -1
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            return place
    return -1


@lru_cache(maxsize=16384)
def readings(text: str) -> tuple[Reading, ...]:
    """Return the readings of one header cell, the most literal first."""
    if len(text) > LONGEST_HEADER:
        return ()
    cut = [
        Reading(first.keys + second.keys, first.units + second.units)
        for before, after in halves(text)
        for first in options(before)
        for second in options(after)
    ]
    return tuple(dict.fromkeys((*options(text), *cut)))


@lru_cache(maxsize=4096)
def stacked_readings(levels: tuple[str, ...]) -> tuple[Reading, ...]:
    """Return the readings of a heading with the sub-headings under it, taken together.

    `levels` run from the top row to the lowest. The upper rows may be dropped, the lowest never.
    """
    return tuple(dict.fromkeys(_stacked(levels)))


def _stacked(levels: tuple[str, ...]) -> Iterator[Reading]:
    for start in range(len(levels) - 1):
        stack = levels[start:]
        for chosen in islice(product(*(options(level) for level in stack)), 24):
            if all(len(reading.keys) == 1 for reading in chosen):
                yield _joined(chosen)
                for cut in range(1, len(chosen)):
                    upper, lower = _joined(chosen[:cut]), _joined(chosen[cut:])
                    yield Reading(upper.keys + lower.keys, upper.units + lower.units)
        if any(halves(level) for level in stack):
            pairs = [halves(level)[0] if halves(level) else (level, level) for level in stack]
            vietnamese = _joined([options(pair[0])[-1] for pair in pairs if options(pair[0])])
            english = _joined([options(pair[1])[-1] for pair in pairs if options(pair[1])])
            if vietnamese.keys[0] and english.keys[0]:
                yield Reading(vietnamese.keys + english.keys, (*vietnamese.units, *english.units))


def _joined(parts: Sequence[Reading]) -> Reading:
    return Reading(
        (" ".join(part.keys[0] for part in parts),),
        tuple(unit for part in parts for unit in part.units),
    )


@lru_cache(maxsize=4096)
def says_total(text: str) -> bool:
    """Return whether a sub-heading counts the whole of its heading, as "Tổng số / Total" does."""
    return any(all(key in TOTAL_HEADINGS for key in reading.keys) for reading in readings(text))


@lru_cache(maxsize=4096)
def numbers_rows(text: str) -> bool:
    """Return whether a column only numbers the rows (STT) or repeats another for reading."""
    if any(word in text for word in (FOR_READING.vi, FOR_READING.en)):
        return True
    return text.strip() == "#" or any(
        all(key in IGNORED_HEADINGS for key in reading.keys) for reading in readings(text)
    )
