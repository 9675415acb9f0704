"""What the tests of notebooks share: the loaded workspace, each snapshot opened once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import analysis.opening
from analysis.settings import WORKSPACE_VARIABLE
from analysis.warehouse import Snapshot

OPEN: dict[tuple[Any, ...], Snapshot] = {}
"""By case and number, None for the one shown: a snapshot of the shared workspace."""


@pytest.fixture
def kept_snapshots(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open each snapshot of the shared workspace once: what it has computed is kept with it."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))
    opened = analysis.opening.snapshot

    def kept(case: str | None = None, *, number: int | None = None, folder: Any = None) -> Snapshot:
        if folder is not None:
            return opened(case, number=number, folder=folder)
        if (case, number) not in OPEN:
            OPEN[case, number] = opened(case, number=number)
        return OPEN[case, number]

    monkeypatch.setattr(analysis.opening, "snapshot", kept)
