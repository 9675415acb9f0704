"""PROMETHEE II against pymcdm, the example of its authors, and pairs compared one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import PROMETHEE_II

from analysis.decisions.scoring.promethee import Promethee, net_flows
from analysis.decisions.scoring.scores import score
from analysis.decisions.scoring.table import DecisionTable, Floats
from analysis.decisions.scoring.weighted_sum import WeightedSum
from tests.decisions.scoring.tables import UNKNOWN, table, tables
from tests.examples import examples


@settings(max_examples=examples(100))
@given(found=tables())
def test_usual_flows_are_those_of_pymcdm(found: DecisionTable) -> None:
    ours = score(found, Promethee("usual")).scores
    types = np.where(found.benefit, 1, -1)
    theirs = PROMETHEE_II("usual")(found.values, found.weights, types, validation=False)
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


@settings(max_examples=examples(100))
@given(found=tables(varying=True), low=st.floats(0, 0.4), more=st.floats(0.01, 0.6))
def test_linear_flows_are_those_of_pymcdm(found: DecisionTable, low: float, more: float) -> None:
    ours = score(found, Promethee("linear", low, low + more)).scores
    types = np.where(found.benefit, 1, -1)
    spread = found.values.max(axis=0) - found.values.min(axis=0)
    method = PROMETHEE_II("vshape_2", p=(low + more) * spread, q=low * spread)
    theirs = method(found.values, found.weights, types, validation=False)
    np.testing.assert_allclose(ours, theirs, atol=1e-9)


def preferred(lead: Floats, indifference: float, full: float) -> Floats:
    """Return the preference of every lead, as Brans, Vincke and Mareschal define it."""
    if full == indifference:
        return (lead > full).astype(np.float64)
    return np.clip((lead - indifference) / (full - indifference), 0, 1)


@settings(max_examples=examples(100))
@given(
    rows=st.lists(st.lists(st.integers(0, 12), min_size=4, max_size=4), min_size=1, max_size=3),
    low=st.integers(0, 5),
    more=st.integers(0, 6),
)
def test_flows_are_what_pairs_one_by_one_give(rows: list[list[int]], low: int, more: int) -> None:
    values = np.array(rows, dtype=np.float64)
    leads = values[:, :, None] - values[:, None, :]
    pairs = preferred(leads, low, low + more) - preferred(-leads, low, low + more)
    flows = net_flows(values, values, float(low), float(low + more))
    np.testing.assert_allclose(flows, pairs.sum(axis=2) / 3, atol=1e-12)


@settings(max_examples=examples(60))
@given(
    known=st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=2),
    values=st.lists(st.lists(st.integers(-60, 60), min_size=2, max_size=2), min_size=2, max_size=2),
    low=st.integers(0, 4),
    more=st.integers(0, 4),
)
def test_values_that_are_not_known_are_held_against_the_known_wherever_they_lie(
    known: list[list[int]], values: list[list[int]], low: int, more: int
) -> None:
    asked, against = np.array(values, dtype=np.float64), np.array(known, dtype=np.float64)
    leads = asked[:, :, None] - against[:, None, :]
    pairs = preferred(leads, low, low + more) - preferred(-leads, low, low + more)
    flows = net_flows(asked, against, float(low), float(low + more))
    np.testing.assert_allclose(flows, pairs.sum(axis=2) / 2, atol=1e-12)


# Brans, Vincke and Mareschal (1986), How to select and how to rank projects: the PROMETHEE method,
# European Journal of Operational Research 24: six sites of power plants by six equal criteria. Two
# of them have preference functions that we do not offer (levels, Gaussian); these are added here.
SITES = np.array(
    [
        [80, 65, 83, 40, 52, 94],
        [90, 58, 60, 80, 72, 96],
        [60, 20, 40, 100, 60, 70],
        [5.4, 9.7, 7.2, 7.5, 2, 3.6],
        [8, 1, 4, 7, 3, 5],
        [5, 1, 7, 10, 8, 6],
    ]
)
LEAVING = np.array([1.099, 1.980, 1.234, 1.644, 2.274, 1.500])
ENTERING = np.array([1.827, 1.895, 1.681, 1.746, 0.808, 1.774])


def test_the_published_example() -> None:
    engineers, power, cost, upkeep, villages, security = SITES
    flows = [
        net_flows(-engineers, -engineers, 10, 10),
        net_flows(power, power, 0, 30),
        net_flows(-cost, -cost, 5, 50),
        net_flows(-villages, -villages, 0, 0),
    ]
    cheaper = upkeep[None, :] - upkeep[:, None]
    levels = np.where(cheaper > 6, 1.0, np.where(cheaper > 1, 0.5, 0.0))
    safer = security[:, None] - security[None, :]
    gaussian = np.where(safer > 0, 1 - np.exp(-(safer**2) / (2 * 5**2)), 0.0)
    others = [(pairs.sum(axis=1) - pairs.sum(axis=0)) / 5 for pairs in (levels, gaussian)]
    net = np.mean([*flows, *others], axis=0)
    np.testing.assert_allclose(net, (LEAVING - ENTERING) / 5, atol=0.002)
    assert np.argsort(-net).tolist() == [4, 1, 3, 5, 2, 0]


@settings(max_examples=examples(50))
@given(found=tables(varying=True))
def test_preferences_over_the_whole_spread_rank_as_the_weighted_sum(found: DecisionTable) -> None:
    flows = score(found, Promethee("linear", 0.0, 1.0)).scores
    sums = score(found, WeightedSum()).scores
    number = len(sums)
    np.testing.assert_allclose(flows, number / (number - 1) * (sums - sums.mean()), atol=1e-12)


def test_one_alone_has_no_flow() -> None:
    assert score(table([[3, 4]]), Promethee()).scores.tolist() == [0.0]


def test_what_is_not_known_moves_nobody_else() -> None:
    known = score(table([[1], [2], [9]]), Promethee()).scores
    more = score(table([[1], [2], [9], [UNKNOWN]]), Promethee()).scores
    np.testing.assert_allclose(more[:3], known)
    # The median is 2, and so is the flow.
    assert more[3] == pytest.approx(known[1])


@pytest.mark.parametrize(("low", "full"), [(-0.1, 0.5), (0.5, 0.4), (0.0, 0.0)])
def test_thresholds_that_do_not_fit_are_refused(low: float, full: float) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Promethee("linear", low, full)
