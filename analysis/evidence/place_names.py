"""Names of districts by the numbers that panels know them by."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.labels import unit_texts
from analysis.warehouse import Snapshot


def names_of_places(snapshot: Snapshot) -> dict[int, Text]:
    """Return the name of every district and commune by its code as a number."""
    return {int(code): name for code, name in unit_texts(snapshot).items() if code.isdigit()}
