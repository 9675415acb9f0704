"""The open-data folder: tables as a Frictionless Data Package, grants as 360Giving."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.exports.about import SIMULATED, data_lines
from analysis.exports.cells import harmless
from analysis.exports.definitions_sheet import UNITS
from analysis.exports.open_data.grants import DEFAULT_PREFIX, Grants, grants_package
from analysis.exports.open_data.suppression import THRESHOLD
from analysis.exports.open_data.tables import Published, published_tables
from analysis.language import Language, Text
from analysis.measures import MeasureColumn
from analysis.measures.model import Kind
from analysis.scope import Scope
from analysis.warehouse import Snapshot

PACKAGE_FILE = "datapackage.json"
GRANTS_FILE = "grants-360giving.json"
REPORT_FILE = "hidden.json"

_TYPES: dict[Kind, str] = {
    "year": "year",
    "date": "date",
    "flag": "boolean",
    "code": "string",
    "district": "string",
    "currency": "string",
    "text": "string",
}
"""Field types of Frictionless Table Schema; every other kind is a number."""

_SUPPRESSED = Text(
    "Dòng không công bố vì ít cơ sở, hoặc để không suy ra được dòng khác",
    "Row not published: few establishments, or it would tell another row",
)


@dataclass(frozen=True, slots=True)
class Written:
    """What an open-data folder holds: rows by table, hidden rows by table, the grants."""

    rows: dict[str, int]
    hidden: dict[str, tuple[int, int]]
    grants: Grants


def write_open_data(
    folder: Path,
    snapshot: Snapshot,
    scope: Scope,
    prefix: str = DEFAULT_PREFIX,
    threshold: int = THRESHOLD,
) -> Written:
    """Write the open tables and grants of a scope into an empty folder that is there.

    See `published_tables` and `grants_package` for what is hidden. Raises OSError where the folder
    cannot be written and ValueError for a prefix that is none.
    """
    grants = grants_package(snapshot, scope, prefix, threshold)
    tables = list(published_tables(snapshot, scope, threshold))
    for table in tables:
        _write_csv(folder / f"{table.measure.name}.csv", table)
    _write_json(folder / PACKAGE_FILE, _descriptor(snapshot, scope, tables))
    if grants.package["grants"]:
        _write_json(folder / GRANTS_FILE, grants.package)
    written = Written(
        {table.measure.name: len(table.protected.frame) for table in tables},
        {table.measure.name: (table.protected.first, table.protected.second) for table in tables},
        grants,
    )
    _write_json(folder / REPORT_FILE, _report(written, threshold))
    return written


def _write_csv(path: Path, table: Published) -> None:
    frame = table.protected.frame[[*_columns(table), "suppressed"]].copy()
    for column in table.measure.columns:
        frame[column.name] = [_cell(value, column) for value in frame[column.name]]
    frame["suppressed"] = ["true" if hidden else "false" for hidden in frame["suppressed"]]
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _columns(table: Published) -> list[str]:
    return [column.name for column in table.measure.columns]


def _cell(value: Any, column: MeasureColumn) -> str:
    """Return a cell as Table Schema reads it by default: whole numbers without a point."""
    if pd.isna(value):
        return ""
    kind = _TYPES.get(column.kind, "number")
    if kind == "boolean":
        return "true" if value else "false"
    if kind == "date":
        return pd.Timestamp(value).date().isoformat()
    if kind == "string":
        return str(harmless(str(value)))
    number = float(value)
    return str(int(number)) if number.is_integer() else repr(number)


def _descriptor(snapshot: Snapshot, scope: Scope, tables: Sequence[Published]) -> dict[str, Any]:
    """Return the descriptor of Data Package version 1."""
    case, language = snapshot.case, scope.language
    title = case.title.in_language(language)
    return {
        "profile": "tabular-data-package",
        "name": f"khuyencong-{case.name}",
        "title": f"{SIMULATED.in_language(language)}: {title}" if case.simulated else title,
        "description": "\n".join(f"{what}: {words}" for what, words in data_lines(snapshot, scope)),
        "version": str(snapshot.number),
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "simulated": case.simulated,
        "sources": [{"title": case.source.in_language(language)}],
        "resources": [_resource(table, language) for table in tables],
    }


def _resource(table: Published, language: Language) -> dict[str, Any]:
    measure = table.measure
    fields = [
        {
            "name": column.name,
            "type": _TYPES.get(column.kind, "number"),
            "title": column.label.in_language(language),
            "description": UNITS[column.kind].in_language(language),
        }
        for column in measure.columns
    ]
    hidden = {
        "name": "suppressed",
        "type": "boolean",
        "title": _SUPPRESSED.in_language(language),
        "description": UNITS["flag"].in_language(language),
    }
    counts, caveats = (words.in_language(language) for words in (measure.counts, measure.caveats))
    return {
        "profile": "tabular-data-resource",
        "name": measure.name,
        "path": f"{measure.name}.csv",
        "title": measure.title.in_language(language),
        "description": f"{counts} {caveats}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [*fields, hidden], "missingValues": [""]},
    }


def _report(written: Written, threshold: int) -> dict[str, Any]:
    """Return what was hidden and what that cost, for whoever releases the folder."""
    return {
        "threshold": threshold,
        "tables": {
            name: {
                "rows": written.rows[name],
                "hidden_for_few_establishments": first,
                "hidden_to_protect_them": second,
            }
            for name, (first, second) in written.hidden.items()
        },
        "grants": {
            "published": len(written.grants.package["grants"]),
            "left_out_amount_or_date_unknown": written.grants.unknown,
            "district_withheld": written.grants.coarsened,
            "activity_withheld_too": written.grants.blurred,
        },
    }


def _write_json(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")
