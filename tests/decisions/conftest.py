"""What tests of plans share: a workspace with a few files to choose from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.decisions.plan_case import plan_tables
from tests.own_case import loaded, write_case


@pytest.fixture(scope="session")
def plan_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace that holds the case test-case: files that wait for 2026. For reading."""
    folder = tmp_path_factory.mktemp("plan-case")
    case = write_case(folder / "case", plan_tables(), geography=True, reference=True)
    loaded(case, folder / "workspace")
    return folder / "workspace"
