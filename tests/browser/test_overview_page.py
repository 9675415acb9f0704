"""The overview: what is read in one minute prints on one page, and a page opens as code."""

from __future__ import annotations

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


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


def test_a_page_opens_as_code_and_a_thing_leads_to_its_page(open_watched) -> None:
    window = open_watched(390, 900)
    page = window.open("", lang="en", years="2023,2024,2025")
    page.locator(".st-key-kc-notebook summary").click()
    code = page.locator(".st-key-kc-notebook code")
    code.wait_for()
    assert 'scope = kc.Scope(years=(2023, 2024, 2025), language="en")' in code.inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download .ipynb").click()
    assert waiting.value.suggested_filename.endswith(".ipynb")
    page.locator(".st-key-kc-thing-gap a").click()
    page.wait_for_url(re.compile(r"/targets\?.*years=2023"))
    window.settle()
    window.shot("overview-to-targets-en-390")
    window.assert_clean()
