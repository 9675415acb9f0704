"""The portable part of the marts' SQL: what is known to mean the same on DuckDB and on Spark.

It is a list of what may be used, not of what may not: a construct nobody has thought of is named
until a contract test has shown that both engines agree on it. Some are portable under a condition
only, because the engines differ where it does not hold:

row_number, lead      numbering without an order: rows come in any order from several machines
string_agg            without an order, likewise
max_by, min_by        DuckDB passes over rows whose value is null, Spark returns the null
generate_series       from 5 to 3: nothing in DuckDB; Spark counts downwards
division              by zero: infinity in DuckDB, an error in Spark
date_diff             in years or months: DuckDB counts their ends, Spark whole ones
round                 to digits: DuckDB rounds the binary number, Spark its decimal text
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

SOURCE = "duckdb"
"""The dialect in which the marts are written."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A construct of a script that is not portable: where it stands and what to write instead."""

    file: str
    line: int
    construct: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.construct}: {self.reason}"


_UNKNOWN = "not known to give the same on both engines"

_PLAIN = (
    # Statements and clauses.
    *(exp.Create, exp.Insert, exp.Schema, exp.With, exp.CTE, exp.Select, exp.Subquery, exp.From),
    *(exp.Where, exp.Having, exp.Union, exp.Values, exp.Tuple, exp.TableAlias, exp.Table),
    *(exp.Identifier, exp.Alias, exp.Placeholder, exp.GroupingSets, exp.Order),
    *(exp.Ordered, exp.Window, exp.WindowSpec, exp.Filter),
    # Values and conditions.
    *(exp.Literal, exp.Null, exp.Boolean, exp.DataType, exp.Cast, exp.Interval, exp.Var, exp.Paren),
    *(exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Is, exp.In),
    *(exp.Between, exp.Like, exp.Exists, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Case, exp.If),
    # Functions of one row.
    *(exp.Add, exp.Sub, exp.Mul, exp.Neg, exp.Mod, exp.DPipe, exp.Coalesce, exp.Nullif),
    *(exp.Greatest, exp.Least, exp.Floor, exp.Lower, exp.Trim, exp.StartsWith, exp.RegexpReplace),
    *(exp.Split, exp.ArrayContains, exp.DateFromParts, exp.Extract, exp.Year),
    *(exp.Month, exp.LastDay, exp.TimestampTrunc, exp.Explode),
    # Functions of many rows; median is exact on both, percentile_cont becomes an approximation.
    *(exp.Count, exp.Sum, exp.Min, exp.Max, exp.Median, exp.DenseRank),
)


def _ordered(node: exp.Expr) -> str | None:
    window = node.parent
    if isinstance(window, exp.Window) and window.args.get("order"):
        return None
    return "the rows of its window have no order"


def _ordered_text(node: exp.Expr) -> str | None:
    return None if isinstance(node.this, exp.Order) else "the texts have no order (… order by …)"


def _without_nulls(node: exp.Expr) -> str | None:
    """Find `filter (where value is not null)` of the very value."""
    kept = node.parent
    if isinstance(kept, exp.Filter):
        condition = kept.expression
        condition = condition.this if isinstance(condition, exp.Where) else condition
        if exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.Null())) == condition:
            return None
    return "nulls are not left out (… filter (where value is not null))"


def _counts_upwards(node: exp.Expr) -> str | None:
    """Find the condition `first <= last` in the select that the series belongs to."""
    select = node.find_ancestor(exp.Select)
    where = select.args.get("where") if select else None
    upwards = exp.LTE(this=node.args["start"].copy(), expression=node.args["end"].copy())
    if where and any(found == upwards for found in where.find_all(exp.LTE)):
        return None
    return "nothing keeps the first from being above the last (where first <= last)"


