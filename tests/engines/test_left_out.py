"""What a snapshot without some records answers, and what it says of the rest."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analysis.importing.desk import ImportRefusedError, take
from analysis.measures import catalogue, run_measure
from analysis.measures.freshness import freshness
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from analysis.warehouse.errors import LeftOutError
from tests.engines.left_out import SIMULATED, without_records


@pytest.fixture
def bare(own_workspace: Path) -> Path:
    without_records(own_workspace)
    return own_workspace


def test_marts_answer_as_before_and_records_are_said_to_be_missing(
    workspace: Path, bare: Path
) -> None:
    whole, less = open_snapshot(workspace, SIMULATED), open_snapshot(bare, SIMULATED)
    for name in ("funding_by_year", "stage_times", "coverage_by_district", "jobs_by_year"):
        pd.testing.assert_frame_equal(
            run_measure(name, less, Scope()), run_measure(name, whole, Scope())
        )
    with pytest.raises(LeftOutError) as told:
        run_measure("quality_completeness", less, Scope())
    assert "keep-rows" in told.value.text.en
    assert "mart" in told.value.text.en
    # A fault of the query itself stays one.
    with pytest.raises(duckdb.CatalogException):
        less.query("select * from no_such_table")


def test_freshness_is_asked_of_a_mart(workspace: Path, bare: Path) -> None:
    whole, less = open_snapshot(workspace, SIMULATED), open_snapshot(bare, SIMULATED)
    for name in ("funding_by_year", "jobs_by_year"):
        measure = catalogue()[name]
        assert freshness(measure, less) == freshness(measure, whole) is not None


def test_nothing_is_imported_into_it(bare: Path) -> None:
    with pytest.raises(ImportRefusedError, match="marts made by spark"):
        take(bare, case=SIMULATED)
