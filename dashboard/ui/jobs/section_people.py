"""Lao động nữ, qua đào tạo / Women and skilled: whose jobs they are."""

from __future__ import annotations

from functools import partial

from analysis.charts.jobs_flows import SHARES_ALTERNATIVE, shares_chart
from analysis.language import format_number
from analysis.measures.jobs_answers import answer_shares
from analysis.measures.jobs_shares import PARTS
from dashboard.ui.empty import empty_state
from dashboard.ui.jobs.drawing import draw_jobs
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return the share of women, or of skilled workers, as a sentence."""
    frame = view.frame("job_shares")
    sentence = answer_shares(frame, "women") or answer_shares(frame, "skilled")
    if sentence is None:
        return view.translate("Which workers are women or skilled is not known")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the share of women and that of skilled workers by year, supported and not."""
    _ = view.translate
    frame = view.frame("job_shares")
    if frame.empty:
        empty_state(
            _("No establishment of this selection reported women or skilled workers."),
            _("Needed: all workers, women and skilled workers of each establishment."),
        )
        return
    for unit in PARTS:
        rows = frame[frame["counted_in"] == unit.code].reset_index(drop=True)
        if rows.empty:
            continue
        draw_jobs(
            view,
            f"job-shares-{unit.code}",
            "job_shares",
            rows,
            answer_shares(rows, unit.code),
            partial(shares_chart, rows, unit.code, view.language),
            SHARES_ALTERNATIVE,
            _(
                "n = {answered} answers of {alive} establishment-years in operation",
                answered=format_number(int(rows["n"].sum()), view.language),
                alive=format_number(int(rows["asked"].sum()), view.language),
            ),
            "years",
        )
