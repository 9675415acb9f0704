"""A score beside the law's order: how alike, who differs most, and why."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.decisions.scoring.disagreement import disagreement, disagreement_words
from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.pulls import pulls
from analysis.decisions.scoring.scores import score
from tests.decisions.scoring.tables import UNKNOWN, table

SUM = METHODS["weighted_sum"]
NONE = np.zeros(4, dtype=np.bool_)
# Scores 0.75, 0.5, 0.5·(1/2 + 0), 0: ranks 1, 2, 3, 4.
SCORED = score(table([[4, 2], [0, 4], [2, 0], [0, 0]]), SUM)


def test_the_same_order_agrees_wholly() -> None:
    found = disagreement(SCORED, np.array([1.0, 2.0, 3.0, 4.0]), NONE)
    assert found.tau == pytest.approx(1.0)
    assert found.n == 4
    assert found.pairs() == ()
    words = disagreement_words(found)
    assert "tau-b = 1 over 4 alternatives" in words.en
    assert "Furthest" not in words.en
    assert "product A is number 1 by both." in found.frame()["why_en"].tolist()


def test_ties_count_as_kendall_s_tau_b_has_them() -> None:
    # By hand: pairs 6, one tied by law (A and B): 5 in order, none opposite; 5/√(5·6).
    found = disagreement(SCORED, np.array([1.0, 1.0, 3.0, 4.0]), NONE)
    assert found.tau == pytest.approx(5 / np.sqrt(30))
    assert found.law.tolist() == [1.5, 1.5, 3.0, 4.0]


def test_whoever_has_no_place_by_law_is_left_out_and_counted() -> None:
    found = disagreement(SCORED, np.array([2.0, UNKNOWN, 1.0, 3.0]), NONE)
    assert found.n == 3
    assert found.rows.tolist() == [0, 2, 3]
    assert found.score.tolist() == [1.0, 2.0, 3.0]
    expected = stats.kendalltau([2, 1, 3], [1, 2, 3]).statistic
    assert found.tau == pytest.approx(expected)
    assert "1 have no place by law" in disagreement_words(found).en
    assert "1 phương án chưa có thứ tự" in disagreement_words(found).vi


def test_the_widest_difference_is_first_and_says_why() -> None:
    partial = np.array([True, False, False, False])
    found = disagreement(SCORED, np.array([4.0, 2.0, 3.0, 1.0]), partial)
    frame = found.frame()
    assert frame["id"].tolist()[:2] == ["A", "D"]
    assert frame["gap"].tolist() == [3.0, -3.0, 0.0, 0.0]
    # On the first criterion A has 4 where the middle is 1, on the second 2 where it is 1.
    assert frame["why_en"][0] == (
        "product A is number 1 by score and 4 by the law's order: lifted by criterion 1, "
        "criterion 2. Its place by law rests only on the classes that are known."
    )
    assert "held down by criterion" in frame["why_en"][1]
    assert "được kéo lên nhờ tiêu chí 1, tiêu chí 2" in frame["why_vi"][0]
    # The law puts D before A, by three places; so does nobody else by as much.
    assert found.pairs(1) == ((3, 0),)
    assert "the law puts product D before product A" in disagreement_words(found).en


def test_pairs_are_those_in_opposite_order_only() -> None:
    found = disagreement(SCORED, np.array([4.0, 2.0, 3.0, 1.0]), NONE)
    law, ours = found.law, SCORED.ranks
    for first, second in found.pairs(100):
        assert law[first] < law[second]
        assert ours[first] > ours[second]
    opposite = [
        (one, other)
        for one in range(4)
        for other in range(4)
        if law[one] < law[other] and ours[one] > ours[other]
    ]
    assert set(found.pairs(100)) == set(opposite)


def test_an_order_that_is_all_ties_cannot_be_compared() -> None:
    found = disagreement(SCORED, np.ones(4), NONE)
    assert np.isnan(found.tau)
    assert "cannot be held against" in disagreement_words(found).en
    alone = disagreement(SCORED, np.array([1.0, UNKNOWN, UNKNOWN, UNKNOWN]), NONE)
    assert "only 1 of 4" in disagreement_words(alone).en


def test_ranks_of_others_are_refused() -> None:
    with pytest.raises(ValueError, match="do not match"):
        disagreement(SCORED, np.ones(3), NONE)


@pytest.mark.parametrize("code", list(METHODS))
def test_a_pull_is_what_the_middle_would_take_away(code: str) -> None:
    found = score(table([[9, 1], [5, 5], [1, UNKNOWN]], weights=[2, 1], costs=[1]), METHODS[code])
    pulled = pulls(found)
    # Of the first criterion the middle is B's own value; of the second that of A and B.
    assert pulled[0, 0] > 0
    assert pulled[1, 0] == pytest.approx(0)
    assert pulled[2, 0] < 0
    assert pulled[0, 1] > 0
    assert pulled[1, 1] < 0
    assert pulled[2, 1] == pytest.approx(0)


def test_pulls_of_a_weighted_sum_are_weight_times_distance_from_the_middle() -> None:
    found = score(table([[9, 1], [5, 5], [1, 3]], weights=[3, 1]), SUM)
    np.testing.assert_allclose(pulls(found), [[0.375, -0.125], [0, 0.125], [-0.375, 0]])
