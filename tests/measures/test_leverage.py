"""Leverage against a table small enough to divide by hand: counterpart ÷ grant, both known."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import catalogue, run_measure
from analysis.measures.flow_answers import answer_leverage, answer_leverage_by
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000

TABLES = {
    "establishment": pd.DataFrame(
        {
            "establishment_id": ["E1", "E2", "E3"],
            "industry": ["10", "16", None],
            "size": ["micro", "small", None],
            "legal_form": ["household", "enterprise", "enterprise"],
        }
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["A", "B", "C", "D"],
            "plan_year": [2022, 2022, 2023, 2023],
            "activity": ["MO_HINH_MAY_MOC", "DAO_TAO_NGHE", "MO_HINH_MAY_MOC", "MO_HINH_MAY_MOC"],
            "unit_id": ["522_v2", "524_v1", "522_v2", None],
            "status": ["settled", "running", "accepted", "stopped"],
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": ["S1", "S2", "S3", "S4", "S5", "S6"],
            "project_id": ["A", "A", "B", "C", "C", "D"],
            "establishment_id": ["E1", "E2", "E2", "E3", "E1", "E1"],
            "year": [2022, 2022, 2022, 2023, 2023, 2023],
            "currency": "VND",
            "grant_amount": [
                *(100 * MILLION, 50 * MILLION, 40 * MILLION),
                *(80 * MILLION, None, 10 * MILLION),
            ],
            # S2's own money is unknown, S3's is known to be none, S6's project was stopped.
            "counterpart": [400 * MILLION, None, 0, 240 * MILLION, 70 * MILLION, 900 * MILLION],
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("leverage")
    case = write_case(folder / "case", TABLES, geography=True, reference=True)
    return loaded(case, folder / "ws")


def test_the_total_divides_what_is_known_on_both_sides(snapshot: Snapshot) -> None:
    frame = run_measure("leverage_total", snapshot, Scope())
    row = frame.iloc[0]
    assert row["leverage"] == pytest.approx((400 + 0 + 240) / (100 + 40 + 80))
    assert (row["leverage_base"], row["leverage_counterpart"]) == (220 * MILLION, 640 * MILLION)
    assert (row["leverage_n"], row["supports"]) == (3, 5)
    assert (row["counterpart_unknown"], row["grant_unknown"]) == (1, 1)
    # Beside the matched bases stand the whole sums of what is known.
    assert (row["grant_amount"], row["counterpart"]) == (270 * MILLION, 710 * MILLION)
    answer = answer_leverage(frame)
    assert answer is not None
    assert answer.vi == (
        "Vốn đối ứng gấp 2,91 lần hỗ trợ (640 triệu đồng trên 220 triệu đồng, 3 khoản); 1 khoản "
        "không rõ vốn đối ứng"
    )


@pytest.mark.parametrize(
    ("measure", "key", "expected"),
    [
        ("leverage_by_year", "year", {2022: (400 / 140, 2), 2023: (3.0, 1)}),
        (
            "leverage_by_activity",
            "activity",
            {"MO_HINH_MAY_MOC": (640 / 180, 2), "DAO_TAO_NGHE": (0.0, 1)},
        ),
        ("leverage_by_district", "district", {"522": (640 / 180, 2), "524": (0.0, 1)}),
        ("leverage_by_industry", "industry", {"10": (4.0, 1), "unknown": (3.0, 1), "16": (0.0, 1)}),
        ("leverage_by_size", "size", {"micro": (4.0, 1), "unknown": (3.0, 1), "small": (0.0, 1)}),
        (
            "leverage_by_legal_form",
            "legal_form",
            {"household": (4.0, 1), "enterprise": (240 / 120, 2)},
        ),
    ],
)
def test_each_cut(
    snapshot: Snapshot, measure: str, key: str, expected: dict[object, tuple[float, int]]
) -> None:
    frame = run_measure(measure, snapshot, Scope()).set_index(key)
    found = {
        code: (pytest.approx(row["leverage"]), row["leverage_n"]) for code, row in frame.iterrows()
    }
    assert found == expected
    if key != "year":
        assert list(frame["leverage"]) == sorted(frame["leverage"], reverse=True)


def test_leverage_is_the_same_at_constant_prices_within_a_year(snapshot: Snapshot) -> None:
    nominal = run_measure("leverage_by_year", snapshot, Scope())
    constant = run_measure("leverage_by_year", snapshot, Scope(prices="constant"))
    assert constant["leverage"].tolist() == pytest.approx(nominal["leverage"].tolist(), rel=1e-6)
    assert (constant["leverage_base"] > nominal["leverage_base"]).all()
    assert set(constant["price_year"]) == {2025}


def test_only_groups_of_enough_supports_are_ranked(snapshot: Snapshot) -> None:
    frame = run_measure("leverage_by_activity", snapshot, Scope())
    assert answer_leverage_by(frame, "activity") is None
    answer = answer_leverage_by(frame.assign(leverage_n=5), "activity")
    assert answer is not None
    assert answer.en == (
        "Highest leverage: Models, machinery (3.56, n = 5); lowest: Training (0, n = 5)"
    )


def test_places_are_ranked_by_name_without_the_province_and_the_unknown(
    snapshot: Snapshot,
) -> None:
    frame = run_measure("leverage_by_district", snapshot, Scope(language="en"))
    more = frame.iloc[[0, 0]].assign(
        district=["51", "unknown"], district_name=["Whole province", "Unknown"], leverage=99.0
    )
    answer = answer_leverage_by(pd.concat([more, frame]).assign(leverage_n=5), "district")
    assert answer is not None
    assert answer.en == (
        "Highest leverage: Quảng Ngãi city (3.56, n = 5); lowest: Bình Sơn district (0, n = 5)"
    )


def test_nothing_known_is_no_leverage(tmp_path: Path) -> None:
    tables = {name: frame.copy() for name, frame in TABLES.items()}
    tables["support"]["counterpart"] = None
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    frame = run_measure("leverage_total", snapshot, Scope())
    assert frame["leverage"].isna().all()
    assert (frame["leverage_n"].iloc[0], frame["counterpart_unknown"].iloc[0]) == (0, 5)
    assert answer_leverage(frame) is None


def test_a_grant_of_nothing_gives_no_ratio(tmp_path: Path) -> None:
    tables = {name: frame.copy() for name, frame in TABLES.items()}
    tables["support"] = tables["support"].iloc[:1].assign(grant_amount=0)
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    assert run_measure("leverage_total", snapshot, Scope())["leverage"].isna().all()


def test_the_definition_says_that_it_is_not_total_over_grant() -> None:
    for name, measure in catalogue().items():
        if name.startswith("leverage_"):
            assert "vốn đối ứng ÷ kinh phí hỗ trợ" in measure.counts.vi
            assert "never total ÷ grant" in measure.counts.en
