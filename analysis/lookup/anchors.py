"""Where a term stands on the page of terms: part of addresses, so it never changes."""

from __future__ import annotations


def anchor(kind: str, code: str) -> str:
    """Return the anchor of a term, outcome, activity or measure, by its code."""
    return f"{kind}-{code}".lower().replace("_", "-")
