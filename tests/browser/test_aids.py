"""Search, guide, theme, language and paper in a real Chromium, by keyboard, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import violations

pytestmark = pytest.mark.browser

PAPER = 703
"""Pixels of a sheet of A4 without its margins."""

TOO_WIDE = """() => {
  const edge = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll('.main-svg, .kc-table, .kc-sheet, h1, h2, h3, p')]
    .filter((part) => part.getClientRects().length && part.getBoundingClientRect().right > edge)
    .map((part) => `${part.tagName} ${part.className.baseVal ?? part.className}`);
}"""
CUT = """() => [...document.querySelectorAll('.svg-container > .main-svg')].filter((drawing) => {
  const box = drawing.getBoundingClientRect();
  const drawn = [...drawing.querySelectorAll('.cartesianlayer, .infolayer')]
    .map((part) => part.getBoundingClientRect()).filter((part) => part.width);
  return drawn.some((part) => part.right > box.right + 2 || part.bottom > box.bottom + 2);
}).length"""


def find(page: Page, typed: str) -> None:
    """Open the search box by keyboard, type, and wait for what was found."""
    page.keyboard.press("Control+k")
    expect(page.locator("dialog.kc-find")).to_be_visible()
    page.keyboard.type(typed)
    expect(page.locator(".kc-find-said")).to_contain_text("kết quả")


@pytest.mark.parametrize("width", [390, 1440])
def test_search_by_keyboard_alone_opens_page_section_place_and_term(open_watched, width) -> None:
    window = open_watched(width)
    page = window.open("funding", lang="vi", years="2020,2021")
    page.evaluate("window.thisPage = true")
    find(page, "nang suat")
    expect(page.locator(".kc-find a").first).to_contain_text("Năng suất")
    window.shot(f"search-vi-{width}")
    page.keyboard.press("Enter")
    page.wait_for_url("**/productivity?**")
    window.settle()
    assert "years=2020%2C2021" in page.url
    assert page.evaluate("window.thisPage"), "the page was loaded anew"
    find(page, "huyen binh son")
    page.keyboard.press("ArrowDown")
    assert "Huyện Bình Sơn" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/coverage?**view=profile**")
    window.settle()
    expect(page.locator("h1")).to_contain_text("Bình Sơn")
    find(page, "khoang tin cay")
    page.keyboard.press("Enter")
    term = page.locator("#term-interval")
    expect(term).to_be_in_viewport()
    expect(term).to_be_focused()
    page.go_back()
    window.settle()
    expect(page.locator("h1")).to_contain_text("Bình Sơn")
    window.assert_clean()


def test_search_says_when_there_is_nothing_and_closes(open_watched) -> None:
    window = open_watched()
    page = window.open("week", lang="en")
    page.locator(".kc-search").click()
    expect(page.locator(".kc-find-said")).to_contain_text("marks are not needed")
    # What takes over half a second says so: here the answer waits until it has.
    waiting = page.locator(".kc-find-said", has_text="Searching")

    def late(route: Route) -> None:
        if "q=xyzzy" in route.request.url:
            waiting.wait_for()
        route.continue_()

    page.route("**/find?**", late)
    page.keyboard.type("xyzzy")
    expect(page.locator(".kc-find-said")).to_contain_text("Nothing found for “xyzzy”")
    assert page.locator(".kc-find a").count() == 0
    page.keyboard.press("Escape")
    expect(page.locator("dialog.kc-find")).to_be_hidden()
    expect(page.locator(".kc-search")).to_be_focused()
    window.assert_clean()


def test_a_link_to_a_definition_opens_at_its_term(open_watched) -> None:
    window = open_watched()
    page = window.page
    page.goto(f"{window.address}/glossary?lang=en#measure-jobs-kept")
    window.settle()
    expect(page.locator("#measure-jobs-kept")).to_be_in_viewport()
    window.assert_clean()


def test_the_glossary_filter_keeps_its_words_in_the_address(open_watched) -> None:
    window = open_watched(390)
    page = window.open("glossary", lang="vi")
    page.locator('[data-testid="stMain"] input').fill("phan thuc te")
    page.keyboard.press("Enter")
    page.wait_for_url("**find=phan**")
    window.settle()
    expect(page.locator("#term-counterfactual")).to_be_visible()
    expect(page.locator("#term-plan")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    window.assert_clean()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_guide_greets_once_goes_by_keyboard_and_opens_again(open_watched, width) -> None:
    window = open_watched(width, 844, guided=False)
    page = window.open("", lang="vi")
    card = page.locator(".kc-guide-card")
    expect(card).to_contain_text("bước 1 trên 4")
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    titles = []
    for step in range(1, 5):
        expect(card).to_contain_text(f"bước {step} trên 4")
        titles.append(card.locator("h2").inner_text())
        card.locator("button:visible").last.focus()
        page.keyboard.press("Enter")
    assert len(set(titles)) == 4
    expect(card).to_have_count(0)
    assert page.locator(".kc-pointed").count() == 0
    page.reload()
    window.settle()
    expect(card).to_have_count(0)
    page.locator(".kc-guide").evaluate("button => button.click()")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    window.assert_clean()


def test_the_guide_can_be_skipped_and_speaks_the_language_of_the_page(open_watched) -> None:
    window = open_watched(guided=False)
    page = window.open("jobs", lang="vi")
    card = page.locator(".kc-guide-card")
    page.locator('[data-testid="stSidebar"]').get_by_text("English", exact=True).click()
    expect(card).to_contain_text("step 1 of 4")
    card.get_by_role("button", name="Skip").click()
    expect(card).to_have_count(0)
    page.reload()
    window.settle()
    expect(card).to_have_count(0)


def test_language_and_title_follow_the_switch_on_every_move(open_watched) -> None:
    window = open_watched()
    page = window.open("funding", lang="vi")
    expect(page).to_have_title("Kinh phí – Tác động khuyến công Quảng Ngãi")
    page.locator('[data-testid="stSidebar"]').get_by_text("English", exact=True).click()
    expect(page).to_have_title("Funding – Khuyến công Impact, Quảng Ngãi")
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    # The address is written by the run that the click began: another click must not cut it short.
    page.wait_for_url("**/funding?*lang=en*")
    window.settle()
    page.locator('[data-testid="stSidebar"]').get_by_text("Glossary", exact=True).click()
    expect(page).to_have_title("Glossary – Khuyến công Impact, Quảng Ngãi")
    page.wait_for_url("**/glossary?*")
    window.settle()
    page.go_back()
    page.wait_for_url("**/funding?*lang=en*")
    page.go_back()
    expect(page).to_have_title("Kinh phí – Tác động khuyến công Quảng Ngãi")
    page.wait_for_function("() => document.documentElement.lang === 'vi'")
    window.assert_clean()


def test_the_dark_page_turns_its_charts_and_the_choice_lasts(open_watched) -> None:
    window = open_watched(dark=True)
    page = window.open("funding", lang="en")
    drawing = page.locator(".main-svg").first
    assert page.evaluate("document.documentElement.dataset.kcTheme") == "dark"
    assert "invert" in drawing.evaluate("drawing => getComputedStyle(drawing).filter")
    window.shot("funding-dark-en-1440")
    for theme, written in (("light", "Theme: light"), ("dark", "Theme: dark")):
        page.locator(".kc-theme").click()
        expect(page.locator(".kc-theme")).to_have_text(written, use_inner_text=True)
        page.wait_for_function(f"() => document.documentElement.dataset.kcTheme === '{theme}'")
        page.goto(f"{window.address}/jobs?lang=en")
        window.settle()
        assert page.evaluate("document.documentElement.dataset.kcTheme") == theme
    window.assert_clean()


def test_the_main_button_is_read_on_the_dark_page_too(open_watched) -> None:
    window = open_watched(dark=True)
    page = window.open("presentations", lang="en")
    main = page.get_by_role("button", name="Make the deck")
    assert violations(page) == []
    main.hover()
    page.wait_for_timeout(300)
    assert violations(page) == []
    main.focus()
    assert violations(page) == []
    window.assert_clean()


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("", {"lang": "vi"}),
        ("funding", {"lang": "en"}),
        ("coverage", {"lang": "vi", "view": "compared"}),
        ("evidence", {"lang": "en", "view": "all"}),
        ("week", {"lang": "vi"}),
        ("glossary", {"lang": "en", "find": "grade"}),
    ],
)
def test_a_page_prints_light_on_a4_with_its_head_and_nothing_cut(open_watched, path, query) -> None:
    window = open_watched(dark=True)
    page = window.open(path, **query)
    page.set_viewport_size({"width": PAPER, "height": 1000})
    window.settle()
    # In this order, as a browser does it: what is on the screen is measured first.
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    head = page.locator(".kc-print-head")
    expect(head).to_be_visible()
    mark = "SỐ LIỆU MÔ PHỎNG" if query["lang"] == "vi" else "SIMULATED DATA"
    for said in (mark, "31", "2025", "3"):
        expect(head).to_contain_text(said)
    assert not page.locator('[data-testid="stSidebar"]').is_visible()
    assert not page.locator(".kc-search").is_visible()
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(CUT) == 0
    colours = page.evaluate(
        "() => ['.stApp', 'h1'].map((place) => {"
        " const style = getComputedStyle(document.querySelector(place));"
        " return [style.backgroundColor, style.color]; })"
    )
    assert colours[0][0] == "rgb(255, 255, 255)"
    assert colours[1][1] == "rgb(22, 34, 45)"
    filters = page.evaluate(
        "() => [...document.querySelectorAll('.main-svg')]"
        ".map((drawing) => getComputedStyle(drawing).filter)"
    )
    assert set(filters) <= {"none"}
    assert page.pdf(prefer_css_page_size=True, print_background=True).startswith(b"%PDF")


def test_the_print_button_lays_charts_out_for_the_sheet_first(open_watched) -> None:
    window = open_watched()
    page = window.open("funding", lang="vi")
    page.evaluate(
        # Inside a function: a function that an expression leaves would be called at once.
        "() => { window.print = () => {"
        " window.printed = [...document.querySelectorAll('.main-svg')]"
        ".map((drawing) => drawing.getBoundingClientRect().width);"
        " window.dispatchEvent(new Event('afterprint')); }; }"
    )
    page.locator(".kc-print").click()
    page.wait_for_function("() => window.printed")
    assert 0 < max(page.evaluate("window.printed")) <= PAPER
    page.wait_for_function(
        "() => document.querySelector('.main-svg').getBoundingClientRect().width > 800"
    )
    page.evaluate("delete window.printed")
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.printed")
    window.assert_clean()
