"""Vì sao / Why: where the eligible of each place stopped on the way to support."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analysis.charts.coverage_chain import CHAIN_ALTERNATIVE, chain_chart
from analysis.charts.coverage_refusals import REFUSALS_ALTERNATIVE, refusals_chart
from analysis.charts.coverage_steps import parts_chart, stops_chart
from analysis.language import Text, format_number
from analysis.measures import catalogue
from analysis.measures.coverage_chain import ALL, answer_chain
from analysis.measures.coverage_refusals import answer_refusals
from analysis.measures.coverage_stops import FINISHED, answer_place, answer_stops
from analysis.scope import UNKNOWN_CODE
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.coverage.basis import who_is_eligible
from dashboard.ui.coverage.section_compared import first_only
from dashboard.ui.coverage.standing_out import hint, key_of
from dashboard.ui.empty import empty_state
from dashboard.ui.picking import pick_one
from dashboard.ui.view import View

_NOTHING = Text(
    "Chưa có cơ sở thuộc đối tượng nào trong phạm vi này.",
    "There is no eligible establishment in this selection.",
)
_NEEDED = Text(
    "Cần có: danh sách cơ sở với địa bàn, danh sách dự tuyên truyền, hồ sơ, đề án và khoản hỗ trợ.",
    "Needed: establishments with their place, who was present at outreach, applications, projects "
    "and supports.",
)
_ALT = Text(
    "Thanh chồng: cơ sở thuộc đối tượng của từng nơi theo bước xa nhất đã tới.",
    "Stacked bars: the eligible of each place by the furthest step they reached.",
)
_PLACE = Text("Địa bàn", "Place")
_PLACE_ALT = Text(
    "Điểm kèm khoảng tin cậy: mỗi bước góp bao nhiêu vào chênh lệch tỷ lệ hoàn thành của một nơi "
    "so với nơi khác, và cả chênh lệch.",
    "Dots with intervals: what each step adds to how the share completed in a place differs from "
    "elsewhere, and the whole difference.",
)
_ONE_PLACE = Text(
    "Chỉ có một địa bàn trong phạm vi, nên không có nơi nào khác để so.",
    "There is only one place in this selection, so there is nowhere else to compare it with.",
)
_NO_REFUSAL = Text(
    "Chưa nói được vì sao hồ sơ bị từ chối: không ghi cơ sở nào dừng vì bị từ chối.",
    "Why applications were refused cannot be told: no establishment is recorded to have stopped at "
    "a refusal.",
)
_NEEDED_REFUSAL = Text(
    "Cần: hồ sơ với kết quả và lý do, kể cả hồ sơ bị từ chối.",
    "Needed: applications with their result and reason, the refused too.",
)
_UNRECORDED = Text(
    "không ghi lý do: {without} trên {refused} cơ sở bị từ chối",
    "reason not recorded: {without} of {refused} refused",
)
_SEVERAL = Text(
    "Cơ sở bị từ chối vì nhiều lý do được đếm ở từng lý do, nên thanh có thể dài hơn số bị từ chối",
    "One refused for several reasons counts at each, so a bar may be longer than the refused are",
)
_REFUSAL_COLUMNS = (
    *("district_name", "reason_name", "establishments", "refused", "share", "applied"),
)
_COUNTED = Text("n = {n} cơ sở thuộc đối tượng", "n = {n} eligible establishments")
_CHAIN_COLUMNS = (
    *("district_name", "step_name", "establishments", "eligible", "share", "low", "high"),
)
_COLUMNS = (
    "district_name",
    "stop_name",
    "establishments",
    "eligible",
    "share",
    "rest_share",
    "reached",
    "rate",
    "rest_reached",
    "rest_rate",
    "part",
    "low",
    "high",
)


def answer(view: View) -> str:
    """Return where most establishments stop, as a sentence."""
    sentence = answer_stops(view.everywhere().frame("coverage_stops"))
    return (sentence or _NOTHING).in_language(view.language)


def draw(view: View) -> None:
    """Draw the steps of all places, and one place against the rest.

    Every place is drawn whatever is filtered by: what is chosen stands out among the others.
    """
    chosen, view = view.scope.districts, view.everywhere()
    frame = view.frame("coverage_stops")
    sentence = answer_stops(frame)
    if sentence is None:
        empty_state(_NOTHING.in_language(view.language), _NEEDED.in_language(view.language))
        return
    _draw_chain(chosen, view)
    known = frame[frame["share"].notna() & (frame["district"] != UNKNOWN_CODE)]
    places = known["district"].nunique()
    eligible = int(frame["establishments"].sum())
    draw_exhibit(
        Exhibit(
            key=f"coverage-stops{key_of(chosen)}",
            answer=sentence.in_language(view.language),
            measure=catalogue()["coverage_stops"],
            frame=frame,
            figure=partial(stops_chart, frame, view.language, chosen),
            alternative=_ALT.in_language(view.language),
            counted=_counted(eligible, view),
            columns=_COLUMNS,
            remarks=[
                *hint(chosen, view),
                *first_only(places, view),
                *who_is_eligible(view),
            ],
        ),
        view,
    )
    _draw_place(frame, chosen, view)
    _draw_refusals(chosen, view)


def _draw_place(frame: pd.DataFrame, asked: tuple[str, ...], view: View) -> None:
    known = frame[(frame["stop"] == FINISHED) & frame["part"].notna()]
    if known.empty:
        st.info(_ONE_PLACE.in_language(view.language), icon=":material/info:")
        return
    names = dict(zip(known["district"], known["district_name"].astype(str), strict=True))
    done = known.set_index("district")["part"]
    # What is filtered by is shown first, else the place furthest behind.
    first = next((code for code in asked if code in names), str(done.astype(float).idxmin()))
    key = f"coverage-place-{view.language}{key_of(asked)}"
    chosen = pick_one(_PLACE.in_language(view.language), names, key, first)
    rows = frame[frame["district"] == chosen].reset_index(drop=True)
    sentence = answer_place(frame, chosen)
    draw_exhibit(
        Exhibit(
            key=f"coverage-place-{chosen}",
            answer=sentence.in_language(view.language) if sentence else names[chosen],
            measure=catalogue()["coverage_stops"],
            frame=rows,
            figure=partial(parts_chart, frame, chosen, view.language),
            alternative=_PLACE_ALT.in_language(view.language),
            counted=_counted(int(rows["eligible"].iloc[0]), view),
            columns=_COLUMNS,
        ),
        view,
    )


def _draw_chain(chosen: tuple[str, ...], view: View) -> None:
    """Draw how many took each step: in the first chosen place, else in all."""
    frame = view.frame("coverage_chain")
    place = next((code for code in chosen if code in set(frame["district"])), ALL)
    sentence = answer_chain(frame, place)
    if sentence is None:
        return
    draw_exhibit(
        Exhibit(
            key=f"coverage-chain-{place}",
            answer=sentence.in_language(view.language),
            measure=catalogue()["coverage_chain"],
            frame=frame,
            figure=partial(chain_chart, frame, place, view.language),
            alternative=CHAIN_ALTERNATIVE.in_language(view.language),
            columns=_CHAIN_COLUMNS,
        ),
        view,
    )


def _draw_refusals(chosen: tuple[str, ...], view: View) -> None:
    """Draw the reasons of refusals of every place; what is chosen is pointed at."""
    frame = view.frame("coverage_refusals")
    sentence = answer_refusals(frame)
    if sentence is None:
        empty_state(
            _NO_REFUSAL.in_language(view.language), _NEEDED_REFUSAL.in_language(view.language)
        )
        return
    draw_exhibit(
        Exhibit(
            key=f"coverage-refusals{key_of(chosen)}",
            answer=sentence.in_language(view.language),
            measure=catalogue()["coverage_refusals"],
            frame=frame,
            figure=partial(refusals_chart, frame, view.language, chosen),
            alternative=REFUSALS_ALTERNATIVE.in_language(view.language),
            counted=_unrecorded(frame, view),
            columns=_REFUSAL_COLUMNS,
            remarks=[
                *hint(chosen, view),
                *first_only(frame["district"].nunique(), view),
                _SEVERAL.in_language(view.language),
            ],
        ),
        view,
    )


def _unrecorded(frame: pd.DataFrame, view: View) -> str:
    """Return of how many refusals no reason is recorded, in words."""
    places = frame.drop_duplicates("district")
    without = frame[frame["reason"] == UNKNOWN_CODE]["establishments"].sum()
    values = {"without": int(without), "refused": int(places["refused"].sum())}
    said = {name: format_number(value, view.language) for name, value in values.items()}
    return _UNRECORDED.filled(**said).in_language(view.language)


def _counted(eligible: int, view: View) -> str:
    number = format_number(eligible, view.language)
    return _COUNTED.filled(n=number).in_language(view.language)
