"""The interval of a difference of two shares: Newcombe (1998), Statistics in Medicine 17."""

from __future__ import annotations

import math

from analysis.measures.wilson import wilson


def newcombe(
    found: int, known: int, other_found: int, other_known: int, level: float = 0.95
) -> tuple[float, float] | None:
    """Return the interval of `found` ÷ `known` − `other_found` ÷ `other_known`, as fractions.

    Method 10 of Newcombe (1998, p. 873–890): the distances to the ends of both Wilson intervals,
    squared and added, for two groups drawn independently. It stays within −1 and 1. None when
    nothing is known of one of them. Raises ValueError as `wilson`.
    """
    own, other = wilson(found, known, level), wilson(other_found, other_known, level)
    if own is None or other is None:
        return None
    share, other_share = found / known, other_found / other_known
    difference = share - other_share
    return (
        difference - math.hypot(share - own[0], other[1] - other_share),
        difference + math.hypot(own[1] - share, other_share - other[0]),
    )


def difference_of_shares(
    found: int, known: int, other_found: int, other_known: int, level: float = 0.95
) -> tuple[float, float, float] | None:
    """Return the first share less the other, with the ends of `newcombe`; None as there."""
    interval = newcombe(found, known, other_found, other_known, level)
    if interval is None:
        return None
    return found / known - other_found / other_known, *interval
