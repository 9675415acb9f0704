"""Who it works for: shrinkage against an independent library, groups against hand-made panels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence.model import NEVER
from analysis.evidence.spoken import said_on
from analysis.evidence.subgroups import (
    group_panel,
    heterogeneity_check,
    holm,
    subgroups,
    summarised,
)
from analysis.language import Text
from analysis.measures.shrinkage import shrink
from tests.evidence.cases import panel, simple, simulated

ESTIMATES = np.array([0.12, -0.05, 0.30, 0.08, 0.21, 0.02])
ERRORS = np.array([0.05, 0.08, 0.06, 0.10, 0.04, 0.07])
SAY = said_on("log")
TITLE = Text("Theo ngành", "By industry")


def test_random_effects_equal_those_of_statsmodels() -> None:
    # statsmodels 0.15.0, stats.meta_analysis.combine_effects(ESTIMATES, ERRORS**2,
    # method_re="iterated"), whose iterations stop at 1e-4 of Q.
    found = shrink(ESTIMATES, ERRORS)
    assert found.spread**2 == pytest.approx(0.01168439678209403, rel=1e-4)
    assert found.statistic == pytest.approx(19.045750492343565, rel=1e-12)
    assert found.p == pytest.approx(0.0018847825289705798, rel=1e-10)
    assert found.mean == pytest.approx(0.12342387032277252, rel=1e-5)
    assert found.mean_error == pytest.approx(0.05178411009356416, rel=1e-4)


def test_two_equal_errors_by_hand() -> None:
    # Variance between 0.5 × (0.4)² − 0.01 = 0.07; trust 0.07 / 0.08.
    found = shrink(np.array([0.0, 0.4]), np.array([0.1, 0.1]))
    assert found.statistic == pytest.approx(8.0)
    assert found.spread**2 == pytest.approx(0.07)
    assert found.posterior == pytest.approx([0.025, 0.375])
    expected = np.sqrt(0.875 * 0.01 + 0.125**2 * 0.04)
    assert found.posterior_errors == pytest.approx([expected, expected])


def test_no_more_than_chance_is_drawn_together_fully() -> None:
    found = shrink(np.array([0.10, 0.12, 0.09]), np.array([0.1, 0.1, 0.1]))
    assert found.spread == 0
    assert found.posterior == pytest.approx([found.mean] * 3)
    assert found.posterior_errors == pytest.approx([0.1 / np.sqrt(3)] * 3)


_SOME = st.lists(st.tuples(st.floats(-5, 5), st.floats(0.01, 3)), min_size=1, max_size=12)


@given(_SOME)
def test_shrinkage_lies_between_the_estimate_and_the_mean(rows) -> None:
    values, errors = (np.array(column) for column in zip(*rows, strict=True))
    found = shrink(values, errors)
    low, high = np.minimum(values, found.mean), np.maximum(values, found.mean)
    assert (found.posterior >= low - 1e-9).all()
    assert (found.posterior <= high + 1e-9).all()
    # With the variance between, Q is what is expected of it; without, it is no more.
    weights = 1 / (errors**2 + found.spread**2)
    mean = weights @ values / weights.sum()
    q = weights @ (values - mean) ** 2
    if found.spread > 0:
        assert q == pytest.approx(len(values) - 1, rel=1e-6)
    else:
        assert q <= len(values) - 1 + 1e-9


def test_estimates_unknown_take_no_part() -> None:
    found = shrink(np.array([0.1, np.nan, 0.3, 0.2]), np.array([0.1, 0.1, np.nan, 0.0]))
    assert found.degrees == 0
    assert np.isnan(found.p)
    assert found.posterior[0] == pytest.approx(0.1)
    assert np.isnan(found.posterior[1:]).all()
    assert np.isnan(shrink(np.empty(0), np.empty(0)).mean)


def test_holm_by_hand() -> None:
    # Smallest × 3, next × 2 but never below, last × 1.
    assert holm(np.array([0.04, 0.01, np.nan, 0.03])) == pytest.approx(
        [0.06, 0.03, np.nan, 0.06], nan_ok=True
    )
    assert holm(np.array([0.5, 0.9])).tolist() == [1.0, 1.0]


# Two supported of a and b in 2003 and 2004, one never; columns 2001 to 2004.
HAND = panel([2003, 2004, NEVER], [[1, 1, 5, 6], [2, 2, 3, 9], [0, 0, 1, 1]])
MEMBERS = np.array([True, False, False])


def test_a_group_is_held_against_the_whole_pool() -> None:
    never = group_panel(HAND, MEMBERS, "never")
    assert never.cohorts.tolist() == [2003, NEVER]
    # 2003: 4 − 1; 2004: 5 − 1.
    assert simple()(never).overall == pytest.approx(3.5)
    waiting = group_panel(HAND, MEMBERS, "not_yet")
    assert waiting.cohorts.tolist() == [2003, NEVER, NEVER]
    # b serves until its support: in 2003 it changed by 1 too.
    assert waiting.outcomes[1].tolist()[:3] == [2, 2, 3]
    assert np.isnan(waiting.outcomes[1, 3])
    found = simple("not_yet")(waiting)
    assert found.overall == pytest.approx(((4 - 1) + (5 - 1)) / 2)
    assert found.overall_compared == 2
    # What it is expected to foresee does not serve either.
    assert np.isnan(group_panel(HAND, MEMBERS, "not_yet", 1).outcomes[1, 2:]).all()


def test_groups_keep_their_order_and_say_how_few_they_are() -> None:
    given_ = simulated(units=900)
    draw = np.random.default_rng(3)
    groups = draw.choice(np.array(["a", "b", "c"]), 900, p=[0.58, 0.37, 0.05])
    labels = {code: Text(f"Nhóm {code}", f"Group {code}") for code in "abc"}
    found = subgroups(given_, groups, simple(), "industry", TITLE, labels)
    frame = found.frame
    assert frame["code"].tolist() == ["a", "b", "c"]
    counts = [int(((groups == code) & (given_.cohorts != NEVER)).sum()) for code in "abc"]
    assert frame["supported"].tolist() == counts
    assert (frame["compared"] == (given_.cohorts == NEVER).sum()).all()
    assert frame["small"].tolist() == [False, False, True]
    assert ((frame["low"] < 0.1) & (frame["high"] > 0.1)).all()
    assert (frame["shrunk_high"] - frame["shrunk_low"] < frame["high"] - frame["low"]).all()
    check = heterogeneity_check(found, SAY)
    assert check.passed is True
    assert f"Group c ({counts[2]})" in check.finding.en
    assert "Nhóm c" in check.finding.vi
    assert "no more than chance" in check.finding.en
    assert "a (" not in check.finding.en


def test_true_differences_are_seen() -> None:
    check = heterogeneity_check(_summary(ESTIMATES, ERRORS), SAY)
    assert check.passed is False
    assert "more than chance (p = 0.002)" in check.finding.en
    assert "p = 0,002" in check.finding.vi
    # 0.12 at 0.05, 0.30 at 0.06 and 0.21 at 0.04: the first p is 0.016, × 4 is too large.
    assert check.numbers["distinct"] == 2


def test_one_group_or_none_cannot_be_compared() -> None:
    nothing = np.empty(0)
    for found in (_summary(ESTIMATES[:1], ERRORS[:1]), _summary(nothing, nothing)):
        assert heterogeneity_check(found, SAY).passed is None
    empty = panel([NEVER, NEVER], [[1, 2], [1, 2]])
    found = subgroups(empty, np.array(["", ""]), simple(), "industry", TITLE, {})
    assert found.frame.empty


def test_a_name_with_braces_is_written_as_it_is() -> None:
    found = _summary(ESTIMATES, ERRORS, supported=15, name="{gỗ}")
    assert "{gỗ} (15)" in heterogeneity_check(found, SAY).finding.vi


def test_fewer_than_ten_supported_have_a_row_and_no_estimate() -> None:
    found = _summary(ESTIMATES, ERRORS, supported=9)
    assert len(found.frame) == len(ESTIMATES)
    assert found.frame[["estimate", "low", "high", "shrunk", "p_holm"]].isna().all(axis=None)
    assert heterogeneity_check(found, SAY).passed is None


def _summary(estimates, errors, supported=100, name="x"):
    frame = pd.DataFrame(
        {
            "code": [str(k) for k in range(len(estimates))],
            "label_vi": name,
            "label_en": name,
            "supported": supported,
            "compared": 500,
            "estimate": estimates,
            "error": errors,
        }
    )
    return summarised(frame, "industry", TITLE)
