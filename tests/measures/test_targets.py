"""Targets against what was reached, on records small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures import Measure, typed_frame
from analysis.measures.targets import MEASURES, most_possible, target_state
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import SETTINGS, loaded, write_case

MILLION = 1_000_000
BY_NAME: dict[str, Measure] = {measure.name: measure for measure in MEASURES}
ENGLISH = Scope(language="en")

# 522_v2 is Quảng Ngãi city, 526_v1 Tây Trà, in Trà Bồng (525) since 2020; 51_v1 the province.
PROJECTS = pd.DataFrame(
    [
        ("A", 2020, "MACHINE", "522_v2", "settled", None),
        ("B", 2020, "TECH_LINE", "526_v1", "running", None),
        ("C", 2020, "TRAINING", "522_v2", "settled", 40),
        ("D", 2020, "TRAINING", "522_v2", "running", None),
        ("E", 2020, "MODEL_NEW", "522_v2", "planned", None),
        ("F", 2020, "MODEL_EXISTING", "522_v2", "stopped", None),
        ("G", 2020, "MODEL_NEW", None, None, None),
        ("H", 2020, "FAIR_ABROAD", "522_v2", "accepted", None),
        ("I", 2021, "MACHINE", "522_v2", "running", None),
    ],
    columns=["project_id", "plan_year", "activity_kind", "unit_id", "status", "trainees"],
).astype({"trainees": "Int64"})

TARGETS = [
    # id, indicator, year, unit, source, target -> actual, unknown
    ("money", "fund_total", 2020, None, None, 105 * MILLION, 95 * MILLION, 0),
    ("money, city", "fund_total", 2020, "522_v2", None, 70 * MILLION, 70 * MILLION, 1),
    ("money, national", "fund_total", 2020, None, "national", 50 * MILLION, 50 * MILLION, 1),
    ("money, local", "fund_total", 2020, None, "local", 50 * MILLION, 40 * MILLION, 1),
    ("money, district", "fund_total", 2020, None, "district", 5 * MILLION, 20 * MILLION, 1),
    ("projects", "projects", 2020, "51_v1", None, 6, 6, 0),
    ("projects, city", "projects", 2020, "522_v2", None, 5, 4, 1),
    ("projects, east", "projects", 2020, "525_v2", None, 1, 1, 1),
    ("projects, before", "projects", 2020, "526_v1", None, 1, 1, 1),
    ("establishments", "establishments", 2020, None, None, 3, 2, 0),
    ("trained", "workers_trained", 2020, None, None, 50, 40, 1),
    ("models", "tech_demo_models", 2020, None, None, 2, 1, 0),
    ("machines", "machinery", 2020, None, None, 2, 2, 0),
    ("machines, next", "machinery", 2021, None, None, 2, 1, 0),
    ("lines", "technology_lines", 2020, None, None, 2, 2, 0),
    ("pollution", "pollution_treatment", 2020, None, None, 1, 0, 0),
    ("fairs", "fairs_domestic", 2020, None, None, 1, 0, 0),
    ("abroad", "fairs_abroad", 2020, None, None, 1, 1, 0),
    ("officers", "officers_trained", 2020, None, None, 4, 2, 0),
    ("officers, city", "officers_trained", 2020, "522_v2", None, 1, 1, 1),
    ("officers, national", "officers_trained", 2020, None, "national", 1, None, None),
    ("later", "projects", 2027, None, None, 5, 0, 0),
]


def _tables() -> dict[str, pd.DataFrame]:
    return {
        "establishment": pd.DataFrame({"establishment_id": ["E1", "E2", "E3"]}),
        "project": PROJECTS,
        "project_fund": pd.DataFrame(
            {
                "project_fund_id": ["F1", "F2", "F3", "F4", "F5"],
                "project_id": ["A", "A", "B", "I", "G"],
                "fund_source": ["national", "provincial", "district", "national", None],
                "currency": "VND",
            }
        ),
        "payment": pd.DataFrame(
            {
                "payment_id": ["P1", "P2", "P3", "P4", "P5"],
                "project_id": ["A", "A", "A", "B", "G"],
                "fund_source": ["national", "provincial", "national", "district", None],
                "stage": ["advance", "balance", "balance", "advance", "advance"],
                "currency": "VND",
                "amount": [
                    30 * MILLION,
                    20 * MILLION,
                    20 * MILLION,
                    20 * MILLION,
                    5 * MILLION,
                ],
            }
        ),
        "support": pd.DataFrame(
            {
                "support_id": ["S1", "S2", "S3", "S4", "S5"],
                "project_id": ["A", "B", "B", "I", "E"],
                "establishment_id": ["E1", "E1", "E2", "E3", "E3"],
                "year": [2020, 2020, 2020, 2021, 2020],
                "currency": "VND",
            }
        ),
        "officer_training": pd.DataFrame(
            {
                "training_id": ["T1", "T2", "T3", "T4"],
                "officer": ["CB1", "CB1", "CB2", "CB1"],
                "unit_id": ["522_v2", "522_v2", None, "522_v2"],
                "held_on": ["2020-03-01", "2020-08-01", "2020-09-01", "2021-01-01"],
            }
        ),
        "plan_target": pd.DataFrame(
            {
                "target_id": [target[0] for target in TARGETS],
                "indicator": [target[1] for target in TARGETS],
                "year": [target[2] for target in TARGETS],
                "unit_id": [target[3] for target in TARGETS],
                "fund_source": [target[4] for target in TARGETS],
                "target_value": [target[5] for target in TARGETS],
                "currency": ["VND" if target[1] == "fund_total" else None for target in TARGETS],
                "status": "plan",
                "source": "a plan",
            }
        ),
        "published_figure": pd.DataFrame(
            {
                "figure_id": ["N1", "N2", "N3"],
                "geography": ["Việt Nam", "Việt Nam", "Kon Tum"],
                "indicator": ["tech_demo_models", "workers_trained", "projects"],
                "period": ["2016-2020", "to 2015", "2016-2020"],
                "year_from": pd.array([2016, None, 2016], "Int64"),
                "year_to": [2020, 2015, 2020],
                "whole_years": True,
                "figure": [160, 40000, 7],
                "measurement_unit": ["model", "person", "project"],
                "status": ["target", "target", "target"],
                "source": "a decision",
            }
        ),
    }


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("targets")
    return loaded(write_case(folder / "case", _tables(), geography=True), folder / "ws")


def _run(name: str, snapshot: Snapshot, scope: Scope = ENGLISH) -> pd.DataFrame:
    return typed_frame(BY_NAME[name].run(snapshot, scope), BY_NAME[name])


def test_what_was_reached_of_each_target(snapshot: Snapshot) -> None:
    mart = snapshot.query("select * from mart_target").set_index("target_id")
    for name, *_, actual, unknown in TARGETS:
        if actual is None:
            assert pd.isna(mart.loc[name, "actual"]), name
        else:
            assert (mart.loc[name, "actual"], mart.loc[name, "unknown"]) == (actual, unknown), name


@pytest.mark.parametrize(
    ("indicator", "year", "place", "source", "state", "remaining"),
    [
        ("Programme money", 2020, "Whole province", "Every source", "Not reached", 10 * MILLION),
        ("Programme money", 2020, "Quảng Ngãi city", "Every source", "Reached", 0),
        # The money of G has no source: it may be local, up to any amount.
        (
            "Programme money",
            2020,
            "Whole province",
            "Local (undivided)",
            "Cannot tell",
            10 * MILLION,
        ),
        # Known 4 of 5, and one project of unknown place: perhaps reached.
        ("Projects", 2020, "Quảng Ngãi city", "Every source", "Cannot tell", 1),
        ("Projects", 2020, "Trà Bồng district", "Every source", "Reached", 0),
        ("Workers trained", 2020, "Whole province", "Every source", "Cannot tell", 10),
        ("Officers trained", 2020, "Whole province", "National", "Cannot tell", None),
        ("Projects", 2027, "Whole province", "Every source", "On course", 5),
    ],
)
def test_states(
    snapshot: Snapshot,
    indicator: str,
    year: int,
    place: str,
    source: str,
    state: str,
    remaining: float | None,
) -> None:
    frame = _run("targets_progress", snapshot)
    row = frame[
        (frame["indicator_name"] == indicator)
        & (frame["year"] == year)
        & (frame["district_name"] == place)
        & (frame["fund_source_name"] == source)
    ].iloc[0]
    assert row["state_name"] == state
    assert pd.isna(row["remaining"]) if remaining is None else row["remaining"] == remaining


def test_the_month_by_month_remainder_counts_from_the_day_of_the_data(tmp_path: Path) -> None:
    tables = _tables()
    folder = write_case(tmp_path / "case", tables, geography=True)
    settings = (folder / "case.toml").read_text(encoding="utf-8")
    assert "as_of = 2025-12-31" in SETTINGS
    # 2020 is a leap year: 91 of 366 days are over on the last of March, nine months remain.
    (folder / "case.toml").write_text(settings.replace("2025-12-31", "2020-03-31"), "utf-8")
    frame = _run("targets_progress", loaded(folder, tmp_path / "ws"))
    row = frame[frame["indicator_name"] == "Establishments supported"].iloc[0]
    months = 12 * 275 / 366
    assert row["months_left"] == pytest.approx(months)
    assert row["elapsed"] == pytest.approx(91 / 366)
    assert row["remaining_per_month"] == pytest.approx(1 / months)
    assert row["state_name"] == "On course"
    behind = frame[frame["indicator_name"] == "Domestic fairs"].iloc[0]
    assert (behind["actual"], behind["state_name"]) == (0, "Behind")
    next_year = frame[frame["year"] == 2021].iloc[0]
    assert (next_year["elapsed"], next_year["months_left"]) == (0, 12)


def test_a_year_that_has_ended_has_no_month_left(snapshot: Snapshot) -> None:
    frame = _run("targets_progress", snapshot)
    over = frame[frame["year"] == 2020]
    assert (over["months_left"] == 0).all()
    assert over["remaining_per_month"].isna().all()


@pytest.mark.parametrize(
    ("scope", "rows"),
    [
        (Scope(), len(TARGETS)),
        (Scope(years=(2021,)), 1),
        (Scope(districts=("522",)), 3),
        (Scope(districts=("525",)), 2),
        (Scope(districts=("526",), vintage="recorded"), 1),
        (Scope(districts=("51",)), 1),
        (Scope(years=(1999,)), 0),
        # Targets are set for a year and a place, so nothing else filters them.
        (Scope(activities=("DAO_TAO_NGHE",), sizes=("micro",), prices="constant"), len(TARGETS)),
    ],
)
def test_years_and_districts_filter_targets(snapshot: Snapshot, scope: Scope, rows: int) -> None:
    frame = _run("targets_progress", snapshot, scope)
    assert len(frame) == rows
    assert list(frame.columns) == [column.name for column in BY_NAME["targets_progress"].columns]


def test_nothing_recorded_is_unknown_not_zero(tmp_path: Path) -> None:
    tables = {"plan_target": _tables()["plan_target"]}
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    frame = _run("targets_progress", snapshot)
    assert frame["actual"].isna().all()
    assert set(frame["state"]) == {"unknown"}


def test_national_targets_are_those_of_the_whole_country(snapshot: Snapshot) -> None:
    frame = _run("national_targets", snapshot)
    assert frame["figure"].tolist() == [160, 40000]
    assert pd.isna(frame.iloc[1]["year_from"])
    assert _run("national_targets", snapshot, Scope(years=(2018,)))["figure"].tolist() == [160]
    assert _run("national_targets", snapshot, Scope(years=(2014,))).empty


amounts = st.floats(0, 1e12)


@given(actual=amounts, unknown=st.integers(0, 5), target=amounts, elapsed=st.floats(0, 1))
def test_more_known_never_makes_a_state_worse(
    actual: float, unknown: int, target: float, elapsed: float
) -> None:
    rank = {"missed": 0, "behind": 0, "unknown": 1, "on_course": 2, "reached": 3}
    before = target_state(actual, most_possible("projects", actual, unknown), target, elapsed)
    if unknown:
        resolved = target_state(
            actual + 1, most_possible("projects", actual + 1, unknown - 1), target, elapsed
        )
        assert rank[resolved] >= rank[before] or before == "unknown"
    sure = target_state(actual, actual, target, elapsed)
    assert sure != "unknown"
    assert (sure == "reached") == (actual >= target)
