"""Kinh phí / Funding: how the money moved, what it went to, and what stands beside it."""

from __future__ import annotations

import streamlit as st

from analysis.language import Text
from dashboard.ui.money import (
    section_absorption,
    section_breakdown,
    section_ceilings,
    section_context,
    section_leverage,
    section_recipients,
    section_reconciliation,
    section_trend,
)
from dashboard.ui.sections import Section, draw_sectioned_page
from dashboard.ui.view import current_view

SECTIONS = (
    Section("trend", Text("Diễn biến", "Trend"), section_trend),
    Section("breakdown", Text("Cơ cấu", "Breakdown"), section_breakdown),
    Section("leverage", Text("Vốn đối ứng", "Own money"), section_leverage),
    Section("absorption", Text("Giải ngân", "Absorption"), section_absorption),
    Section("recipients", Text("Cơ sở nhận", "Recipients"), section_recipients),
    Section("ceilings", Text("Mức tối đa", "Ceilings"), section_ceilings),
    Section("reconciliation", Text("Đối chiếu", "Reconciliation"), section_reconciliation),
    Section("context", Text("Bối cảnh", "Context"), section_context),
)

view = current_view()
_ = view.translate

# 1. The answer of the section, the control for the sections, and the section.
draw_sectioned_page(_("Funding"), SECTIONS, view)

# 2. What holds for every figure of the page.
st.caption(_("Amounts are never added across currencies, and an unknown amount is never zero."))
