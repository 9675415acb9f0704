"""The classes of a map of coverage: which shade a place gets, and where it is not certain."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import pandas as pd

from analysis.geography.unit_names import short_unit_name
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.coverage_expected import FEWEST_EXPECTED
from analysis.measures.phrases import number, sentence
from analysis.scope import UNKNOWN_CODE

ClassMethod = Literal["fixed", "quantile"]

MOST_CLASSES = 5
"""More shades than this are not told apart on a map."""

WIDE_CLASSES = 3
"""A place whose interval touches this many classes could be of a quite different shade."""

CLASS_METHODS: dict[ClassMethod, Text] = {
    "fixed": Text("Mốc cố định", "Fixed bounds"),
    "quantile": Text("Số nơi bằng nhau", "Equal numbers of places"),
}


@dataclass(frozen=True, slots=True)
class MapFigure:
    """A figure a map shows: its columns, its words and the fixed bounds between its classes.

    `counted` and `of` are the columns of numerator and denominator; `told` says the two in words
    ({some}, {every}); a `diverging` figure is a ratio around 1, others are shares.
    """

    code: str
    label: Text
    value: str
    low: str
    high: str
    counted: str
    of: str
    told: Text
    bounds: tuple[float, ...]
    diverging: bool = False
    by_expected: bool = True


_OF_ELIGIBLE = Text(
    "{some} trên {every} cơ sở thuộc đối tượng", "{some} of {every} eligible establishments"
)

FIGURES = {
    figure.code: figure
    for figure in (
        MapFigure(
            "supported",
            Text("Tỷ lệ được hỗ trợ", "Share supported"),
            *("supported_share", "supported_low", "supported_high", "supported", "eligible"),
            told=_OF_ELIGIBLE,
            bounds=(0.02, 0.05, 0.1, 0.2),
        ),
        MapFigure(
            "told",
            Text("Tỷ lệ được biết", "Share told"),
            *("told_share", "told_low", "told_high", "told", "eligible"),
            told=_OF_ELIGIBLE,
            bounds=(0.1, 0.2, 0.4, 0.6),
            by_expected=False,
        ),
        MapFigure(
            "ratio",
            Text("Thực tế ÷ kỳ vọng", "Observed ÷ expected"),
            *("ratio", "ratio_low", "ratio_high", "supported", "expected"),
            told=Text("{some} được hỗ trợ, kỳ vọng {every}", "{some} supported, {every} expected"),
            # As far below one as above it: 4/5 and 5/4, 1/2 and 2.
            bounds=(0.5, 0.8, 1.25, 2.0),
            diverging=True,
        ),
    )
}
"""The figures of coverage_by_district a map can show, by code."""

IN_YEAR = MapFigure(
    "supported_in_year",
    Text("Tỷ lệ được hỗ trợ trong năm", "Share supported in the year"),
    *("supported_share", "supported_low", "supported_high", "supported", "eligible"),
    told=_OF_ELIGIBLE,
    bounds=(0.005, 0.01, 0.02, 0.04),
    by_expected=False,
)
"""The figure of coverage_by_district_and_year."""


def class_bounds(
    frame: pd.DataFrame, figure: MapFigure, method: ClassMethod = "fixed"
) -> tuple[float, ...]:
    """Return the inner bounds of at most MOST_CLASSES classes; a class holds its lower bound.

    By "quantile" the places with a known name and figure are parted into classes as equal in
    number as their ties allow. A ratio always has fixed bounds: its middle class lies around 1.
    """
    if method == "fixed" or figure.diverging:
        return figure.bounds
    known = frame[(frame["district"] != UNKNOWN_CODE) & frame[figure.value].notna()]
    values = sorted(float(value) for value in known[figure.value])
    found: list[float] = []
    for part in range(1, MOST_CLASSES):
        place = round(part * len(values) / MOST_CLASSES)
        if 0 < place < len(values) and values[place - 1] < values[place]:
            found.append(_between(values[place - 1], values[place]))
    return tuple(sorted(set(found)))


def _between(low: float, high: float) -> float:
    """Return the roundest number above the lower and not above the higher of two."""
    middle = (low + high) / 2
    for digits in range(3, 9):
        rounded = round(middle, digits)
        if low < rounded <= high:
            return rounded
    return high


def class_of(value: float, bounds: Sequence[float]) -> int:
    """Return the number of the class a value falls in, the lowest 0."""
    return bisect_right(list(bounds), value)


def class_labels(bounds: Sequence[float], figure: MapFigure, language: Language) -> tuple[str, ...]:
    """Return the words of each class, the lowest first."""
    if not bounds:
        return (Text("mọi nơi", "all places").in_language(language),)
    ends = [_bound(bound, bounds, figure, language) for bound in bounds]
    between = [f"{low}–{high}" for low, high in pairwise(ends)]
    if not figure.diverging:
        # One sign of per cent is enough for a pair.
        between = [text.replace("%", "", 1) for text in between]
    return f"< {ends[0]}", *between, f"≥ {ends[-1]}"


def _bound(bound: float, bounds: Sequence[float], figure: MapFigure, language: Language) -> str:
    if figure.diverging:
        return format_number(bound, language, 2)
    digits = next((d for d in range(7) if all(_is_round(one, d + 2) for one in bounds)), 7)
    return format_share(bound, language, digits)


def _is_round(value: float, digits: int) -> bool:
    return math.isclose(value, round(value, digits), rel_tol=1e-9)


def shaded(frame: pd.DataFrame, figure: MapFigure, bounds: Sequence[float]) -> pd.DataFrame:
    """Return the places of known name with their `shade` and whether their interval is `wide`.

    `shade` is the class, <NA> without a figure. Wide is an interval that touches WIDE_CLASSES
    classes or more, or a place where fewer than FEWEST_EXPECTED supports are expected.
    """
    rows = frame[frame["district"] != UNKNOWN_CODE].copy()
    columns = [rows[name].tolist() for name in (figure.value, figure.low, figure.high)]
    # A figure without the rule is one of which enough is always expected.
    expected = rows["expected"].tolist() if figure.by_expected else [math.inf] * len(rows)
    shades: list[int | None] = []
    wide: list[bool] = []
    for value, low, high, supports in zip(*columns, expected, strict=True):
        if pd.isna(value):
            shades.append(None)
            wide.append(False)
            continue
        touched = class_of(high, bounds) - class_of(low, bounds) + 1
        shades.append(class_of(value, bounds))
        wide.append(touched >= WIDE_CLASSES or not supports >= FEWEST_EXPECTED)
    rows["shade"] = pd.array(shades, dtype="Int64")
    rows["wide"] = pd.array(wide, dtype="bool")
    return rows.reset_index(drop=True)


def figure_text(value: float, figure: MapFigure, language: Language) -> str:
    """Return a value of a figure as it stands on a map: small shares and ratios with decimals."""
    if figure.diverging:
        return format_number(value, language, 2)
    return format_share(value, language, 1 if 0 < value < 0.1 else 0)


def with_interval(row: pd.Series | Mapping[Any, Any], figure: MapFigure, language: Language) -> str:
    """Return a figure and its interval: "5,4% (1,5%–17,7%)"; a dash when there is none."""
    if pd.isna(row[figure.value]):
        return "–"
    value, low, high = (
        figure_text(float(row[name]), figure, language)
        for name in (figure.value, figure.low, figure.high)
    )
    return f"{value} ({low}–{high})"


def counts_text(row: pd.Series | Mapping[Any, Any], figure: MapFigure, language: Language) -> str:
    """Return numerator and denominator of a figure in words."""
    digits = 1 if figure.of == "expected" else 0
    some = format_number(float(row[figure.counted]), language)
    every = format_number(float(row[figure.of]), language, digits)
    return figure.told.filled(some=some, every=every).in_language(language)


def answer_map(
    frame: pd.DataFrame, figure: MapFigure, bounds: Sequence[float], language: Language
) -> str | None:
    """Say the lowest and highest figure of the places that can be told; None without a figure.

    The names of places in a frame are in one language, so the sentence is too.
    """
    rows = shaded(frame, figure, bounds)
    known = rows[rows["shade"].notna()]
    if known.empty:
        return None
    told = known[~known["wide"]].sort_values(figure.value)
    if len(told) < 2:
        return sentence(
            "Chưa nói được nơi nào cao, nơi nào thấp: khoảng rộng ở {wide} trên {n} địa bàn",
            "Cannot tell yet which places are high or low: the interval is wide in {wide} of {n}",
            wide=number(len(known) - len(told)),
            n=number(len(known)),
        ).in_language(language)
    first, last = told.iloc[0], told.iloc[-1]
    return sentence(
        "{label} từ {low} ở {first} đến {high} ở {last}, chỉ tính {told} trên {n} địa bàn có "
        "khoảng đủ hẹp",
        "{label} runs from {low} in {first} to {high} in {last}, counting only the {told} of {n} "
        "places with a narrow enough interval",
        label=figure.label,
        low=with_interval(first, figure, language),
        high=with_interval(last, figure, language),
        first=short_unit_name(str(first["district_name"])),
        last=short_unit_name(str(last["district_name"])),
        told=number(len(told)),
        n=number(len(known)),
    ).in_language(language)
