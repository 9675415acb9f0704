"""The dictionary columns nearest to a heading that names none: suggestions, never matches."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from analysis.intake.folding import fold_text
from analysis.intake.header_words import GENERIC_HEADINGS, options
from analysis.intake.table_names import names_of

MOST_SUGGESTIONS = 3
_NEAR = 0.7
_NEAR_SHORT = 0.8
_SHORT = 8
"""Keys of fewer letters resemble each other by chance."""


def near_columns(levels: Sequence[str], table: str, free: Sequence[str]) -> list[str]:
    """Return the columns in `free` whose names are nearest to a heading, best first.

    `levels` are the rows of the heading; the lowest counts alone too, if it says anything alone.
    """
    keys = {fold_text(" ".join(levels))}
    lowest = {reading.keys[0] for reading in options(levels[-1])}
    keys |= lowest if len(levels) == 1 else lowest - GENERIC_HEADINGS
    best: dict[str, float] = {}
    for name, named in names_of(table).items():
        if named.column in free:
            near = max((_nearness(key, name) for key in keys), default=0.0)
            best[named.column] = max(near, best.get(named.column, 0.0))
    ranked = sorted(best, key=lambda column: (-best[column], free.index(column)))
    return [column for column in ranked if best[column] > 0][:MOST_SUGGESTIONS]


def _nearness(key: str, name: str) -> float:
    """Return how near two keys are, up to 1, 0 for far; a name of words inside the key is near."""
    least = _NEAR_SHORT if min(len(key), len(name)) < _SHORT else _NEAR
    inside = " " in name and f" {name} " in f" {key} "
    matcher = SequenceMatcher(None, key, name, autojunk=False)
    if not inside and (matcher.real_quick_ratio() < least or matcher.quick_ratio() < least):
        return 0.0
    ratio = matcher.ratio()
    if inside:
        ratio = max(ratio, 0.7 + 0.2 * len(name) / len(key))
    return ratio if ratio >= least else 0.0
