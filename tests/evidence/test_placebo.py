"""Placebos: nothing is found where there is nothing, a drift is found where there is one."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.evidence.model import NEVER
from analysis.evidence.placebo import placebo_check, placebo_dates, placebo_outcomes, pretended
from analysis.evidence.spoken import said_on
from analysis.language import Text
from tests.evidence.cases import panel, simple, simulated

SAY = said_on("log")


def test_pretended_support_hides_what_came_after_the_real_one() -> None:
    given = panel([2004, 2003, NEVER], [[1, 2, 3, 9, 9], [1, 2, 8, 8, 8], [0, 0, 0, 0, 0]])
    found = pretended(given, 2)
    # Cohort 2003 would start in the first year, with nothing before it.
    assert found.cohorts.tolist() == [2002, NEVER]
    assert found.outcomes[0].tolist() == pytest.approx([1, 2, 3, np.nan, np.nan], nan_ok=True)
    assert found.outcomes[1].tolist() == [0] * 5
    # 2002: 2 − 1, 2003: 3 − 1, against 0.
    assert simple()(found).overall == pytest.approx(1.5)


def test_anticipation_hides_more_and_needs_more_years() -> None:
    given = panel([2005, NEVER], [[1, 2, 3, 4, 9], [0] * 5])
    found = pretended(given, 2, anticipation=1)
    assert np.isnan(found.outcomes[0, 3:]).all()
    assert np.isfinite(found.outcomes[0, :3]).all()
    with pytest.raises(ValueError, match="anticipated"):
        pretended(given, 2, anticipation=2)
    assert [one.code for one in placebo_dates(given, simple(), 2)] == ["placebo_date_3"]


def test_an_effect_of_real_support_does_not_reach_the_placebo() -> None:
    without = placebo_dates(simulated(effect=0.0), simple())
    huge = placebo_dates(simulated(effect=50.0), simple())
    assert [one.estimate for one in huge] == pytest.approx([one.estimate for one in without])
    for one in huge:
        check = placebo_check(one, SAY)
        assert check.passed is True
        assert "nothing is found" in check.finding.en


def test_a_drift_before_support_is_found() -> None:
    two, _ = placebo_dates(simulated(effect=0.0, trend=0.1), simple())
    check = placebo_check(two, SAY)
    assert check.passed is False
    assert check.numbers["p"] < 0.001
    assert "p < 0,001" in check.finding.vi
    # Two years pretended: one and two years of drift.
    assert two.interval is not None
    assert two.interval.holds(0.15)


def test_false_alarms_come_as_often_as_stated() -> None:
    alarms = sum(
        not placebo_dates(simulated(seed, 150), simple(), years=(2,))[0].interval.holds(0.0)
        for seed in range(400)
    )
    # 20 expected; binomial, four standard deviations.
    assert abs(alarms - 20) < 4 * np.sqrt(400 * 0.05 * 0.95)


def test_without_years_before_nothing_is_said() -> None:
    given = panel([2002, 2002, NEVER, NEVER], [[1, 2, 3]] * 4)
    for one in placebo_dates(given, simple()):
        assert one.estimate is None
        check = placebo_check(one, SAY)
        assert check.passed is None
        assert "before support" in check.finding.en


def test_outcomes_out_of_reach() -> None:
    moved, still = simulated(effect=0.3), simulated(effect=0.0)
    name = Text("Lượng mưa", "Rainfall")
    found = placebo_outcomes({"rain": (name, still), "moved": (name, moved)}, simple())
    assert [placebo_check(one, SAY).passed for one in found] == [True, False]
    assert found[0].title.en == "An outcome out of reach: Rainfall"
    unseen = panel([2002, NEVER], [[np.nan, np.nan], [np.nan, np.nan]])
    (one,) = placebo_outcomes({"rain": (name, unseen)}, simple())
    assert placebo_check(one, SAY).passed is None
