"""Michigan: what the data say is all there, and what they do not say is nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.cases.michigan import CASE, PANEL_FILE

TABLES = CASE.build()
PANEL = pd.read_csv(PANEL_FILE)
OUTCOMES = TABLES["outcome_record"]


def test_every_constraint_of_the_dictionary_holds(
    problems_of: Callable[[dict[str, pd.DataFrame]], list[str]],
) -> None:
    assert problems_of(TABLES) == []


def test_firms_years_and_grants() -> None:
    assert len(TABLES["establishment"]) == 157
    assert len(OUTCOMES) == 471
    assert set(OUTCOMES["year"]) == {1987, 1988, 1989}
    assert TABLES["project"]["plan_year"].value_counts().to_dict() == {1988: 36, 1989: 30}
    assert len(TABLES["project_fund"]) == len(TABLES["support"]) == 66
    # No firm received two grants.
    assert not TABLES["support"]["establishment_id"].duplicated().any()


def test_missing_answers_stay_missing() -> None:
    assert OUTCOMES["revenue"].notna().sum() == 373
    answered = OUTCOMES[OUTCOMES["defect_rate"].notna()]
    assert answered["establishment_id"].nunique() == 54
    assert len(answered) == 162


@pytest.mark.parametrize(
    ("column", "origin", "scale"),
    [
        ("revenue", "sales", 1),
        ("workers", "employ", 1),
        ("average_wage", "avgsal", 1),
        ("defect_rate", "scrap", 0.01),
        ("rework_rate", "rework", 0.01),
        ("workers_trained", "totrain", 1),
    ],
)
def test_values_are_the_panel_s(column: str, origin: str, scale: float) -> None:
    mine = OUTCOMES[column].astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    assert mine == pytest.approx((PANEL[origin] * scale).to_numpy(), nan_ok=True)


def test_total_hours_are_what_hours_per_employee_confirm() -> None:
    hours = OUTCOMES["training_hours"].to_numpy(dtype=float, na_value=float("nan"))
    assert hours == pytest.approx((PANEL["hrsemp"] * PANEL["employ"]).to_numpy(), nan_ok=True)
    assert OUTCOMES["training_hours"].notna().sum() == 390


def test_amounts_of_grants_are_unknown_and_in_dollars() -> None:
    fund, support = TABLES["project_fund"], TABLES["support"]
    assert fund[["planned", "approved", "accepted", "settled", "fund_source"]].isna().all(axis=None)
    assert support[["grant_amount", "counterpart"]].isna().all(axis=None)
    assert set(fund["currency"]) == set(support["currency"]) == set(OUTCOMES["currency"]) == {"USD"}


def test_a_grant_is_given_to_the_firm_and_year_of_the_panel() -> None:
    granted = PANEL[PANEL["grant"] == 1]
    grants = zip(granted["fcode"], granted["year"], strict=True)
    expected = {(f"MI-{int(code)}", year) for code, year in grants}
    support = TABLES["support"]
    assert set(zip(support["establishment_id"], support["year"], strict=True)) == expected


def test_nothing_is_invented() -> None:
    assert set(TABLES) == {"establishment", "outcome_record", "project", "project_fund", "support"}
    assert TABLES["establishment"]["unit_id"].isna().all()
    assert TABLES["project"]["unit_id"].isna().all()
