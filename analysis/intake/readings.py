"""Readings: how each column of raw texts is to be read, decided by one cheap scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from analysis.dictionary.model import Column
from analysis.intake.cleaning import NATIVE_MARK, literal, needs_cleaning, token
from analysis.intake.code_values import code_map
from analysis.intake.dates import month_first
from analysis.intake.number_style import MONEY_POWERS, Mark, body_of, decimal_evidence, is_lone
from analysis.language import Text

SPELLINGS_READ = 5_000
"""Texts other than codes that are looked up for one code column; further ones stay unread."""

WHOLE_TYPES = {"integer": "bigint", "money": "bigint", "year": "integer"}
"""The SQL types of whole numbers."""

_NUMERIC = (*WHOLE_TYPES, "number", "fraction")


@dataclass(frozen=True, slots=True)
class Reading:
    """How the raw texts of one column are read.

    Given: `raw`, an SQL expression of the raw varchar; `money_factor`, the unit of a money column
    by its header or sheet (1, 1_000, 1_000_000 or 1_000_000_000; ValueError when it is no power
    of ten); `percent`, plain numbers are per hundred; `decimal` "." where all values are numbers
    of the file itself.

    Decided: `decimal` is the decimal mark of numbers like 1.234 that do not show it themselves,
    None where there are none. `plain`: every value is canonical, none is unread and none rounded.
    `canonical`: every value is a canonical numeral, but some need a unit or a look at their
    fraction. `ambiguous`: the choice of the mark (or, for dates, of the day before the month) has
    no evidence or contradicting evidence, or percentages hold nothing above 1: worth a warning.
    `codes` are the texts of a code column that are not codes, with the code each stands for.
    """

    column: Column
    raw: str
    money_factor: int = 1
    percent: bool = False
    decimal: Mark | None = None
    plain: bool = False
    canonical: bool = False
    ambiguous: bool = False
    codes: Mapping[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.money_factor != 10 ** (len(str(self.money_factor)) - 1):
            raise ValueError(f"money factor {self.money_factor} is no power of ten")

    @property
    def power(self) -> int:
        """The power of ten of the column's unit."""
        if self.column.type == "money":
            return len(str(self.money_factor)) - 1
        return -2 if self.column.type == "fraction" and self.percent else 0


def decide_readings(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    readings: Sequence[Reading],
    prefers_comma: bool,
) -> list[Reading]:
    """Look at the raw values of every column once, and settle how each is read.

    `relation` is what may stand after `from`: a table, a view, a table function or a subquery in
    parentheses. One query looks at all columns; a second one only at numbers and dates that are
    not canonical, and one more at each column of codes with other texts. What a reading already
    says is kept, except that `plain` falls where whole numbers turn out to have fractions.
    `prefers_comma` decides where a column gives no evidence.
    """
    facts = _ask(connection, relation, [_first_look(reading) for reading in readings])
    decided = [
        _after_first_look(reading, fact, prefers_comma)
        for reading, fact in zip(readings, facts, strict=True)
    ]
    facts = _ask(connection, relation, [_second_look(reading) for reading in decided])
    decided = [
        _after_second_look(reading, fact, prefers_comma) if fact else reading
        for reading, fact in zip(decided, facts, strict=True)
    ]
    return [
        reading
        if reading.plain or reading.column.codes is None
        else _with_codes(connection, relation, reading)
        for reading in decided
    ]


def _ask(
    connection: duckdb.DuckDBPyConnection, relation: str, looks: Sequence[dict[str, str]]
) -> list[dict[str, int]]:
    """Evaluate the named aggregates of every column in one query."""
    flat = [(n, name, sql) for n, look in enumerate(looks) for name, sql in look.items()]
    facts: list[dict[str, int]] = [{} for _ in looks]
    if flat:
        selected = ", ".join(sql for _, _, sql in flat)
        row = connection.execute(f"select {selected} from {relation} as cells").fetchone()
        assert row is not None
        for (n, name, _), value in zip(flat, row, strict=True):
            facts[n][name] = int(value or 0)
    return facts


def is_odd(reading: Reading) -> str:
    """Return an SQL boolean: a text that a bare cast would lose, misread or leave untidy.

    It may be null for a null text. A column without any is canonical.
    """
    raw, kind = reading.raw, reading.column.type
    match kind:
        case "integer" | "money" | "year":
            # A canonical whole number is the one its value is written as again.
            return f"(try_cast({raw} as {WHOLE_TYPES[kind]})::varchar is distinct from {raw})"
        case "number" | "fraction":
            return f"(not coalesce(isfinite(try_cast({raw} as double)), false))"
        case "date" | "timestamp":
            shape = _CANONICAL_SHAPES[kind]
            return f"(not regexp_full_match({raw}, '{shape}') or try_cast({raw} as {kind}) is null)"
        case "boolean":
            return f"({raw} not in ('true', 'false'))"
        case "code":
            return f"({raw} not in ({_codes(reading)}))"
        case _:
            return needs_cleaning(raw)


_DAY = "[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
_CANONICAL_SHAPES = {
    "date": _DAY,
    "timestamp": f"{_DAY} [0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:[.][0-9]{{1,6}})?",
}


