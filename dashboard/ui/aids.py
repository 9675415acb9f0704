"""The top of the sidebar: the name of the dashboard, search, guide, theme, print; and what
paper says above a page. What they do is in `static/aids`."""

from __future__ import annotations

import json
from html import escape

import streamlit as st

from analysis.exports.scope_words import scope_line
from analysis.language import format_day
from dashboard.shell import TITLE
from dashboard.ui.translation import Translator
from dashboard.ui.view import View


def draw_aids(translate: Translator) -> None:
    """Draw the top of the sidebar as one element: each costs a run of the page time."""
    _ = translate
    search, keys, guide, printing = _("Search"), _("Ctrl K"), _("Guide"), _("Print")
    st.html(
        f'<div class="kc-brand">{TITLE.in_language(_.language)}</div>'
        f'<button type="button" class="kc-search" aria-keyshortcuts="Control+K Meta+K" '
        f'data-words="{_held(_search_words(_))}"><span>{escape(search)}</span>'
        f"<kbd>{escape(keys)}</kbd></button>"
        f'<div class="kc-aids">'
        f'<button type="button" class="kc-small kc-guide" data-words="{_held(_guide_words(_))}">'
        f"{escape(guide)}</button>"
        f'<button type="button" class="kc-small kc-print">{escape(printing)}</button>'
        f'<button type="button" class="kc-small kc-theme">{_theme_words(_)}</button></div>'
    )


def draw_print_head(view: View, page: str) -> None:
    """Draw what a printed page says first: title, scope, source, date, and whether simulated."""
    _ = view.translate
    language = view.language
    case = view.snapshot.case
    mark = [_("SIMULATED DATA – not real figures")] if case.simulated else []
    lines = [
        scope_line(view.snapshot, view.scope),
        _("Source: {source}", source=case.source.in_language(language)),
        _(
            "{title} · data up to {day} · snapshot {number}",
            title=case.title.in_language(language),
            day=format_day(case.as_of, language),
            number=view.snapshot.number,
        ),
    ]
    head = f"<strong>{escape(TITLE.in_language(language))} – {escape(page)}</strong>"
    told = "<br>".join([head, *(escape(line) for line in [*mark, *lines])])
    st.html(f'<div class="kc-print-head">{told}</div>')


def _held(words: object) -> str:
    return escape(json.dumps(words, ensure_ascii=False))


def _search_words(translate: Translator) -> dict[str, str]:
    _ = translate
    return {
        "language": _.language,
        "title": _("Search pages, measures, terms and places"),
        "hint": _("Type a few letters; marks are not needed. Arrow keys move, Enter opens."),
        "searching": _("Searching …"),
        "failed": _("The search did not answer. Try again in a moment."),
        "close": _("Close"),
    }


def _theme_words(translate: Translator) -> str:
    """Return the button's three texts; the style sheet shows the one that holds."""
    _ = translate
    texts = {
        "System": _("Theme: system"),
        "Light": _("Theme: light"),
        "Dark": _("Theme: dark"),
    }
    return "".join(
        f'<span data-for="{choice}">{escape(text)}</span>' for choice, text in texts.items()
    )


def _guide_words(translate: Translator) -> dict[str, object]:
    _ = translate
    steps = [
        (
            _("The answer first, then its proof"),
            _(
                "The title of a page is the answer, a sentence computed from the data. The chart "
                "below proves it; the small line under it says definition, n, source and date."
            ),
            ["h1"],
        ),
        (
            _("How sure it is"),
            _(
                "Intervals and a grade from 0 to 5 stand beside what is claimed. “Effect” is said "
                "from grade 3 only; below, it is a “change”. Simulated data wear an orange mark."
            ),
            [".st-key-kc-notices", "h1"],
        ),
        (
            _("Choose what it is about"),
            _(
                "The sidebar holds data set, years, places, activities, sources, prices and "
                "language. The address keeps your choice: whoever opens the link sees the same."
            ),
            ['[data-testid="stSidebar"] .stRadio', '[data-testid="stExpandSidebarButton"]'],
        ),
        (
            _("Find it and take it away"),
            _(
                "Ctrl+K searches pages, measures, terms and places, with or without marks. Under "
                "each chart are its table, CSV and XLSX; “Print” lays any page out on A4."
            ),
            [".kc-search", '[data-testid="stExpandSidebarButton"]'],
        ),
    ]
    return {
        "steps": [{"title": title, "text": text, "at": at} for title, text, at in steps],
        "count": _("Guide, step {step} of {steps}"),
        "skip": _("Skip"),
        "back": _("Back"),
        "next": _("Next"),
        "done": _("Done"),
    }
