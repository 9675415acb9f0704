"""Tạo thêm, mất đi / Created and lost: jobs of each year against the year before."""

from __future__ import annotations

from functools import partial

from analysis.charts.jobs_flows import FLOWS_ALTERNATIVE, flows_chart
from analysis.language import format_number
from analysis.measures.jobs_answers import answer_flows
from dashboard.ui.empty import empty_state
from dashboard.ui.jobs.drawing import draw_jobs, pick_unit
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return what supported establishments created and lost in the latest year, as a sentence."""
    sentence = answer_flows(view.frame("job_flows"))
    if sentence is None:
        return view.translate("Jobs created and lost are not known for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw jobs created and lost each year and the net, counted in one unit, of one group."""
    _ = view.translate
    frame = view.frame("job_flows")
    if not (frame["compared"] > 0).any():
        empty_state(
            _("No establishment of this selection reported its workers in two years running."),
            _("Needed: the workers of each establishment, year after year."),
        )
        return
    # One below the other: side by side they would not fit a narrow screen.
    unit = pick_unit(frame, "compared", "jobs-flows", view)
    own = frame[(frame["counted_in"] == unit) & (frame["compared"] > 0)]
    names = dict(zip(own["status"], own["status_name"], strict=True))
    status = pick_breakdown(
        _("Group"),
        {code: names[code] for code in sorted(names, reverse=True)},
        f"jobs-flows-group-{view.language}",
    )
    rows = frame[(frame["counted_in"] == unit) & (frame["status"] == status)]
    rows = rows.reset_index(drop=True)
    draw_jobs(
        view,
        f"job-flows-{unit}-{status}",
        "job_flows",
        rows,
        answer_flows(rows, unit),
        partial(flows_chart, rows, unit, status, view.language),
        FLOWS_ALTERNATIVE,
        _(
            "n = {compared} comparisons of {asked} establishment-years in operation",
            compared=format_number(int(rows["compared"].sum()), view.language),
            asked=format_number(int(rows["asked"].sum()), view.language),
        ),
        "years",
    )
