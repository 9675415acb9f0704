"""The warehouse: immutable snapshots, published whole or not at all, opened read-only.

What needs pandas is imported when it is first asked for: importing it costs a second, which the
process that reads handed-in files does not pay.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from analysis.warehouse.errors import (
    DataProblemsError,
    NothingLoadedError,
    UnknownCaseError,
    WarehouseError,
)

if TYPE_CHECKING:
    from analysis.warehouse.publish import LoadReport, find_case, load_case
    from analysis.warehouse.snapshot import (
        CaseInfo,
        Snapshot,
        history,
        loaded_cases,
        open_number,
        open_snapshot,
    )

_LAZY = {
    "LoadReport": "publish",
    "find_case": "publish",
    "load_case": "publish",
    "CaseInfo": "snapshot",
    "Snapshot": "snapshot",
    "history": "snapshot",
    "loaded_cases": "snapshot",
    "open_number": "snapshot",
    "open_snapshot": "snapshot",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)


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
    "open_number",
    "open_snapshot",
]
