"""Ranks with their ties, what stands in for the unknown, and how far it could move a rank."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.methods import ABOUT, METHODS
from analysis.decisions.scoring.prepared import prepared
from analysis.decisions.scoring.ranks import competition_ranks, tied
from analysis.decisions.scoring.scores import score
from analysis.decisions.scoring.table import DecisionTable
from analysis.decisions.scoring.unknown_values import completed
from tests.decisions.scoring.tables import UNKNOWN, table, tables
from tests.examples import examples

ALL = pytest.mark.parametrize("code", list(METHODS))


def test_ties_share_the_better_rank() -> None:
    ranks = competition_ranks(np.array([[0.5, 0.9, 0.5, 0.1], [0.3, 0.3, 0.3, 0.3]]))
    assert ranks.tolist() == [[2, 1, 2, 4], [1, 1, 1, 1]]
    assert tied(ranks[0]) == [True, False, True, False]


def test_scores_that_differ_by_rounding_are_tied() -> None:
    assert competition_ranks(np.array([0.1 + 0.2, 0.3, 0.2])).tolist() == [1, 1, 3]


def test_the_frame_is_in_order_and_marks_ties_and_the_unknown() -> None:
    frame = score(table([[1, 5], [3, 5], [1, 5], [UNKNOWN, 5]]), METHODS["weighted_sum"]).frame()
    assert frame["id"].tolist() == ["B", "A", "C", "D"]
    assert frame["rank"].tolist() == [1, 2, 2, 2]
    assert frame["tied"].tolist() == [False, True, True, True]
    assert frame["unknown"].tolist() == [0, 0, 0, 1]
    # D's unknown value could be the 3 of B, or the 1 of the others.
    assert frame["best_rank"].tolist() == [1, 2, 2, 1]
    assert frame["worst_rank"].tolist() == [1, 3, 3, 2]


def test_a_criterion_known_for_nobody_is_dropped_and_said() -> None:
    found = score(table([[UNKNOWN, 1], [UNKNOWN, 2]], weights=[9, 1]), METHODS["weighted_sum"])
    assert [one.code for one in found.completed.dropped] == ["c1"]
    assert found.completed.weights.tolist() == [1.0]
    assert found.scores.tolist() == [0.0, 1.0]
    assert "criterion 1" in found.notes[0].en
    assert "tiêu chí 1" in found.notes[0].vi


def test_the_median_stands_in_and_is_said() -> None:
    found = score(table([[1], [2], [9], [UNKNOWN]]), METHODS["weighted_sum"])
    assert found.completed.values[:, 0].tolist() == [1, 2, 9, 2]
    assert found.scores[3] == pytest.approx(1 / 8)
    assert "1 of 4 alternatives lacks figures (criterion 1: 1)" in found.notes[0].en
    assert "1 trên 4 phương án còn thiếu số liệu (tiêu chí 1: 1)" in found.notes[0].vi


def test_a_table_without_holes_needs_no_note() -> None:
    assert score(table([[1], [2]]), METHODS["topsis"]).notes == ()


def test_nothing_known_at_all_is_refused() -> None:
    with pytest.raises(ScoringError, match="nothing can be scored"):
        score(table([[UNKNOWN], [UNKNOWN]]), METHODS["weighted_sum"])


def test_weight_on_nothing_but_the_unknown_is_refused() -> None:
    with pytest.raises(ScoringError, match="above zero"):
        score(table([[UNKNOWN, 1], [UNKNOWN, 2]], weights=[1, 0]), METHODS["weighted_sum"])


@ALL
@settings(max_examples=examples(50))
@given(found=tables(unknown=True, criteria=(1, 3)), seed=st.integers(0, 2**32 - 1))
def test_no_values_within_the_known_range_lead_out_of_the_interval_of_ranks(
    code: str, found: DecisionTable, seed: int
) -> None:
    known = np.isfinite(found.values).any(axis=0)
    if not known.any():
        return
    scored = score(found, METHODS[code])
    full = completed(found)
    low, high = full.at_ends()
    random = np.random.default_rng(seed)
    for _ in range(20):
        # Ends as well as values between them.
        share = np.clip(random.uniform(-0.5, 1.5, low.shape), 0, 1)
        tried = prepared(full, METHODS[code], low + share * (high - low)).scores(full.weights)
        ranks = competition_ranks(tried)
        assert (scored.best_ranks <= ranks).all()
        assert (ranks <= scored.worst_ranks).all()
    assert (scored.best_ranks <= scored.ranks).all()
    assert (scored.ranks <= scored.worst_ranks).all()


@ALL
def test_both_ends_of_the_interval_are_reached(code: str) -> None:
    found = table([[1, 8], [UNKNOWN, 6], [7, UNKNOWN], [4, 2]], weights=[2, 1])
    scored = score(found, METHODS[code])
    full = completed(found)
    ends = full.at_ends()
    seen = []
    for choice in product((0, 1), repeat=2):
        values = full.values.copy()
        values[1, 0], values[2, 1] = ends[choice[0]][1, 0], ends[choice[1]][2, 1]
        seen.append(competition_ranks(prepared(full, METHODS[code], values).scores(full.weights)))
    assert scored.best_ranks.tolist() == np.min(seen, axis=0).tolist()
    assert scored.worst_ranks.tolist() == np.max(seen, axis=0).tolist()


@ALL
@settings(max_examples=examples(50))
@given(found=tables(unknown=True, fewest=3), which=st.integers(0, 10**6))
def test_a_better_value_never_lowers_a_rank(code: str, found: DecisionTable, which: int) -> None:
    # On the criterion's own scale: the ends are held by others.
    row, column = which % found.values.shape[0], which % found.values.shape[1]
    rest = np.delete(found.values[:, column], row)
    if not np.isfinite(rest).any() or np.isnan(found.values[row, column]):
        return
    best = np.nanmax(rest) if found.benefit[column] else np.nanmin(rest)
    scale = completed(found)
    at = scale.table.codes.index(found.codes[column])
    values = scale.values.copy()
    values[row, at] = (
        best if (best > values[row, at]) == bool(found.benefit[column]) else values[row, at]
    )
    before = prepared(scale, METHODS[code]).scores(scale.weights)
    after = prepared(scale, METHODS[code], values).scores(scale.weights)
    assert after[row] >= before[row] - 1e-12
    others = np.delete(after, row), np.delete(before, row)
    np.testing.assert_allclose(*others)


def test_every_method_is_explained() -> None:
    assert set(ABOUT) == set(METHODS)
    assert "5,0%" in ABOUT["promethee"].vi
