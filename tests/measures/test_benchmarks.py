"""Benchmarks: what is divided by what, by hand, and what is never divided."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import typed_frame
from analysis.measures.benchmarks import MEASURES
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000
MEASURE = MEASURES[0]
ENGLISH = Scope(language="en")

MONEY = "million VND"
PER_PERSON = "million VND/person"
COUNTERPART = "private_matched_capital"
SMALL = "small_scale_production_establishments"

# geography, indicator, period, first, last, whole, value, unit, status
_FIGURES = [
    ("Bình Định", "fund_total", "2019-2020", 2019, 2020, True, 300, MONEY, "actual"),
    ("Bình Định", "projects", "2019-2020", 2019, 2020, True, 4, "project", "approx"),
    ("Bình Định", "projects", "2019", 2019, 2019, True, 9, "project", "actual"),
    ("Bình Định", COUNTERPART, "2019-2020", 2019, 2020, True, 900, MONEY, "actual"),
    ("Bình Định", "fund_all_sources", "2019-2020", 2019, 2020, True, 1200, MONEY, "actual"),
    ("Bình Định", "leverage_ratio", "2019-2020", 2019, 2020, True, 3.1, "%", "derived"),
    ("Bình Định", "grant_per_project", "2019-2020", 2019, 2020, True, 75.5, MONEY, "derived"),
    # A plan and an actual, a part of a year and a whole one, a derived figure, a contradiction.
    ("Kon Tum", "fund_total", "2020", 2020, 2020, True, 70, MONEY, "plan"),
    ("Kon Tum", "projects", "2020", 2020, 2020, True, 7, "project", "actual"),
    ("Kon Tum", "jobs_created", "2020", 2020, 2020, True, 7, "person", "target"),
    ("Đắk Lắk", "fund_total_plan", "2020", 2020, 2020, True, 100, MONEY, "plan"),
    ("Đắk Lắk", "fund_total_disbursed", "2020-11M", 2020, 2020, False, 60, MONEY, "actual"),
    ("Đắk Nông", "fund_total", "2020", 2020, 2020, True, 70, MONEY, "derived"),
    ("Đắk Nông", "projects", "2020", 2020, 2020, True, 7, "project", "actual"),
    ("Lạng Sơn", "fund_total", "2020", 2020, 2020, True, 70, MONEY, "actual"),
    ("Lạng Sơn", "fund_total", "2020", 2020, 2020, True, 80, MONEY, "actual"),
    ("Lạng Sơn", "projects", "2020", 2020, 2020, True, 7, "project", "actual"),
    # Two parts and no total; a share of the plan of its own.
    ("Thanh Hóa", "fund_national_plan", "2020", 2020, 2020, True, 20, MONEY, "plan"),
    ("Thanh Hóa", "fund_local_plan", "2020", 2020, 2020, True, 60, MONEY, "plan"),
    ("Thanh Hóa", "fund_local_disbursed", "2020", 2020, 2020, True, 45, MONEY, "actual"),
    ("Hậu Giang", "fund_training", "2020-H1", 2020, 2020, False, 30, MONEY, "actual"),
    ("Hậu Giang", "workers_trained", "2020-H1", 2020, 2020, False, 20, "person", "actual"),
    ("Hậu Giang", "cost_per_trainee", "2020-H1", 2020, 2020, False, 1.5, PER_PERSON, "derived"),
    ("Quảng Bình", "fund_local", "2025 đợt 1", 2025, 2025, False, 10, MONEY, "actual"),
    ("Quảng Bình", COUNTERPART, "2025 đợt 1", 2025, 2025, False, 50, MONEY, "actual"),
    ("Vĩnh Phúc", "fund_total", "2020", 2020, 2020, True, 50, MONEY, "actual"),
    ("Vĩnh Phúc", SMALL, "2020", 2020, 2020, True, 500, "establishment", "approx"),
    ("Hòa Bình", "fund_total", "to 2012", None, 2012, True, 50, MONEY, "actual"),
    ("Hòa Bình", "projects", "to 2012", None, 2012, True, 5, "project", "actual"),
]


def _published() -> pd.DataFrame:
    columns = [
        *("geography", "indicator", "period", "year_from", "year_to", "whole_years"),
        *("figure", "measurement_unit", "status"),
    ]
    frame = pd.DataFrame(_FIGURES, columns=columns).astype({"year_from": "Int64"})
    money = frame["measurement_unit"] == MONEY
    frame["amount"] = (frame["figure"] * MILLION).where(money).round().astype("Int64")
    frame["currency"] = pd.Series("VND", index=frame.index).where(money)
    frame["figure_id"] = [f"N{number}" for number in range(len(frame))]
    frame["source"] = [f"page {number}" for number in range(len(frame))]
    return frame


# 2019: A paid 60 of 80 million (40 national); 2020: B 100 of 100, C's payment unknown, D stopped.
TABLES = {
    "price_index": pd.DataFrame(
        {
            "series": "cpi",
            "currency": "VND",
            "year": [2019, 2020, 2021],
            "growth": 0.0,
            "index_value": [100.0, 125.0, 200.0],
            "source": "tests",
        }
    ),
    "establishment": pd.DataFrame(
        {"establishment_id": ["E1", "E2", "E3"], "industry": ["10", "16", "10"]}
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["A", "B", "C", "D"],
            "plan_year": [2019, 2020, 2020, 2020],
            "activity": "MO_HINH_MAY_MOC",
            "status": ["settled", "settled", "running", "stopped"],
            "trainees": pd.array([20, None, None, None], "Int64"),
            "unit_id": "522_v2",
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2", "F3", "F4", "F5"],
            "project_id": ["A", "A", "B", "C", "D"],
            "fund_source": ["national", "provincial", "provincial", "provincial", "provincial"],
            "currency": "VND",
            "planned": [50 * MILLION, 30 * MILLION, 100 * MILLION, 70 * MILLION, 10 * MILLION],
        }
    ),
    "payment": pd.DataFrame(
        {
            "payment_id": ["P1", "P2", "P3", "P4"],
            "project_id": ["A", "A", "B", "C"],
            "fund_source": ["national", "provincial", "provincial", "provincial"],
            "stage": "balance",
            "currency": "VND",
            "amount": pd.array([40 * MILLION, 20 * MILLION, 100 * MILLION, None], "Int64"),
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": ["S1", "S2", "S3", "S4"],
            "project_id": ["A", "B", "C", "D"],
            "establishment_id": ["E1", "E2", "E3", "E1"],
            "year": [2019, 2020, 2020, 2020],
            "currency": "VND",
            "grant_amount": pd.array([60 * MILLION, 100 * MILLION, None, 10 * MILLION], "Int64"),
            "counterpart": pd.array([180 * MILLION, 140 * MILLION, None, 90 * MILLION], "Int64"),
        }
    ),
    "outcome_record": pd.DataFrame(
        {
            "establishment_id": ["E1", "E1", "E2", "E2"],
            "year": [2018, 2019, 2019, 2020],
            "currency": "VND",
            "workers": [10, 16, 9, 7],
        }
    ),
    "unit_year": pd.DataFrame(
        {
            "unit_id": ["522_v2", "525_v2", "522_v2"],
            "year": [2019, 2019, 2020],
            "eligible_establishments": pd.array([300, 100, None], "Int64"),
            "status": "official",
            "source": "tests",
        }
    ),
    "published_figure": _published(),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("benchmarks")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _run(snapshot: Snapshot, scope: Scope = ENGLISH) -> pd.DataFrame:
    return typed_frame(MEASURE.run(snapshot, scope), MEASURE)


def _row(frame: pd.DataFrame, **where: object) -> pd.Series:
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1, f"{where}: {len(frame)} rows"
    return frame.iloc[0]


def test_published_figures_of_one_place_period_and_status_are_divided(snapshot: Snapshot) -> None:
    frame = _run(snapshot)
    published = frame[frame["origin"] == "published"]
    values = {
        (row.geography, row.benchmark, row.source_group, row.basis): row.value
        for row in published.itertuples()
    }
    assert values == pytest.approx(
        {
            ("Bình Định", "money_per_project", "all", "actual"): 75 * MILLION,
            ("Bình Định", "leverage", "all", "actual"): 3.0,
            ("Bình Định", "counterpart_per_project", "all", "actual"): 225 * MILLION,
            ("Hòa Bình", "money_per_project", "all", "actual"): 10 * MILLION,
            ("Thanh Hóa", "plan_disbursed", "local", "actual"): 0.75,
            ("Thanh Hóa", "national_share", "all", "plan"): 0.25,
            ("Hậu Giang", "money_per_trainee", "all", "actual"): 1.5 * MILLION,
            ("Quảng Bình", "leverage", "local", "actual"): 5.0,
            ("Vĩnh Phúc", "money_per_1000_establishments", "all", "actual"): 100 * MILLION,
        }
    )


def test_a_row_carries_both_numbers_their_sources_and_what_was_printed(snapshot: Snapshot) -> None:
    frame = _run(snapshot)
    row = _row(frame, geography="Bình Định", benchmark="money_per_project")
    assert (row["numerator"], row["denominator"]) == (300 * MILLION, 4)
    assert (row["source"], row["source_below"]) == ("page 0", "page 1")
    assert (row["above"], row["below"]) == ("Programme money, total", "Projects")
    assert row["printed"] == 75.5 * MILLION
    assert row["value_text"] == "75 million VND"
    assert _row(frame, geography="Bình Định", benchmark="leverage")["printed"] == 3.1
    trainee = _row(frame, geography="Hậu Giang")
    assert (trainee["printed"], bool(trainee["whole_years"])) == (1.5 * MILLION, False)


def test_a_figure_whose_note_says_so_is_marked_as_not_comparing(snapshot: Snapshot) -> None:
    row = _row(_run(snapshot), geography="Quảng Bình")
    assert not row["comparable"]
    assert "total investment" in row["caution"]
    assert _run(snapshot)["comparable"].sum() == len(_run(snapshot)) - 1


def test_constant_prices_need_an_index_for_every_year(snapshot: Snapshot) -> None:
    frame = _run(snapshot)
    two_years = _row(frame, geography="Bình Định", benchmark="money_per_project")
    # Prices doubled since 2019 and rose by 200/125 since 2020.
    assert two_years["value_constant"] == pytest.approx(75 * MILLION * (2 + 1.6) / 2)
    assert two_years["price_year"] == 2021
    assert pd.isna(_row(frame, geography="Hòa Bình")["value_constant"])
    assert pd.isna(_row(frame, geography="Bình Định", benchmark="leverage")["value_constant"])


@pytest.mark.parametrize(
    ("benchmark", "group", "basis", "numerator", "denominator", "period"),
    [
        # C's payment is unknown and D was stopped.
        ("money_per_project", "all", "actual", 160 * MILLION, 2, "2019-2020"),
        ("money_per_project", "all", "plan", 260 * MILLION, 4, "2019-2020"),
        ("money_per_project", "national", "actual", 40 * MILLION, 1, "2019"),
        ("money_per_project", "local", "actual", 120 * MILLION, 2, "2019-2020"),
        # E1 gained six, E2 lost two: a loss is no gain.
        ("money_per_job", "all", "actual", 60 * MILLION, 6, "2019"),
        ("leverage", "all", "actual", 320 * MILLION, 160 * MILLION, "2019-2020"),
        ("counterpart_per_project", "all", "actual", 320 * MILLION, 2, "2019-2020"),
        # A, B and D: paid 60, 100 and nothing; C is not matched.
        ("plan_disbursed", "all", "actual", 160 * MILLION, 190 * MILLION, "2019-2020"),
        ("plan_disbursed", "national", "actual", 40 * MILLION, 50 * MILLION, "2019"),
        ("money_per_trainee", "all", "actual", 60 * MILLION, 20, "2019"),
        ("money_per_1000_establishments", "all", "actual", 60 * MILLION, 400, "2019"),
        ("national_share", "all", "actual", 40 * MILLION, 160 * MILLION, "2019-2020"),
        ("national_share", "all", "plan", 50 * MILLION, 260 * MILLION, "2019-2020"),
    ],
)
def test_own_values_of_the_whole_scope(
    snapshot: Snapshot,
    benchmark: str,
    group: str,
    basis: str,
    numerator: float,
    denominator: float,
    period: str,
) -> None:
    frame = _run(snapshot)
    row = _row(frame[frame["whole_scope"]], benchmark=benchmark, source_group=group, basis=basis)
    assert (row["numerator"], row["denominator"]) == (numerator, denominator)
    scale = 1000 if benchmark == "money_per_1000_establishments" else 1
    assert row["value"] == pytest.approx(numerator / denominator * scale)
    assert (row["period"], row["origin"]) == (period, "own")
    assert row["geography_name"] == "This data set"


def test_own_constant_prices_bring_each_year_by_its_own_factor(snapshot: Snapshot) -> None:
    frame = _run(snapshot)
    row = _row(
        frame[frame["whole_scope"]],
        benchmark="money_per_project",
        source_group="all",
        basis="actual",
    )
    assert row["value_constant"] == pytest.approx((60 * 2 + 100 * 1.6) * MILLION / 2)
    # Both are given whichever prices were chosen.
    pd.testing.assert_frame_equal(frame, _run(snapshot, Scope(prices="constant", language="en")))


def test_own_values_also_for_the_years_others_published(snapshot: Snapshot) -> None:
    frame = _run(snapshot)
    own = frame[(frame["origin"] == "own") & ~frame["whole_scope"].astype(bool)]
    told = {(row.benchmark, row.source_group, row.basis, row.period) for row in own.itertuples()}
    # The other whole-year periods are those of the whole scope, or miss a denominator.
    assert told == {
        ("plan_disbursed", "local", "actual", "2020"),
        ("national_share", "all", "plan", "2020"),
    }
    row = _row(own, benchmark="national_share")
    assert (row["numerator"], row["denominator"]) == (0, 180 * MILLION)


def test_filters_hold_for_own_rows_and_years_for_all(snapshot: Snapshot) -> None:
    one_year = _run(snapshot, Scope(years=(2019,), language="en"))
    assert set(one_year[one_year["origin"] == "published"]["geography"]) == {"Bình Định"}
    own = _row(
        one_year[one_year["whole_scope"]],
        benchmark="money_per_project",
        source_group="all",
        basis="actual",
    )
    assert (own["numerator"], own["period"]) == (60 * MILLION, "2019")
    wood = _run(snapshot, Scope(industries=("16",), language="en"))
    assert len(wood[wood["origin"] == "published"]) == 9
    own = wood[wood["whole_scope"]]
    assert _row(own, benchmark="leverage")["numerator"] == 140 * MILLION
    assert "money_per_1000_establishments" not in set(own["benchmark"])
    national = _run(snapshot, Scope(fund_sources=("national",), language="en"))
    national = national[national["whole_scope"]]
    # Project A has national money, and is kept with the whole of it; its own row is of that source.
    paid = national[national["benchmark"] == "money_per_project"].set_index("source_group")
    actual = paid[paid["basis"] == "actual"]["numerator"].to_dict()
    assert actual == {"all": 60 * MILLION, "national": 40 * MILLION, "local": 20 * MILLION}
    assert "national_share" not in set(national["benchmark"])
    nothing = _run(snapshot, Scope(years=(1999,)))
    assert nothing.empty
    assert list(nothing.columns) == [column.name for column in MEASURE.columns]


def test_a_year_still_running_is_marked(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "case", TABLES, geography=True)
    settings = (folder / "case.toml").read_text(encoding="utf-8")
    (folder / "case.toml").write_text(settings.replace("2025-12-31", "2020-06-30"), "utf-8")
    frame = _run(loaded(folder, tmp_path / "ws"))
    row = _row(
        frame[frame["whole_scope"]],
        benchmark="money_per_project",
        source_group="all",
        basis="actual",
    )
    assert not row["whole_years"]


def test_the_published_case_repeats_the_rates_its_sources_derived(workspace: Path) -> None:
    frame = _run(open_snapshot(workspace, "quang-ngai-published"))
    assert set(frame["origin"]) == {"published"}
    printed = frame[frame["printed"].notna()]
    assert len(printed) == 4
    for row in printed.itertuples():
        assert row.value == pytest.approx(row.printed, rel=1e-3), row.benchmark
    region = _row(frame, benchmark="plan_disbursed")
    assert (region["period"], region["source_group"]) == ("2024", "local")
    assert region["value"] == pytest.approx(0.8406, abs=1e-4)
