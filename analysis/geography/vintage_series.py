"""A yearly series on the boundaries of any vintage, and cut, with the reason, where it cannot be.

A measure that adds up is divided and summed; one that does not is only passed on where a unit is
the same under another name. To carry a rate, carry its numerator and its denominator and divide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import pandas as pd

from analysis.geography.carrying import Amount, Hole, pass_on
from analysis.geography.changes import Basis, Level, changes_on, geography_table
from analysis.geography.unit_names import english_unit_name
from analysis.geography.units import DISTRICTS_ABOLISHED
from analysis.geography.vintages import VintageName, carry_along, steps_to, units_of
from analysis.language import Text, format_day
from analysis.scope import UNKNOWN_CODE

Nature = Literal["total", "rate", "median"]
"""A total adds up over units; a rate or a median does not."""

_NAMED_CAUSES = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """Years in which a unit has no figure on the wanted boundaries, and why.

    `break_on` is the first day of the boundaries that the series cannot be carried across, None
    when no change of boundaries is to blame.
    """

    unit_id: str
    break_on: date | None
    years: tuple[int, ...]
    reason: Text


@dataclass(frozen=True, slots=True)
class CarriedSeries:
    """The figures that can be shown, and where the series is cut.

    `values` has unit_id, year and value (Int64 for whole numbers, else Float64), ordered by unit
    and year. What cannot be placed stands under the unit "unknown", so that a total's sum over
    units is in every year what it was before.
    """

    values: pd.DataFrame
    cuts: tuple[Cut, ...]


def carry_series(
    series: pd.DataFrame,
    vintage: VintageName,
    *,
    nature: Nature,
    basis: Basis | None = None,
    absent_is_zero: bool = False,
) -> CarriedSeries:
    """Show a yearly series (unit_id, year, value) on the boundaries of one vintage.

    A unit_id says on which boundaries its figure is; for a code and a year that is
    `unit_on(code, reference_day(year))`. The units may be districts of any age, wards of June 2025
    or communes of July 2025, and differ from year to year. `basis` is what a total is divided by
    where a unit was split: without one, it is cut there. `absent_is_zero` is for sums of dated
    events, see `carry_along`. A null value is a figure not known.

    The weights of 2014 come from two yearbook years, so what really changed in Sơn Tịnh and Tư
    Nghĩa between 2013 and 2014 counts as boundary: read no growth of theirs, nor of the city's,
    out of that one step.

    Raises ValueError for a unit and year given twice, values that are not numbers by their type, a
    province (it is no part of any vintage), and figures of one place on two boundaries in one year.
    """
    _check(series)
    whole = pd.api.types.is_integer_dtype(series["value"].dtype)
    wanted = units_of(vintage)
    steps = steps_to(vintage, basis)
    rows: list[tuple[str, int, Amount]] = []
    holes: list[tuple[str, int, Hole]] = []
    for year, figures in _by_year(series):
        carried = carry_along(
            figures, steps, additive=nature == "total", absent_is_zero=absent_is_zero
        )
        unknown = carried.unknown
        for unit, value in carried.totals.items():
            if unit in wanted:
                rows.append((unit, year, value))
                continue
            holes.append((UNKNOWN_CODE, year, Hole("place", (unit,))))
            if nature == "total":
                unknown += value
        holes.extend((unit, year, hole) for unit, hole in carried.holes.items())
        if unknown:
            rows.append((UNKNOWN_CODE, year, unknown))
    return CarriedSeries(_frame(rows, whole), tuple(_cuts(holes, nature, basis)))


def recorded_series(series: pd.DataFrame) -> CarriedSeries:
    """Show a yearly series (unit_id, year, value) as recorded, cut where its boundaries moved.

    Nothing is carried. Where the figures of one code stand on two sides of a change that altered
    what the code names, the later unit_id has a cut with the years before it: the two are
    different areas, and no growth may be read across. Only a new name is no cut. Raises ValueError
    for a unit and year given twice and for values that are not numbers by their type.
    """
    _check(series, provinces=True)
    units = geography_table("administrative_unit")
    codes = dict(zip(units["unit_id"], units["code"], strict=True))
    began = dict(zip(units["unit_id"], units["valid_from"].dt.date, strict=True))
    known = series[series["value"].notna() & series["unit_id"].isin(units["unit_id"])]
    years = {
        str(unit): tuple(sorted(int(year) for year in rows["year"]))
        for unit, rows in known.groupby("unit_id")
    }
    versions: dict[str, list[str]] = {}
    # Versions of a code are numbered in the order of time.
    for unit in sorted(years):
        versions.setdefault(codes[unit], []).append(unit)
    cuts = []
    for of_code in versions.values():
        for before, after in pairwise(of_code):
            day = began[after]
            if not _only_renamed(before, after, day):
                reason = _MOVED.filled(unit=_name(after), day=_on(day))
                cuts.append(Cut(after, day, years[before], reason))
    whole = pd.api.types.is_integer_dtype(series["value"].dtype)
    rows = [
        (unit, year, value)
        for year, figures in _by_year(series)
        for unit, value in figures.items()
        if value is not None
    ]
    return CarriedSeries(_frame(rows, whole), tuple(cuts))


def _check(series: pd.DataFrame, *, provinces: bool = False) -> None:
    if series.duplicated(["unit_id", "year"]).any():
        raise ValueError("the series gives a unit twice in one year")
    if not pd.api.types.is_numeric_dtype(series["value"].dtype):
        raise ValueError("the values of the series are not of a number's type")
    units = geography_table("administrative_unit")
    province = units.loc[units["level"] == "province", "unit_id"]
    if not provinces and series["unit_id"].isin(province).any():
        raise ValueError("a province is not a part of any vintage of districts or communes")


def _by_year(series: pd.DataFrame) -> Iterator[tuple[int, dict[str, Amount | None]]]:
    for year, rows in series.groupby("year"):
        yield (
            int(str(year)),
            {
                str(unit): None if pd.isna(value) else value
                for unit, value in zip(rows["unit_id"], rows["value"].tolist(), strict=True)
            },
        )


def _frame(rows: list[tuple[str, int, Amount]], whole: bool) -> pd.DataFrame:
    ordered = sorted(rows, key=lambda row: row[:2])
    return pd.DataFrame(
        {
            "unit_id": pd.Series([row[0] for row in ordered], dtype="string"),
            "year": pd.Series([row[1] for row in ordered], dtype="Int64"),
            "value": pd.Series([row[2] for row in ordered], dtype="Int64" if whole else "Float64"),
        }
    )


def _cuts(
    holes: Iterable[tuple[str, int, Hole]], nature: Nature, basis: Basis | None
) -> Iterator[Cut]:
    years: dict[tuple[str, Hole], list[int]] = {}
    for unit, year, hole in holes:
        years.setdefault((unit, hole), []).append(year)
    for (unit, hole), missing in sorted(
        years.items(), key=lambda item: (item[0][0], item[0][1].day or date.min)
    ):
        yield Cut(unit, hole.day, tuple(sorted(missing)), _reason(hole, nature, basis))


def _only_renamed(before: str, after: str, day: date) -> bool:
    levels: tuple[Level, ...] = ("district", "commune")
    return any(
        after in pass_on({before: 0}, changes_on(day, level, None)).totals for level in levels
    )


def _reason(hole: Hole, nature: Nature, basis: Basis | None) -> Text:
    if hole.why == "place":
        reason = _NO_COUNTERPART
    elif hole.why == "figure":
        reason = _NO_FIGURE
    elif hole.why == "nature":
        reason = _RATE if nature == "rate" else _MEDIAN
    elif basis is None and hole.day != DISTRICTS_ABOLISHED:
        reason = _NO_BASIS
    else:
        reason = _NO_SHARES
    return reason.filled(causes=_names(hole.causes), day=_on(hole.day))


def _names(units: tuple[str, ...]) -> Text:
    named = [_name(unit) for unit in units[:_NAMED_CAUSES]]
    listed = Text(", ".join(text.vi for text in named), ", ".join(text.en for text in named))
    if len(units) <= _NAMED_CAUSES:
        return listed
    return Text("{listed} và {rest} đơn vị khác", "{listed} and {rest} other units").filled(
        listed=listed, rest=len(units) - _NAMED_CAUSES
    )


def _name(unit: str) -> Text:
    return _unit_names().get(unit, Text(unit, unit))


@lru_cache(maxsize=1)
def _unit_names() -> dict[str, Text]:
    units = geography_table("administrative_unit")
    return {
        str(unit): Text(str(name), english_unit_name(str(name)))
        for unit, name in zip(units["unit_id"], units["name"], strict=True)
    }


def _on(day: date | None) -> Text:
    return Text(format_day(day, "vi"), format_day(day, "en"))


_MOVED = Text(
    "Địa giới {unit} thay đổi ngày {day}: số liệu trước và sau là của hai địa bàn khác nhau",
    "The boundaries of {unit} changed on {day}: figures before and after are of two areas",
)
_NO_COUNTERPART = Text(
    "{causes} không tương ứng với đơn vị nào của địa giới này",
    "{causes} has no counterpart on these boundaries",
)
_NO_FIGURE = Text("Thiếu số liệu của {causes}", "The figure of {causes} is missing")
_NO_BASIS = Text(
    "Địa giới thay đổi ngày {day}; chưa chọn cơ sở để chia số liệu của {causes}",
    "Boundaries changed on {day}; no basis was chosen to divide the figures of {causes}",
)
_NO_SHARES = Text(
    "Địa giới thay đổi ngày {day}; không nguồn nào cho tỷ lệ để chia số liệu của {causes}",
    "Boundaries changed on {day}; no source gives the shares to divide the figures of {causes}",
)
_RATE = Text(
    "Đơn vị này không đúng bằng {causes}, và tỷ lệ không cộng được: hãy quy đổi tử số và mẫu số",
    "This unit is not exactly {causes}, and rates do not add up: carry numerator and denominator",
)
_MEDIAN = Text(
    "Đơn vị này không đúng bằng {causes}, và số trung vị không tính lại được từ các trung vị",
    "This unit is not exactly {causes}, and a median cannot be had from medians",
)
