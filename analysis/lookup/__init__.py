"""What a reader can look up: terms and definitions, and how any spelling of them is found."""

from __future__ import annotations

from analysis.lookup.entries import KINDS, Entry, Kind
from analysis.lookup.folding import folded
from analysis.lookup.glossary import GROUPS, Definition, Group, glossary
from analysis.lookup.places import Place, places
from analysis.lookup.ranking import Index, found

__all__ = [
    "GROUPS",
    "KINDS",
    "Definition",
    "Entry",
    "Group",
    "Index",
    "Kind",
    "Place",
    "folded",
    "found",
    "glossary",
    "places",
]
