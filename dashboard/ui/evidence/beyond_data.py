"""Rings, neighbours and net changes, each made once for what is asked about, and when asked for."""

from __future__ import annotations

from dataclasses import replace

from analysis.evidence.beyond.exclusion import RingEstimate
from analysis.evidence.beyond.neighbours import Neighbours
from analysis.evidence.beyond.net import Net, net_change
from analysis.evidence.beyond.of_claim import neighbours_of, rings_of, spending_of
from analysis.evidence.beyond.rings import RingCode
from analysis.evidence.beyond.spending import Spending
from analysis.evidence.claim import Claim
from analysis.exports.notebook_calls import noted
from analysis.scope import Scope
from dashboard.ui.data import claim_is_kept, claim_of
from dashboard.ui.estimating import Estimate, Step
from dashboard.ui.evidence.asking import asked_method, outcome_titles
from dashboard.ui.evidence.beyond_kept import (
    kept_neighbours,
    kept_net,
    kept_rings,
    kept_spending,
)
from dashboard.ui.keeping import is_kept
from dashboard.ui.view import View


def rings_shown(view: View, outcome: str) -> tuple[RingEstimate, ...]:
    """Return the estimate at every ring. Estimated now, if never before."""
    asked, found = _asked(view), _claim(view, outcome)
    rings = kept_rings(view.snapshot.cache_key, asked, outcome, asked_method(), view.snapshot)
    return noted(rings, rings_of, view.snapshot, asked, found)


def neighbours_shown(view: View, outcome: str, ring: RingCode) -> Neighbours | None:
    """Return what happened to neighbours. Estimated now, if never before."""
    asked, found = _asked(view), _claim(view, outcome)
    near = kept_neighbours(
        view.snapshot.cache_key, asked, outcome, asked_method(), ring, view.snapshot
    )
    return noted(near, neighbours_of, view.snapshot, asked, found, ring)


def net_shown(view: View, outcome: str, ring: RingCode) -> Net:
    """Return what is left of an outcome. Estimated now, if never before."""
    asked, found = _asked(view), _claim(view, outcome)
    net = kept_net(view.snapshot.cache_key, asked, outcome, asked_method(), ring, view.snapshot)
    return noted(net, net_change, view.snapshot, asked, found, ring)


def spending_shown(view: View, outcome: str) -> Spending:
    """Return what the supported were granted and put in."""
    asked, found = _asked(view), _claim(view, outcome)
    spent = kept_spending(view.snapshot.cache_key, asked, outcome, asked_method(), view.snapshot)
    return noted(spent, spending_of, view.snapshot, asked, found)


def beyond_estimate(view: View, outcome: str, ring: RingCode) -> Estimate:
    """Return what the section on neighbours rests on, besides the claim."""
    _ = view.translate
    given = view.snapshot.cache_key, _asked(view), outcome, asked_method()
    return Estimate(
        f"beyond-{outcome}-{ring}",
        3,
        (
            Step(
                _("The claim without neighbours of the supported"),
                lambda: is_kept(kept_rings, *given, view.snapshot),
                lambda: rings_shown(view, outcome),
            ),
            Step(
                _("What happened to neighbours"),
                lambda: is_kept(kept_neighbours, *given, ring, view.snapshot),
                lambda: neighbours_shown(view, outcome, ring),
            ),
        ),
    )


def net_estimate(view: View, ring: RingCode) -> Estimate:
    """Return what the section on net jobs rests on: jobs, and what came back for the money."""
    _ = view.translate
    scope, method = _asked(view), asked_method()

    def claimed(outcome: str) -> Step:
        return Step(
            _("The claim on {outcome}", outcome=_outcome_title(view, outcome)),
            lambda: claim_is_kept(view.snapshot, scope, outcome, method),
            lambda: _claim(view, outcome),
        )

    def net(outcome: str) -> Step:
        return Step(
            _("What is left of {outcome}", outcome=_outcome_title(view, outcome)),
            lambda: is_kept(
                kept_net, view.snapshot.cache_key, scope, outcome, method, ring, view.snapshot
            ),
            lambda: net_shown(view, outcome, ring),
        )

    steps = tuple(step(outcome) for outcome in ("jobs", "value_added") for step in (claimed, net))
    return Estimate(f"net-{ring}", 2, steps)


def _outcome_title(view: View, outcome: str) -> str:
    return outcome_titles()[outcome].in_language(view.language)


def _asked(view: View) -> Scope:
    return replace(view.scope, language="vi", prices="nominal")


def _claim(view: View, outcome: str) -> Claim:
    return claim_of(view.snapshot, view.scope, outcome, asked_method())
