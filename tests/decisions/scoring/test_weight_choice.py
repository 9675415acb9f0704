"""Choices of weights: what an address writes reads back, and nothing else is believed."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.table import Criterion, DecisionTable
from analysis.decisions.scoring.weight_choice import (
    HIGHEST,
    MOST_COMPARED,
    STRONGEST,
    WeightChoice,
    judged,
    read_choice,
    slider_choice,
    weighted_as,
)
from analysis.language import Text
from tests.examples import examples

CODES = ("jobs", "women_jobs", "growth", "exports", "local_material", "districts", "waste", "gi2")
_NAME = Text("tên", "name")
TABLE = DecisionTable(
    ids=("a",),
    names=(_NAME,),
    criteria=tuple(Criterion(code, _NAME, _NAME) for code in CODES),
    values=np.zeros((1, len(CODES))),
)

_sliders = st.dictionaries(st.sampled_from(CODES), st.integers(0, HIGHEST)).map(slider_choice)
_judgement = st.integers(-STRONGEST, STRONGEST).filter(lambda one: one not in (-1, 0))


@st.composite
def _pairs(draw: st.DrawFn) -> WeightChoice:
    count = draw(st.integers(2, MOST_COMPARED))
    choice = WeightChoice().comparing(draw(st.permutations(CODES))[:count])
    for first, second in combinations(choice.compared, 2):
        choice = choice.with_judgement(first, second, draw(_judgement))
    return choice


_choices = st.one_of(st.just(WeightChoice()), _sliders, _pairs())


@settings(max_examples=examples(80))
@given(choice=_choices)
def test_a_choice_reads_back_from_its_code_without_anything_to_escape(choice: WeightChoice) -> None:
    code = choice.code()
    assert read_choice(code, CODES) == (choice, None)
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")


@settings(max_examples=examples(60))
@given(code=st.text(alphabet="pairslder.-_01289bix<>", max_size=30))
def test_any_code_is_read_as_some_choice_of_what_there_is(code: str) -> None:
    choice, problem = read_choice(code, CODES)
    assert set(choice.compared) | {name for name, _mark in choice.marks} <= set(CODES)
    assert read_choice(choice.code(), CODES) == (choice, None)
    if code not in ("", "equal"):
        assert choice.kind != "equal" or problem is not None


def test_what_cannot_be_read_is_said_and_the_rest_is_kept() -> None:
    sliders, problem = read_choice("sliders.jobs-8.gone-3", CODES)
    assert sliders == slider_choice({"jobs": 8})
    assert problem is not None
    # Without the criterion that is not there, the pair that is left keeps its judgement.
    pairs, problem = read_choice("pairs-3b5.jobs.gone.growth", CODES)
    assert pairs.compared == ("jobs", "growth")
    assert pairs.judgement("jobs", "growth") == -2
    assert problem is not None
    for wrong in ("pairs-3.jobs", "pairs-33.jobs.growth", "pairs-3.jobs.jobs", "sliders.jobs-11"):
        choice, problem = read_choice(wrong, CODES)
        assert not choice.marks
        assert not choice.compared
        assert problem is not None


def test_criteria_that_stay_keep_their_judgements_whichever_stands_first() -> None:
    choice = WeightChoice().comparing(("jobs", "growth", "exports"))
    choice = choice.with_judgement("jobs", "growth", 3).with_judgement("growth", "exports", -2)
    turned = choice.comparing(("growth", "jobs", "waste"))
    assert turned.judgement("growth", "jobs") == -3
    assert turned.judgement("growth", "waste") == 1
    for few in (("jobs",), ("jobs", "jobs"), CODES):
        with pytest.raises(ValueError, match="compared in pairs"):
            choice.comparing(few)


def test_weights_are_those_chosen() -> None:
    np.testing.assert_allclose(weighted_as(TABLE, WeightChoice()).weights, 1 / 8)
    marks = {code: 0 for code in CODES} | {"jobs": 6, "waste": 2}
    sliders = weighted_as(TABLE, slider_choice(marks)).weights
    np.testing.assert_allclose(sliders, [0.75, 0, 0, 0, 0, 0, 0.25, 0])
    with pytest.raises(ScoringError):
        weighted_as(TABLE, slider_choice(dict.fromkeys(CODES, 0))).weights.sum()
    # Consistent judgements (4 : 2 : 1) give their weights back, and what is not compared has none.
    choice, _ = read_choice("pairs-242.jobs.growth.waste", CODES)
    np.testing.assert_allclose(
        weighted_as(TABLE, choice).weights, np.array([4, 0, 2, 0, 0, 0, 1, 0]) / 7, atol=1e-12
    )
    found = judged(choice)
    assert found is not None
    assert found.ratio == pytest.approx(0)
    assert judged(WeightChoice()) is None
    less, _ = read_choice("pairs-d.jobs.growth", CODES)
    np.testing.assert_allclose(weighted_as(TABLE, less).weights[[0, 2]], [0.2, 0.8])


def test_a_slider_outside_its_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        slider_choice({"jobs": 11})
