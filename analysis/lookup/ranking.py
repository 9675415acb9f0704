"""Finding entries by what was typed, the likeliest first.

Every word typed must be found: as the beginning of a word of the title, inside the title, or as the
beginning of a word of the detail. Marks are optional; who types them gets what has them first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.lookup.entries import KINDS, Entry, Kind
from analysis.lookup.folding import folded, marked

_ORDER = {kind: place for place, kind in enumerate(KINDS)}
_WHOLE, _START, _PHRASE, _WORDS, _INSIDE, _DETAIL = range(6)
_LEAST_INSIDE = 3
"""Letters typed from which they may stand in the middle of a word, or be words written as one."""


@dataclass(frozen=True, slots=True)
class _Folded:
    """An entry with its words folded once: each text begins with a space, so does each word."""

    entry: Entry
    title: str
    marked: str
    together: str
    all_words: str


class Index:
    """Entries of one data set and language, prepared to be searched many times."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(_prepared(entry) for entry in entries)

    def __len__(self) -> int:
        return len(self._entries)

    def search(self, typed: str, most: int = 30) -> list[Entry]:
        """Return the entries that hold every word typed, the likeliest first, `most` at most."""
        words = folded(typed).split()
        if not words:
            return []
        with_marks = f" {marked(typed)}"
        ranked = []
        for place, one in enumerate(self._entries):
            match = _match(one, words)
            if match is not None:
                without = with_marks not in one.marked
                order = (match, without, _ORDER[one.entry.kind], len(one.title), place)
                ranked.append((order, one.entry))
        ranked.sort(key=lambda pair: pair[0])
        return [entry for _order, entry in ranked[:most]]


def found(index: Index, typed: str, each: int = 8) -> tuple[int, dict[Kind, list[Entry]]]:
    """Return how many entries were found, and by kind the `each` likeliest of them.

    The kind of the likeliest entry comes first.
    """
    every = index.search(typed, most=len(index))
    groups: dict[Kind, list[Entry]] = {}
    for entry in every:
        group = groups.setdefault(entry.kind, [])
        if len(group) < each:
            group.append(entry)
    return len(every), groups


def _prepared(entry: Entry) -> _Folded:
    title = folded(entry.title)
    rest = folded(f"{entry.detail} {entry.words}")
    return _Folded(
        entry,
        f" {title}",
        f" {marked(entry.title)}",
        title.replace(" ", ""),
        f" {title} {rest}",
    )


def _match(one: _Folded, words: list[str]) -> int | None:
    """Return how well an entry fits, less being better; None when it does not."""
    typed = " ".join(words)
    if one.title == f" {typed}":
        return _WHOLE
    if one.title.startswith(f" {typed}"):
        return _START
    if f" {typed}" in one.title:
        return _PHRASE
    if all(f" {word}" in one.title for word in words):
        return _WORDS
    joined = "".join(words)
    if len(joined) >= _LEAST_INSIDE and joined in one.together:
        return _INSIDE
    if all(f" {word}" in one.all_words for word in words):
        return _DETAIL
    return None
