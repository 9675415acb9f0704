"""Tiếp cận / Reach: what reached each place: events, distance, clusters visited, officers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.coverage_capacity import (
    CLUSTERS_ALTERNATIVE,
    OFFICERS_ALTERNATIVE,
    clusters_chart,
    officers_chart,
)
from analysis.charts.coverage_reach import (
    DISTANCE_ALTERNATIVE,
    REACH_ALTERNATIVE,
    distance_chart,
    reach_chart,
)
from analysis.language import Language, Text, format_number
from analysis.measures import catalogue
from analysis.measures.coverage_reach import answer_reach, compared
from analysis.measures.reach_answers import answer_clusters, answer_distance, answer_load
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.view import View

_NO_EVENT = Text(
    "Chưa nói được vì sao có khoảng trống: không có buổi tuyên truyền, khảo sát nào được ghi.",
    "Why there are gaps cannot be told yet: no outreach event is recorded.",
)
_NEEDED_EVENT = Text(
    "Cần: các buổi tuyên truyền, khảo sát, kèm ngày, địa bàn và cơ sở có mặt.",
    "Needed: outreach events, with their day and place and who was present.",
)
_COUNTED = Text("n = {count} cơ sở thuộc đối tượng", "n = {count} eligible establishments")


_NO_DISTANCE = Text(
    "Chưa nói được khoảng cách đi cùng độ phủ hay không: quá ít địa bàn biết khoảng cách và có cơ "
    "sở thuộc đối tượng.",
    "Whether distance goes with coverage cannot be told: too few places have a known distance and "
    "eligible establishments.",
)
_NO_CLUSTER = Text(
    "Chưa nói được cụm nào chưa được khảo sát: không ghi cụm, khu nào.",
    "Which clusters were never visited cannot be told: no cluster or zone is recorded.",
)
_NO_PROJECT = Text(
    "Chưa nói được tải của cán bộ: không ghi đề án nào đang thực hiện.",
    "The load of officers cannot be told: no project is recorded as under way.",
)
_CLUSTER_COUNT = Text("n = {count} cụm, khu", "n = {count} clusters and zones")
_PROJECT_COUNT = Text(
    "n = {count} đề án đang thực hiện; một cán bộ có đề án ở nhiều nơi được đếm ở từng nơi",
    "n = {count} projects under way; an officer with projects in several places counts in each",
)
_EVENT_COLUMNS = (
    *("district_name", "eligible", "told", "told_share", "told_low", "told_high"),
    *("events", "events_per_100", "present"),
)
_DISTANCE_COLUMNS = (
    *("district_name", "distance_km", "eligible", "supported"),
    *("supported_share", "supported_low", "supported_high"),
)
_CLUSTER_COLUMNS = ("district_name", "clusters", "clusters_unvisited")
_OFFICER_COLUMNS = (
    *("district_name", "projects", "unassigned", "officers", "cases_per_officer"),
    "trained_recent",
)


def answer(view: View) -> str:
    """Return how places with more and with fewer events differ, as a sentence."""
    sentence = answer_reach(view.everywhere().frame("coverage_reach"))
    return (sentence or _NO_EVENT).in_language(view.language).rstrip(".")


def draw(view: View) -> None:
    """Draw what each place was reached by: events, distance, clusters visited, officers' load.

    Every place is drawn whatever is filtered by.
    """
    view = view.everywhere()
    language = view.language
    frame = view.frame("coverage_reach")
    _draw_events(frame, view)
    eligible = _COUNTED.filled(count=format_number(int(frame["eligible"].sum()), language))
    clusters = _CLUSTER_COUNT.filled(count=_sum(frame, "clusters", view))
    projects = _PROJECT_COUNT.filled(count=_sum(frame, "projects", view))
    for key, said, nothing, alternative, counted, columns, figure in (
        (
            "distance",
            answer_distance(frame),
            _NO_DISTANCE,
            DISTANCE_ALTERNATIVE,
            eligible,
            _DISTANCE_COLUMNS,
            distance_chart,
        ),
        (
            "clusters",
            answer_clusters(frame),
            _NO_CLUSTER,
            CLUSTERS_ALTERNATIVE,
            clusters,
            _CLUSTER_COLUMNS,
            clusters_chart,
        ),
        (
            "officers",
            answer_load(frame),
            _NO_PROJECT,
            OFFICERS_ALTERNATIVE,
            projects,
            _OFFICER_COLUMNS,
            officers_chart,
        ),
    ):
        if said is None:
            empty_state(nothing.in_language(language))
        else:
            _draw(key, said, alternative, counted, columns, figure, frame, view)


def _draw_events(frame: pd.DataFrame, view: View) -> None:
    said = answer_reach(frame)
    if said is None:
        empty_state(_NO_EVENT.in_language(view.language), _NEEDED_EVENT.in_language(view.language))
        return
    figure = None if compared(frame).empty else reach_chart
    counted = _COUNTED.filled(count=_sum(frame, "eligible", view))
    _draw("events", said, REACH_ALTERNATIVE, counted, _EVENT_COLUMNS, figure, frame, view)


def _draw(
    key: str,
    said: Text,
    alternative: Text,
    counted: Text,
    columns: tuple[str, ...],
    figure: Callable[[pd.DataFrame, Language], go.Figure] | None,
    frame: pd.DataFrame,
    view: View,
) -> None:
    language = view.language
    draw_exhibit(
        Exhibit(
            key=f"coverage-reach-{key}",
            answer=said.in_language(language),
            measure=catalogue()["coverage_reach"],
            frame=frame,
            figure=None if figure is None else partial(figure, frame, language),
            alternative=alternative.in_language(language),
            counted=counted.in_language(language),
            columns=columns,
        ),
        view,
    )


def _sum(frame: pd.DataFrame, column: str, view: View) -> str:
    return format_number(int(frame[column].fillna(0).sum()), view.language)
