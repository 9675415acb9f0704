"""The page of priority products: every section paints, and weights set by hand stay in the link."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenWatched

pytestmark = pytest.mark.browser

SECTIONS = ("ranking", "robust", "law", "one")


def test_every_section_paints_cleanly_on_a_narrow_english_screen(
    open_watched: OpenWatched,
) -> None:
    window = open_watched(390, 900)
    for section in SECTIONS:
        page = window.visit("products", lang="en", view=section, weights="sliders.export_share-9")
        assert page.locator('[data-testid="stException"]').count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        window.shot(f"products-{section}-en-390")
        window.assert_clean()


def test_a_slider_moved_by_keys_is_in_the_address_and_can_be_taken_back(
    open_watched: OpenWatched,
) -> None:
    window = open_watched()
    page = window.open("products", lang="en", weights="sliders")
    page.get_by_role("slider").first.press("ArrowRight")
    page.wait_for_function("() => location.search.includes('location_quotient-6')")
    window.settle()
    page.get_by_role("button", name="Undo").press("Enter")
    page.wait_for_function("() => !location.search.includes('location_quotient')")
    window.settle()
    assert page.get_by_role("slider").first.input_value() == "5"
    window.assert_clean()
