"""Whose leaving changes the order of the rest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.reversals import reversal_words, reversals
from analysis.decisions.scoring.scores import score
from analysis.decisions.scoring.table import DecisionTable
from tests.decisions.scoring.tables import UNKNOWN, table, tables
from tests.examples import examples

# B alone holds the far end of the second criterion, D the near end of the first.
REVERSING = [[4.0, 4.0], [2.0, 10.0], [10.0, 0.0], [0.0, 1.0]]


def test_the_leaving_of_an_extreme_turns_two_others_round() -> None:
    scored = score(table(REVERSING), METHODS["weighted_sum"])
    # With all: A ½·0.4 + ½·0.4 = 0.4, B ½·0.2 + ½·1 = 0.6, C ½, D 0.05.
    assert scored.scores.tolist() == pytest.approx([0.4, 0.6, 0.5, 0.05])
    found = reversals(scored)
    # Without B the second range ends at 4: A ½·0.4 + ½·1 = 0.7 overtakes C, ½.
    assert found.each[1].swaps == ((0, 2),)
    assert found.each[1].leader_changes
    # Without D the first range begins at 2: B and C, ½ each, are level.
    assert found.each[3].swaps == ()
    assert found.each[3].ties == ((1, 2),)
    frame = found.frame()
    assert frame["changed"].tolist() == [False, True, False, True]
    assert frame["swaps"].tolist() == [0, 1, 0, 0]
    assert frame["ties"].tolist() == [0, 0, 0, 1]
    words = reversal_words(found)
    assert "in 2 of 4 cases, and in 2 of them the lead too" in words.en
    assert "without product B, product A overtakes product C" in words.en
    assert "bỏ sản phẩm B thì sản phẩm A vượt lên trên sản phẩm C" in words.vi


def test_ties_that_begin_or_end_are_changes_too() -> None:
    # A and B are level until C, who alone tells the second criterion's range, leaves.
    scored = score(
        table([[1, 0, 3], [0, 1, 3], [0, 2, 0]], weights=[1, 2, 1]), METHODS["weighted_sum"]
    )
    assert scored.ranks.tolist() == [1, 1, 1]
    found = reversals(scored)
    assert found.each[2].ties == ((0, 1),)
    assert found.each[2].swaps == ()
    assert "draws or ceases to be level" in reversal_words(found).en


@pytest.mark.parametrize("code", list(METHODS))
@settings(max_examples=examples(40))
@given(found=tables(fewest=1, unknown=True))
def test_each_leaving_is_what_scoring_the_rest_gives(code: str, found: DecisionTable) -> None:
    known = np.isfinite(found.values)
    # Whoever leaves, something is known of the rest.
    if (known.sum(axis=0) >= 2).sum() == 0:
        return
    scored = score(found, METHODS[code])
    for leaving, one in enumerate(reversals(scored).each):
        rest = [place for place in range(len(found.ids)) if place != leaving]
        if not rest:
            assert not one.changed
            continue
        after = score(found.without(leaving), METHODS[code]).ranks
        expected = set()
        for i, first in enumerate(rest):
            for j, second in enumerate(rest):
                if scored.ranks[first] > scored.ranks[second] and after[i] < after[j]:
                    expected.add((first, second))
        assert set(one.swaps) == expected


def test_a_single_criterion_never_reverses() -> None:
    found = reversals(score(table([[3], [1], [2]]), METHODS["topsis"]))
    assert not found.frame()["changed"].any()
    assert "stays as it is" in reversal_words(found).en


def test_an_unknown_value_s_stand_in_may_move() -> None:
    # The median of 1, 2, 9 is 2; without the 1 it is 5.5, and D passes B.
    scored = score(table([[1], [2], [9], [UNKNOWN]]), METHODS["weighted_sum"])
    found = reversals(scored)
    assert found.each[0].ties == ((1, 3),)
