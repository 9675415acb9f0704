"""Undo, restore and what differs: every state there was can be shown again."""

from __future__ import annotations

import pytest

from analysis.importing.history import difference, restore, undo
from analysis.importing.model import Choices
from analysis.warehouse import (
    NothingLoadedError,
    WarehouseError,
    history,
    load_case,
    loaded_cases,
)
from analysis.warehouse.manifest import snapshot_path
from tests.importing.office import FIRST, OUTCOMES, Office
from tests.own_case import write_case

pytestmark = pytest.mark.usefixtures("here")


def _next_year(office: Office, workers: int = 15) -> int:
    file = office.workbook("b.xlsx", {"SXKD": [OUTCOMES[0], ["CS1", 2024, 1500, workers, 6]]})
    return office.import_all(file).number


def test_undo_points_back_and_restore_forth(office: Office) -> None:
    assert _next_year(office) == 2
    move = undo(office.workspace, office.case)
    assert (move.case, move.before, move.after) == (office.case, 2, 1)
    assert office.value("select count(*) from outcome_record") == 3
    move = restore(office.workspace, 2)
    assert (move.before, move.after) == (1, 2)
    assert office.value("select count(*) from outcome_record") == 4


def test_an_import_after_an_undo_follows_what_is_shown(office: Office) -> None:
    _next_year(office)
    undo(office.workspace, office.case)
    assert _next_year(office, workers=99) == 3
    frame = history(office.workspace).set_index("number")
    assert frame["parent"].tolist()[:2] == [1, 1]
    assert frame["shown"].to_dict() == {3: True, 2: False, 1: False}
    assert undo(office.workspace, office.case).after == 1


def test_the_very_first_import_can_be_undone_and_restored(office: Office) -> None:
    move = undo(office.workspace)
    assert (move.before, move.after) == (1, None)
    with pytest.raises(NothingLoadedError):
        office.snapshot()
    assert loaded_cases(office.workspace) == {}
    with pytest.raises(NothingLoadedError):
        undo(office.workspace)
    assert restore(office.workspace, 1).after == 1
    assert office.value("select count(*) from establishment") == 3
    undo(office.workspace)
    assert office.import_all(office.workbook("a.xlsx", FIRST)).parent is None


def test_undoing_the_first_import_leaves_other_data_sets_shown(office: Office) -> None:
    load_case(office.workspace, str(write_case(office.folder / "case", {})), make_default=False)
    undo(office.workspace, office.case)
    assert loaded_cases(office.workspace) == {"test-case": 2}
    with pytest.raises(WarehouseError, match="nothing to undo"):
        undo(office.workspace, "test-case")


def test_the_difference_of_two_snapshots_is_told_cell_by_cell(office: Office) -> None:
    rows = [row.copy() for row in OUTCOMES[:3]]
    rows[1][3] = 13
    rows.append(["CS3", 2023, 40, 3, 1])
    office.import_all(
        office.workbook("b.xlsx", {"Kết quả SXKD": rows}), choices=Choices(complete=True)
    )
    [changed] = [one for one in difference(office.workspace, 1, 2) if one.table != "case_info"]
    assert (changed.table, changed.added, changed.changed, changed.unchanged, changed.removed) == (
        "outcome_record",
        1,
        1,
        1,
        1,
    )
    cells = [(cell.kind, cell.key, cell.column, cell.old, cell.new) for cell in changed.samples]
    assert cells == [
        ("changed", "CS1 / 2022", "workers", "12", "13"),
        ("removed", "CS2 / 2023", None, None, None),
        ("added", "CS3 / 2023", None, None, None),
    ]
    [back] = [one for one in difference(office.workspace, 2, 1) if one.table != "case_info"]
    assert (back.added, back.changed, back.removed) == (1, 1, 1)
    assert difference(office.workspace, 2, 2) == []


def test_what_is_not_there_or_damaged_cannot_be_shown(office: Office) -> None:
    _next_year(office)
    with pytest.raises(WarehouseError, match="no snapshot 7"):
        restore(office.workspace, 7)
    with pytest.raises(WarehouseError, match="no snapshot 7"):
        difference(office.workspace, 1, 7)
    snapshot_path(office.workspace, 1).write_bytes(b"")
    with pytest.raises(WarehouseError, match="damaged"):
        restore(office.workspace, 1)
    with pytest.raises(WarehouseError, match="damaged"):
        undo(office.workspace, office.case)
    assert office.value("select count(*) from outcome_record") == 4
