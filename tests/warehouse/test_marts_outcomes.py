"""Full-time equivalents are those reported, else derived from seasonal and piece-rate work."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.warehouse import DataProblemsError, Snapshot
from tests.own_case import loaded, write_case

# workers, seasonal, months, piece-rate, pay, average wage, wages, reported fte → fte and its basis
CASES = {
    "reported": ((10, 4, 6, 0, None, 50, None, 9.5), (9.5, "reported")),
    "seasonal": ((10, 4, 6, 0, None, None, None, None), (8.0, "derived")),
    "piece": ((10, 0, None, 4, 100, 50, None, None), (8.0, "derived")),
    "both": ((10, 3, 4, 4, 100, 50, None, None), (6.0, "derived")),
    "no more than their number": ((10, 0, None, 2, 500, 50, None, None), (10.0, "derived")),
    "wage from the bill": ((10, 0, None, 4, 100, None, 500, None), (8.0, "derived")),
    "nobody in part": ((7, 0, None, 0, None, None, None, None), (7.0, "derived")),
    "months open": ((10, 4, None, 0, None, 50, None, None), (None, None)),
    "pay open": ((10, 0, None, 4, None, 50, None, None), (None, None)),
    "wage open": ((10, 0, None, 4, 100, None, None, None), (None, None)),
    "piece open": ((10, 4, 6, None, None, 50, None, None), (None, None)),
    "workers open": ((None, 4, 6, 0, None, 50, None, None), (None, None)),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    columns = ("workers", "seasonal_workers", "seasonal_months", "piece_workers", "piece_pay")
    rows = [
        {"establishment_id": name, "year": 2021, "currency": "VND"}
        | dict(zip((*columns, "average_wage", "wages", "fte"), given, strict=True))
        for name, (given, _) in CASES.items()
    ]
    rows.append({"establishment_id": "seasonal", "year": 2019, "currency": "VND", "workers": 3})
    tables = {
        "establishment": pd.DataFrame({"establishment_id": list(CASES)}),
        "outcome_record": pd.DataFrame(rows).convert_dtypes(),
    }
    folder: Path = tmp_path_factory.mktemp("marts")
    return loaded(write_case(folder / "case", tables), folder / "workspace")


@pytest.mark.parametrize("name", list(CASES))
def test_full_time_equivalents(snapshot: Snapshot, name: str) -> None:
    found = snapshot.query(
        "select full_time_equivalents as fte, fte_basis as basis from mart_outcome"
        " join mart_establishment using (establishment_no)"
        " where establishment_id = $name and year = 2021",
        {"name": name},
    ).iloc[0]
    expected, basis = CASES[name][1]
    if expected is None:
        assert pd.isna(found["fte"])
        assert pd.isna(found["basis"])
    else:
        assert found["fte"] == pytest.approx(expected)
        assert found["basis"] == basis


def test_the_first_workers_of_an_establishment_are_those_of_its_first_report(
    snapshot: Snapshot,
) -> None:
    found = snapshot.query(
        "select establishment_id, first_workers_year, first_workers from mart_establishment"
    ).set_index("establishment_id")
    assert found.loc["seasonal"].to_list() == [2019, 3]
    assert found.loc["reported"].to_list() == [2021, 10]
    assert found.loc["workers open"].isna().all()


def test_more_seasonal_and_piece_workers_than_workers_are_refused(tmp_path: Path) -> None:
    record = {"establishment_id": "A", "year": 2021, "currency": "VND", "workers": 5}
    tables = {
        "establishment": pd.DataFrame({"establishment_id": ["A"]}),
        "outcome_record": pd.DataFrame([record | {"seasonal_workers": 3, "piece_workers": 3}]),
    }
    with pytest.raises(DataProblemsError) as refused:
        loaded(write_case(tmp_path / "case", tables), tmp_path / "workspace")
    (problem,) = refused.value.problems
    assert "Seasonal and piece-rate workers together exceed the workers" in problem.message.en
