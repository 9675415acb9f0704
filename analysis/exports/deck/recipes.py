"""From a measure's frame to a chart: the few forms that charts of a deck have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.charts.funding import money_unit_of
from analysis.charts.theme import CATEGORICAL
from analysis.exports.deck.chart_spec import MOST_CATEGORIES, ChartSpec, Form, Kind, Series
from analysis.language import Language, Text

Column = tuple[str, Text, str]
"""A column of a frame, the name of its series and its colour."""


def one_value(value: Any, factor: float = 1.0) -> float | None:
    """Return a number of a frame in a unit; unknown is None."""
    return None if value is None or pd.isna(value) else float(value) / factor


def by_columns(
    frame: pd.DataFrame,
    language: Language,
    label: str | Callable[[pd.Series], str],
    columns: Sequence[Column],
    axis: str,
    *,
    kind: Kind = "bars",
    form: Form = "number",
    heading: str = "",
    factor: float = 1.0,
    stacked: bool = False,
    interval: tuple[str, str] | None = None,
) -> ChartSpec:
    """Return a chart with one category for each row and one series for each of some columns.

    `interval` names the columns of the ends of an interval, which is that of every series.
    """
    rows = frame.head(MOST_CATEGORIES)
    if callable(label):
        names = [label(row) for _, row in rows.iterrows()]
    else:
        names = [str(value) for value in rows[label]]
    series = tuple(
        Series(
            name.in_language(language),
            colour,
            _values(rows[column], factor),
            *(_values(rows[end], factor) for end in interval or ()),
        )
        for column, name, colour in columns
    )
    return ChartSpec(
        kind, _unlike(names), series, axis, form, stacked, heading, len(frame) - len(rows)
    )


def by_groups(
    frame: pd.DataFrame,
    category: str,
    group: str,
    names: Mapping[str, tuple[str, str]],
    value: str,
    axis: str,
    *,
    kind: Kind = "columns",
    form: Form = "number",
    heading: str = "",
    factor: float = 1.0,
    stacked: bool = False,
    interval: tuple[str, str] | None = None,
) -> ChartSpec:
    """Return a chart with one category for each value of a column, one series for each group.

    `names` gives the label and colour of each group, in their order; groups without rows are left
    out. A group without a row for a category has no value there. Categories are ordered by value.
    """
    categories = sorted(frame[category].unique())
    series = []
    for code, (label, colour) in names.items():
        own = frame[frame[group] == code].set_index(category)
        if own.empty:
            continue
        own = own.reindex(categories)
        ends = (_values(own[end], factor) for end in interval or ())
        series.append(Series(label, colour, _values(own[value], factor), *ends))
    shown = tuple(_whole(one) for one in categories)
    return ChartSpec(kind, shown, tuple(series), axis, form, stacked, heading)


def money_factor(frame: pd.DataFrame, column: str, language: Language) -> tuple[float, str]:
    """Return by how much amounts are divided to be read, and what the unit is called."""
    unit = money_unit_of(frame[column].astype("Float64").astype("float"), frame)
    return float(unit.factor), unit.name.in_language(language)


def colour_of(place: int) -> str:
    """Return the colour of the series at a place."""
    return CATEGORICAL[place % len(CATEGORICAL)]


def _values(column: Iterable[Any], factor: float) -> tuple[float | None, ...]:
    return tuple(one_value(value, factor) for value in column)


def _whole(value: Any) -> str:
    return str(int(value)) if float(value).is_integer() else str(value)


def _unlike(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of which no two are alike, so that a chart keeps them apart."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(told)
