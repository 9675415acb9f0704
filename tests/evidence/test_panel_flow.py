"""Sets of years, and steps that account for every establishment and year."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence.outcomes import find_outcome
from analysis.evidence.panel_flow import REASONS, flow_frame, place
from analysis.evidence.panel_query import OTHER_SUPPORT, Window
from analysis.evidence.panel_years import between, how_many, listed, only, up_to, whole

YEARS = Window(2010, 2017)
_SET = st.integers(0, 2**8 - 1)
_CODES = (None, None, None, "outside_scope", "not_eligible", "not_gone_ahead", *OTHER_SUPPORT)


@given(st.sets(st.integers(2010, 2071)), st.integers(2005, 2080), st.integers(2005, 2080))
def test_sets_of_years_are_sets(years: set[int], first: int, last: int) -> None:
    packed = np.array([sum(1 << (year - 2010) for year in years)], dtype=np.int64)
    assert listed(packed, 2010).tolist() == sorted(years)
    assert how_many(packed).tolist() == [len(years)]
    ends = np.array([first]), np.array([last])
    inside = packed & between(*ends, 2010)
    assert listed(inside, 2010).tolist() == sorted(y for y in years if first <= y <= last)
    early = packed & up_to(ends[0], 2010)
    assert listed(early, 2010).tolist() == sorted(y for y in years if y < first)
    assert listed(only(ends[0], 2010), 2010).tolist() == ([first] if 2010 <= first < 2072 else [])


def test_whole_numbers_with_gaps() -> None:
    assert whole(pd.Series([1, None, 3], dtype="Int32"), -1).tolist() == [1, -1, 3]


@st.composite
def units(draw: st.DrawFn) -> pd.DataFrame:
    rows = []
    for _ in range(draw(st.integers(0, 12))):
        code = draw(st.sampled_from(_CODES))
        year = draw(st.integers(2010, 2018))
        supported = draw(st.booleans()) or code in OTHER_SUPPORT
        reported = draw(_SET)
        answered = reported & draw(_SET)
        rows.append(
            {
                "code": code,
                "cohort": year if supported and code is None else 0,
                "inside_year": year if supported and code != "other_support" else None,
                "hidden_from": year if code in OTHER_SUPPORT else None,
                "reported": reported,
                "answered": answered,
                "not_positive": reported & ~answered & draw(_SET),
                "no_prices": reported & ~answered & draw(_SET),
            }
        )
    columns = ["code", "cohort", "inside_year", "hidden_from", "reported", "answered"]
    frame = pd.DataFrame(rows, columns=[*columns, "not_positive", "no_prices"])
    return frame.astype({"inside_year": "Int32", "hidden_from": "Int32", "code": "str"})


@given(units(), st.booleans(), st.integers(0, 2))
def test_every_establishment_and_year_is_counted_once(
    frame: pd.DataFrame, with_others: bool, anticipation: int
) -> None:
    placed = place(frame, find_outcome("revenue"), YEARS, anticipation, with_others)
    flow = flow_frame(placed)
    first, last = flow.iloc[0], flow.iloc[-1]
    assert first["remaining"] == len(frame)
    assert last["remaining"] == placed.in_estimate.sum()
    assert last["remaining"] + flow["excluded"].sum() == len(frame)
    assert last["remaining_years"] + flow["excluded_years"].sum() == first["remaining_years"]
    kept = placed.kept[placed.in_estimate]
    assert last["remaining_years"] == how_many(kept).sum()
    assert last["remaining_supported"] == (placed.in_estimate & (placed.cohorts != 0)).sum()
    assert (flow["remaining_supported"] >= 0).all()
    # Whoever is in the estimate is in the panel, and was seen twice.
    assert placed.in_panel[placed.in_estimate].all()
    assert (how_many(kept) >= 2).all()
    assert set(flow["code"]) <= set(REASONS)


def test_the_steps_keep_their_order_and_have_words() -> None:
    frame = pd.DataFrame(
        {
            "code": ["outside_scope", None, None, None],
            "cohort": [0, 2014, 2014, 0],
            "inside_year": pd.array([None, 2014, 2014, None], dtype="Int32"),
            "hidden_from": pd.array([None] * 4, dtype="Int32"),
            "reported": [3, 0b111000, 0b110000, 0b11000],
            "answered": [3, 0b111000, 0b110000, 0b11000],
            "not_positive": 0,
            "no_prices": 0,
        }
    )
    flow = flow_frame(place(frame, find_outcome("revenue"), YEARS, 0, with_others=False))
    assert flow["code"].tolist() == ["all", "outside_scope", "no_base"]
    assert flow["remaining"].tolist() == [4, 3, 2]
    assert flow["in_panel"].tolist() == [False, False, True]
    assert flow["reason_en"].str.len().gt(0).all()
    assert flow["reason_vi"].ne(flow["reason_en"]).all()
