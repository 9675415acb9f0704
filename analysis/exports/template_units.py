"""The unit of money of a template: chosen once a sheet, never rounding an amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.dictionary import Table
from analysis.dictionary.codes import CURRENCY
from analysis.exports.template_error import TemplateError, nearest
from analysis.language import LANGUAGES, MoneyUnit, Text, money_unit

_SIZES = (1, 1_000, 1_000_000, 1_000_000_000)

EXACT_WHOLE = 2**53
"""Up to here every whole number is a number of a spreadsheet; beyond, digits would be lost."""


@dataclass(frozen=True, slots=True)
class SheetUnit:
    """The unit the amounts of a sheet are written in, and those it may be changed to."""

    currency: str
    unit: MoneyUnit
    choices: tuple[MoneyUnit, ...]

    @property
    def name(self) -> Text:
        """What the unit is called."""
        return self.unit.name


def unit_choices(currency: str) -> tuple[MoneyUnit, ...]:
    """Return the units amounts of a currency may be written in, smallest first."""
    units = (money_unit(size, currency) for size in _SIZES)
    return tuple(dict.fromkeys(units))


def chosen_unit(name: str) -> SheetUnit:
    """Return the unit a name stands for: a currency code, or a unit's name in either language.

    Raises TemplateError when no unit has that name.
    """
    known: list[str] = []
    for currency in CURRENCY.values():
        choices = unit_choices(currency)
        for unit in choices:
            names = {unit.name.in_language(language) for language in LANGUAGES}
            if unit.factor == 1:
                names.add(currency)
            if name in names:
                return SheetUnit(currency, unit, choices)
            known += sorted(names)
    raise TemplateError(
        Text(
            "Không có đơn vị tiền {name!r}. {near}", "No money unit is called {name!r}. {near}"
        ).filled(name=name, near=nearest(name, known))
    )


def unit_of_sheet(table: Table, chosen: SheetUnit, frame: pd.DataFrame | None) -> SheetUnit | None:
    """Return the unit of a table's sheet; None where the table holds no amounts.

    The currency is that of the rows, where they have just one; the size is the chosen one where
    that currency is spoken of in it, or else the single unit.
    """
    if not any(column.type == "money" for column in table.columns):
        return None
    currencies = _currencies(frame)
    if len(currencies) != 1 or currencies[0] == chosen.currency:
        return chosen
    choices = unit_choices(currencies[0])
    same = [unit for unit in choices if unit.factor == chosen.unit.factor]
    return SheetUnit(currencies[0], (same or list(choices))[0], choices)


def _currencies(frame: pd.DataFrame | None) -> Sequence[str]:
    if frame is None or "currency" not in frame.columns:
        return ()
    return [str(value) for value in frame["currency"].dropna().unique()]


def in_unit(amount: int, unit: MoneyUnit) -> int | float | str:
    """Return an amount of smallest units as a cell of a sheet in a unit; the way back is exact.

    A quotient is the nearest number to the true one, so that times the factor and rounded it is
    the amount again. What a spreadsheet's numbers cannot hold is written out as digits.
    """
    if abs(amount) > EXACT_WHOLE:
        return _digits(amount, unit.factor)
    if amount % unit.factor == 0:
        return amount // unit.factor
    return amount / unit.factor


def _digits(amount: int, factor: int) -> str:
    whole, rest = divmod(abs(amount), factor)
    sign = "-" if amount < 0 else ""
    places = len(str(factor)) - 1
    # Four places at least, so that nobody takes the point for one that parts thousands.
    decimals = f".{rest:0{places}d}".rstrip("0").ljust(5, "0") if rest else ""
    return f"{sign}{whole}{decimals}"
