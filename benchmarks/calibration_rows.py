"""What the draws of designs come to, with Monte Carlo errors: rows for docs/methods.md."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from calibration_claims import may_say_effect
from calibration_designs import Design
from calibration_tables import Numbers, Z, share, spread

LEVEL = 0.95
FALSE_SENTENCES = 0.05
TOLERANCE = 3
"""So many Monte Carlo errors below its level, and an interval is to be mended."""


def core_row(design: Design, found: Numbers) -> tuple[str, ...]:
    """Return one row of the table of intervals from CORE of draws, (draws, 2, 4)."""
    without, with_effect = (_known(found[:, at], (0, 2, 3)) for at in (0, 1))
    estimates, errors = with_effect[:, 0], with_effect[:, 1]
    return (
        design.said,
        f"{len(with_effect):,}",
        *spread(estimates - design.truth, errors),
        share(_holds(with_effect[:, 2:4], design.truth)),
        share(_holds(without[:, 2:4], 0.0)),
        share(~_holds(without[:, 2:4], 0.0)),
        share(~_holds(with_effect[:, 2:4], 0.0)),
    )


def claim_row(design: Design, found: Numbers) -> tuple[str, ...]:
    """Return one row of the table of claims from CLAIM of draws, (draws, 2, 7)."""
    without, with_effect = (_known(found[:, at], (0, 3, 4)) for at in (0, 1))
    misses = with_effect[:, 0] - design.truth
    effect_said = [may_say_effect(part[:, 6]) == 1 for part in (without, with_effect)]
    apart = ~_holds(without[:, 1:3], 0.0)
    wrong = ~_holds(with_effect[:, 1:3], design.truth)
    known = np.isfinite(without[:, 5])
    return (
        design.said,
        f"{len(with_effect):,}",
        f"{1000 * misses.mean():+.1f} ({1000 * misses.std(ddof=1) / np.sqrt(len(misses)):.1f})",
        share(_holds(with_effect[:, 3:5], design.truth)),
        share(_holds(without[:, 3:5], 0.0)),
        share(without[known, 5] < 0.05) if known.any() else "–",
        share(effect_said[1]),
        share(effect_said[0] & apart),
        share(effect_said[1] & wrong),
    )


def to_mend(design: Design, core: Numbers | None, claims: Numbers | None) -> list[str]:
    """Return what falls short by more than TOLERANCE Monte Carlo errors; nothing if all is well."""
    found = []
    judged = [part for part in (core, claims) if part is not None]
    for part in judged:
        found += _too_narrow(design, part[:, :, 2:4] if part is core else part[:, :, 3:5])
    if claims is None:
        return found
    without = _known(claims[:, 0], (0, 1, 2))
    said = (may_say_effect(without[:, 6]) == 1) & ~_holds(without[:, 1:3], 0.0)
    limit = FALSE_SENTENCES + TOLERANCE * _error(FALSE_SENTENCES, len(without))
    if len(said) and float(said.mean()) > limit:
        found.append(f"{design.code}: false sentences in {said.mean():.3f}")
    return found


def _too_narrow(design: Design, judged: Numbers) -> list[str]:
    found = []
    for at, effect, name in ((0, 0.0, "without effect"), (1, design.truth, "with effect")):
        ends = judged[:, at][np.isfinite(judged[:, at]).all(axis=1)]
        held = float(_holds(ends, effect).mean())
        if held < LEVEL - TOLERANCE * _error(LEVEL, len(ends)):
            found.append(f"{design.code}: covers in {held:.3f} {name}")
    return found


KNOWN_SHORT = ("naive",)
"""Quantities that stand there to be wrong, beside what mends them."""


def quantity_rows(said: str, quantities: Sequence[str], found: Numbers) -> list[tuple[str, ...]]:
    """Return a row for each quantity from (draws, Q, 4 or more): estimate, low, high, truth."""
    rows = []
    for at, quantity in enumerate(quantities):
        known = _known(found[:, at], (0, 1, 2, 3))
        if len(known) < 2:
            continue
        misses = known[:, 0] - known[:, 3]
        widths = (known[:, 2] - known[:, 1]) / (2 * Z)
        held = (known[:, 1] <= known[:, 3]) & (known[:, 3] <= known[:, 2])
        told = f"{len(known):,} of {len(found):,}"
        rows.append((said, quantity, told, *spread(misses, widths), share(held)))
    return rows


def too_narrow_quantities(code: str, quantities: Sequence[str], found: Numbers) -> list[str]:
    """Return the quantities that hold the truth too seldom by more than TOLERANCE errors."""
    short = []
    for at, quantity in enumerate(quantities):
        known = _known(found[:, at], (0, 1, 2, 3))
        if quantity in KNOWN_SHORT or not len(known):
            continue
        held = float(((known[:, 1] <= known[:, 3]) & (known[:, 3] <= known[:, 2])).mean())
        if held < LEVEL - TOLERANCE * _error(LEVEL, len(known)):
            short.append(f"{code}: {quantity} holds the truth in {held:.3f}")
    return short


def _error(level: float, number: int) -> float:
    return float(np.sqrt(level * (1 - level) / max(number, 1)))


def _holds(ends: Numbers, value: float) -> np.typing.NDArray[np.bool_]:
    held: np.typing.NDArray[np.bool_] = (ends[:, 0] <= value) & (value <= ends[:, 1])
    return held


def _known(rows: Numbers, columns: tuple[int, ...]) -> Numbers:
    kept: Numbers = rows[np.isfinite(rows[:, columns]).all(axis=1)]
    return kept
