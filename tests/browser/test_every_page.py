"""Every page and section, in both languages: nothing that axe-core objects to, and all of it fits.

The quick walk opens every page in each language, its other sections by turns in one of them, and
sees each at two widths: in Vietnamese at that of a desk and of a phone, in English projected and on
a wide screen. The slow matrix opens what can be opened, in every case and both languages, on the
light and the dark page, at every width and with large type.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import KNOWN_FAULTS, Violation, violations
from tests.browser.conftest import Watched
from tests.browser.layout import layout_faults, resize, set_type
from tests.browser.walking import PATHS, each_section

pytestmark = pytest.mark.browser

DESK = (1440, 1000)
PHONE = (390, 844)
PROJECTED = (853, 480)
"""A projector of 1280 × 720 at 150 %."""
WIDE = (1920, 1080)
CASES = ("quang-ngai-simulated", "quang-ngai-published", "michigan-1987")

WIDTHS = {"vi": (DESK, PHONE), "en": (WIDE, PROJECTED)}
"""What the quick walk looks at; what one language does not show, the slow matrix does."""

MARK = {"vi": "SỐ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}

_CLOSED = '[data-testid="stMain"] details:not([open]) > summary'
_FILLED = """() => [...document.querySelectorAll('[data-testid="stMain"] details[open]')]
  .every(drawer => drawer.querySelector('[data-testid="stElementContainer"]'))"""
_PLANT = """() => {
  const main = document.querySelector('[data-testid="stMainBlockContainer"]');
  main.insertAdjacentHTML('afterbegin',
    '<img src="data:," width="9" height="9"><p style="color:#999;background:#aaa">pale</p>'
    + '<p style="width:3000px">far too wide</p>'
    + '<p style="width:40px;overflow:hidden;white-space:nowrap">a label that is cut</p>'
    + '<p style="width:40px;white-space:nowrap">a label that spills</p>');
  const label = document.querySelector('[data-testid="stPlotlyChart"] .xtick text');
  label.parentElement.appendChild(label.cloneNode(true));
  const link = document.querySelector('[data-testid="stPageLink-NavLink"] p');
  link.textContent = 'A very long name of a page, in one line';
  link.style.whiteSpace = 'nowrap';
}"""


def _split(found: list[Violation], path: str) -> tuple[list[Violation], set[int]]:
    """Return what is not known, and which known faults were seen."""
    seen: set[int] = set()
    rest = []
    for one in found:
        known = [
            number
            for number, fault in enumerate(KNOWN_FAULTS)
            if (fault.rule, fault.page) == (one.rule, path) and fault.within in one.html
        ]
        seen.update(known)
        if not known:
            rest.append(one)
    return rest, seen


def _fits(page: Page, place: str, *sizes: tuple[int, int]) -> list[str]:
    told = []
    for width, height in sizes:
        resize(page, width, height)
        told += [f"{place} at {width} px: {fault}" for fault in layout_faults(page)]
    return told


def _drawn_whole(window: Watched, language: str) -> None:
    page = window.page
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator("h1").count() == 1
    assert page.locator('[data-testid="stException"]').count() == 0


@pytest.mark.parametrize("path", PATHS)
def test_every_section_suits_everybody_and_fits_the_screen(open_watched, path) -> None:
    window = open_watched()
    told: list[str] = []
    known: set[int] = set()
    for language, (first, second) in WIDTHS.items():
        resize(window.page, *first)
        sections = each_section(window, path, language, by_turns=True)
        for number, section in enumerate(sections):
            _drawn_whole(window, language)
            assert MARK[language] in window.page.inner_text('[data-testid="stApp"]')
            place = f"{path or 'overview'}, {section}, {language}"
            unknown, seen = _split(violations(window.page, again=number > 0), path)
            known |= seen
            told += [one.told(place) for one in unknown]
            window.shot(place.replace(", ", "-").replace(" ", "_"))
            told += _fits(window.page, place, first, second)
            # Drawing charts at another width is dear: the next section begins at the one on.
            first, second = second, first
    for number, fault in enumerate(KNOWN_FAULTS):
        if fault.page == path and number not in known:
            told.append(f"{fault.rule} on {path} no longer occurs: take it off KNOWN_FAULTS")
    assert told == [], "\n" + "\n".join(told)
    window.assert_clean()


def test_what_the_walk_looks_for_it_finds(open_watched) -> None:
    """A page with planted faults is refused: none of the checks passes whatever it is shown."""
    window = open_watched(*DESK)
    page = window.open("funding", lang="en")
    assert violations(page) == []
    assert layout_faults(page) == []
    page.evaluate(_PLANT)
    for again in (False, True):
        found = {one.rule for one in violations(page, again=again)}
        assert {"image-alt", "color-contrast"} <= found
    told = "\n".join(layout_faults(page))
    faults = (
        "wider than its place",
        "off screen",
        "is cut",
        "its box",
        "in the sidebar",
        "lies on",
    )
    for fault in faults:
        assert fault in told


def _open_everything(window: Watched) -> None:
    """Open every drawer on screen; each is drawn by a run of its own."""
    page = window.page
    while page.locator(_CLOSED).count():
        before = page.locator(_CLOSED).count()
        page.locator(_CLOSED).first.click()
        page.wait_for_function(
            "([closed, before]) => document.querySelectorAll(closed).length < before",
            arg=[_CLOSED, before],
        )
        # It opens at once, empty: the run that fills it may begin a moment later.
        page.wait_for_function(_FILLED)
        window.settle()


@pytest.mark.slow
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_every_section_with_its_drawers_open(open_watched, path, language, case, colours) -> None:
    window = open_watched(*DESK)
    window.page.emulate_media(color_scheme=colours)
    told: list[str] = []
    for section in each_section(window, path, language, case=case):
        _drawn_whole(window, language)
        place = f"{path or 'overview'}, {section}, {language}, {case}, {colours}"
        _open_everything(window)
        unknown, _seen = _split(violations(window.page), path)
        told += [one.told(place) for one in unknown]
        told += _fits(window.page, place, PHONE, PROJECTED, (768, 1000), WIDE, DESK)
        set_type(window.page, "22.5px")
        told += [f"{place}, large type: {one}" for one in layout_faults(window.page)]
        set_type(window.page, "")
    assert told == [], "\n" + "\n".join(told)
    window.assert_clean()
