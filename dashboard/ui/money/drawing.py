"""Drawing a measure of money by its chart, counted in projects: what most sections here do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.annotations import TimeAxis
from analysis.language import Language, Text
from analysis.measures import catalogue
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.headlines import projects_counted
from dashboard.ui.view import View

Chart = Callable[[pd.DataFrame, Language], go.Figure]


def draw_money(
    view: View,
    key: str,
    name: str,
    sentence: Text | None,
    chart: Chart,
    alternative: str,
    time_axis: TimeAxis | None = None,
    frame: pd.DataFrame | None = None,
) -> None:
    """Draw a measure with its chart; its title where no sentence answers.

    `frame` is drawn in place of all the measure's rows.
    """
    measure = catalogue()[name]
    rows = view.frame(name) if frame is None else frame
    draw_exhibit(
        Exhibit(
            key=key,
            answer=(sentence or measure.title).in_language(view.language),
            measure=measure,
            frame=rows,
            figure=partial(chart, rows, view.language),
            alternative=alternative,
            counted=projects_counted(view),
            time_axis=time_axis,
        ),
        view,
    )
