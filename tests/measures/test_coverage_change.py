"""Change of coverage between two periods, counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.measures import run_measure
from analysis.measures.coverage_change import answer_change, compared_periods
from analysis.measures.newcombe import differences_of_shares
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.own_case import loaded, write_case

MEASURE = "coverage_change"
PLACES = {"522_v2": 60, "535_v1": 40}
# Of sixty in the city three are supported in 2021 and thirty in 2023; of forty in the mountains
# two and three. One establishment of no place is supported in both years.
SUPPORTED = {("522_v2", 2021): 3, ("522_v2", 2023): 30, ("535_v1", 2021): 2, ("535_v1", 2023): 3}


def _tables() -> dict[str, pd.DataFrame]:
    people = [
        (f"{unit}-{place}", unit) for unit, number in PLACES.items() for place in range(number)
    ]
    people.append(("nowhere", None))
    supports = [
        (f"{unit}-{place}", year)
        for (unit, year), number in SUPPORTED.items()
        for place in range(number)
    ]
    supports += [("nowhere", 2021), ("nowhere", 2023)]
    projects = [(f"P{year}", year) for year in (2021, 2023)]
    return {
        "establishment": pd.DataFrame(
            {
                "establishment_id": [name for name, _ in people],
                "industry": "10",
                "size": "small",
                "unit_id": [unit for _, unit in people],
                "founded_on": "2010-01-01",
                "eligible": True,
            }
        ),
        "project": pd.DataFrame(
            {
                "project_id": [name for name, _ in projects],
                "title": "Đề án",
                "plan_year": [year for _, year in projects],
                "activity": "TU_VAN",
                "status": "running",
                "unit_id": "522_v2",
            }
        ),
        "support": pd.DataFrame(
            {
                "support_id": [f"S{place}" for place in range(len(supports))],
                "project_id": [f"P{year}" for _, year in supports],
                "establishment_id": [name for name, _ in supports],
                "year": [year for _, year in supports],
                "currency": "VND",
            }
        ),
    }


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("coverage-change")
    return loaded(write_case(folder / "case", _tables(), geography=True), folder / "ws")


def test_the_years_before_are_as_many_as_those_chosen(snapshot: Snapshot) -> None:
    periods = compared_periods(snapshot, Scope(years=(2022, 2023)))
    assert (periods.now, periods.before) == ((2022, 2023), (2020, 2021))
    # A gap in the choice is filled: a period has a first and a last year.
    assert compared_periods(snapshot, Scope(years=(2021, 2023))).now == (2021, 2022, 2023)
    whole = compared_periods(snapshot, Scope())
    as_of: date = snapshot.case.as_of
    last = as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
    assert whole.now == (last - 2, last - 1, last)
    assert whole.before == (last - 5, last - 4, last - 3)


def test_each_place_has_its_change_and_interval(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope(years=(2022, 2023), language="en"))
    assert frame["district"].tolist() == ["522", "535", "unknown"]
    city, mountain, nowhere = (row for _, row in frame.iterrows())
    assert (city["supported"], city["eligible"]) == (30, 60)
    assert (city["supported_before"], city["eligible_before"]) == (3, 60)
    assert city["change"] == pytest.approx(30 / 60 - 3 / 60)
    assert mountain["change"] == pytest.approx(3 / 40 - 2 / 40)
    assert mountain["change_low"] < 0 < mountain["change_high"]
    # Two known places: each interval at 97.5%.
    wider = differences_of_shares(
        *(np.array([float(count)]) for count in (30, 60, 3, 60)), level=0.975
    )
    assert city["change_low_together"] == pytest.approx(wider[1][0])
    assert city["change_high_together"] == pytest.approx(wider[2][0])
    assert nowhere["change"] == 0
    assert (city["from_year"], city["to_year"]) == (2022, 2023)
    assert (city["from_year_before"], city["to_year_before"]) == (2020, 2021)
    told = answer_change(frame)
    assert told is not None
    assert told.en == (
        "From 2020–2021 to 2022–2023 coverage clearly fell in no place and rose in "
        "Quảng Ngãi city (+45 points) (looking at 2 places at once)"
    )
    assert "tăng rõ ở Quảng Ngãi city (+45 điểm phần trăm)" in told.vi


def test_of_many_places_only_what_chance_hardly_gives_is_named() -> None:
    # One of thirty whose own interval leaves out zero is what chance gives; two thirds are not.
    places = 30
    frame = pd.DataFrame(
        {
            "district": [str(n) for n in range(places)],
            "district_name": [f"Xã {n}" for n in range(places)],
            "change": [0.1, *[0.01] * (places - 1)],
            "change_low": [0.02, *[-0.05] * (places - 1)],
            "change_high": [0.2, *[0.06] * (places - 1)],
            "change_low_together": -0.08,
            "change_high_together": 0.3,
            **{"from_year": 2022, "to_year": 2023, "from_year_before": 2020},
            "to_year_before": 2021,
        }
    )
    told = answer_change(frame)
    assert told is not None
    assert told.en == (
        "From 2020–2021 to 2022–2023 no place's coverage can be told to have changed: the own "
        "intervals of 1 of 30 places leave out zero, of which chance alone gives about 1.5"
    )
    frame.loc[0, "change_low_together"] = 0.01
    named = answer_change(frame)
    assert named is not None
    assert "rose in Xã 0 (+10 points) (looking at 30 places at once)" in named.en


def test_before_the_first_data_there_is_nothing_to_compare(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope(years=(2010,)))
    # Founded on the first day of 2010: nobody was in business the year before.
    assert (frame["eligible_before"] == 0).all()
    assert frame["change"].isna().all()
    assert answer_change(frame) is None


def test_no_change_is_said_as_such(workspace: Path) -> None:
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    frame = run_measure(MEASURE, simulated, Scope(districts=("535",)))
    told = answer_change(frame)
    assert told is not None
    assert "chưa thấy độ phủ của nơi nào thay đổi rõ (n = 1 nơi)" in told.vi
