"""The interval of a difference of shares: the published examples, and what always holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.newcombe import differences_of_shares, newcombe


@pytest.mark.parametrize(
    ("pairs", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table II, method 10, without correction.
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
    ],
)
def test_published_examples(pairs: tuple[int, int, int, int], low: float, high: float) -> None:
    assert newcombe(*pairs) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def test_nobody_has_no_interval() -> None:
    assert newcombe(0, 0, 1, 2) is None
    assert newcombe(1, 2, 0, 0) is None
    with pytest.raises(ValueError, match="no share"):
        newcombe(3, 2, 1, 2)


@given(st.data())
def test_it_holds_the_difference_and_turns_with_it(data: st.DataObject) -> None:
    known, other_known = (data.draw(st.integers(1, 500)) for _ in range(2))
    found, other = data.draw(st.integers(0, known)), data.draw(st.integers(0, other_known))
    interval = newcombe(found, known, other, other_known)
    turned = newcombe(other, other_known, found, known)
    assert interval is not None
    assert turned is not None
    low, high = interval
    assert -1 - 1e-12 <= low <= found / known - other / other_known <= high <= 1 + 1e-12
    assert turned == (pytest.approx(-high), pytest.approx(-low))


@given(st.lists(st.tuples(*[st.integers(0, 300)] * 4), min_size=1, max_size=20))
def test_many_at_once_are_each_by_itself(pairs: list[tuple[int, int, int, int]]) -> None:
    drawn = np.array(
        [(min(a, b), max(a, b), min(c, d), max(c, d)) for a, b, c, d in pairs], dtype=float
    )
    difference, low, high = differences_of_shares(*drawn.T)
    for place, (found, known, other, other_known) in enumerate(drawn.astype(int).tolist()):
        interval = newcombe(found, known, other, other_known)
        if interval is None:
            assert np.isnan([difference[place], low[place], high[place]]).all()
        else:
            assert difference[place] == pytest.approx(found / known - other / other_known)
            assert (low[place], high[place]) == (
                pytest.approx(interval[0], abs=1e-12),
                pytest.approx(interval[1], abs=1e-12),
            )
