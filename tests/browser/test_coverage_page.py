"""The page of coverage: every section paints, and the sheet of a place prints on one page."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

SECTIONS = ["compared", "steps", "reach", "fairness", "plan", "profile", "boundaries"]


def test_every_section_paints_cleanly_on_a_narrow_english_screen(open_watched) -> None:
    window = open_watched(390, 900)
    for section in SECTIONS:
        page = window.visit("coverage", lang="en", view=section)
        assert page.locator('[data-testid="stException"]').count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        window.shot(f"coverage-{section}-en-390")
        window.assert_clean()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_sheet_of_a_place_prints_on_one_page(open_watched, language) -> None:
    window = open_watched()
    page = window.open("coverage", lang=language, view="profile", districts="535")
    assert "Ba Tơ" in page.locator("h1").inner_text()
    paper = page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="print")
    assert page.locator('[data-testid="stSidebar"]').is_hidden()
    mark = page.locator('[data-testid="stAlertContainer"]').first
    assert mark.is_visible()
    assert ("MÔ PHỎNG" if language == "vi" else "SIMULATED") in mark.inner_text()
    window.assert_clean()


def test_the_button_opens_the_print_dialog(open_watched) -> None:
    window = open_watched()
    page = window.open("coverage", lang="vi", view="profile")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="In một trang A4").press("Enter")
    page.wait_for_function("() => window.printed === true")
    window.settle()
    window.assert_clean()
