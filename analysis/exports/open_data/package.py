"""The open-data folder: tables as a Frictionless Data Package, grants as 360Giving."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from analysis.exports.about import SIMULATED, data_lines
from analysis.exports.cells import harmless
from analysis.exports.definitions_sheet import UNITS
from analysis.exports.open_data.grants import DEFAULT_PREFIX, Grants, grants_package
from analysis.exports.open_data.tables import (
    PUBLISHED,
    OpenTable,
    frozen_tables,
    measure_tables,
)
from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.words import about, why_hidden
from analysis.language import Language
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


@dataclass(frozen=True, slots=True)
class Written:
    """What an open-data folder holds: rows and hidden rows by table, and the grants."""

    rows: dict[str, int]
    hidden: dict[str, int]
    grants: Grants | None


def needs_frozen(snapshot: Snapshot) -> bool:
    """Tell whether a case has records of its own, of which only a frozen set is for the public."""
    return snapshot.case.kind != PUBLISHED


def write_open_data(
    folder: Path,
    snapshot: Snapshot | None,
    language: Language,
    frozen: FrozenSet | None,
    prefix: str = DEFAULT_PREFIX,
) -> Written:
    """Write open tables and grants into an empty folder that is there.

    What is told of the programme comes from the frozen set alone; of the snapshot, if there is one,
    come rules and what others have published. `frozen` is None only for a case of published
    figures. Raises OSError where the folder cannot be written and ValueError for a prefix that is
    none, or where a frozen set is lacking.
    """
    if frozen is None and (snapshot is None or needs_frozen(snapshot)):
        raise ValueError("open data of records need a frozen set")
    grants = None if frozen is None else grants_package(frozen, language, prefix)
    tables: list[OpenTable] = []
    if snapshot is not None:
        tables = [*measure_tables(snapshot, Scope(language=language))]
    if frozen is not None:
        tables = [*frozen_tables(frozen, language), *tables]
    for table in tables:
        _write_csv(folder / f"{table.name}.csv", table)
    _write_json(folder / PACKAGE_FILE, _descriptor(snapshot, frozen, language, tables))
    if grants is not None and grants.package["grants"]:
        _write_json(folder / GRANTS_FILE, grants.package)
    if frozen is not None:
        _write_json(folder / REPORT_FILE, _report(frozen, grants))
    return Written(
        {table.name: len(table.frame) for table in tables},
        {table.name: table.hidden for table in tables},
        grants,
    )


def open_data_zip(frozen: FrozenSet, language: Language) -> bytes:
    """Return the open data of a frozen set as one file, without anything of a snapshot."""
    stream = io.BytesIO()
    with TemporaryDirectory() as made:
        folder = Path(made)
        write_open_data(folder, None, language, frozen)
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.iterdir()):
                archive.write(path, path.name)
    return stream.getvalue()


def _write_csv(path: Path, table: OpenTable) -> None:
    frame = table.frame.astype(object)
    for column in table.columns:
        frame[column.name] = [_cell(value, column) for value in table.frame[column.name]]
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


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


def _descriptor(
    snapshot: Snapshot | None,
    frozen: FrozenSet | None,
    language: Language,
    tables: Sequence[OpenTable],
) -> dict[str, Any]:
    """Return the descriptor of Data Package version 1."""
    if frozen is not None:
        told = (frozen.about, about(frozen), why_hidden(frozen))
        name, lines = frozen.case, [one.in_language(language) for one in told]
        title, source, simulated, number = (
            frozen.title,
            frozen.source,
            frozen.simulated,
            frozen.number,
        )
    else:
        assert snapshot is not None
        case = snapshot.case
        name, title, source, simulated = case.name, case.title, case.source, case.simulated
        scope = Scope(language=language)
        lines = [f"{what}: {words}" for what, words in data_lines(snapshot, scope)]
        number = snapshot.number
    titled = title.in_language(language)
    return {
        "profile": "tabular-data-package",
        "name": f"khuyencong-{name}",
        "title": f"{SIMULATED.in_language(language)}: {titled}" if simulated else titled,
        "description": "\n".join(lines),
        "version": str(number),
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "simulated": simulated,
        "sources": [{"title": source.in_language(language)}],
        "resources": [_resource(table, language) for table in tables],
    }


def _resource(table: OpenTable, language: Language) -> dict[str, Any]:
    fields = [
        {
            "name": column.name,
            "type": _TYPES.get(column.kind, "number"),
            "title": column.label.in_language(language),
            "description": UNITS[column.kind].in_language(language),
        }
        for column in table.columns
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title.in_language(language),
        "description": table.about.in_language(language),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _report(frozen: FrozenSet, grants: Grants | None) -> dict[str, Any]:
    """Return what was hidden and what that cost, as the frozen set tells it."""
    assert grants is not None
    return {
        "frozen_set": frozen.number,
        "rules": dict(frozen.rules),
        "held": {code: list(years) for code, years in frozen.held.items()},
        "families": dict(frozen.report),
        "grants": {
            "entries": len(grants.entries),
            "years_left_out_as_their_total_is_hidden": list(grants.hidden_years),
        },
    }


def _write_json(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")
