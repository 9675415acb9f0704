"""Leaving out one district at a time, on panels where the answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.evidence.leave_out import leave_one_out, leave_one_out_check
from analysis.evidence.model import NEVER
from analysis.evidence.spoken import said_on
from analysis.language import Text
from tests.evidence.cases import panel, simple, simulated

SAY = said_on("level")


def test_each_estimate_is_that_of_the_rest_by_hand() -> None:
    # Changes: 5 and 3 in place 1, 1 in place 2; never: 1 in place 2, 0 in place 3.
    given = panel([2002, 2002, 2002, NEVER, NEVER], [[0, 5], [0, 3], [0, 1], [0, 1], [0, 0]])
    frame = leave_one_out(given, np.array([1, 1, 2, 2, 3]), simple(), {1: Text("Một", "One")})
    # Place 3 has nobody supported and is not left out.
    assert frame["place"].tolist() == [1, 2]
    assert frame["estimate"].tolist() == pytest.approx([1 - 0.5, 4 - 0])
    assert frame["left_out"].tolist() == [2, 1]
    assert frame["supported"].tolist() == [1, 2]
    assert frame["compared"].tolist() == [2, 1]
    assert frame["label_vi"].tolist() == ["Một", "2"]


def test_an_even_effect_stands() -> None:
    given = simulated(units=800)
    places = np.arange(800) % 8
    whole = simple()(given)
    frame = leave_one_out(given, places, simple())
    assert len(frame) == 8
    check = leave_one_out_check(whole.overall, whole.overall_error, frame, SAY)
    assert check.passed is True
    assert check.numbers["sign_flips"] == 0
    assert check.numbers["verdicts_changed"] == 0
    assert check.numbers["low"] == frame["estimate"].min()


def test_one_place_that_makes_the_whole_is_found() -> None:
    given = simulated(units=800, effect=-0.02, noise=0.02)
    places = np.arange(800) % 8
    lifted = given.outcomes + 3.0 * (
        (places[:, None] == 5)
        & (given.cohorts[:, None] != NEVER)
        & (given.periods >= given.cohorts[:, None])
    )
    given = panel(given.cohorts, lifted)
    whole = simple()(given)
    frame = leave_one_out(given, places, simple(), {5: Text("Năm", "Five")})
    check = leave_one_out_check(whole.overall, whole.overall_error, frame, SAY)
    assert check.passed is False
    assert check.numbers["sign_flips"] == 1
    assert check.numbers["verdicts_changed"] == 1
    assert "without Five" in check.finding.en
    assert "bỏ Năm" in check.finding.vi


def test_one_place_cannot_be_left_out() -> None:
    given = simulated(units=60)
    whole = simple()(given)
    frame = leave_one_out(given, np.zeros(60, dtype=np.int64), simple())
    assert frame["estimate"].isna().all()
    assert leave_one_out_check(whole.overall, whole.overall_error, frame, SAY).passed is None
    nobody = leave_one_out(panel([NEVER], [[1, 2]]), np.array([1]), simple())
    assert nobody.empty
    assert leave_one_out_check(float("nan"), float("nan"), nobody, SAY).passed is None
