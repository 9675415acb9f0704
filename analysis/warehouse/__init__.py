"""The warehouse: immutable snapshots, published whole or not at all, opened read-only."""

from __future__ import annotations

from analysis.warehouse.errors import (
    DataProblemsError,
    NothingLoadedError,
    UnknownCaseError,
    WarehouseError,
)
from analysis.warehouse.publish import LoadReport, find_case, load_case
from analysis.warehouse.snapshot import (
    CaseInfo,
    Snapshot,
    history,
    loaded_cases,
    open_snapshot,
)

__all__ = [
    "CaseInfo",
    "DataProblemsError",
    "LoadReport",
    "NothingLoadedError",
    "Snapshot",
    "UnknownCaseError",
    "WarehouseError",
    "find_case",
    "history",
    "load_case",
    "loaded_cases",
    "open_snapshot",
]
