"""Danh mục đề án / Project portfolio: which files may be funded, in what order, which to fund."""

from __future__ import annotations

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

view = current_view()
draw_sectioned_page(_TITLE.in_language(view.language), SECTIONS, view)
