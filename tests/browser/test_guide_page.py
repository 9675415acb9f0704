"""The guides in a browser: pictures without a network, links to their pages; the camera itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tools.guide_images import take_all
from tools.guide_shots import LANGUAGES, SHOTS, picture_problem

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_shows_its_pictures_without_a_network(open_watched, language) -> None:
    window = open_watched()
    page = window.open("guide", lang=language, view="planner")
    pictures = page.locator(".st-key-kc-guide img")
    assert pictures.count() >= 5
    assert pictures.evaluate_all("all => all.every(one => one.alt.length > 15)")
    pictures.last.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.st-key-kc-guide img')]"
        ".every(one => one.complete && one.naturalWidth === 1280)"
    )
    assert page.evaluate("document.documentElement.lang") == language
    # A link leads to the page and section that the guide speaks of.
    page.locator(".st-key-kc-guide a[href*='coverage'][href*='view=plan']").first.click()
    page.wait_for_url("**/coverage?**view=plan**")
    window.settle()
    expect(page.locator('[data-testid="stPlotlyChart"]').first).to_be_visible()
    window.assert_clean()


def test_a_guide_is_read_on_a_narrow_screen(open_watched) -> None:
    window = open_watched(390, 844)
    page = window.open("guide", lang="vi", view="officer")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    window.assert_clean()


@pytest.mark.slow
def test_the_camera_takes_every_picture(browser, dashboard_url, tmp_path) -> None:
    taken = take_all(dashboard_url, browser, SHOTS, tmp_path)
    assert len(taken) == len(SHOTS) * len(LANGUAGES)
    assert [problem for path in taken if (problem := picture_problem(path))] == []
    # Every page and section was the one asked for, in its language.
    assert all(all(words) for words in taken.values())
