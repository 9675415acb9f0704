"""Weights from comparing criteria in pairs (AHP), and how consistent the judgements are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.table import Floats
from analysis.language import Text
from analysis.measures.phrases import followed_by, number, sentence

RANDOM_INDEX = (
    *(0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
    *(1.51, 1.48, 1.56, 1.57, 1.59),
)
"""Saaty's (1980) mean consistency index of random judgements among 1, 2, … 15 criteria."""

TOLERATED = 0.10
"""Saaty's bound: above a tenth of what random judgements give, judgements want a second look."""

_TOO_MANY = Text(
    "So sánh cặp dùng cho từ 1 đến {most} tiêu chí; đang có {count}. Hãy dùng thanh trượt.",
    "Pairwise comparison serves 1 to {most} criteria; there are {count}. Use the sliders instead.",
)
_WRONG = Text(
    "Với {count} tiêu chí cần {pairs} so sánh, mỗi so sánh là một số dương.",
    "With {count} criteria there are {pairs} comparisons, each a number above zero.",
)


@dataclass(frozen=True, slots=True)
class Triad:
    """Three judgements that do not go together: first over second, second over third, first over
    third. `gap` is the factor between what the first two imply and what was said, 1 or more."""

    first: int
    second: int
    third: int
    gap: float


@dataclass(frozen=True, slots=True)
class Suspect:
    """The judgement that departs most from the weights: `said`, and what the weights `imply`."""

    first: int
    second: int
    said: float
    implied: float


@dataclass(frozen=True, slots=True)
class PairwiseWeights:
    """Weights (m,) from a matrix of judgements (m, m), adding up to 1, and their consistency.

    `index` is (λ − m)/(m − 1), `ratio` that over the mean of random judgements, 0 for two criteria
    or fewer. `triad` is the one that deviates most and `suspect` the judgement in it that departs
    most from the weights; None where all judgements go together.
    """

    matrix: Floats
    weights: Floats
    eigenvalue: float
    index: float
    ratio: float
    triad: Triad | None
    suspect: Suspect | None

    @property
    def consistent(self) -> bool:
        """Tell whether the ratio is within Saaty's bound."""
        return self.ratio <= TOLERATED


def comparison_matrix(upper: Sequence[float], count: int) -> Floats:
    """Return the reciprocal matrix (m, m) from its upper triangle, row by row.

    `upper` says how many times as important the earlier criterion of each pair is: (1, 2), (1, 3),
    …, (2, 3), … Raises ScoringError for a wrong number of judgements, or one not above zero.
    """
    pairs = list(combinations(range(count), 2))
    if len(upper) != len(pairs) or not all(math.isfinite(one) and one > 0 for one in upper):
        raise ScoringError(_WRONG.filled(count=count, pairs=len(pairs)))
    matrix = np.eye(count)
    for (row, column), judgement in zip(pairs, upper, strict=True):
        matrix[row, column] = judgement
        matrix[column, row] = 1 / judgement
    return matrix


def pairwise_weights(upper: Sequence[float], count: int) -> PairwiseWeights:
    """Return the weights of `count` criteria from judgements as in `comparison_matrix`.

    They are the principal eigenvector (Saaty 1980, The Analytic Hierarchy Process). Which triad
    deviates most is told by |ln(a₁₂ a₂₃ / a₁₃)| (Koczkodaj 1993), which of its judgements by
    |ln(a₁₂ w₂ / w₁)| (Saaty 2003). Raises ScoringError as `comparison_matrix`, and for more
    criteria than there are random indices.
    """
    if not 1 <= count <= len(RANDOM_INDEX):
        raise ScoringError(_TOO_MANY.filled(most=len(RANDOM_INDEX), count=count))
    matrix = comparison_matrix(upper, count)
    values, vectors = np.linalg.eig(matrix)
    largest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, largest].real)
    weights = vector / vector.sum()
    eigenvalue = float(values[largest].real)
    # Rounding may leave the eigenvalue of consistent judgements a hair below m.
    index = max(0.0, (eigenvalue - count) / (count - 1)) if count > 2 else 0.0
    ratio = index / RANDOM_INDEX[count - 1] if count > 2 else 0.0
    triad = _worst_triad(matrix)
    suspect = None if triad is None else _suspect(matrix, weights, triad)
    return PairwiseWeights(matrix, weights, eigenvalue, index, ratio, triad, suspect)


def _worst_triad(matrix: Floats) -> Triad | None:
    logs = np.log(matrix)
    worst: Triad | None = None
    for first, second, third in combinations(range(len(matrix)), 3):
        gap = abs(float(logs[first, second] + logs[second, third] - logs[first, third]))
        if gap > 1e-9 and (worst is None or math.exp(gap) > worst.gap):
            worst = Triad(first, second, third, math.exp(gap))
    return worst


def _suspect(matrix: Floats, weights: Floats, triad: Triad) -> Suspect:
    pairs = combinations((triad.first, triad.second, triad.third), 2)
    return max(
        (
            Suspect(one, other, float(matrix[one, other]), float(weights[one] / weights[other]))
            for one, other in pairs
        ),
        key=lambda suspect: abs(math.log(suspect.said / suspect.implied)),
    )


def consistency_words(found: PairwiseWeights, names: Sequence[Text]) -> Text:
    """Return how consistent the judgements are; above the bound, which to look at again."""
    ratio = number(found.ratio, 2)
    if found.consistent or found.triad is None or found.suspect is None:
        return sentence(
            "Các so sánh đủ nhất quán (tỷ số nhất quán {ratio}, không quá 0,10).",
            "The comparisons are consistent enough (consistency ratio {ratio}, at most 0.10).",
            ratio=ratio,
        )
    triad, suspect = found.triad, found.suspect
    one, other = names[triad.first], names[triad.second]
    last = names[triad.third]
    first, second = found.matrix[triad.first, triad.second], found.matrix[triad.second, triad.third]
    verdict = sentence(
        "Các so sánh chưa nhất quán (tỷ số nhất quán {ratio}, quá 0,10). Lệch nhất: {one} so với "
        "{other} là {first}, {other} so với {last} là {second}, vậy {one} so với {last} phải là "
        "{implied}; nhưng đã chọn {said}.",
        "The comparisons are not consistent (consistency ratio {ratio}, above 0.10). The furthest "
        "apart: {one} to {other} is {first}, {other} to {last} is {second}, so {one} to {last} "
        "would be {implied}; but {said} was chosen.",
        ratio=ratio,
        one=one,
        other=other,
        last=last,
        first=_times(first),
        second=_times(second),
        implied=_times(first * second),
        said=_times(found.matrix[triad.first, triad.third]),
    )
    remedy = sentence(
        " Nên xem lại {one} so với {other}: đã chọn {said}, các so sánh khác cho khoảng {implied}.",
        " Look again at {one} to {other}: {said} was chosen, the rest implies about {implied}.",
        one=names[suspect.first],
        other=names[suspect.second],
        said=_times(suspect.said),
        implied=_times(suspect.implied),
    )
    return followed_by(verdict, remedy)


def _times(ratio: float) -> Text:
    """Say how many times as important: 3 or 1/3, as the judgements are given."""
    if ratio >= 1:
        return number(ratio, 1)
    inverse = number(1 / ratio, 1)
    return Text(f"1/{inverse.vi}", f"1/{inverse.en}")
