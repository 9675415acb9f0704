"""What both sections of the overview tell: figures, things to know, what got better and worse."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.evidence.briefing import Figure, Move, Thing
from analysis.evidence.briefing_figures import FRAMES, headline_figures
from analysis.evidence.briefing_moves import moves
from analysis.evidence.briefing_things import things_to_know
from analysis.evidence.claim import Claim
from analysis.evidence.outcomes import PRODUCTIVITY
from dashboard.ui.data import claim_of
from dashboard.ui.view import View


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a leader is told of one view."""

    figures: tuple[Figure, ...]
    things: tuple[Thing, ...]
    moves: tuple[Move, ...]


def frames_of(view: View) -> dict[str, pd.DataFrame]:
    """Return the frames a briefing is made of; all are quick to ask."""
    return {name: view.frame(name) for name in FRAMES}


def programme_claim(view: View) -> Claim:
    """Return the claim on productivity of the whole programme; the first takes about two seconds.

    Filters do not apply: it is estimated once for a snapshot, however its figures are filtered.
    """
    return claim_of(view.snapshot, view.scope.without_filters(), PRODUCTIVITY, "automatic")


def briefing(view: View, frames: dict[str, pd.DataFrame], claim: Claim | None) -> Briefing:
    """Return what is told of a view, without the claim as long as nobody has waited for it."""
    return Briefing(
        headline_figures(frames, claim, view.snapshot.case.currency),
        things_to_know(frames, claim),
        moves(frames),
    )
