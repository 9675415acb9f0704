"""What files are expected to bring, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis.decisions.activity_effects import NOT_KNOWN, NOTHING, Effect, Effects
from analysis.decisions.expected_outcomes import (
    NO_GRADE,
    expected_coverage,
    expected_jobs,
    expected_leverage,
    expected_productivity,
)
from analysis.decisions.promises import Promises
from analysis.language import Text

SAID = Text("đã nói", "said")
MACHINE = Effect(0.05, 0.03, 0.0, 3, "activity", 100)
OTHERS = Effect(0.02, 0.05, 0.04, 3, "common", 300)
EFFECTS = Effects("workers", {"MACHINE": MACHINE}, OTHERS, SAID)
UNTOLD = Effects("workers", {}, NOTHING, SAID)
PROMISES = Promises(slope=0.2, error=0.0, centre=0.1, low=-0.5, high=0.5, files=50)
NAN = float("nan")


def test_jobs_follow_the_effect_and_what_is_promised_beyond_the_usual() -> None:
    usual = 10 * math.exp(0.1)
    found = expected_jobs(
        np.array([10.0, 10.0, 10.0, 10.0, NAN]),
        np.array([usual, usual * math.exp(0.3), 1000.0, NAN, 20.0]),
        ["MACHINE"] * 5,
        EFFECTS,
        PROMISES,
    )
    # m = 0.05 with error 0.03; beyond the usual: 0, 0.3, 0.4 (no promise counts above 0.5), none.
    growth = np.array([0.05, 0.05 + 0.2 * 0.3, 0.05 + 0.2 * 0.4, 0.05])
    assert found.mean[:4] == pytest.approx(10 * np.expm1(growth + 0.03**2 / 2))
    assert math.isnan(found.mean[4]), "who knows no workers now knows no jobs"
    level = np.exp(growth + 0.03**2 / 2)
    assert found.error[:4] == pytest.approx(10 * level * math.sqrt(math.expm1(0.03**2)))
    assert found.grade.tolist() == [3] * 5


def test_an_unsure_slope_makes_a_bold_promise_less_sure() -> None:
    unsure = Promises(slope=0.2, error=0.25, centre=0.1, low=-0.5, high=0.5, files=50)
    found = expected_jobs(
        np.array([10.0, 10.0]),
        np.array([10 * math.exp(0.1), 10 * math.exp(0.5)]),
        ["MACHINE"] * 2,
        EFFECTS,
        unsure,
    )
    spread = math.hypot(0.03, 0.25 * 0.4)
    assert found.error[0] < found.error[1]
    mean = 0.05 + 0.2 * 0.4
    assert found.mean[1] == pytest.approx(10 * math.expm1(mean + spread**2 / 2))


def test_where_nothing_can_be_told_a_promise_counts_for_a_part_of_grade_0() -> None:
    alone = Promises(
        slope=0.5, error=0.25, centre=None, low=-math.log(2), high=math.log(2), files=0
    )
    found = expected_jobs(
        np.array([10.0, 10.0]), np.array([10.0, 15.0]), ["MACHINE"] * 2, UNTOLD, alone
    )
    assert found.mean[0] == pytest.approx(10 * math.expm1(NOT_KNOWN**2 / 2))
    spread = math.hypot(NOT_KNOWN, 0.25 * math.log(1.5))
    assert found.mean[1] == pytest.approx(10 * math.expm1(0.5 * math.log(1.5) + spread**2 / 2))
    assert found.grade.tolist() == [0, 0]
    assert found.error[1] > 1


def test_draws_have_the_mean_and_the_error_and_share_what_is_common() -> None:
    found = expected_productivity(["MACHINE", "MACHINE", "FAIR", "ADVICE"], EFFECTS, draws=20_000)
    assert found.draws is not None
    assert found.draws.mean(axis=0) == pytest.approx(found.mean, abs=2e-4)
    assert found.draws.std(axis=0) == pytest.approx(found.error, rel=0.02)
    same = np.corrcoef(found.draws.T)
    assert same[0, 1] == pytest.approx(1.0)
    # Two activities without an estimate of their own have the same one.
    assert same[2, 3] == pytest.approx(1.0)
    assert abs(same[0, 2]) < 0.05, "the machine's own error is not shared"
    again = expected_productivity(["MACHINE"], EFFECTS)
    assert np.array_equal(again.draws, expected_productivity(["MACHINE"], EFFECTS).draws)


def test_a_common_error_goes_through_all_activities() -> None:
    shared = Effects(
        "workers",
        {name: Effect(0.05, 0.05, 0.03, 3, "activity", 9) for name in ("A", "B")},
        OTHERS,
        SAID,
    )
    found = expected_productivity(["A", "B"], shared, draws=20_000)
    assert found.draws is not None
    # Correlation 0.03² / 0.05² = 0.36.
    assert np.corrcoef(found.draws.T)[0, 1] == pytest.approx(0.36, abs=0.02)


def test_counterpart_is_a_promise_of_grade_0() -> None:
    found = expected_leverage(np.array([300.0, NAN]))
    assert found.mean[0] == 300
    assert math.isnan(found.mean[1])
    assert (found.error.tolist(), found.grade.tolist(), found.draws) == ([0, 0], [0, 0], None)


def test_coverage_rises_only_where_a_place_is_behind_and_nobody_counts_twice() -> None:
    # Goal 10 %: of 100 places 5 lack five; of 100 with 9.5 only half of one is lacking.
    found = expected_coverage(
        np.array([100.0, 100.0, 100.0, 200.0, NAN]),
        np.array([5.0, 12.0, 5.0, 19.0, 3.0]),
        np.array([0.0, 0.0, 1.0, 0.0, 0.0]),
        0.1,
    )
    assert found.mean[:4] == pytest.approx([0.01, 0.0, 0.0, 0.005])
    assert math.isnan(found.mean[4])
    assert found.grade.tolist() == [NO_GRADE] * 5
    assert np.isnan(expected_coverage(np.ones(1), np.ones(1), np.zeros(1), None).mean).all()


def test_no_files_are_no_trouble() -> None:
    nobody = np.zeros(0)
    assert expected_jobs(nobody, nobody, [], EFFECTS, PROMISES).mean.shape == (0,)
    assert expected_productivity([], EFFECTS).mean.shape == (0,)
