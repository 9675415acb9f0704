"""The middle ranks over all weights, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from analysis.decisions.scoring.likely_ranks import likely_ranks
from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.smaa import smaa
from analysis.decisions.scoring.table import DecisionTable
from tests.decisions.scoring.tables import table, tables
from tests.examples import examples


def test_the_rarest_ranks_are_left_out_at_both_ends() -> None:
    found = smaa(table([[1, 2], [2, 1], [0, 0]]), METHODS["weighted_sum"], draws=10)
    shares = np.array([[0.04, 0.96, 0.0], [0.06, 0.0, 0.94], [0.9, 0.05, 0.05]])
    low, high = likely_ranks(replace(found, acceptability=shares))
    assert low.tolist() == [2, 1, 1]
    assert high.tolist() == [2, 3, 2]
    # Of eight in ten, a tenth may lie beyond either end.
    low, high = likely_ranks(replace(found, acceptability=shares), 0.8)
    assert low.tolist() == [2, 3, 1]
    assert high.tolist() == [2, 3, 1]


@settings(max_examples=examples(30))
@given(found=tables())
def test_a_wider_level_holds_a_narrower_one(found: DecisionTable) -> None:
    every = smaa(found, METHODS["topsis"], draws=200)
    low, high = likely_ranks(every, 0.5)
    lower, higher = likely_ranks(every, 0.99)
    assert (lower <= low).all()
    assert (low <= high).all()
    assert (high <= higher).all()
    assert (lower >= 1).all()
    assert (higher <= len(found.ids)).all()


def test_a_level_that_is_no_part_is_refused() -> None:
    every = smaa(table([[1], [2]]), METHODS["topsis"], draws=1)
    with pytest.raises(ValueError, match="no part"):
        likely_ranks(every, 1.0)
