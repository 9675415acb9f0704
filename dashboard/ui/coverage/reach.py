"""What each place was reached by: events, distance, clusters never visited, officers."""

from __future__ import annotations

from functools import partial

from analysis.charts.coverage_closing import REACH_ALTERNATIVE, reach_chart
from analysis.language import Text, format_number
from analysis.measures import catalogue
from analysis.measures.coverage_reach import answer_reach, compared
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


def draw_reach(view: View) -> None:
    """Draw events per 100 establishments against the share told, with what else each place has."""
    language = view.language
    frame = view.frame("coverage_reach")
    sentence = answer_reach(frame)
    if sentence is None:
        empty_state(_NO_EVENT.in_language(language), _NEEDED_EVENT.in_language(language))
        return
    count = format_number(int(frame["eligible"].sum()), language)
    draw_exhibit(
        Exhibit(
            key="coverage-reach",
            answer=sentence.in_language(language),
            measure=catalogue()["coverage_reach"],
            frame=frame,
            figure=None if compared(frame).empty else partial(reach_chart, frame, language),
            alternative=REACH_ALTERNATIVE.in_language(language),
            counted=_COUNTED.filled(count=count).in_language(language),
        ),
        view,
    )
