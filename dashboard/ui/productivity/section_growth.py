"""Tăng trưởng / Growth: what aggregate productivity growth is made of."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analysis.charts.productivity import GROWTH_ALTERNATIVE, growth_chart
from analysis.language import format_number
from analysis.measures.outcomes_answers import answer_growth
from analysis.measures.productivity_growth import ALL
from dashboard.ui.empty import empty_state
from dashboard.ui.picking import pick_breakdown, pick_one
from dashboard.ui.productivity.drawing import draw_outcome
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return how aggregate productivity grew over all years, as a sentence."""
    frame = view.frame("productivity_growth")
    if not frame.empty:
        start, end = _longest(frame)
        sentence = answer_growth(frame, start, end)
        if sentence is not None:
            return sentence.in_language(view.language)
    return view.translate("How aggregate productivity grew is not known for this selection")


def draw(view: View) -> None:
    """Draw the components of growth between two years, of all or one group."""
    _ = view.translate
    frame = view.frame("productivity_growth")
    if frame.empty:
        empty_state(
            _("No two years have productivity of the same establishments."),
            _("Needed: value added or revenue, and workers, of two years."),
        )
        return
    pairs = {
        f"{int(row['year_from'])}-{int(row['year_to'])}": (
            f"{int(row['year_from'])}–{int(row['year_to'])}"
        )
        for row in frame.drop_duplicates(["year_from", "year_to"]).to_dict("records")
    }
    longest = "-".join(map(str, _longest(frame)))
    with st.container(horizontal=True, key="kc-growth-choice"):
        pair = pick_one(_("Years"), pairs, f"productivity-growth-{view.language}", longest)
        start, end = (int(year) for year in pair.split("-"))
        rows = frame[(frame["year_from"] == start) & (frame["year_to"] == end)]
        names = dict(zip(rows["status"], rows["status_name"], strict=True))
        status = pick_breakdown(_("Group"), names, f"productivity-growth-group-{view.language}")
    rows = rows.reset_index(drop=True)
    number = int(rows[rows["status"] == status]["n_stayed"].sum())
    draw_outcome(
        view,
        f"productivity-growth-{pair}-{status}",
        "productivity_growth",
        rows,
        answer_growth(rows, start, end, status),
        partial(growth_chart, rows, start, end, view.language, status),
        GROWTH_ALTERNATIVE,
        _.plural(
            "n = {number} establishment reporting in both years",
            "n = {number} establishments reporting in both years",
            number,
            number=format_number(number, view.language),
        ),
    )


def _longest(frame: pd.DataFrame) -> tuple[int, int]:
    """Return the first and last year of the whole stretch."""
    whole = frame[frame["status"] == ALL]
    row = max(
        whole.to_dict("records"), key=lambda pair: int(pair["year_to"]) - int(pair["year_from"])
    )
    return int(row["year_from"]), int(row["year_to"])
