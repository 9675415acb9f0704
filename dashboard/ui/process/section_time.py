"""Thời gian / Time: how long each stage takes, broken down, and which stage holds up."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analysis.charts.process_intervals import MOST_ROWS
from analysis.charts.process_time import bottleneck_chart, median_chart, stage_curve_chart
from analysis.language import format_number
from analysis.measures import catalogue
from analysis.measures.process_answers import (
    answer_bottlenecks,
    answer_stage,
    answer_stage_by,
    answer_times,
)
from analysis.measures.process_time import stage_name
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.picking import pick_breakdown, pick_one
from dashboard.ui.view import View

_LABELS = {"activity": "activity_name", "district": "district_name", "year": "year"}


def answer(view: View) -> str:
    """Return which stage takes longest, as a sentence."""
    _ = view.translate
    sentence = answer_times(view.frame("stage_times"))
    if sentence is None:
        return _("How long the stages take is not known: no days are recorded")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the times of all stages, one stage as a curve or broken down, and the ranking."""
    _ = view.translate
    times = view.frame("stage_times")
    if times.empty:
        empty_state(
            _("No project or application of this selection has days of its stages."),
            _("Needed: the day of each stage."),
        )
        return
    draw_exhibit(
        Exhibit(
            key="times",
            answer=_("Median days of each stage"),
            measure=catalogue()["stage_times"],
            frame=times,
            figure=partial(median_chart, times, "stage_time_name", view.language),
            alternative=_("Dots with intervals: the median days of each stage."),
            counted=_counted(times, view),
        ),
        view,
    )
    _draw_stage(times, view)
    _draw_ranking(view)


def _draw_stage(times: pd.DataFrame, view: View) -> None:
    _ = view.translate
    with st.container(horizontal=True, key="kc-stage-choice"):
        names = {str(stage): stage_name(str(stage), view.language) for stage in times["stage_time"]}
        slowest = view.frame("bottlenecks")["stage_time"].iloc[0]
        stage = pick_one(_("Stage"), names, f"process-stage-{view.language}", str(slowest))
        by = pick_breakdown(
            _("Broken down by"),
            {
                "everything": _("Day by day"),
                "activity": _("Activity"),
                "district": _("District"),
                "year": _("Year"),
            },
            f"process-breakdown-{view.language}",
        )
    if by == "everything":
        _draw_curve(times, stage, view)
        return
    frame = view.frame(f"stage_times_by_{by}")
    rows = frame[frame["stage_time"] == stage].reset_index(drop=True)
    label = _LABELS[by]
    sentence = answer_stage_by(frame, stage, label)
    few = len(rows) <= MOST_ROWS
    draw_exhibit(
        Exhibit(
            key=f"times-{by}-{stage}",
            answer=sentence.in_language(view.language) if sentence else names[stage],
            measure=catalogue()[f"stage_times_by_{by}"],
            frame=rows,
            figure=(partial(median_chart, rows, label, view.language)) if few else None,
            alternative=_("Dots with intervals: the median days of one stage in each group."),
            counted=_counted(rows, view),
            time_axis="rows" if by == "year" else None,
        ),
        view,
    )


def _draw_curve(times: pd.DataFrame, stage: str, view: View) -> None:
    _ = view.translate
    curves = view.frame("stage_curves")
    rows = curves[curves["stage_time"] == stage].reset_index(drop=True)
    sentence = answer_stage(times, stage)
    if rows.empty or sentence is None:
        empty_state(_("Of this stage no length can be measured in this selection."))
        return
    draw_exhibit(
        Exhibit(
            key=f"curve-{stage}",
            answer=sentence.in_language(view.language),
            measure=catalogue()["stage_curves"],
            frame=rows,
            figure=partial(stage_curve_chart, rows, times, stage, view.language),
            alternative=_("Falling curve with a band: the share of cases not done after each day."),
            counted=_counted(times[times["stage_time"] == stage], view),
        ),
        view,
    )


def _draw_ranking(view: View) -> None:
    _ = view.translate
    frame = view.frame("bottlenecks")
    sentence = answer_bottlenecks(frame)
    if sentence is None:
        return
    draw_exhibit(
        Exhibit(
            key="bottlenecks",
            answer=sentence.in_language(view.language),
            measure=catalogue()["bottlenecks"],
            frame=frame,
            figure=(partial(bottleneck_chart, frame, view.language))
            if frame["rank"].notna().any()
            else None,
            alternative=_("Dots with intervals: mean days of each stage, the slowest on top."),
            counted=_counted(frame, view),
        ),
        view,
    )
    by_activity = view.frame("bottlenecks_by_activity")
    first = by_activity[by_activity["rank"] == 1].reset_index(drop=True)
    if len(first) > 1:
        draw_exhibit(
            Exhibit(
                key="bottlenecks-activity",
                answer=_("The slowest stage of each activity"),
                measure=catalogue()["bottlenecks_by_activity"],
                frame=first,
                figure=None,
                alternative="",
                columns=(
                    "activity_name",
                    "stage_time_name",
                    "mean_days",
                    "mean_low",
                    "mean_high",
                    "slowest",
                    "rank_low",
                    "rank_high",
                    "n",
                    "ended",
                ),
            ),
            view,
        )


def _counted(frame: pd.DataFrame, view: View) -> str:
    """Return how many stages were measured, and how many could not be."""
    _ = view.translate
    parts = [
        _(
            "n = {number} stages begun, {ended} ended",
            number=format_number(int(frame["n"].sum()), view.language),
            ended=format_number(int(frame["ended"].sum()), view.language),
        )
    ]
    for column, sentence in (
        ("end_unknown", _("{number} ended on an unknown day, left out")),
        ("out_of_order", _("{number} with days out of order, left out")),
    ):
        if column in frame and int(frame[column].sum()):
            number = format_number(int(frame[column].sum()), view.language)
            parts.append(sentence.replace("{number}", number))
    return "; ".join(parts)
