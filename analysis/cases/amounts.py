"""Amounts and percentages as the sources write them, turned exact."""

from __future__ import annotations

from decimal import Decimal

MILLION = 1_000_000


def whole_amount(value: str, factor: int) -> int:
    """Return an amount written in a larger unit as whole smallest units, exactly.

    Raises ValueError when the amount does not come to a whole number of them.
    """
    amount = Decimal(value) * factor
    if amount != amount.to_integral_value():
        raise ValueError(f"{value} times {factor} is not a whole amount")
    return int(amount)


def fraction(percent: str) -> float:
    """Return a percentage as a fraction, divided in decimal so that 1.5 gives exactly 0.015."""
    return float(Decimal(percent) / 100)
