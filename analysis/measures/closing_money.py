"""The money of closing gaps: how far number and cost move it, in a place and over all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.measures.closing_rules import Interval, added

Row = Mapping[Any, Any]
"""A row of measure coverage_closing."""


def of_number(row: Row) -> Interval:
    """Return the money of a place whose cost is certain: what is missing moves it."""
    cost = float(row["cost"])
    missing = interval_of(row, "missing")
    return Interval(missing.value * cost, missing.low * cost, missing.high * cost)


def of_cost(row: Row) -> tuple[float, float]:
    """Return how far the cost moves the money of a place down and up."""
    missing, cost = float(row["missing"]), float(row["cost"])
    return missing * (cost - float(row["cost_low"])), missing * (float(row["cost_high"]) - cost)


def total_money(planned: pd.DataFrame) -> tuple[float | None, float | None, float | None]:
    """Return the money of all places with its ends; None where cost or interval is not known.

    Places with the province's cost share its uncertainty, which is added once for all of them.
    """
    if planned["money"].isna().any():
        return None, None, None
    if planned["cost_low"].isna().any():
        return float(planned["money"].sum()), None, None
    rows = planned.to_dict("records")
    arms = [of_cost(row) for row in rows if row["cost_from"] == "own"]
    together = [of_cost(row) for row in rows if row["cost_from"] == "overall"]
    arms.append((sum(low for low, _ in together), sum(high for _, high in together)))
    found = added([of_number(row) for row in rows], arms)
    return found.value, found.low, found.high


def interval_of(row: Row, name: str) -> Interval:
    """Return a column of a row with the columns of its ends."""
    return Interval(float(row[name]), float(row[f"{name}_low"]), float(row[f"{name}_high"]))
