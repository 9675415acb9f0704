"""Headlines of gaps: never more than chance leaves, however many places there are."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.language import LANGUAGES
from analysis.measures.coverage_expected import standardised
from analysis.measures.coverage_gaps import answer_gaps, behind
from tests.examples import examples

SIZE = 100


def _frame(supported: list[int], areas: list[str] | None = None) -> pd.DataFrame:
    """Return places of SIZE alike establishments each, of which so many are supported."""
    codes = [f"{place:03d}" for place in range(len(supported))]
    cells = pd.DataFrame(
        {
            "district": codes,
            **dict.fromkeys(("industry", "size"), "x"),
            "priority_area": areas or "none",
            "eligible": SIZE,
            "supported": supported,
        }
    )
    frame = cells[["district", "eligible", "supported"]].copy()
    frame["district_name"] = "Xã " + frame["district"]
    columns: dict[str, Any] = standardised(cells, frame)
    return frame.assign(**columns, **{f"{name}_all": values for name, values in columns.items()})


def test_one_far_behind_is_named_with_what_chance_gives() -> None:
    frame = _frame([10] * 19 + [0])
    assert behind(frame)["district"].tolist() == ["019"]
    told = answer_gaps(frame)
    assert told is not None
    # By chance, with 9.5 of 100 expected, 3 or fewer lie below the 95% limit.
    one = stats.binom(SIZE, 0.095)
    low = max(count for count in range(9) if one.cdf(count - 1) + one.pmf(count) / 2 < 0.025)
    chance = 20 * one.cdf(low)
    assert told.en == (
        "Xã 019: supported less than chance allows, even looking at 20 places at once (below the "
        f"95% limit: 1, where chance alone puts about {chance:.1f}; against places of the same "
        f"priority: 1, where chance alone puts about {chance:.1f})"
    )
    assert told.vi.startswith("Xã 019 được hỗ trợ ít hơn mức ngẫu nhiên cho phép, kể cả khi xét")


def test_what_chance_gives_among_many_is_named_nowhere() -> None:
    # One of twenty with 3 of 9.7 expected: below the 95% limit, and nothing among twenty.
    frame = _frame([10] * 19 + [3])
    assert frame["position"].tolist()[-1] == "below_95"
    told = answer_gaps(frame)
    assert told is not None
    assert told.en.startswith("No place can be told yet to be supported less than chance allows")
    for language in LANGUAGES:
        assert "019" not in told.in_language(language)
    none = answer_gaps(_frame([10] * 20))
    assert none is not None
    assert none.en == "No place is supported less than chance allows (n = 20 places, 95% limits)"


def test_chance_of_as_few_is_the_middle_tail() -> None:
    frame = _frame([8, 12])
    law = stats.binom(SIZE, 0.1)
    assert frame["as_few"].tolist() == pytest.approx(
        [law.cdf(7) + law.pmf(8) / 2, law.cdf(11) + law.pmf(12) / 2]
    )


def test_without_true_gaps_a_place_is_named_at_most_one_time_in_twenty() -> None:
    rng = np.random.default_rng(11)
    trials = max(examples(60), 60)
    named = sum(
        not behind(_frame(rng.binomial(SIZE, 0.1, 56).tolist())).empty for _ in range(trials)
    )
    assert named / trials <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / trials)


def test_places_of_unknown_priority_are_not_held_against_each_other() -> None:
    # Two of a known area and two of an unknown one, each pair with a place far behind.
    frame = _frame([20, 1, 20, 1], ["hard_area", "hard_area", "unknown", "unknown"])
    assert frame["position"].tolist()[2:] == ["cannot_tell", "cannot_tell"]
    assert frame["position"].tolist()[1] == "below_998"
    told = answer_gaps(_frame([20, 1], ["unknown", "unknown"]))
    assert told is None
