"""Chỉ tiêu / Targets: what each year's plan set, what was reached, what remains by the month."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analysis.charts.targets import TARGETS_ALTERNATIVE, targets_chart
from analysis.language import Text
from analysis.measures import catalogue
from analysis.measures.targets_answers import answer_targets, shown_year
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.targets import section_national
from dashboard.ui.view import View

_COLUMNS = (
    "year",
    "indicator_name",
    "district_name",
    "fund_source_name",
    "unit",
    "target_value",
    "actual",
    "achieved",
    "state_name",
    "remaining",
    "months_left",
    "remaining_per_month",
    "unknown",
    "source",
)


def answer(view: View) -> str:
    """Return how many targets of the latest year were reached, and the time left."""
    sentence = answer_targets(_of_latest_year(view.frame("targets_progress")))
    if sentence is None:
        return view.translate("No target is recorded for this selection")
    return _words(sentence, view)


def draw(view: View) -> None:
    """Draw the targets of the latest year, of the province and of districts, and all years."""
    _ = view.translate
    st.caption(
        _("Targets are set for a year and a place: only the filters by year and district apply.")
    )
    frame = view.frame("targets_progress")
    if frame.empty:
        empty_state(
            _("No target is recorded for this selection."),
            _("Needed: the yearly plan's targets, by indicator and by unit."),
        )
    else:
        latest = _of_latest_year(frame)
        province = latest["whole_province"].astype(bool)
        _draw_year(view, latest[province], "targets-province", None)
        _draw_year(view, latest[~province], "targets-districts", _("Targets of districts"))
        _draw_all(view, frame)
    section_national.draw(view)


def _of_latest_year(frame: pd.DataFrame) -> pd.DataFrame:
    year = shown_year(frame)
    return frame if year is None else frame[frame["year"] == year]


def _draw_year(view: View, rows: pd.DataFrame, key: str, lead: str | None) -> None:
    sentence = answer_targets(rows)
    if sentence is None:
        return
    said = _words(sentence, view)
    draw_exhibit(
        Exhibit(
            key=key,
            answer=said if lead is None else f"{lead}. {said}",
            measure=catalogue()["targets_progress"],
            frame=rows,
            figure=partial(targets_chart, rows, view.language),
            alternative=_words(TARGETS_ALTERNATIVE, view),
            columns=_COLUMNS,
        ),
        view,
    )


def _draw_all(view: View, frame: pd.DataFrame) -> None:
    if frame["year"].nunique() < 2:
        return
    draw_exhibit(
        Exhibit(
            key="targets-all",
            answer=view.translate("Targets of every year"),
            measure=catalogue()["targets_progress"],
            frame=frame,
            figure=None,
            alternative="",
            columns=_COLUMNS,
        ),
        view,
    )


def _words(text: Text, view: View) -> str:
    return text.in_language(view.language)
