"""Up and back: a snapshot of another version is refused with the reason, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.commands.running import run
from analysis.warehouse import WarehouseError, loaded_cases, open_snapshot
from analysis.warehouse.files import sha256_of
from analysis.warehouse.manifest import (
    Pointer,
    read_manifests,
    read_pointer,
    snapshot_path,
    write_manifest,
    write_pointer,
)
from dashboard.health import Readiness

CASE = "michigan-1987"


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


def test_a_program_put_back_refuses_newer_snapshots_and_shows_its_own(
    own_workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = _as_if_newer(own_workspace)
    assert Readiness().ask(own_workspace) == ("outdated", new)
    # What is shown instead is an earlier one of its own version, and says so.
    shown = open_snapshot(own_workspace, CASE)
    assert shown.number == old
    assert shown.warning is not None
    where = ["--workspace", str(own_workspace), "--lang", "en"]
    assert run(["restore", str(new), "--yes", *where]) == 1
    assert "which this one cannot open" in capsys.readouterr().err
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
