"""SMAA against volumes that are known exactly, plain counting, and its own errors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.prepared import prepared
from analysis.decisions.scoring.rank_tally import RankTally
from analysis.decisions.scoring.ranks import competition_ranks
from analysis.decisions.scoring.scores import score
from analysis.decisions.scoring.smaa import Smaa, smaa
from analysis.decisions.scoring.smaa_words import smaa_words
from analysis.decisions.scoring.table import DecisionTable, Floats
from analysis.decisions.scoring.uncertain_values import uncertain_table
from analysis.decisions.scoring.unknown_values import completed
from analysis.decisions.scoring.weight_constraints import WeightConstraints
from tests.decisions.scoring.tables import UNKNOWN, table, tables
from tests.examples import examples

ALL = pytest.mark.parametrize("code", list(METHODS))
SUM = METHODS["weighted_sum"]


def close(found: Smaa, expected: Floats) -> None:
    """Hold acceptabilities against exact ones, to four of their Monte Carlo errors."""
    error = np.sqrt(expected * (1 - expected) / found.draws)
    assert (np.abs(found.acceptability - expected) <= 4 * error + 1e-12).all()


def test_each_best_on_one_criterion_is_first_in_as_many_weights() -> None:
    # First is whose criterion weighs most: 1/4 each, with the mean of the largest of four weights,
    # (1 + 1/2 + 1/3 + 1/4)/4, on it.
    found = smaa(table(np.eye(4)), SUM)
    close(found, np.full((4, 4), 0.25))
    largest = 25 / 48
    expected = np.where(np.eye(4) == 1, largest, (1 - largest) / 3)
    np.testing.assert_allclose(found.central_weights, expected, atol=0.006)
    assert found.confidence.tolist() == [1.0] * 4
    np.testing.assert_allclose(found.before + np.eye(4) * 0.5, 0.5, atol=0.015)


def test_volumes_that_follow_from_a_line() -> None:
    # Two criteria, w on the first: A scores w, B 1 − w, C 0.6. A is first for w > 0.6, B for
    # w < 0.4, C in between; C is never last, A is before B for w > 1/2.
    found = smaa(table([[1, 0], [0, 1], [0.6, 0.6]]), SUM)
    close(found, np.array([[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0.0]]))
    assert found.before[0, 1] == pytest.approx(0.5, abs=0.015)
    assert found.before[2, 0] == pytest.approx(0.6, abs=0.015)
    np.testing.assert_allclose(found.central_weights[:, 0], [0.8, 0.2, 0.5], atol=0.01)
    assert found.errors()[0, 0] == pytest.approx(np.sqrt(0.4 * 0.6 / 20_000), rel=0.02)


def test_an_order_of_importance_narrows_the_weights() -> None:
    found = smaa(table([[1, 0], [0, 1], [0.6, 0.6]]), SUM, WeightConstraints(order=("c1", "c2")))
    # w is uniform from 1/2 to 1.
    close(found, np.array([[0.8, 0.2, 0.0], [0.0, 0.0, 1.0], [0.2, 0.8, 0.0]]))
    assert np.isnan(found.central_weights[1]).all()
    assert np.isnan(found.confidence[1])


@ALL
@settings(max_examples=examples(20))
@given(found=tables(fewest=1))
def test_every_alternative_has_some_rank_in_every_draw(code: str, found: DecisionTable) -> None:
    result = smaa(found, METHODS[code], draws=300)
    np.testing.assert_allclose(result.acceptability.sum(axis=1), 1.0)
    both = result.before + result.before.T
    assert (both <= 1 + 1e-12).all()
    assert (np.diag(result.before) == 0).all()
    # A rank is one more than the number of those before.
    ranks = result.acceptability @ np.arange(1, len(both) + 1)
    np.testing.assert_allclose(ranks, 1 + result.before.sum(axis=0))


def test_tables_made_at_once_are_those_made_a_few_at_a_time() -> None:
    values = np.random.default_rng(4).random((6, 4))
    values[[0, 3, 5], [1, 1, 2]] = UNKNOWN
    errors = np.zeros((6, 4))
    errors[:, [1, 3]] = 0.2
    found = completed(table(values, costs=[3], errors=errors))
    for method in METHODS.values():
        uncertain = uncertain_table(found, prepared(found, method), draw_unknown=True)
        random = np.random.default_rng(8)
        few = [uncertain.tables(size, random).parts for size in (8, 8, 3)]
        at_once = uncertain.tables(19, np.random.default_rng(8), 8).parts
        assert np.array_equal(at_once, np.concatenate(few, axis=1))
        # Only what is unsure or unknown differs between tables.
        assert (at_once[:, :, 0] == at_once[:, :1, 0]).all()
        assert (at_once[:, :, 2, :5] == at_once[:, :1, 2, :5]).all()
        assert (at_once[:, :, 2, 5] != at_once[:, :1, 2, 5]).any()


@settings(max_examples=examples(60))
@given(tables(unknown=True))
def test_the_median_of_the_known_stands_in(given: DecisionTable) -> None:
    if not np.isfinite(given.values).any():
        return
    found = completed(given)
    medians = np.nanmedian(found.table.values, axis=0)
    assert np.array_equal(found.values, np.where(found.known, found.table.values, medians))


@ALL
def test_whoever_is_better_on_everything_is_always_before(code: str) -> None:
    result = smaa(table([[5, 9], [4, 8], [9, 1], [1, 9]]), METHODS[code], draws=2_000)
    assert result.before[0, 1] == 1.0
    assert result.acceptability[1, 0] == 0.0


@ALL
def test_twins_share_every_rank(code: str) -> None:
    result = smaa(table([[5, 1], [5, 1], [1, 5]]), METHODS[code], draws=1_000)
    assert result.before[0, 1] == result.before[1, 0] == 0.0
    assert result.acceptability[0].tolist() == result.acceptability[1].tolist()
    # Ahead they are both first and nobody is second, behind they are both second.
    assert result.acceptability[0, 2] == 0.0
    assert result.acceptability[2, 1] == 0.0


@ALL
def test_the_share_of_weights_is_that_of_scoring_them_one_by_one(code: str) -> None:
    random = np.random.default_rng(5)
    found = table(random.random((5, 3)), costs=[1])
    result = smaa(found, METHODS[code])
    firsts = np.zeros(5)
    for weights in random.dirichlet(np.ones(3), 400):
        firsts[list(score(found.weighted(weights), METHODS[code]).leaders)] += 1
    np.testing.assert_allclose(result.acceptability[:, 0], firsts / 400, atol=0.1)


def test_counts_are_those_of_plain_loops() -> None:
    random = np.random.default_rng(3)
    scores = random.integers(0, 4, (600, 6)).astype(np.float64)
    weights = random.dirichlet(np.ones(2), 600)
    ranks = competition_ranks(scores)
    tally = RankTally.empty(6, 2)
    tally.add(ranks[:300], weights[:300])
    tally.add(ranks[300:], weights[300:])
    for one in range(6):
        for other in range(6):
            assert tally.places[one, other] == (ranks[:, one] == other + 1).sum()
            assert tally.wins[one, other] == (ranks[:, one] < ranks[:, other]).sum()
        np.testing.assert_allclose(
            tally.first_weights[one], weights[ranks[:, one] == 1].sum(axis=0)
        )


def test_many_alternatives_are_counted_past_what_a_byte_holds() -> None:
    ranks = competition_ranks(np.linspace(1, 0, 300)[None])
    tally = RankTally.empty(300, 1)
    tally.add(ranks, np.ones((1, 1)))
    assert np.array_equal(tally.wins, np.triu(np.ones((300, 300)), 1))


def test_uncertain_values_are_drawn() -> None:
    # One criterion, so weights do not matter: A 1 ± 1 against B 0, which is ahead where a standard
    # normal exceeds −1, 84.1 %.
    errors = np.array([[1.0], [0.0]])
    found = smaa(table([[1.0], [0.0]], errors=errors), SUM)
    close(found, np.array([[0.8413, 0.1587], [0.1587, 0.8413]]))
    # A is first by its central weights as often, out of fewer draws.
    assert found.confidence[0] == pytest.approx(0.8413, abs=0.05)
    assert found.confidence_draws == 1_000


@ALL
def test_two_uncertain_values_differ_by_the_error_of_their_difference(code: str) -> None:
    errors = np.array([[0.3], [0.4]])
    found = smaa(table([[1.0], [0.5]], errors=errors), METHODS[code])
    close(found, np.array([[0.8413, 0.1587], [0.1587, 0.8413]]))


@ALL
def test_an_unknown_value_is_any_of_the_known_ones(code: str) -> None:
    # C's value is that of A or of B, half of the time each: it shares their rank.
    found = smaa(table([[1.0], [2.0], [UNKNOWN]]), METHODS[code])
    close(found, np.array([[0, 0.5, 0.5], [1, 0, 0], [0.5, 0.5, 0]]))
    median = smaa(table([[1.0], [2.0], [UNKNOWN]]), METHODS[code], draw_unknown=False)
    assert median.acceptability.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert median.confidence_draws == 1


def test_the_same_seed_gives_the_same_and_another_nearly() -> None:
    found = table([[3, 1, 2], [1, 3, 2], [2, 2, UNKNOWN]])
    first, again, other = (smaa(found, SUM, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first.acceptability, again.acceptability)
    assert not np.array_equal(first.acceptability, other.acceptability)
    np.testing.assert_allclose(first.acceptability, other.acceptability, atol=0.02)


def test_the_weights_of_the_table_do_not_matter() -> None:
    values = [[3, 1], [1, 3]]
    plain, zero = (smaa(table(values, weights=weights), SUM) for weights in ([1, 5], [0, 0]))
    assert np.array_equal(plain.acceptability, zero.acceptability)


def test_the_frame_has_a_row_for_every_rank() -> None:
    frame = smaa(table([[1, 0], [0, 1]]), SUM, draws=100).frame()
    assert frame[["id", "rank"]].to_numpy().tolist() == [["A", 1], ["A", 2], ["B", 1], ["B", 2]]
    assert frame.groupby("id")["share"].sum().tolist() == [1.0, 1.0]


def test_no_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="tell nothing"):
        smaa(table([[1.0]]), SUM, draws=0)


def test_who_is_first_most_often_is_said_with_its_weights() -> None:
    words = smaa_words(smaa(table([[1, 0], [0, 1], [0.6, 0.6]], costs=[]), SUM, draws=20_000))
    assert words.en.startswith("Of 20,000 sets of weights, product ")
    assert "(simulation error 0.35 points); 3 of 3 alternatives are first in some" in words.en
    assert words.vi.startswith("Thử 20.000 bộ trọng số: sản phẩm ")
    assert "điểm phần trăm" in words.vi
    assert "criterion 1 (80%)" in words.en or "criterion 2 (80%)" in words.en
    assert "only one" in smaa_words(smaa(table([[1.0]]), SUM)).en


def test_values_of_one_source_are_off_together() -> None:
    values, errors = [[1.0], [0.9]], np.array([[1.0], [1.0]])
    apart = smaa(table(values, errors=errors), SUM)
    together = smaa(replace(table(values, errors=errors), moving=np.array([[7], [7]])), SUM)
    # Apart, the lead of 0.1 is little beside √2; together it is always there.
    assert apart.before[0, 1] < 0.6
    assert together.before[0, 1] == 1.0
