"""Finding rows in a snapshot for a person: by what is written in them, and whole tables to edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.dictionary import HANDED_IN_TABLES, TABLES, Table
from analysis.importing.base import ESTABLISHMENT
from analysis.intake.folding import fold, fold_text
from analysis.intake.staging import quoted
from analysis.warehouse import Snapshot

ROWS_SHOWN = 50
_PLACES = "administrative_unit"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row that was looked for: its key in dictionary order, and what tells it from others."""

    key: tuple[str, ...]
    shown: str


def find_rows(
    snapshot: Snapshot, table: str, text: str, limit: int = ROWS_SHOWN
) -> tuple[list[FoundRow], int]:
    """Return the first rows that hold every word of a text, and how many there are in all.

    Capitals, accents and order do not matter; the name of a row's establishment counts as its
    own. An empty text finds every row. Raises KeyError for a table nobody hands in.
    """
    if table not in HANDED_IN_TABLES:
        raise KeyError(table)
    declared = TABLES[table]
    shown = _shown(declared)
    texts = [
        f"t.{quoted(column.name)}::varchar"
        for column in declared.columns
        if column.type in ("text", "code", "year") or column.name in declared.key
    ]
    joined = ""
    if (through := _through(declared)) is not None:
        joined = f" left join establishment as e on e.establishment_id = t.{quoted(through)}"
        texts.append("e.name")
    words = fold_text(text).split()
    found = " and ".join(f"contains(told, $w{number})" for number in range(len(words))) or "true"
    keys = ", ".join(f"t.{quoted(name)}::varchar as k{n}" for n, name in enumerate(declared.key))
    order = ", ".join(f"k{n}" for n in range(len(declared.key)))
    source = (
        f"(select {keys}, {shown} as shown, {fold(_together(texts))} as told"
        f" from {declared.name} as t{joined})"
    )
    asked = {f"w{number}": word for number, word in enumerate(words)}
    frame = snapshot.query(
        f"select * from {source} where {found} order by {order} limit {int(limit)}", asked
    )
    total = snapshot.query(f"select count(*) as rows from {source} where {found}", asked)
    rows = [
        FoundRow(tuple(str(row[f"k{n}"]) for n in range(len(declared.key))), str(row["shown"]))
        for row in frame.to_dict("records")
    ]
    return rows, int(total["rows"].iloc[0])


def table_frames(snapshot: Snapshot, tables: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Return whole tables by name, and the places beside them, as a template takes them.

    Raises KeyError for a table nobody hands in.
    """
    for name in tables:
        if name not in HANDED_IN_TABLES:
            raise KeyError(name)
    return {
        name: snapshot.query(
            f"select {', '.join(map(quoted, TABLES[name].column_names()))} from {name}"
            f" order by {', '.join(map(quoted, TABLES[name].key))}"
        )
        for name in (*tables, _PLACES)
    }


def _together(texts: Sequence[str]) -> str:
    return f"concat_ws(' ', {', '.join(texts)})"


def _through(table: Table) -> str | None:
    """Return the column that names the establishment a row of another table is about."""
    if table.name == "establishment":
        return None
    return next((one.name for one in table.columns if one.references == ESTABLISHMENT), None)


def _shown(table: Table) -> str:
    """Return the SQL of what a person knows a row by: its key, and its name or title if any."""
    parts = [f"t.{quoted(name)}::varchar" for name in table.key]
    names = table.column_names()
    parts += [f"t.{quoted(name)}" for name in ("name", "title", "indicator") if name in names][:1]
    if _through(table) is not None:
        parts.append("e.name")
    return f"concat_ws(' · ', {', '.join(parts)})"


def place_names(snapshot: Snapshot) -> dict[str, str]:
    """Return the Vietnamese name of every administrative unit of a snapshot by its unit_id."""
    frame = snapshot.query(f"select unit_id, name from {_PLACES}")
    return dict(zip(frame["unit_id"], frame["name"], strict=True))
