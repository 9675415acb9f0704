"""What a claim is made of: intervals, checks, other answers and the grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.language import Text

Number = float | int | None


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval of confidence at `level`; an end may be infinite, and is then said to be so."""

    low: float
    high: float
    level: float = 0.95

    def holds(self, value: float) -> bool:
        """Tell whether a value lies inside, ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Check:
    """One doubt put to the test: `passed` is None where the data cannot tell.

    `finding` is the result as a sentence in plain words, `numbers` what it was made from.
    """

    code: str
    title: Text
    passed: bool | None
    finding: Text
    numbers: Mapping[str, Number] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same question answered in another defensible way, beside the main estimate."""

    code: str
    title: Text
    why: Text
    estimate: float | None
    interval: Interval | None
    n_supported: int
    n_compared: int


@dataclass(frozen=True, slots=True)
class Grade:
    """The strength of evidence: 1 to 5 after the Maryland scale, 0 our own, with reasons."""

    level: int
    reasons: tuple[Text, ...]
