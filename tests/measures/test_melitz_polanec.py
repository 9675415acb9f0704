"""The decomposition holds its identity on any data, and its parts mean what they say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.melitz_polanec import CAME, STAYED, WENT, Sums, decompose

firm = st.tuples(
    st.sampled_from([STAYED, *CAME, *WENT]),
    st.integers(1, 500),
    st.integers(1, 500),
    st.floats(-5, 25),
    st.floats(-5, 25),
)


def _sums(firms: list[tuple[str, int, int, float, float]]) -> dict[str, Sums]:
    sums: dict[str, Sums] = {}
    for fate, before, after, log_before, log_after in firms:
        one = Sums(
            1,
            *((before, before * log_before, log_before) if fate not in CAME else (0, 0, 0)),
            *((after, after * log_after, log_after) if fate not in WENT else (0, 0, 0)),
        )
        sums[fate] = sums.get(fate, Sums(0)) + one
    return sums


@given(st.lists(firm, min_size=1, max_size=40))
def test_parts_add_up_to_the_growth_of_the_means(firms) -> None:
    parts = decompose(_sums(firms))
    stayed = [one for one in firms if one[0] == STAYED]
    if not stayed:
        assert parts is None
        return
    before = [one for one in firms if one[0] not in CAME]
    after = [one for one in firms if one[0] not in WENT]
    growth = np.average([one[4] for one in after], weights=[one[2] for one in after]) - np.average(
        [one[3] for one in before], weights=[one[1] for one in before]
    )
    assert parts.growth == pytest.approx(growth, abs=1e-9)
    assert parts.total == pytest.approx(growth, abs=1e-9)
    assert parts.within == pytest.approx(np.mean([one[4] - one[3] for one in stayed]), abs=1e-9)

    # Between is the change of Olley and Pakes' covariance of those who stay.
    def covariance(workers: list[int], logs: list[float]) -> float:
        shares = np.array(workers) / sum(workers)
        return float(((shares - shares.mean()) * (np.array(logs) - np.mean(logs))).sum())

    between = covariance([one[2] for one in stayed], [one[4] for one in stayed]) - covariance(
        [one[1] for one in stayed], [one[3] for one in stayed]
    )
    assert parts.between == pytest.approx(between, abs=1e-9)


def test_workers_moving_is_between() -> None:
    # Nobody became more productive; workers moved from the poor to the good one.
    parts = decompose(_sums([(STAYED, 5, 2, 1.0, 1.0), (STAYED, 5, 8, 3.0, 3.0)]))
    assert parts is not None
    assert (parts.within, parts.between) == (0, pytest.approx(0.6))


def test_entry_and_exit_are_held_against_those_who_stay() -> None:
    firms = [(STAYED, 8, 8, 1.0, 1.5), ("entered", 1, 2, 0.0, 2.0), ("exited", 2, 1, 0.5, 0.0)]
    parts = decompose(_sums(firms))
    assert parts is not None
    assert parts.came["entered"] == pytest.approx(2 / 10 * (2.0 - 1.5))
    assert parts.went["exited"] == pytest.approx(2 / 10 * (1.0 - 0.5))
    assert parts.came["started_reporting"] == parts.went["stopped_reporting"] == 0
    assert math.isclose(parts.growth, (8 * 1.5 + 2 * 2) / 10 - (8 + 1) / 10)


def test_nobody_stayed() -> None:
    assert decompose({}) is None
    assert decompose(_sums([("entered", 1, 2, 0.0, 2.0)])) is None
