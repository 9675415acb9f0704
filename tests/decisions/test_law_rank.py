"""Places by law: total, stable, never lifted by what is not known; possible ones by trying all."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.decisions.law_rank import rank_by_law
from tests.examples import examples

COLUMNS = ["area_known", "area_best", "industry_known", "industry_best"]


def _standing(rows: list[tuple[int, int, int, int]], days: list[int] | None = None) -> pd.DataFrame:
    came = pd.Timestamp("2025-09-01") + pd.to_timedelta(days or [0] * len(rows), unit="D")
    return pd.DataFrame(rows, columns=COLUMNS).assign(
        application_id=[f"HS-{number}" for number in range(len(rows))], submitted_on=came
    )


@st.composite
def standings(draw: st.DrawFn, most: int = 12) -> pd.DataFrame:
    """Files with classes of four areas and three industries, some of them not known."""
    count = draw(st.integers(0, most))
    rows = []
    for _ in range(count):
        area, industry = draw(st.integers(1, 4)), draw(st.integers(1, 3))
        rows.append((area, draw(st.integers(1, area)), industry, draw(st.integers(1, industry))))
    days = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    return _standing(rows, days)


def test_the_area_comes_first_then_the_industry() -> None:
    ranked = rank_by_law(_standing([(2, 2, 1, 1), (1, 1, 3, 3), (1, 1, 2, 2), (2, 2, 1, 1)]))
    assert list(ranked["place"]) == [3, 2, 1, 3]
    assert list(ranked["order_no"]) == [3, 2, 1, 4]
    assert (ranked["best_place"] == ranked["place"]).all()
    assert (ranked["worst_place"] == ranked["place"]).all()


def test_within_a_place_the_first_to_come_in_goes_first() -> None:
    ranked = rank_by_law(_standing([(1, 1, 1, 1)] * 3, [2, 0, 0]))
    assert list(ranked["order_no"]) == [3, 1, 2]
    assert set(ranked["place"]) == {1}


def test_what_is_not_known_is_ranked_by_the_rest_and_shows_what_it_may_be() -> None:
    # The first may be of the first area; the second surely is; the third is of none.
    ranked = rank_by_law(_standing([(3, 1, 1, 1), (1, 1, 2, 2), (3, 3, 2, 2)]))
    assert ranked[["place", "best_place", "worst_place"]].to_numpy().tolist() == [
        [2, 1, 2],
        [1, 1, 2],
        [3, 3, 3],
    ]


def test_a_class_better_known_than_possible_is_refused() -> None:
    with pytest.raises(ValueError, match="at best"):
        rank_by_law(_standing([(1, 2, 1, 1)]))


def test_no_file_has_no_place() -> None:
    assert rank_by_law(_standing([])).empty


@given(standings())
def test_the_order_is_total_and_follows_what_is_known(standing: pd.DataFrame) -> None:
    ranked = rank_by_law(standing)
    assert sorted(ranked["order_no"]) == list(range(1, len(standing) + 1))
    in_order = standing.assign(order_no=ranked["order_no"]).sort_values("order_no")
    keys = list(zip(in_order["area_known"], in_order["industry_known"], strict=True))
    assert keys == sorted(keys)
    for place, key in zip(
        ranked["place"], standing[["area_known", "industry_known"]].to_numpy(), strict=True
    ):
        assert place == 1 + sum(tuple(other) < tuple(key) for other in keys)


@given(standings(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_that_of_the_rows(
    standing: pd.DataFrame, random: np.random.RandomState
) -> None:
    rows = list(range(len(standing)))
    random.shuffle(rows)
    ranked = rank_by_law(standing)
    shuffled = rank_by_law(standing.iloc[rows])
    pd.testing.assert_frame_equal(shuffled.sort_index(), ranked)


@given(standings())
def test_not_knowing_lifts_nobody(standing: pd.DataFrame) -> None:
    known = standing.assign(
        area_best=standing["area_known"], industry_best=standing["industry_known"]
    )
    with_doubt, without = rank_by_law(standing), rank_by_law(known)
    pd.testing.assert_frame_equal(with_doubt[["order_no", "place"]], without[["order_no", "place"]])
    assert (with_doubt["best_place"] <= with_doubt["place"]).all()
    assert (with_doubt["place"] <= with_doubt["worst_place"]).all()


@settings(max_examples=examples(40))
@given(standings(most=6))
def test_possible_places_are_those_of_every_way_the_unknown_may_turn_out(
    standing: pd.DataFrame,
) -> None:
    known = [tuple(row) for row in standing[["area_known", "industry_known"]].to_numpy()]
    best = [tuple(row) for row in standing[["area_best", "industry_best"]].to_numpy()]
    ranked = rank_by_law(standing)
    places = []
    for turned_out in product(*(({a, b}) for a, b in zip(known, best, strict=True))):
        places.append([1 + sum(other < key for other in turned_out) for key in turned_out])
    if len(standing):
        tried = np.array(places)
        assert list(ranked["best_place"]) == tried.min(axis=0).tolist()
        assert list(ranked["worst_place"]) == tried.max(axis=0).tolist()
