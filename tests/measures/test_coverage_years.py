"""Coverage year by year: counted by hand, and the same as coverage asked about one year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import run_measure
from analysis.measures.coverage_years import MOST_YEARS, answer_years, last_years
from analysis.measures.wilson import wilson
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.own_case import loaded, write_case

MEASURE = "coverage_by_district_and_year"

# E1 and E2 are in the city all the time; E3 of the mountain closes in 2022; E4 has no place and
# comes in 2023; E5 is large, so not eligible, though supported.
TABLES = {
    "establishment": pd.DataFrame(
        [
            ("E1", "10", "small", "522_v2", "2010-01-01", None),
            ("E2", "10", "small", "522_v2", None, None),
            ("E3", "16", "micro", "535_v1", "2010-01-01", "2022-06-30"),
            ("E4", "16", "micro", None, "2023-05-01", None),
            ("E5", "10", "large", "522_v2", "2010-01-01", None),
        ],
        columns=[
            *("establishment_id", "industry", "size", "unit_id"),
            *("founded_on", "closed_on"),
        ],
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["P0", "P1", "P2", "P3"],
            "title": "Đề án",
            "plan_year": [2021, 2022, 2023, 2024],
            "activity": ["TU_VAN", "MO_HINH_MAY_MOC", "TU_VAN", "TU_VAN"],
            "approved_on": ["2021-04-01", "2022-04-01", "2023-04-01", "2024-02-01"],
            "status": ["running", "running", "running", "stopped"],
            "unit_id": ["522_v2", "522_v2", "522_v2", "522_v2"],
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F0", "F1", "F2"],
            "project_id": ["P0", "P1", "P2"],
            "fund_source": ["provincial", "national", "provincial"],
            "currency": "VND",
            "approved": [100, 100, 100],
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": ["S0", "S1", "S2", "S3", "S4", "S5", "S6"],
            "project_id": ["P0", "P1", "P2", "P2", "P2", "P3", "P2"],
            # E1 twice in different years and twice in 2023; a stopped project supports nobody; E3
            # had closed by 2023.
            "establishment_id": ["E5", "E1", "E1", "E1", "E4", "E2", "E3"],
            "year": [2021, 2022, 2023, 2023, 2023, 2024, 2023],
            "currency": "VND",
        }
    ),
    "application": pd.DataFrame(
        {
            "application_id": ["H1", "H2"],
            "establishment_id": ["E1", "E2"],
            # Nobody was supported before 2021: that year is no row, 2024 is, with nobody in it.
            "submitted_on": ["2020-03-01", "2024-03-05"],
            "activity": "TU_VAN",
            "currency": "VND",
            "result": "pending",
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("coverage-years")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _counts(frame: pd.DataFrame) -> dict[tuple[str, int], tuple[int, int]]:
    return {
        (row["district"], int(row["year"])): (int(row["eligible"]), int(row["supported"]))
        for _, row in frame.iterrows()
    }


def test_every_place_has_a_row_in_every_year_since_the_first_support(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope(language="en"))
    assert _counts(frame) == {
        ("522", 2021): (2, 0),
        ("535", 2021): (1, 0),
        ("unknown", 2021): (0, 0),
        ("522", 2022): (2, 1),
        ("535", 2022): (1, 0),
        ("unknown", 2022): (0, 0),
        ("522", 2023): (2, 1),
        ("535", 2023): (0, 0),
        ("unknown", 2023): (1, 1),
        ("522", 2024): (2, 0),
        ("535", 2024): (0, 0),
        ("unknown", 2024): (1, 0),
    }
    assert list(frame["district"])[:3] == ["522", "535", "unknown"]
    assert frame["whole_year"].all()


def test_a_share_has_its_interval_and_nobody_in_business_has_none(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope()).set_index(["district", "year"])
    city = frame.loc[("522", 2023)]
    low, high = wilson(1, 2) or (0.0, 0.0)
    assert city["supported_share"] == 0.5
    assert (city["supported_low"], city["supported_high"]) == pytest.approx((low, high))
    gone = frame.loc[("535", 2023), ["supported_share", "supported_low", "supported_high"]]
    assert gone.isna().all()


def test_filters_choose_places_years_and_what_supports_count(snapshot: Snapshot) -> None:
    some = Scope(districts=("522",), years=(2022, 2023), fund_sources=("provincial",))
    assert _counts(run_measure(MEASURE, snapshot, some)) == {
        ("522", 2022): (2, 0),
        ("522", 2023): (2, 1),
    }
    advice = run_measure(MEASURE, snapshot, Scope(activities=("MO_HINH_MAY_MOC",)))
    assert advice["supported"].sum() == 1


def test_the_answer_needs_two_years(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope())
    told = answer_years(frame)
    assert told is not None
    # 0 of 3 in 2021 and 0 of 3 in 2024.
    assert "0% of eligible" not in told.vi
    assert told.en.startswith("In a single year 0% of eligible establishments were supported in")
    assert "n = 3" in told.en
    assert answer_years(frame[frame["year"] == 2023]) is None


def test_each_year_is_what_coverage_tells_of_that_year_alone(workspace: Path) -> None:
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    for scope in (
        Scope(),
        Scope(vintage="recorded", sizes=("micro",)),
        Scope(activities=("MO_HINH_MAY_MOC",), fund_sources=("national",)),
    ):
        frame = run_measure(MEASURE, simulated, scope)
        for year in (2016, 2025):
            alone = run_measure("coverage_by_district", simulated, replace(scope, years=(year,)))
            then = frame[(frame["year"] == year) & (frame["eligible"] > 0)]
            expected = {(row["district"], year): row for _, row in alone.iterrows()}
            counted = {
                key: (int(row["eligible"]), int(row["supported"]))
                for key, row in expected.items()
                if row["eligible"]
            }
            assert _counts(then) == counted


def test_small_maps_show_the_last_years_only() -> None:
    frame = pd.DataFrame({"year": [2010 + n for n in range(10)], "district": "522"})
    shown = last_years(frame)
    assert list(shown["year"]) == [2020 - MOST_YEARS + n for n in range(MOST_YEARS)]
