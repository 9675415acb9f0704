"""The chain of stages, the quarters and the kinds of establishments, against hand-made tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import run_measure
from analysis.measures.flow_answers import answer_by_kind, answer_flow, answer_quarters
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000

# A ran its whole course, at two industries; B is settled without an accepted amount known; C runs
# and serves nobody; D is only planned; E's plan and establishment's industry are unknown.
TABLES = {
    "establishment": pd.DataFrame(
        {
            "establishment_id": ["E1", "E2", "E3"],
            "industry": ["10", "16", None],
            "legal_form": ["enterprise", "enterprise", "household"],
        }
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["A", "B", "C", "D", "E"],
            "plan_year": [2023, 2023, 2023, 2024, 2024],
            "activity": ["MO_HINH_MAY_MOC", "DAO_TAO_NGHE", "THONG_TIN", "THONG_TIN", "TU_VAN"],
            "status": ["settled", "settled", "running", "planned", None],
            "approved_on": ["2023-02-10", "2023-03-31", "2023-04-01", None, None],
            "accepted_on": ["2023-10-01", "2023-12-31", None, None, None],
            "settled_on": ["2024-01-02", "2024-01-02", None, None, None],
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2", "F3", "F4", "F5", "F6"],
            "project_id": ["A", "A", "B", "C", "D", "E"],
            "fund_source": ["national", "provincial", "provincial", "district", "national", None],
            "currency": "VND",
            "planned": [
                *(100 * MILLION, 50 * MILLION, 40 * MILLION, 30 * MILLION),
                *(70 * MILLION, None),
            ],
            "approved": [
                *(90 * MILLION, 50 * MILLION, 40 * MILLION, 30 * MILLION),
                *(None, 20 * MILLION),
            ],
            "accepted": [90 * MILLION, 45 * MILLION, None, None, None, None],
            "settled": [90 * MILLION, 45 * MILLION, 38 * MILLION, None, None, None],
        }
    ),
    "payment": pd.DataFrame(
        {
            "payment_id": ["p1", "p2", "p3", "p4", "p5", "p6"],
            "project_id": ["A", "A", "A", "A", "B", "C"],
            "fund_source": [
                *("national", "national", "national", "provincial"),
                *("provincial", "district"),
            ],
            "stage": ["advance", "balance", "recovery", "balance", "balance", "advance"],
            "paid_on": ["2023-03-31", "2023-11-20", "2024-02-01", "2023-12-01", None, "2023-04-01"],
            "currency": "VND",
            "amount": [
                *(60 * MILLION, 35 * MILLION, 5 * MILLION, 45 * MILLION),
                *(38 * MILLION, 10 * MILLION),
            ],
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": ["S1", "S2", "S3", "S4"],
            "project_id": ["A", "A", "B", "E"],
            "establishment_id": ["E1", "E2", "E2", "E3"],
            "year": [2023, 2023, 2023, 2024],
            "currency": "VND",
            "grant_amount": [90 * MILLION, 50 * MILLION, 40 * MILLION, 20 * MILLION],
            "counterpart": None,
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("flow")
    case = write_case(folder / "case", TABLES, geography=True, reference=True)
    return loaded(case, folder / "ws")


def test_the_chain_counts_who_is_known_unknown_and_not_there_yet(snapshot: Snapshot) -> None:
    frame = run_measure("funding_flow", snapshot, Scope(language="en")).set_index("stage")
    assert list(frame.index) == [
        *("planned", "approved", "advanced", "accepted", "disbursed", "settled")
    ]
    assert frame["amount"].to_dict() == {
        "planned": 290 * MILLION,
        "approved": 230 * MILLION,
        "advanced": 70 * MILLION,
        "accepted": 135 * MILLION,
        # 60 + 35 − 5 + 45 of A, 38 of B, 10 of C; of 2024 no payment is recorded at all.
        "disbursed": 183 * MILLION,
        "settled": 173 * MILLION,
    }
    counts = frame[["projects_known", "projects_unknown", "projects_waiting"]].apply(tuple, axis=1)
    assert counts.to_dict() == {
        "planned": (4, 1, 0),
        "approved": (4, 0, 1),
        "advanced": (3, 2, 0),
        # B is settled and has no accepted amount; E's course is unknown; C and D are on the way.
        "accepted": (1, 2, 2),
        "disbursed": (3, 2, 0),
        "settled": (2, 1, 2),
    }
    # What was accepted is held against the plan of A alone, settled against A's and B's.
    assert frame.loc["accepted", "share_of_plan"] == pytest.approx(135 / 150)
    assert frame.loc["settled", "share_of_plan"] == pytest.approx(173 / 190)
    assert frame.loc["settled", "plan_base"] == 190 * MILLION
    assert frame.loc["accepted", "stage_name"] == "Accepted"


def test_the_answer_of_the_chain_names_the_last_stage_and_who_is_missing(
    snapshot: Snapshot,
) -> None:
    answer = answer_flow(run_measure("funding_flow", snapshot, Scope()))
    assert answer is not None
    assert answer.vi == (
        "Quyết toán 173 triệu đồng, bằng 91% kế hoạch của chính các khoản đó (190 triệu đồng); còn "
        "2 đề án chưa tới khâu này; 1 đề án không rõ số tiền"
    )
    assert answer.en.startswith("Settled: 173 million VND, 91% of the plan of the same money")


def test_quarters_place_each_stage_by_its_own_day(snapshot: Snapshot) -> None:
    frame = run_measure("funding_by_quarter", snapshot, Scope(language="en"))
    assert list(frame["quarter_name"]) == [
        *("Q1 2023", "Q2 2023", "Q4 2023", "Q1 2024", "Day unknown")
    ]
    rows = (frame.set_index("quarter_name").drop(columns="quarter").select_dtypes("Int64")) // (
        MILLION
    )
    # A and B were approved in the first quarter, C on the first day of the second.
    assert rows["approved"].tolist() == [180, 30, 0, 0, 20]
    assert rows["advanced"].tolist() == [60, 10, 0, 0, 0]
    assert rows["accepted"].tolist() == [0, 0, 135, 0, 0]
    # A recovery is money taken back; B's payment has no day.
    assert rows["disbursed"].tolist() == [60, 10, 80, -5, 38]
    assert rows["settled"].tolist() == [0, 0, 0, 173, 0]
    assert frame["quarter"].isna().tolist() == [False] * 4 + [True]
    assert not frame["part_quarter"].any()


def test_quarters_by_source_hold_the_same_money(snapshot: Snapshot) -> None:
    frame = run_measure("funding_by_quarter_source", snapshot, Scope())
    part = frame[frame["fund_source"] == "provincial"]
    quarters = ["Quý 1/2023", "Quý 4/2023", "Quý 1/2024", "Không rõ ngày"]
    assert part["quarter_name"].tolist() == quarters
    assert part["disbursed"].tolist() == [0, 45 * MILLION, 0, 38 * MILLION]


def test_the_answer_of_quarters_names_the_season_and_what_has_no_day(snapshot: Snapshot) -> None:
    answer = answer_quarters(run_measure("funding_by_quarter", snapshot, Scope()))
    assert answer is not None
    assert answer.vi == (
        "Quý IV chiếm 55% kinh phí giải ngân (80 triệu đồng trên 145 triệu đồng); 38 triệu đồng "
        "không rõ ngày"
    )
    one = run_measure("funding_by_quarter", snapshot, Scope(fund_sources=("district",)))
    assert answer_quarters(one) is None


def test_a_stage_nobody_has_an_amount_of_is_unknown_in_every_quarter(tmp_path: Path) -> None:
    tables = {name: frame.copy() for name, frame in TABLES.items()}
    tables["project_fund"] = tables["project_fund"].drop(columns=["accepted", "settled"])
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    frame = run_measure("funding_by_quarter", snapshot, Scope())
    assert frame["accepted"].isna().all()
    assert frame["settled"].isna().all()
    assert frame["disbursed"].notna().all()


def test_an_open_quarter_is_marked(tmp_path: Path) -> None:
    tables = {name: frame.copy() for name, frame in TABLES.items()}
    tables["payment"].loc[tables["payment"]["payment_id"] == "p5", "paid_on"] = "2025-11-05"
    case = write_case(tmp_path / "case", tables, geography=True)
    settings = case / "case.toml"
    text = settings.read_text(encoding="utf-8").replace("2025-12-31", "2025-12-30")
    settings.write_text(text, encoding="utf-8")
    frame = run_measure("funding_by_quarter", loaded(case, tmp_path / "ws"), Scope())
    assert frame.loc[frame["part_quarter"], "quarter_name"].tolist() == ["Quý 4/2025"]


def test_a_project_of_several_industries_is_not_split(snapshot: Snapshot) -> None:
    frame = run_measure("funding_by_industry", snapshot, Scope()).set_index("industry")
    assert frame["approved"].to_dict() == {
        "several": 140 * MILLION,
        "16": 40 * MILLION,
        # C and D serve no establishment; D is not approved.
        "none": 30 * MILLION,
        "unknown": 20 * MILLION,
    }
    assert frame["projects"].to_dict() == {"several": 1, "16": 1, "none": 2, "unknown": 1}
    assert frame["industry_name"].to_dict() == {
        "several": "Nhiều loại",
        "16": "Gỗ, tre",
        "none": "Không gắn với cơ sở",
        "unknown": "Không rõ",
    }


def test_legal_forms_agree_where_industries_do_not(snapshot: Snapshot) -> None:
    frame = run_measure("funding_by_legal_form", snapshot, Scope(language="en"))
    by_form = frame.set_index("legal_form")
    assert by_form["approved"].to_dict() == {
        "enterprise": 180 * MILLION,
        "none": 30 * MILLION,
        "household": 20 * MILLION,
    }
    assert by_form.loc["none", "legal_form_name"] == "No establishment"
    answer = answer_by_kind(frame, "legal_form", Scope())
    assert answer is not None
    assert answer.en == "Most goes to Enterprise: 78% of money approved"
    industries = run_measure("funding_by_industry", snapshot, Scope())
    mixed = answer_by_kind(industries, "industry", Scope())
    assert mixed is not None
    assert mixed.vi == (
        "Nhiều nhất: Gỗ, tre, 17% kinh phí được phê duyệt; 61% ở đề án có cơ sở nhiều loại"
    )
    assert answer_by_kind(industries, "industry", Scope(industries=("16",))) is None
