"""Indices of fairness: published values, what always holds, and what chance is taken to be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.fairness_draws import (
    Received,
    basic_interval,
    dealt,
    ginis,
    hoovers,
    range_of,
    redrawn,
    theils,
)
from analysis.measures.fairness_indices import concentration
from analysis.measures.fairness_spread import split, spread
from analysis.measures.inequality import gini, money_against_eligible, theil
from tests.examples import examples

_TERRAINS = ("plain", "mountain", "island")
_amount = st.one_of(st.just(0.0), st.floats(1.0, 1e9))
_places = st.lists(
    st.tuples(
        st.lists(_amount, min_size=1, max_size=6),
        st.floats(0, 1),
        st.sampled_from(_TERRAINS),
    ),
    min_size=2,
    max_size=6,
).filter(lambda places: any(sum(amounts) > 0 for amounts, _, _ in places))


def _units(places: list[tuple[list[float], float, str]], factor: float = 1.0) -> pd.DataFrame:
    """Return establishments of places: their amounts, poverty, and terrain."""
    return pd.DataFrame(
        [
            (f"{number:03d}", terrain, amount > 0, amount * factor, poverty, 10.0 * number)
            for number, (amounts, poverty, terrain) in enumerate(places)
            for amount in amounts
        ],
        columns=["district", "terrain", "supported", "received", "poverty_rate", "distance_km"],
    )


def _values(rows: list[dict[str, Any]]) -> dict[str, float]:
    return {str(row["index"]): float(row["value"]) for row in rows if row.get("value") is not None}


def test_published_values() -> None:
    # Gini 0.4 and Theil's T 0.276364 of 1, 2, 3, 4 and 10, each the money of one place.
    units = _units([([amount], 0.1, "plain") for amount in (1.0, 2.0, 3.0, 4.0, 10.0)])
    assert _values(spread(units))["gini_districts"] == pytest.approx(0.4)
    assert _values(split(units))["theil"] == pytest.approx(0.276364, abs=5e-7)
    # With all of them ten times the values are the same, and now there is an interval.
    row = spread(_units([([amount] * 10, 0.1, "plain") for amount in (1.0, 2.0, 3.0, 4.0, 10.0)]))[
        0
    ]
    assert row["value"] == pytest.approx(0.4)
    # Whoever is drawn again has the same, so the only uncertainty is none.
    assert (row["low"], row["high"]) == (pytest.approx(0.4), pytest.approx(0.4))
    assert row["verdict"] == "beyond_chance"


@settings(max_examples=examples(60))
@given(_places, st.floats(1e-3, 1e3))
def test_what_always_holds(places: list[tuple[list[float], float, str]], factor: float) -> None:
    units = _units(places)
    found = _values(spread(units)) | _values(split(units))
    assert 0 <= found["gini_districts"] <= 1
    assert 0 <= found["hoover"] <= 1
    assert found["theil_between"] + found["theil_within"] == pytest.approx(found["theil"])
    assert found["theil_within"] >= -1e-12
    for condition in ("poverty", "remoteness"):
        along = _values(concentration(units, condition))
        assert all(-1 <= value <= 1 for value in along.values())
        # No order of places is more unequal than that of the money itself.
        if f"{condition}_money" in along:
            assert abs(along[f"{condition}_money"]) <= found["gini_districts"] + 1e-9
        found |= along
    scaled = _units(places, factor)
    again = _values(spread(scaled)) | _values(split(scaled))
    for condition in ("poverty", "remoteness"):
        again |= _values(concentration(scaled, condition))
    if found["theil"] < 1e-6:
        # A part of hardly any inequality is a part of rounding; of none at all there is no part.
        for values in (found, again):
            values.pop("theil_share", None)
    assert again == pytest.approx(found, abs=1e-9)


@settings(max_examples=examples(60))
@given(_places)
def test_the_unknown_is_left_out_and_counted(places: list[tuple[list[float], float, str]]) -> None:
    units = _units(places)
    more = pd.concat(
        [units, _units([([5e9, 0.0], 0.5, "plain")]).assign(district="999", poverty_rate=np.nan)]
    )
    for before, after in zip(
        concentration(units, "poverty"), concentration(more, "poverty"), strict=True
    ):
        assert after["value"] == before["value"]
        assert after["left_out"] == before["left_out"] + 2
        assert after["places_without"] == before["places_without"] + 1


@given(
    st.lists(
        st.tuples(st.integers(1, 50), _amount, st.sampled_from(_TERRAINS)),
        min_size=2,
        max_size=8,
    ).filter(lambda rows: sum(money for _, money, _ in rows) > 1)
)
def test_drawn_rows_are_judged_as_the_data_are(rows: list[tuple[int, float, str]]) -> None:
    sizes = np.array([size for size, _, _ in rows], dtype=np.int64)
    money = np.array([total for _, total, _ in rows])
    weights = sizes.astype(np.float64)
    per_one = money / weights
    both = np.stack([money, 3 * money])
    assert ginis(both, sizes) == pytest.approx([gini(per_one, weights).value] * 2, abs=1e-9)
    terrains = [terrain for _, _, terrain in rows]
    wanted = theil(per_one, terrains, weights).value
    assert theils(both, sizes) == pytest.approx([wanted] * 2, abs=1e-9)
    hoover = money_against_eligible(money, weights).hoover
    assert hoovers(both, sizes) == pytest.approx([hoover] * 2, abs=1e-9)


def test_money_dealt_out_is_the_same_money_by_size() -> None:
    received = Received(
        np.array([10, 30, 60]), (np.array([5.0, 1.0]), np.array([2.0]), np.array([], dtype=float))
    )
    totals = dealt(received, 4000)
    assert totals.sum(axis=1) == pytest.approx(np.full(4000, 8.0))
    # On average every place has its part: 0.1, 0.3 and 0.6 of 8.
    assert totals.mean(axis=0) == pytest.approx([0.8, 2.4, 4.8], abs=0.15)
    assert np.array_equal(totals, dealt(received, 4000))


def test_establishments_drawn_again_stay_in_their_place() -> None:
    received = Received(
        np.array([10, 30, 60]), (np.array([5.0, 1.0]), np.array([2.0]), np.array([], dtype=float))
    )
    totals = redrawn(received, 4000)
    assert totals.mean(axis=0) == pytest.approx([6.0, 2.0, 0.0], abs=0.2)
    # The variance of a sum of 10 draws from 5, 1 and eight zeros: 10 · (26/10 - 0.6²).
    assert totals[:, 0].var() == pytest.approx(22.4, rel=0.08)
    assert (totals[:, 2] == 0).all()


def test_an_interval_takes_back_the_pull_of_chance_and_stays_in_bounds() -> None:
    drawn = np.linspace(0.2, 0.6, 1001)
    low, high = range_of(drawn)
    assert (low, high) == (pytest.approx(0.21), pytest.approx(0.59))
    # Draws lie above the value of 0.3, so its interval lies below: 0.6 - 0.59 to 0.6 - 0.21.
    assert basic_interval(0.3, drawn, 0.0, 1.0) == (pytest.approx(0.01), pytest.approx(0.39))
    assert basic_interval(0.25, drawn, 0.0, 1.0)[0] == 0.0
    assert range_of(np.array([np.nan, 1.0, 1.0])) == (1.0, 1.0)


def test_nothing_to_compare_is_no_value() -> None:
    assert _values(spread(_units([([1.0] * 20, 0.1, "plain")]))) == {}
    assert _values(spread(_units([([0.0] * 20, 0.1, "plain")] * 2))) == {}
    assert _values(concentration(_units([([1.0], 0.1, "plain")] * 3), "poverty")) == {}


def test_equal_parts_have_no_share_between_terrains() -> None:
    rows = split(_units([([1.0, 0.0] * 10, 0.1, "plain"), ([1.0, 0.0] * 10, 0.1, "island")]))
    assert [row["index"] for row in rows] == [
        *("theil", "theil_between", "theil_within", "theil_share")
    ]
    assert rows[0]["value"] == pytest.approx(0, abs=1e-12)
    assert rows[0]["verdict"] == "cannot_tell"
    assert "value" not in rows[3]
