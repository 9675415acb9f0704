"""The map of coverage in a browser without a network: it draws, and a click filters the page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

UNITS = ".geolayer path.choroplethlocation"

# A point well inside a unit drawn on the screen: where its outline is crossed is none of them.
INSIDE = """unit => {
  const box = unit.getBoundingClientRect();
  const screen = unit.getScreenCTM().inverse();
  const inside = (x, y) => unit.isPointInFill(new DOMPoint(x, y).matrixTransform(screen));
  for (let y = box.top; y < box.bottom; y += 3)
    for (let x = box.left; x < box.right; x += 3)
      if ([-4, 0, 4].every(dx => [-4, 0, 4].every(dy => inside(x + dx, y + dy)))) return [x, y];
}"""


@pytest.fixture
def offline(open_watched):
    """Return a window that reaches this machine and nothing else."""
    window = open_watched()

    def local_only(route: Route) -> None:
        host = urlsplit(route.request.url).hostname
        if host == "127.0.0.1":
            route.continue_()
        else:
            route.abort()

    window.page.route(re.compile("^https?://"), local_only)
    return window


def _districts(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("districts", [])


def _click(page: Page, number: int) -> None:
    unit = page.locator(UNITS).nth(number)
    unit.scroll_into_view_if_needed()
    x, y = unit.evaluate(INSIDE)
    page.mouse.move(x, y)
    page.wait_for_selector(".hoverlayer .hovertext")
    page.mouse.click(x, y)


def test_the_map_draws_all_districts_offline_and_a_click_filters(offline) -> None:
    page = offline.open("coverage", lang="en", view="map")
    page.wait_for_function(f"() => document.querySelectorAll('{UNITS}').length === 13")
    everywhere = page.locator("h1").inner_text()
    _click(page, 0)
    page.wait_for_url("**districts=**")
    offline.settle()
    chosen = _districts(page)
    assert len(chosen) == 1
    assert page.locator("h1").inner_text() != everywhere
    # All are still there, so that another can be chosen.
    page.wait_for_function(f"() => document.querySelectorAll('{UNITS}').length === 13")
    offline.shot("coverage-map-chosen-en-1440")
    _click(page, 5)
    page.wait_for_function(
        "before => !location.search.includes('districts=' + before)", arg=chosen[0]
    )
    offline.settle()
    page.wait_for_function(f"() => document.querySelectorAll('{UNITS}').length === 13")
    assert len(_districts(page)) == 1
    _click(page, 5)
    page.wait_for_function("() => !location.search.includes('districts=')")
    offline.settle()
    assert page.locator("h1").inner_text() == everywhere
    offline.assert_clean()


def test_the_list_beside_the_map_filters_by_keyboard(offline) -> None:
    page = offline.open("coverage", lang="vi", view="map")
    listed = page.get_by_role("combobox", name="Lọc theo một địa bàn")
    listed.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**districts=**")
    offline.settle()
    page.get_by_role("button", name="Bỏ lọc địa bàn").press("Enter")
    page.wait_for_function("() => !location.search.includes('districts=')")
    offline.assert_clean()


@pytest.mark.parametrize(("kind", "units"), [("Ô vuông", 13), ("Theo năm", 78)])
def test_tiles_and_years_draw_offline_on_a_narrow_screen(open_watched, kind, units) -> None:
    narrow = open_watched(390, 844)
    page = narrow.open("coverage", lang="vi", view="map")
    page.get_by_text(kind, exact=True).click()
    page.wait_for_function(f"() => document.querySelectorAll('{UNITS}').length === {units}")
    narrow.settle()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    narrow.assert_clean()
