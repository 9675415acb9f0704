"""The toolchain keeps its promises: an exact lock, self-explaining targets, one way to test."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from analysis.doctor import FONT_FILES, FONTS_FOLDER, read_lock

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="make and sh are not on Windows")


def direct_requirements() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"].values()
    texts = [*PROJECT["project"]["dependencies"], *(text for group in extras for text in group)]
    return [Requirement(text) for text in [*texts, *PROJECT["build-system"]["requires"]]]


def test_the_lock_holds_an_allowed_version_of_every_direct_dependency() -> None:
    locked = {
        canonicalize_name(name): version
        for name, version in read_lock(ROOT / "constraints.txt").items()
    }
    for requirement in direct_requirements():
        version = locked.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not locked"
        assert requirement.specifier.contains(version), f"{requirement} does not allow {version}"


def test_everything_installed_by_us_is_locked() -> None:
    """Follow the requirements of what is installed: each is in the lock, in that version."""
    from importlib.metadata import PackageNotFoundError, distribution

    locked = {canonicalize_name(name) for name in read_lock(ROOT / "constraints.txt")}
    waiting, seen = [requirement.name for requirement in direct_requirements()], set[str]()
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in seen:
            continue
        seen.add(name)
        assert name in locked, f"{name} is not locked"
        try:
            texts = distribution(name).requires or []
        except PackageNotFoundError:
            continue  # an extra that this environment leaves out
        wanted = [Requirement(text) for text in texts]
        waiting += [
            requirement.name
            for requirement in wanted
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        ]
    assert len(seen) > 40


def test_the_lock_names_exact_versions_and_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines))
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9A-Za-z.+!-]*", line), line
    assert not re.search(r"https?:|//|@|file:|--", text)


def test_duckdb_is_held_where_snapshots_were_written() -> None:
    assert read_lock(ROOT / "constraints.txt")["duckdb"] == "1.5.5"
    assert "duckdb>=1.5.5,<3" in PROJECT["project"]["dependencies"]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE)) - {"install-test"}


@POSIX_ONLY
def test_make_help_lists_every_target_in_both_languages() -> None:
    assert shutil.which("make"), "make is a stated requirement"
    told = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert told.returncode == 0, told.stderr
    listed = dict(re.findall(r"^ +make ([a-z-]+) +(.+)$", told.stdout, re.MULTILINE))
    assert set(listed) == targets()
    assert all(" / " in help_text for help_text in listed.values())


def test_every_target_is_declared_phony() -> None:
    phony = " ".join(re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)).split()
    assert targets() <= set(phony)


def test_ci_runs_what_a_person_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in script
    assert "set -euo pipefail" in script
    if sys.platform != "win32":
        assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_what_python_compiles_is_kept_and_stays_out_of_the_sources(tmp_path: Path) -> None:
    keep_compiled = runpy.run_path(str(ROOT / "tools/run_tests.py"))["keep_compiled"]
    (tmp_path / "a_module.py").write_text("ANSWER = 1\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHONPYCACHEPREFIX", None)
    keep_compiled(environment, tmp_path / "compiled")
    subprocess.run(
        [sys.executable, "-c", "import a_module"], cwd=tmp_path, env=environment, check=True
    )
    assert list((tmp_path / "compiled").rglob("a_module.*.pyc"))
    assert not (tmp_path / "__pycache__").exists()
    untouched = {"PATH": "x"}
    keep_compiled(untouched, tmp_path)
    assert untouched == {"PATH": "x"}


def test_hooks_run_make_targets_only() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    entries = re.findall(r"entry: make ([a-z-]+)", text)
    assert entries
    assert len(entries) == text.count("entry:")
    assert set(entries) <= targets()


@POSIX_ONLY
def test_a_python_that_is_too_old_is_refused_in_clear_words(tmp_path: Path) -> None:
    """A checkout without .venv, and a PYTHON that does not run."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    told = subprocess.run(
        ["sh", str(tmp_path / "tools/bootstrap.sh")],
        env={**os.environ, "PYTHON": "no-such-python"},
        capture_output=True,
        encoding="utf-8",
    )
    assert told.returncode == 1
    assert "apt-get install python3 python3-venv" in told.stderr
    assert "Không tìm thấy Python 3.11" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_fonts_are_here_with_their_licence() -> None:
    for name in FONT_FILES:
        assert (FONTS_FOLDER / name).read_bytes()[:4] == b"wOF2"
    assert "SIL OPEN FONT LICENSE" in (FONTS_FOLDER / "OFL.txt").read_text(encoding="utf-8")


def test_the_licence_is_the_declared_one() -> None:
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
