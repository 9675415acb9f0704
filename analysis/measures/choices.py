"""What the filters can offer in a snapshot: only values its data hold."""

from __future__ import annotations

from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def scope_choices(snapshot: Snapshot, scope: Scope) -> dict[str, tuple[str, ...]]:
    """Return the values of every filter present in the data, by Scope field name.

    A filter the case has nothing for is absent. Only the scope's boundary vintage matters.
    """
    frame = ask(snapshot, Scope(vintage=scope.vintage), "scope_choices")
    return {
        str(name): tuple(group["choice"].sort_values())
        for name, group in frame.groupby("filter", sort=True)
    }
