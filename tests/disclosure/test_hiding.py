"""What is hidden stays hidden: against textbook tables, brute force, and an audit of its own."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.disclosure.attack import cells_exposed, exposed
from analysis.disclosure.audit import audit, audit_of, narrow
from analysis.disclosure.linked import UNKNOWN, Linked, linked
from analysis.disclosure.rules import Rules, sensitive
from analysis.disclosure.secondary import hide, weights
from tests.examples import examples


def table(values: list[list[float]], counts: list[list[int]]) -> Linked:
    """Return a table with its row and column totals and its grand total, all of one figure."""
    rows, columns = len(values), len(values[0])
    cells: dict[tuple[str, str], tuple[list[float], int]] = {}
    for r, c in itertools.product([*range(rows), None], [*range(columns), None]):
        inside = [
            (one, two)
            for one in (range(rows) if r is None else [r])
            for two in (range(columns) if c is None else [c])
        ]
        figure = float(sum(values[one][two] for one, two in inside))
        behind = [counts[one][two] for one, two in inside]
        cells[str(r), str(c)] = ([figure], UNKNOWN if UNKNOWN in behind else sum(behind))
    every_row = [*map(str, range(rows)), "None"]
    every_column = [*map(str, range(columns)), "None"]
    relations = [(((r, "None")), [(r, str(c)) for c in range(columns)]) for r in every_row] + [
        (("None", c), [(str(r), c) for r in range(rows)]) for c in every_column
    ]
    return linked(cells, relations)


def test_one_hidden_cell_of_a_table_is_found_by_subtraction() -> None:
    cells = table([[10, 20, 30], [40, 50, 60]], [[1, 5, 5], [5, 5, 5]])
    alone = np.array([key == ("0", "0") for key in cells.keys])
    told = audit(cells, alone)
    assert told.low[0, alone] == pytest.approx(10)
    assert told.high[0, alone] == pytest.approx(10)
    found = hide(cells)
    assert [cells.keys[at] for at in np.flatnonzero(found.first)] == [("0", "0")]
    assert found.second.sum() == 3
    assert found.least


def test_bounds_are_those_of_the_textbook() -> None:
    """Two by two hidden cells 20, 50, 50, 10 move together: each bound follows by hand."""
    cells = table([[20, 50], [50, 10]], [[5, 5], [5, 5]])
    inner = np.array(["None" not in key for key in cells.keys])
    told = audit(cells, inner)
    place = {key: at for at, key in enumerate(cells.keys)}
    # 20 can fall to 10 − 10 … 20 by at most 20 and 10 limits the same way: down 10, up 50.
    assert told.low[0, place["0", "0"]] == pytest.approx(10)
    assert told.high[0, place["0", "0"]] == pytest.approx(70)
    assert told.low[0, place["0", "1"]] == pytest.approx(0)
    assert told.high[0, place["0", "1"]] == pytest.approx(60)


def test_the_rules_by_hand() -> None:
    cells = linked(
        {
            "few": ([9.0], 2),
            "big": ([100.0], 9),
            "found": ([100.0], 9),
            "fine": ([100.0], 9),
            "nobody": ([0.0], 0),
            "untold": ([5.0], UNKNOWN),
        },
        [],
        {"big": [(90.0, 1.0)], "found": [(60.0, 35.0)], "fine": [(40.0, 30.0)]},
    )
    marks = sensitive(cells, Rules(threshold=3, dominance=0.85, percent=0.10, width=0.10))
    assert marks.few.tolist() == [True, False, False, False, False, True]
    assert marks.dominated.tolist() == [False, True, False, False, False, False]
    # 60 is known to the second to within 100 − 60 − 35 = 5, less than 10 % of 60.
    assert marks.found_out.tolist() == [False, False, True, False, False, False]
    assert marks.protection[0].tolist() == pytest.approx([0.9, 10.0, 10.0, 0, 0, 0.5])


TABLES = st.integers(0, 10_000).flatmap(
    lambda seed: st.tuples(st.just(seed), st.integers(2, 4), st.integers(2, 4))
)


def random_table(seed: int, rows: int, columns: int) -> Linked:
    draw = np.random.default_rng(seed)
    counts = draw.choice([0, 1, 2, 4, 9], (rows, columns), p=[0.15, 0.15, 0.1, 0.3, 0.3])
    values = np.where(counts > 0, draw.integers(1, 100, (rows, columns)) * counts, 0)
    return table(values.tolist(), counts.tolist())


@settings(max_examples=examples(12), deadline=None)
@given(TABLES)
def test_nobody_can_place_what_is_hidden(drawn: tuple[int, int, int]) -> None:
    """By linear programmes written here anew, over the published figures themselves."""
    cells = random_table(*drawn)
    found = hide(cells)
    values, hidden = cells.values[0], found.all
    assert not hidden[cells.counts == 0].any()
    equations = cells.equations().toarray()
    free = np.flatnonzero(hidden & (values > 0))
    shown = np.setdiff1d(np.arange(len(values)), free)
    fixed = equations[:, shown] @ values[shown]
    for cell in np.flatnonzero(found.first).tolist():
        if cell in found.unprotected or values[cell] == 0:
            continue
        at = free.tolist().index(cell)
        ends = []
        for sign in (1, -1):
            objective = np.zeros(len(free))
            objective[at] = sign
            told = linprog(objective, A_eq=equations[:, free], b_eq=-fixed, bounds=(0, None))
            ends.append(np.inf if told.status == 3 else abs(told.fun))
        low, high = ends
        assert low <= values[cell] * 0.9 * (1 + 1e-6)
        assert high >= values[cell] * 1.1 * (1 - 1e-6)


@settings(max_examples=examples(4), deadline=None)
@given(st.integers(0, 10_000))
def test_no_smaller_loss_hides_it(seed: int) -> None:
    """Against trying every set of further cells of a small table."""
    cells = random_table(seed, 2, 3)
    found = hide(cells)
    if not found.second.any():
        return
    cost = weights(cells)
    candidates = np.flatnonzero(~found.first & (cells.counts != 0) & (cells.values[0] > 0))
    protection = found.sensitive.protection.copy()
    protection[:, list(found.unprotected)] = 0
    for size in range(int(found.second.sum()) + 1):
        for chosen in itertools.combinations(candidates.tolist(), size):
            if cost[list(chosen)].sum() >= found.loss - 1e-6:
                continue
            hidden = found.first.copy()
            hidden[list(chosen)] = True
            together = [
                hidden[relation.total]
                or not any(found.first[part] for part in relation.parts)
                or sum(max(cells.counts[part], 0) for part in relation.parts if hidden[part]) >= 3
                or sum(max(cells.counts[part], 0) for part in relation.parts) < 3
                for relation in cells.relations
            ]
            assert exposed(cells, hidden, protection) or not all(together), chosen


def test_without_time_it_is_still_hidden_but_not_called_the_least() -> None:
    cells = random_table(3, 4, 4)
    quick, best = hide(cells, seconds=0.0), hide(cells)
    assert not quick.least
    # The reader is told how far from the least it may be: the bound holds, and says something.
    assert best.least
    assert (best.bound, best.gap) == (best.loss, 0.0)
    assert 0 < quick.bound <= best.loss + 1e-6 <= quick.loss + 2e-6
    assert quick.gap >= 1 - best.loss / quick.loss - 1e-9
    protection = quick.sensitive.protection.copy()
    protection[:, list(quick.unprotected)] = 0
    assert exposed(cells, quick.all, protection) == []


def test_figures_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        linked({"all": ([5.0], 9), "one": ([2.0], 5)}, [("all", ["one"])])
    with pytest.raises(ValueError, match="below zero"):
        linked({"all": ([-5.0], 9)}, [])


@settings(max_examples=examples(40), deadline=None)
@given(TABLES, st.sampled_from([0.5, 1.0, 6.0]))
def test_moving_all_at_once_judges_as_one_by_one(drawn: tuple[int, int, int], times: float) -> None:
    """Protections times six cannot all be kept, so that what is found too close is held too."""
    cells = random_table(*drawn)
    found = hide(cells)
    protection = times * found.sensitive.protection
    one_by_one = audit(cells, found.all, np.any(protection > 0, axis=0))
    at_once = audit_of(cells, found.all, protection)
    close = narrow(cells, one_by_one, protection)
    assert (narrow(cells, at_once, protection) == close).all()
    asked = protection > 0
    if not asked.any():
        return
    off = [
        np.minimum(cells.values - told.low, told.high - cells.values)[asked] / protection[asked]
        for told in (one_by_one, at_once)
    ]
    assert (off[1] <= off[0] + 1e-6).all()
    assert off[1].min() == pytest.approx(off[0].min(), abs=1e-6)
    too_close = off[0] < 1 - 1e-4
    assert off[1][too_close] == pytest.approx(off[0][too_close], abs=1e-6)


@settings(max_examples=examples(40), deadline=None)
@given(TABLES, st.sampled_from([1.0, 3.0, 9.0]))
def test_cells_exposed_are_those_of_the_attacks(drawn: tuple[int, int, int], times: float) -> None:
    cells = random_table(*drawn)
    marks = sensitive(cells, Rules())
    protection = times * marks.protection
    for hidden in (marks.any, marks.any | cells.may_hide()):
        attacked = sorted({cell for _, cell, _, _ in exposed(cells, hidden, protection)})
        assert np.flatnonzero(cells_exposed(cells, hidden, protection)).tolist() == attacked
