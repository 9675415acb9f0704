"""Criteria of products by hand: figures with their n, what is unknown, what a scope moves."""

from __future__ import annotations

import math
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.decisions.product_columns import CRITERIA
from analysis.decisions.product_criteria import DEFINITIONS, product_criteria
from analysis.decisions.product_gains import productivity_gains
from analysis.decisions.products import product_table
from analysis.decisions.scoring.methods import METHODS
from analysis.decisions.scoring.scores import score
from analysis.dictionary import TABLES as DICTIONARY
from analysis.evidence.claim import claim
from analysis.measures import typed_frame
from analysis.measures.shrinkage import shrink
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.decisions.product_case import CLOSED, OTHER, TABLES
from tests.own_case import loaded, write_case

ENGLISH = Scope(language="en")
PRODUCTS = ("fish", "wood", "brick", "cloth")

Cells = dict[tuple[str, str], dict[Hashable, Any]]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("products")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "workspace")


@pytest.fixture(scope="module")
def everything(snapshot: Snapshot) -> Cells:
    return asked(snapshot, ENGLISH)


def asked(snapshot: Snapshot, scope: Scope) -> Cells:
    return {
        (str(row["product_id"]), str(row["criterion"])): row
        for row in product_criteria(snapshot, scope).to_dict("records")
    }


def told(cells: Cells, product: str, criterion: str) -> tuple[Any, int]:
    row = cells[product, criterion]
    return row["value"], row["n"]


def products_of(cells: Cells) -> set[str]:
    return {product for product, _ in cells}


def test_every_product_has_a_row_for_every_criterion(everything: Cells) -> None:
    products = ["brick", "cloth", "fish", "wood"]
    expected = [(product, one.code) for product in products for one in CRITERIA]
    assert list(everything) == expected


def test_the_location_quotient_holds_the_leading_district_against_the_province(
    everything: Cells,
) -> None:
    # Worker-years of 2021 to 2023. Fish: A 38, B 18 of 146 in the leading district (E has 90);
    # with C 12 and G 16 it is 84 of all 264.
    value, n = told(everything, "fish", "location_quotient")
    assert value == pytest.approx((56 / 146) / (84 / 264))
    assert n == 2
    assert everything["fish", "location_quotient"]["note"] == (
        "Bình Sơn district: 56 of 146 workers; province: 84 of 264 (reports of three years added "
        "up)"
    )
    # F's workers are in the province, but in no district.
    wood, _ = told(everything, "wood", "location_quotient")
    assert wood == pytest.approx((60 / 72) / (90 / 264))


def test_the_trend_is_the_slope_of_the_logarithm(everything: Cells) -> None:
    # Fish in the leading district: 16 of 46, 18 of 48, 22 of 52; in all 28 of 88, 30 of 90, 26 of
    # 86 (G has closed). Through three points the slope is half of the last less the first.
    first, last = (16 / 46) / (28 / 88), (22 / 52) / (26 / 86)
    value, n = told(everything, "fish", "location_trend")
    assert value == pytest.approx(math.exp((math.log(last) - math.log(first)) / 2) - 1)
    assert n == 3
    assert everything["fish", "location_trend"]["note"] == "2021–2023, 3 years"


def test_growth_is_that_of_who_reported_both_years(everything: Cells) -> None:
    # Of fish only A reported two years in a row: 10 % and 10 %. Wood: 20 % and 0.
    assert told(everything, "fish", "revenue_growth") == (pytest.approx(0.1), 2)
    assert told(everything, "wood", "revenue_growth") == (pytest.approx(math.sqrt(1.2) - 1), 2)


def test_less_electricity_and_waste_per_revenue_is_a_fall(everything: Cells) -> None:
    # A: 1000 kWh on 100, on 110, then 1100 on 121: −1/11, 0.
    energy, n = told(everything, "fish", "energy_change")
    assert energy == pytest.approx(math.sqrt(1 / 1.1) - 1)
    assert n == 2
    # Waste is known of two years: 2 on 110, 1.1 on 121, which is half.
    waste, n = told(everything, "fish", "waste_change")
    assert waste == pytest.approx(-0.5)
    assert n == 1
    value, n = told(everything, "wood", "energy_change")
    assert math.isnan(value)
    assert n == 0
    assert "No two years in a row" in everything["wood", "energy_change"]["note"]


