"""Classes of a map: every place in the class whose words hold its figure, wide ones found."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.coverage_classes import (
    FIGURES,
    IN_YEAR,
    MOST_CLASSES,
    answer_map,
    class_bounds,
    class_labels,
    class_of,
    shaded,
    with_interval,
)

SUPPORTED, RATIO = FIGURES["supported"], FIGURES["ratio"]


def _frame(rows: list[tuple[str, float, float, float, float]]) -> pd.DataFrame:
    """Return places with share, interval and expected supports."""
    names = ["district", "supported_share", "supported_low", "supported_high", "expected"]
    frame = pd.DataFrame(rows, columns=names)
    frame["district_name"] = "Huyện " + frame["district"]
    return frame


@given(st.lists(st.floats(0, 1), min_size=0, max_size=60))
def test_classes_by_number_part_the_places_evenly_and_none_is_empty(values: list[float]) -> None:
    frame = _frame([(str(n), value, 0, 1, 9) for n, value in enumerate(values)])
    bounds = class_bounds(frame, SUPPORTED, "quantile")
    assert list(bounds) == sorted(set(bounds))
    assert len(bounds) < MOST_CLASSES
    found = [class_of(value, bounds) for value in values]
    assert set(found) == set(range(len(bounds) + 1)) or not values
    if len(set(values)) == len(values) >= MOST_CLASSES:
        sizes = [found.count(number) for number in range(MOST_CLASSES)]
        assert max(sizes) - min(sizes) <= 1


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=40))
def test_the_words_of_a_class_name_its_own_bounds(values: list[int]) -> None:
    frame = _frame([(str(n), value / 1000, 0, 1, 9) for n, value in enumerate(values)])
    bounds = class_bounds(frame, SUPPORTED, "quantile")
    labels = class_labels(bounds, SUPPORTED, "en")
    assert len(labels) == len(bounds) + 1
    ends = [float(label.strip("<≥ %").split("–")[0].strip("%")) / 100 for label in labels[1:]]
    assert all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(ends, bounds, strict=True))


def test_fixed_bounds_are_told_in_both_languages() -> None:
    assert class_labels(SUPPORTED.bounds, SUPPORTED, "vi") == (
        *("< 2%", "2–5%", "5–10%", "10–20%", "≥ 20%"),
    )
    assert class_labels(IN_YEAR.bounds, IN_YEAR, "vi")[1] == "0,5–1,0%"
    assert class_labels(RATIO.bounds, RATIO, "en") == (
        *("< 0.5", "0.5–0.8", "0.8–1.25", "1.25–2", "≥ 2"),
    )
    assert class_bounds(_frame([]), RATIO, "quantile") == RATIO.bounds


def test_a_wide_interval_or_few_expected_make_a_shade_uncertain() -> None:
    frame = _frame(
        [
            # Within 5–10 and 10–20 %: two classes. Then 2–5, 5–10 and 10–20 %: three.
            ("1", 0.08, 0.06, 0.12, 9.0),
            ("2", 0.08, 0.04, 0.12, 9.0),
            ("3", 0.08, 0.07, 0.09, 4.9),
            ("4", float("nan"), float("nan"), float("nan"), 0.0),
            ("unknown", 0.08, 0.0, 1.0, 9.0),
        ]
    )
    rows = shaded(frame, SUPPORTED, SUPPORTED.bounds).set_index("district")
    assert "unknown" not in rows.index
    assert rows["wide"].to_dict() == {"1": False, "2": True, "3": True, "4": False}
    assert rows["shade"].iloc[:3].tolist() == [2, 2, 2]
    assert pd.isna(rows["shade"].iloc[3])


def test_the_answer_counts_only_places_with_a_narrow_interval() -> None:
    frame = _frame(
        [("A", 0.01, 0.005, 0.03, 9), ("B", 0.3, 0.01, 0.9, 9), ("C", 0.12, 0.1, 0.15, 9)]
    )
    told = answer_map(frame, SUPPORTED, SUPPORTED.bounds, "en")
    assert told == (
        "Share supported runs from 1.0% (0.5%–3.0%) in A to 12% (10%–15%) in C, counting only the "
        "2 of 3 places with a narrow enough interval"
    )
    few = answer_map(frame.iloc[1:], SUPPORTED, SUPPORTED.bounds, "en")
    assert few is not None
    assert few.startswith("Cannot tell yet")
    assert answer_map(frame.iloc[:0], SUPPORTED, SUPPORTED.bounds, "en") is None


@pytest.mark.parametrize(
    ("language", "written"), [("vi", "5,4% (1,5%–18%)"), ("en", "5.4% (1.5%–18%)")]
)
def test_a_figure_is_written_with_its_interval(language, written) -> None:
    row = _frame([("A", 0.054, 0.015, 0.177, 9)]).iloc[0]
    assert with_interval(row, SUPPORTED, language) == written
