"""Up and back: a snapshot of another version is refused with the reason, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.backup.restoring import restore_backup
from analysis.backup.writing import write_backup
from analysis.commands.running import run
from analysis.doctor import examine
from analysis.importing.desk import ImportRefusedError, take
from analysis.importing.upgrade import upgrade
from analysis.language import Text
from analysis.warehouse import WarehouseError, loaded_cases, open_number, open_snapshot
from analysis.warehouse.files import sha256_of
from analysis.warehouse.manifest import (
    Pointer,
    manifest_path,
    read_manifest,
    read_manifests,
    read_pointer,
    snapshot_path,
    write_manifest,
    write_pointer,
)
from analysis.warehouse.seal import read_sealed, sealed
from dashboard.health import Readiness

CASE = "michigan-1987"
ALWAYS_SAID = {
    "number",
    "case",
    "built_at",
    "built_by",
    "code_version",
    "dictionary_version",
    "schema_version",
    "fingerprint",
    "files",
    "sha256",
    "size",
    "rows",
    "warnings",
}
"""What programs from before every field with a default read. They end at any other field."""
FROM_THE_FUTURE = {"weighted_by": "payroll", "thinned": ["outcome_record"]}


def _as_if_newer(workspace: Path) -> tuple[int, int]:
    """Publish a case's snapshot once more, of a version to come; return old and new number."""
    old = loaded_cases(workspace)[CASE]
    new = max(one.number for one in read_manifests(workspace)) + 1
    snapshot_path(workspace, new).write_bytes(snapshot_path(workspace, old).read_bytes())
    [manifest] = [one for one in read_manifests(workspace) if one.number == old]
    newer = replace(manifest, number=new, schema_version="of a version to come", parent=old)
    write_manifest(workspace, newer)
    pointer = read_pointer(workspace)
    assert pointer is not None
    write_pointer(workspace, Pointer(CASE, {**pointer.current, CASE: new}))
    return old, new


def _shown_instead(workspace: Path, old: int, new: int) -> Text:
    """See that an earlier snapshot of this version stands in for `new`; return how it says so."""
    assert Readiness().ask(workspace) == ("outdated", new)
    shown = open_snapshot(workspace, CASE)
    assert shown.number == old
    assert shown.warning is not None
    return shown.warning


