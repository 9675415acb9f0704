"""Rings, neighbours and net changes of a claim: one call each, for pages and notebooks alike."""

from __future__ import annotations

from analysis.evidence.beyond.exclusion import RingEstimate, exclusions
from analysis.evidence.beyond.exposure import exposures
from analysis.evidence.beyond.neighbours import Neighbours, neighbours
from analysis.evidence.beyond.rings import NEAR, RingCode
from analysis.evidence.beyond.spending import Spending, spending
from analysis.evidence.claim import Claim
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def rings_of(snapshot: Snapshot, scope: Scope, found: Claim) -> tuple[RingEstimate, ...]:
    """Return the estimate of a claim at every ring of exclusion; empty without results."""
    return exclusions(found, exposures(snapshot, scope, found.given))


def neighbours_of(
    snapshot: Snapshot, scope: Scope, found: Claim, code: RingCode = NEAR
) -> Neighbours | None:
    """Return what happened to the neighbours of a ring; None without results."""
    exposure = exposures(snapshot, scope, found.given).get(code)
    return None if exposure is None else neighbours(found.given, exposure)


def spending_of(snapshot: Snapshot, scope: Scope, found: Claim) -> Spending:
    """Return what the supported of a claim were granted and put in."""
    return spending(snapshot, scope, found.given)
