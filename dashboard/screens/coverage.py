"""Độ phủ / Coverage: how far support reached, who is left out, why, and what closing it takes."""

from __future__ import annotations

from analysis.language import Text
from dashboard.ui.coverage import (
    section_boundaries,
    section_compared,
    section_fairness,
    section_map,
    section_plan,
    section_profile,
    section_reach,
    section_steps,
)
from dashboard.ui.sections import Section, draw_sectioned_page
from dashboard.ui.view import current_view

_TITLE = Text("Độ phủ", "Coverage")

SECTIONS = (
    Section("map", Text("Bản đồ", "Map"), section_map),
    Section("compared", Text("So sánh", "Compared"), section_compared),
    Section("steps", Text("Vì sao", "Why"), section_steps),
    Section("reach", Text("Tiếp cận", "Reach"), section_reach),
    Section("fairness", Text("Công bằng", "Fairness"), section_fairness),
    Section("plan", Text("Kế hoạch", "Plan"), section_plan),
    Section("profile", Text("Hồ sơ địa bàn", "Profile"), section_profile),
    Section("boundaries", Text("Địa giới", "Boundaries"), section_boundaries),
)

view = current_view()
draw_sectioned_page(_TITLE.in_language(view.language), SECTIONS, view)
