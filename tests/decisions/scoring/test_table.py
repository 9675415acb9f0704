"""A decision table refuses what makes no sense, and its weights are shares."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.table import Criterion, DecisionTable, normalised
from analysis.language import Text
from tests.decisions.scoring.tables import UNIT, table

NAME = Text("tên", "name")


def test_weights_are_shares_of_what_they_add_up_to() -> None:
    assert table([[1, 2, 3]], weights=[2, 6, 0]).weights.tolist() == [0.25, 0.75, 0.0]


def test_all_weights_zero_is_refused_in_both_languages() -> None:
    with pytest.raises(ScoringError, match="above zero") as caught:
        normalised([0, 0])
    assert "lớn hơn 0" in caught.value.text.vi


@pytest.mark.parametrize("weight", [-0.1, float("nan"), float("inf")])
def test_a_weight_that_is_none_is_refused_and_named(weight: float) -> None:
    with pytest.raises(ScoringError, match=f"{weight:g}"):
        normalised([1.0, weight])


def criteria(*codes: str) -> tuple[Criterion, ...]:
    return tuple(Criterion(code, NAME, UNIT) for code in codes)


@pytest.mark.parametrize(
    ("ids", "codes", "values", "errors"),
    [
        (("a",), ("c", "d"), [[1.0]], None),
        (("a", "a"), ("c",), [[1.0], [2.0]], None),
        (("a",), ("c", "c"), [[1.0, 2.0]], None),
        (("a",), ("c",), [[np.inf]], None),
        (("a",), ("c",), [[1.0]], [[-0.1]]),
        (("a",), ("c",), [[1.0]], [[np.inf]]),
        (("a",), ("c",), [[1.0]], [[0.1, 0.2]]),
    ],
)
def test_a_table_that_does_not_fit_together_is_refused(
    ids: tuple[str, ...],
    codes: tuple[str, ...],
    values: list[list[float]],
    errors: list[list[float]] | None,
) -> None:
    given = None if errors is None else np.array(errors)
    with pytest.raises(ValueError, match=r"twice|infinite|negative|are not"):
        DecisionTable(ids, (NAME,) * len(ids), criteria(*codes), np.array(values), given)


def test_whoever_leaves_takes_their_row_along() -> None:
    errors = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
    rest = table([[1, 2], [3, 4], [5, 6]], errors=errors).without(1)
    assert rest.ids == ("A", "C")
    assert [name.en for name in rest.names] == ["product A", "product C"]
    assert rest.values.tolist() == [[1, 2], [5, 6]]
    assert rest.errors is not None
    assert rest.errors.tolist() == [[0.1, 0.2], [0.5, 0.6]]


def test_what_moves_together_has_the_shape_of_the_values() -> None:
    with pytest.raises(ValueError, match="moving"):
        replace(table([[1, 2]]), moving=np.array([[1]]))
    rest = replace(table([[1, 2], [3, 4]]), moving=np.array([[1, 2], [1, 3]])).without(0)
    assert rest.moving is not None
    assert rest.moving.tolist() == [[1, 3]]
