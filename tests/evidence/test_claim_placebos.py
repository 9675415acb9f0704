"""Placebo outcomes kept for the claims of a scope are those a claim would read itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from analysis.evidence.claim_placebos import forget_placebos, placebo_outcomes_of
from analysis.evidence.doubts import Elsewhere
from analysis.evidence.ground import ground
from analysis.evidence.panel_builder import PanelOptions
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

MACHINES = Scope(activities=("MO_HINH_MAY_MOC",))


@pytest.fixture
def simulated(workspace: Path) -> Iterator[Snapshot]:
    forget_placebos()
    yield open_snapshot(workspace, "quang-ngai-simulated")
    forget_placebos()


def _placebos(snapshot: Snapshot, scope: Scope, outcome: str) -> dict[str, Elsewhere]:
    options = PanelOptions()
    given = ground(snapshot, scope, outcome, options)
    return placebo_outcomes_of(snapshot, scope, given, options)


def _same(one: dict[str, Elsewhere], other: dict[str, Elsewhere]) -> bool:
    return set(one) == set(other) and all(
        np.array_equal(one[code].panel.outcomes, other[code].panel.outcomes, equal_nan=True)
        and np.array_equal(one[code].panel.cohorts, other[code].panel.cohorts)
        for code in one
    )


def test_what_is_kept_is_what_would_be_read(simulated: Snapshot) -> None:
    _placebos(simulated, Scope(), "revenue")
    kept = _placebos(simulated, Scope(), "productivity")
    forget_placebos()
    assert kept
    assert _same(kept, _placebos(simulated, Scope(), "productivity"))


def test_another_scope_is_another_question(simulated: Snapshot) -> None:
    everything = _placebos(simulated, Scope(), "productivity")
    after = _placebos(simulated, MACHINES, "productivity")
    forget_placebos()
    assert _same(after, _placebos(simulated, MACHINES, "productivity"))
    assert not _same(after, everything)
