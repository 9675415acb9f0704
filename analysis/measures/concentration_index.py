"""Whether money goes to the poor or the remote: concentration curve and index.

Inequality along another variable than the money itself: units stand in a row from the first to the
last by poverty or remoteness, and the curve says what part of the money the first of them have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.measures.inequality import Scale, taken

Floats = npt.NDArray[np.float64]
First = Literal["smallest", "largest"]


@dataclass(frozen=True, slots=True)
class ConcentrationCurve:
    """Points (k + 1,), from (0, 0) to (1, 1), one for each of k different values of the ranking.

    `weight_share` of those who come first have `money_share` of the money.
    """

    weight_share: Floats
    money_share: Floats


@dataclass(frozen=True, slots=True)
class ConcentrationIndex:
    """Twice the area between curve and diagonal, and its standard error; of `n` units.

    Below zero money goes to those who come first, above zero to those who come last. `relative`
    lies between −1 and 1, `absolute` is that times the mean, in the unit of the amounts.
    """

    value: float
    error: float
    scale: Scale
    weighted: bool
    n: int


def concentration_curve(
    amounts: Floats,
    ranking: Floats,
    weights: Floats | None = None,
    *,
    first: First = "smallest",
    alike: Floats | None = None,
) -> ConcentrationCurve:
    """Return the concentration curve of amounts (n,) along a ranking (n,); straight between points.

    `first` says at which end the row begins: the largest for a poverty rate, to begin with the
    poorest. Units of the same ranking make one point. Money shares are NaN without any money.
    `alike` as in `concentration_index`, and ValueError as there.
    """
    row = _Row.of(amounts, ranking, weights, first, alike)
    return ConcentrationCurve(row.weight_share, row.money_share)


def concentration_index(
    amounts: Floats,
    ranking: Floats,
    weights: Floats | None = None,
    *,
    first: First = "smallest",
    scale: Scale = "relative",
    alike: Floats | None = None,
) -> ConcentrationIndex:
    """Return the concentration index of amounts (n,) along a ranking (n,).

    C = 2·Σ w·x·R ÷ (W·mean) − 1 with the fractional rank R; units of the same ranking all have the
    middle of theirs. The error is the delta method's of Kakwani, Wagstaff and van Doorslaer
    (1997, Journal of Econometrics 77), with tied units taken as one step of the curve and, with
    weights, the linearisation of Binder and Kovačević (1995, Survey Methodology 21), units being
    drawn independently; it is not corrected for few units. Where all units are seen, it tells what
    chance in each unit would do, and nothing of the choice of units. Weights as in
    `inequality.gini`; value and error are NaN without any money, the error of a single unit too.

    `alike` (n,) are whole numbers of units that each row stands for, all of its amount, ranking and
    weight: value, error and n are those of the units written out, which a weight's are not.

    Raises ValueError for amounts, weights or numbers that are negative or not finite, a ranking
    that is not finite, and unequal shapes.
    """
    row = _Row.of(amounts, ranking, weights, first, alike)
    weighted, number = weights is not None, round(float(row.alike.sum()))
    whole, money = row.total.sum(), row.total @ row.values
    if money == 0:
        return ConcentrationIndex(float("nan"), float("nan"), scale, weighted, number)
    mean = money / whole
    part = row.values / mean
    middle = (row.weight_share[row.step] + row.weight_share[row.step + 1]) / 2
    value = float(2 * (row.total * part) @ middle / whole - 1)
    # How much each unit's presence moves the index; these add up to zero.
    reached = row.money_share[row.step] + row.money_share[row.step + 1]
    influence = part * (2 * middle - 1 - value) + 2 - reached - (1 + value)
    if scale == "absolute":
        influence = mean * (influence + value * (part - 1))
        value *= float(mean)
    error = float(np.sqrt(row.alike @ (row.weights * influence) ** 2) / whole)
    if number < 2:
        error = float("nan")
    return ConcentrationIndex(value, error, scale, weighted, number)


@dataclass(frozen=True, slots=True)
class _Row:
    """Rows (n,) that count, the `step` (n,) of the curve each stands on, and the curve itself.

    Each stands for `alike` (n,) units of its value and weight; `total` (n,) is what these weigh.
    """

    values: Floats
    weights: Floats
    alike: Floats
    total: Floats
    step: npt.NDArray[np.intp]
    weight_share: Floats
    money_share: Floats

    @staticmethod
    def of(
        amounts: Floats,
        ranking: Floats,
        weights: Floats | None,
        first: First,
        alike: Floats | None,
    ) -> _Row:
        if ranking.shape != amounts.shape or not np.isfinite(ranking).all():
            raise ValueError("every unit needs a finite ranking")
        for checked in (weights, alike):
            taken(amounts, checked)
        each = np.ones(len(amounts)) if weights is None else weights
        number = np.ones(len(amounts)) if alike is None else alike
        counts = each * number > 0
        each, number, values, places = (one[counts] for one in (each, number, amounts, ranking))
        total = each * number
        _, step = np.unique(places if first == "smallest" else -places, return_inverse=True)
        reached = np.concatenate([[0.0], np.cumsum(np.bincount(step, total))])
        held = np.concatenate([[0.0], np.cumsum(np.bincount(step, total * values))])
        with np.errstate(invalid="ignore"):
            weight_share, money_share = reached / reached[-1], held / held[-1]
        return _Row(values, each, number, total, step, weight_share, money_share)