def _divides(node: exp.Expr) -> str | None:
    """Find a divisor that is a number, is null where it is zero, or is only used above zero."""
    divisor = node.expression.unnest()
    if isinstance(divisor, exp.Nullif) or (divisor.is_number and float(divisor.name) != 0):
        return None
    bare = divisor.this if isinstance(divisor, exp.Cast) else divisor
    branch = node.find_ancestor(exp.If, exp.Select)
    if isinstance(branch, exp.If) and any(
        above.this == bare and above.expression.is_number for above in branch.this.find_all(exp.GT)
    ):
        return None
    return "the divisor may be zero (nullif(…, 0), or a case where it is above zero)"


def _to_whole_numbers(node: exp.Expr) -> str | None:
    return "it rounds to digits" if node.args.get("decimals") is not None else None


def _columns_listed(node: exp.Expr) -> str | None:
    return _UNKNOWN if any(node.args.values()) else None


def _grouped_by_name(node: exp.Expr) -> str | None:
    return "columns are not named" if node.args.get("all") else None


def _joined_on(node: exp.Expr) -> str | None:
    usual = {"", "LEFT", "FULL", "CROSS", "INNER", "OUTER"}
    words = {str(node.args.get(part) or "").upper() for part in ("method", "side", "kind")}
    return None if words <= usual and not node.args.get("using") else _UNKNOWN


def _of_a_table(node: exp.Expr) -> str | None:
    return _UNKNOWN if node.args.get("db") else None


def _in_days(node: exp.Expr) -> str | None:
    return None if node.text("unit").upper() == "DAY" else "only days are counted alike"


def _not_on(node: exp.Expr) -> str | None:
    return "it keeps any of several rows" if node.args.get("on") else None


_CONDITIONAL: dict[type[exp.Expr], Callable[[exp.Expr], str | None]] = {
    exp.RowNumber: _ordered,
    exp.Lead: _ordered,
    exp.GroupConcat: _ordered_text,
    exp.ArgMax: _without_nulls,
    exp.ArgMin: _without_nulls,
    exp.GenerateSeries: _counts_upwards,
    exp.Div: _divides,
    exp.Round: _to_whole_numbers,
    exp.Star: _columns_listed,
    exp.Group: _grouped_by_name,
    exp.Join: _joined_on,
    exp.Distinct: _not_on,
    exp.Column: _of_a_table,
    exp.DateDiff: _in_days,
}

_SPELLED: dict[type[exp.Expr], str] = {
    exp.IntDiv: "//",
    exp.Div: "/",
    exp.Group: "group by all",
    exp.Lambda: "lambda",
    exp.Dot: "struct access",
    exp.Bracket: "list or struct access",
    exp.Array: "list",
    exp.Struct: "struct",
    exp.Star: "* with exclude or replace",
    exp.Distinct: "distinct on",
    exp.GroupConcat: "string_agg",
    exp.ArgMax: "max_by",
    exp.ArgMin: "min_by",
    exp.Join: "join",
    exp.Column: "struct access",
    exp.DateDiff: "date_diff",
}


def findings(script: str, file: str) -> list[Finding]:
    """Return every construct of a script that is not portable, in the order of its lines.

    Raises sqlglot.errors.ParseError when the script cannot be read at all.
    """
    found = []
    for statement in sqlglot.parse(script, read=SOURCE):
        if statement is None:
            continue
        for node in statement.walk():
            reason = _reason(node)
            if reason is not None:
                found.append(Finding(file, _line(node), _spelled(node), reason))
    return sorted(found, key=lambda finding: (finding.line, finding.construct))


def _reason(node: exp.Expr) -> str | None:
    condition = _CONDITIONAL.get(type(node))
    if condition is not None:
        return condition(node)
    return None if type(node) in _PLAIN else _UNKNOWN


def _spelled(node: exp.Expr) -> str:
    if type(node) in _SPELLED:
        return _SPELLED[type(node)]
    if isinstance(node, exp.Anonymous):
        return node.name.lower()
    if isinstance(node, exp.Func):
        return node.sql_name().lower()
    return type(node).__name__.lower()


def _line(node: exp.Expr) -> int:
    """Return the line of a node: its own, else the first one within it, else that around it."""
    own = [inside.meta["line"] for inside in node.walk() if "line" in inside.meta]
    if own:
        return int(min(own))
    around = node.parent
    return _line(around) if around is not None else 1
