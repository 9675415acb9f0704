"""Tổng quan / Overview: what the programme spent, reached and left open, at a glance."""

from __future__ import annotations

from analysis.language import Text
from dashboard.ui.overview import section_glance, section_minute
from dashboard.ui.sections import Section, draw_sectioned_page
from dashboard.ui.view import current_view

SECTIONS = (
    Section("glance", Text("Tổng quan", "At a glance"), section_glance),
    Section("minute", Text("Đọc trong một phút", "Read in one minute"), section_minute),
)

view = current_view()
draw_sectioned_page(view.translate("Overview"), SECTIONS, view)
