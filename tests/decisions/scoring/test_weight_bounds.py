"""Bounds of weights: read and written alike, kept by every draw, told in words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.smaa import smaa
from analysis.decisions.scoring.table import Criterion, DecisionTable
from analysis.decisions.scoring.weight_bounds import (
    WeightBounds,
    bound_words,
    constraints_of,
    own_bounds,
    read_bounds,
)
from analysis.decisions.scoring.weight_constraints import polytope
from analysis.decisions.scoring.weight_draws import draw_weights
from analysis.language import Text

CODES = ("a", "b", "c")
LABELS = {code: Text(f"tiêu chí {code}", f"criterion {code}") for code in CODES}

ENDS = st.lists(st.integers(0, 100), min_size=2, max_size=2).map(sorted)


def _table() -> DecisionTable:
    """Return three products; the first leads by a, the second by b, the third by c."""
    criteria = tuple(Criterion(code, LABELS[code], LABELS[code], "benefit") for code in CODES)
    names = tuple(Text(name, name) for name in "xyz")
    nothing = np.zeros((3, 3))
    sources = np.arange(9).reshape(3, 3)
    return DecisionTable(("x", "y", "z"), names, criteria, np.eye(3), nothing, sources)


@given(st.dictionaries(st.sampled_from(CODES), ENDS))
def test_what_is_written_is_read(ends: dict[str, list[int]]) -> None:
    bounds = own_bounds([(code, low, high) for code, (low, high) in ends.items()])
    assert read_bounds(bounds.code(), CODES) == (bounds, None)
    for code, (low, high) in ends.items():
        assert bounds.of(code) == (low, high)


@given(st.text(max_size=60))
def test_any_address_is_read_without_an_error(code: str) -> None:
    bounds, problem = read_bounds(code, CODES)
    assert bounds.kind in ("all", "around", "own")
    if problem is not None:
        assert code[:40] in problem.vi


def test_unreadable_parts_are_told_and_the_rest_kept() -> None:
    bounds, problem = read_bounds("own.a-5-30.b-60-20.d-0-10", CODES)
    assert bounds == WeightBounds("own", (("a", 5, 30),))
    assert problem is not None
    assert bounds.with_ends("a", 0, 100).ends == ()
    with pytest.raises(ValueError, match="the lower first"):
        own_bounds([("a", 40, 30)])


def test_every_draw_keeps_to_the_bounds() -> None:
    chosen = {"a": 0.6, "b": 0.4, "c": 0.0}
    for bounds in (own_bounds([("a", 10, 30), ("c", 20, 60)]), WeightBounds("around")):
        body = polytope(CODES, constraints_of(bounds, chosen) or pytest.fail("no constraints"))
        weights = draw_weights(body, 500, np.random.default_rng(1))
        assert (weights >= body.lower - 1e-9).all()
        assert (weights <= body.upper + 1e-9).all()
        assert np.allclose(weights.sum(axis=1), 1)
    assert constraints_of(WeightBounds(), chosen) is None
    assert constraints_of(own_bounds([]), chosen) is None


def test_bounds_decide_who_can_lead() -> None:
    method = METHODS["weighted_sum"]
    everything = smaa(_table(), method, draws=2_000)
    assert (everything.acceptability[:, 0] > 0.25).all()
    bounds = own_bounds([("a", 60, 100)])
    bounded = smaa(_table(), method, constraints_of(bounds, {}), draws=2_000)
    assert bounded.acceptability[:, 0].tolist() == [1.0, 0.0, 0.0]
    with pytest.raises(ScoringError):
        smaa(_table(), method, constraints_of(own_bounds([("a", 80, 90), ("b", 80, 90)]), {}))


def test_what_is_tried_is_told() -> None:
    assert "without any bound" in bound_words(WeightBounds(), LABELS).en
    assert "từ một nửa đến gấp đôi" in bound_words(WeightBounds("around"), LABELS).vi
    said = bound_words(own_bounds([("b", 5, 30)]), LABELS)
    assert said.en == (
        "Only weights within bounds are tried: criterion b 5%–30%; other criteria have none."
    )
