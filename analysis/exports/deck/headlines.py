"""The headline figures of the first slide and of the brief: those of the overview, in its words.

What is told of each is made in one place, `analysis.evidence.briefing_figures`; here it is only
laid into the columns of a slide. A public deck has its own, from the frozen set.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.evidence.briefing_figures import COVERAGE, FRAMES, headline_figures
from analysis.exports.deck.view import Asked, Loaded
from analysis.exports.deck.views_results import claim_of
from analysis.frozen.contributions import MONEY
from analysis.frozen.frames import filters_of
from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.tables import FAMILIES
from analysis.frozen.words import FIGURES
from analysis.language import format_money, format_number
from analysis.scope import Scope


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline figure in words: what, how much, what it moved, its target, and how sure."""

    label: str
    value: str
    change: str
    target: str
    caution: str


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
        )
        for figure in told
        if figure.value is not None
    ]


def public_headlines(frozen: FrozenSet, scope: Scope) -> list[Headline]:
    """Return the headline figures of the frozen set in a scope; what is hidden is left out."""
    filters = filters_of(scope)
    if filters is None or any(len(values) > 1 for values in filters.values()):
        return []
    at = {name: values[0] for name, values in filters.items()}
    language, found = scope.language, []
    for family in FAMILIES:
        try:
            cell = frozen.cell(family, **at)
        except KeyError:
            continue
        if cell.state != "shown":
            continue
        for name in _PUBLIC[family.code]:
            value = cell.figures[name]
            if value is not None:
                written = (
                    format_money(value, frozen.currency, language)
                    if name in MONEY
                    else format_number(value, language)
                )
                label = FIGURES[name].in_language(language)
                found.append(Headline(label, written, "", "", ""))
    return found


_PUBLIC = {
    "money": ("approved", "disbursed", "projects", "establishments"),
    "outcomes": ("jobs",),
}
