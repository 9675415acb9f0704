"""The doctor finds each fault it is there for, and says its remedy in both languages."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from analysis import doctor
from analysis.doctor import Check
from analysis.warehouse import loaded_cases
from analysis.warehouse.manifest import POINTER_NAME, manifest_path, snapshot_path

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="needs shell scripts")


def by_code(workspace: Path) -> dict[str, Check]:
    return {check.code: check for check in doctor.examine(workspace)}


def test_a_sound_workspace_has_no_fault_and_every_snapshot_is_looked_at(workspace: Path) -> None:
    found = by_code(workspace)
    assert {check.code for check in found.values() if check.status == "fail"} == set()
    for number in loaded_cases(workspace).values():
        assert found[f"snapshot-{number}"].status == "ok"
    assert {"python", "packages", "workspace", "disk", "pointer", "fonts", "browser"} <= set(found)


def test_whatever_is_not_well_has_a_remedy(own_workspace: Path) -> None:
    (own_workspace / POINTER_NAME).write_text("{", encoding="utf-8")
    snapshot_path(own_workspace, 99).write_bytes(b"stray")
    for check in doctor.examine(own_workspace):
        assert (check.remedy is None) == (check.status == "ok"), check.code


def test_a_damaged_pointer_is_a_fault(own_workspace: Path) -> None:
    pointer = own_workspace / POINTER_NAME
    pointer.write_bytes(pointer.read_bytes()[:-20])
    assert by_code(own_workspace)["pointer"].status == "fail"


def test_a_changed_byte_in_a_shown_snapshot_is_a_fault(own_workspace: Path) -> None:
    name, number = next(iter(loaded_cases(own_workspace).items()))
    path = snapshot_path(own_workspace, number)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.chmod(0o644)
    path.write_bytes(content)
    check = by_code(own_workspace)[f"snapshot-{number}"]
    assert check.status == "fail"
    assert check.remedy is not None
    assert f"khuyencong case load {name}" in check.remedy.en


def test_a_snapshot_that_is_gone_is_a_fault(own_workspace: Path) -> None:
    number = next(iter(loaded_cases(own_workspace).values()))
    snapshot_path(own_workspace, number).unlink()
    assert by_code(own_workspace)[f"snapshot-{number}"].status == "fail"


def test_a_pointer_to_a_snapshot_without_manifest_is_a_fault(own_workspace: Path) -> None:
    number = next(iter(loaded_cases(own_workspace).values()))
    manifest_path(own_workspace, number).unlink()
    found = by_code(own_workspace)
    assert found["pointer"].status == "fail"
    assert found["snapshot-without-manifest"].status == "warn"


def test_an_empty_workspace_is_told_what_to_do_and_is_not_created(tmp_path: Path) -> None:
    found = by_code(tmp_path / "new" / "workspace")
    assert found["pointer"].status == "warn"
    assert found["pointer"].remedy is not None
    assert "khuyencong prepare" in found["pointer"].remedy.vi
    assert found["workspace"].status == "ok"
    assert not (tmp_path / "new").exists()


def test_a_workspace_that_is_a_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert doctor.check_workspace(tmp_path / "file").status == "fail"


@pytest.mark.parametrize(
    ("free", "status"),
    [(5 * 1024**3, "ok"), (1024**3, "ok"), (1024**3 - 1, "warn"), (200 * 1024**2 - 1, "fail")],
)
def test_free_disk_is_judged_by_its_two_bounds(tmp_path: Path, free: int, status: str) -> None:
    assert doctor.check_disk(tmp_path, lambda path: free).status == status


def test_a_version_other_than_the_locked_one_is_a_warning(tmp_path: Path) -> None:
    lock = tmp_path / "constraints.txt"
    lock.write_text("# heading\npandas==0.1\nnot-installed-at-all==9\n", encoding="utf-8")
    check = doctor.check_packages(lock)
    assert check.status == "warn"
    assert "pandas" in check.detail.en
    assert "not-installed-at-all" not in check.detail.en


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    check = doctor.check_fonts(tmp_path)
    assert check.status == "warn"
    assert "be-vietnam-pro-vietnamese-400-normal.woff2" in check.detail.vi


def script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@POSIX_ONLY
def test_a_stub_that_only_points_to_another_package_is_no_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "echo \"Command '$0' requires the chromium snap to be installed.\"; exit 1"
    script(tmp_path / "chromium", words)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setattr(doctor, "BROWSER_COMMANDS", ("chromium-browser", "google-chrome"))
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "chromium"))
    assert doctor.find_chromium() is None
    script(tmp_path / "google-chrome", "echo 'Google Chrome 150.0.1'")
    assert doctor.find_chromium() == tmp_path / "google-chrome"


@POSIX_ONLY
def test_chromium_path_goes_before_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = script(tmp_path / "my-browser", "echo 'Chromium 149.0.2 built on somewhere'")
    monkeypatch.setenv("CHROMIUM_PATH", str(chosen))
    assert doctor.find_chromium() == chosen


@POSIX_ONLY
def test_a_browser_that_hangs_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "BROWSER_SECONDS", 0.2)
    monkeypatch.setattr(doctor, "BROWSER_COMMANDS", ())
    monkeypatch.setenv("CHROMIUM_PATH", str(script(tmp_path / "slow", "exec sleep 30")))
    assert doctor.find_chromium() is None


def test_no_browser_is_a_warning_with_the_command_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "find_chromium", lambda: None)
    check = doctor.check_browser()
    assert check.status == "warn"
    assert check.remedy is not None
    assert "apt-get install chromium" in check.remedy.vi
