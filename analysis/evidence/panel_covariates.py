"""What establishments are made comparable on: few characteristics, all from before support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.dictionary import CODE_LISTS
from analysis.evidence.model import Bools, Floats
from analysis.language import UNKNOWN, Text

CovariateKind = Literal["size", "founded", "terrain", "industry", "district"]

COVARIATE_KINDS: tuple[CovariateKind, ...] = ("size", "founded", "terrain", "industry", "district")
DEFAULT: tuple[CovariateKind, ...] = ("size", "founded", "terrain", "industry")

LEAST_IN_GROUP = 10
"""A group of fewer supported or compared establishments gets no characteristic of its own."""

SUPPORTED_EACH = 20
"""Supported establishments in the estimate that each characteristic takes."""

MOST = 8
"""More characteristics than this are never taken: every cohort has to bear them."""

_MOST_INDUSTRIES = 3
_LEAST_LEFT = 0.2
_NUMBERS: dict[str, tuple[str, Text]] = {
    "size": (
        "log_workers",
        Text("Số lao động ban đầu (logarit)", "Workers at first (log)"),
    ),
    "founded": ("founded_year", Text("Năm thành lập", "Year founded")),
}
_GROUPS: dict[str, tuple[str, Text]] = {
    "terrain": ("terrain", Text("Địa bàn: {name}", "Terrain: {name}")),
    "industry": ("industry", Text("Ngành: {name}", "Industry: {name}")),
    "district": ("district", Text("Huyện: {name}", "District: {name}")),
}
_SQL_COLUMN = {"district": "district_2020"}

DESCRIBING = ("log_workers", "founded_year", "terrain", "industry", "district")
"""The columns that characteristics are made of."""


@dataclass(frozen=True, slots=True)
class Covariate:
    """One characteristic: its name in the panel, what it is called, and its SQL over `member`.

    In memory it is `column`: its number, `stands_in` where it is not known; or 1.0 where it is
    `code`, else 0.0.
    """

    name: str
    title: Text
    sql: str
    column: str
    stands_in: float = float("nan")
    code: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def of(self, units: pd.DataFrame) -> Floats:
        """Return its values for units with the columns DESCRIBING, (n,), as the SQL does."""
        column = units[self.column]
        if self.code is None:
            numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
            return np.where(np.isnan(numbers), self.stands_in, numbers)
        if self.code == "unknown":
            found = column.isna() | (column == "unknown")
        else:
            found = column == self.code
        return found.to_numpy(dtype=np.bool_).astype(np.float64)


def choose_covariates(
    units: pd.DataFrame,
    supported: Bools,
    kinds: Sequence[CovariateKind] = DEFAULT,
    most: int | None = None,
    districts: Mapping[str, Text] | None = None,
) -> tuple[Covariate, ...]:
    """Return the characteristics that the establishments in an estimate can bear.

    `units` are those in the estimate with the columns DESCRIBING, `supported` (n,) tells both
    groups apart. Numbers are the logarithm of workers in the first year reported, where that lies
    before any support, and the year founded; unknown ones stand at the mean of the known, so that
    nobody is lost. A number known of less than half of either group, or that does not vary, is left
    out. Groups are of terrain, the industries most supported, or districts; each with
    LEAST_IN_GROUP on both sides, against all others together. In the order of `kinds`, as many are
    taken as the supported bear (SUPPORTED_EACH), one at least and no more than MOST; `most`
    overrules that.
    """
    limit = min(max(int(supported.sum()) // SUPPORTED_EACH, 1), MOST) if most is None else most
    found: list[Covariate] = []
    for kind in kinds:
        if kind in _NUMBERS:
            found += _number(units, supported, *_NUMBERS[kind])
        else:
            found += _groups(units, supported, kind, districts or {})
    return tuple(found[:limit])


def _number(units: pd.DataFrame, supported: Bools, column: str, title: Text) -> list[Covariate]:
    values = units[column].to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.isfinite(values)
    sides = known[supported], known[~supported]
    if min(side.mean() if len(side) else 0.0 for side in sides) < 0.5:
        return []
    if values[known].min() == values[known].max():
        return []
    name = f"mean_{column}"
    sql = f"coalesce(cast(member.{column} as double), ${name})"
    mean = float(values[known].mean())
    return [Covariate(column, title, sql, column, mean, parameters={name: mean})]


def _groups(
    units: pd.DataFrame, supported: Bools, kind: CovariateKind, districts: Mapping[str, Text]
) -> list[Covariate]:
    column, title = _GROUPS[kind]
    at, codes = pd.factorize(units[column].fillna("unknown"))
    ours = np.bincount(at[supported], minlength=len(codes))
    sizes = np.bincount(at, minlength=len(codes))
    large = np.flatnonzero(np.minimum(ours, sizes - ours) >= LEAST_IN_GROUP).tolist()
    # The most supported first, codes deciding between equals.
    chosen = sorted(large, key=lambda group: (-int(ours[group]), str(codes[group])))
    if kind == "industry":
        chosen = chosen[:_MOST_INDUSTRIES]
    if chosen and sizes.sum() - sizes[chosen].sum() < _LEAST_LEFT * len(units):
        # What remains to hold the groups against is next to nobody: the largest one serves.
        chosen.remove(max(chosen, key=lambda group: int(sizes[group])))
    sql_column = _SQL_COLUMN.get(column, column)
    return [
        Covariate(
            f"{column}_{code}",
            title.filled(name=_name(kind, code, districts)),
            f"case when coalesce(member.{sql_column}, 'unknown') = ${kind}_{place}"
            " then 1.0 else 0.0 end",
            column,
            code=code,
            parameters={f"{kind}_{place}": code},
        )
        for place, code in enumerate(str(codes[group]) for group in chosen)
    ]


def _name(kind: CovariateKind, code: str, districts: Mapping[str, Text]) -> Text:
    if code == "unknown":
        return UNKNOWN
    if kind == "district":
        return districts.get(code, Text(code, code))
    return CODE_LISTS[kind].find(code).brief
