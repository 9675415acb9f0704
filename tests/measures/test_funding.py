"""Funding measures against tables small enough to add up by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000

# Two projects in 2020, one in 2021, one in 2022 with nothing known of its money.
# 522_v2 is Quảng Ngãi city, 526_v1 Tây Trà (part of Trà Bồng, 525, since 2020),
# 21025_v2 the ward Cẩm Thành of July 2025, formerly in the city.
TABLES = {
    "establishment": pd.DataFrame(
        {
            "establishment_id": ["E1", "E2", "E3"],
            "industry": ["10", "16", None],
            "size": ["micro", "small", None],
        }
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["A", "B", "C", "D"],
            "plan_year": [2020, 2020, 2021, 2022],
            "activity": ["MO_HINH_MAY_MOC", "DAO_TAO_NGHE", "MO_HINH_MAY_MOC", None],
            "unit_id": ["522_v2", "526_v1", "21025_v2", None],
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2", "F3", "F4"],
            "project_id": ["A", "A", "B", "C"],
            "fund_source": ["national", "provincial", "provincial", None],
            "currency": "VND",
            "planned": [100 * MILLION, 50 * MILLION, None, 80 * MILLION],
            "approved": [90 * MILLION, 50 * MILLION, 30 * MILLION, 80 * MILLION],
            "accepted": [90 * MILLION, None, None, None],
        }
    ),
    "payment": pd.DataFrame(
        {
            "payment_id": ["p1", "p2", "p3", "p4", "p5"],
            "project_id": ["A", "A", "A", "B", "A"],
            "fund_source": ["national", "national", "national", "provincial", "provincial"],
            "stage": ["advance", "balance", "recovery", "advance", "balance"],
            "currency": "VND",
            "amount": [60 * MILLION, 30 * MILLION, 5 * MILLION, 20 * MILLION, 40 * MILLION],
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": ["S1", "S2", "S3", "S4"],
            "project_id": ["A", "B", "B", "C"],
            "establishment_id": ["E1", "E1", "E2", "E3"],
            "year": [2020, 2020, 2020, 2021],
            "currency": "VND",
            "grant_amount": [90 * MILLION, 10 * MILLION, 20 * MILLION, 80 * MILLION],
            "counterpart": [450 * MILLION, 50 * MILLION, None, 160 * MILLION],
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("funding")
    case = write_case(folder / "case", TABLES, geography=True, reference=True)
    return loaded(case, folder / "ws")


def _row(frame: pd.DataFrame, **where: object) -> pd.Series:
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1, f"{where}: {len(frame)} rows"
    return frame.iloc[0]


def test_by_year(snapshot: Snapshot) -> None:
    frame = run_measure("funding_by_year", snapshot, Scope())
    row = _row(frame, year=2020)
    assert row["planned"] == 150 * MILLION
    assert row["approved"] == 170 * MILLION
    assert row["advanced"] == 80 * MILLION
    assert row["accepted"] == 90 * MILLION
    # 60 + 30 - 5 national, 40 provincial, 20 for project B.
    assert row["disbursed"] == 145 * MILLION
    # Project B has no known plan, so its 20 million stay out of the rate.
    assert row["disbursement_rate"] == pytest.approx(125 / 150)
    assert row["disbursement_base"] == 150 * MILLION
    assert (row["projects"], row["establishments"]) == (2, 2)
    assert (row["planned_unknown"], row["approved_unknown"]) == (1, 0)


def test_the_total_counts_each_project_and_establishment_once(snapshot: Snapshot) -> None:
    total = _row(run_measure("funding_total", snapshot, Scope()), currency="VND")
    by_year = run_measure("funding_by_year", snapshot, Scope())
    assert total["approved"] == by_year["approved"].sum() == 250 * MILLION
    assert (total["projects"], total["establishments"]) == (4, 3)


def test_unknown_amounts_are_unknown_not_zero(snapshot: Snapshot) -> None:
    row = _row(run_measure("funding_by_year", snapshot, Scope()), year=2022)
    assert pd.isna(row["planned"])
    assert pd.isna(row["approved"])
    assert (row["projects"], row["establishments"]) == (1, 0)
    assert row["approved_unknown"] == 1
    assert row["currency"] == "VND"


def test_by_source_keeps_the_unknown_source_visible(snapshot: Snapshot) -> None:
    frame = run_measure("funding_by_source", snapshot, Scope())
    assert _row(frame, year=2020, fund_source="national")["disbursed"] == 85 * MILLION
    provincial = _row(frame, year=2020, fund_source="provincial")
    assert (provincial["approved"], provincial["projects"]) == (80 * MILLION, 2)
    unknown = _row(frame, year=2021, fund_source="unknown")
    assert (unknown["approved"], unknown["fund_source_name"]) == (80 * MILLION, "Không rõ")


def test_by_activity(snapshot: Snapshot) -> None:
    frame = run_measure("funding_by_activity", snapshot, Scope(language="en"))
    machinery = _row(frame, activity="MO_HINH_MAY_MOC")
    assert (machinery["approved"], machinery["projects"]) == (220 * MILLION, 2)
    assert machinery["establishments"] == 2
    assert machinery["activity_name"] == "Models, machinery"
    assert frame["activity"].iloc[0] == "MO_HINH_MAY_MOC"


def test_by_district_carries_money_across_boundary_changes(snapshot: Snapshot) -> None:
    frame = run_measure("funding_by_district", snapshot, Scope())
    city = _row(frame, district="522")
    # The city's project of 2020 and that of the ward of 2025 which was part of the city.
    assert (city["approved"], city["projects"]) == (220 * MILLION, 2)
    tra_bong = _row(frame, district="525")
    assert (tra_bong["approved"], tra_bong["establishments"]) == (30 * MILLION, 2)
    untouched = _row(frame, district="536")
    assert (untouched["approved"], untouched["projects"]) == (0, 0)
    assert _row(frame, district="unknown")["projects"] == 1
    assert len(frame) == 14


def test_by_district_as_recorded_names_the_units_of_the_time(snapshot: Snapshot) -> None:
    frame = run_measure("funding_by_district", snapshot, Scope(vintage="recorded"))
    assert set(frame["district"]) == {"522", "526", "21025", "unknown"}


def test_totals_agree_however_they_are_cut(snapshot: Snapshot) -> None:
    for scope in (Scope(), Scope(prices="constant"), Scope(years=(2020,)), Scope(sizes=("micro",))):
        totals = {
            name: run_measure(name, snapshot, scope)[["approved", "disbursed"]].sum().tolist()
            for name, measure in catalogue().items()
            if name.startswith("funding_")
            and {"approved", "disbursed"} <= {column.name for column in measure.columns}
        }
        assert len(totals) >= 9
        first = totals["funding_total"]
        for name, total in totals.items():
            assert total == first, (name, scope)


@pytest.mark.parametrize(
    ("scope", "projects"),
    [
        (Scope(years=(2020, 2021)), 3),
        (Scope(activities=("DAO_TAO_NGHE",)), 1),
        (Scope(activities=("unknown",)), 1),
        (Scope(fund_sources=("national",)), 1),
        (Scope(fund_sources=("unknown",)), 2),
        (Scope(districts=("522",)), 2),
        (Scope(districts=("unknown",)), 1),
        (Scope(districts=("526",), vintage="recorded"), 1),
        (Scope(industries=("16",)), 1),
        (Scope(sizes=("micro", "unknown")), 3),
        (Scope(years=(1999,)), 0),
    ],
)
def test_filters(snapshot: Snapshot, scope: Scope, projects: int) -> None:
    assert run_measure("funding_by_year", snapshot, scope)["projects"].sum() == projects


def test_constant_prices_multiply_by_the_price_level(snapshot: Snapshot) -> None:
    nominal = run_measure("funding_by_year", snapshot, Scope())
    constant = run_measure("funding_by_year", snapshot, Scope(prices="constant"))
    index = run_measure("price_index", snapshot, Scope()).set_index("year")["index_value"]
    for year in (2020, 2021):
        expected = _row(nominal, year=year)["approved"] * index[2025] / index[year]
        assert _row(constant, year=year)["approved"] == pytest.approx(expected, abs=1)


def test_leverage_is_counterpart_over_grant_where_both_are_known(snapshot: Snapshot) -> None:
    row = _row(run_measure("programme_by_year", snapshot, Scope()), year=2020)
    # E2's counterpart is unknown, so its 20 million grant stays out of the ratio.
    assert row["leverage"] == pytest.approx(500 / 100)
    assert (row["leverage_n"], row["leverage_base"]) == (2, 100 * MILLION)
    assert (row["supports"], row["establishments"], row["first_time"]) == (3, 2, 2)


def test_every_measure_returns_exactly_its_declared_columns(snapshot: Snapshot) -> None:
    for name, measure in catalogue().items():
        frame = run_measure(name, snapshot, Scope())
        assert list(frame.columns) == [column.name for column in measure.columns], name
        assert measure.counts.vi
        assert measure.caveats.en
        assert measure.sources


def test_without_an_index_constant_prices_are_unknown(tmp_path: Path) -> None:
    snapshot = loaded(write_case(tmp_path / "case", TABLES, geography=True), tmp_path / "ws")
    frame = run_measure("funding_by_year", snapshot, Scope(prices="constant"))
    assert frame["approved"].isna().all()
    assert frame["projects"].tolist() == [2, 1, 1]


def test_stopped_and_planned_projects_support_nobody(tmp_path: Path) -> None:
    tables = {name: frame.copy() for name, frame in TABLES.items()}
    tables["project"]["status"] = ["settled", "stopped", "planned", None]
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    programme = run_measure("programme_by_year", snapshot, Scope())
    assert programme["supports"].tolist() == [1]
    by_year = run_measure("funding_by_year", snapshot, Scope()).set_index("year")
    assert by_year["establishments"].to_dict() == {2020: 1, 2021: 0, 2022: 0}
    assert by_year["projects"].to_dict() == {2020: 2, 2021: 1, 2022: 1}
    assert by_year["not_approved"].to_dict() == {2020: 0, 2021: 1, 2022: 0}
    assert by_year["unsettled"].to_dict() == {2020: 0, 2021: 1, 2022: 0}


def test_an_unknown_payment_makes_what_was_disbursed_unknown(tmp_path: Path) -> None:
    tables = {name: frame.copy() for name, frame in TABLES.items()}
    tables["payment"]["amount"] = [None, 30 * MILLION, 5 * MILLION, 20 * MILLION, 40 * MILLION]
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    row = _row(run_measure("funding_by_source", snapshot, Scope()), fund_source="national")
    assert pd.isna(row["disbursed"])
    assert row["disbursed_unknown"] == 1


def test_a_payment_of_unknown_source_belongs_to_the_only_source(tmp_path: Path) -> None:
    tables = {name: frame.copy() for name, frame in TABLES.items()}
    tables["payment"].loc[tables["payment"]["project_id"] == "B", "fund_source"] = None
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    frame = run_measure("funding_by_source", snapshot, Scope())
    assert _row(frame, year=2020, fund_source="provincial")["disbursed"] == 60 * MILLION


def test_a_payment_from_a_source_without_a_fund_is_no_false_zero(tmp_path: Path) -> None:
    tables = {name: frame.copy() for name, frame in TABLES.items()}
    tables["payment"].loc[tables["payment"]["project_id"] == "B", "fund_source"] = "national"
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    activity = Scope(activities=("DAO_TAO_NGHE",))
    frame = run_measure("funding_by_source", snapshot, activity).set_index("fund_source")
    assert frame.loc["national", "disbursed"] == 20 * MILLION
    assert pd.isna(frame.loc["provincial", "disbursed"])
    assert frame.loc["national", "planned_unknown"] == 0


def test_a_part_of_a_year_gives_no_disbursement_rate(workspace: Path) -> None:
    row = run_measure(
        "funding_by_year", open_snapshot(workspace, "quang-ngai-published"), Scope()
    ).iloc[0]
    assert (row["year"], row["part_year"]) == (2014, True)
    assert (row["planned"], row["disbursed"]) == (450 * MILLION, 788 * MILLION)
    assert pd.isna(row["disbursement_rate"])


def test_constant_prices_are_those_of_the_last_index_whatever_years_are_asked(
    snapshot: Snapshot,
) -> None:
    scope = Scope(prices="constant", years=(2020,))
    row = run_measure("funding_by_year", snapshot, scope).iloc[0]
    assert (row["prices"], row["price_year"]) == ("constant", 2025)
    assert run_measure("price_index", snapshot, scope)["year"].max() == 2025
    nominal = run_measure("funding_by_year", snapshot, Scope()).iloc[0]
    assert nominal["prices"] == "nominal"
    assert pd.isna(nominal["price_year"])
