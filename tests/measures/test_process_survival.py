"""The Kaplan-Meier curve against a published example and against SciPy."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.measures.process_survival import (
    Curve,
    ended_by,
    kaplan_meier,
    restricted_mean,
)

# Weeks of remission under 6-MP (Freireich et al. 1963), the example of Klein and Moeschberger.
ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
WAITING = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def _curve(ended: list[int], waiting: list[int]) -> Curve:
    days = [*ended, *waiting]
    return kaplan_meier(
        days, [1] * len(ended) + [0] * len(waiting), [0] * len(ended) + [1] * len(waiting)
    )


def test_the_published_example() -> None:
    curve = _curve(ENDED, WAITING)
    share = dict(zip(curve.days, curve.share, strict=True))
    expected = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    for day, value in expected.items():
        assert share[day] == pytest.approx(value, abs=5e-4)
    # Standard errors of Klein and Moeschberger (2003), table 4.1B.
    errors = curve.share * np.sqrt(curve.variance_sum)
    for day, value in {6: 0.0764, 7: 0.0869, 10: 0.0963, 23: 0.1346}.items():
        assert dict(zip(curve.days, errors, strict=True))[day] == pytest.approx(value, abs=5e-5)
    assert (curve.number, curve.events) == (21, 9)
    median = ended_by(curve, 0.5)
    assert (median.day, median.high) == (23, None)
    assert ended_by(curve, 0.8).day is None


def test_a_small_one_by_hand() -> None:
    # Four: two ended on days 2 and 4, one was last seen on day 3, one on day 5.
    curve = kaplan_meier([2, 3, 4, 5], [1, 0, 1, 0], [0, 1, 0, 1])
    assert curve.share.tolist() == [0.75, 0.75, 0.375, 0.375]
    assert curve.at_risk.tolist() == [4, 3, 2, 1]
    assert ended_by(curve, 0.5).day == 4
    mean = restricted_mean(curve, 5)
    assert mean is not None
    # 2 days at 1, 2 at 0.75, 1 at 0.375.
    assert mean.days == pytest.approx(3.875)
    # Areas to the right of day 2 and 4: 1.875 and 0.375.
    assert mean.error**2 == pytest.approx(1.875**2 / (4 * 3) + 0.375**2 / (2 * 1))


def test_a_quantile_met_exactly_is_the_first_such_day() -> None:
    assert ended_by(_curve([10, 20, 30, 40], []), 0.5).day == 20
    assert ended_by(_curve([10, 20, 30, 40, 50], []), 0.8).day == 40


def test_all_ended_on_one_day() -> None:
    curve = _curve([7], [])
    assert (curve.share[0], curve.low[0], curve.high[0]) == (0, 0, 1)
    median = ended_by(curve, 0.5)
    assert (median.day, median.low, median.high) == (7, 7, None)
    mean = restricted_mean(curve, 30)
    assert mean is not None
    assert (mean.days, mean.error) == (7, 0)


def test_nothing_and_nothing_ended() -> None:
    nothing = _curve([], [])
    assert (nothing.number, nothing.events) == (0, 0)
    assert ended_by(nothing, 0.5).day is None
    assert restricted_mean(nothing, 30) is None
    waiting = _curve([], [3, 40])
    assert waiting.share.tolist() == waiting.low.tolist() == [1, 1]
    assert ended_by(waiting, 0.5).low is None
    mean = restricted_mean(waiting, 30)
    assert mean is not None
    assert mean.days == 30


def test_a_mean_needs_to_be_followed_to_its_horizon() -> None:
    assert restricted_mean(_curve([5], [10]), 30) is None
    assert restricted_mean(_curve([5], [30]), 30) is not None
    # One of a hundred is left: held to the horizon it adds at most a hundredth of it.
    nearly = restricted_mean(_curve([5] * 99, [10]), 30)
    assert nearly is not None
    assert nearly.days == pytest.approx(5 + 0.01 * 25)


def test_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        kaplan_meier([-1], [1], [0])


days = st.lists(st.integers(0, 60), max_size=30)


@given(ended=days.filter(len), waiting=days)
def test_equal_to_scipy(ended: list[int], waiting: list[int]) -> None:
    curve = _curve(ended, waiting)
    data = stats.CensoredData(uncensored=ended, right=waiting)
    oracle = stats.ecdf(data).sf
    assert curve.share == pytest.approx(oracle.evaluate(curve.days), abs=1e-9)
    with warnings.catch_warnings():
        # SciPy warns where the formula gives no bound; those days are not compared.
        warnings.simplefilter("ignore", RuntimeWarning)
        band = oracle.confidence_interval(method="log-log")
        low, high = band.low.evaluate(curve.days), band.high.evaluate(curve.days)
    inside = (curve.share < 1) & (curve.share > 1e-12)
    assert curve.low[inside] == pytest.approx(low[inside], abs=1e-9)
    assert curve.high[inside] == pytest.approx(high[inside], abs=1e-9)
    assert (curve.low <= curve.share + 1e-12).all()
    assert (curve.share <= curve.high + 1e-12).all()
    median = ended_by(curve, 0.5)
    if median.day is not None:
        assert median.low is not None
        assert median.low <= median.day
        assert median.high is None or median.high >= median.day


@given(ended=days.filter(len), waiting=days, horizon=st.integers(1, 50))
def test_the_restricted_mean_is_the_area_under_the_curve(
    ended: list[int], waiting: list[int], horizon: int
) -> None:
    mean = restricted_mean(_curve(ended, waiting), horizon)
    oracle = stats.ecdf(stats.CensoredData(uncensored=ended, right=waiting)).sf
    area = float(oracle.evaluate(np.arange(horizon)).sum())
    longest = max([*ended, *waiting])
    if longest < horizon and oracle.evaluate(longest) > 0.02:
        assert mean is None
        return
    assert mean is not None
    assert mean.days == pytest.approx(area, abs=1e-9)
    if not waiting:
        # Without censoring, the variance is that of a mean of observations cut at the horizon.
        cut = np.minimum(ended, horizon)
        assert mean.days == pytest.approx(cut.mean())
        assert mean.error == pytest.approx(np.std(cut) / np.sqrt(len(cut)), abs=1e-9)
