"""Sản phẩm ưu tiên / Priority products: which lead by score, how sure that is, and why."""

from __future__ import annotations

from analysis.language import Text
from dashboard.ui.products import section_law, section_one, section_ranking, section_robust
from dashboard.ui.sections import Section, draw_sectioned_page
from dashboard.ui.view import current_view

_TITLE = Text("Sản phẩm ưu tiên", "Priority products")

SECTIONS = (
    Section("ranking", Text("Xếp hạng", "Ranking"), section_ranking),
    Section("robust", Text("Độ vững", "Robustness"), section_robust),
    Section("law", Text("So với thứ tự của luật", "Against the law's order"), section_law),
    Section("one", Text("Một sản phẩm", "One product"), section_one),
)

view = current_view()
draw_sectioned_page(_TITLE.in_language(view.language), SECTIONS, view)
