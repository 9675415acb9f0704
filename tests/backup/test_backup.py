"""Backups hold all there is, are the same for the same, and bring back what was shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.backup.drill import run_drill
from analysis.backup.errors import BackupError
from analysis.backup.restoring import restore_backup
from analysis.backup.writing import write_backup
from analysis.commands.running import run
from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.publishing import _earlier, look_ahead, publish
from analysis.frozen.store import frozen_sets, open_frozen
from analysis.importing.history import restore, undo
from analysis.warehouse import WarehouseError, load_case, open_snapshot
from analysis.warehouse.manifest import manifest_path, read_manifests, read_pointer, snapshot_path
from tests.own_case import write_case

COUNT = "select count(*) as n from project"


def _load(workspace: Path, folder: Path, projects: int, name: str = "test-case") -> None:
    rows = {"project_id": [f"P{n}" for n in range(projects)], "title": "đề án", "plan_year": 2020}
    load_case(workspace, str(write_case(folder, {"project": pd.DataFrame(rows)}, name=name)))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace of two snapshots with a plan, a file received and things on their way."""
    folder = tmp_path_factory.mktemp("built")
    workspace = folder / "workspace"
    _load(workspace, folder / "case", 1)
    _load(workspace, folder / "case", 2)
    for name, content in {
        "plans/test-case/a.json": "phương án",
        "received/0123-tệp.xlsx": "tệp",
        "audit.jsonl": "một\nhai\n",
        "imports/abc/candidate.duckdb": "on its way",
        "kept/x.json": "made again",
        ".pointer.json.1.tmp": "torn",
    }.items():
        (workspace / name).parent.mkdir(parents=True, exist_ok=True)
        (workspace / name).write_text(content, encoding="utf-8")
    return workspace


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Path:
    """Return a copy of it that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "workspace"))


@pytest.fixture(scope="module")
def archive(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup of it."""
    out = tmp_path_factory.mktemp("archive") / "backup.zip"
    write_backup(built, out)
    return out


def test_a_backup_holds_what_is_not_on_its_way_and_is_the_same_again(
    built: Path, archive: Path, tmp_path: Path
) -> None:
    made = write_backup(built, tmp_path / "again.zip")
    assert [entry.name for entry in made.listing.files] == [
        "audit.jsonl",
        "plans/test-case/a.json",
        "received/0123-tệp.xlsx",
        "snapshot-1.duckdb",
        "snapshot-1.json",
        "snapshot-2.duckdb",
        "snapshot-2.json",
    ]
    assert (made.listing.current, made.listing.left_out) == ({"test-case": 2}, ())
    assert {one.number: one.rows["main.project"] for one in made.listing.snapshots} == {1: 1, 2: 2}
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()
    assert (tmp_path / "again.zip").stat().st_mode & 0o077 == 0


def test_an_empty_workspace_is_brought_back_whole(
    built: Path, archive: Path, tmp_path: Path
) -> None:
    restored = restore_backup(tmp_path / "new", archive)
    assert (restored.added, restored.mended, restored.files) == ((1, 2), (), 3)
    assert read_pointer(tmp_path / "new") == read_pointer(built)
    assert read_manifests(tmp_path / "new") == read_manifests(built)
    assert open_snapshot(tmp_path / "new").query(COUNT)["n"].tolist() == [2]
    assert (tmp_path / "new" / "audit.jsonl").read_text(encoding="utf-8") == "một\nhai\n"
    assert undo(tmp_path / "new").after == 1
    again = tmp_path / "again.zip"
    write_backup(tmp_path / "new", again)
    restore_backup(tmp_path / "third", again)
    assert open_snapshot(tmp_path / "third").query(COUNT)["n"].tolist() == [1]


def test_what_came_after_the_backup_stays_and_can_be_gone_back_to(
    workspace: Path, archive: Path, tmp_path: Path
) -> None:
    _load(workspace, tmp_path / "case", 3)
    _load(workspace, tmp_path / "other", 5, name="other-case")
    (workspace / "audit.jsonl").write_text("một\nhai\nba\n", encoding="utf-8")
    restored = restore_backup(workspace, archive)
    assert (restored.added, restored.files) == ((), 0)
    assert [(one.before, one.after) for one in restored.shown] == [(3, 2)]
    assert open_snapshot(workspace, "test-case").query(COUNT)["n"].tolist() == [2]
    assert open_snapshot(workspace, "other-case").query(COUNT)["n"].tolist() == [5]
    # The record of what was done is never put back to an earlier state.
    assert (workspace / "audit.jsonl").read_text(encoding="utf-8") == "một\nhai\nba\n"
    aside = f"restored/{restored.identity}/audit.jsonl"
    assert restored.set_aside == (aside,)
    assert (workspace / aside).read_text(encoding="utf-8") == "một\nhai\n"
    restore(workspace, 3)
    assert open_snapshot(workspace, "test-case").query(COUNT)["n"].tolist() == [3]


