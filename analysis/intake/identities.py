"""Ids that people do not write, made from what a row is known by.

A payment or a support in an officer's sheet rarely has an id. It is made from the natural key of
its table, the same at every import.
"""

from __future__ import annotations

from analysis.dictionary import Column, Table
from analysis.intake.folding import fold
from analysis.intake.staging import ROW, quoted

ID_PREFIXES: dict[str, str] = {
    "establishment": "CS",
    "project": "DA",
    "project_fund": "NV",
    "support": "HT",
    "payment": "GN",
    "application": "HS",
    "outreach_event": "SK",
    "plan_target": "CT",
    "difficulty": "KK",
    "officer_training": "BD",
    "product": "SP",
    "cluster": "CCN",
    "process_step": "BQ",
    "annotation": "GC",
    "inspection": "KT",
    "gate_rule": "BK",
    "gate_answer": "BL",
    "priority_rule": "BU",
    "appraisal_threshold": "BN",
}
"""What a made id begins with, so that a reader sees what it is the id of."""

MAY_REPEAT = frozenset({"support", "payment", "difficulty"})
"""Tables where two rows alike in their natural key may both be true; elsewhere one is a repeat."""

_TAX_CODE = "tax_code"


def id_expression(table: Table) -> str:
    """Return the SQL of the id a row of the table gets from its natural key.

    Evaluated over the table's own columns, references and codes already in their final form.
    Null where nothing of the natural key is known. An establishment with a tax code is known by
    that alone, another one by name and place, and not by a place without a name. Raises KeyError
    for a table whose ids are not made.
    """
    prefix = ID_PREFIXES[table.name]
    names = table.natural_key
    if _TAX_CODE not in names:
        return _hashed(prefix, table, names, f"coalesce({_columns(names)}) is not null")
    others = tuple(name for name in names if name != _TAX_CODE)
    return (
        f"coalesce({_hashed(prefix, table, (_TAX_CODE,), f'{quoted(_TAX_CODE)} is not null')},"
        f" {_hashed(prefix, table, others, f'{quoted(others[0])} is not null')})"
    )


def occurrence(table: Table, order: str = ROW) -> str:
    """Return the SQL, with a window, of how many times the made id has come so far: 1, 2 …

    Rows that bring an id of their own are counted first. Always 1 where a second row alike could
    only be a repetition, which the key check reports. `order` is the SQL order of the rows.
    """
    if table.name not in MAY_REPEAT:
        return "1"
    key = quoted(table.key[0])
    return (
        f"row_number() over (partition by {id_expression(table)} order by {key} is null, {order})"
    )


def made_id(table: Table, order: str = ROW) -> str:
    """Return the SQL, with a window, of a row's id: its own, or the made one with "-2", "-3" …"""
    made = id_expression(table)
    later = f"coalesce(nullif('-' || {occurrence(table, order)}, '-1'), '')"
    return f"coalesce({quoted(table.key[0])}::varchar, {made} || {later})"


def _hashed(prefix: str, table: Table, names: tuple[str, ...], known: str) -> str:
    parts = ", ".join(_part(table.column(name)) for name in names)
    whole = f"concat_ws(chr(31), '{table.name}', {parts})"
    return f"case when {known} then '{prefix}-' || left(sha256({whole}), 12) end"


def _part(column: Column) -> str:
    """Return the SQL of one value inside the hash: a name and a value, or a name alone for null."""
    value = f"{quoted(column.name)}::varchar"
    if column.type == "text":
        # Text of signs alone folds to nothing, and is still not the empty text.
        value = f"coalesce(nullif({fold(value)}, ''), {value})"
    return f"'{column.name}' || coalesce('=' || {value}, '')"


def _columns(names: tuple[str, ...]) -> str:
    return ", ".join(f"{quoted(name)}::varchar" for name in names)
