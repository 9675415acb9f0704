"""Measures of decisions by name: documented, apart from the others, asked by the same command."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from analysis.commands.running import run
from analysis.decisions.catalogue import decision_measures
from analysis.decisions.product_columns import CRITERIA
from analysis.dictionary.tables import ALL_TABLES
from analysis.measures import catalogue, typed_frame
from analysis.scope import Scope
from analysis.warehouse import open_snapshot

FILES = 10


def test_each_has_its_definition_and_a_name_of_its_own() -> None:
    found = decision_measures()
    assert not set(found) & set(catalogue())
    for name, measure in found.items():
        assert measure.name == name
        assert measure.counts.vi != measure.counts.en
        assert measure.caveats.vi
        assert set(measure.sources) <= {table.name for table in ALL_TABLES}, name
        columns = [column.name for column in measure.columns]
        assert len(set(columns)) == len(columns), name
    heads = {one.name: one.label for one in decision_measures("USD")["product_ranking"].columns}
    assert heads["jobs_per_grant"].en == "Jobs per grant (jobs per million US dollars)"


@pytest.mark.parametrize("name", ["product_criteria", "product_ranking", "gate_conditions"])
def test_a_notebook_asks_the_same_functions(workspace: Path, name: str) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-published")
    measure = decision_measures(snapshot.case.currency)[name]
    frame = typed_frame(measure.run(snapshot, Scope(language="en")), measure)
    assert list(frame) == [column.name for column in measure.columns]


def test_the_command_asks_them_by_name(
    plan_workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(*words: str) -> str:
        assert run(["--workspace", str(plan_workspace), "measure", *words]) == 0
        return capsys.readouterr().out

    rows = list(csv.DictReader(io.StringIO(asked("gate_verdicts", "--format", "csv"))))
    assert len(rows) == FILES
    assert {row["overall"] for row in rows} == {"pass", "fail", "blocked"}
    told = json.loads(asked("product_criteria", "--format", "json"))
    assert {row["criterion"] for row in told} <= {one.code for one in CRITERIA}
    listed = {row["name"] for row in json.loads(asked("--list", "--format", "json"))}
    assert listed == {*catalogue(), *decision_measures()}
