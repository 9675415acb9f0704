"""Indices of fairness: published values, what always holds, and what chance is taken to be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.fairness_draws import (
    FEW_DRAWS,
    MOST_DRAWN,
    Middle,
    Received,
    corrected,
    dealt,
    ginis,
    hoovers,
    middle,
    redrawn,
    theils,
)
from analysis.measures.fairness_indices import concentration
from analysis.measures.fairness_spread import Draws, Places, drawn, split, spread
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
    ).assign(alike=1)


def _values(rows: list[dict[str, Any]]) -> dict[str, float]:
    return {str(row["index"]): float(row["value"]) for row in rows if row.get("value") is not None}


def _spread(units: pd.DataFrame) -> list[dict[str, Any]]:
    places = Places.of(units)
    return spread(places, drawn(places))


def _split(units: pd.DataFrame) -> list[dict[str, Any]]:
    places = Places.of(units)
    return split(places, drawn(places))


def test_published_values() -> None:
    # Gini 0.4 and Theil's T 0.276364 of 1, 2, 3, 4 and 10, each the money of one place.
    units = _units([([amount], 0.1, "plain") for amount in (1.0, 2.0, 3.0, 4.0, 10.0)])
    assert _spread(units)[0]["value"] == pytest.approx(0.4)
    assert _values(_split(units))["theil"] == pytest.approx(0.276364, abs=5e-7)
    # With all of them ten times the values are the same, and now there is an interval.
    row = _spread(_units([([amount] * 10, 0.1, "plain") for amount in (1.0, 2.0, 3.0, 4.0, 10.0)]))[
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
    found = _values(_spread(units)) | _values(_split(units))
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
    again = _values(_spread(scaled)) | _values(_split(scaled))
    for condition in ("poverty", "remoteness"):
        again |= _values(concentration(scaled, condition))
    if found["theil"] < 1e-6:
        # A part of hardly any inequality is a part of rounding; of none at all there is no part.
        for values in (found, again):
            values.pop("theil_share", None)
    assert again == pytest.approx(found, abs=1e-9)


@settings(max_examples=examples(60))
@given(_places, st.integers(1, 12))
def test_alike_in_one_row_are_as_many_rows(
    places: list[tuple[list[float], float, str]], times: int
) -> None:
    each = _units([(amounts * times, poverty, terrain) for amounts, poverty, terrain in places])
    keys = [name for name in each if name != "alike"]
    each = each.sort_values(keys, ignore_index=True)
    together = each.groupby(keys, as_index=False)[["alike"]].sum()
    assert len(together) <= len(each) / times
    for made in (_spread, _split, lambda units: concentration(units, "poverty")):
        for one, other in zip(made(together), made(each), strict=True):
            assert one.keys() == other.keys()
            for name, value in other.items():
                if isinstance(value, float):
                    value = pytest.approx(value, rel=1e-9, abs=1e-12, nan_ok=True)
                assert one[name] == value, name


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
    received = Received(np.array([10, 30, 60]), np.array([2, 1, 0]), np.array([5.0, 1.0, 2.0]))
    totals = dealt(received, 4000)
    assert totals.sum(axis=1) == pytest.approx(np.full(4000, 8.0))
    # On average every place has its part: 0.1, 0.3 and 0.6 of 8.
    assert totals.mean(axis=0) == pytest.approx([0.8, 2.4, 4.8], abs=0.15)
    assert np.array_equal(totals, dealt(received, 4000))


def test_establishments_drawn_again_stay_in_their_place() -> None:
    received = Received(np.array([10, 30, 60]), np.array([2, 1, 0]), np.array([5.0, 1.0, 2.0]))
    totals = redrawn(received, 4000)
    assert totals.mean(axis=0) == pytest.approx([6.0, 2.0, 0.0], abs=0.2)
    # The variance of a sum of 10 draws from 5, 1 and eight zeros: 10 · (26/10 - 0.6²).
    assert totals[:, 0].var() == pytest.approx(22.4, rel=0.08)
    assert (totals[:, 2] == 0).all()


def test_an_interval_takes_back_the_pull_of_chance_and_stays_in_bounds() -> None:
    drawn = np.linspace(0.2, 0.6, 1001)
    found = middle(drawn)
    assert (found.low, found.centre, found.high) == pytest.approx((0.21, 0.4, 0.59))
    # Draws lie above the value of 0.3, so its interval lies below: 0.6 - 0.59 to 0.6 - 0.21.
    without_pull = corrected(0.3, found, 0.0, 1.0)
    assert without_pull.low == pytest.approx(0.01)
    assert without_pull.value == pytest.approx(0.2)
    assert without_pull.high == pytest.approx(0.39)
    assert corrected(0.25, found, 0.0, 1.0).low == 0.0
    assert middle(np.array([np.nan, 1.0, 1.0])) == Middle(1.0, 1.0, 1.0)
    # Of -1, 0 and 1 the standard deviation is 1.
    normal = middle(np.array([-1.0, 0.0, 1.0, np.nan]), normal=True)
    assert (normal.low, normal.centre, normal.high) == pytest.approx((-1.96, 0.0, 1.96), abs=1e-4)


@settings(max_examples=examples(40))
@given(_places)
def test_no_interval_excludes_its_own_value(places: list[tuple[list[float], float, str]]) -> None:
    # Ten times everybody: enough are supported, whatever was drawn.
    units = _units([(amounts * 10, poverty, terrain) for amounts, poverty, terrain in places])
    rows = [*_spread(units), *_split(units)]
    for condition in ("poverty", "remoteness"):
        rows += concentration(units, condition)
    told = [row for row in rows if row.get("low") is not None]
    assert told
    for row in told:
        assert row["low"] <= row["corrected"] <= row["high"]
        # What is called unequal is surely not equal; what may be chance may be nothing at all.
        if row["verdict"] == "beyond_chance":
            assert row["low"] > 0
            assert row["value"] > row["chance_high"]
        elif row["verdict"] == "below_chance":
            assert row["value"] < row["chance_low"]


def test_many_places_take_few_draws_and_the_normal_law_says_nearly_the_same() -> None:
    rng = np.random.default_rng(5)
    number = MOST_DRAWN + 100
    sizes = rng.integers(40, 200, number)
    # With true gaps, so that both judge alike and no end is set to nothing at all.
    paid = rng.binomial(sizes, rng.uniform(0.03, 0.3, number))
    received = Received(sizes, paid, rng.uniform(1, 9, paid.sum()))
    many = Places(received, ("plain",) * number, int(paid.sum()))
    few, full = drawn(many), Draws(redrawn(received), dealt(received), False)
    assert few is not None
    assert few.normal
    assert len(few.again) == FEW_DRAWS
    for quick, slow in zip(spread(many, few), spread(many, full), strict=True):
        width = slow["high"] - slow["low"]
        for name in ("corrected", "low", "high"):
            assert quick[name] == pytest.approx(slow[name], abs=0.12 * width)
        width = slow["chance_high"] - slow["chance_low"]
        assert quick["chance_high"] == pytest.approx(slow["chance_high"], abs=0.12 * width)
        assert quick["interval_by"] == "normal_draws"


def test_nothing_to_compare_is_no_value() -> None:
    assert _values(_spread(_units([([1.0] * 20, 0.1, "plain")]))) == {}
    assert _values(_spread(_units([([0.0] * 20, 0.1, "plain")] * 2))) == {}
    assert _values(concentration(_units([([1.0], 0.1, "plain")] * 3), "poverty")) == {}


def test_equal_parts_have_no_share_between_terrains() -> None:
    rows = _split(_units([([1.0, 0.0] * 10, 0.1, "plain"), ([1.0, 0.0] * 10, 0.1, "island")]))
    assert [row["index"] for row in rows] == [
        *("theil", "theil_between", "theil_within", "theil_share")
    ]
    assert rows[0]["value"] == pytest.approx(0, abs=1e-12)
    assert rows[0]["verdict"] == "cannot_tell"
    assert "value" not in rows[3]
