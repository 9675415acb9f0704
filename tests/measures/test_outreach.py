"""What followed outreach: months counted by hand, and the statistics against oracles."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.measures import typed_frame
from analysis.measures.outreach import (
    MEASURES,
    TOGETHER,
    answer_outreach,
    answer_quality,
    applications_compared,
    grade_lines,
)
from analysis.measures.outreach_statistics import Moments, rate_ratio, welch
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.examples import examples
from tests.own_case import loaded, write_case

(MEASURE,) = MEASURES


def _applications() -> pd.DataFrame:
    """Two a month in the city from July to December 2024, one in each other month of 2024."""
    rows = []
    for month in range(1, 13):
        for number in range(2 if month > 6 else 1):
            rows.append(
                {
                    "submitted_on": f"2024-{month:02d}-{10 + number}",
                    "unit_id": "522_v2",
                    "score": 60 + month,
                    "result": "approved" if number == 0 else "refused",
                    "activity": "TU_VAN",
                }
            )
    # One at no known place, one for the whole province, one after the data end.
    rows += [
        {"submitted_on": "2024-03-01", "unit_id": None, "result": "pending"},
        {"submitted_on": "2024-04-01", "unit_id": "51_v1", "result": "approved"},
        {"submitted_on": "2026-01-15", "unit_id": "522_v2", "result": "approved"},
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(
        application_id=[f"H{n}" for n in range(len(frame))],
        establishment_id="E",
        currency="VND",
    )


TABLES = {
    "establishment": pd.DataFrame({"establishment_id": ["E"], "industry": ["10"]}),
    "application": _applications(),
    "outreach_event": pd.DataFrame(
        {
            "event_id": ["V1", "V2", "V3"],
            "kind": "meeting",
            # June 2024 in the city, in a ward of it in the same month, and for the whole province.
            "held_on": ["2024-06-05", "2024-06-20", "2024-01-05"],
            "unit_id": ["522_v2", "21010_v1", "51_v1"],
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("outreach")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _frame(snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    return typed_frame(MEASURE.run(snapshot, scope or Scope(language="en")), MEASURE)


def _row(frame: pd.DataFrame, district: str, event: str = "outreach") -> pd.Series:
    rows = frame[(frame["district"] == district) & (frame["event"] == event)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_six_months_after_against_the_others(snapshot: Snapshot) -> None:
    row = _row(_frame(snapshot), "522")
    assert row["events"] == 2
    # July to December lie after it; January to May are the others; June stands apart.
    assert (row["months_after"], row["months_other"]) == (6, 5)
    assert (row["applications_after"], row["applications_other"]) == (12, 5)
    assert row["applications_between"] == 1
    # Five applications and five months are too few to say anything.
    assert row["verdict_name"] == "Cannot tell yet"
    assert pd.isna(row["rate_ratio"])
    assert row["grade"] == 1


def test_each_application_counts_once_and_the_unplaced_stay_visible(snapshot: Snapshot) -> None:
    frame = _frame(snapshot)
    for event in ("outreach", "training"):
        rows = frame[(frame["event"] == event) & (frame["district"] != TOGETHER)]
        sides = ["applications_after", "applications_other", "applications_between"]
        assert int(rows[sides].sum().sum()) == 20
    lost = _row(frame, "unknown")
    assert (lost["applications_between"], lost["verdict"]) == (1, "no_place")
    assert _row(frame, "51")["applications_between"] == 1
    assert applications_compared(frame) == 18


def test_a_district_nobody_applied_in_has_its_quiet_months(snapshot: Snapshot) -> None:
    row = _row(_frame(snapshot), "535")
    assert (row["months_after"], row["months_other"]) == (0, 12)
    assert (row["applications_other"], row["verdict"]) == (0, "cannot_tell")


def test_enough_of_both_is_compared(tmp_path: Path) -> None:
    applications = TABLES["application"]
    early = applications.iloc[:6].assign(
        application_id=[f"X{n}" for n in range(6)],
        submitted_on=[f"2023-{month:02d}-15" for month in (7, 8, 9, 10, 11, 12)],
        result="refused",
        score=50,
    )
    tables = {**TABLES, "application": pd.concat([applications, early])}
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    frame = _frame(snapshot)
    row = _row(frame, "522")
    assert (row["months_after"], row["months_other"]) == (6, 11)
    assert (row["applications_after"], row["applications_other"]) == (12, 11)
    # Two a month against one a month, without any scatter: the dispersion is that of Poisson.
    assert (row["rate_ratio"], row["dispersion"]) == (pytest.approx(2), 1)
    error = math.sqrt(1 / 12 + 1 / 11)
    assert row["ratio_low"] == pytest.approx(2 * math.exp(-1.959964 * error), rel=1e-5)
    assert row["verdict"] == "level"
    assert (row["approved_share_after"], row["decided_after"]) == (0.5, 12)
    assert row["approved_share_other"] == pytest.approx(5 / 11)
    after = [60 + month for month in range(7, 13) for _twice in range(2)]
    other = [60 + month for month in range(1, 6)] + [50] * 6
    assert row["score_difference"] == pytest.approx(np.mean(after) - np.mean(other))
    oracle = stats.ttest_ind(after, other, equal_var=False).confidence_interval(0.95)
    assert (row["score_low"], row["score_high"]) == (
        pytest.approx(oracle.low),
        pytest.approx(oracle.high),
    )
    sentence = answer_outreach(frame, "outreach")
    assert sentence is not None
    assert "a description, evidence grade 1, not an effect" in sentence.en
    quality = answer_quality(frame, "outreach")
    assert quality is not None
    assert quality.en == (
        "Approved: 50% within 6 months after (n = 12), 45% in other months (n = 11)"
    )


def test_the_sentence_says_what_is_needed(snapshot: Snapshot) -> None:
    frame = _frame(snapshot)
    sentence = answer_outreach(frame, "training")
    assert sentence is not None
    assert sentence.en == (
        "Officer training: what follows cannot be told yet; needed: 10 applications and 6 months "
        "on each side"
    )
    assert answer_quality(frame, "training") is None
    assert grade_lines("en")[0] == "Evidence grade 1 of 5: a description, not an effect."


@pytest.mark.parametrize(
    ("scope", "applications"),
    [
        (Scope(years=(2024,)), 20),
        (Scope(districts=("522",)), 18),
        (Scope(districts=("unknown",)), 1),
        (Scope(activities=("TU_VAN",)), 18),
        (Scope(industries=("10",)), 20),
        (Scope(years=(1999,)), 0),
        (Scope(sizes=("micro",)), 0),
    ],
)
def test_filters(snapshot: Snapshot, scope: Scope, applications: int) -> None:
    frame = _frame(snapshot, scope)
    rows = frame[(frame["event"] == "outreach") & (frame["district"] != TOGETHER)]
    sides = ["applications_after", "applications_other", "applications_between"]
    assert int(rows[sides].sum().sum()) == applications
    if not applications:
        assert frame.empty
        assert answer_outreach(frame, "outreach") is None


def test_one_stratum_is_the_plain_ratio() -> None:
    ratio = rate_ratio([([2, 4], [1, 1, 1])])
    assert ratio is not None
    assert ratio.value == pytest.approx(3)
    # Poisson: the variance of the log is 1/6 + 1/3; Pearson's chi-square 2/3 on 3 is below 1.
    assert ratio.dispersion == 1
    assert ratio.high == pytest.approx(3 * math.exp(1.959964 * math.sqrt(1 / 6 + 1 / 3)), rel=1e-5)


def test_scatter_beyond_poisson_widens_the_interval() -> None:
    ratio = rate_ratio([([0, 12], [1, 5])])
    assert ratio is not None
    # ((6² + 6²) / 6 + (2² + 2²) / 3) / 2.
    assert ratio.dispersion == pytest.approx((12 + 8 / 3) / 2)


def test_strata_are_weighted_as_mantel_and_haenszel_did() -> None:
    ratio = rate_ratio([([3, 3], [1, 1]), ([8], [2, 2, 2])])
    assert ratio is not None
    upper = 6 * 2 / 4 + 8 * 3 / 4
    lower = 2 * 2 / 4 + 6 * 1 / 4
    assert ratio.value == pytest.approx(upper / lower)


def test_nothing_to_compare() -> None:
    assert rate_ratio([]) is None
    assert rate_ratio([([], [1, 2])]) is None
    assert rate_ratio([([0, 0], [1, 2])]) is None
    assert welch(Moments(1, 5.0, 25.0), Moments(3, 6.0, 14.0)) is None
    equal = welch(Moments(2, 10.0, 50.0), Moments(2, 8.0, 32.0))
    assert equal is not None
    assert (equal.value, equal.low, equal.high) == (1, 1, 1)


_SCORES = st.lists(st.integers(0, 100), min_size=2, max_size=40)


@settings(max_examples=examples(60))
@given(_SCORES, _SCORES)
def test_welch_is_that_of_scipy(first: list[int], second: list[int]) -> None:
    if len(set(first)) == 1 and len(set(second)) == 1:
        return
    moments = [
        Moments(len(values), float(sum(values)), float(sum(value**2 for value in values)))
        for values in (first, second)
    ]
    found = welch(*moments)
    assert found is not None
    oracle = stats.ttest_ind(first, second, equal_var=False).confidence_interval(0.95)
    assert found.low == pytest.approx(oracle.low, abs=1e-6)
    assert found.high == pytest.approx(oracle.high, abs=1e-6)
