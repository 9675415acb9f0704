"""Old snapshots go only when asked for, and never one that is shown, undone to or planned with."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.commands.running import run
from analysis.importing.history import undo
from analysis.importing.retention import LEAST_KEPT, fates, retain
from analysis.warehouse import WarehouseError, history, open_snapshot
from analysis.warehouse.files import sha256_of
from analysis.warehouse.manifest import (
    POINTER_NAME,
    Manifest,
    Pointer,
    read_manifests,
    snapshot_path,
    write_manifest,
    write_pointer,
)
from analysis.warehouse.workspace import next_number

NOW = datetime(2026, 11, 29, tzinfo=UTC)
LATE = "2020-01-01T00:00:00+00:00"


def _snapshots(folder: Path, ages: list[tuple[str, int]], shown: dict[str, int]) -> None:
    """Write snapshots of cases, each so many days old and made from the one before it."""
    parents: dict[str, int] = {}
    for number, (case, days) in enumerate(ages, 1):
        path = snapshot_path(folder, number)
        path.write_bytes(f"{number}".encode())
        built_at = (NOW - timedelta(days=days)).isoformat()
        manifest = Manifest(
            *(number, case, built_at, "", "", "", "", "", {}, sha256_of(path)),
            *(path.stat().st_size, {}, 0, parents.get(case)),
        )
        write_manifest(folder, manifest)
        parents[case] = number
    write_pointer(folder, Pointer(next(iter(shown), None), shown))


def _reasons(folder: Path, keep: int = 2, months: int = 0) -> dict[int, str]:
    return {one.manifest.number: one.reason for one in fates(folder, keep, months, NOW)}


def test_each_reason_to_keep_is_told(tmp_path: Path) -> None:
    _snapshots(tmp_path, [("a", 900 - number) for number in range(7)], {"a": 3})
    plan = tmp_path / "plans" / "a"
    plan.mkdir(parents=True)
    (plan / "p.json").write_text(json.dumps({"body": {"snapshot": 5}}), encoding="utf-8")
    expected = {1: "go", 2: "undo", 3: "shown", 4: "go", 5: "plan", 6: "newest", 7: "newest"}
    assert _reasons(tmp_path) == expected
    assert _reasons(tmp_path, keep=4)[4] == "newest"
    assert _reasons(tmp_path, months=30)[1] == "recent"


def test_damaged_ones_do_not_count_among_the_newest(tmp_path: Path) -> None:
    _snapshots(tmp_path, [("a", 900)] * 5, {"a": 5})
    snapshot_path(tmp_path, 3).write_bytes(b"x")
    snapshot_path(tmp_path, 4).write_bytes(b"x")
    assert _reasons(tmp_path) == {1: "go", 2: "newest", 3: "go", 4: "undo", 5: "shown"}


def test_nothing_is_removed_while_nobody_knows_what_is_shown(tmp_path: Path) -> None:
    _snapshots(tmp_path, [("a", 900)] * 5, {"a": 5})
    (tmp_path / POINTER_NAME).write_text("{", encoding="utf-8")
    with pytest.raises(WarehouseError):
        retain(tmp_path, 2, 0)
    assert len(read_manifests(tmp_path)) == 5


@settings(max_examples=25)
@given(
    ages=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2000)), min_size=1, max_size=12),
    keep=st.integers(2, 5),
    months=st.integers(0, 40),
    chance=st.randoms(use_true_random=False),
)
def test_what_must_stay_stays_and_numbers_are_never_used_again(
    tmp_path_factory: pytest.TempPathFactory,
    ages: list[tuple[str, int]],
    keep: int,
    months: int,
    chance: Random,
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    numbers = {case: [n for n, (of, _) in enumerate(ages, 1) if of == case] for case, _ in ages}
    shown = {case: chance.choice(found) for case, found in numbers.items()}
    _snapshots(folder, ages, shown)
    before = {one.number: one for one in read_manifests(folder)}
    newest = next_number(folder)
    found, freed = retain(folder, keep, months)
    left = {one.number for one in read_manifests(folder)}
    assert set(shown.values()) <= left
    assert {before[number].parent for number in shown.values()} - {None} <= left
    for found_numbers in numbers.values():
        assert set(found_numbers[-max(keep, LEAST_KEPT) :]) <= left
    assert {int(path.stem.partition("-")[2]) for path in folder.glob("snapshot-*.duckdb")} == left
    assert freed == sum(one.manifest.size for one in found if one.goes)
    assert next_number(folder) == newest
    assert not any(one.goes for one in fates(folder, keep, months))


def test_the_command_tells_first_and_removes_only_when_told(
    filled_workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = Path(shutil.copytree(filled_workspace, tmp_path / "workspace"))
    [first] = read_manifests(workspace)
    for number in (2, 3, 4):
        shutil.copyfile(snapshot_path(workspace, 1), snapshot_path(workspace, number))
        write_manifest(workspace, replace(first, number=number, parent=number - 1, built_at=LATE))
    write_manifest(workspace, replace(first, built_at=LATE))
    write_pointer(workspace, Pointer(first.case, {first.case: 4}))
    asked = [
        "retain",
        "--keep",
        "2",
        "--months",
        "1",
        "--workspace",
        str(workspace),
        "--lang",
        "en",
    ]
    assert run(asked) == 0
    assert "2 of 4 snapshots may go" in capsys.readouterr().out
    assert len(history(workspace)) == 4
    assert run([*asked, "--yes"]) == 0
    assert "Removed 2 of 4 snapshots" in capsys.readouterr().out
    assert set(history(workspace)["number"]) == {3, 4}
    assert open_snapshot(workspace).number == 4
    assert undo(workspace).after == 3
    assert run(["retain", "--keep", "1", "--workspace", str(workspace)]) == 2
