"""What an outcome is: one number of one establishment and year, and how to compute it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.language import Text

Scale = Literal["log", "level", "share"]
Kind = Literal[
    "main", "jobs", "investment", "quality", "market", "environment", "survival", "placebo"
]
Source = Literal["record", "register"]

_MONEY = {"VND": Text("đồng", "VND"), "USD": Text("đô la Mỹ", "US dollars")}
_LARGE = {"VND": (1_000_000, Text("triệu {money}", "million {money}"))}
_THOUSANDS = (1_000, Text("nghìn {money}", "thousand {money}"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome of the catalogue.

    `sql` is an expression over the columns of mart_outcome that gives the value in its `unit`
    (shares as fractions), null where the record does not tell. A `register` outcome is told by the
    years of founding and closing instead: its `sql` is over `founded_year`, `closed_year` and a
    `year` in which the establishment was in business at the start. Money is multiplied by
    `deflator`: constant prices, or nominal in a currency without a price index; all amounts are in
    the currency of the data set. `unit` may hold {money}, see `unit_in`. `higher_is_better` is None
    where neither direction is. A placebo is what support of `untouched_by` activities cannot
    plausibly change.
    """

    code: str
    title: Text
    unit: Text
    scale: Scale
    sql: str
    higher_is_better: bool | None
    kind: Kind
    definition: Text
    money: bool = False
    source: Source = "record"
    untouched_by: tuple[str, ...] = ()

    def scaled(self, currency: str) -> str:
        """Return the SQL of the value on the outcome's scale, null where a log takes nothing.

        Levels of money are in millions of đồng, thousands of any other currency.
        """
        if self.scale == "log":
            return f"case when {self.sql} > 0 then ln({self.sql}) end"
        if self.money and self.scale == "level":
            return f"({self.sql}) / {_large(currency)[0]}.0"
        return f"cast({self.sql} as double)"

    @property
    def not_positive(self) -> str:
        """The SQL that tells a value which a log leaves out: zero or less."""
        return f"coalesce({self.sql} <= 0, false)" if self.scale == "log" else "false"

    def unit_in(self, currency: str) -> Text:
        """Return the unit of values on the outcome's scale in a data set's currency."""
        money = _MONEY.get(currency, Text(currency, currency))
        if self.money and self.scale == "level":
            money = _large(currency)[1].filled(money=money)
        return self.unit.filled(money=money)


def _large(currency: str) -> tuple[int, Text]:
    return _LARGE.get(currency, _THOUSANDS)
