"""The cases that come with the program, by name."""

from __future__ import annotations

from analysis.cases import michigan, published, simulated
from analysis.cases.model import Case

CASES: dict[str, Case] = {
    case.name: case for case in (simulated.CASE, published.CASE, michigan.CASE)
}
"""The simulated province comes first: it is the one shown by default."""

__all__ = ["CASES", "Case"]
