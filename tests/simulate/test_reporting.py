"""Days of reporting: as calibrated, uneven between districts, and moving nothing else."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from analysis.settings import PROJECT_ROOT
from analysis.simulate import outcomes
from analysis.simulate.calibration import Reporting
from analysis.simulate.places import load_places
from analysis.simulate.province import DEFAULT_SEED, simulate_province
from analysis.simulate.reporting import reporting_days


@pytest.fixture(scope="module", params=(DEFAULT_SEED, 7))
def records(request: pytest.FixtureRequest) -> pd.DataFrame:
    frame = simulate_province(request.param)["outcome_record"]
    due = pd.to_datetime((frame["year"] + 1).astype(str) + "-03-31")
    return frame.assign(seed=request.param, late=(frame["reported_on"] > due))


def test_most_records_come_in_time_and_some_have_no_day(records: pd.DataFrame) -> None:
    settled = records[records["year"] < 2025]
    undated = float(settled["reported_on"].isna().mean())
    in_time = 1 - float(settled.loc[settled["reported_on"].notna(), "late"].mean())
    assert 0.05 <= undated <= 0.07
    assert 0.70 <= in_time <= 0.90
    if records["seed"].iloc[0] == DEFAULT_SEED:
        page = (PROJECT_ROOT / "docs" / "simulation.md").read_text(encoding="utf-8")
        rows = dict(re.findall(r"^\| (\w[^|]+) \|.*\| ([^|]+) \|$", page, flags=re.MULTILINE))
        assert rows["dated records in by 31 March"] == f"{in_time:.1%}".replace("%", " %")
        assert rows["records of 2013–2024 without a day"] == f"{undated:.1%}".replace("%", " %")


def test_no_day_lies_before_its_year_ends_or_after_the_data_do(records: pd.DataFrame) -> None:
    known = records[records["reported_on"].notna()]
    assert (known["reported_on"].dt.year == known["year"] + 1).all()
    assert known["reported_on"].max() <= pd.Timestamp(2025, 12, 31)
    assert records.loc[records["year"] == 2025, "reported_on"].isna().all()


def test_districts_differ_in_how_often_they_are_late() -> None:
    places = load_places()
    homes = np.tile(np.arange(len(places.district)), 200)
    days = reporting_days(3, Reporting(), places, homes, np.full(len(homes), 2020))
    late = pd.Series(days > np.datetime64("2021-03-31")).groupby(places.district[homes]).mean()
    assert late.max() - late.min() > 0.1


def test_the_days_have_a_stream_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = simulate_province(5)

    def never(seed: int, settings: object, places: object, homes: object, years: np.ndarray):
        return np.full(len(years), np.datetime64("NaT", "D"))

    monkeypatch.setattr(outcomes, "reporting_days", never)
    without = simulate_province(5)
    for name, frame in usual.items():
        left_out = ["reported_on"] if name == "outcome_record" else []
        pd.testing.assert_frame_equal(
            frame.drop(columns=left_out), without[name].drop(columns=left_out)
        )
