"""How figures, things to know and moves are drawn on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analysis.evidence.briefing import MOVES_RULE, RULES, Direction, Figure, Move, Thing
from analysis.language import Text
from analysis.measures import catalogue
from dashboard.ui.access import page_open_to_reader
from dashboard.ui.address import address_query
from dashboard.ui.card import Card, draw_card
from dashboard.ui.freshness import as_of_words
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

THINGS = Text("Ba điều cần biết", "Three things to know")
_RULES = Text("Chọn theo quy tắc nào", "By which rules they are chosen")
_NOTHING = Text("Không quy tắc nào tìm thấy gì để nói.", "No rule finds anything to say.")
_OPEN = Text("Mở {page}", "Open {page}")
MOVES = Text("Tốt lên, xấu đi", "Better and worse")
DIRECTIONS: dict[Direction, Text] = {
    "better": Text("Tốt lên", "Better"),
    "worse": Text("Xấu đi", "Worse"),
    "level": Text("Chưa thấy đổi rõ", "No clear change"),
}
_ICONS = {"better": "↗", "worse": "↘", "level": "→"}
_TREND = Text("Diễn biến của {label} qua {n} năm", "Trend of {label} over {n} years")


def draw_figure(figure: Figure, view: View, card: Card | None = None) -> None:
    """Draw one headline figure with its change, target, interval and grade.

    A `card` that tells more, as what is not known of the figure, takes target and grade below it.
    """
    language = view.language
    if card is not None:
        # Five stand side by side: what the change is against is said below, where there is room.
        told = figure.told if card.compared else None
        below = _below(figure, view, told, card.unknown)
        draw_card(replace(card, compared=None, unknown=plain(below)))
        return
    label = figure.label.in_language(language)
    measures = catalogue()
    counts = measures[figure.measure].counts if figure.measure in measures else figure.sure
    draw_card(
        Card(
            label=label,
            value=None if figure.value is None else figure.value.in_language(language),
            definition=plain(counts.in_language(language)),
            trend=figure.trend,
            trend_text=_TREND.filled(label=label, n=len(figure.trend)).in_language(language),
            unknown=plain(_below(figure, view, figure.told, None)),
            fresh=as_of_words(measures.get(figure.measure), view),
        )
    )


def _below(figure: Figure, view: View, told: Text | None, more: str | None) -> str:
    language = view.language
    parts = [None if told is None else told.in_language(language), more]
    parts += [one.in_language(language) for one in (figure.target, figure.sure)]
    # A figure of which nothing is recorded says so once.
    return " ".join(dict.fromkeys(part for part in parts if part))


def draw_things(things: Sequence[Thing], view: View) -> None:
    """Draw the things to know, each with the page and view to read on, and the rules."""
    language = view.language
    st.header(THINGS.in_language(language), anchor=False)
    if not things:
        st.caption(_NOTHING.in_language(language))
    for place, thing in enumerate(things, start=1):
        with st.container(border=True, key=f"kc-thing-{thing.rule}"):
            st.markdown(f"**{place}.** {plain(thing.sentence.in_language(language))}")
            draw_link(thing, view)
    with st.popover(_RULES.in_language(language), icon=":material/info:", type="tertiary"):
        rules = [f"- {plain(rule.in_language(language))}" for rule in RULES.values()]
        st.markdown("\n".join(rules))


def draw_link(thing: Thing, view: View) -> None:
    """Draw the link to the page and view of a thing, the filters as they are."""
    entry = page_open_to_reader(thing.page)
    if entry is None:
        return
    title = entry.title.in_language(view.language)
    query = {**address_query(view.snapshot.case.name, view.scope), **thing.asked}
    st.page_link(
        entry.script,
        label=_OPEN.filled(page=title).in_language(view.language),
        icon=":material/arrow_forward:",
        query_params=query,
    )


def draw_moves(told: Sequence[Move], view: View) -> None:
    """Draw what got better, what worse and what did not clearly move, and by which rule."""
    if not told:
        return
    language = view.language
    st.header(MOVES.in_language(language), anchor=False)
    for direction, words in DIRECTIONS.items():
        rows = [move for move in told if move.direction == direction]
        if rows:
            lines = [f"- {plain(move.sentence.in_language(language))}" for move in rows]
            st.subheader(f"{_ICONS[direction]} {words.in_language(language)}", anchor=False)
            st.markdown("\n".join(lines))
    st.caption(plain(MOVES_RULE.in_language(language)))
