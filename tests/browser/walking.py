"""Walking through the dashboard: every page, and every section of it by its own control.

Pages come from the page list and sections from what is on screen, so that a new one is walked
through without being named here.
"""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from dashboard.page_list import PAGES
from tests.browser.conftest import Watched

PATHS = tuple("" if entry.default else entry.path for entry in PAGES)
SECTIONS = '[data-testid="stMain"] [class*="st-key-sections-"] button'
ESTIMATE = '[data-testid="stMain"] [class*="st-key-estimate-"] button'

_SHOWN = """name => {
  const main = document.querySelector('[data-testid="stMain"]');
  const chosen = [...main.querySelectorAll('[class*="st-key-sections-"] button')]
    .find(one => one.getAttribute('aria-checked') === 'true');
  return chosen !== undefined && chosen.innerText === name;
}"""


def section_names(page: Page) -> list[str]:
    """Return the labels of the sections of the page shown; none where it has one only."""
    # Their labels are drawn a moment after the control, and a walk must not pass over one.
    page.wait_for_function(
        "buttons => [...document.querySelectorAll(buttons)].every(one => one.innerText.trim())",
        arg=SECTIONS,
    )
    return page.locator(SECTIONS).all_inner_texts()


def each_section(
    window: Watched, path: str, language: str, *, by_turns: bool = False, **query: str
) -> Iterator[str]:
    """Open a page and go through its sections by their control, giving the name of each.

    `by_turns` leaves every other one to the walk in the other language, but for the first.
    """
    page = window.visit(path, lang=language, **query)
    names = section_names(page)
    turn = ("vi", "en").index(language)
    yield names[0] if names else path
    for position, name in enumerate(names[1:], start=1):
        if by_turns and position % 2 == turn:
            continue
        before = page.url
        page.locator(SECTIONS).nth(position).click()
        page.wait_for_function(_SHOWN, arg=name)
        # The control shows a click at once; the address is what the run it starts does first.
        page.wait_for_function("before => location.href !== before", arg=before)
        window.settle()
        yield name
        if page.locator(ESTIMATE).count():
            # What the section shows once its estimate has been asked for.
            page.locator(ESTIMATE).click()
            page.wait_for_selector(ESTIMATE, state="detached", timeout=120_000)
            window.settle()
            yield name
