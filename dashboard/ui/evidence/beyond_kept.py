"""Rings, neighbours and net changes, kept for every reader."""

from __future__ import annotations

from analysis.evidence.beyond.exclusion import RingEstimate
from analysis.evidence.beyond.neighbours import Neighbours
from analysis.evidence.beyond.net import Net, net_change
from analysis.evidence.beyond.of_claim import neighbours_of, rings_of, spending_of
from analysis.evidence.beyond.rings import RingCode
from analysis.evidence.beyond.spending import Spending
from analysis.evidence.method_words import Method
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.data import claim_of
from dashboard.ui.keeping import kept


@kept(most=64)
def kept_rings(
    key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot
) -> tuple[RingEstimate, ...]:
    """Return the estimate of a claim at every ring."""
    return rings_of(_snapshot, scope, claim_of(_snapshot, scope, outcome, method))


@kept(most=64)
def kept_neighbours(
    key: str, scope: Scope, outcome: str, method: Method, ring: RingCode, _snapshot: Snapshot
) -> Neighbours | None:
    """Return what happened to the neighbours of a claim's supported."""
    return neighbours_of(_snapshot, scope, claim_of(_snapshot, scope, outcome, method), ring)


@kept(most=64)
def kept_net(
    key: str, scope: Scope, outcome: str, method: Method, ring: RingCode, _snapshot: Snapshot
) -> Net:
    """Return what is left of an outcome after deadweight and displacement."""
    return net_change(_snapshot, scope, claim_of(_snapshot, scope, outcome, method), ring)


@kept(most=64)
def kept_spending(
    key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot
) -> Spending:
    """Return what a claim's supported were granted and put in."""
    return spending_of(_snapshot, scope, claim_of(_snapshot, scope, outcome, method))
