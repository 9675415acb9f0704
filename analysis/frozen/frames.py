"""The frozen set as the frames of measures, so that what draws a measure draws what is public."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

import pandas as pd

from analysis.frozen.frozen_set import FrozenSet, PublicCell
from analysis.frozen.tables import MONEY_FAMILY
from analysis.language import Language
from analysis.measures import catalogue
from analysis.measures.model import Kind
from analysis.scope import Scope

MADE_BY: dict[str, tuple[str, ...]] = {
    "funding_by_year": ("year",),
    "funding_by_source": ("year", "source"),
    "funding_by_activity": ("activity",),
    "funding_by_district": ("unit",),
    "funding_by_industry": ("industry",),
}
"""The measures that a frozen set answers, and the dimensions that make their rows."""

_COLUMN = {"unit": "district", "source": "fund_source"}
_NUMBERS: dict[Kind, Literal["Int64", "Float64"]] = {
    "money": "Int64",
    "count": "Int64",
    "share": "Float64",
}


@dataclass(frozen=True, slots=True)
class PublicFrame:
    """A measure's frame from a frozen set; the rows at `hidden` are empty but for what they are."""

    frame: pd.DataFrame
    hidden: tuple[int, ...]


def filters_of(scope: Scope) -> dict[str, tuple[str, ...]] | None:
    """Return a scope's filters by dimension; None where the public is told nothing of such a part.

    The public tables are at nominal prices, on the districts of 2020, and know no industry together
    with anything else, nor sizes.
    """
    if scope.prices != "nominal" or scope.vintage != "districts-2020":
        return None
    if scope.sizes or scope.industries:
        return None
    chosen = {
        "year": tuple(map(str, scope.years)),
        "unit": scope.districts,
        "activity": scope.activities,
        "source": scope.fund_sources,
    }
    return {name: values for name, values in chosen.items() if values}


def public_frame(frozen: FrozenSet, measure: str, scope: Scope) -> PublicFrame | None:
    """Return what the public is told of a measure in a scope; None where it is told nothing.

    Every figure is a cell of the frozen set: nothing is added up here, as sums of shown cells could
    stand for hidden ones. So a filter across what rows are made by may name one value only.
    """
    made_by, filters = MADE_BY.get(measure), filters_of(scope)
    if made_by is None or filters is None:
        return None
    across = {name: values for name, values in filters.items() if name not in made_by}
    if any(len(values) > 1 for values in across.values()):
        return None
    fixed = {name: values[0] for name, values in across.items()}
    paths = [
        [path for path in frozen.paths(MONEY_FAMILY, name) if path in filters.get(name, (path,))]
        for name in made_by
    ]
    rows: list[dict[str, Any]] = []
    hidden: list[int] = []
    for combined in product(*paths):
        at = dict(zip(made_by, combined, strict=True))
        try:
            cell = frozen.cell(MONEY_FAMILY, **fixed, **at)
        except KeyError:
            return None
        if cell.state == "nothing":
            continue
        if cell.state == "hidden":
            hidden.append(len(rows))
        rows.append({**_named(frozen, at, scope.language), **cell.figures, **_rate(cell)})
        rows[-1] |= {f"{name}_unknown": number for name, number in cell.unknown.items()}
    return _ordered(_framed(frozen, measure, rows), hidden, made_by)


def _named(frozen: FrozenSet, at: dict[str, str], language: Language) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, path in at.items():
        column = _COLUMN.get(name, name)
        row[column] = int(path) if name == "year" and path.isdigit() else path
        row[f"{column}_name"] = frozen.name(name, path).in_language(language)
    return row


def _rate(cell: PublicCell) -> dict[str, Any]:
    """Return the rate of disbursement where plan and payments of all projects are known."""
    planned, disbursed = cell.figures.get("planned"), cell.figures.get("disbursed")
    if not planned or disbursed is None or any(cell.unknown[n] for n in ("planned", "disbursed")):
        return {}
    return {"disbursement_rate": disbursed / planned, "disbursement_base": planned}


def _framed(frozen: FrozenSet, measure: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows with every column of the measure; what the public is not told is unknown."""
    frame = pd.DataFrame(rows)
    told = {"currency": frozen.currency, "prices": "nominal", "part_year": False}
    columns: dict[str, pd.Series[Any]] = {}
    for column in catalogue()[measure].columns:
        values = [row.get(column.name, told.get(column.name)) for row in rows]
        kind = _NUMBERS.get(column.kind)
        if column.name == "price_year":
            kind = "Int64"
        told_here = pd.Series(values, index=frame.index, dtype=object)
        if kind == "Int64":
            columns[column.name] = told_here.astype("Int64")
        elif kind == "Float64":
            columns[column.name] = told_here.astype("Float64")
        else:
            columns[column.name] = told_here.infer_objects()
    return pd.DataFrame(columns, index=frame.index)


def _ordered(frame: pd.DataFrame, hidden: list[int], made_by: tuple[str, ...]) -> PublicFrame:
    """Return the largest first, as the measures do; hidden rows last, in the order of their codes.

    The place of a hidden row must not tell how large it is.
    """
    if "year" not in made_by and len(frame):
        order = frame["approved"].astype("Float64").sort_values(ascending=False, kind="stable")
        places = order.index.tolist()
        hidden = [place for place, row in enumerate(places) if row in set(hidden)]
        frame = frame.loc[places].reset_index(drop=True)
    return PublicFrame(frame, tuple(hidden))


def is_whole(scope: Scope) -> bool:
    """Tell whether a scope is the whole of what the public tables tell of."""
    return filters_of(scope) == {}
