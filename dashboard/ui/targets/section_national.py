"""Mục tiêu quốc gia / National targets: context for the province's own, never a yardstick."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures import catalogue
from analysis.measures.targets_answers import answer_national_targets
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.view import View

_COLUMNS = (
    "indicator_name",
    "period_name",
    "figure",
    "measurement_unit_name",
    "source",
    "note",
)
_PRESS = Text("ghi ở từng dòng", "named in each row")


def answer(view: View) -> str:
    """Return how many national targets are published."""
    sentence = answer_national_targets(view.frame("national_targets"))
    if sentence is None:
        return view.translate("No national target is recorded for these years")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the national targets as a table."""
    _ = view.translate
    frame = view.frame("national_targets")
    if frame.empty:
        empty_state(_("No national target is recorded for these years in this data set."))
        return
    draw_exhibit(
        Exhibit(
            key="targets-national",
            answer=answer(view),
            measure=catalogue()["national_targets"],
            frame=frame,
            figure=None,
            alternative="",
            columns=_COLUMNS,
            source=_PRESS.in_language(view.language),
        ),
        view,
    )
