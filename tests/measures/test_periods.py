"""Every period a source writes is said in both languages."""

from __future__ import annotations

import pytest

from analysis.geography.reference_files import reference_rows
from analysis.measures.periods import period_name


@pytest.mark.parametrize(
    ("written", "vietnamese", "english"),
    [
        ("2024", "2024", "2024"),
        ("2021-2025", "2021–2025", "2021–2025"),
        ("to 2012", "đến 2012", "to 2012"),
        ("2014-H1", "6 tháng đầu năm 2014", "first half of 2014"),
        ("2013-9M", "9 tháng đầu năm 2013", "first 9 months of 2013"),
        ("2025-11", "tháng 11/2025", "11/2025"),
        ("2016-2020(Aug)", "2016 – 8/2020", "2016 – Aug 2020"),
        ("2019-2020H1", "2019 – 6/2020", "2019 – June 2020"),
        ("2023 (part-year)", "2023, một số tháng", "2023, some months"),
        ("2025 đợt 1", "2025, đợt 1", "2025, round 1"),
        ("some day", "some day", "some day"),
    ],
)
def test_a_period_in_words(written: str, vietnamese: str, english: str) -> None:
    assert period_name(written, "vi") == vietnamese
    assert period_name(written, "en") == english


def test_no_period_of_the_reference_stays_foreign() -> None:
    written = {row["year_or_period"] for row in reference_rows("khuyencong_figures")}
    for period in written:
        vietnamese = period_name(period, "vi")
        assert not any(word in vietnamese for word in ("year", "before", "Aug", "to ")), period
        assert "đợt" not in period_name(period, "en")
