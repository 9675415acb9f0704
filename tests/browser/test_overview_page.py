"""The overview: what is read in one minute prints on one page, and a page opens as code."""

from __future__ import annotations

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_CARDS = """() => [...document.querySelectorAll('[data-testid="stMetric"]')].map(figure => {
  const card = figure.closest('[data-testid="stVerticalBlock"]').getBoundingClientRect();
  return [card.top, card.height];
})"""


def test_what_is_read_in_one_minute_prints_on_one_page(open_watched) -> None:
    for language, mark in (("vi", "MÔ PHỎNG"), ("en", "SIMULATED")):
        window = open_watched()
        page = window.open("", lang=language, view="minute")
        sheet = page.locator(".kc-minute")
        assert sheet.locator("th[scope=rowgroup]").count() == 3
        paper = page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
        page.emulate_media(media="print")
        assert page.locator('[data-testid="stSidebar"]').is_hidden()
        assert sheet.is_visible()
        assert mark in page.locator('[data-testid="stAlertContainer"]').first.inner_text()
        window.shot(f"overview-minute-{language}-print")
        window.assert_clean()


def test_the_figures_of_a_row_are_equally_tall(open_watched) -> None:
    page = open_watched().open("", lang="vi")
    rows: dict[float, set[int]] = {}
    for top, height in page.evaluate(_CARDS):
        rows.setdefault(top, set()).add(round(height))
    assert len(rows) == 2
    assert all(len(heights) == 1 for heights in rows.values()), rows


def test_a_page_opens_as_code_and_a_thing_leads_to_its_page(open_watched) -> None:
    window = open_watched(390, 900)
    page = window.open("", lang="en", years="2023,2024,2025")
    page.locator(".st-key-kc-notebook summary").click()
    code = page.locator(".st-key-kc-notebook code")
    code.wait_for()
    # A button that the end of the run draws anew loses the click that falls in between.
    window.settle()
    assert 'scope = kc.Scope(years=(2023, 2024, 2025), language="en")' in code.inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download .ipynb").click()
    assert waiting.value.suggested_filename.endswith(".ipynb")
    page.locator(".st-key-kc-thing-gap a").click()
    page.wait_for_url(re.compile(r"/targets\?.*years=2023"))
    window.settle()
    window.shot("overview-to-targets-en-390")
    window.assert_clean()
