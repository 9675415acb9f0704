"""Việc làm / Jobs: created and lost, kept, at which cost, and whether support made them."""

from __future__ import annotations

import streamlit as st

from analysis.language import Text
from dashboard.ui.evidence.section_effect import EffectSection
from dashboard.ui.jobs import (
    section_around,
    section_cost,
    section_flows,
    section_groups,
    section_kept,
    section_net,
    section_people,
)
from dashboard.ui.sections import Section, draw_sectioned_page
from dashboard.ui.view import current_view

SECTIONS = (
    Section("effect", Text("Do hỗ trợ?", "Due to support?"), EffectSection("jobs")),
    Section("net", Text("Việc làm ròng", "Net jobs"), section_net),
    Section("flows", Text("Tạo thêm, mất đi", "Created and lost"), section_flows),
    Section("around", Text("Trước và sau hỗ trợ", "Around support"), section_around),
    Section("kept", Text("Còn giữ", "Kept"), section_kept),
    Section("cost", Text("Kinh phí một việc làm", "Grant per job"), section_cost),
    Section("groups", Text("Theo nhóm", "By group"), section_groups),
    Section("people", Text("Lao động nữ, qua đào tạo", "Women and skilled"), section_people),
)

view = current_view()
_ = view.translate

# 1. The answer of the section, the control for the sections, and the section.
draw_sectioned_page(_("Jobs"), SECTIONS, view)

# 2. What holds for every figure of the page.
st.caption(_("Only the first two sections ask what support caused; the others describe."))
