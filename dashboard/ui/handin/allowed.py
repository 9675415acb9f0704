"""Which sections of the page of data a reader may open, and what a reader may publish."""

from __future__ import annotations

from analysis.access.reader import Reader

SECTIONS = ("handin", "todo", "duplicates", "history", "corrections", "annotations")
_OF_ONES_OWN = ("handin", "todo", "corrections")
"""What touches nothing but rows of one's own: handed in, left out of that, or corrected."""


def sections_for(reader: Reader) -> tuple[str, ...]:
    """Return the sections a reader may open: only what is one's own without the whole province."""
    return SECTIONS if reader.may("everywhere") else _OF_ONES_OWN
