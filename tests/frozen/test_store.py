"""What is published lasts, is read whole or not at all, and must be known to publish again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.frozen.cube import cells_of
from analysis.frozen.publishing import look_ahead, read_basis
from analysis.frozen.store import (
    NothingFrozenError,
    basis_path,
    frozen_path,
    frozen_sets,
    open_frozen,
)
from analysis.frozen.tables import FAMILIES, MONEY_FAMILY
from analysis.frozen.words import report_sentences
from analysis.warehouse import WarehouseError, open_snapshot

SIMULATED = "quang-ngai-simulated"


def test_without_one_the_remedy_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingFrozenError, match="khuyencong freeze --publish"):
        open_frozen(tmp_path)


def test_a_torn_or_altered_publication_is_never_read(own_workspace: Path) -> None:
    frozen = open_frozen(own_workspace, SIMULATED)
    path = frozen_path(own_workspace, frozen.number)
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"simulated": true', b'"simulated": false'))
    assert frozen_sets(own_workspace) == []
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(NothingFrozenError):
        open_frozen(own_workspace)
    path.write_bytes(content)
    assert open_frozen(own_workspace) == frozen


def test_without_what_was_published_before_nothing_is_frozen(own_workspace: Path) -> None:
    frozen = open_frozen(own_workspace, SIMULATED)
    basis = basis_path(own_workspace, frozen.number)
    basis.write_bytes(basis.read_bytes()[:-1])
    with pytest.raises(WarehouseError, match="Restore it from a backup"):
        look_ahead(own_workspace, open_snapshot(own_workspace, SIMULATED))


def test_the_public_file_names_no_establishment(workspace: Path) -> None:
    frozen = open_frozen(workspace, SIMULATED)
    text = frozen_path(workspace, frozen.number).read_text(encoding="utf-8")
    for contributions in read_basis(basis_path(workspace, frozen.number)).values():
        named = set(contributions.rows["contributor"]) | set(contributions.rows["project"])
        assert len(named) > 100
        assert not [who for who in named if who and who in text]


def test_hidden_cells_are_of_few_or_protect_them_and_totals_add_up(workspace: Path) -> None:
    frozen = open_frozen(workspace, SIMULATED)
    basis = read_basis(basis_path(workspace, frozen.number))
    for family in FAMILIES:
        cells = cells_of(basis[family.code], family)
        told = frozen.cells[family.code]
        assert set(cells) == set(told)
        few = {key for key, cell in cells.items() if 0 < len(cell.given) < 3}
        hidden = {key for key, cell in told.items() if cell.state == "hidden"}
        assert few
        assert few <= hidden
        report = frozen.report[family.code]["tables"]
        for table in family.tables:
            mine = report[table.code]
            said = mine["hidden_for_themselves"] + mine["hidden_for_others"]
            assert said == sum(table.holds(key) for key in hidden)
    whole = frozen.cell(MONEY_FAMILY).figures
    years = frozen.paths(MONEY_FAMILY, "year")
    yearly = [frozen.cell(MONEY_FAMILY, year=year).figures["approved"] for year in years]
    assert whole["approved"] == sum(value or 0 for value in yearly)


def test_the_reader_is_told_how_much_less_could_have_been_hidden(workspace: Path) -> None:
    frozen = open_frozen(workspace, SIMULATED)
    told = {code: dict(report) for code, report in frozen.report.items()}
    for report in told.values():
        assert 0 <= report["loss_gap"] <= 1
        assert report["loss_gap"] == 0 or not report["least_loss_proven"]
    told["money"] |= {"least_loss_proven": False, "loss_gap": 0.13}
    said = " ".join(one.en for one in report_sentences(replace(frozen, report=told)))
    assert "could spare 13% at most" in said
    del told["money"]["loss_gap"]
    # A set of before knew no bound.
    said = " ".join(one.en for one in report_sentences(replace(frozen, report=told)))
    assert "a little less might do" in said


def test_a_cell_of_no_public_table_is_refused(workspace: Path) -> None:
    frozen = open_frozen(workspace, SIMULATED)
    with pytest.raises(KeyError, match="no public table"):
        frozen.cell(MONEY_FAMILY, source="national", unit="522")
