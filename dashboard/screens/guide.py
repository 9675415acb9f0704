"""Hướng dẫn / Guide: for each reader, which question, where to click, what the answer means."""

from __future__ import annotations

from analysis.language import Text
from dashboard.page_list import PAGES
from dashboard.ui.empty import empty_state
from dashboard.ui.guide.audiences import AUDIENCES
from dashboard.ui.guide.reading import read_guide
from dashboard.ui.guide.showing import draw_guide
from dashboard.ui.heading import draw_heading
from dashboard.ui.sections import draw_sections, section_of_address
from dashboard.ui.view import current_view

_MISSING = Text("Bản cài này không kèm hướng dẫn.", "This installation came without the guides.")
_WHERE = Text(
    "Các tệp hướng dẫn nằm trong thư mục docs/guide của chương trình.",
    "The guides lie in the folder docs/guide of the program.",
)

view = current_view()
language = view.language
name = next(entry.title for entry in PAGES if entry.path == "guide").in_language(language)
by_code = {audience.code: audience for audience in AUDIENCES}
shown = by_code[section_of_address(list(by_code))]
labels = {code: audience.name.in_language(language) for code, audience in by_code.items()}
links = {
    audience.path(language).name: f"?view={audience.code}&lang={language}" for audience in AUDIENCES
}
try:
    guide = read_guide(shown.path(language), links)
except OSError:
    draw_heading(name, labels[shown.code])
    draw_sections(shown.code, labels, view.translate)
    empty_state(_MISSING.in_language(language), _WHERE.in_language(language))
else:
    draw_heading(name, guide.title)
    draw_sections(shown.code, labels, view.translate)
    draw_guide(guide, view)
