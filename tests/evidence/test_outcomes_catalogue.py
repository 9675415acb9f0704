"""Every outcome can be computed, says what it is, and is what its definition says."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from analysis.evidence.outcomes import (
    CODES,
    OUTCOMES,
    PLACEBOS,
    answered_counts,
    find_outcome,
    price_basis,
    resolve,
)
from analysis.warehouse import Snapshot, open_snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000

# Two establishments, two years; amounts of 2020 are worth twice as much in 2021.
RECORDS = pd.DataFrame(
    [
        {
            "establishment_id": "A",
            "year": 2020,
            "currency": "VND",
            "revenue": 600 * MILLION,
            "value_added": 200 * MILLION,
            "workers": 10,
            "workers_women": 4,
            "workers_skilled": 0,
            "seasonal_workers": 4,
            "seasonal_months": 6,
            "piece_workers": 0,
            "wages": 300 * MILLION,
            "investment": 50 * MILLION,
            "exports": 150 * MILLION,
            "defect_rate": 0.04,
            "rework_rate": 0.02,
            "energy_kwh": 1200,
            "waste_tonnes": 3,
            "new_products": 1,
            "certificates": 2,
            "new_markets": 0,
            "new_customers": 5,
            "fair_contracts": 2,
            "fair_contract_value": 80 * MILLION,
            "training_hours": 25,
        },
        {
            "establishment_id": "B",
            "year": 2021,
            "currency": "VND",
            "value_added": -MILLION,
            "workers": 0,
            "average_wage": 40 * MILLION,
            "investment": 0,
            "exports": 0,
            "fair_contracts": 0,
        },
    ]
)
EXPECTED = {
    "value_added_per_worker": math.log(2 * 20 * MILLION),
    "revenue_per_worker": math.log(2 * 60 * MILLION),
    "revenue": math.log(2 * 600 * MILLION),
    "value_added": 2 * 200,
    "workers": math.log(10),
    "jobs": 10,
    "fte": math.log(8),
    "women": 4,
    "women_share": 0.4,
    "skilled": 0,
    "skilled_share": 0,
    "average_wage": math.log(2 * 30 * MILLION),
    "wage_bill": math.log(2 * 300 * MILLION),
    "investing": 1,
    "investment": 2 * 50,
    "exporting": 1,
    "export_share": 0.25,
    "new_markets": 0,
    "new_customers": 5,
    "fair_contracts": 2,
    "fair_contract_value": 2 * 80,
    "new_products": 1,
    "certificates": 2,
    "defect_rate": 0.04,
    "rework_rate": 0.02,
    "energy_intensity": math.log(1200 / (1200 * MILLION)),
    "waste_intensity": math.log(3 / (1200 * MILLION)),
    "training_hours_per_worker": 2.5,
    "placebo_fair_contracts": 2,
    "placebo_training_hours": 2.5,
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("outcomes")
    tables = {
        "establishment": pd.DataFrame({"establishment_id": ["A", "B"]}),
        "price_index": pd.DataFrame(
            {
                "series": "cpi",
                "currency": "VND",
                "year": [2020, 2021],
                "index_value": [50.0, 100.0],
                "source": "tests",
            }
        ),
        "outcome_record": RECORDS.convert_dtypes(),
    }
    return loaded(write_case(folder / "case", tables), folder / "workspace")


def _value(snapshot: Snapshot, sql: str, year: int) -> float | None:
    found = snapshot.query(f"select {sql} as value from mart_outcome where year = {year}")
    value = found["value"].iloc[0]
    return None if pd.isna(value) else float(value)


def test_every_recorded_outcome_is_what_its_definition_says(snapshot: Snapshot) -> None:
    recorded = {one.code for one in (*OUTCOMES, *PLACEBOS) if one.source == "record"}
    assert set(EXPECTED) == recorded
    for code, expected in EXPECTED.items():
        value = _value(snapshot, find_outcome(code).scaled("VND"), 2020)
        assert value == pytest.approx(expected, rel=1e-12), code


def test_what_cannot_be_computed_is_unknown_and_no_error(snapshot: Snapshot) -> None:
    """B has no workers, lost money, and answered little."""
    known = {"jobs": 0.0, "investing": 0.0, "investment": 0.0, "exporting": 0.0}
    known |= {"fair_contracts": 0.0, "fair_contract_value": 0.0, "placebo_fair_contracts": 0.0}
    known["average_wage"] = math.log(40 * MILLION)
    known["value_added"] = -1.0
    for code in EXPECTED:
        value = _value(snapshot, find_outcome(code).scaled("VND"), 2021)
        assert (value is None) == (code not in known), code
        assert value is None or value == pytest.approx(known[code], rel=1e-12), code


def test_a_log_tells_what_it_leaves_out(snapshot: Snapshot) -> None:
    found = snapshot.query(
        "select "
        + ", ".join(f"{find_outcome(code).not_positive} as {code}" for code in EXPECTED)
        + " from mart_outcome where year = 2021"
    ).iloc[0]
    # Zero workers, and no wages for them; a ratio to nobody is not known, rather than zero.
    assert {code for code in EXPECTED if found[code]} == {"workers", "wage_bill"}


def test_counts_of_answers_tell_what_can_be_asked(snapshot: Snapshot) -> None:
    counts = answered_counts(snapshot)
    assert list(counts) == list(CODES)
    assert counts["jobs"] == 2
    assert counts["workers"] == 1
    assert counts["productivity"] == counts["value_added_per_worker"] == 1
    assert counts["survival"] == 0


def test_productivity_is_value_added_where_anybody_knows_it(
    snapshot: Snapshot, workspace: Path
) -> None:
    outcome, why = resolve(snapshot, "productivity")
    assert outcome.code == "value_added_per_worker"
    assert why is not None
    michigan = open_snapshot(workspace, "michigan-1987")
    outcome, why = resolve(michigan, "productivity")
    assert outcome.code == "revenue_per_worker"
    assert why is not None
    assert "materials" in why.en
    assert resolve(snapshot, "fte") == (find_outcome("fte"), None)
    with pytest.raises(KeyError):
        resolve(snapshot, "happiness")


def test_the_prices_are_named(snapshot: Snapshot, workspace: Path) -> None:
    assert price_basis(snapshot).en == "Constant prices of 2021."
    michigan = open_snapshot(workspace, "michigan-1987")
    assert price_basis(michigan).en == "Nominal prices: there is no price index."


def test_units_name_the_currency_and_large_sums() -> None:
    assert find_outcome("investment").unit_in("VND").vi == "triệu đồng"
    assert find_outcome("investment").unit_in("USD").en == "thousand US dollars"
    assert find_outcome("revenue").unit_in("EUR").en == "EUR"
    for outcome in (*OUTCOMES, *PLACEBOS):
        for currency in ("VND", "USD"):
            unit = outcome.unit_in(currency)
            assert "{" not in unit.vi + unit.en


def test_the_catalogue_holds_what_is_asked_for_once() -> None:
    codes = [outcome.code for outcome in (*OUTCOMES, *PLACEBOS)]
    assert len(codes) == len(set(codes))
    asked = {
        *("revenue", "workers", "fte", "women", "skilled", "average_wage", "wage_bill"),
        *("investment", "defect_rate", "certificates", "exporting", "export_share"),
        *("new_customers", "fair_contracts", "new_markets", "new_products"),
        *("energy_intensity", "waste_intensity", "survival"),
    }
    assert asked <= set(codes)
    for outcome in (*OUTCOMES, *PLACEBOS):
        assert outcome.title.vi != outcome.title.en
        assert outcome.definition.vi != outcome.definition.en
        assert outcome.scale in ("log", "level", "share")
        assert (outcome.kind == "placebo") == bool(outcome.untouched_by)
