"""Coverage by district: the way to support counted by hand, and against plain pandas."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.charts.coverage_chain import chain_chart
from analysis.measures import run_measure
from analysis.measures.coverage import answer_coverage
from analysis.measures.coverage_chain import ALL, answer_chain
from analysis.measures.coverage_columns import STEPS, STOPS
from analysis.measures.coverage_expected import spread_beyond_chance
from analysis.measures.coverage_gaps import answer_gaps
from analysis.measures.coverage_ranked import answer_ranked
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.own_case import loaded, write_case

MEASURE = "coverage_by_district"

# E1 went all the way in the city; E2 was told and asked, and refused; E3 (mountain) was supported
# without ever being told; E4 is large, E5 has no place, E6 closed before 2023 and E7 came after it.
TABLES = {
    "establishment": pd.DataFrame(
        [
            ("E1", "10", "small", "522_v2", "2010-01-01", None, None),
            ("E2", "10", "small", "522_v2", "2010-01-01", None, True),
            ("E3", "16", "micro", "535_v1", "2010-01-01", None, True),
            ("E4", "10", "large", "522_v2", "2010-01-01", None, None),
            ("E5", "16", "micro", None, None, None, True),
            ("E6", "16", "micro", "535_v1", "2010-01-01", "2022-06-30", True),
            ("E7", "10", "small", "522_v2", "2025-01-01", None, True),
        ],
        columns=[
            *("establishment_id", "industry", "size", "unit_id"),
            *("founded_on", "closed_on", "eligible"),
        ],
    ),
    "outreach_event": pd.DataFrame(
        {
            "event_id": ["V1", "V2"],
            "kind": "meeting",
            # The second is planned for after the day of the data.
            "held_on": ["2023-02-01", "2026-02-01"],
            "unit_id": "522_v2",
        }
    ),
    "outreach_contact": pd.DataFrame(
        {
            "event_id": ["V1", "V1", "V2"],
            "establishment_id": ["E1", "E2", "E7"],
            "asked_for_support": [True, True, True],
        }
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["P1", "P2", "P3"],
            "title": "Đề án",
            "plan_year": [2023, 2023, 2024],
            "activity": ["MO_HINH_MAY_MOC", "TU_VAN", "TU_VAN"],
            "approved_on": ["2023-04-01", "2023-04-01", "2024-02-01"],
            "accepted_on": ["2024-01-10", None, None],
            "status": ["settled", "running", "stopped"],
            "unit_id": ["522_v2", "535_v1", "522_v2"],
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2"],
            "project_id": ["P1", "P2"],
            "fund_source": ["national", "provincial"],
            "currency": "VND",
            "approved": [100, 100],
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": ["S1", "S2", "S3", "S4"],
            "project_id": ["P1", "P2", "P3", "P2"],
            # A stopped project supports nobody; a large establishment is none of the eligible.
            "establishment_id": ["E1", "E3", "E2", "E4"],
            "year": [2023, 2023, 2024, 2023],
            "currency": "VND",
        }
    ),
    "application": pd.DataFrame(
        {
            "application_id": ["H1", "H2"],
            "establishment_id": ["E1", "E2"],
            "project_id": ["P1", None],
            "activity": ["MO_HINH_MAY_MOC", "TU_VAN"],
            "submitted_on": ["2023-03-01", "2023-03-05"],
            "decided_on": ["2023-04-01", "2023-04-02"],
            "currency": "VND",
            "result": ["approved", "refused"],
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("coverage")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _row(snapshot: Snapshot, district: str, scope: Scope | None = None) -> pd.Series:
    frame = run_measure(MEASURE, snapshot, replace(scope or Scope(), language="en"))
    rows = frame[frame["district"] == district]
    assert len(rows) == 1
    return rows.iloc[0]


def _steps(row: pd.Series) -> list[int]:
    names = ("eligible", "told", "asked", "applied", "approved", "supported", "completed")
    return [int(row[name]) for name in names]


def test_every_step_counts_an_establishment_once(snapshot: Snapshot) -> None:
    city, mountain, nowhere = (_row(snapshot, code) for code in ("522", "535", "unknown"))
    assert _steps(city) == [3, 2, 2, 2, 1, 1, 1]
    assert _steps(mountain) == [2, 0, 0, 0, 0, 1, 0]
    assert _steps(nowhere) == [1, 0, 0, 0, 0, 0, 0]
    assert nowhere["district_name"] == "Unknown"


def test_who_is_eligible_is_as_recorded_and_the_rest_is_told(snapshot: Snapshot) -> None:
    city = _row(snapshot, "522")
    # Nothing is recorded of E1; E4 is large, and its support is counted beside.
    assert int(city["eligible_unknown"]) == 1
    assert int(city["supported_not_eligible"]) == 1


def test_years_choose_who_was_in_business_and_what_happened(snapshot: Snapshot) -> None:
    assert _steps(_row(snapshot, "522", Scope(years=(2023,)))) == [2, 2, 2, 2, 1, 1, 0]
    assert _steps(_row(snapshot, "522", Scope(years=(2024,)))) == [2, 0, 0, 0, 0, 0, 1]
    assert _steps(_row(snapshot, "535", Scope(years=(2023,)))) == [1, 0, 0, 0, 0, 1, 0]


def test_activities_narrow_from_the_application_and_sources_from_support(
    snapshot: Snapshot,
) -> None:
    assert _steps(_row(snapshot, "522", Scope(activities=("TU_VAN",)))) == [3, 2, 2, 1, 0, 0, 0]
    assert _steps(_row(snapshot, "522", Scope(fund_sources=("provincial",)))) == [
        3,
        2,
        2,
        2,
        1,
        0,
        0,
    ]
    assert _steps(_row(snapshot, "535", Scope(fund_sources=("provincial",)))) == [
        2,
        0,
        0,
        0,
        0,
        1,
        0,
    ]


def test_what_is_expected_is_by_industry_size_and_priority_area(snapshot: Snapshot) -> None:
    # One of three small food makers is supported, and one of three micro wood makers.
    city, mountain, nowhere = (_row(snapshot, code) for code in ("522", "535", "unknown"))
    assert city["expected"] == pytest.approx(1.0)
    assert mountain["expected"] == pytest.approx(2 / 3)
    assert nowhere["expected"] == pytest.approx(1 / 3)
    assert mountain["ratio"] == pytest.approx(1.5)
    assert mountain["ratio_low"] < 1.5 < mountain["ratio_high"]
    assert mountain["alone_share"] == 0
    assert mountain["position_all_name"] == "Chance is explanation enough"
    # Nobody knows the priority area of any of these places: none is known to be alike.
    assert mountain["position_name"] == "Cannot tell yet"
    # Small food makers are in the city only: it would be held against itself.
    assert city["alone_share"] == 1
    assert city["position_name"] == city["position_spread_name"] == "Cannot tell yet"


def test_a_priority_area_is_compared_with_its_like(tmp_path: Path) -> None:
    # Of the micro wood makers the mountain district has two, one of them supported; once it is
    # known to be in a priority area, nobody else is like them.
    areas = pd.DataFrame(
        {
            "unit_id": ["535_v1"],
            "year": [2022],
            "priority_area": ["remote_minority"],
            "status": ["official"],
        }
    )
    case = write_case(tmp_path / "case", TABLES | {"unit_year": areas}, geography=True)
    mountain = _row(loaded(case, tmp_path / "ws"), "535")
    assert mountain["expected"] == pytest.approx(1.0)
    assert mountain["alone_share"] == 1
    assert mountain["position"] == "cannot_tell"


def test_without_any_outreach_recorded_who_was_told_is_unknown(tmp_path: Path) -> None:
    tables = {name: table for name, table in TABLES.items() if not name.startswith("outreach")}
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    frame = run_measure(MEASURE, snapshot, Scope())
    assert frame[["told", "asked", "told_share", "told_low"]].isna().all(axis=None)
    said = answer_coverage(frame)
    assert said is not None
    assert said.en.startswith("2 of 6 eligible establishments were supported")
    assert "chưa ghi buổi tuyên truyền" in said.vi
    stops = run_measure("coverage_stops", snapshot, Scope())
    first = stops[stops["stop"] == "never_told"]["stop_name"]
    assert first.str.startswith("Không ghi bước nào").all()
    sheet = run_measure("place_profile", snapshot, Scope(language="en"))
    assert set(sheet.loc[sheet["item"] == "Told", "value"]) == {"not known"}


def test_where_they_stopped_adds_up(snapshot: Snapshot) -> None:
    city, mountain = (_row(snapshot, code) for code in ("522", "535"))
    # E1 completed, E2 was refused, E7 never told; E3 is supported and not finished, E6 never told.
    assert [int(city[name]) for name in STOPS] == [1, 0, 0, 0, 0, 1, 0, 0]
    assert [int(mountain[name]) for name in STOPS] == [1, 0, 0, 0, 0, 0, 0, 1]


def test_every_step_has_its_share_and_interval(snapshot: Snapshot) -> None:
    city = _row(snapshot, "522")
    # Of E1, E2 and E7 one completed. Wilson, z = 1.96: (1/3 + 0.640) / 2.280 = 0.427 ± 0.365.
    assert city["completed_share"] == pytest.approx(1 / 3)
    assert city["completed_low"] == pytest.approx(0.0615, abs=1e-4)
    assert city["completed_high"] == pytest.approx(0.7923, abs=1e-4)
    for step in STEPS[1:]:
        assert city[f"{step}_share"] == pytest.approx(city[step] / city["eligible"])
        assert city[f"{step}_low"] <= city[f"{step}_share"] <= city[f"{step}_high"]


def test_the_chain_adds_up_over_places(snapshot: Snapshot) -> None:
    frame = run_measure("coverage_chain", snapshot, Scope(language="en"))
    whole = frame[frame["district"] == ALL].set_index("step")
    coverage = run_measure(MEASURE, snapshot, Scope())
    for step in STEPS[1:]:
        assert whole.loc[step, "establishments"] == coverage[step].sum()
    assert (whole["eligible"] == coverage["eligible"].sum()).all()
    assert ((whole["low"] <= whole["share"]) & (whole["share"] <= whole["high"])).all()
    said = answer_chain(frame)
    assert said is not None
    assert said.en.startswith("All places: of 6 eligible establishments 33% told, ")
    assert answer_chain(frame.iloc[:0]) is None
    figure = chain_chart(frame, "522", "vi")
    assert list(figure.data[0].x) == pytest.approx(
        frame.loc[frame["district"] == "522", "share"].tolist()
    )


def test_nothing_inside_the_scope_is_no_row_and_no_answer(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope(industries=("31",)))
    assert frame.empty
    assert answer_coverage(frame) is None
    assert answer_gaps(frame) is None
    assert math.isnan(spread_beyond_chance(frame).phi)


def test_answers_print_their_denominator(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope())
    told = answer_coverage(frame)
    assert told is not None
    assert told.en.startswith("Of 6 eligible establishments 2 were present at outreach and 2 were")
    assert "6 cơ sở" in told.vi
    gaps = answer_gaps(frame)
    assert gaps is not None
    assert gaps.en == "No place is supported less than chance allows (n = 1 places, 95% limits)"


def test_districts_add_up_whatever_the_scope(workspace: Path) -> None:
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    for scope in (
        Scope(),
        Scope(years=(2019, 2023)),
        Scope(industries=("10", "16"), sizes=("micro",)),
        Scope(activities=("MO_HINH_MAY_MOC",), fund_sources=("national",)),
    ):
        here = run_measure(MEASURE, simulated, scope)
        recorded = run_measure(MEASURE, simulated, replace(scope, vintage="recorded"))
        for name in ("eligible", "told", "asked", "applied", "approved", "supported", "completed"):
            assert here[name].sum() == recorded[name].sum()
            assert (here[name] <= here["eligible"]).all()
        stopped = here[[*STOPS, "completed"]].sum(axis=1)
        assert (stopped == here["eligible"]).all()
        assert here["expected"].sum() == pytest.approx(float(here["supported"].sum()))


def test_who_is_not_ranked_is_told(snapshot: Snapshot, workspace: Path) -> None:
    assert answer_ranked(run_measure(MEASURE, snapshot, Scope())) is None
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    frame = run_measure(MEASURE, simulated, Scope(language="en"))
    said = answer_ranked(frame)
    assert said is not None
    known = frame[frame["district"] != "unknown"]
    left = known[known["ranked"].isna()]
    assert f"{len(known) - len(left)} places are ranked, {len(left)} are not" in said.en
    assert all(name in said.en for name in left["district_name"])


def test_few_expected_are_not_ranked(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope())
    assert frame[["rank_low", "rank_high", "ranked"]].isna().all(axis=None)


def test_ranks_are_as_wide_as_the_data_leave_them(workspace: Path) -> None:
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    frame = run_measure(MEASURE, simulated, Scope())
    ranked = frame[frame["ranked"].notna()]
    assert (ranked["expected"] >= 5).all()
    assert (ranked["ranked"] == len(ranked)).all()
    assert "unknown" not in set(ranked["district"])
    assert ((ranked["rank_low"] >= 1) & (ranked["rank_high"] <= len(ranked))).all()
    place = ranked["ratio"].rank()
    assert ((ranked["rank_low"] <= place) & (place <= ranked["rank_high"])).all()
