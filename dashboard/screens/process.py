"""Quy trình / Process: how applications and projects run, where they wait, who carries them."""

from __future__ import annotations

from analysis.language import Text
from dashboard.ui.process import (
    section_applications,
    section_deadlines,
    section_difficulties,
    section_officers,
    section_steps,
    section_time,
)
from dashboard.ui.sections import Section, draw_sectioned_page
from dashboard.ui.view import current_view

SECTIONS = (
    Section("applications", Text("Hồ sơ", "Applications"), section_applications),
    Section("time", Text("Thời gian", "Time"), section_time),
    Section("deadlines", Text("Thời hạn", "Deadlines"), section_deadlines),
    Section("steps", Text("Các bước", "Steps"), section_steps),
    Section("difficulties", Text("Vướng mắc", "Difficulties"), section_difficulties),
    Section("officers", Text("Cán bộ, tuyên truyền", "Officers, outreach"), section_officers),
)

view = current_view()
draw_sectioned_page(view.translate("Process"), SECTIONS, view)
