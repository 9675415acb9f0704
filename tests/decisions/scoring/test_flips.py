"""Which weights change the lead: against a published table, a fine grid and a linear programme."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from scipy import optimize

from analysis.decisions.scoring.crossings import crossings, moved
from analysis.decisions.scoring.flip_words import flip_words, least_change_words
from analysis.decisions.scoring.flips import flips
from analysis.decisions.scoring.least_change import least_change
from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.ranks import competition_ranks
from analysis.decisions.scoring.scores import score
from analysis.decisions.scoring.table import DecisionTable
from tests.decisions.scoring.published import SANCHEZ_WEIGHTS, sanchez
from tests.decisions.scoring.tables import table, tables
from tests.examples import examples

ALL = pytest.mark.parametrize("code", list(METHODS))
GRID = np.linspace(0, 1, 2_001)


def test_the_published_change_of_the_first_weight() -> None:
    # Raising the first weight by 0.3807, normalised to 0.5131, brings the third level.
    found = crossings(sanchez(), SANCHEZ_WEIGHTS, 0, 0)
    above = found[found > SANCHEZ_WEIGHTS[0]]
    assert above[0] == pytest.approx(0.5131, abs=0.001)
    changed = moved(SANCHEZ_WEIGHTS, 0, above[:1])
    np.testing.assert_allclose(changed[0], [0.5131, 0.2215, 0.2083, 0.0572], atol=0.001)
    scores = sanchez().scores(changed[0])
    assert scores[2] == pytest.approx(scores[0])


@ALL
@settings(max_examples=examples(60))
@given(found=tables(criteria=(2, 4)))
def test_flips_are_where_a_fine_grid_sees_them(code: str, found: DecisionTable) -> None:
    scored = score(found, METHODS[code])
    assume(len(scored.leaders) == 1)
    result = flips(scored)
    leader, weights = scored.leaders[0], scored.completed.weights
    for column in range(len(weights)):
        ranks = competition_ranks(scored.prepared.scores(moved(weights, column, GRID)))
        lost = ranks[:, leader] > 1
        own = {
            flip.threshold < flip.weight: flip for flip in result.single if flip.criterion == column
        }
        for below in (True, False):
            # The ends themselves may be ties that no weight in between has.
            side = np.sign(GRID - weights[column]) == (-1 if below else 1)
            seen = GRID[1:-1][(lost & side)[1:-1]]
            flip = own.get(below)
            if flip is None:
                assert len(seen) <= 1
                continue
            # The grid may step over a stretch narrower than itself, never see one that is not.
            if len(seen):
                nearest = seen.max() if below else seen.min()
                assert abs(nearest - weights[column]) >= abs(flip.threshold - flip.weight) - 1e-9
            outward = (0.0 if below else 1.0) - flip.threshold
            inward = flip.threshold + np.array([-1e-7, 1e-7]) * np.sign(outward)
            just = competition_ranks(
                scored.prepared.scores(moved(weights, column, np.clip(inward, 0, 1)))
            )
            assert just[0, leader] == 1


@ALL
def test_beyond_the_threshold_the_new_leader_leads(code: str) -> None:
    scored = score(table([[9, 2, 5], [2, 9, 4], [6, 6, 1]], weights=[5, 3, 2]), METHODS[code])
    result = flips(scored)
    assert result.single
    for flip in result.single:
        step = 1e-4 if flip.threshold > flip.weight else -1e-4
        beyond = moved(scored.completed.weights, flip.criterion, np.array([flip.threshold + step]))
        ranks = competition_ranks(scored.prepared.scores(beyond))[0]
        assert tuple(np.flatnonzero(ranks == 1)) == flip.new_leaders
        assert scored.leaders[0] not in flip.new_leaders


def test_the_smallest_relative_change_stands_first() -> None:
    result = flips(score(table([[1, 0], [0, 1]], weights=[6, 4]), METHODS["weighted_sum"]))
    # Level at half and half: from 0.6, a sixth of it; from 0.4, a quarter.
    assert [flip.criterion for flip in result.single] == [0, 1]
    assert [flip.threshold for flip in result.single] == pytest.approx([0.5, 0.5])
    assert [flip.relative for flip in result.single] == pytest.approx([1 / 6, 1 / 4])
    frame = result.frame()
    assert frame["criterion"].tolist() == ["c1", "c2"]
    assert frame["change"].tolist() == pytest.approx([-0.1, 0.1])
    assert frame["new_leader"].tolist() == ["B", "B"]


def test_the_sentence_names_criterion_shares_and_both_leaders() -> None:
    result = flips(score(table([[1, 0], [0, 1]], weights=[6, 4]), METHODS["weighted_sum"]))
    words = flip_words(result)
    assert words.vi == (
        "Nếu trọng số «tiêu chí 1» giảm từ 60% xuống 50% (các trọng số khác giữ tỷ lệ với nhau) "
        "thì sản phẩm B đứng đầu thay sản phẩm A."
    )
    assert words.en == (
        "If the weight of “criterion 1” falls from 60% to 50% (the others keeping their "
        "proportions), product B takes the lead from product A."
    )
    least = least_change_words(result)
    assert least is not None
    assert "criterion 1 −10 points, criterion 2 +10 points" in least.en
    assert "tiêu chí 1 −10 điểm phần trăm" in least.vi


def test_shares_are_written_with_as_many_decimals_as_tell_them_apart() -> None:
    result = flips(score(table([[1, 0], [0, 1]], weights=[50.2, 49.8]), METHODS["weighted_sum"]))
    assert "từ 50,2% xuống 50,0%" in flip_words(result).vi


def test_who_leads_on_everything_cannot_be_overtaken() -> None:
    result = flips(score(table([[3, 3], [1, 2]]), METHODS["weighted_sum"]))
    assert result.single == ()
    assert result.least is None
    assert "No weight changed by itself takes the lead from product A" in flip_words(result).en
    assert least_change_words(result) is None


def test_where_two_lead_there_is_nothing_to_flip() -> None:
    result = flips(score(table([[3, 1], [1, 3]]), METHODS["topsis"]))
    assert result.single == ()
    assert "product A, product B share the lead" in flip_words(result).en


def test_a_weight_that_is_everything_gives_way_to_the_others_alike() -> None:
    weights = moved(np.array([1.0, 0.0, 0.0]), 0, np.array([0.4]))
    assert weights.tolist() == [[0.4, 0.3, 0.3]]


def test_a_single_criterion_has_no_weight_to_change() -> None:
    assert flips(score(table([[3], [1]]), METHODS["topsis"])).single == ()


@pytest.mark.parametrize("code", ["weighted_sum", "promethee"])
@settings(max_examples=examples(60))
@given(found=tables(criteria=(2, 5)))
def test_the_least_change_solves_the_linear_programme(code: str, found: DecisionTable) -> None:
    scored = score(found, METHODS[code])
    assume(len(scored.leaders) == 1)
    leader, weights = scored.leaders[0], scored.completed.weights
    utilities, count = scored.prepared.parts[0], len(weights)
    distances = []
    for rival in range(utilities.shape[1]):
        gaps = utilities[:, rival] - utilities[:, leader]
        if rival == leader or gaps.max() <= 0:
            continue
        # New weights and how far each is from the old.
        found_lp = optimize.linprog(
            np.concatenate([np.zeros(count), np.ones(count)]),
            A_ub=np.block(
                [
                    [np.eye(count), -np.eye(count)],
                    [-np.eye(count), -np.eye(count)],
                    [-gaps[None], np.zeros((1, count))],
                ]
            ),
            b_ub=np.concatenate([weights, -weights, [0.0]]),
            A_eq=np.concatenate([np.ones(count), np.zeros(count)])[None],
            b_eq=[1.0],
            method="highs",
        )
        distances.append(found_lp.fun)
    least = least_change(scored.prepared, weights, leader)
    if not distances:
        assert least is None
        return
    assert least is not None
    assert least.distance == pytest.approx(min(distances), abs=1e-7)
    assert least.weights.sum() == pytest.approx(1.0)
    assert least.weights.min() >= -1e-12
    level = scored.prepared.scores(least.weights)
    assert level[least.new_leader] == pytest.approx(level[leader], abs=1e-9)


def test_closeness_has_no_linear_least_change() -> None:
    scored = score(table([[3, 1], [1, 2]]), METHODS["topsis"])
    assert flips(scored).least is None
    with pytest.raises(ValueError, match="not linear"):
        least_change(scored.prepared, scored.completed.weights, 0)
