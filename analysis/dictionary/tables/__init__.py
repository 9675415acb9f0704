"""The tables of the dictionary, grouped by area, in an order that satisfies every reference."""

from __future__ import annotations

from analysis.dictionary.model import Table
from analysis.dictionary.tables import (
    audit,
    establishments,
    inspections,
    places,
    programme,
    reference,
    selection,
    work,
)

ALL_TABLES: tuple[Table, ...] = (
    *places.TABLES,
    *establishments.TABLES,
    *inspections.TABLES,
    *programme.TABLES,
    *work.TABLES,
    *selection.TABLES,
    *reference.TABLES,
    *audit.TABLES,
)
