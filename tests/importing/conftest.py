"""Offices to hand files in at: an empty one, and one whose data set has a first import."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.importing import desk
from tests.conftest import made_once
from tests.importing.office import FIRST, Office, run_here


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process. What the other process adds has its own tests."""
    monkeypatch.setattr(desk, "run_in_process", run_here)


@pytest.fixture(scope="session")
def empty_workspace(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a workspace in which nothing was imported, the places and reference facts ready."""
    folder = tmp_path_factory.mktemp("office")

    def make(shared: Path) -> None:
        desk.give_up(Office(shared, folder).take())

    return made_once("empty-office", make, tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def filled_workspace(
    empty_workspace: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Path:
    """Return a workspace whose own data set has one import."""
    folder = tmp_path_factory.mktemp("filled")

    def make(shared: Path) -> None:
        office = Office(Path(shutil.copytree(empty_workspace, shared)), folder)
        office.import_all(office.workbook("dau-nam.xlsx", FIRST))

    return made_once("filled-office", make, tmp_path_factory, worker_id)


@pytest.fixture
def new_office(empty_workspace: Path, tmp_path: Path) -> Office:
    """Return an office whose data set is not there yet."""
    return Office(Path(shutil.copytree(empty_workspace, tmp_path / "workspace")), tmp_path)


@pytest.fixture
def office(filled_workspace: Path, tmp_path: Path) -> Office:
    """Return an office with the first import in its data set."""
    return Office(Path(shutil.copytree(filled_workspace, tmp_path / "workspace")), tmp_path)
