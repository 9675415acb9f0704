"""A chart as data: what a native chart of PowerPoint, a drawing and a table are all made from.

Values are those of the measure, money divided by the unit that the axis names. Unknown is None.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from analysis.language import Language, format_figure, format_number, format_share

Kind = Literal["columns", "bars", "lines", "dots"]
Form = Literal["count", "number", "share"]

MOST_CATEGORIES = 20
"""More bars than this are not told apart on a slide; the rest is counted, not drawn."""


@dataclass(frozen=True, slots=True)
class Series:
    """One series: a name, a colour (#RRGGBB), a value for each category, perhaps with an interval.

    `low` and `high` are the ends of the interval, of the same length as `values`; () without one.
    """

    name: str
    colour: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart: its kind, categories, series, title of the value axis and how values are written.

    `columns` stand, `bars` lie, `lines` join dots over ordered categories, `dots` do not. Bars of
    several series are stacked or side by side. `left_out` counts the categories that found no room.
    """

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    form: Form = "number"
    stacked: bool = False
    heading: str = ""
    left_out: int = 0

    def known(self) -> bool:
        """Tell whether any value is known."""
        return any(value is not None for one in self.series for value in one.values)

    def bounds(self) -> tuple[float, float]:
        """Return the smallest and largest thing drawn, intervals and stacks included, and zero."""
        ends = [0.0]
        for one in self.series:
            ends += [v for v in (*one.values, *one.low, *one.high) if v is not None]
        if self.stacked:
            for place in range(len(self.categories)):
                values = [one.values[place] or 0.0 for one in self.series]
                ends += [sum(v for v in values if v > 0), sum(v for v in values if v < 0)]
        return min(ends), max(ends)


def ticks(spec: ChartSpec) -> tuple[float, ...]:
    """Return round numbers that span the value axis of a chart, intervals included, about five."""
    low, high = spec.bounds()
    reach = (high - low) or 1.0
    size: float = 10 ** math.floor(math.log10(reach / 5))
    step = next(size * by for by in (1, 2, 2.5, 5, 10) if reach / (size * by) <= 6)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(number * step for number in range(first, max(last, first + 1) + 1))


def tick_text(value: float, marks: tuple[float, ...], form: Form, language: Language) -> str:
    """Write a mark of an axis with no more decimals than the marks need."""
    value = 0.0 if abs(value) < 1e-12 else value
    if form != "share":
        return value_text(value, form, language)
    whole = all(abs(one * 100 - round(one * 100)) < 1e-6 for one in marks)
    return format_share(value, language, 0 if whole else 1)


def value_text(value: float | None, form: Form, language: Language) -> str:
    """Write a value of a chart for a reader; unknown is a dash."""
    if value is None:
        return "–"
    if form == "share":
        return format_share(value, language, 1)
    return format_number(value, language) if form == "count" else format_figure(value, language)
