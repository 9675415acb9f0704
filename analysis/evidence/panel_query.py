"""The questions a panel is read with: its relation, and where every establishment stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pandas as pd

from analysis.evidence.outcome_model import Outcome, Source
from analysis.evidence.panel_years import MOST_YEARS
from analysis.measures.unit_places import places_on
from analysis.scope import Scope
from analysis.warehouse import Snapshot

OTHER_SUPPORT = ("other_support", "other_support_before", "other_years")
"""Codes of establishments supported otherwise than asked: comparable until then, at best."""

_WINDOWS: dict[Source, str] = {
    "record": "select min(year) as first, max(year) as last from mart_outcome",
    "register": "select min(support.year) - 1 as first,"
    " max(extract(year from case_info.as_of + interval 1 day)) - 1 as last"
    " from case_info left join mart_support as support on support.goes_ahead",
}
_COMMENT = re.compile(r" *--")


@dataclass(frozen=True, slots=True)
class Window:
    """The years of a data set that a panel may hold: the first, and the last that is over."""

    origin: int
    last: int


def window(snapshot: Snapshot, outcome: Outcome) -> Window | None:
    """Return the years of outcome records; None without any.

    The register is read from the year before the first support to the last whole year of the data.
    Raises ValueError for a span of more than MOST_YEARS years.
    """
    found = snapshot.once(
        f"panel window {outcome.source}",
        lambda: snapshot.query(_WINDOWS[outcome.source]).iloc[0],
    )
    if pd.isna(found["first"]):
        return None
    years = Window(int(found["first"]), int(found["last"]))
    if years.last - years.origin >= MOST_YEARS:
        raise ValueError(f"a record of {years.last - years.origin + 1} years: too long")
    return years


def scope_parameters(snapshot: Snapshot, scope: Scope) -> dict[str, Any]:
    """Return the parameters of the filters of a scope, as `scoped_sql` names them."""
    return {
        "years": list(scope.years),
        "districts": list(scope.districts),
        "activities": list(scope.activities),
        "fund_sources": list(scope.fund_sources),
        "industries": list(scope.industries),
        "sizes": list(scope.sizes),
        "places": places_on(snapshot, scope.vintage),
    }


def parameters(
    snapshot: Snapshot, scope: Scope, years: Window, anticipation: int, hide_later: bool
) -> dict[str, Any]:
    """Return the parameters every query of a panel shares."""
    return scope_parameters(snapshot, scope) | {
        "origin": years.origin,
        "anticipation": anticipation,
        "hide_later": hide_later,
    }


def read_standing(snapshot: Snapshot, shared: Mapping[str, Any]) -> pd.DataFrame:
    """Return where every establishment stands in a scope: the columns of sql/panel_standing.sql."""
    sql = filled("panel_standing", members=scoped_sql("panel_members"))
    return snapshot.query(sql, shared)


def read_first_support(snapshot: Snapshot, shared: Mapping[str, Any]) -> pd.DataFrame:
    """Return what every establishment got in its first year of support in a scope, if anything.

    Columns are those of sql/panel_first_support.sql, null for whoever got nothing.
    """
    sql = filled("panel_first_support", members=scoped_sql("panel_members"))
    return snapshot.query(sql, shared)


def relation(
    outcome: Outcome, currency: str, more: Sequence[tuple[str, str]], with_others: bool
) -> str:
    """Return the select of a panel, with `more` columns as (name, SQL over `member`).

    Its parameters are the shared ones, `first_period` and, for a register outcome, `last`; and
    those of the columns. `with_others` keeps establishments supported otherwise, until then.
    """
    kept = (
        "member.code is null"
        " and (member.cohort = 0 or member.cohort - $anticipation > $first_period)"
    )
    if with_others:
        codes = ", ".join(f"'{code}'" for code in OTHER_SUPPORT)
        kept = f"({kept} or member.code in ({codes}))"
    return filled(
        "panel_relation" if outcome.source == "record" else "panel_register_relation",
        members=scoped_sql("panel_members"),
        scaled=outcome.scaled(currency),
        kept=kept,
        columns="".join(f",\n    {sql} as {name}" for name, sql in more),
        names="".join(f",\n  member.{name}" for name, _ in more),
    )


def scoped_sql(name: str) -> str:
    """Return the text of sql/<name>.sql with the conditions of a scope in place.

    They are on `support`, a row of mart_support, and `place`, one of mart_establishment.
    """
    return filled(
        name,
        support_filter=_read("panel_support_filter"),
        place_filter=_read("panel_place_filter"),
    )


def filled(name: str, **parts: str) -> str:
    """Return the text of sql/<name>.sql with parts in place of the names in braces."""
    text = _read(name)
    for part, sql in parts.items():
        text = text.replace(f"{{{part}}}", sql)
    return text


@lru_cache(maxsize=32)
def _read(name: str) -> str:
    text = files("analysis.evidence").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not _COMMENT.match(line))
