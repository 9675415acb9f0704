"""What is asked of all files at once is what would have been asked of those inside a scope."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.decisions.gate_words import weights
from analysis.decisions.gates import KNOWN_GATES
from analysis.decisions.selection import (
    Selection,
    ask_files,
    files_inside,
    next_selection,
    of_files,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

SCOPES = (
    Scope(districts=("522", "529")),
    Scope(activities=("MO_HINH_MAY_MOC",), vintage="communes-2025"),
    Scope(fund_sources=("national",), industries=("10", "16")),
    Scope(sizes=("small",), years=(2026,)),
    Scope(districts=("536",), industries=("99",)),
)


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_takes_its_files_out_of_all(simulated: Snapshot, scope: Scope) -> None:
    for selection in (next_selection(simulated), Selection()):
        asked = ask_files(simulated, scope, "files", selection)["application_id"]
        assert files_inside(simulated, scope, selection).tolist() == asked.tolist()
        meaning = weights()
        told = {
            "known_gates": list(KNOWN_GATES),
            "reasons": list(meaning),
            "weights": list(meaning.values()),
        }
        for name, more in (("candidates", {}), ("law_standing", {}), ("gates", told)):
            direct = ask_files(simulated, scope, name, selection, **more)
            taken = of_files(simulated, scope, name, selection, **more)
            # Files are numbered among those asked about; null columns of few rows have no type.
            both = [frame.drop(columns="file_no", errors="ignore") for frame in (taken, direct)]
            pd.testing.assert_frame_equal(*both, check_dtype=False, check_exact=True)


def test_files_of_no_scope_are_all(simulated: Snapshot) -> None:
    everything = files_inside(simulated, Scope(), Selection())
    assert len(everything) == len(ask_files(simulated, Scope(), "files", Selection()))
    assert len(everything) > len(files_inside(simulated, SCOPES[0], Selection())) > 0
