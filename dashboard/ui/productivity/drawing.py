"""What the sections on outcomes share: choosing an outcome, counting, and drawing an exhibit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.annotations import TimeAxis
from analysis.language import Text, format_number
from analysis.measures import catalogue
from analysis.measures.outcome_list import OUTCOMES
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.picking import pick_one
from dashboard.ui.view import View


def pick_outcome(
    frame: pd.DataFrame,
    key: str,
    view: View,
    *,
    leave: Sequence[str] = (),
    first: str | None = None,
) -> str:
    """Draw the choice among the outcomes a frame has rows of, and return its code."""
    present = set(frame["outcome"]) - set(leave)
    names = {
        outcome.code: outcome.label.in_language(view.language)
        for outcome in OUTCOMES
        if outcome.code in present
    }
    return pick_one(view.translate("Outcome"), names, f"{key}-{view.language}", first)


def draw_outcome(
    view: View,
    key: str,
    name: str,
    frame: pd.DataFrame,
    sentence: Text | None,
    figure: Callable[[], go.Figure] | None,
    alternative: Text,
    counted: str | None = None,
    time_axis: TimeAxis | None = None,
) -> None:
    """Draw rows of a measure with their chart; its title where no sentence answers."""
    measure = catalogue()[name]
    draw_exhibit(
        Exhibit(
            key=key,
            answer=(sentence or measure.title).in_language(view.language),
            measure=measure,
            frame=frame,
            figure=figure,
            alternative=alternative.in_language(view.language),
            counted=counted,
            time_axis=time_axis,
        ),
        view,
    )


def answers_counted(frame: pd.DataFrame, view: View) -> str:
    """Return of how many answers a figure is made."""
    number = int(frame["n"].sum())
    return view.translate.plural(
        "n = {number} answer",
        "n = {number} answers",
        number,
        number=format_number(number, view.language),
    )


def no_answers(view: View) -> None:
    """Say that no outcome is reported in the selection, and what would be needed."""
    _ = view.translate
    empty_state(
        _("No establishment of this selection has reported results."),
        _("Needed: the yearly results of each establishment."),
    )