def test_jobs_are_over_grants_that_know_both_and_marked_as_a_change(
    everything: Cells,
) -> None:
    # A: 4 workers more, 2 of them women, on 40 million. B's grant is not known.
    assert told(everything, "fish", "jobs_per_grant") == (pytest.approx(100.0), 1)
    assert told(everything, "fish", "women_jobs_per_grant") == (pytest.approx(50.0), 1)
    row = everything["fish", "jobs_per_grant"]
    assert row["grade"] == 1
    assert row["note"] == (
        "4 jobs over 40 million VND of grants; 1 of 2 years of support know both; a change as "
        "reported (grade 1), not an effect"
    )
    assert math.isnan(told(everything, "wood", "jobs_per_grant")[0])


def test_levels_are_of_each_maker_s_latest_report(everything: Cells) -> None:
    # Value added: A 64 by 16 in 2023, B 30 by 6 in 2022; G has closed.
    assert told(everything, "fish", "value_added_per_worker") == (pytest.approx(94 / 22), 2)
    assert everything["fish", "value_added_per_worker"]["unit"] == "million VND per worker"
    # Exports: A 11 of 121, C 0 of 20. Local material: A 0.8 in 2021, C 0.4 in 2023.
    assert told(everything, "fish", "export_share") == (pytest.approx(11 / 141), 2)
    assert told(everything, "fish", "local_material") == (pytest.approx(0.6), 2)


def test_recognition_counts_while_its_certificate_is_valid(everything: Cells) -> None:
    levels = {product: told(everything, product, "recognition_level") for product in PRODUCTS}
    assert levels["fish"] == (1.0, 1)
    assert levels["wood"] == (0.0, 1), "never voted"
    assert levels["cloth"] == (0.0, 1), "expired"
    assert math.isnan(levels["brick"][0]), "nobody knows until when"
    assert levels["brick"][1] == 0
    assert told(everything, "fish", "geographical_indication") == (1.0, 1)
    assert told(everything, "wood", "geographical_indication") == (0.0, 1)
    assert math.isnan(told(everything, "brick", "geographical_indication")[0])
    assert told(everything, "fish", "ocop_stars") == (4.0, 1)
    assert math.isnan(told(everything, "wood", "ocop_stars")[0]), "no entry is unknown, not 0"


def test_reach_counts_districts_of_makers_in_business(everything: Cells) -> None:
    assert told(everything, "fish", "districts") == (2.0, 3)
    assert told(everything, "wood", "districts") == (1.0, 1)
    assert everything["wood", "districts"]["note"].startswith("1 of 2 establishments")
    assert math.isnan(told(everything, "brick", "districts")[0])


def test_a_gain_is_unknown_where_too_few_had_support(everything: Cells) -> None:
    notes = {product: everything[product, "productivity_gain"]["note"] for product in PRODUCTS}
    assert "Too few" in notes["fish"]
    assert told(everything, "fish", "productivity_gain")[1] == 2
    assert "Nobody in this industry" in notes["wood"]
    assert "industry is not known" in notes["brick"]
    graded = [
        criterion
        for (product, criterion), row in everything.items()
        if product == "fish" and pd.notna(row["grade"])
    ]
    assert graded == [
        "jobs_per_grant",
        "women_jobs_per_grant",
        "productivity_gain",
    ]


def test_a_district_moves_what_leads_and_not_what_it_is_held_against(snapshot: Snapshot) -> None:
    frame = asked(snapshot, Scope(districts=(OTHER,), language="en"))
    assert products_of(frame) == {"fish", "wood"}
    value, n = told(frame, "fish", "location_quotient")
    assert value == pytest.approx((12 / 72) / (84 / 264))
    assert n == 1
    assert told(frame, "fish", "districts") == (1.0, 1)
    assert told(frame, "fish", "local_material") == (0.4, 1)
    nowhere = asked(snapshot, Scope(districts=(CLOSED,), language="en"))
    assert not nowhere, "its only maker has closed"


def test_an_industry_narrows_the_products_and_not_the_base(snapshot: Snapshot) -> None:
    frame = asked(snapshot, Scope(industries=("16",)))
    assert products_of(frame) == {"wood"}
    assert told(frame, "wood", "location_quotient")[0] == pytest.approx((60 / 72) / (90 / 264))