def test_numbers_that_are_taken_are_given_anew(archive: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "elsewhere"
    _load(workspace, tmp_path / "case", 7, name="elsewhere")
    restored = restore_backup(workspace, archive)
    assert restored.added == (2, 3)
    manifests = {one.number: one for one in read_manifests(workspace)}
    assert manifests[3].parent == 2
    assert open_snapshot(workspace, "elsewhere").query(COUNT)["n"].tolist() == [7]
    assert open_snapshot(workspace, "test-case").query(COUNT)["n"].tolist() == [2]
    assert restore_backup(workspace, archive).added == ()


def test_a_damaged_snapshot_is_mended_by_its_backup(workspace: Path, archive: Path) -> None:
    snapshot_path(workspace, 2).write_bytes(b"not a database")
    manifest_path(workspace, 1).write_bytes(b"torn")
    with pytest.raises(BackupError, match="no intact snapshot"):
        write_backup(workspace, workspace.with_name("useless.zip"))
    assert not workspace.with_name("useless.zip").exists()
    assert restore_backup(workspace, archive).mended == (1, 2)
    snapshot = open_snapshot(workspace)
    assert (snapshot.number, snapshot.warning) == (2, None)
    assert undo(workspace).after == 1


def test_a_backup_of_a_damaged_workspace_holds_what_stands_in(
    workspace: Path, tmp_path: Path
) -> None:
    snapshot_path(workspace, 2).unlink()
    made = write_backup(workspace, tmp_path / "rescued.zip")
    assert (made.replaced, made.listing.current) == (((2, 1),), {"test-case": 1})
    assert made.listing.left_out == ("snapshot-2.json",)
    assert run_drill(tmp_path / "rescued.zip").rows > 0


def _funded(workspace: Path, folder: Path, amounts: tuple[int, ...]) -> FrozenSet:
    """Load projects with money and freeze them; return what was published."""
    ids = [f"P{number}" for number in range(len(amounts))]
    projects = pd.DataFrame(
        {"project_id": ids, "title": "đề án", "plan_year": 2020, "activity_kind": "MACHINE"}
    )
    money = pd.DataFrame(
        {
            "project_fund_id": ids,
            "project_id": ids,
            "fund_source": "provincial",
            "currency": "VND",
            "approved": amounts,
        }
    )
    load_case(workspace, str(write_case(folder, {"project": projects, "project_fund": money})))
    return publish(workspace, open_snapshot(workspace), seconds=1).frozen


def test_what_is_public_comes_back_byte_for_byte_and_goes_on(tmp_path: Path) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    first = _funded(there, tmp_path / "case", (10, 11, 12, 13, 14))
    second = _funded(there, tmp_path / "case", (10, 11, 12, 13, 15, 16, 17, 18))
    write_backup(there, tmp_path / "backup.zip")
    assert run_drill(tmp_path / "backup.zip").snapshots == 2
    restored = restore_backup(back, tmp_path / "backup.zip")
    names = [f"public/frozen-{n}.json" for n in (1, 2)] + [
        f"frozen/basis-{n}.parquet" for n in (1, 2)
    ]
    assert restored.set_aside == ()
    for name in names:
        assert (back / name).read_bytes() == (there / name).read_bytes(), name
    assert frozen_sets(back) == [first, second]
    assert open_frozen(back) == second
    assert look_ahead(back, open_snapshot(back), seconds=1).frozen.number == 3
    # Restored again nothing changes; a lost basis comes back with it.
    (back / "frozen" / "basis-1.parquet").unlink()
    with pytest.raises(WarehouseError, match="Restore it from a backup"):
        look_ahead(back, open_snapshot(back), seconds=1)
    assert restore_backup(back, tmp_path / "backup.zip").files == 1
    assert look_ahead(back, open_snapshot(back), seconds=1).frozen.number == 3


def test_what_was_public_elsewhere_is_guarded_though_its_number_is_taken(tmp_path: Path) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    _funded(there, tmp_path / "case", (10, 11, 12, 13, 14))
    write_backup(there, tmp_path / "backup.zip")
    mine = _funded(here, tmp_path / "case", (10, 11, 12, 13, 14, 15, 16, 17))
    restored = restore_backup(here, tmp_path / "backup.zip")
    assert [name.rpartition("/")[2] for name in restored.set_aside] == [
        "basis-1.parquet",
        "frozen-1.json",
    ]
    assert open_frozen(here) == mine
    assert [one.frozen.number for one in _earlier(here, "test-case")] == [1, 1]
    aside = here / restored.set_aside[0]
    content = aside.read_bytes()
    aside.write_bytes(content[:-1])
    with pytest.raises(WarehouseError, match="lost or damaged"):
        look_ahead(here, open_snapshot(here), seconds=1)
    aside.write_bytes(content)
    assert look_ahead(here, open_snapshot(here), seconds=1).frozen.number == 2


def test_the_commands_back_up_check_try_and_bring_back(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, other = str(tmp_path / "b.zip"), str(tmp_path / "other")
    options = ["--lang", "en", "--workspace"]
    assert run(["backup", out, *options, str(workspace)]) == 0
    assert "2 snapshots" in capsys.readouterr().out
    assert run(["backup", out, *options, str(workspace)]) == 2
    assert run(["backup", str(workspace / "in.zip"), *options, str(workspace)]) == 2
    assert run(["backup", out, "--verify", *options, str(workspace)]) == 0
    before = sorted(path.name for path in workspace.iterdir())
    assert run(["restore", out, "--drill", *options, str(workspace)]) == 0
    assert "The drill passed: 2 snapshots" in capsys.readouterr().out
    assert sorted(path.name for path in workspace.iterdir()) == before
    assert run(["restore", out, *options, other]) == 2
    assert not (tmp_path / "other").exists()
    assert run(["restore", out, "--yes", *options, other]) == 0
    assert "now snapshot 2" in capsys.readouterr().out
    assert open_snapshot(tmp_path / "other").number == 2
    assert run(["restore", "1", "--drill", *options, other]) == 2
    assert run(["restore", "none.zip", "--yes", *options, other]) == 2
    assert run(["restore", "1", "--yes", *options, other]) == 0
    assert open_snapshot(tmp_path / "other").number == 1
