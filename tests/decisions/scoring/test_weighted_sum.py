"""The weighted sum against pymcdm, a published example and plain arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from pymcdm import normalizations
from pymcdm.methods import WSM

from analysis.decisions.scoring.scale import Normalisation
from analysis.decisions.scoring.scores import score
from analysis.decisions.scoring.table import DecisionTable
from analysis.decisions.scoring.weighted_sum import WeightedSum
from tests.decisions.scoring.published import SANCHEZ_WEIGHTS, sanchez
from tests.decisions.scoring.tables import table, tables
from tests.examples import examples

THEIRS = {
    "min_max": normalizations.minmax_normalization,
    "vector": normalizations.vector_normalization,
}


@pytest.mark.parametrize("normalisation", ["min_max", "vector"])
@settings(max_examples=examples(100))
@given(found=tables())
def test_scores_are_those_of_pymcdm(normalisation: Normalisation, found: DecisionTable) -> None:
    ours = score(found, WeightedSum(normalisation)).scores
    types = np.where(found.benefit, 1, -1)
    theirs = WSM(THEIRS[normalisation])(found.values, found.weights, types, validation=False)
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


def test_the_best_on_everything_has_one_and_the_worst_zero() -> None:
    found = score(table([[10, 1], [0, 5], [5, 3]], weights=[3, 1], costs=[1]), WeightedSum())
    assert found.scores.tolist() == [1.0, 0.0, 0.5]


def test_a_length_of_zero_divides_nobody() -> None:
    found = score(table([[0, 3], [0, 4]], weights=[1, 1], costs=[0]), WeightedSum("vector"))
    np.testing.assert_allclose(found.scores, [0.5 + 0.3, 0.5 + 0.4])


def test_values_that_differ_by_rounding_are_alike() -> None:
    found = score(table([[0.1 + 0.2, 1], [0.3, 2]]), WeightedSum())
    assert found.scores.tolist() == [0.5, 1.0]


def test_the_published_example() -> None:
    # The values are printed with four digits, and were scored there with more.
    np.testing.assert_allclose(
        sanchez().scores(SANCHEZ_WEIGHTS), [0.3162, 0.2768, 0.2621, 0.1449], atol=2e-4
    )
