"""Frames on the terminal: as records of JSON, as CSV, or as an aligned table for people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal

import pandas as pd
from babel.dates import format_datetime

from analysis.exports.cells import harmless
from analysis.language import (
    Language,
    Text,
    format_day,
    format_number,
    format_share,
    locale_of,
)
from analysis.measures import Measure
from analysis.measures.model import Kind
from analysis.scope import PRICES
from analysis.warehouse import CaseInfo

Format = Literal["table", "csv", "json"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json")

YES, NO = Text("có", "yes"), Text("không", "no")
SIMULATED = Text("SỐ LIỆU MÔ PHỎNG, không phải số liệu thật", "SIMULATED DATA, not real figures")
_RIGHT: frozenset[Kind] = frozenset({"year", "money", "count", "ratio", "share", "number"})


def plain_value(value: Any) -> Any:
    """Return a value as JSON knows it: unknown is None, whole numbers are ints, days are text."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return value.date().isoformat()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value != value:
        return None
    return value if isinstance(value, (bool, int, float, str)) else str(value)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame as one dict per row, with plain values."""
    columns = [[plain_value(value) for value in frame[name].array] for name in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def marked_records(
    frame: pd.DataFrame, case: CaseInfo, *, published: bool = False
) -> list[dict[str, Any]]:
    """Return records that each say which case they are of and whether it is simulated.

    `published` figures of others are not simulated, whatever stands beside them.
    """
    mark = {"case": case.name, "simulated": case.simulated and not published}
    return [{**record, **mark} for record in records(frame)]


def as_json(rows: Sequence[dict[str, Any]]) -> str:
    """Write records as a JSON list, one record a line."""
    lines = [json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows]
    return "[" + ",\n ".join(lines) + "]\n"


def as_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """Write records as CSV with a header; an unknown value is empty, no text is a formula."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        flags = {key: str(value).lower() for key, value in row.items() if isinstance(value, bool)}
        writer.writerow({key: harmless(value) for key, value in {**row, **flags}.items()})
    return buffer.getvalue()


def as_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] | None = None
) -> str:
    """Align cells in columns; `right` says which columns are numbers."""
    lines = [list(header), *([cell.replace("\n", " ") for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    lines.insert(1, ["─" * width for width in widths])
    sides = right or [False] * len(header)
    return "".join(
        "  ".join(
            cell.rjust(width) if side else cell.ljust(width)
            for cell, width, side in zip(line, widths, sides, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def cell(value: Any, kind: Kind, language: Language) -> str:
    """Write one value of a measure for a reader of a language; unknown is a dash."""
    value = plain_value(value)
    if value is None:
        return "–"
    if kind == "flag":
        return (YES if value else NO).in_language(language)
    if kind in ("money", "count"):
        return format_number(value, language)
    if kind == "share":
        return format_share(value, language, 1)
    if kind in ("ratio", "number"):
        return format_number(value, language, 2)
    if kind == "date":
        return format_day(date.fromisoformat(value), language)
    return str(value)


def moment(value: str, language: Language) -> str:
    """Write an ISO time for a reader, in this computer's time zone: 24/11/2026 07:15."""
    pattern = "dd/MM/yyyy HH:mm" if language == "vi" else "d MMM yyyy HH:mm"
    here = datetime.fromisoformat(value).astimezone()
    return str(format_datetime(here, pattern, locale=locale_of(language)))


def measure_table(
    measure: Measure, frame: pd.DataFrame, case: CaseInfo, snapshot: int, language: Language
) -> str:
    """Write a measure's answer for people: what it is, of which case, the rows, the definition."""
    title, case_title = measure.title.in_language(language), case.title.in_language(language)
    number = Text(f"bản {snapshot}", f"snapshot {snapshot}").in_language(language)
    heading = f"{title} · {case_title} ({case.name}, {number})\n"
    if case.simulated and not measure.published:
        heading += f"*** {SIMULATED.in_language(language)} ***\n"
    rows = [
        [
            PRICES[value].in_language(language)
            if column.name == "prices"
            else cell(value, column.kind, language)
            for value, column in zip(row, measure.columns, strict=True)
        ]
        for row in frame.itertuples(index=False)
    ]
    if not rows:
        nothing = Text(
            "Không có số liệu nào cho câu hỏi này.", "There are no data for this question."
        )
        return f"{heading}\n{nothing.in_language(language)}\n"
    table = as_table(
        [column.label.in_language(language) for column in measure.columns],
        rows,
        [column.kind in _RIGHT for column in measure.columns],
    )
    notes = (measure.counts.in_language(language), measure.caveats.in_language(language))
    return f"{heading}\n{table}\n" + "".join(f"{note}\n" for note in notes)
