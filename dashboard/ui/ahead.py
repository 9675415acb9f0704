"""What sections wait for a button with, made ahead for a data set as it is shown first."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.decisions.product_measures import FIRST_METHOD
from analysis.decisions.product_ranking import why_not_ranked
from analysis.decisions.scoring.smaa import DRAWS
from analysis.evidence.beyond.rings import NEAR
from analysis.evidence.method_words import Method
from analysis.evidence.outcomes import PRODUCTIVITY, answered_counts
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.data import claim_of, kept_others
from dashboard.ui.evidence.beyond_kept import (
    kept_neighbours,
    kept_net,
    kept_rings,
    kept_spending,
)
from dashboard.ui.evidence.doubt_data import kept_broken
from dashboard.ui.evidence.studies import kept_first_case, kept_flagship
from dashboard.ui.product_data import over_all_weights, products_of


def estimates_ahead(snapshot: Snapshot) -> Iterator[object]:
    """Make every such estimate of a data set, unfiltered.

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
        given: tuple[str, Scope, str, Method] = key, everything, PRODUCTIVITY, "automatic"
        yield kept_rings(*given, snapshot)
        yield kept_neighbours(*given, NEAR, snapshot)
        yield kept_others(*given, snapshot)
        yield kept_broken(*given, snapshot)
        yield kept_flagship(*given, kept_first_case(*given, snapshot), snapshot)
    products = products_of(snapshot, everything)
    if why_not_ranked(products.table) is None:
        yield over_all_weights(snapshot, everything, FIRST_METHOD.code, DRAWS)
