"""Rings on outcomes without noise: nothing but courses of industries, sizes, places and years."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.evidence.beyond.alike import comparable_years, with_courses
from analysis.evidence.beyond.exclusion import clean_panel
from analysis.evidence.beyond.exposure import exposures
from analysis.evidence.beyond.influence import traced
from analysis.evidence.ground import ground
from analysis.scope import Scope
from analysis.simulate import paths
from analysis.simulate.calibration import Population
from analysis.simulate.establishments import draw_establishments
from analysis.simulate.places import load_places
from analysis.simulate.province import DEFAULT_SEED
from analysis.warehouse import open_snapshot


def test_courses_of_industries_and_places_move_no_ring(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Untreated paths have no effect in them, so every ring must find next to none.

    Where a year of an industry or district without anybody untouched is not left out, its course
    takes up a part of everybody's, and a ring finds as much as 0.06 here.
    """
    snapshot = open_snapshot(workspace, "quang-ngai-simulated")
    given = ground(snapshot, Scope(), "productivity")
    people = draw_establishments(DEFAULT_SEED, load_places(), Population())
    monkeypatch.setattr(paths, "_autoregression", lambda rng, shape, *_: np.zeros(shape))
    per_worker = np.log(paths.untreated_paths(DEFAULT_SEED, people).per_worker)
    numbers = snapshot.query("select establishment_no, establishment_id from mart_establishment")
    number_of = dict(zip(numbers["establishment_id"], numbers["establishment_no"], strict=True))
    numbered = np.array([number_of[one] for one in people.ids])
    order = np.argsort(numbered)
    smooth = per_worker[order[np.searchsorted(numbered[order], given.panel.units)]]
    seen = np.isfinite(given.panel.outcomes)
    for one in exposures(snapshot, Scope(), given).values():
        panel = with_courses(given, one.ring)
        panel = replace(panel, outcomes=np.where(seen, smooth, np.nan))
        left = comparable_years(clean_panel(panel, one), given, one.ring)
        assert abs(traced(left).simple().estimate) < 0.006, one.ring.code
