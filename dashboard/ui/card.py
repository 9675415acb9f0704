"""The card: one headline figure with its change, small trend and what is not known about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

import streamlit as st

from dashboard.ui.sparkline import sparkline

FELL = "−"
"""How the `change` of a figure that fell begins."""


@dataclass(frozen=True, slots=True)
class Card:
    """A figure ready to show; every text is already in the reader's language.

    `value` None means the figure is not known, and `unknown` must then say why. `trend` is the
    yearly series, None where a year is unknown; `trend_text` describes it to a screen reader.
    `level` says that the change rounds to none, so no arrow is drawn. `fresh` says as of when the
    figure is.
    """

    label: str
    value: str | None
    definition: str
    change: str | None = None
    compared: str | None = None
    trend: Sequence[float | None] = field(default=())
    trend_text: str = ""
    unknown: str | None = None
    level: bool = False
    fresh: str = ""


def draw_card(card: Card) -> None:
    """Draw one card into the current container."""
    with st.container(border=True, height="stretch"):
        st.metric(
            card.label,
            "–" if card.value is None else card.value,
            delta=card.change,
            delta_color="off",
            delta_arrow=_arrow(card),
            delta_description=card.compared if card.change else None,
            help=card.definition,
        )
        drawing = sparkline(card.trend, card.trend_text)
        fresh = f'<div class="kc-fresh">{escape(card.fresh)}</div>' if card.fresh else ""
        if drawing or fresh:
            st.html(f"{drawing}{fresh}")
        if card.unknown:
            st.caption(card.unknown)


def _arrow(card: Card) -> Literal["off", "up", "down"]:
    """Return where a change points; its minus is none to st.metric, which reads a hyphen."""
    if card.level or card.change is None:
        return "off"
    return "down" if card.change.startswith(FELL) else "up"


def draw_cards(cards: Sequence[Card], per_row: int = 3) -> None:
    """Draw cards in rows of equal height; on a narrow screen they stack."""
    for start in range(0, len(cards), per_row):
        columns = st.columns(per_row)
        for column, card in zip(columns, cards[start : start + per_row], strict=False):
            with column:
                draw_card(card)
