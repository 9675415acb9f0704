"""Which year's prices constant prices are."""

from __future__ import annotations

from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def price_year(snapshot: Snapshot, scope: Scope) -> int | None:
    """Return the last indexed year of the case's currency; None at nominal prices or without it."""
    if scope.prices == "nominal":
        return None
    index = ask(snapshot, Scope(), "price_index")
    own = index[index["currency"] == snapshot.case.currency]["year"]
    return int(own.max()) if len(own) else None
