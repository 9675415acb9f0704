"""What the sections of a claim share: exhibits of its tables, its counts, its empty state."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.evidence.claim import Claim
from analysis.evidence.claim_measures import claim_measures
from analysis.language import Text, format_number
from analysis.measures import Measure
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.evidence.asking import asked_method
from dashboard.ui.markdown import plain
from dashboard.ui.view import View


def draw_claim_exhibit(
    view: View,
    found: Claim,
    name: str,
    frame: pd.DataFrame,
    answer: str,
    figure: Callable[[], go.Figure] | None,
    alternative: Text,
    measure: Measure | None = None,
    rests_on: str | None = None,
) -> None:
    """Draw a table of a claim with its chart; the key holds outcome and method.

    `rests_on` says the counts and the grade below it where they are not those of the claim.
    """
    draw_exhibit(
        Exhibit(
            key=f"claim-{found.outcome.code}-{asked_method()}-{name}",
            answer=answer,
            measure=measure or claim_measures(found)[name],
            frame=frame,
            figure=figure,
            alternative=alternative.in_language(view.language),
            counted=rests_on or counted(found, view),
        ),
        view,
    )


def counted(found: Claim, view: View) -> str:
    """Return how many establishments a claim rests on, and its grade."""
    return view.translate(
        "n = {supported} supported, {compared} compared · evidence grade {grade} of 5",
        supported=format_number(found.n_supported, view.language),
        compared=format_number(found.n_compared, view.language),
        grade=found.grade.level,
    )


def nothing_over_time(view: View, found: Claim) -> None:
    """Say that there is no comparison over time, so that nothing here can be shown."""
    _ = view.translate
    missing = found.given.built.missing
    why = _("There is no estimate against a comparison group.")
    if missing is not None:
        words = missing.in_language(view.language)
        why = f"{why} {words[:1].upper()}{words[1:]}."
    empty_state(plain(why), plain(found.surer[0].in_language(view.language)))


def draw_texts(title: str, texts: tuple[Text, ...], view: View) -> None:
    """Draw a list of sentences below a heading, which may be the first of its page."""
    st.header(plain(title), anchor=False)
    st.markdown("\n".join(f"- {plain(one.in_language(view.language))}" for one in texts))
