"""The report of what was found in a hand-in: for programs as JSON, for people as rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from analysis.dictionary import TABLES
from analysis.dictionary.codes import SEVERITY
from analysis.intake.problem import NO_TABLE, Problem
from analysis.language import Language, Text

REPORT_HEADER: tuple[Text, ...] = (
    Text("Mức độ", "Severity"),
    Text("Trang", "Sheet"),
    Text("Ô", "Cell"),
    Text("Bảng", "Table"),
    Text("Cột", "Column"),
    Text("Giá trị", "Value"),
    Text("Nội dung", "Message"),
    Text("Cách sửa", "Remedy"),
    Text("Quy tắc", "Rule"),
)


def report_row(problem: Problem, language: Language) -> list[str | None]:
    """Return a problem as the texts of one row, in the order of `REPORT_HEADER`.

    The cell is the row's number where the fault is of a whole row.
    """
    table = TABLES.get(problem.table)
    column = problem.column
    if table is not None and column in table.column_names():
        column = table.column(column).label.in_language(language)
    where = problem.cell or (None if problem.row is None else str(problem.row))
    named = None if problem.table == NO_TABLE else problem.table
    return [
        SEVERITY.find(problem.severity).label.in_language(language),
        problem.sheet or problem.file,
        where,
        table.label.in_language(language) if table is not None else named,
        column,
        problem.value,
        problem.message.in_language(language),
        problem.remedy.in_language(language),
        problem.rule,
    ]


def report_json(problems: Sequence[Problem], summary: Mapping[str, Any]) -> str:
    """Return the report as JSON: what `summary` holds, and every problem with both languages.

    Keys of a problem: severity, rule, file, sheet, cell, table, row, column, value, and message
    and remedy as {"vi", "en"}.
    """
    order = ("severity", "rule", "file", "sheet", "cell", "table", "row", "column", "value")
    listed = []
    for problem in problems:
        fields = asdict(problem)
        listed.append({name: fields[name] for name in (*order, "message", "remedy")})
    body = {**summary, "problems": listed}
    return json.dumps(body, ensure_ascii=False, indent=1, default=str)
