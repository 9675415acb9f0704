"""Tuần này / This week: what is overdue, due and next, for one officer or for all."""

from __future__ import annotations

from dashboard.ui.heading import draw_heading
from dashboard.ui.view import current_view
from dashboard.ui.week import section_week

view = current_view()
draw_heading(view.translate("This week"), section_week.answer(view))
section_week.draw(view)
