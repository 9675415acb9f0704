"""TOPSIS against pymcdm, and against the example of its authors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from pymcdm import normalizations
from pymcdm.methods import TOPSIS

from analysis.decisions.scoring.scale import Normalisation
from analysis.decisions.scoring.scores import score
from analysis.decisions.scoring.table import DecisionTable
from analysis.decisions.scoring.topsis import Topsis
from tests.decisions.scoring.tables import table, tables
from tests.examples import examples

THEIRS = {
    "min_max": normalizations.minmax_normalization,
    "vector": normalizations.vector_normalization,
}


@pytest.mark.parametrize("normalisation", ["min_max", "vector"])
@settings(max_examples=examples(100))
@given(found=tables(varying=True))
def test_scores_are_those_of_pymcdm(normalisation: Normalisation, found: DecisionTable) -> None:
    ours = score(found, Topsis(normalisation)).scores
    types = np.where(found.benefit, 1, -1)
    theirs = TOPSIS(THEIRS[normalisation])(found.values, found.weights, types, validation=False)
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


def test_the_published_example() -> None:
    # Hwang and Yoon (1981), Multiple Attribute Decision Making, Springer: a fighter aircraft by
    # speed, range, payload, cost, reliability and manoeuvrability.
    aircraft = [
        [2.0, 1500, 20_000, 5.5, 5, 9],
        [2.5, 2700, 18_000, 6.5, 3, 5],
        [1.8, 2000, 21_000, 4.5, 7, 7],
        [2.2, 1800, 20_000, 5.0, 5, 5],
    ]
    found = score(table(aircraft, weights=[0.2, 0.1, 0.1, 0.1, 0.2, 0.3], costs=[3]), Topsis())
    # The book rounds on the way.
    np.testing.assert_allclose(found.scores, [0.643, 0.268, 0.613, 0.312], atol=6e-4)
    assert found.ranks.tolist() == [1, 4, 2, 3]


def test_where_all_are_alike_everybody_is_in_the_middle() -> None:
    found = score(table([[3, 0], [3, 0]]), Topsis())
    assert found.scores.tolist() == [0.5, 0.5]
    assert found.ranks.tolist() == [1, 1]
