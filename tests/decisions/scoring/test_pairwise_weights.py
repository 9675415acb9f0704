"""Weights from pairs against Saaty's printed example, and the judgement to look at again."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.weights.subjective import AHP

from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.pairwise_weights import (
    comparison_matrix,
    consistency_words,
    pairwise_weights,
)
from analysis.language import Text
from tests.examples import examples

# Saaty (1990), How to make a decision: the Analytic Hierarchy Process, European Journal of
# Operational Research 48: buying a house.
HOUSE = {
    "size of house": (5, 3, 7, 6, 6, 1 / 3, 1 / 4),
    "transportation": (1 / 3, 5, 3, 3, 1 / 5, 1 / 7),
    "neighbourhood": (6, 3, 4, 6, 1 / 5),
    "age of house": (1 / 3, 1 / 4, 1 / 7, 1 / 8),
    "yard space": (1 / 2, 1 / 5, 1 / 6),
    "modern facilities": (1 / 5, 1 / 6),
    "general condition": (1 / 2,),
    "financing": (),
}
NAMES = [Text(name, name) for name in HOUSE]


def test_the_published_house() -> None:
    found = pairwise_weights([one for row in HOUSE.values() for one in row], 8)
    np.testing.assert_allclose(
        found.weights, [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333], atol=6e-4
    )
    assert found.eigenvalue == pytest.approx(9.669, abs=6e-4)
    assert found.index == pytest.approx(0.238, abs=6e-4)
    assert found.ratio == pytest.approx(0.169, abs=6e-4)
    assert not found.consistent
    # The judgement that Saaty himself names as the most inconsistent of this matrix.
    assert found.suspect is not None
    names = [NAMES[place].en for place in (found.suspect.first, found.suspect.second)]
    assert names == ["neighbourhood", "general condition"]
    words = consistency_words(found, NAMES)
    assert "consistency ratio 0.17, above 0.10" in words.en
    assert "Look again at neighbourhood to general condition: 6 was chosen" in words.en
    assert "tỷ số nhất quán 0,17, quá 0,10" in words.vi


@settings(max_examples=examples(60))
@given(
    weights=st.lists(st.floats(0.05, 1.0), min_size=1, max_size=10),
)
def test_judgements_made_of_weights_give_the_weights_back(weights: list[float]) -> None:
    shares = np.array(weights) / sum(weights)
    upper = [shares[one] / shares[other] for one, other in combinations(range(len(shares)), 2)]
    found = pairwise_weights(upper, len(shares))
    np.testing.assert_allclose(found.weights, shares, rtol=1e-6)
    assert found.ratio == pytest.approx(0.0, abs=1e-6)
    assert found.consistent
    assert found.triad is None
    assert "consistent enough" in consistency_words(found, NAMES + NAMES).en


@settings(max_examples=examples(40))
@given(
    scale=st.lists(st.integers(-8, 8), min_size=10, max_size=10),
)
def test_weights_are_those_of_pymcdm(scale: list[int]) -> None:
    upper = [float(one + 1) if one >= 0 else 1 / (1 - one) for one in scale]
    found = pairwise_weights(upper, 5)
    np.testing.assert_allclose(found.weights, AHP(matrix=found.matrix)(), atol=1e-8)


def test_the_triad_that_deviates_most_is_named_with_what_it_implies() -> None:
    # A over B 2, B over C 2, so A over C 4; said was 1/2, eight times less. D is equal to A.
    found = pairwise_weights([2, 1 / 2, 1, 2, 1 / 2, 1 / 2], 4)
    assert found.triad is not None
    assert (found.triad.first, found.triad.second, found.triad.third) == (0, 1, 2)
    assert found.triad.gap == pytest.approx(8)
    words = consistency_words(found, [Text(name, name) for name in "ABCD"])
    assert "A to B is 2, B to C is 2, so A to C would be 4; but 1/2 was chosen" in words.en
    assert "A so với C phải là 4; nhưng đã chọn 1/2" in words.vi


def test_one_and_two_criteria_are_always_consistent() -> None:
    assert pairwise_weights([], 1).weights.tolist() == [1.0]
    pair = pairwise_weights([3], 2)
    assert pair.weights.tolist() == pytest.approx([0.75, 0.25])
    assert pair.ratio == 0.0


def test_the_matrix_is_reciprocal() -> None:
    matrix = comparison_matrix([2, 4, 8], 3)
    assert matrix.tolist() == [[1, 2, 4], [0.5, 1, 8], [0.25, 0.125, 1]]


@pytest.mark.parametrize("upper", [[1.0], [1.0, 2.0, 0.0], [1.0, 2.0, -3.0], [1, 2, float("nan")]])
def test_judgements_that_are_none_are_refused(upper: list[float]) -> None:
    with pytest.raises(ScoringError, match="3 comparisons"):
        comparison_matrix(upper, 3)


def test_more_criteria_than_random_indices_are_refused() -> None:
    with pytest.raises(ScoringError, match="1 to 15"):
        pairwise_weights([1.0] * 120, 16)
