"""The exhibit of published figures, the same on every page that shows some of them."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analysis.language import format_number
from analysis.measures import catalogue
from dashboard.ui.chart import Exhibit
from dashboard.ui.view import View

_COLUMNS = (
    "geography_name",
    "indicator_name",
    "period_name",
    "figure",
    "text_value",
    "measurement_unit_name",
    "status_name",
    "source",
)


def published_exhibit(
    view: View,
    frame: pd.DataFrame,
    answer: str,
    figure: Callable[[], go.Figure] | None = None,
    alternative: str = "",
) -> Exhibit:
    """Return published figures under an answer; without a figure their table stands alone."""
    _ = view.translate
    return Exhibit(
        key="published",
        answer=answer,
        measure=catalogue()["published_figures"],
        frame=frame,
        figure=figure,
        alternative=alternative,
        counted=_.plural(
            "n = {number} figure",
            "n = {number} figures",
            len(frame),
            number=format_number(len(frame), view.language),
        ),
        source=_("named in each row of the table"),
        columns=_COLUMNS,
    )
