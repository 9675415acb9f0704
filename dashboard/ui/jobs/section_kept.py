"""Còn giữ / Kept: of the jobs added in the year of support, how many are there later."""

from __future__ import annotations

from functools import partial

from analysis.charts.jobs_after import KEPT_ALTERNATIVE, kept_by_year_chart, kept_chart
from analysis.language import Text
from analysis.measures.jobs_kept import MONTHS
from analysis.measures.jobs_kept_answers import answer_kept, answer_kept_by_year
from dashboard.ui.empty import empty_state
from dashboard.ui.jobs.drawing import draw_jobs, pick_unit, supports_counted
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return how many of the jobs added were kept, as a sentence."""
    sentence = answer_kept(view.frame("jobs_kept"))
    if sentence is None:
        return view.translate("How many of the jobs added were kept is not known")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the shares kept after 12 and 24 months, and one of them by year of support."""
    _ = view.translate
    frame = view.frame("jobs_kept")
    if not (frame["n"] > 0).any():
        empty_state(
            _("No job added in a year of support can be followed."),
            _("Needed: workers of the year before support, of that year and of two years after."),
        )
        return
    unit = pick_unit(frame, "n", "jobs-kept", view)
    rows = frame[frame["counted_in"] == unit].reset_index(drop=True)
    draw_jobs(
        view,
        f"jobs-kept-{unit}",
        "jobs_kept",
        rows,
        answer_kept(rows, unit) if rows["share"].notna().any() else None,
        partial(kept_chart, rows, unit, view.language),
        KEPT_ALTERNATIVE,
        supports_counted(rows["n"], view),
    )
    _draw_by_year(view)


def _draw_by_year(view: View) -> None:
    frame = view.frame("jobs_kept_by_year")
    if not frame["share"].notna().any():
        return
    names = {
        str(months): Text(f"{months} tháng", f"{months} months").in_language(view.language)
        for months in MONTHS
        if frame.loc[frame["months"] == months, "share"].notna().any()
    }
    months = int(
        pick_breakdown(view.translate("Kept after"), names, f"jobs-kept-months-{view.language}")
    )
    rows = frame[frame["months"] == months].reset_index(drop=True)
    draw_jobs(
        view,
        f"jobs-kept-by-year-{months}",
        "jobs_kept_by_year",
        rows,
        answer_kept_by_year(rows, months),
        partial(kept_by_year_chart, rows, months, view.language),
        KEPT_ALTERNATIVE,
        supports_counted([int(rows["n"].sum())], view),
        "years",
    )
