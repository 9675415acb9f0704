"""What was hidden, and what it cost: cells and shares of value, for every table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from analysis.frozen.contributions import DIMENSIONS
from analysis.frozen.cube import Cell
from analysis.frozen.tables import Family, Key, PublicTable


def family_report(
    family: Family,
    cells: Mapping[Key, Cell],
    first: frozenset[Key],
    hidden: frozenset[Key],
    *,
    least: bool,
    gap: float,
    audited: Mapping[str, float],
    unprotected: int,
) -> dict[str, Any]:
    """Return the report of a family, as it stands in the file and on the page.

    `least` tells whether no other choice loses less, `gap` the part of the loss that one might
    spare at most: in whole percents upwards, for a loss is made of what is hidden. `unprotected`
    tells how many cells follow from what
    was published before or elsewhere, whatever is hidden.
    """
    return {
        "least_loss_proven": least,
        "loss_gap": math.ceil(round(100 * gap, 6)) / 100,
        "audited": dict(audited),
        "unprotected": unprotected,
        "tables": {
            table.code: _table_report(family, table, cells, first, hidden)
            for table in family.tables
        },
    }


def _table_report(
    family: Family,
    table: PublicTable,
    cells: Mapping[Key, Cell],
    first: frozenset[Key],
    hidden: frozenset[Key],
) -> dict[str, Any]:
    """Return cells and values of a table: all, hidden for themselves, and hidden for others.

    Shares of value are told of the finest cells, which come to the whole once; a share of few
    cells could tell what they are of, so it is rounded to whole percents.
    """
    held = [key for key in cells if table.holds(key)]
    finest = [
        key
        for key in held
        if all(_depth(key[place]) == table.depth(name) for place, name in enumerate(DIMENSIONS))
    ]
    shares = {}
    for place, variable in enumerate(family.variables):
        total = sum(cells[key].told[place] or 0 for key in finest)
        lost = sum(cells[key].told[place] or 0 for key in finest if key in hidden)
        shares[variable] = round(lost / total, 2) if total else 0.0
    return {
        "cells": len(held),
        "hidden_for_themselves": sum(key in first for key in held),
        "hidden_for_others": sum(key in hidden and key not in first for key in held),
        "finest_cells": len(finest),
        "finest_hidden": sum(key in hidden for key in finest),
        "share_of_value_hidden_among_finest": shares,
    }


def _depth(path: str) -> int:
    return 0 if path == "all" else path.count("/") + 1
