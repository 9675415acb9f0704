"""The headline figures of the first slide and of the brief: those of the overview, in its words.

What is told of each is made in one place, `analysis.evidence.briefing_figures`; here it is only
laid into the columns of a slide, with the number of establishments that a public deck asks for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.evidence.briefing import Figure
from analysis.evidence.briefing_figures import COVERAGE, FRAMES, headline_figures
from analysis.evidence.claim import Claim
from analysis.exports.deck.view import Asked, Loaded
from analysis.exports.deck.views_results import claim_of


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline figure in words: what, how much, what it moved, its target, and how sure.

    `counted` is of how many establishments it is, None where that is not told.
    """

    label: str
    value: str
    change: str
    target: str
    caution: str
    counted: int | None


def headlines(asked: Asked, claimed: Loaded | None) -> list[Headline]:
    """Return the headline figures that are known; without `claimed` none tells of an effect.

    Coverage and effect are of the whole programme, whatever is filtered by, as on the overview.
    """
    whole = replace(asked, scope=asked.scope.without_filters())
    frames = {name: asked.frame(name) for name in FRAMES}
    frames[COVERAGE] = whole.frame(COVERAGE)
    claim = None if claimed is None else claim_of(whole)
    told = headline_figures(frames, claim, asked.currency)
    language = asked.language
    return [
        Headline(
            figure.label.in_language(language),
            figure.value.in_language(language),
            figure.told.in_language(language),
            figure.target.in_language(language),
            figure.sure.in_language(language),
            _counted(figure, frames, claim),
        )
        for figure in told
        if figure.value is not None
    ]


def _counted(figure: Figure, frames: dict[str, pd.DataFrame], claim: Claim | None) -> int | None:
    if figure.code == "productivity":
        return None if claim is None else min(claim.n_supported, claim.n_compared)
    if figure.code == "coverage":
        rows = frames[COVERAGE]
        rows = rows[(rows["district"] == "all") & (rows["step"] == "supported")]
        return _number(rows["establishments"].iloc[0])
    frame = frames[figure.measure].sort_values("year")
    column = "answered" if figure.code == "workers" else "establishments"
    return _number(frame[column].iloc[-1])


def _number(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
