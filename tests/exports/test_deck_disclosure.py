"""Disclosure control of a public deck, attacked the way a reader would: by subtraction."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.exports.deck.disclosure import THRESHOLD, GuardedTable, guarded, hidden_cells
from analysis.exports.deck.view import Guard
from tests.examples import examples

_TWO = Guard(("year", "source"), "n", sums=("year", "source"))
_ONE = Guard(("year",), "n", sums=("year",))


def _table(counts: list[list[int]], name: str = "two") -> GuardedTable:
    rows = [
        {"year": year, "source": source, "n": count, "money": 10 * count}
        for year, line in enumerate(counts)
        for source, count in enumerate(line)
    ]
    return GuardedTable(name, _TWO, pd.DataFrame(rows))


def _found(table: GuardedTable, hidden: set[object]) -> list[object]:
    """Return hidden cells that follow from the visible ones and the totals of every line."""
    keys = table.keys()
    unknown = [key for key in keys if key in hidden]
    equations = []
    for column in table.guard.sums:
        others = [name for name in table.guard.keys if name != column]
        for _, rows in table.frame.groupby(others, dropna=False) if others else [((), table.frame)]:
            inside = {keys[place] for place in rows.index}
            equations.append([float(key in inside) for key in unknown])
    if not unknown:
        return []
    matrix = np.array(equations)
    rank = np.linalg.matrix_rank(matrix)
    return [
        key
        for place, key in enumerate(unknown)
        if np.linalg.matrix_rank(np.vstack([matrix, np.eye(len(unknown))[place]])) == rank
    ]


def test_one_small_cell_takes_three_others_with_it() -> None:
    table = _table([[1, 9, 20], [8, 7, 20], [9, 8, 20]])
    hidden = hidden_cells([table])
    assert len(hidden) == 4
    assert list(hidden.values()).count("few") == 1
    assert not _found(table, set(hidden))


def test_a_lone_small_row_takes_the_smallest_other() -> None:
    frame = pd.DataFrame({"year": [1, 2, 3], "n": [2, 30, 5], "money": [1, 2, 3]})
    shown, marks = guarded([GuardedTable("one", _ONE, frame)])["one"]
    assert marks == ((0, "few"), (2, "subtraction"))
    assert shown["money"].isna().tolist() == [True, False, True]
    assert shown["n"].isna().tolist() == [True, False, True]
    assert shown["year"].tolist() == [1, 2, 3]


def test_no_small_cell_hides_nothing_and_zero_is_no_secret() -> None:
    frame = pd.DataFrame({"year": [1, 2, 3], "n": [0, 30, 5], "money": [0, 2, 3]})
    assert hidden_cells([GuardedTable("one", _ONE, frame)]) == {}


def test_an_unknown_number_counts_as_few() -> None:
    frame = pd.DataFrame({"year": [1, 2, 3], "n": [None, 30, 5], "money": [4, 2, 3]})
    assert len(hidden_cells([GuardedTable("one", _ONE, frame)])) == 2


def test_a_total_in_another_table_is_hidden_where_nothing_else_could_cover_a_cell() -> None:
    two = _table([[2, 0], [9, 9], [8, 9]])
    one = pd.DataFrame({"year": [0, 1, 2], "n": [2, 18, 17], "money": [20, 180, 170]})
    found = guarded([two, GuardedTable("one", _ONE, one)])
    shown, _ = found["one"]
    assert pd.isna(shown["money"].iloc[0])
    assert shown["money"].isna().sum() >= 2


def test_medians_add_up_to_nothing_so_only_small_cells_are_hidden() -> None:
    guard = Guard(("year",), "n")
    frame = pd.DataFrame({"year": [1, 2, 3], "n": [2, 30, 5], "median": [1.0, 2.0, 3.0]})
    assert len(hidden_cells([GuardedTable("one", guard, frame)])) == 1


@settings(max_examples=examples(150))
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=2, max_size=6
        )
    )
)
def test_no_hidden_cell_follows_from_what_is_left(counts: list[list[int]]) -> None:
    table = _table(counts)
    hidden = hidden_cells([table])
    flat = [count for line in counts for count in line]
    few = sum(0 < count < THRESHOLD for count in flat)
    assert list(hidden.values()).count("few") == few
    if not few:
        assert not hidden
    # What no suppression can cover (its own total tells it) is all that may be found.
    everything = {key for key, count in zip(table.keys(), flat, strict=True) if count}
    assert set(_found(table, set(hidden))) <= set(_found(table, everything))
