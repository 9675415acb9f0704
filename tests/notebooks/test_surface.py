"""`import analysis as kc`: quick, complete, documented, and the dashboard's own functions."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import analysis as kc
from analysis.charts.by_measure import BUILDERS, NoChartError
from analysis.evidence.claim import claim
from analysis.measures import catalogue, run_measure
from analysis.settings import PROJECT_ROOT
from analysis.warehouse import NothingLoadedError, WarehouseError, loaded_cases, open_snapshot

PAGE = PROJECT_ROOT / "docs" / "notebooks.md"


def test_the_import_loads_nothing_heavy() -> None:
    loaded = "import sys, analysis; print(*(sys.modules.keys() & {'pandas', 'duckdb', 'scipy'}))"
    told = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, cwd=PROJECT_ROOT, check=True
    )
    assert told.stdout.strip() == ""


def test_every_public_name_is_there_and_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert set(kc.PUBLIC) == set(kc.__all__) <= set(dir(kc))
    for name in kc.PUBLIC:
        assert getattr(kc, name).__doc__, name
        assert f"`kc.{name}" in page, name
    named = set(re.findall(r"`kc\.(\w+)", page))
    assert named <= set(kc.PUBLIC)
    with pytest.raises(AttributeError, match="nothing_of_that_name"):
        _ = kc.nothing_of_that_name


def test_the_names_are_the_functions_of_the_dashboard() -> None:
    assert kc.measure is run_measure
    assert kc.claim is claim


@pytest.mark.usefixtures("kept_snapshots")
def test_the_page_is_true() -> None:
    results = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert results.attempted > 5
    assert results.failed == 0


def test_a_snapshot_is_opened_by_case_or_number(workspace: Path) -> None:
    number = loaded_cases(workspace)["michigan-1987"]
    shown = kc.snapshot("michigan-1987", folder=workspace)
    by_number = kc.snapshot("michigan-1987", number=number, folder=workspace)
    assert shown.cache_key == by_number.cache_key
    assert shown.cache_key == open_snapshot(workspace, "michigan-1987").cache_key
    with pytest.raises(WarehouseError, match="is of «michigan-1987»"):
        kc.snapshot("quang-ngai-published", number=number, folder=workspace)
    with pytest.raises(NothingLoadedError, match="no snapshot 999"):
        kc.snapshot(number=999, folder=workspace)


def test_a_damaged_snapshot_is_not_opened_by_number(own_workspace: Path) -> None:
    number = loaded_cases(own_workspace)["michigan-1987"]
    with (own_workspace / f"snapshot-{number}.duckdb").open("r+b") as file:
        file.seek(4096)
        file.write(b"\0" * 64)
    with pytest.raises(WarehouseError, match="is damaged"):
        kc.snapshot(number=number, folder=own_workspace)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_mark_says_what_is_simulated(workspace: Path, language: str) -> None:
    simulated = kc.mark(kc.snapshot("quang-ngai-simulated", folder=workspace), language)
    real = kc.mark(kc.snapshot("michigan-1987", folder=workspace), language)
    word = "MÔ PHỎNG" if language == "vi" else "SIMULATED"
    assert word in simulated
    assert word not in real
    assert "Holzer" in real


@pytest.mark.usefixtures("kept_snapshots")
def test_every_chart_by_measure_draws() -> None:
    snapshot = kc.snapshot("quang-ngai-simulated")
    assert set(BUILDERS) <= set(catalogue())
    for name in BUILDERS:
        figure = kc.chart(name, kc.measure(name, snapshot, kc.Scope(language="en")), "en")
        assert len(figure.data) > 0, name
    with pytest.raises(NoChartError, match="next_visits"):
        kc.chart("next_visits", pd.DataFrame())


def test_lists_name_what_can_be_asked(workspace: Path) -> None:
    assert list(kc.measure_list("en")["name"]) == list(catalogue())
    assert set(kc.measure_list().query("chart")["name"]) == set(BUILDERS)
    assert kc.outcome_list()["code"].is_unique
    assert list(kc.case_list(workspace)["case"]) == list(loaded_cases(workspace))
