"""Running a measure's SQL: its shared parts put before it, its scope bound as parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pandas as pd

from analysis.measures.unit_places import places_on
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_USES = re.compile(r"^-- uses: (.+)$", re.MULTILINE)
_PARAMETER = re.compile(r"\$([a-z_]+)")
_FILTER = re.compile(r"^ *-- filter: (.+)$")
_END = re.compile(r"^ *-- end$")

PLACES = "places"
"""The parameter that holds the place of every unit on the scope's boundaries."""

MEASURES = "analysis.measures"

OR = " | "
"""What stands between ways to group that one statement tells of."""

_OF_SUPPORTS = {"everything", "plan_year", "activity", "district"}
"""Columns of rows of money that a support has from its project: no join is needed for these."""


def ask(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    group: str | None = None,
    **more: list[str],
) -> pd.DataFrame:
    """Run `sql/<name>.sql` on a snapshot inside a scope and return its rows.

    `group` fills the placeholder of a file that groups by columns named in code, never by input;
    `more` are list parameters of the file beyond those of the scope.
    """
    return ask_in(MEASURES, snapshot, scope, name, more, group)


def ask_in(
    package: str,
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    more: Mapping[str, object],
    group: str | None = None,
) -> pd.DataFrame:
    """Run `sql/<name>.sql` of a package, as `ask` does; `more` are parameters of any type."""
    values: dict[str, Any] = {
        "years": list(scope.years),
        "districts": list(scope.districts),
        "activities": list(scope.activities),
        "fund_sources": list(scope.fund_sources),
        "industries": list(scope.industries),
        "sizes": list(scope.sizes),
        "prices": scope.prices,
        "vintage": scope.vintage,
        **more,
    }
    sql = statement(name, group, frozenset(key for key, value in values.items() if value), package)
    return snapshot.answer(sql, wanted(snapshot, scope, sql, values))


def ask_shared(
    snapshot: Snapshot, scope: Scope, name: str, group: str | None = None
) -> pd.DataFrame:
    """Return the rows of `ask`, run once for the measures that ask the same of one scope.

    The frame is the caller's own: pandas copies what is changed.
    """
    asked = (name, group, scope.in_language("vi"))
    return snapshot.recently(asked, lambda: ask(snapshot, scope, name, group)).copy(deep=False)


def ask_filled(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    columns: Mapping[str, str],
    **more: list[str],
) -> pd.DataFrame:
    """Return the rows of `ask` for a file with places for columns, named in code, never by input.

    Planning a statement for each of twenty outcomes takes many times longer than running it, so
    one tells of all of them. Its lists of values are too long to be kept.
    """
    filters = {field: list(values) for field, values in scope.filters().items()}
    values: dict[str, Any] = {**filters, "vintage": scope.vintage, **more}
    sql = statement(name, None, frozenset(key for key, value in values.items() if value))
    for place, text in columns.items():
        sql = sql.replace(f"{{{place}}}", text)
    return snapshot.query(sql, wanted(snapshot, scope, sql, values))


@lru_cache(maxsize=1024)
def statement(
    name: str, group: str | None, filters: frozenset[str], package: str = MEASURES
) -> str:
    """Return the SQL of `sql/<name>.sql` with the shared parts it uses and the filters in use.

    A package's parts are its own, else those of the measures. A filter that is not set is left out
    rather than made to pass everything: planning a query takes longer than running it on a mart of
    this size.
    """
    text = _read(name, package).replace("{served}", _served(group))
    parts = [part for line in _USES.findall(text) for part in line.split(", ")]
    body = _with_filters(text, filters)
    if not parts:
        return _grouped(body, group)
    shared = ",\n".join(
        f"{part} as (\n{_with_filters(_read(part, package), filters)}\n)" for part in parts
    )
    joint = body.replace("with ", ",\n", 1) if body.startswith("with ") else "\n" + body
    return _grouped(f"with {shared}{joint}", group)


def _served(group: str | None) -> str:
    """Return the part that counts the served: from supports alone where they have the columns."""
    columns = set() if group is None else set(group.replace(OR, ", ").split(", "))
    return "served_by_support" if columns <= _OF_SUPPORTS else "served_by_funding"


def _grouped(text: str, group: str | None) -> str:
    """Return a statement with the columns it groups by in place of their names.

    Ways to group stand apart by a bar, and the columns of each by a comma.
    """
    if group is None:
        return text
    ways = [way.split(", ") for way in group.split(OR)]
    columns = list(dict.fromkeys(column for way in ways for column in way))

    def listed(names: Iterable[str], table: str = "") -> str:
        return ", ".join(f"{table}{name}" for name in names)

    return (
        text.replace("{funding_group}", listed(columns, "funding."))
        .replace("{money_group}", listed(columns, "money."))
        .replace("{sets}", listed(f"({listed(way)}, currency)" for way in ways))
        .replace(
            "{funding_sets}",
            listed(f"({listed([*way, 'currency'], 'funding.')})" for way in ways),
        )
        .replace(
            "{same_group}",
            " and ".join(f"served.{name} is not distinct from money.{name}" for name in columns),
        )
        .replace("{once}", "true" if "fund_source" in columns else "first_of_project")
        .replace("{group}", listed(columns))
    )


def wanted(snapshot: Snapshot, scope: Scope, sql: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that a statement names, its places on the scope's boundaries too."""
    named = set(_PARAMETER.findall(sql))
    found = {name: values[name] for name in named if name != PLACES}
    if PLACES in named:
        found[PLACES] = places_on(snapshot, scope.vintage)
    return found


def _read(name: str, package: str) -> str:
    own = files(package).joinpath(f"sql/{name}.sql")
    found = own if own.is_file() else files(MEASURES).joinpath(f"sql/{name}.sql")
    return found.read_text(encoding="utf-8")


def _with_filters(text: str, filters: frozenset[str]) -> str:
    """Return the lines of a file without comments and without the blocks of unset filters."""
    kept: list[str] = []
    open_blocks: list[bool] = []
    for line in text.splitlines():
        named = _FILTER.match(line)
        if named:
            open_blocks.append(not filters.isdisjoint(named[1].split(", ")))
        elif _END.match(line):
            open_blocks.pop()
        elif all(open_blocks) and not line.lstrip().startswith("--"):
            kept.append(line)
    return "\n".join(kept).strip()
