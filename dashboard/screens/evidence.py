"""Bằng chứng / Evidence: what the programme changed, how sure that is, and what would be surer."""

from __future__ import annotations

import streamlit as st

from analysis.language import Text
from dashboard.ui.evidence import (
    section_all,
    section_basis,
    section_case,
    section_checks,
    section_cutoff,
    section_dose,
    section_matched,
    section_others,
    section_plan,
    section_sensitivity,
    section_whom,
)
from dashboard.ui.evidence.section_effect import EffectSection
from dashboard.ui.sections import Section, draw_sectioned_page
from dashboard.ui.view import current_view

SECTIONS = (
    Section("effect", Text("Kết luận", "Answer"), EffectSection()),
    Section("checks", Text("Kiểm tra", "Checks"), section_checks),
    Section("sensitivity", Text("Độ nhạy", "Sensitivity"), section_sensitivity),
    Section("matched", Text("So sánh ghép cặp", "Matched comparison"), section_matched),
    Section("others", Text("Cách tính khác", "Other answers"), section_others),
    Section("whom", Text("Với ai", "For whom"), section_whom),
    Section("dose", Text("Mức, số lần", "How much, how often"), section_dose),
    Section("case", Text("Một dự án", "One project"), section_case),
    Section("cutoff", Text("Ngưỡng điểm", "Threshold"), section_cutoff),
    Section("basis", Text("Tính từ ai", "Whom it is about"), section_basis),
    Section("plan", Text("Theo dõi tiếp", "What to follow"), section_plan),
    Section("all", Text("Mọi chỉ tiêu", "All outcomes"), section_all),
)

view = current_view()
_ = view.translate

# 1. The answer of the section, the control for the sections, and the section.
draw_sectioned_page(_("Evidence"), SECTIONS, view)

# 2. What holds for every figure of the page.
st.caption(
    _(
        "Years filtered are years in which support began; amounts are at constant prices. Grades 1 "
        "to 5 are those of the Maryland scale; 0, a single point in time, is our own."
    )
)
