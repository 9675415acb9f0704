"""Leaving groups of neighbours out: against doing so, and what the error it gives promises."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.evidence.beyond.heaviest import heaviest, heaviest_words
from analysis.evidence.beyond.influence import interval_by, own_change, traced
from analysis.evidence.estimator import subset
from analysis.evidence.model import WidePanel
from analysis.language import Text
from tests.evidence.beyond.test_influence import panel_of


def _grouped(seed: int, number: int = 12) -> tuple[WidePanel, np.ndarray]:
    """Return a panel with a course of its own for each of three areas, and its groups."""
    panel = panel_of(seed)
    groups = np.random.default_rng(seed).integers(0, number, len(panel.units))
    areas = (groups[:, None] % 3 == [0, 1]).astype(float)
    covariates = np.column_stack([panel.covariates, areas])
    return replace(panel, covariates=covariates, covariate_names=("size", "a", "b")), groups


def test_estimates_without_a_group_are_those_of_the_panel_without_it() -> None:
    panel, groups = _grouped(1)
    made = traced(panel).by(groups)
    total = made.simple()
    own = own_change(made)
    scale = np.sqrt(11 / 12)
    for group in range(12):
        again = traced(subset(panel, groups != group))
        known = ~np.isnan(again.effects.estimate)
        np.testing.assert_allclose(
            made.without.estimates[group][known], again.effects.estimate[known]
        )
        lost = total.estimate - again.simple().estimate
        assert total.influence[groups == group].sum() == pytest.approx(scale * lost, abs=1e-9)
        lost = own.estimate - own_change(again).estimate
        assert own.influence[groups == group].sum() == pytest.approx(scale * lost, abs=1e-9)


def test_the_heaviest_group_is_the_one_the_estimate_changes_most_without() -> None:
    panel, groups = _grouped(3)
    number = traced(panel).by(groups).simple()
    without = np.array(
        [traced(subset(panel, groups != one)).simple().estimate for one in range(12)]
    )
    moves = (without - number.estimate) ** 2
    found = heaviest(number, groups)
    assert found.without == pytest.approx(without[np.argmax(moves)])
    assert found.part == pytest.approx(moves.max() / moves.sum())
    words = heaviest_words(found, lambda value: Text(f"{value:.6f}", f"{value:.6f}"))
    assert f"{found.without:.6f}" in words.en
    assert heaviest(number, np.zeros(len(groups), dtype=np.int64)) is None


def test_a_group_that_alone_tells_of_an_area_is_left_out_all_the_same() -> None:
    panel, groups = _grouped(2)
    groups = np.where(groups % 3 == 0, 0, groups)
    made = traced(panel).by(groups)
    assert np.isfinite(made.simple().influence).all()
    assert np.isfinite(made.effects.errors[np.isfinite(made.effects.estimate)]).all()


def test_intervals_hold_where_groups_are_exposed_whole_and_have_shocks_in_common() -> None:
    """The small version of the markets of benchmarks/calibration_beyond.py: 24 groups."""
    draw = np.random.default_rng(8)
    groups = np.repeat(np.arange(24), 5)
    first = np.repeat([3, 4, 0], [5, 5, 14])
    areas = (groups[:, None] % 4 == [0, 1, 2]).astype(float)
    held = naive = 0
    number = 150
    for _ in range(number):
        exposed = draw.permutation(first)[groups]
        outcomes = draw.normal(0, 1, (24, 6))[groups] + draw.normal(0, 1, (120, 6))
        outcomes[draw.random(outcomes.shape) < 0.2] = np.nan
        panel = WidePanel(
            units=np.arange(120),
            cohorts=exposed,
            periods=np.arange(1, 7),
            outcomes=outcomes,
            covariates=areas,
            covariate_names=("a", "b", "c"),
        )
        made = traced(panel)
        plain, number_of = made.simple(), made.by(groups).simple()
        held += interval_by(number_of.estimate, number_of.influence, groups, exposed)[0].holds(0.0)
        summed = np.bincount(groups, plain.influence)
        naive += abs(plain.estimate) <= 1.96 * np.sqrt(summed @ summed)
    assert held / number > 0.95 - 3 * np.sqrt(0.05 * 0.95 / number)
    # What it mends: sums of influences hold far too seldom.
    assert naive < held
