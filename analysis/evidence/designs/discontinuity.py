"""The jump of an outcome at a cut-off, and what support caused where it raised only its chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.designs.discontinuity_width import Widths, widths
from analysis.evidence.designs.local_polynomial import (
    corrected_weights,
    fit_weights,
    neighbour_residuals,
)
from analysis.evidence.findings import Interval
from analysis.evidence.model import Bools, Floats, Ints
from analysis.measures.fieller import fieller


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump at the cut-off: conventional `estimate` and `error`, `corrected` for bias, `interval`.

    The interval is the robust one: around the corrected estimate, with `robust_error`; for a ratio
    it is Fieller's (1954) set of the corrected jumps, infinite where it has no ends. `p` is that of
    no jump in the outcome. `centre` is what the interval lies around: the corrected estimate, of a
    ratio that of both corrected jumps. `below` and `above` are the units within the main width.
    """

    estimate: float
    error: float
    corrected: float
    robust_error: float
    centre: float
    interval: Interval
    p: float
    widths: Widths
    below: int
    above: int


@dataclass(frozen=True, slots=True)
class _Side:
    """Weights of the outcomes of `rows` in the value at the cut-off: plain, corrected for bias."""

    rows: Ints
    plain: Floats
    corrected: Floats
    within: int


def jump(
    distance: Floats,
    outcome: Floats,
    *,
    treated: Floats | None = None,
    chosen: Widths | None = None,
    level: float = 0.95,
) -> Jump:
    """Return the jump of `outcome` (n,) where `distance` (n,), score less cut-off, reaches zero.

    Local linear fits with a triangular kernel, robust bias-corrected interval (Calonico, Cattaneo
    and Titiunik 2014). With `treated` (n,), 0 or 1, it is the ratio of the jump of the outcome to
    that of support: the effect on those whom the cut-off decided for (Hahn, Todd and Van der Klaauw
    2001), linearised for its error; its interval does not lean on that and holds however little
    support jumps (Feir, Lemieux and Marmer 2016).
    Widths are those of the outcome's jump unless `chosen`.
    Raises numpy.linalg.LinAlgError where a side has too few distinct scores, ZeroDivisionError
    where support does not jump at all.
    """
    known = np.isfinite(distance) & np.isfinite(outcome)
    sides = [known & (distance < 0), known & (distance >= 0)]
    pairs = [(distance[rows], outcome[rows]) for rows in sides]
    near = widths(pairs[0], pairs[1]) if chosen is None else chosen
    fitted = [_fitted(distance, rows, near) for rows in sides]
    ours = _jumps(fitted, outcome)
    estimate, corrected = ours
    plain, robust = _covariances(fitted, distance, (outcome,))
    error, reach = np.sqrt(plain[0, 0]), np.sqrt(robust[0, 0])
    critical = float(scipy.stats.norm.ppf((1 + level) / 2))
    ends = corrected - critical * reach, corrected + critical * reach
    chance, centre = _chance(corrected, reach), corrected
    if treated is not None:
        theirs = _jumps(fitted, treated)
        if theirs[0] == 0:
            raise ZeroDivisionError("support does not jump at the cut-off")
        plain, robust = _covariances(fitted, distance, (outcome, treated))
        estimate = ours[0] / theirs[0]
        slope = np.array([1 / theirs[0], -ours[0] / theirs[0] ** 2])
        moved = np.array([ours[1] - ours[0], theirs[1] - theirs[0]])
        corrected = estimate + float(slope @ moved)
        error, reach = (np.sqrt(float(slope @ one @ slope)) for one in (plain, robust))
        centre = ours[1] / theirs[1] if theirs[1] else float("nan")
        held = fieller(
            ours[1], theirs[1], robust[0, 0], robust[1, 1], float(robust[0, 1]), critical
        )
        ends = (held.low, held.high) if held.kind == "bounded" else (-np.inf, np.inf)
    return Jump(
        estimate=float(estimate),
        error=float(error),
        corrected=float(corrected),
        robust_error=float(reach),
        centre=float(centre),
        interval=Interval(float(ends[0]), float(ends[1]), level),
        p=chance,
        widths=near,
        below=fitted[0].within,
        above=fitted[1].within,
    )


def _fitted(distance: Floats, rows: Bools, near: Widths) -> _Side:
    chosen = np.flatnonzero(rows & (np.abs(distance) < max(near.main, near.pilot)))
    x = distance[chosen]
    return _Side(
        rows=chosen,
        plain=fit_weights(x, near.main, 1)[0],
        corrected=corrected_weights(x, near.main, near.pilot),
        within=int((np.abs(x) < near.main).sum()),
    )


def _chance(value: float, error: float) -> float:
    return float(2 * scipy.stats.norm.sf(abs(value) / error)) if error > 0 else float("nan")


def _covariances(
    fitted: list[_Side], distance: Floats, outcomes: tuple[Floats, ...]
) -> tuple[Floats, Floats]:
    """Return the covariances of the jumps of outcomes, plain and corrected, (K, K) each."""
    found = [np.zeros((len(outcomes), len(outcomes))) for _ in range(2)]
    for side in fitted:
        left = [neighbour_residuals(distance[side.rows], one[side.rows]) for one in outcomes]
        for at, weights in enumerate((side.plain, side.corrected)):
            parts = np.array([weights * one for one in left])
            found[at] += parts @ parts.T
    return found[0], found[1]


def _jumps(fitted: list[_Side], values: Floats) -> tuple[float, float]:
    """Return the plain and the corrected jump of values (n,)."""
    left, right = fitted
    ours, theirs = values[right.rows], values[left.rows]
    return (
        float(right.plain @ ours - left.plain @ theirs),
        float(right.corrected @ ours - left.corrected @ theirs),
    )
