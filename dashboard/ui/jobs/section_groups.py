"""Theo nhóm / By group: the change in jobs by activity, industry, size and place."""

from __future__ import annotations

from functools import partial

from analysis.charts.jobs_groups import GROUPS_ALTERNATIVE, groups_chart
from analysis.measures.jobs_answers import answer_groups
from analysis.measures.jobs_groups import GROUPS, is_one_group
from dashboard.ui.empty import empty_state
from dashboard.ui.jobs.drawing import draw_jobs, supports_counted
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return whether groups differ, as a sentence: of activities, else of the first that can."""
    for column in GROUPS:
        sentence = answer_groups(view.frame(f"jobs_by_{column}"), column)
        if sentence is not None:
            return sentence.in_language(view.language)
    return view.translate("How jobs changed by group is not known for this selection")


def draw(view: View) -> None:
    """Draw the change in jobs of each group of one kind."""
    _ = view.translate
    recorded = {
        column: name.in_language(view.language)
        for column, name in GROUPS.items()
        if any(is_one_group(column, str(code)) for code in view.frame(f"jobs_by_{column}")[column])
    }
    if not recorded:
        empty_state(
            _("What the supported establishments are is not recorded."),
            _("Needed: the industry, size and place of each, and workers around support."),
        )
        return
    column = pick_breakdown(_("Jobs by"), recorded, f"jobs-groups-{view.language}")
    frame = view.frame(f"jobs_by_{column}")
    draw_jobs(
        view,
        f"jobs-by-{column}",
        f"jobs_by_{column}",
        frame,
        answer_groups(frame, column),
        partial(groups_chart, frame, column, view.language),
        GROUPS_ALTERNATIVE,
        supports_counted([int(frame["n"].sum())], view),
    )