def test_a_program_put_back_refuses_newer_snapshots_and_shows_its_own(
    own_workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = _as_if_newer(own_workspace)
    _shown_instead(own_workspace, old, new)
    where = ["--workspace", str(own_workspace), "--lang", "en"]
    assert run(["restore", str(new), "--yes", *where]) == 1
    refused = f"This version cannot open snapshot {new}: built by another version"
    assert refused in capsys.readouterr().err
    before = sha256_of(snapshot_path(own_workspace, new))
    assert run(["restore", str(old), "--yes", *where]) == 0
    assert open_snapshot(own_workspace, CASE).warning is None
    assert Readiness().ask(own_workspace) == ("ready", old)
    assert sha256_of(snapshot_path(own_workspace, new)) == before


def test_with_newer_ones_only_nothing_is_shown_and_the_reason_is_said(own_workspace: Path) -> None:
    old, _new = _as_if_newer(own_workspace)
    [manifest] = [one for one in read_manifests(own_workspace) if one.number == old]
    write_manifest(own_workspace, replace(manifest, schema_version="another one"))
    with pytest.raises(WarehouseError, match="prepare"):
        open_snapshot(own_workspace, CASE)


def test_what_an_older_version_built_is_built_anew_and_kept(own_workspace: Path) -> None:
    old = loaded_cases(own_workspace)[CASE]
    [manifest] = [one for one in read_manifests(own_workspace) if one.number == old]
    write_manifest(own_workspace, replace(manifest, schema_version="", fingerprint="older"))
    assert run(["case", "load", CASE, "--workspace", str(own_workspace)]) == 0
    assert loaded_cases(own_workspace)[CASE] > old
    assert snapshot_path(own_workspace, old).exists()
    assert open_snapshot(own_workspace, CASE).warning is None


def _say(workspace: Path, number: int, told: dict[str, Any]) -> None:
    """Write the description of a snapshot as a later program would, with what it adds."""
    path = manifest_path(workspace, number)
    body = read_sealed(path)
    assert body is not None
    path.write_bytes(sealed({**body, **told}))


def _from_the_future(workspace: Path) -> tuple[int, int]:
    """Show a snapshot with this version's tables whose description says more than is known."""
    old, new = _as_if_newer(workspace)
    [manifest] = [one for one in read_manifests(workspace) if one.number == old]
    later = replace(manifest, number=new, parent=old, built_at="2036-01-01T00:00:00+00:00")
    write_manifest(workspace, later)
    _say(workspace, new, FROM_THE_FUTURE)
    return old, new


def test_a_description_says_what_differs_so_that_older_programs_read_it(
    own_workspace: Path,
) -> None:
    number = loaded_cases(own_workspace)[CASE]
    path = manifest_path(own_workspace, number)
    body = read_sealed(path)
    assert body is not None
    assert set(body) == ALWAYS_SAID
    manifest = read_manifest(path)
    assert manifest is not None
    assert (manifest.parent, manifest.action, manifest.engine, manifest.left_out) == (
        None,
        "load",
        "",
        [],
    )
    made_elsewhere = replace(manifest, engine="spark", left_out=["payment"], parent=0)
    write_manifest(own_workspace, made_elsewhere)
    body = read_sealed(path)
    assert body is not None
    assert set(body) == ALWAYS_SAID | {"engine", "left_out", "parent"}
    assert read_manifest(path) == made_elsewhere


def test_what_a_later_program_says_is_named_and_the_snapshot_before_is_shown(
    own_workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = _from_the_future(own_workspace)
    told = _shown_instead(own_workspace, old, new)
    found = {check.code: check for check in examine(own_workspace)}[f"snapshot-{new}"]
    assert found.status == "fail"
    assert found.remedy is not None
    assert f"khuyencong restore {old}" in found.remedy.vi
    with pytest.raises(WarehouseError) as refused:
        open_number(own_workspace, new)
    for text in (told, found.detail, refused.value.text):
        for words in (text.vi, text.en):
            assert f"snapshot-{new}.json" in words
            assert "«thinned», «weighted_by»" in words
            assert "hỏng" not in words
            assert "damaged" not in words
    where = ["--workspace", str(own_workspace), "--lang", "en"]
    assert run(["restore", str(new), "--yes", *where]) == 1
    assert "«thinned», «weighted_by»" in capsys.readouterr().err
    assert run(["restore", str(old), "--yes", *where]) == 0
    assert open_snapshot(own_workspace, CASE).warning is None
    assert run(["doctor", *where]) == 0


def test_with_a_description_of_the_future_alone_nothing_is_shown_and_it_is_named(
    own_workspace: Path,
) -> None:
    number = loaded_cases(own_workspace)[CASE]
    _say(own_workspace, number, FROM_THE_FUTURE)
    with pytest.raises(WarehouseError, match=rf"snapshot-{number}\.json holds «thinned»"):
        open_snapshot(own_workspace, CASE)
    # The program's own data are simply built again; what was there stays.
    assert run(["case", "load", CASE, "--workspace", str(own_workspace)]) == 0
    assert loaded_cases(own_workspace)[CASE] > number
    assert snapshot_path(own_workspace, number).exists()


def test_nothing_is_imported_into_nor_carried_over_from_what_is_understood_in_part(
    own_workspace: Path,
) -> None:
    old = loaded_cases(own_workspace)[CASE]
    [manifest] = [one for one in read_manifests(own_workspace) if one.number == old]
    write_manifest(own_workspace, replace(manifest, case="own"))
    write_pointer(own_workspace, Pointer("own", {"own": old}))
    _say(own_workspace, old, FROM_THE_FUTURE)
    said: list[object] = []
    for attempt in (
        lambda: take(own_workspace, case="own"),
        lambda: upgrade(own_workspace, "own", say=said.append),
    ):
        with pytest.raises(ImportRefusedError, match=rf"snapshot-{old}\.json holds «thinned»"):
            attempt()
    assert said == []


def test_a_backup_brings_back_what_only_a_later_program_understands(
    own_workspace: Path, tmp_path: Path
) -> None:
    old, new = _from_the_future(own_workspace)
    archive = tmp_path / "backup.zip"
    write_backup(own_workspace, archive)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    # The number is taken there by a file that is nobody's, so the snapshot is given another.
    snapshot_path(elsewhere, new).write_bytes(b"stray")
    restore_backup(elsewhere, archive)
    [restored] = [one for one in read_manifests(elsewhere) if one.unknown]
    assert restored.number not in (old, new)
    body = read_sealed(manifest_path(elsewhere, restored.number))
    assert body is not None
    assert {name: body[name] for name in FROM_THE_FUTURE} == FROM_THE_FUTURE


def test_what_was_done_in_a_way_only_a_later_program_knows_is_listed_by_its_code(
    own_workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = loaded_cases(own_workspace)[CASE]
    _say(own_workspace, number, {"action": "merge"})
    where = ["--workspace", str(own_workspace), "--lang", "en"]
    assert run(["history", *where]) == 0
    assert "merge" in capsys.readouterr().out
    assert run(["restore", str(number), "--yes", *where]) == 0
