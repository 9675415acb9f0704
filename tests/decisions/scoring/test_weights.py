"""Weights set on sliders, and all alike."""

from __future__ import annotations

import pytest

from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.weights import equal_weights, slider_weights
from tests.decisions.scoring.tables import table

TABLE = table([[1, 2, 3]], weights=[5, 1, 1])


def test_sliders_become_shares_and_what_is_not_named_has_none() -> None:
    assert slider_weights(TABLE, {"c1": 30, "c3": 10}).weights.tolist() == [0.75, 0.0, 0.25]


def test_all_sliders_at_zero_are_refused() -> None:
    with pytest.raises(ScoringError, match="above zero"):
        slider_weights(TABLE, {"c1": 0})


def test_a_slider_of_no_criterion_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="c9"):
        slider_weights(TABLE, {"c9": 1})


def test_equal_weights_forget_the_table_s_own() -> None:
    assert equal_weights(TABLE).weights.tolist() == pytest.approx([1 / 3] * 3)
