"""Rings, neighbours and net changes, kept for every reader; and those of a data set made ahead."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.evidence.beyond.exclusion import RingEstimate
from analysis.evidence.beyond.neighbours import Neighbours
from analysis.evidence.beyond.net import Net, net_change
from analysis.evidence.beyond.of_claim import neighbours_of, rings_of, spending_of
from analysis.evidence.beyond.rings import NEAR, RingCode
from analysis.evidence.beyond.spending import Spending
from analysis.evidence.method_words import Method
from analysis.evidence.outcomes import PRODUCTIVITY, answered_counts
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.data import claim_of
from dashboard.ui.keeping import kept


def estimates_ahead(snapshot: Snapshot) -> Iterator[object]:
    """Make what sections wait for a button with, for a data set as it is shown first: unfiltered.

    It takes many seconds of a processor, a few for each that is given, so that whoever takes them
    may stop in between; who asks meanwhile waits for what is being made.
    """
    everything = Scope()
    known = answered_counts(snapshot)
    for code in [code for code, number in known.items() if number]:
        yield claim_of(snapshot, everything, code, "automatic")
    key = snapshot.cache_key
    # Net jobs are shown beside what came back for the money, known or not.
    for outcome in ("jobs", "value_added") if known["jobs"] else ():
        yield claim_of(snapshot, everything, outcome, "automatic")
        yield kept_net(key, everything, outcome, "automatic", NEAR, snapshot)
        yield kept_spending(key, everything, outcome, "automatic", snapshot)
    if known[PRODUCTIVITY]:
        yield kept_rings(key, everything, PRODUCTIVITY, "automatic", snapshot)
        yield kept_neighbours(key, everything, PRODUCTIVITY, "automatic", NEAR, snapshot)


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
