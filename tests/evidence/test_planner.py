"""Plans: what they promise is what the estimator delivers, with losses and silence too."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts.evidence import mde_curve
from analysis.evidence.aggregates import aggregate
from analysis.evidence.group_time import group_time
from analysis.evidence.moments import wide_moments
from analysis.evidence.noise import Noise
from analysis.evidence.planner import (
    Assumptions,
    assumptions_of,
    compared_of,
    plan_curve,
    plan_sentence,
    plan_table,
    planned_effect,
    planned_error,
    smallest_number,
)
from analysis.evidence.power import design_error, detectable_by_design
from analysis.language import Text
from tests.evidence.autoregressive import known_panel, losses, residuals
from tests.evidence.cases import UNKNOWN, panel
from tests.examples import examples

PLAIN = Assumptions(Noise(0.2, 0.5))
LOSSY = replace(PLAIN, compared_per_supported=2.0, attrition=0.08, non_response=0.2)
FIVE = math.log(1.05)

ASSUMPTIONS = st.builds(
    Assumptions,
    noise=st.builds(Noise, st.floats(0.05, 1.0), st.floats(-0.5, 0.95)),
    compared_per_supported=st.floats(0.2, 5.0),
    attrition=st.floats(0.0, 0.3),
    non_response=st.floats(0.0, 0.5),
    design_effect=st.floats(0.5, 4.0),
)


def test_without_losses_a_plan_is_the_design() -> None:
    for years in (1, 3, 5):
        assert planned_error(80, years, PLAIN) == pytest.approx(
            design_error(80, 80, PLAIN.noise, 1, years)
        )
        assert planned_effect(80, years, PLAIN) == pytest.approx(
            detectable_by_design(80, 80, PLAIN.noise, 1, years)
        )


@pytest.mark.parametrize("years", [1, 3])
def test_a_plan_promises_what_our_estimator_delivers(years: int) -> None:
    given_panel = known_panel(
        8, 6000, years + 1, 2000, attrition=LOSSY.attrition, non_response=LOSSY.non_response
    )
    effect = aggregate(group_time(wide_moments(given_panel)), "simple")
    assert effect.overall_error == pytest.approx(planned_error(2000, years, LOSSY), rel=0.05)


def test_a_plan_with_losses_by_monte_carlo() -> None:
    draws, years, supported = 1500, 3, 60
    units = supported * 3
    draw = np.random.default_rng(5)
    path = residuals(draw, (draws * units, years + 1), 0.2, 0.5)
    path *= losses(draw, path.shape, LOSSY.attrition, LOSSY.non_response)
    change = (path[:, 1:] - path[:, :1]).reshape(draws, units, years)
    means = [np.nanmean(side, axis=1) for side in (change[:, :supported], change[:, supported:])]
    estimate = (means[0] - means[1]).mean(axis=1)
    # That of 1,500 draws errs by 1.8 %, and numbers seen vary from draw to draw.
    assert estimate.std() == pytest.approx(planned_error(supported, years, LOSSY), rel=0.06)


@settings(max_examples=examples(40))
@given(
    assumed=ASSUMPTIONS,
    supported=st.integers(20, 2000),
    years=st.integers(1, 6),
)
def test_what_helps_helps(assumed: Assumptions, supported: int, years: int) -> None:
    seen = planned_effect(supported, years, assumed)
    better: list[Any] = [
        planned_effect(supported + 10, years, assumed),
        planned_effect(supported, years, replace(assumed, attrition=assumed.attrition / 2)),
        planned_effect(supported, years, replace(assumed, non_response=assumed.non_response / 2)),
        planned_effect(supported, years, replace(assumed, design_effect=0.4)),
        planned_effect(supported, years, replace(assumed, power=0.7)),
    ]
    more = replace(assumed, compared_per_supported=assumed.compared_per_supported + 1)
    assert planned_error(supported, years, more) < planned_error(supported, years, assumed)
    if math.isfinite(seen):
        assert all(value <= seen * (1 + 1e-12) for value in better)


@settings(max_examples=examples(40))
@given(assumed=ASSUMPTIONS, wanted=st.floats(0.02, 0.5), years=st.integers(1, 6))
def test_the_smallest_number_is_enough_and_one_less_is_not(
    assumed: Assumptions, wanted: float, years: int
) -> None:
    needed = smallest_number(wanted, years, assumed)
    if needed is None:
        assert not planned_effect(100_000, years, assumed) <= wanted
        return
    assert planned_effect(needed, years, assumed) <= wanted
    # One supported establishment has no error, and is never enough.
    assert needed > 1
    assert needed == 2 or not planned_effect(needed - 1, years, assumed) <= wanted
    assert smallest_number(-wanted, years, assumed) == needed


def test_the_table_and_the_curve() -> None:
    table = plan_table(LOSSY, (1, 60, 240), (1, 3))
    assert table.columns.tolist() == ["supported", "compared", "years", "error", "detectable"]
    assert table["supported"].tolist() == [1, 1, 60, 60, 240, 240]
    assert table["compared"].tolist() == [2, 2, 120, 120, 480, 480]
    assert table["detectable"].isna().tolist() == [True, True, False, False, False, False]
    last = table.iloc[-1]
    assert last["detectable"] == planned_effect(240, 3, LOSSY)
    points = plan_curve(LOSSY, 3)
    assert (points[0][0], points[-1][0]) == (30, 960)
    assert [value for _, value in points] == sorted((v for _, v in points), reverse=True)
    assert plan_curve(LOSSY, 3, (1, 240)) == ((240, last["detectable"]),)
    assert len(mde_curve(points, (120, 0.1), "vi", "x", "log").data) == 2


def test_outcomes_that_wander_are_not_helped_by_waiting() -> None:
    fading, wandering = Assumptions(Noise(0.2, 0.0)), Assumptions(Noise(0.2, 0.97))
    assert planned_effect(100, 5, fading) < planned_effect(100, 1, fading)
    assert planned_effect(100, 5, wandering) > planned_effect(100, 1, wandering)


def test_assumptions_come_from_the_panel() -> None:
    found = assumptions_of(known_panel(9, 9000, 6, 3000, attrition=0.08, non_response=0.2))
    assert found.noise.deviation == pytest.approx(0.2, rel=0.06)
    assert found.noise.correlation == pytest.approx(0.5, abs=0.05)
    assert found.attrition == pytest.approx(0.08, abs=0.015)
    assert found.non_response == pytest.approx(0.2, abs=0.02)
    assert found.compared_per_supported == pytest.approx(2.0, rel=0.02)
    many = known_panel(9, 600, 3, 20)
    assert assumptions_of(many).compared_per_supported == 4.0
    assert assumptions_of(many, 1.0).compared_per_supported == 1.0
    # Nobody to compare with yet: a plan follows as many as it supports.
    assert assumptions_of(known_panel(9, 50, 4, 50, start=2004)).compared_per_supported == 1.0
    with pytest.raises(ValueError, match="seen twice"):
        assumptions_of(panel([0, 2002], [[1.0, UNKNOWN], [1.0, 2.0]]))


def test_the_plan_in_words() -> None:
    needed = smallest_number(FIVE, 3, LOSSY)
    assert needed is not None
    said = plan_sentence(FIVE, 3, LOSSY, "log")
    assert said == Text(
        f"Theo dõi {needed} cơ sở được hỗ trợ và {2 * needed} cơ sở không được hỗ trợ trong 3 năm "
        "để thấy thay đổi 5,0% (khả năng 80%; đã tính mỗi năm mất 8,0% và 20% không trả lời).",
        f"Follow {needed} supported establishments and {2 * needed} without support for 3 years to "
        "see a change of 5.0% (with a chance of 80%; allowing for 8.0% lost every year and 20% not "
        "answering).",
    )
    short = plan_sentence(FIVE, 3, LOSSY, "log", today=needed - 12)
    assert short.en.endswith(f"; there are {needed - 12} today, 12 more are needed.")
    assert plan_sentence(FIVE, 3, LOSSY, "log", today=needed).vi.endswith("đã đủ.")
    assert "for 1 year to see" in plan_sentence(FIVE, 1, LOSSY, "log").en
    assert (
        "a change of 2.5 persons"
        in plan_sentence(2.5, 2, Assumptions(Noise(4.0)), "level", Text("người", "persons")).en
    )
    vain = plan_sentence(1e-4, 3, LOSSY, "log")
    assert vain.en == (
        "Over 3 years, following 100,000 supported establishments would not show a change of 0.01%."
    )
    assert "100.000 cơ sở" in vain.vi
    for text in (said, short, vain):
        assert "effect" not in text.en
        assert "tác động" not in text.vi


def test_a_ratio_that_is_not_whole_is_rounded_up() -> None:
    assert compared_of(7, replace(PLAIN, compared_per_supported=1.5)) == 11
    assert compared_of(10, replace(PLAIN, compared_per_supported=1.1)) == 11


@pytest.mark.parametrize(
    "facts",
    [
        {"attrition": 1.0},
        {"non_response": -0.1},
        {"compared_per_supported": 0.0},
        {"design_effect": UNKNOWN},
    ],
)
def test_impossible_assumptions_are_refused(facts: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"no share|above zero"):
        replace(PLAIN, **facts)


def test_impossible_plans_are_refused() -> None:
    with pytest.raises(ValueError, match="no plan"):
        planned_error(10, 0, PLAIN)
    with pytest.raises(ValueError, match="no plan"):
        planned_error(0, 2, PLAIN)
    with pytest.raises(ValueError, match="nothing"):
        smallest_number(0.0, 2, PLAIN)
