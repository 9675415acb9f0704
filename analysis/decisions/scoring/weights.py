"""Weights without comparing in pairs: all alike, or as set on sliders."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.decisions.scoring.table import DecisionTable, normalised


def equal_weights(table: DecisionTable) -> DecisionTable:
    """Return the table with the same weight on every criterion."""
    return table.weighted(np.ones(len(table.criteria)))


def slider_weights(table: DecisionTable, set_to: Mapping[str, float]) -> DecisionTable:
    """Return the table with weights by code of criterion, as shares; a code not named has none.

    Any numbers that are not negative will do. Raises ScoringError for others, and where all are
    zero; ValueError for a code the table does not have.
    """
    if strange := set(set_to) - set(table.codes):
        raise ValueError(f"no such criteria: {sorted(strange)}")
    return table.weighted(normalised([float(set_to.get(code, 0.0)) for code in table.codes]))