def test_years_choose_reports_and_support(snapshot: Snapshot) -> None:
    frame = asked(snapshot, Scope(years=(2021, 2022)))
    # Without 2023: A 22, B 12 of 94 and fish 58 of 178.
    assert told(frame, "fish", "location_quotient")[0] == pytest.approx((34 / 94) / (58 / 178))
    assert math.isnan(told(frame, "fish", "location_trend")[0]), "two years make no trend"
    assert told(frame, "fish", "value_added_per_worker") == (pytest.approx(80 / 18), 2)
    assert math.isnan(told(frame, "fish", "jobs_per_grant")[0]), "B's grant is not known"


def test_texts_are_in_the_scope_s_language(snapshot: Snapshot) -> None:
    row = asked(snapshot, Scope())["fish", "location_quotient"]
    assert row["product"] == "Nước mắm"
    assert row["criterion_name"] == "Mức tập trung (LQ)"
    assert row["note"].startswith("Huyện Bình Sơn: 56 trên 146 lao động")


def test_the_table_is_the_frame_and_can_be_scored(snapshot: Snapshot) -> None:
    products = product_table(snapshot, ENGLISH)
    table = products.table
    assert table.ids == ("brick", "cloth", "fish", "wood")
    assert [name.en for name in table.names] == ["Gạch", "Thổ cẩm", "Fish sauce", "Ván ép"]
    np.testing.assert_array_equal(
        table.values.ravel(), products.frame["value"].to_numpy(dtype=np.float64)
    )
    costs = [one.code for one in table.criteria if one.direction == "cost"]
    assert costs == ["energy_change", "waste_change"]
    scored = score(table, METHODS["weighted_sum"])
    assert [one.code for one in scored.completed.dropped] == ["productivity_gain"]
    assert scored.frame()["unknown"].sum() == np.isnan(scored.completed.table.values).sum()


def test_the_result_has_the_columns_of_its_definition(snapshot: Snapshot) -> None:
    [definition] = DEFINITIONS
    frame = typed_frame(definition.run(snapshot, ENGLISH), definition)
    assert list(frame) == [column.name for column in definition.columns]
    assert set(definition.sources) <= set(DICTIONARY)


def test_a_case_without_products_has_none(workspace: Path) -> None:
    products = product_table(open_snapshot(workspace, "michigan-1987"), ENGLISH)
    assert products.table.values.shape == (0, len(CRITERIA))
    assert products.frame.empty


def test_gains_are_the_claims_of_industries_drawn_together(workspace: Path) -> None:
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    activities = ("DAO_TAO_NGHE",)
    gains = productivity_gains(simulated, activities)
    known = {code: gain for code, gain in gains.by_industry.items() if not math.isnan(gain.own)}
    assert known
    code, gain = next(iter(known.items()))
    own = claim(
        simulated, Scope(activities=activities, industries=(code,)), "productivity", others=False
    )
    assert (gain.own, gain.own_error) == (own.estimate, own.main.error)
    assert (gain.supported, gain.compared) == (own.n_supported, own.n_compared)
    assert gain.grade == own.grade.level
    drawn = shrink(
        np.array([one.own for one in known.values()]),
        np.array([one.own_error for one in known.values()]),
    )
    assert [one.drawn for one in known.values()] == pytest.approx(drawn.posterior.tolist())
    low, high = gain.interval()
    assert low < gain.drawn < high
    # What the mean is off by moves all alike, so what is an industry's own is no larger.
    assert all(one.apart_error <= one.drawn_error for one in known.values())
    # Fewer than ten in the register: no claim is made, and the count is that of the register.
    few = [one for one in gains.by_industry.values() if one.supported < 10]
    assert few
    assert all(math.isnan(one.drawn) for one in few)
    assert productivity_gains(simulated, activities) is gains, "made once"
    cells = asked(simulated, Scope(activities=activities, language="en"))
    rows = [row for (_, name), row in cells.items() if name == "productivity_gain"]
    known_rows = [row for row in rows if pd.notna(row["value"])]
    assert known_rows
    for row in known_rows:
        assert row["low"] < row["value"] < row["high"]
        assert row["n"] >= 10
        assert pd.notna(row["grade"])
