"""Kế hoạch / The plan: what brings every place to a goal, why it is not there, whom to visit."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analysis.charts.coverage_closing import (
    CLOSING_ALTERNATIVE,
    MOST_PLACES,
    closing_chart,
)
from analysis.language import Text, format_number
from analysis.measures import catalogue
from analysis.measures.closing_answers import answer_closing, answer_unplaced
from analysis.measures.next_visits import BREAKDOWNS, answer_visits
from dashboard.ui.address import GOAL
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.coverage.basis import who_is_eligible
from dashboard.ui.data import closing_frame
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View
from dashboard.ui.week.lists import draw_list

MEDIAN = "median"
GOALS: dict[str, float | None] = {MEDIAN: None, "10": 0.10, "20": 0.20, "30": 0.30}
"""The goals a reader can choose, by their code in the address."""

_CLOSING = (
    *("district_name", "plan_name", "eligible", "supported"),
    *("supported_share", "supported_low", "supported_high", "goal_share"),
    *("missing", "missing_low", "missing_high"),
    *("cost", "cost_low", "cost_high", "cost_from_name", "grants", "grants_unknown"),
    *("money", "money_low", "money_high"),
)
_SUMMARY = ("district_name", "code_name", "never_reached", "in_business")
_VISITS = (
    *("name", "district_name", "unit_name", "priority_area_name", "industry_name", "size_name"),
    *("workers", "women_led", "food_unproven"),
)
"""What fits on the screen; the files hold every column."""

_GOAL = Text("Mức đặt ra", "Goal")
_MEDIAN = Text("Mức giữa của tỉnh", "Median of the province")
_NOBODY = Text(
    "Không có cơ sở thuộc đối tượng nào trong phạm vi đang chọn.",
    "No eligible establishment is in this selection.",
)
_NO_PLACE = Text(
    "Chưa lập được kế hoạch: không cơ sở thuộc đối tượng nào của phạm vi này ghi rõ địa bàn.",
    "No plan can be made yet: no eligible establishment of this selection has a known place.",
)
_NEEDED_PLACE = Text(
    "Cần: danh sách cơ sở, kèm xã hoặc huyện và việc có thuộc đối tượng hay không.",
    "Needed: the list of establishments, with commune or district and whether each is eligible.",
)
_NAMES_HIDDEN = Text(
    "Tên và mã cơ sở đã được ẩn trên máy này; người khởi động chương trình có thể cho hiện lại.",
    "Names and codes of establishments are hidden on this computer; whoever starts the program can "
    "show them again.",
)
_ALL_REACHED = Text(
    "Mọi cơ sở thuộc đối tượng đang hoạt động của phạm vi này đã được tiếp cận.",
    "Every eligible establishment in business of this selection has been reached.",
)
_BY = Text("Chia theo", "Broken down by")
_LIST = Text(
    "Danh sách cần đến: {count} cơ sở, theo thứ tự ưu tiên",
    "The list of visits: {count} establishments, in order of priority",
)
_MOST = Text(
    "Biểu đồ có {shown} trên {whole} địa bàn; bảng có đủ.",
    "The chart shows {shown} of {whole} places; the table has them all.",
)
_COUNTED = Text("n = {count} cơ sở thuộc đối tượng", "n = {count} eligible establishments")


def answer(view: View) -> str:
    """Return what brings every place to the chosen goal, as a sentence."""
    frame = closing_frame(view.snapshot, view.scope, GOALS[_chosen()])
    sentence = answer_closing(frame) or (_NOBODY if frame.empty else _NO_PLACE)
    return _words(sentence, view).rstrip(".")


def draw(view: View) -> None:
    """Draw the choice of goal, what is missing to it, and the visits to make."""
    frame = closing_frame(view.snapshot, view.scope, GOALS[_chosen()])
    if frame.empty:
        empty_state(_words(_NOBODY, view), _words(_NEEDED_PLACE, view))
        return
    _draw_closing(frame, view)
    _draw_visits(view)


def _chosen() -> str:
    """Return the goal of the address; the median where it names none there is."""
    asked = st.query_params.get(GOAL, MEDIAN)
    return asked if asked in GOALS else MEDIAN


def _draw_goal(view: View) -> None:
    """Draw the choice of goal; it is kept in the address."""
    chosen = _chosen()
    key = f"coverage-goal-{view.language}"
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen

    def changed() -> None:
        if st.session_state[key] == MEDIAN:
            st.query_params.pop(GOAL, None)
        elif st.session_state[key] in GOALS:
            st.query_params[GOAL] = st.session_state[key]

    st.segmented_control(
        _words(_GOAL, view),
        list(GOALS),
        format_func=lambda code: _words(_MEDIAN, view) if code == MEDIAN else f"{code}%",
        key=key,
        required=True,
        on_change=changed,
    )


def _draw_closing(frame: pd.DataFrame, view: View) -> None:
    _draw_goal(view)
    sentence = answer_closing(frame)
    if sentence is None:
        empty_state(_words(_NO_PLACE, view), _words(_NEEDED_PLACE, view))
        return
    draw_exhibit(
        Exhibit(
            # The chart of another goal is another chart.
            key=f"closing-{_chosen()}",
            answer=_words(sentence, view),
            measure=catalogue()["coverage_closing"],
            frame=frame,
            figure=partial(closing_chart, frame, view.language),
            alternative=_words(CLOSING_ALTERNATIVE, view),
            counted=_counted(int(frame["eligible"].sum()), view),
            columns=_CLOSING,
            remarks=who_is_eligible(view),
        ),
        view,
    )
    planned = int(frame["missing"].notna().sum())
    notes = [answer_unplaced(frame)]
    if planned > MOST_PLACES:
        shown = format_number(MOST_PLACES, view.language)
        whole = format_number(planned, view.language)
        notes.append(_MOST.filled(shown=shown, whole=whole))
    for note in notes:
        if note is not None:
            st.markdown(plain(_words(note, view)))


def _draw_visits(view: View) -> None:
    """Draw the plan of visits: first the counts, which name nobody, then the list."""
    summary = view.frame("next_visits_summary")
    sentence = answer_visits(summary)
    if sentence is None:
        empty_state(_words(_NOBODY, view), _words(_NEEDED_PLACE, view))
        return
    if not int(summary["never_reached"].sum()):
        empty_state(_words(_ALL_REACHED, view))
        return
    names = {code: _words(name, view) for code, name in BREAKDOWNS.items()}
    by = pick_breakdown(_words(_BY, view), names, f"coverage-visits-by-{view.language}")
    rows = summary[summary["by"] == by].reset_index(drop=True)
    measures = catalogue()
    draw_list(
        f"visits-{by}",
        _words(sentence, view),
        measures["next_visits_summary"],
        rows,
        _SUMMARY,
        view,
    )
    if not view.snapshot.names_shown:
        st.caption(plain(_words(_NAMES_HIDDEN, view)))
    visits = view.frame("next_visits")
    count = format_number(len(visits), view.language)
    draw_list(
        "visits-list",
        _words(_LIST.filled(count=count), view),
        measures["next_visits"],
        visits,
        _VISITS,
        view,
    )


def _counted(number: int, view: View) -> str:
    return _words(_COUNTED.filled(count=format_number(number, view.language)), view)


def _words(text: Text, view: View) -> str:
    return text.in_language(view.language)
