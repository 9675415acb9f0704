"""What the pages of decisions need and takes seconds, made before anybody opens them."""

from __future__ import annotations

from analysis.decisions.activity_effects import effects_on, kept_name
from analysis.decisions.product_gains import KEPT, productivity_gains
from analysis.warehouse import Snapshot
from analysis.warehouse.kept import is_kept

OUTCOMES = ("workers", "productivity")
"""What plans expect effects on."""


def made_ahead(snapshot: Snapshot) -> bool:
    """Tell whether everything is there already."""
    return all(is_kept(snapshot, name) for name in (KEPT, *map(kept_name, OUTCOMES)))


def make_ahead(snapshot: Snapshot) -> None:
    """Make and keep the evidence behind products and plans of a snapshot."""
    productivity_gains(snapshot, ())
    for outcome in OUTCOMES:
        effects_on(snapshot, outcome)
