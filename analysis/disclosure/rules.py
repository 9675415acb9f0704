"""Which figures tell of single establishments by themselves, and how well they must be hidden."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.disclosure.linked import UNKNOWN, Bools, Floats, Linked


@dataclass(frozen=True, slots=True)
class Rules:
    """What is not shown, after Hundepool and others (2012, ch. 4).

    A cell of fewer establishments than `threshold`, or of an unknown number. A cell whose largest
    contribution is more than `dominance` of it. A cell whose second largest contributor could work
    out the largest to within `percent` of it (p % rule): the rest is smaller than that. A hidden
    figure must stay unknown to within `width` of itself, on both sides.
    Raises ValueError for shares outside 0 to 1 and a threshold below 2.
    """

    threshold: int = 3
    dominance: float = 0.85
    percent: float = 0.10
    width: float = 0.10

    def __post_init__(self) -> None:
        if self.threshold < 2:
            raise ValueError(f"a threshold of {self.threshold} hides nobody")
        for name in ("dominance", "percent", "width"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(f"{name} is no share: {getattr(self, name)}")


@dataclass(frozen=True, slots=True)
class Sensitive:
    """Which cells may not be shown, (n,), for which rule, and how far they must stay unknown.

    `few`, `dominated` and `found_out` are (n,), the last two for any variable; `protection` (V, n)
    is by how much an attacker's bounds must lie off the figure, above and below; zero for others.
    """

    few: Bools
    dominated: Bools
    found_out: Bools
    protection: Floats

    @property
    def any(self) -> Bools:
        """Tell which cells may not be shown for any reason, (n,)."""
        found: Bools = self.few | self.dominated | self.found_out
        return found


def sensitive(cells: Linked, rules: Rules) -> Sensitive:
    """Return the cells that may not be shown by themselves; contributions not told hide nothing.

    A difference of two publications is judged as a cell of those who changed, by how much they
    changed; what was published before, and what only links figures, is not judged.
    """
    counts, sizes = cells.counts, cells.sizes
    judged = ~cells.standing.known & (~cells.standing.never | cells.standing.free)
    few = judged & ((counts == UNKNOWN) | ((counts > 0) & (counts < rules.threshold)))
    told = np.isfinite(cells.largest) & (sizes > 0) & judged
    largest, second = np.nan_to_num(cells.largest), np.nan_to_num(cells.second)
    dominated, lacking = concentrated(sizes, largest, second, rules)
    dominated &= told
    found_out = told & (lacking > 0)
    hidden = few | (dominated | found_out).any(axis=0)
    wide = np.maximum(rules.width * sizes, cells.least[:, None])
    protection = np.where(hidden & (sizes > 0), wide, 0.0)
    protection = np.where(found_out, np.maximum(protection, lacking), protection)
    dominated_any: Bools = np.any(dominated, axis=0)
    found_any: Bools = np.any(found_out, axis=0)
    return Sensitive(few, dominated_any, found_any, protection)


def concentrated(
    sizes: Floats, largest: Floats, second: Floats, rules: Rules
) -> tuple[Bools, Floats]:
    """Return which sums are dominated by one, and how much the second lacks of not knowing it.

    What is lacking is above zero where the p % rule is broken. All of one shape.
    """
    dominated: Bools = largest > rules.dominance * sizes
    rest = np.maximum(sizes - largest - second, 0.0)
    lacking: Floats = rules.percent * largest - rest
    return dominated, lacking
