"""The mix of the nine activities, its diversity, and published shares, from hand-made tables."""

from __future__ import annotations

from math import log
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy

from analysis.dictionary.codes import ACTIVITY
from analysis.measures import run_measure
from analysis.measures.activity_mix import diversity
from analysis.measures.flow_answers import answer_comparison, answer_diversity, answer_mix
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000

TABLES = {
    "project": pd.DataFrame(
        {
            "project_id": ["A", "B", "C", "D", "E"],
            "plan_year": [2021, 2021, 2022, 2022, 2022],
            "activity": ["DAO_TAO_NGHE", "DAO_TAO_NGHE", "DAO_TAO_NGHE", "MO_HINH_MAY_MOC", None],
            "status": "settled",
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2", "F3", "F4", "F5"],
            "project_id": ["A", "B", "C", "D", "E"],
            "fund_source": "provincial",
            "currency": "VND",
            "approved": [60 * MILLION, None, 30 * MILLION, 90 * MILLION, 20 * MILLION],
        }
    ),
    "published_figure": pd.DataFrame(
        {
            "figure_id": ["1", "2", "3", "4", "5", "6", "7"],
            "geography": ["Việt Nam"] * 2 + ["Bình Định"] * 3 + ["Kon Tum", "Kon Tum"],
            "indicator": [
                *("fund_models_and_machinery", "fund_total"),
                *("fund_training", "fund_total_disbursed", "fund_total"),
                *("fund_training", "fund_total_plan"),
            ],
            "period": ["2010-2014"] * 2 + ["2013-9M"] * 3 + ["2012", "2012"],
            "year_from": [2010, 2010, 2013, 2013, 2013, 2012, 2012],
            "year_to": [2014, 2014, 2013, 2013, 2013, 2012, 2012],
            "whole_years": [True, True, False, False, False, True, True],
            "amount": [
                *(25 * MILLION, 100 * MILLION, 4 * MILLION),
                *(20 * MILLION, 40 * MILLION, 1 * MILLION, 2 * MILLION),
            ],
            "figure": [25, 100, 4, 20, 40, 1, 2],
            "measurement_unit": "million VND",
            "currency": "VND",
            "status": ["actual", "derived", "actual", "actual", "actual", "actual", "plan"],
            "source": "kiểm thử",
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("mix")
    case = write_case(folder / "case", TABLES, geography=True, reference=True)
    return loaded(case, folder / "ws")


def test_all_nine_have_a_row_with_share_and_denominator(snapshot: Snapshot) -> None:
    frame = run_measure("activity_mix", snapshot, Scope()).set_index("activity")
    assert set(frame.index) == {*ACTIVITY.values(), "unknown"}
    training, machinery = frame.loc["DAO_TAO_NGHE"], frame.loc["MO_HINH_MAY_MOC"]
    assert (training["amount"], training["share"]) == (90 * MILLION, pytest.approx(90 / 200))
    assert (training["projects"], training["project_share"]) == (3, pytest.approx(3 / 5))
    assert (training["amount_unknown"], machinery["amount_unknown"]) == (1, 0)
    assert set(frame["total_amount"]) == {200 * MILLION}
    assert set(frame["total_projects"]) == {5}
    assert (frame.loc["unknown", "amount"], frame.loc["TU_VAN", "amount"]) == (20 * MILLION, 0)
    assert frame["share"].sum() == pytest.approx(1)


def test_ever_used_looks_at_all_the_data_whatever_is_chosen(snapshot: Snapshot) -> None:
    scope = Scope(years=(2021,))
    frame = run_measure("activity_mix", snapshot, scope).set_index("activity")
    machinery = frame.loc["MO_HINH_MAY_MOC"]
    assert (machinery["projects"], machinery["ever_used"], machinery["last_year"]) == (
        *(0, True, 2022),
    )
    assert not frame.loc["HOP_TAC_QT", "ever_used"]
    assert pd.isna(frame.loc["HOP_TAC_QT", "last_year"])
    answer = answer_mix(frame.reset_index(), scope)
    assert answer is not None
    assert answer.vi.startswith("1 trong 9 nội dung của Nghị định 45/2012 có đề án; chưa từng có: ")
    assert "Hợp tác quốc tế" in answer.vi
    assert "Mô hình" not in answer.vi


def test_chosen_activities_alone_are_listed(snapshot: Snapshot) -> None:
    scope = Scope(activities=("DAO_TAO_NGHE", "TU_VAN"))
    frame = run_measure("activity_mix", snapshot, scope)
    assert list(frame["activity"]) == ["DAO_TAO_NGHE", "TU_VAN"]
    assert answer_mix(frame, scope) is None
    assert run_measure("activity_mix", snapshot, Scope(activities=("TU_VAN",))).empty


def test_diversity_by_year(snapshot: Snapshot) -> None:
    frame = run_measure("activity_diversity", snapshot, Scope()).set_index("year")
    assert (frame.loc[2021, "money_diversity"], frame.loc[2021, "project_diversity"]) == (0, 0)
    expected = -(0.25 * log(0.25) + 0.75 * log(0.75)) / log(9)
    assert frame.loc[2022, "money_diversity"] == pytest.approx(expected)
    assert frame.loc[2022, "project_diversity"] == pytest.approx(log(2) / log(9))
    assert frame.loc[2022, "money_base"] == 120 * MILLION
    counts = frame.loc[2022, ["projects", "activities_used", "activity_unknown"]]
    assert counts.tolist() == [2, 2, 1]
    answer = answer_diversity(frame.reset_index())
    assert answer is not None
    assert answer.en == (
        "Diversity of money: 0 in 2021, 0.26 in 2022 (1 is all nine alike); 2 of 9 activities used "
        "in 2022, n = 2 projects"
    )


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=9))
def test_diversity_is_the_entropy_scipy_computes(amounts: list[int]) -> None:
    found = diversity([float(amount) for amount in amounts])
    if sum(amounts) == 0:
        assert found is None
        return
    assert found == pytest.approx(entropy(amounts) / log(9), abs=1e-9)
    assert 0 <= found <= 1 + 1e-12


def test_diversity_at_its_ends() -> None:
    assert diversity([5.0] * 9) == pytest.approx(1)
    assert diversity([7.0]) == 0
    assert diversity([7.0, -3.0]) == 0
    assert diversity([]) is None
    with pytest.raises(ValueError, match="10 amounts"):
        diversity([1.0] * 10)


def test_published_shares_are_of_the_same_place_and_period(snapshot: Snapshot) -> None:
    frame = run_measure("activity_comparison", snapshot, Scope(language="en"))
    assert frame["geography"].tolist() == ["Bình Định", "Việt Nam"]
    local, nation = frame.iloc[0], frame.iloc[1]
    # Of what was disbursed, where both that and a total are published.
    assert local["share"] == pytest.approx(4 / 20)
    assert (local["base_indicator"], local["base_status"]) == ("fund_total_disbursed", "actual")
    assert nation["share"] == pytest.approx(25 / 100)
    assert (nation["status"], nation["base_status"]) == ("actual", "derived")
    # The own share is of the same activity, in the scope.
    assert local["own_share"] == pytest.approx(90 / 200)
    assert (nation["own_projects"], nation["own_total_projects"]) == (1, 5)
    answer = answer_comparison(frame)
    assert answer is not None
    assert answer.vi == "Mô hình, máy móc: 45% kinh phí ở đây, 25% ở phạm vi Cả nước (2010–2014)"
    # A plan is no basis for money that was spent: Kon Tum has no row.
    assert "Kon Tum" not in set(frame["geography"])


def test_the_published_figures_of_the_region_and_the_nation(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-published")
    frame = run_measure("activity_comparison", snapshot, Scope())
    shares = {(row["geography"][:4], row["activity"]): row["share"] for _, row in frame.iterrows()}
    assert shares == {
        ("Miền", "MO_HINH_MAY_MOC"): pytest.approx(4.343 / 23.343),
        ("Miền", "DAO_TAO_NGHE"): pytest.approx(4.441 / 23.343),
        ("Việt", "MO_HINH_MAY_MOC"): pytest.approx(84.739 / 391.95),
    }
    assert frame["own_share"].isna().all()
    assert frame["own_total"].isna().all()


def test_the_decree_is_not_held_against_another_countrys_programme(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "michigan-1987")
    frame = run_measure("activity_mix", snapshot, Scope())
    assert answer_mix(frame, Scope()) is None
    assert frame["share"].isna().all()
    assert frame.set_index("activity").loc["DAO_TAO_NGHE", "project_share"] == 1
