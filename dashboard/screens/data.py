"""Dữ liệu / Data: hand in, mend, decide on duplicates, go back, correct, record dated notes."""

from __future__ import annotations

from dashboard.page_list import PAGES
from dashboard.ui.access import current_reader
from dashboard.ui.annotations import section_annotations
from dashboard.ui.handin import (
    section_corrections,
    section_duplicates,
    section_handin,
    section_history,
    section_todo,
)
from dashboard.ui.handin.allowed import sections_for
from dashboard.ui.handin.sections import section_labels
from dashboard.ui.heading import draw_heading
from dashboard.ui.sections import draw_sections, section_of_address
from dashboard.ui.view import current_view

DRAWN = {
    "handin": section_handin,
    "todo": section_todo,
    "duplicates": section_duplicates,
    "history": section_history,
    "corrections": section_corrections,
    "annotations": section_annotations,
}

view = current_view()
_ = view.translate
allowed = sections_for(current_reader())
section = section_of_address(allowed)

# 1. The answer of the section.
title = next(entry.title for entry in PAGES if entry.path == "data")
draw_heading(title.in_language(view.language), DRAWN[section].answer(view))

# 2. The sections, one of which stands in the address.
draw_sections(section, {code: section_labels(_)[code] for code in allowed}, _)

# 3. The section.
DRAWN[section].draw(view)
