"""The briefing of one view: its figures, things to know and moves, from measures and one claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.evidence.briefing import Figure, Move, Thing
from analysis.evidence.briefing_figures import COVERAGE, FRAMES, headline_figures
from analysis.evidence.briefing_moves import moves
from analysis.evidence.briefing_things import things_to_know
from analysis.evidence.claim import Claim
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a leader is told of one view."""

    figures: tuple[Figure, ...]
    things: tuple[Thing, ...]
    moves: tuple[Move, ...]


def brief(snapshot: Snapshot, scope: Scope, claim: Claim | None = None) -> Briefing:
    """Return the briefing of a scope; `claim` is the one on productivity of the whole programme.

    Coverage too is that of the whole programme: whom support has reached is no matter of a filter.
    """
    frames = {name: run_measure(name, snapshot, scope) for name in FRAMES}
    frames[COVERAGE] = run_measure(COVERAGE, snapshot, scope.without_filters())
    return brief_from(frames, claim, snapshot.case.currency)


def brief_from(frames: Mapping[str, pd.DataFrame], claim: Claim | None, currency: str) -> Briefing:
    """Return the briefing of frames that were asked already, as `brief` asks them."""
    return Briefing(
        headline_figures(frames, claim, currency), things_to_know(frames, claim), moves(frames)
    )
