"""Names of districts by the numbers that panels know them by."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.labels import district_names
from analysis.warehouse import Snapshot


def names_of_places(snapshot: Snapshot) -> dict[int, Text]:
    """Return the name of every district and commune by its code as a number."""
    vi, en = district_names(snapshot, "vi"), district_names(snapshot, "en")
    return {int(code): Text(name, en[code]) for code, name in vi.items() if code.isdigit()}
