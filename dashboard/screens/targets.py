"""Chỉ tiêu, so sánh / Targets and benchmarks: what was promised, and what others publish."""

from __future__ import annotations

from analysis.language import Text
from dashboard.ui.sections import Section, draw_sectioned_page
from dashboard.ui.targets import section_benchmarks, section_targets
from dashboard.ui.view import current_view

SECTIONS = (
    Section("targets", Text("Chỉ tiêu", "Targets"), section_targets),
    Section("benchmarks", Text("So sánh", "Benchmarks"), section_benchmarks),
)

view = current_view()
draw_sectioned_page(view.translate("Targets and benchmarks"), SECTIONS, view)
