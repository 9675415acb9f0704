"""The published case holds every sourced fact, and nothing that is not in the sources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from analysis.cases.figures import years_of_period
from analysis.cases.published import CASE
from analysis.geography.reference_files import reference_rows

TABLES = CASE.build()


def test_every_constraint_of_the_dictionary_holds(
    problems_of: Callable[[dict[str, pd.DataFrame]], list[str]],
) -> None:
    assert problems_of(TABLES) == []


def test_no_project_or_establishment_is_claimed() -> None:
    assert not {"project", "project_fund", "support", "establishment", "payment"} & set(TABLES)


def test_districts_add_up_to_the_printed_totals() -> None:
    columns = {
        "population_average": "population",
        "population_rural_average": "population_rural",
        "nonfarm_individual_establishments": "nonfarm_establishments",
        "nonfarm_individual_establishment_workers": "nonfarm_workers",
        "active_enterprises_31dec": "enterprises",
    }
    totals = [row for row in reference_rows("district_stats") if row["district_code"] == "51"]
    assert len(totals) == 26
    for total in totals:
        year = TABLES["unit_year"].query(f"year == {total['year']}")
        assert year[columns[total["indicator"]]].sum() == int(total["value"])


def test_yearbook_rows_stand_on_the_boundaries_of_their_year() -> None:
    unit_year = TABLES["unit_year"].set_index(["unit_id", "year"])
    assert unit_year.loc[("522_v1", 2013), "population"] == 114663
    assert unit_year.loc[("522_v2", 2014), "population"] == 249616
    assert len(unit_year) == 14 * 7
    # Only enterprises were published for 2011 and 2012: the rest is unknown, not zero.
    assert unit_year.xs(2012, level="year")["population"].isna().all()
    assert set(unit_year.xs(2016, level="year")["status"]) == {"preliminary"}


def test_every_published_figure_survives_with_its_source() -> None:
    figures, rows = TABLES["published_figure"], reference_rows("khuyencong_figures")
    assert len(figures) == len(rows) == 103
    for figure, row in zip(figures.to_dict("records"), rows, strict=True):
        assert figure["source"] == row["source_url"]
        assert figure["period"] == row["year_or_period"]
        assert figure["status"] == row["status"]
        if row["unit"] == "text":
            assert figure["text_value"] == row["value"]
        else:
            assert Decimal(str(figure["figure"])) == Decimal(row["value"])


def test_money_is_in_dong_and_only_plain_money_is() -> None:
    figures = TABLES["published_figure"].set_index("figure_id")
    assert figures.loc["FIGURE-001", "amount"] == 500_000_000
    money = figures[figures["amount"].notna()]
    assert set(money["measurement_unit"]) == {"million VND", "billion VND"}
    assert set(money["currency"]) == {"VND"}
    assert figures[figures["amount"].isna()]["currency"].isna().all()
    # A published zero is a zero: the region carried out no national project in 2024.
    zero = figures.query("period == '2024' and indicator == 'fund_national_disbursed'")
    assert list(zero["amount"]) == [0]
    assert list(zero["fund_source"]) == ["national"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2014", (2014, 2014, True)),
        ("2021-2025", (2021, 2025, True)),
        ("to 2012", (None, 2012, True)),
        ("5 years (undated, before 2014)", (None, None, True)),
        ("2014-H1", (2014, 2014, False)),
        ("2013-9M", (2013, 2013, False)),
        ("2025-11M", (2025, 2025, False)),
        ("2023 (part-year)", (2023, 2023, False)),
        ("2016-2020(Aug)", (2016, 2020, False)),
        ("2025 đợt 1", (2025, 2025, False)),
        ("2024-01", (2024, 2024, False)),
        ("2019-2020H1", (2019, 2020, False)),
    ],
)
def test_periods(period: str, expected: tuple[int | None, int | None, bool]) -> None:
    assert years_of_period(period) == expected


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(ValueError, match="some day"):
        years_of_period("some day")


def test_price_index_chains_growth_from_2012() -> None:
    index = TABLES["price_index"].set_index("year")
    assert list(index.index) == list(range(2013, 2026))
    level = 100.0
    for year, row in index.iterrows():
        level *= 1 + row["growth"]
        assert row["index_value"] == pytest.approx(level, rel=1e-12), year
    assert index.loc[2013, "index_value"] == pytest.approx(106.59267476)
    assert index.loc[2025, "growth"] == pytest.approx(0.0331)


def test_ceilings_keep_validity_and_jurisdiction() -> None:
    ceilings = TABLES["ceiling"]
    assert len(ceilings) == len(reference_rows("support_ceilings"))
    machines = ceilings[(ceilings["activity_kind"] == "MACHINE") & ceilings["applies_here"]]
    assert sorted(zip(machines["max_share"], machines["max_amount"], strict=True)) == [
        (0.5, 200_000_000),
        (0.5, 300_000_000),
    ]
    others = ceilings[~ceilings["jurisdiction"].isin(["Việt Nam", "Quảng Ngãi"])]
    assert not others["applies_here"].any()
    award = ceilings[ceilings["activity_kind"] == "AWARD_PROV"].iloc[0]
    assert award["valid_from"].date() == date(2024, 6, 1)
    assert award["max_amount"] == 3_000_000
    priority = ceilings[ceilings["activity_kind"] == "PRIORITY_MULT"].iloc[0]
    assert priority["basis"] == "multiplier 1.5"
    assert pd.isna(priority["max_share"])
    admin = ceilings[ceilings["activity_kind"] == "ADMIN_AGENCY"].iloc[0]
    assert admin["max_share"] == 0.015


def test_products_stand_where_the_source_puts_them() -> None:
    products = TABLES["product"]
    rows = reference_rows("key_products")
    assert len(products) == len(rows) == 29
    unplaced = sum(1 for row in rows if not row["district_code"])
    assert products["unit_id"].isna().sum() == unplaced
    assert set(products["unit_id"].dropna()) <= set(TABLES["administrative_unit"]["unit_id"])
    assert (products["product_group"] == "mixed").sum() == 1


def test_recognition_is_only_what_the_source_says_was_granted() -> None:
    products = TABLES["product"].set_index("name")
    garlic, honey = products.loc["Tỏi Lý Sơn"], products.loc["Tỏi Lý Sơn ngâm mật ong Dori"]
    assert garlic["ocop_stars"] == 4, "a candidate for five stars has four"
    assert pd.isna(honey["ocop_stars"]), "what was proposed was not granted"
    sauce = products.loc["Nước mắm cốt đặc biệt Mười Quý"]
    assert sauce["recognition_level"] == "province"
    assert pd.isna(sauce["ocop_stars"])
    assert products.loc["Quế Trà Bồng", "geographical_indication"]
    assert products["geographical_indication"].sum() == 1
    assert products[["recognised_until", "key_product"]].isna().all(axis=None)


def test_clusters_are_only_planned() -> None:
    assert len(TABLES["cluster"]) == 10
    assert set(TABLES["cluster"]["status"]) == {"plan"}
    assert set(TABLES["cluster"]["kind"]) == {"cluster"}