def _first_look(reading: Reading) -> dict[str, str]:
    """Return the aggregates that tell whether a column is canonical."""
    raw, kind = reading.raw, reading.column.type
    look = {"odd": f"bool_or({raw} is not null and {is_odd(reading)})"}
    if kind in WHOLE_TYPES:
        if reading.power or reading.plain or reading.decimal == ".":
            number = is_odd(replace(reading, column=_ANY_NUMBER))
            look |= {"not_number": f"bool_or({raw} is not null and {number})", **_dots(raw)}
        return look
    if reading.plain:
        return {}
    if kind == "number":
        look |= _dots(raw)
    elif kind == "fraction" and reading.percent:
        # Marked numbers and decimal commas are numbers, too: "12,5" is above one.
        number = f"try_cast(replace(ltrim({raw}, '{NATIVE_MARK}'), ',', '.') as double)"
        look |= {"above_one": f"bool_or({number} > 1)", "some": f"bool_or({number} > 0)"}
    return look


_ANY_NUMBER = Column("number", "number", Text("Số", "Number"))


def _codes(reading: Reading) -> str:
    assert reading.column.codes is not None
    return ", ".join(map(literal, reading.column.codes.values()))


def _dots(raw: str) -> dict[str, str]:
    # Of numbers that can be cast: any dot at all, and a dot that no thousands could explain.
    shown = r"^[-+ ]*(0|[0-9]{4,}|)[.]|[.]([0-9]{0,2}|[0-9]{4,})$|[eE]"
    return {
        "dots": f"bool_or(contains({raw}, '.'))",
        "decimal_dots": f"bool_or(contains({raw}, '.') and regexp_matches({raw}, '{shown}'))",
    }


def _after_first_look(reading: Reading, fact: dict[str, int], prefers_comma: bool) -> Reading:
    kind = reading.column.type
    if kind in WHOLE_TYPES and not fact["odd"]:
        return replace(reading, plain=reading.power == 0, canonical=True)
    if kind in WHOLE_TYPES and (reading.plain or reading.decimal == "."):
        return replace(reading, plain=False, canonical=not fact["not_number"], decimal=".")
    if reading.plain or (kind in WHOLE_TYPES and not reading.power):
        return reading
    if kind == "fraction":
        doubtful = reading.percent and fact["some"] and not fact["above_one"]
        return replace(reading, plain=not fact["odd"], ambiguous=bool(doubtful))
    if kind not in _NUMERIC:
        return replace(reading, plain=not fact["odd"])
    if fact["not_number" if kind == "money" else "odd"]:
        return reading
    decimal, ambiguous = reading.decimal, False
    if fact["dots"] and decimal is None:
        ambiguous = not fact["decimal_dots"]
        decimal = "," if ambiguous and prefers_comma else "."
    canonical = decimal == "." or not fact["dots"]
    return replace(
        reading,
        plain=canonical and kind == "number",
        canonical=canonical,
        decimal=decimal,
        ambiguous=ambiguous,
    )


def _second_look(reading: Reading) -> dict[str, str]:
    """Return the aggregates that settle the marks of a column that is not canonical."""
    raw, kind = reading.raw, reading.column.type
    if reading.plain or reading.canonical or reading.decimal is not None:
        return {}
    if kind in ("date", "timestamp"):
        return {"month_first": f"count_if({month_first(raw)})"}
    if kind not in ("number", "money"):
        return {}
    text = token(raw)
    body = body_of(text)
    typed = f"not starts_with({raw}, '{NATIVE_MARK}')"
    lone = is_lone(body)
    if kind == "money" and not reading.power:
        # An amount in đồng has no decimals: its lone mark groups, unless a unit follows.
        lone += f" and regexp_matches({text}, '[0-9] ?(?:{'|'.join(MONEY_POWERS)})')"
    return {
        "commas": f"count_if({typed} and {decimal_evidence(body, ',')})",
        "dots": f"count_if({typed} and {decimal_evidence(body, '.')})",
        "lone": f"count_if({typed} and {lone})",
    }


def _after_second_look(reading: Reading, fact: dict[str, int], prefers_comma: bool) -> Reading:
    if "month_first" in fact:
        return replace(reading, ambiguous=fact["month_first"] > 0)
    commas, dots, lone = fact["commas"], fact["dots"], fact["lone"]
    by_majority: Mark = "," if commas > dots or (commas == dots and prefers_comma) else "."
    certain = (commas > 0) != (dots > 0)
    return replace(
        reading,
        decimal=by_majority if commas or dots or lone else None,
        ambiguous=lone > 0 and not certain,
    )


def _with_codes(connection: duckdb.DuckDBPyConnection, relation: str, reading: Reading) -> Reading:
    rows = connection.execute(
        f"select distinct text from (select {reading.raw} as text from {relation} as cells)"
        f" where text not in ({_codes(reading)}) and strlen(text) < 1000 order by text"
        f" limit {SPELLINGS_READ}"
    ).fetchall()
    return replace(reading, codes=code_map(reading.column, (text for (text,) in rows)))
