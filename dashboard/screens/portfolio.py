"""Danh mục đề án / Project portfolio: which files may be funded, in what order, which to fund."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.language import Text
from dashboard.ui.portfolio import (
    section_backtest,
    section_gates,
    section_order,
    section_plan,
    section_saved,
    section_tradeoffs,
)
from dashboard.ui.sections import Section, draw_sectioned_page
from dashboard.ui.view import current_view

_TITLE = Text("Danh mục đề án", "Project portfolio")

SECTIONS = (
    Section("gates", Text("Điều kiện", "Gates"), section_gates),
    Section("order", Text("Thứ tự ưu tiên", "Law's order"), section_order),
    Section("plan", Text("Danh mục", "Plan"), section_plan),
    Section("tradeoffs", Text("Đánh đổi", "Trade-offs"), section_tradeoffs),
    Section("backtest", Text("Chọn đúng chưa?", "Did we choose well?"), section_backtest),
    Section("saved", Text("Đã lưu", "Saved plans"), section_saved),
)

_YEARS = Text(
    "Trang này chọn hồ sơ theo năm kế hoạch ở trên; bộ lọc năm bên cạnh không áp dụng.",
    "This page chooses files by the plan year above; the filter of years beside does not apply.",
)

# 1. Files wait for one plan year, chosen on the page: years of the past have none.
asked = current_view()
view = replace(asked, scope=replace(asked.scope, years=()))

# 2. The answer of the section, the control for the sections, and the section.
draw_sectioned_page(_TITLE.in_language(view.language), SECTIONS, view)
if asked.scope.years:
    st.caption(_YEARS.in_language(view.language))
