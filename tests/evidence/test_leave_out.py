"""Leaving out one district at a time, on panels where the answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from analysis.evidence.estimator import subset
from analysis.evidence.leave_out import leave_one_out, leave_one_out_check
from analysis.evidence.model import NEVER
from analysis.evidence.simple_effect import simple_effect
from analysis.evidence.spoken import said_on
from analysis.evidence.wide import wide
from analysis.language import Text
from tests.evidence.cases import panel, simple, simulated
from tests.evidence.panels import PANEL_KINDS, panel_of, random_panel
from tests.examples import examples

SAY = said_on("level")


def test_each_estimate_is_that_of_the_rest_by_hand() -> None:
    # Changes: 5 and 3 in place 1, 1 in place 2; never: 1 in place 2, 0 in place 3.
    five = panel([2002, 2002, 2002, NEVER, NEVER], [[0, 5], [0, 3], [0, 1], [0, 1], [0, 0]])
    frame = leave_one_out(five, np.array([1, 1, 2, 2, 3]), names={1: Text("Một", "One")})
    # Place 3 has nobody supported and is not left out.
    assert frame["place"].tolist() == [1, 2]
    assert frame["estimate"].tolist() == pytest.approx([1 - 0.5, 4 - 0])
    assert frame["left_out"].tolist() == [2, 1]
    assert frame["supported"].tolist() == [1, 2]
    assert frame["compared"].tolist() == [2, 1]
    assert frame["label_vi"].tolist() == ["Một", "2"]


def test_an_even_effect_stands() -> None:
    whole_panel = simulated(units=800)
    places = np.arange(800) % 8
    whole = simple()(whole_panel)
    frame = leave_one_out(whole_panel, places)
    assert len(frame) == 8
    check = leave_one_out_check(whole, frame, SAY)
    assert check.passed is True
    assert check.numbers["sign_flips"] == 0
    assert check.numbers["verdicts_changed"] == 0
    assert check.numbers["low"] == frame["estimate"].min()


def test_one_place_that_makes_the_whole_is_found() -> None:
    whole_panel = simulated(units=800, effect=-0.02, noise=0.02)
    places = np.arange(800) % 8
    lifted = whole_panel.outcomes + 3.0 * (
        (places[:, None] == 5)
        & (whole_panel.cohorts[:, None] != NEVER)
        & (whole_panel.periods >= whole_panel.cohorts[:, None])
    )
    whole_panel = panel(whole_panel.cohorts, lifted)
    whole = simple()(whole_panel)
    frame = leave_one_out(whole_panel, places, names={5: Text("Năm", "Five")})
    check = leave_one_out_check(whole, frame, SAY)
    assert check.passed is False
    assert check.numbers["sign_flips"] == 1
    assert check.numbers["verdicts_changed"] == 1
    assert "without Five" in check.finding.en
    assert "bỏ Năm" in check.finding.vi


def test_one_place_cannot_be_left_out() -> None:
    whole_panel = simulated(units=60)
    whole = simple()(whole_panel)
    frame = leave_one_out(whole_panel, np.zeros(60, dtype=np.int64))
    assert frame["estimate"].isna().all()
    assert leave_one_out_check(whole, frame, SAY).passed is None
    nobody = leave_one_out(panel([NEVER], [[1, 2]]), np.array([1]))
    assert nobody.empty
    assert leave_one_out_check(simple()(panel([NEVER], [[1, 2]])), nobody, SAY).passed is None


@settings(max_examples=examples(40), deadline=None)
@given(*PANEL_KINDS)
def test_all_at_once_are_the_effects_of_the_rest_one_by_one(
    seed: int,
    units: int,
    missing: float,
    cohorts: tuple[int, ...],
    comparison: str,
    anticipation: int,
    clusters: int,
) -> None:
    drawn = random_panel(seed, units=units, missing=missing, cohorts=cohorts, clusters=clusters)
    whole = wide(panel_of(drawn))
    places = np.random.default_rng(seed).integers(-1, 4, len(whole.units))
    frame = leave_one_out(whole, places, comparison, anticipation)
    for row in frame.itertuples():
        rest = simple_effect(subset(whole, places != row.place), comparison, anticipation)
        assert row.supported == rest.overall_supported
        assert row.compared == rest.overall_compared
        assert row.estimate == pytest.approx(rest.overall, abs=1e-12, nan_ok=True)
        assert row.error == pytest.approx(rest.overall_error, rel=1e-6, abs=1e-6, nan_ok=True)
