"""The switch between data sets names each so that they can be told apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analysis.warehouse import open_snapshot
from dashboard.ui.sidebar import data_set_labels


def test_data_sets_of_one_title_are_told_apart_by_their_names(workspace: Path) -> None:
    one = open_snapshot(workspace, "quang-ngai-simulated").case
    other = open_snapshot(workspace, "michigan-1987").case
    titles = {one.name: one.title.en, other.name: other.title.en}
    assert data_set_labels([one, other], "en") == titles
    again = replace(one, name="on-spark")
    assert data_set_labels([one, other, again], "en") == {
        one.name: f"{one.title.en} ({one.name})",
        other.name: other.title.en,
        "on-spark": f"{one.title.en} (on-spark)",
    }
