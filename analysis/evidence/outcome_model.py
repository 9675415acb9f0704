"""What an outcome is: one number of one establishment and year, and how to compute it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.language import Text

Scale = Literal["log", "level", "share"]
Kind = Literal["main", "jobs", "investment", "quality", "market", "environment", "survival"]
Source = Literal["record", "register"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome of the catalogue.

    `sql` is an expression over the columns of mart_outcome that gives the value in its `unit`
    (shares as fractions); of a `register` outcome, over mart_establishment and a `year`. Money is
    multiplied by `deflator`: constant prices, or nominal in a currency without a price index.
    `scaled` is the same on the outcome's `scale`. A `money` outcome compares amounts, so it is read
    in the case's currency only. `higher_is_better` is None where neither direction is.
    `needs` are the columns that must be answered.
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
    needs: tuple[str, ...] = ()
    source: Source = "record"

    @property
    def scaled(self) -> str:
        """The SQL of the value on the outcome's scale; null where a log has nothing to take."""
        if self.scale == "log":
            return f"case when {self.sql} > 0 then ln({self.sql}) end"
        return f"cast({self.sql} as double)"

    @property
    def is_zero(self) -> str:
        """The SQL that tells a value of zero, which a log leaves out."""
        return f"{self.sql} = 0"
