"""What the sections on jobs share: choosing what jobs are counted in, and drawing an exhibit."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.annotations import TimeAxis
from analysis.language import Text, format_number
from analysis.measures import catalogue
from analysis.measures.jobs_columns import UNITS, CountedIn
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View


def pick_unit(frame: pd.DataFrame, known: str, key: str, view: View) -> CountedIn:
    """Draw the choice among the units a frame has a known value of, and return its code.

    `known` names the column that tells whether a row says anything.
    """
    rows = frame[frame[known].notna() & (frame[known] != 0)]
    present = set(rows["counted_in"])
    units = [unit for unit in UNITS if unit.code in present] or list(UNITS[:1])
    names = {unit.code: unit.name.in_language(view.language) for unit in units}
    return pick_breakdown(view.translate("Counted in"), names, f"{key}-{view.language}")


def draw_jobs(
    view: View,
    key: str,
    name: str,
    frame: pd.DataFrame,
    sentence: Text | None,
    figure: Callable[[], go.Figure],
    alternative: Text,
    counted: str,
    time_axis: TimeAxis | None = None,
) -> None:
    """Draw rows of a measure with their chart; the table alone where no sentence answers."""
    measure = catalogue()[name]
    draw_exhibit(
        Exhibit(
            key=key,
            answer=(sentence or measure.title).in_language(view.language),
            measure=measure,
            frame=frame,
            figure=None if sentence is None else figure,
            alternative=alternative.in_language(view.language),
            counted=counted,
            time_axis=time_axis,
        ),
        view,
    )


def supports_counted(numbers: Iterable[int], view: View) -> str:
    """Return of how many years of support a figure is made, from fewest to most of `numbers`.

    A mark of no support is left out.
    """
    _ = view.translate
    found = [int(number) for number in numbers if number > 0]
    least, most = min(found, default=0), max(found, default=0)
    if least < most:
        return _(
            "n = {least} to {most} years of support",
            least=format_number(least, view.language),
            most=format_number(most, view.language),
        )
    return _.plural(
        "n = {number} year of support",
        "n = {number} years of support",
        most,
        number=format_number(most, view.language),
    )
