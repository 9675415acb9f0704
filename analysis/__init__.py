"""Khuyến công Impact: from programme records to what may be claimed and what to fund next.

`import analysis as kc` is the way in for notebooks and scripts. Every public name is the function
that draws the dashboard, loaded when it is first used: the import itself costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.charts.by_measure import chart
    from analysis.evidence.claim import Claim, claim
    from analysis.evidence.claim_record import claim_record
    from analysis.measures import run_measure as measure
    from analysis.opening import (
        case_list,
        mark,
        measure_list,
        outcome_list,
        snapshot,
        workspace,
    )
    from analysis.scope import Scope
    from analysis.warehouse import Snapshot, history, load_case

PUBLIC = {
    "Claim": ("analysis.evidence.claim", "Claim"),
    "Scope": ("analysis.scope", "Scope"),
    "Snapshot": ("analysis.warehouse.snapshot", "Snapshot"),
    "case_list": ("analysis.opening", "case_list"),
    "chart": ("analysis.charts.by_measure", "chart"),
    "claim": ("analysis.evidence.claim", "claim"),
    "claim_record": ("analysis.evidence.claim_record", "claim_record"),
    "history": ("analysis.warehouse.snapshot", "history"),
    "load_case": ("analysis.warehouse.publish", "load_case"),
    "mark": ("analysis.opening", "mark"),
    "measure": ("analysis.measures", "run_measure"),
    "measure_list": ("analysis.opening", "measure_list"),
    "outcome_list": ("analysis.opening", "outcome_list"),
    "snapshot": ("analysis.opening", "snapshot"),
    "workspace": ("analysis.opening", "workspace"),
}
"""Every public name: the module that holds it, and what it is called there."""

__all__ = [
    "Claim",
    "Scope",
    "Snapshot",
    "case_list",
    "chart",
    "claim",
    "claim_record",
    "history",
    "load_case",
    "mark",
    "measure",
    "measure_list",
    "outcome_list",
    "snapshot",
    "workspace",
]


def __getattr__(name: str) -> Any:
    if name not in PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, called = PUBLIC[name]
    return getattr(import_module(module), called)


def __dir__() -> list[str]:
    return sorted({*globals(), *PUBLIC})
