"""Thứ tự ưu tiên / Law's order: where each file stands by law, why, and where it may stand."""

from __future__ import annotations

import streamlit as st

from analysis.charts.portfolio_gates import ORDER_ALTERNATIVE, order_chart
from analysis.charts.process_intervals import MOST_ROWS
from analysis.decisions.candidates import DEFINITIONS as CANDIDATES
from analysis.decisions.law_columns import CAVEATS, COUNTS
from analysis.decisions.selection_answers import NEEDED_FILES, answer_order
from analysis.language import Text, format_number
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.portfolio.asking import draw_year, files_shown, year_shown
from dashboard.ui.view import View
from dashboard.ui.week.lists import draw_list

_TABLE = (
    *("order_no", "application_id", "name", "place", "best_place", "worst_place"),
    *("law_area", "law_area_unknown", "law_industry", "law_industry_unknown", "overall_name"),
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
    [measure] = CANDIDATES
    shown = format_number(min(len(files), MOST_ROWS), view.language)
    draw_list("plan-order-list", _LIST.in_language(view.language), measure, files, _TABLE, view)
    draw_exhibit(
        Exhibit(
            key=f"plan-order-{year_shown(view)}",
            answer=_CHART.filled(count=shown).in_language(view.language),
            measure=measure,
            frame=files,
            figure=lambda: order_chart(files, view.language),
            alternative=ORDER_ALTERNATIVE.in_language(view.language),
            counted=_COUNTED.filled(count=format_number(len(files), view.language)).in_language(
                view.language
            ),
            columns=_TABLE,
        ),
        view,
    )
    st.caption(COUNTS.in_language(view.language))
    st.caption(CAVEATS.in_language(view.language))
