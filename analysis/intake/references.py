"""References as people write them: a row named by what it is known by, not by its id.

An officer's sheet names an establishment by its tax code or its name. References are looked up by
the columns the referenced table is known by, and only a single match is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import duckdb

from analysis.dictionary import TABLES, Column, Table
from analysis.dictionary.model import Severity
from analysis.intake.folding import fold
from analysis.intake.legal_forms import legal_form, without_legal_form
from analysis.intake.staging import quoted, staged_name
from analysis.intake.tax_codes import clean_tax_code, tax_code_fault
from analysis.language import Text

ReferenceFault = Literal["ambiguous", "unknown"]

_TAX_CODE = "tax_code"
_COMPARISONS = 2_000_000
_NEAR = 0.88
_SHOWN = 5


def resolve_references(
    connection: duckdb.DuckDBPyConnection, table: Table, column: Column, target: str
) -> None:
    """Create the temporary table `target`(text, resolved, fault, candidates) of a reference column.

    One row for each distinct text of the staged table's column that is not itself an id of the
    referenced table: among its staged rows, which must have their ids, and among those of the
    relation `known_<table>` where there is one, with at least the key and the columns the table
    is known by. `fault` is null or a `ReferenceFault`; `candidates` names the rows that fit, or
    those that resemble the text, "–" for none. Raises ValueError for a column that refers to
    nothing or to a place.
    """
    referenced = _referenced(column)
    _reference_rows(connection, referenced)
    connection.execute(
        f"""
        create or replace temp table reference_asked as
        select distinct {quoted(column.name)}::varchar as text
        from {staged_name(table)}
        where {quoted(column.name)} is not null
            and {quoted(column.name)}::varchar not in (select id from reference_row)
        """
    )
    connection.execute(
        f"create or replace temp table {quoted(target)}"
        " (text varchar, resolved varchar, fault varchar, candidates varchar)"
    )
    # The surest way first, and the next one only for what is left: most files need no second.
    for asked, own in _sure_ways(referenced):
        _look_up(connection, target, asked, own)
    if not _left(connection, target):
        return
    _fold_once(connection, referenced)
    for name in referenced.known_by:
        _look_up(connection, target, "folded", quoted(f"folded_{name}"))
        if (referenced.name, name) == ("establishment", "name"):
            own = quoted(f"folded_{name}")
            _look_up(
                connection,
                target,
                without_legal_form("folded"),
                without_legal_form(own),
                (legal_form("folded"), legal_form(own)),
            )
    connection.execute(
        f"""
        insert into {quoted(target)}
        select text, null, 'unknown', '–'
        from reference_asked
        where text not in (select text from {quoted(target)})
        """
    )
    _suggest(connection, referenced, target)


def reference_problem_texts(fault: ReferenceFault) -> tuple[Severity, Text, Text]:
    """Return severity, message and remedy of a fault, to be filled with candidates."""
    if fault == "ambiguous":
        return (
            "error",
            Text("có thể chỉ nhiều dòng: {candidates}", "may mean several rows: {candidates}"),
            Text(
                "Ghi mã số thuế, hoặc mã trong ngoặc của dòng đúng",
                "Write the tax code, or the id in brackets of the right one",
            ),
        )
    return (
        "error",
        Text("chưa có trong dữ liệu", "is not in the data"),
        Text(
            "Kiểm tra chính tả hoặc thêm dòng này vào bảng của nó; gần giống: {candidates}",
            "Check the spelling or add it to its own table; like it: {candidates}",
        ),
    )


def _referenced(column: Column) -> Table:
    if column.references is None:
        raise ValueError(f"column {column.name} refers to no table")
    name = column.references.split(".")[0]
    if name == "administrative_unit":
        raise ValueError(f"column {column.name} names a place; places are resolved for a day")
    return TABLES[name]


def _reference_rows(connection: duckdb.DuckDBPyConnection, referenced: Table) -> None:
    """Create `reference_row`: id, what the row is known by, and how it is shown to people."""
    known = f"known_{referenced.name}"
    present = connection.execute(
        "select count(*) from information_schema.tables where table_name = ?", [known]
    ).fetchone()
    relations = [staged_name(referenced)] + ([known] if present and present[0] else [])
    key = f"{quoted(referenced.key[0])}::varchar"
    by = "".join(f", {quoted(name)}::varchar as {quoted(name)}" for name in referenced.known_by)
    names = [quoted(name) for name in reversed(referenced.known_by)]
    shown = f"coalesce({', '.join(names)}) || ' [' || id || ']'" if names else "id"
    rows = " union ".join(
        f"select {key} as id{by} from {relation} where {key} is not null" for relation in relations
    )
    connection.execute(
        f"create or replace temp table reference_row as"
        f" select *, coalesce({shown}, id) as shown from ({rows})"
    )


def _sure_ways(referenced: Table) -> Iterator[tuple[str, str]]:
    """Yield the keys that only even out writing, of the text and of the rows, the surest first."""
    yield "lower(text)", "lower(id)"
    for name in referenced.known_by:
        if name == _TAX_CODE:
            code = clean_tax_code("text")
            sound = f"{tax_code_fault(code)} is distinct from 'length'"
            # A name has no three digits in a row; that is cheaper to see than a code.
            asked = f"case when regexp_matches(text, '[0-9]{{3}}') and {sound} then {code} end"
            yield asked, clean_tax_code(quoted(name))
        else:
            yield "lower(nfc_normalize(trim(text)))", f"lower(nfc_normalize(trim({quoted(name)})))"


def _look_up(
    connection: duckdb.DuckDBPyConnection,
    target: str,
    asked: str,
    own: str,
    forms: tuple[str, str] = ("''", "''"),
) -> None:
    """Add to the target the texts not in it yet whose key, and legal form, some row has."""
    if not _left(connection, target):
        return
    connection.execute(
        f"""
        insert into {quoted(target)}
        with asked as (
            select text, {asked} as key, {forms[0]} as form
            from reference_asked
            where text not in (select text from {quoted(target)})
        ),
        own as (select id, shown, {own} as key, {forms[1]} as form from reference_row),
        hits as (
            select asked.text, own.id, min(own.shown) as shown
            from asked
            join own on own.key = asked.key
            where asked.key <> ''
                and (starts_with(asked.form, own.form) or starts_with(own.form, asked.form))
            group by asked.text, own.id
        )
        select
            text,
            case when count(*) = 1 then min(id) end,
            case when count(*) > 1 then 'ambiguous' end,
            case
                when count(*) > 1
                then array_to_string(list_sort(list(shown))[1:{_SHOWN}], '; ')
                    || case when count(*) > {_SHOWN} then '; …' else '' end
            end
        from hits
        group by text
        """
    )


def _left(connection: duckdb.DuckDBPyConnection, target: str) -> bool:
    row = connection.execute(
        f"select (select count(*) from reference_asked) > (select count(*) from {quoted(target)})"
    ).fetchone()
    return bool(row and row[0])


def _fold_once(connection: duckdb.DuckDBPyConnection, referenced: Table) -> None:
    """Fold what is left and what rows are known by, the dearest step, for all that follows."""
    connection.execute(
        f"""
        create or replace temp table reference_asked as
        select text, {fold("text")} as folded
        from reference_asked
        """
    )
    names = (*referenced.known_by, "id")
    folded = ", ".join(f"{fold(quoted(name))} as {quoted(f'folded_{name}')}" for name in names)
    connection.execute(
        f"create or replace temp table reference_row as select *, {folded} from reference_row"
    )


def _suggest(connection: duckdb.DuckDBPyConnection, referenced: Table, target: str) -> None:
    """Fill the candidates of unknown texts with rows like them, of as many as time allows."""
    row = connection.execute("select count(*) from reference_row").fetchone()
    # Each text is compared with every row: a wrong column of a large file must not stall.
    most = min(500, _COMPARISONS // max(1, row[0] if row else 0))
    said = quoted(f"folded_{(*referenced.known_by, 'id')[max(0, len(referenced.known_by) - 1)]}")
    connection.execute(
        f"""
        update {quoted(target)} as t
        set candidates = near.names
        from (
            with unknown as (
                select text, folded as key
                from reference_asked
                where text in (select text from {quoted(target)} where fault = 'unknown')
                order by text
                limit {most}
            ),
            rows as (select shown, {said} as key from reference_row),
            alike as (
                select u.text, rows.shown, jaro_winkler_similarity(u.key, rows.key) as likeness
                from unknown as u
                join rows on jaro_winkler_similarity(u.key, rows.key) >= {_NEAR}
                qualify row_number() over (
                    partition by u.text order by likeness desc, rows.shown
                ) <= 3
            )
            select text, string_agg(shown, '; ' order by likeness desc, shown) as names
            from alike
            group by text
        ) as near
        where near.text = t.text
        """
    )
