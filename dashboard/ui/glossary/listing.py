"""Terms and definitions as HTML, a list of them for each part of the glossary."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape

from analysis.language import LANGUAGES, Language
from analysis.lookup.entries import Entry
from analysis.lookup.glossary import GROUPS, Definition, Group, glossary
from analysis.lookup.ranking import Index
from dashboard.ui.translation import Translator, translator


def definitions_found(typed: str) -> tuple[Definition, ...]:
    """Return the definitions that hold every word typed, in either language; all without any."""
    if not typed.strip():
        return glossary()
    anchors = {entry.anchor for entry in _index().search(typed, most=len(glossary()))}
    return tuple(one for one in glossary() if one.anchor in anchors)


@cache
def _index() -> Index:
    return Index(
        Entry(
            "term",
            one.term.in_language(language),
            "",
            detail=one.meaning.in_language(language),
            anchor=one.anchor,
        )
        for one in glossary()
        for language in LANGUAGES
    )


def by_group(found: Iterable[Definition]) -> dict[Group, tuple[Definition, ...]]:
    """Return definitions by part, parts without any left out."""
    listed = tuple(found)
    parts = {group: tuple(one for one in listed if one.group == group) for group in GROUPS}
    return {group: part for group, part in parts.items() if part}


@cache
def list_html(part: tuple[Definition, ...], language: Language) -> str:
    """Return definitions as a list, each term with its anchor."""
    translate = translator(language)
    rows = "".join(_row(one, translate) for one in part)
    return f'<div class="kc-terms"><dl>{rows}</dl></div>'


def _row(one: Definition, translate: Translator) -> str:
    _ = translate
    language = _.language
    limits = f"<dd>{escape(one.limits.in_language(language))}</dd>" if one.limits else ""
    source = _("Source: {source}", source=one.source.in_language(language))
    return (
        f'<dt id="{one.anchor}" tabindex="-1">{escape(one.term.in_language(language))}</dt>'
        f"<dd>{escape(one.meaning.in_language(language))}</dd>{limits}"
        f'<dd class="kc-source">{escape(source)}</dd>'
    )
