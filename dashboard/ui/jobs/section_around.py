"""Trước và sau hỗ trợ / Around support: jobs at the same establishments, year by year."""

from __future__ import annotations

from functools import partial

from analysis.charts.jobs_after import AROUND_ALTERNATIVE, around_chart
from analysis.measures.jobs_answers import answer_around
from dashboard.ui.empty import empty_state
from dashboard.ui.jobs.drawing import draw_jobs, pick_unit, supports_counted
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return how jobs of supported establishments changed, as a sentence."""
    sentence = answer_around(view.frame("jobs_around"))
    if sentence is None:
        return view.translate("How jobs of supported establishments changed is not known")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the change in jobs by years since support, counted in one unit."""
    _ = view.translate
    frame = view.frame("jobs_around")
    if not (frame["n"] > 0).any():
        empty_state(
            _("No supported establishment reported its workers both before and after support."),
            _("Needed: results of the year before support and of later years."),
        )
        return
    unit = pick_unit(frame, "n", "jobs-around", view)
    rows = frame[frame["counted_in"] == unit].reset_index(drop=True)
    draw_jobs(
        view,
        f"jobs-around-{unit}",
        "jobs_around",
        rows,
        answer_around(rows, unit),
        partial(around_chart, rows, unit, view.language),
        AROUND_ALTERNATIVE,
        supports_counted(rows["n"], view),
    )
