"""Thứ tự ưu tiên / Law's order: where each file stands by law, why, and where it may stand."""

from __future__ import annotations

from functools import partial

from analysis.charts.portfolio_gates import MOST_PLACES, ORDER_ALTERNATIVE, order_chart
from analysis.decisions.selection_answers import (
    NEEDED_FILES,
    ORDER,
    answer_order,
    order_reasons,
)
from analysis.exports.notebook_calls import ask
from analysis.language import Text, format_number
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.portfolio.asking import draw_year, files_shown, year_shown
from dashboard.ui.view import View
from dashboard.ui.week.lists import draw_list

_TABLE = (
    *("order_no", "application_id", "name", "place", "best_place", "worst_place", "reason"),
    *("law_unknown", "overall_name"),
)
_CHART = Text(
    "Hạng của {count} hồ sơ đứng đầu; vòng rỗng là hồ sơ có diện chưa rõ",
    "The places of the first {count} files; a hollow dot has a class that is not known",
)
_LIST = Text("Từng hồ sơ đứng ở đâu và vì sao", "Where each file stands, and why")
_COUNTED = Text("n = {count} hồ sơ", "n = {count} files")


def answer(view: View) -> str:
    """Return how many files share the first place, as a sentence."""
    return answer_order(files_shown(view)).in_language(view.language)


def draw(view: View) -> None:
    """Draw the places of the first files, and the list of all with its reasons."""
    draw_year(view)
    files = files_shown(view)
    if files.empty:
        empty_state(answer(view) + ".", NEEDED_FILES.in_language(view.language))
        return
    frame = ask(order_reasons, files, view.language)
    listed = _LIST.in_language(view.language)
    draw_list(f"plan-order-list-{year_shown(view)}", listed, ORDER, frame, _TABLE, view)
    shown = format_number(min(len(files), MOST_PLACES), view.language)
    draw_exhibit(
        Exhibit(
            key=f"plan-order-{year_shown(view)}",
            answer=_CHART.filled(count=shown).in_language(view.language),
            measure=ORDER,
            frame=frame,
            figure=partial(order_chart, frame, view.language),
            alternative=ORDER_ALTERNATIVE.in_language(view.language),
            counted=_COUNTED.filled(count=format_number(len(files), view.language)).in_language(
                view.language
            ),
        ),
        view,
    )
