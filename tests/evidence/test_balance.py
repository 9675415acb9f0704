"""Balance and overlap against sums done by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence.balance import (
    balance,
    balance_check,
    love_plot_frame,
    overlap,
    overlap_check,
)
from analysis.language import Text
from tests.evidence.cases import panel

# Supported: 1, 3 and yes, no. Compared: 0, 2, 4 and yes, no, no.
COVARIATES = [[1, 1], [3, 0], [0, 1], [2, 0], [4, 0]]
COHORTS = [2002, 2002, 0, 0, 0]


def _panel(covariates=None, cohorts=COHORTS):
    given_ = COVARIATES if covariates is None else covariates
    return panel(cohorts, [[0, 0]] * len(cohorts), covariates=given_)


def test_differences_are_divided_by_the_mean_variance() -> None:
    found = balance(_panel())
    # Means 2 and 2; then 0.5 against 1/3, variances 0.5 and 1/3.
    assert found.before == pytest.approx([0.0, (1 / 2 - 1 / 3) / np.sqrt((1 / 2 + 1 / 3) / 2)])
    assert np.isnan(found.after).all()
    # Variances 2 and 4; the ratio of a yes-or-no is not told.
    assert found.ratios_before[0] == pytest.approx(0.5)
    assert np.isnan(found.ratios_before[1])
    assert (found.supported, found.compared, found.effective) == (2, 3, 3)
    assert found.largest == pytest.approx(abs(found.before[1]))


def test_weights_are_the_odds_of_support() -> None:
    # Odds 1, 1/3, 1/3 of the compared.
    chances = np.array([0.5, 0.5, 0.5, 0.25, 0.25])
    found = balance(_panel(), chances)
    mean = (0 * 1 + 2 / 3 + 4 / 3) / (5 / 3)
    assert found.after[0] == pytest.approx((2 - mean) / np.sqrt(3))
    assert found.after[1] == pytest.approx((0.5 - 0.6) / np.sqrt((1 / 2 + 1 / 3) / 2))
    # (5/3)² over 1 + 1/9 + 1/9.
    assert found.effective == pytest.approx((25 / 9) / (11 / 9))
    shares = np.array([0.6, 0.2, 0.2])
    spread = shares @ (np.array([0, 2, 4]) - mean) ** 2 / (1 - shares @ shares)
    assert found.ratios_after[0] == pytest.approx(2 / spread)


def test_equal_weights_change_nothing() -> None:
    found = balance(_panel(), np.full(5, 0.4))
    assert found.after == pytest.approx(found.before)
    assert found.ratios_after[0] == pytest.approx(found.ratios_before[0])
    assert found.effective == pytest.approx(3)


@given(st.floats(0.01, 100), st.floats(-1000, 1000))
def test_units_of_measurement_do_not_matter(factor: float, shift: float) -> None:
    values = np.array([[1.0], [3], [0.5], [2], [4]])
    moved = balance(_panel(values * factor + shift)).before
    assert moved == pytest.approx(balance(_panel(values)).before, rel=1e-6, abs=1e-9)


def test_what_is_unknown_or_alike_or_missing() -> None:
    # A unit with an unknown covariate is left out; one constant everywhere does not differ.
    found = balance(_panel([[1, 7], [3, 7], [0, 7], [2, 7], [np.nan, 7]]))
    assert found.compared == 2
    assert found.before[1] == 0
    alone = balance(_panel(cohorts=[2002, 0, 0, 0, 0]))
    assert np.isnan(alone.before).all()
    assert np.isnan(alone.largest)
    assert balance_check(alone).passed is None
    nothing = balance(panel(COHORTS, [[0, 0]] * 5))
    assert balance_check(nothing).passed is None


def test_the_finding_names_the_worst() -> None:
    labels = {"x1": Text("Ngành gỗ", "Wood")}
    check = balance_check(balance(_panel()), labels)
    assert check.passed is False
    assert check.numbers["over_limit"] == 1
    assert "Ngành gỗ, 0,26 độ lệch chuẩn" in check.finding.vi
    assert "1 of 2" in check.finding.en
    assert "Wood, 0.26" in check.finding.en
    frame = love_plot_frame(balance(_panel()), labels)
    assert list(frame["code"]) == ["x1", "x0"]
    alike = balance_check(balance(_panel([[1, 1], [3, 0], [1, 1], [3, 0], [2, 0.5]])))
    assert alike.passed is True


def test_overlap_counts_who_has_nobody_alike() -> None:
    chances = np.array([0.2, 0.5, 0.9, 0.1, 0.6, np.nan])
    treated = np.array([True, True, True, False, False, False])
    found = overlap(chances, treated)
    assert (found.low, found.high, found.outside, found.supported) == (0.1, 0.6, 1, 3)
    check = overlap_check(found)
    assert check.passed is False
    assert "2 of 3" in check.finding.en
    assert "67%" in check.finding.en
    assert overlap_check(overlap(chances[:2], treated[:2])).passed is None
    inside = overlap(np.array([0.2, 0.1, 0.6]), np.array([True, False, False]))
    assert overlap_check(inside).passed is True
