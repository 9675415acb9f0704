"""Effects by activity against the claim and its groups they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.decisions.activity_effects import NOTHING, effects_of, effects_on
from analysis.evidence.claim import claim
from analysis.evidence.claim_groups import groups_of
from analysis.scope import Scope
from analysis.warehouse import open_snapshot


def test_an_activity_has_its_estimate_drawn_to_the_mean(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-simulated")
    found = effects_on(snapshot, "productivity")
    assert effects_on(snapshot, "productivity") is found, "made once for a snapshot"
    groups = groups_of(claim(snapshot, Scope(), "productivity", others=False), "activity")
    assert groups is not None
    rows = groups.frame.set_index("code")
    half = (rows["shrunk_high"] - rows["shrunk_low"]) / 2
    quantile = (rows["high"] - rows["low"]) / 2 / rows["error"]
    for code, effect in found.by_activity.items():
        assert effect.mean == rows.loc[code, "shrunk"]
        assert quantile[code] * effect.error == pytest.approx(half[code], rel=1e-6)
        assert 0 < effect.shared < effect.error
        assert (effect.basis, effect.supported) == ("activity", rows.loc[code, "supported"])
    # Too few were supported with advice: the common mean, less sure than any of them is common.
    assert "TU_VAN" not in found.by_activity
    advice = found.of("TU_VAN")
    assert (advice.mean, advice.basis) == (groups.shrinkage.mean, "common")
    assert advice.error > groups.shrinkage.spread


def test_without_a_comparison_nothing_is_expected(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-published")
    found = effects_on(snapshot, "workers")
    assert found.of("MO_HINH_MAY_MOC") == NOTHING
    assert (NOTHING.mean, NOTHING.grade, NOTHING.basis) == (0.0, 0, "none")
    assert "cannot tell yet" in found.sentence.en


def test_a_change_before_and_after_is_no_effect(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "michigan-1987")
    before = claim(snapshot, Scope(), "workers", method="before_after", others=False)
    assert before.estimate is not None
    assert before.grade.level == 1
    assert effects_of(before, "workers").elsewhere == NOTHING


def test_one_group_is_its_own_mean_and_levels_are_refused(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "michigan-1987")
    found = effects_on(snapshot, "workers").of("DAO_TAO_NGHE")
    assert found.error == pytest.approx(found.shared), "nothing but the common mean"
    with pytest.raises(ValueError, match="log scale"):
        effects_of(claim(snapshot, Scope(), "jobs", others=False), "jobs")
