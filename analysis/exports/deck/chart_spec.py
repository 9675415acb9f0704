"""A chart as data: what a native chart of PowerPoint, a drawing and a table are all made from.

Values are those of the measure, money divided by the unit that the axis names. Unknown is None.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from analysis.language import Language, format_number, format_share

Kind = Literal["columns", "bars", "lines", "dots"]
Form = Literal["count", "number", "share"]

_MOST_DECIMALS = 9
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


def tick_decimals(marks: tuple[float, ...], form: Form) -> int:
    """Return the fewest decimals with which every mark of an axis is written as it is.

    Of a share they are the decimals of its percentage.
    """
    scale = 100 if form == "share" else 1
    exact = (
        digits
        for digits in range(_MOST_DECIMALS)
        if all(abs(one * scale - round(one * scale, digits)) < 1e-9 for one in marks)
    )
    return next(exact, _MOST_DECIMALS)


def tick_text(value: float, marks: tuple[float, ...], form: Form, language: Language) -> str:
    """Write a mark of an axis with no more decimals than the marks need."""
    value = 0.0 if abs(value) < 1e-12 else value
    digits = tick_decimals(marks, form)
    if form == "share":
        return format_share(value, language, digits)
    return format_number(value, language, digits, all_digits=True)


def value_decimals(spec: ChartSpec) -> int:
    """Return how many decimals the values of a chart have, in its table, too.

    Three figures of the largest and two decimals at least below 100; of a share, one of its
    percentage. All have as many: a column of 7.46, 2 and 0.014 is hard to read down.
    """
    if spec.form != "number":
        return 1 if spec.form == "share" else 0
    known = [
        abs(value)
        for one in spec.series
        for value in (*one.values, *one.low, *one.high)
        if value is not None
    ]
    largest = max(known, default=0.0)
    if all(value == round(value) for value in known):
        return 0
    size = math.floor(math.log10(largest))
    if size < 0:
        return min(2 - size, _MOST_DECIMALS)
    return max(0, 3 - max(size, 1))


def value_text(value: float | None, spec: ChartSpec, language: Language) -> str:
    """Write a value of a chart for a reader; unknown is a dash.

    A half is rounded away from zero, as office programs write it in the chart: 0.165 is 0.17.
    """
    if value is None:
        return "–"
    digits = value_decimals(spec)
    kept = digits + 2 if spec.form == "share" else digits
    step = Decimal(1).scaleb(-kept)
    rounded = float(Decimal(str(value)).quantize(step, ROUND_HALF_UP))
    if spec.form == "share":
        return format_share(rounded, language, digits)
    return format_number(rounded, language, digits, all_digits=True)
