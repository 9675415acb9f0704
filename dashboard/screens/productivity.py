"""Năng suất / Productivity: what supported establishments became, and where growth came from."""

from __future__ import annotations

import streamlit as st

from analysis.language import Text
from dashboard.ui.evidence.section_effect import EffectSection
from dashboard.ui.productivity import (
    section_change,
    section_distribution,
    section_growth,
    section_level,
    section_missing,
    section_quality,
    section_survival,
)
from dashboard.ui.sections import Section, draw_sectioned_page
from dashboard.ui.view import current_view

SECTIONS = (
    Section("effect", Text("Do hỗ trợ?", "Due to support?"), EffectSection("productivity")),
    Section("level", Text("Theo năm", "By year"), section_level),
    Section("distribution", Text("Phân bố", "Spread"), section_distribution),
    Section("change", Text("Thay đổi", "Change"), section_change),
    Section("growth", Text("Tăng do đâu", "Growth"), section_growth),
    Section("quality", Text("Chất lượng, thị trường", "Quality, markets"), section_quality),
    Section("survival", Text("Còn hoạt động", "Survival"), section_survival),
    Section("missing", Text("Còn thiếu", "Missing"), section_missing),
)

view = current_view()
_ = view.translate

# 1. The answer of the section, the control for the sections, and the section.
draw_sectioned_page(_("Productivity"), SECTIONS, view)

# 2. What holds for every figure of the page.
st.caption(_("Only the first section asks what support caused; the others describe."))
