"""Chất lượng dữ liệu / Data quality: who reports, in time, in full, verified; and over imports."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.quality import (
    MOST_ROWS,
    completeness_chart,
    response_chart,
    timeliness_chart,
    trend_chart,
    verified_chart,
)
from analysis.language import format_number
from analysis.measures import catalogue
from analysis.measures.answers import is_one_place
from analysis.measures.quality_answers import (
    answer_completeness,
    answer_response,
    answer_scoreboard,
    answer_timeliness,
    answer_trend,
    answer_verified,
    share_of,
    unit_lines,
)
from dashboard.ui.card import draw_cards
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.heading import draw_heading
from dashboard.ui.markdown import plain
from dashboard.ui.quality_cards import quality_cards
from dashboard.ui.view import current_view

view = current_view()
_ = view.translate
language = view.language
measures = catalogue()
response = view.frame("quality_response")
timeliness = view.frame("quality_timeliness")
verified = view.frame("quality_verified")
completeness = view.frame("quality_completeness")
board = view.frame("quality_scoreboard")
trend = view.frame("quality_trend")

# 1. The answer.
answer = answer_response(response, view.scope)
draw_heading(
    _("Data quality"),
    answer.in_language(language)
    if answer
    else _("How many supported establishments reported is unknown: no survey in this selection"),
)

# 2. Five figures, each with its numerator and denominator.
draw_cards(quality_cards(view))

# 3. Who answered, by district and year.
if not response.empty:
    answered, due = share_of(response, "answered", "supported")
    cells = response["district"].nunique() <= MOST_ROWS
    draw_exhibit(
        Exhibit(
            key="response",
            answer=_("Per cent of supported establishments that answered, by district and year"),
            measure=measures["quality_response"],
            frame=response,
            figure=(partial(response_chart, response, language)) if cells else None,
            alternative=_(
                "Table of coloured cells: per cent that answered in each district and year."
            ),
            counted=_(
                "n = {answered} of {due} yearly reports; italics: fewer than 10 establishments; "
                "dash: nobody was to answer; asterisk: not due yet",
                answered=format_number(answered, language),
                due=format_number(due, language),
            ),
        ),
        view,
    )
else:
    empty_state(
        _("No supported establishment with an outcome record is in this selection."),
        _("Needed: the supports and the yearly results of supported establishments."),
    )

# 4. The scoreboard, and what each unit lacks.
sentence = answer_scoreboard(board)
if sentence is not None and board["district"].map(is_one_place).any():
    draw_exhibit(
        Exhibit(
            key="scoreboard",
            answer=sentence.in_language(language),
            measure=measures["quality_scoreboard"],
            frame=board,
            figure=None,
            alternative="",
            columns=(
                "rank",
                "district_name",
                "overall",
                "response",
                "supported",
                "completeness",
                "expected",
                "on_time_share",
                "dated",
                "verified_share",
                "reporting_known",
                "pending",
                "handed_in",
            ),
        ),
        view,
    )
    lines = st.expander(
        _("Each unit in words"), key="units", on_change="rerun", icon=":material/list:"
    )
    if lines.open:
        with lines:
            for line in unit_lines(board):
                st.markdown(f"- {plain(line.in_language(language))}")
else:
    empty_state(
        _("This data set does not say which district reports, so units cannot be compared."),
        _("Needed: the place of each establishment."),
    )

# 5. Which columns stay empty.
sentence = answer_completeness(completeness)
if sentence is not None:
    draw_exhibit(
        Exhibit(
            key="completeness",
            answer=sentence.in_language(language),
            measure=measures["quality_completeness"],
            frame=completeness,
            figure=partial(completeness_chart, completeness, language),
            alternative=_("Bar chart: the twelve emptiest columns, share of cells filled."),
        ),
        view,
    )
else:
    empty_state(_("No establishment, project or outcome record is in the data."))

# 6. In time.
sentence = answer_timeliness(timeliness)
if sentence is not None:
    draw_exhibit(
        Exhibit(
            key="timeliness",
            answer=sentence.in_language(language),
            measure=measures["quality_timeliness"],
            frame=timeliness,
            figure=partial(timeliness_chart, timeliness, language),
            alternative=_("Stacked bar chart by year: records in time, late, and of unknown day."),
            time_axis="years",
        ),
        view,
    )
else:
    empty_state(
        _("Of no outcome record that is due is the day it came in known."),
        _("Needed: the day each record was handed in."),
    )

# 7. Verified.
sentence = answer_verified(verified)
if sentence is not None:
    draw_exhibit(
        Exhibit(
            key="verified",
            answer=sentence.in_language(language),
            measure=measures["quality_verified"],
            frame=verified,
            figure=partial(verified_chart, verified, language),
            alternative=_("Stacked bar chart by year: records verified, self-reported, not known."),
            time_axis="years",
        ),
        view,
    )
else:
    empty_state(
        _("Whether the outcome records were verified is not recorded."),
        _("Needed: for each record, whether it was verified or reported by the owner."),
    )

# 8. Over imports.
sentence = answer_trend(trend)
if sentence is not None:
    several = trend["imported_at"].nunique() > 1
    draw_exhibit(
        Exhibit(
            key="trend",
            answer=sentence.in_language(language),
            measure=measures["quality_trend"],
            frame=trend,
            figure=(partial(trend_chart, trend, language)) if several else None,
            alternative=_("Line chart: each quality indicator after every import."),
        ),
        view,
    )
else:
    empty_state(_("No import has left quality figures yet, so no trend can be shown."))

st.caption(
    _("31 March is a convention of this program, not a legal deadline. What is unknown stays out.")
)
