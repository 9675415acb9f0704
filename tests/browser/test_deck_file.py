"""The deck as one HTML file: opened from the disk without a network, and presented by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from analysis.exports.deck.build import build_deck
from analysis.exports.deck.files import deck_bytes
from analysis.exports.deck.request import own_request
from analysis.scope import Scope
from tests.exports.deck_case import simulated

pytestmark = pytest.mark.browser

VIEWS = ("money-by-source", "coverage-map", "jobs")
PROJECTOR = {"width": 1280, "height": 720}
LEAST_CONTRAST = 7.0
"""Black on white behind a weak projector: AAA of WCAG 2.2, 1.4.6."""

_CONTRAST = """element => {
    const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
    const light = colour => {
        const part = value => { value /= 255;
            return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
        const [red, green, blue] = numbers(colour);
        return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
    };
    let behind = element;
    while (behind && (numbers(getComputedStyle(behind).backgroundColor)[3] === 0))
        behind = behind.parentElement;
    const back = light(behind ? getComputedStyle(behind).backgroundColor : "rgb(255, 255, 255)");
    const front = light(getComputedStyle(element).color);
    return (Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05);
}"""
_SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"


@pytest.fixture(scope="module")
def deck_file(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a deck of three views in one file."""
    deck = build_deck(simulated(workspace), Scope(), own_request(VIEWS))
    path = tmp_path_factory.mktemp("deck") / "deck.html"
    path.write_bytes(deck_bytes(deck, "html"))
    return path


@pytest.fixture
def opened(browser: Browser, deck_file: Path) -> Iterator[tuple[Page, list[str]]]:
    """Return the file in a browser without network, and what it complains of or asks others."""
    context = browser.new_context(viewport=PROJECTOR, offline=True, reduced_motion="reduce")
    page = context.new_page()
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda one: told.append(one.text) if one.type == "error" else None)
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith(("file:", "data:", "blob:")) else told.append(asked.url)
        ),
    )
    page.goto(deck_file.as_uri())
    yield page, told
    context.close()


def _shown(page: Page) -> str:
    slide = page.locator("section.slide:visible")
    expect(slide).to_have_count(1)
    return slide.get_attribute("data-name") or ""


def test_it_opens_from_the_disk_without_a_network(opened) -> None:
    page, told = opened
    expect(page.locator("section.slide")).to_have_count(len(VIEWS) + 2)
    expect(page.locator(".plot .main-svg").first).to_be_visible()
    assert page.locator(".map svg").count() == 1
    assert page.evaluate("document.documentElement.lang") == "vi"
    assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'Ữ')")
    assert page.locator(".mark").first.inner_text() == "SỐ LIỆU MÔ PHỎNG"
    # Notes are there, folded; nothing is wider than the window.
    assert not page.locator("details.notes p").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert told == []


def test_it_is_presented_by_keyboard(opened) -> None:
    page, told = opened
    expect(page.locator(".plot .main-svg").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("section.slide:visible")).to_have_count(len(VIEWS) + 2)
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    assert _shown(page) == "01-cover-vi"
    for key, name in (
        ("ArrowRight", "02-money-by-source-vi"),
        (" ", "03-coverage-map-vi"),
        ("PageDown", "04-jobs-vi"),
        ("ArrowLeft", "03-coverage-map-vi"),
        ("End", "05-sources-vi"),
        ("ArrowRight", "05-sources-vi"),
        ("Home", "01-cover-vi"),
        ("ArrowLeft", "01-cover-vi"),
    ):
        page.keyboard.press(key)
        assert _shown(page) == name, key
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement === null")
    expect(page.locator("section.slide:visible")).to_have_count(len(VIEWS) + 2)
    assert told == []


def test_notes_are_for_the_speaker_who_asks(opened) -> None:
    page, _ = opened
    page.keyboard.press("f")
    page.keyboard.press("ArrowRight")
    notes = page.locator("section.slide.now details.notes")
    assert not notes.is_visible()
    page.keyboard.press("n")
    expect(notes.locator("p")).to_be_visible()
    assert "KHÔNG nên kết luận" in notes.locator("p").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("section.slide.now details.notes p")).to_be_visible()
    page.keyboard.press("n")
    assert not page.locator("section.slide.now details.notes").is_visible()


@pytest.mark.parametrize("height", [720, 1080])
def test_type_is_large_and_dark_enough_for_a_room(opened, height) -> None:
    page, _ = opened
    page.set_viewport_size({"width": height * 16 // 9, "height": height})
    read = page.locator("section.slide h2").first.evaluate(_SIZE)
    page.keyboard.press("f")
    page.keyboard.press("ArrowRight")
    slide = page.locator("section.slide.now")
    title = slide.locator("h2").evaluate(_SIZE)
    assert title >= 0.04 * height
    assert title > read
    assert slide.locator("td").first.evaluate(_SIZE) >= 0.018 * height
    page.wait_for_function(
        "least => parseFloat(getComputedStyle(document.querySelector("
        "'section.slide.now .xtick text')).fontSize) >= least",
        arg=0.018 * height,
    )
    for part in ("h2", "td", "th", "footer p", ".mark"):
        found = slide.locator(part).first
        assert found.evaluate(_CONTRAST) >= (LEAST_CONTRAST if part != ".mark" else 4.5), part
    # The slide fills the screen and nothing hangs over its edge.
    box = slide.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (height * 16 // 9, height)
    assert slide.evaluate("one => one.scrollHeight <= one.clientHeight + 1")


def test_an_address_with_present_starts_at_once_on_its_slide(opened, deck_file) -> None:
    page, told = opened
    page.goto(f"{deck_file.as_uri()}?present#3")
    assert _shown(page) == "03-coverage-map-vi"
    assert told == []
