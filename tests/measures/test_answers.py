"""Answer sentences say what their frame proves, and nothing when it proves nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.language import Text
from analysis.measures.answers import (
    answer_by_activity,
    answer_by_district,
    answer_by_source,
    answer_by_year,
    answer_disbursement,
    answer_district_statistics,
    answer_jobs,
    answer_price_index,
    answer_published,
    currency_of,
    latest_change,
    money_stage,
)
from analysis.scope import Scope

BILLION = 1_000_000_000


def _years(approved: list[float | None], first: int = 2020, **more: object) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "year": range(first, first + len(approved)),
            "currency": "VND",
            "planned": None,
            "approved": pd.array(approved, dtype="Float64"),
            "disbursed": None,
            "disbursement_rate": None,
            "disbursement_base": None,
            "projects": 10,
            "establishments": 7,
            "part_year": False,
        }
    )
    return frame.assign(**more)


def test_growth_is_the_yearly_rate_between_first_and_last_known() -> None:
    answer = answer_by_year(_years([1 * BILLION, None, 4 * BILLION]))
    assert answer is not None
    assert answer.vi == (
        "Kinh phí được phê duyệt tăng bình quân 100% mỗi năm, từ 1 tỷ đồng năm 2020 lên 4 tỷ đồng "
        "năm 2022"
    )
    assert answer.en == (
        "Money approved grew 100% a year on average, from 1 billion VND in 2020 to 4 billion VND "
        "in 2022"
    )


def test_a_fall_is_called_a_fall() -> None:
    answer = answer_by_year(_years([4 * BILLION, 2 * BILLION]))
    assert answer is not None
    assert "giảm bình quân 50%" in answer.vi
    assert "xuống" in answer.vi
    assert "fell 50%" in answer.en


def test_one_year_has_no_growth() -> None:
    answer = answer_by_year(_years([2 * BILLION]))
    assert answer is not None
    assert answer.vi == "Kinh phí được phê duyệt năm 2020: 2 tỷ đồng"
    part = answer_by_year(_years([2 * BILLION], part_year=True))
    assert part is not None
    assert part.en == "Money approved in 2020 (part of the year): 2 billion VND"


def test_unknown_amounts_leave_projects_to_speak() -> None:
    answer = answer_by_year(_years([None, None]))
    assert answer is not None
    assert "20 đề án" in answer.vi
    assert "amounts unknown" in answer.en


def test_empty_frames_answer_nothing() -> None:
    empty = _years([])
    assert answer_by_year(empty) is None
    assert answer_disbursement(empty) is None
    for answer in (answer_by_source, answer_by_activity, answer_by_district, answer_jobs):
        assert answer(empty) is None


def test_the_leading_source_activity_and_districts_are_named_with_their_share() -> None:
    base = {"currency": "VND", "planned": None, "disbursed": None}
    sources = pd.DataFrame(
        {"fund_source": ["national", "provincial"], "approved": [1.0, 3.0], **base}
    )
    answer = answer_by_source(sources)
    assert answer is not None
    assert answer.vi == "Nguồn kinh phí lớn nhất: Cấp tỉnh, 75% kinh phí được phê duyệt"
    assert answer_by_source(sources, Scope(fund_sources=("national",))) is None
    activities = pd.DataFrame({"activity": ["TU_VAN", "THONG_TIN"], "approved": [9.0, 1.0], **base})
    answer = answer_by_activity(activities)
    assert answer is not None
    assert answer.en == (
        "Advice: 90% of money approved; 7 of the 9 activities of Decree 45/2012 without a project"
    )
    districts = pd.DataFrame(
        {
            "district": ["522", "524", "525", "526", "unknown"],
            "district_name": ["A", "B", "C", "D", "?"],
            "approved": [40.0, 30.0, 10.0, 5.0, 15.0],
            **base,
        }
    )
    answer = answer_by_district(districts)
    assert answer is not None
    assert answer.en == "Three of 4 places receive 80% of money approved: A, B, C"
    assert answer_by_district(districts, Scope(districts=("522", "524"))) is None


@pytest.mark.parametrize(
    ("codes", "currency", "scope"),
    [
        (["TU_VAN", "unknown"], "VND", None),
        (["TU_VAN", "THONG_TIN"], "USD", None),
        (["TU_VAN", "THONG_TIN"], "VND", Scope(years=(2020,))),
    ],
)
def test_unused_activities_are_not_named_where_they_cannot_be_known(
    codes: list[str], currency: str, scope: Scope | None
) -> None:
    frame = pd.DataFrame(
        {"activity": codes, "approved": [9.0, 1.0], "currency": currency, "planned": None}
    ).assign(disbursed=None)
    answer = answer_by_activity(frame, scope)
    assert answer is not None
    assert answer.en == "Advice: 90% of money approved"


def test_constant_prices_are_named_in_the_sentence() -> None:
    answer = answer_by_year(_years([1 * BILLION, 2 * BILLION], price_year=2025))
    assert answer is not None
    assert answer.vi.endswith("(giá so sánh 2025)")
    assert answer.en.endswith("(constant prices of 2025)")


def test_an_unsettled_year_says_what_is_still_open() -> None:
    frame = _years([1.0], unsettled=3)
    frame["disbursement_rate"] = [0.5]
    frame["disbursement_base"] = pd.array([100 * BILLION], dtype="Int64")
    answer = answer_disbursement(frame)
    assert answer is not None
    assert answer.en.endswith("(projects not settled yet: 3)")


def test_the_disbursement_rate_prints_both_amounts() -> None:
    frame = _years([1.0, 1.0])
    frame["disbursement_rate"] = [0.5, 1.0]
    frame["disbursement_base"] = pd.array([100 * BILLION, 300 * BILLION], dtype="Int64")
    answer = answer_disbursement(frame)
    assert answer is not None
    assert answer.vi == (
        "Giải ngân 88% kế hoạch (350 tỷ đồng trên 400 tỷ đồng); riêng năm 2021 đạt 100%"
    )


def test_change_compares_only_neighbouring_whole_years() -> None:
    change = latest_change(_years([1.0, 3.0]), "approved")
    assert (change.year, change.value, change.previous, change.difference) == (2021, 3.0, 1.0, 2.0)
    assert latest_change(_years([1.0, 3.0], part_year=True), "approved").difference is None
    gap = _years([1.0, 3.0])
    gap["year"] = [2018, 2021]
    assert latest_change(gap, "approved").previous_year is None
    assert latest_change(_years([None, 3.0]), "approved").difference is None
    assert latest_change(_years([]), "approved").value is None


def test_amounts_are_never_added_across_currencies() -> None:
    with pytest.raises(ValueError, match="several currencies"):
        currency_of(pd.DataFrame({"currency": ["VND", "USD"]}))
    assert currency_of(pd.DataFrame({"currency": []})) is None


def test_the_money_stage_is_the_first_that_is_known() -> None:
    assert money_stage(_years([1.0])) == "approved"
    assert money_stage(_years([None], disbursed=5)) == "disbursed"
    assert money_stage(_years([None])) is None


def test_the_price_sentence_gives_the_rise_between_first_and_last_year() -> None:
    frame = pd.DataFrame({"year": [2020, 2021, 2022], "index_value": [100.0, 104.0, 110.0]})
    answer = answer_price_index(frame)
    assert answer is not None
    assert answer.en == (
        "Consumer prices rose 10% from 2020 to 2022; constant prices are those of 2022"
    )
    assert answer_price_index(frame.iloc[:1]) is None


def test_published_figures_say_how_many_are_actual() -> None:
    frame = pd.DataFrame({"geography": ["A", "A", "B"], "status": ["actual", "plan", "target"]})
    answer = answer_published(frame)
    assert answer is not None
    assert answer.en.startswith("3 published figures for 2 geographies; 1 are actual")
    assert answer_published(frame.iloc[:0]) is None


def test_district_statistics_name_the_leading_three_of_the_latest_year() -> None:
    frame = pd.DataFrame(
        {
            "year": [2015, 2016, 2016, 2016, 2016],
            "district_name": ["A", "A", "B", "C", "D"],
            "shops": pd.array([900, 50, 30, 15, 5], dtype="Int64"),
        }
    )
    answer = answer_district_statistics(frame, "shops", Text("cửa hàng", "shops"))
    assert answer is not None
    assert answer.en == "In 2016, three of 4 districts had 95% of shops: A, B, C"
    assert answer_district_statistics(frame.assign(shops=None), "shops", Text("x", "y")) is None
