"""What is expected is named with what it rests on and what is unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.measures import run_measure
from analysis.measures.coverage_expected import KINDS
from analysis.measures.expected_basis import answer_basis
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def snapshot(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def test_the_basis_counts_the_eligible_of_coverage_and_the_unknown_kinds(
    snapshot: Snapshot,
) -> None:
    frame = run_measure("expected_basis", snapshot, Scope())
    coverage = run_measure("coverage_by_district", snapshot, Scope())
    assert list(frame["kind"]) == list(KINDS)
    assert set(frame["eligible"]) == {coverage["eligible"].sum()}
    assert set(frame["supported"]) == {coverage["supported"].sum()}
    # The expected of all places are the supported of the whole scope.
    assert coverage["expected"].sum() == pytest.approx(coverage["supported"].sum())
    assert ((frame["unknown"] >= 0) & (frame["unknown"] <= frame["eligible"])).all()
    assert frame["share"].tolist() == pytest.approx((frame["unknown"] / frame["eligible"]).tolist())


def test_the_sentence_names_the_reference_and_the_unknown(snapshot: Snapshot) -> None:
    frame = run_measure("expected_basis", snapshot, Scope())
    said, without = answer_basis(frame), answer_basis(frame, priority=False)
    assert said is not None
    assert without is not None
    assert "legal priority class" in said.en
    assert "legal priority class" not in without.en
    assert "priority class" not in without.en
    for one in frame.to_dict("records"):
        assert f"{one['unknown']:,}" in said.en
    assert f"{frame['supported'].iloc[0]:,} supported of {frame['eligible'].iloc[0]:,}" in said.en
    assert answer_basis(frame.assign(eligible=0)) is None
