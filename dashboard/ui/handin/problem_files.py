"""The report of problems as files: JSON for programs, CSV for people and spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict

from analysis.exports.cells import harmless
from analysis.exports.problem_report import report_json
from analysis.intake.problem import Problem

_COLUMNS = (
    "severity",
    "file",
    "sheet",
    "cell",
    "row",
    "table",
    "column",
    "value",
    "rule",
    "message_vi",
    "message_en",
    "remedy_vi",
    "remedy_en",
)


def problems_json(problems: Sequence[Problem], errors: int, warnings: int) -> bytes:
    """Return the problems as JSON; `errors` and `warnings` are the totals, should some be cut."""
    return report_json(problems, {"errors": errors, "warnings": warnings}).encode()


def problems_csv(problems: Sequence[Problem]) -> bytes:
    """Return the problems as CSV that spreadsheet programs read in Vietnamese and do not run."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_COLUMNS)
    for problem in problems:
        told = {
            **asdict(problem),
            "message_vi": problem.message.vi,
            "message_en": problem.message.en,
            "remedy_vi": problem.remedy.vi,
            "remedy_en": problem.remedy.en,
        }
        writer.writerow([harmless(told[name]) for name in _COLUMNS])
    return buffer.getvalue().encode("utf-8-sig")
