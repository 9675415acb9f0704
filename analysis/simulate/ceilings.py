"""The ceilings in force on a day, read from the sourced facts."""

from __future__ import annotations

import numpy as np

from analysis.geography.reference_files import reference_rows
from analysis.simulate.arrays import Bools, Days, Floats, Texts, day

CIRCULAR_2018 = day(2018, 5, 11)
# Comparator (Quảng Nam) and Quảng Ngãi's own award of 2024; no national ceiling exists for them.
_LOCAL_ONLY = {"VOTE_PROV": (80.0, 1.0), "AWARD_PROV": (3.0, 1.0)}


def ceilings_on(kinds: Texts, days: Days, national: Bools, local: float) -> tuple[Floats, Floats]:
    """Return the most money (million đồng, inf if none) and the largest share of the cost.

    `local` is the fraction of the national ceiling that local money may reach. A kind whose row
    ended with the circular of 2014 keeps that ceiling: its successor was not seen. Before 8 April
    2014 the circular of that day is used, there being no older row.
    """
    amounts, shares = _by_regime()
    regime = (days >= CIRCULAR_2018).astype(np.int64)
    most = np.full(len(kinds), np.inf)
    share = np.full(len(kinds), 1.0)
    for kind in set(kinds):
        own = kinds == kind
        if kind in _LOCAL_ONLY:
            most[own], share[own] = _LOCAL_ONLY[kind]
        elif kind in amounts:
            limit = np.array(amounts[kind])[regime[own]]
            most[own] = np.where(national[own], limit, limit * local)
            share[own] = np.array(shares[kind])[regime[own]]
    return most, share


def _by_regime() -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Return kind to [before, from] 11 May 2018, in million đồng and as fractions."""
    amounts: dict[str, list[float]] = {}
    shares: dict[str, list[float]] = {}
    rows = [
        row
        for row in reference_rows("support_ceilings")
        if row["fund_source"] == "national" and row["applies_to_quang_ngai"] == "yes"
    ]
    for row in sorted(rows, key=lambda row: row["valid_from"]):
        amount = float(row["max_amount_million_vnd"] or "inf")
        share = float(row["max_share_pct"] or 100) / 100
        newer = row["valid_from"] >= str(CIRCULAR_2018)
        kind = row["activity_code"]
        if newer and kind in amounts:
            amounts[kind][1] = amount
            shares[kind][1] = share
        else:
            amounts[kind] = [amount, amount]
            shares[kind] = [share, share]
    return amounts, shares
