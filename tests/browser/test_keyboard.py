"""A whole task without a mouse: everything can be reached, is seen to have the focus, and acts."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser

MOST_STOPS = 60

# What has the focus, in words, and whether a person can see that it has it.
_FOCUSED = """() => {
  const element = document.activeElement;
  const marked = [element, element.closest('label')].filter(Boolean).some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const box = (element.closest('label') ?? element).getBoundingClientRect();
  const onScreen = box.bottom > 0 && box.right > 0 && box.top < innerHeight
    && box.left < innerWidth && box.width > 1 && box.height > 1;
  const name = element.getAttribute('aria-label') ?? element.innerText ?? '';
  return {
    tag: element.tagName.toLowerCase(), role: element.getAttribute('role') ?? '',
    name: name.trim().slice(0, 60), seen: marked && onScreen,
  };
}"""


def _tab_to(page: Page, tag: str, name: str, key: str = "Tab", role: str = "") -> list[str]:
    """Press a key until something of a tag and name has the focus; every stop must be seen."""
    stops = []
    for _stop in range(MOST_STOPS):
        page.keyboard.press(key)
        now = page.evaluate(_FOCUSED)
        stops.append(f"{now['tag']} {now['role']} {now['name']!r}")
        assert now["seen"] or now["tag"] == "body", f"the focus cannot be seen on {stops[-1]}"
        if now["tag"] == tag and name in now["name"] and role in now["role"]:
            return stops
    raise AssertionError(f"{tag} {name!r} is not reached by {key}; passed: {stops}")


def _is_first_stop(page: Page, words: str) -> None:
    expect(page.get_by_test_id("stSkipToContent")).to_have_text(words)
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED)["name"] == words


def _settled_at(window: Watched, address: str) -> None:
    window.page.wait_for_url(address)
    window.settle()


@pytest.mark.parametrize(
    ("language", "skip", "district", "section", "table", "download", "about"),
    [
        ("vi", "Chuyển đến nội dung chính", "Địa bàn", "Cơ cấu", "Bảng số liệu", "Tải CSV", "Định"),
        ("en", "Skip to main content", "Districts", "Breakdown", "Table", "Download CSV", "Defin"),
    ],
)
def test_a_whole_task_by_keyboard_alone(
    open_watched, language, skip, district, section, table, download, about
) -> None:
    window = open_watched()
    page = window.open("funding", lang=language)

    # 1. The skip link is the first stop, and leads past the sidebar to the sections.
    _is_first_stop(page, skip)
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.dataset.testid === 'stMain'")
    assert page.evaluate(_FOCUSED)["seen"]

    # 2. Back into the sidebar: the filter of districts opens, and a choice filters the page.
    _tab_to(page, "input", district, key="Shift+Tab")
    page.keyboard.press("ArrowDown")
    page.get_by_role("listbox").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _settled_at(window, "**districts=*")
    page.keyboard.press("Escape")
    page.get_by_role("listbox").wait_for(state="detached")

    # 3. On to the sections, in the order of the page: an arrow moves, Enter chooses.
    passed = _tab_to(page, "button", "", role="radio")
    while "stMain" not in page.evaluate(
        "document.activeElement.closest('[data-testid=\"stMain\"]')?.dataset.testid ?? ''"
    ):
        passed += _tab_to(page, "button", "", role="radio")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(_FOCUSED)["name"] == section
    page.keyboard.press("Enter")
    _settled_at(window, "**view=breakdown**")
    assert page.evaluate(_FOCUSED)["name"] == section, "the focus was lost with the old section"

    # 4. What a chart counts: a panel that opens, and Escape closes it and gives the focus back.
    _tab_to(page, "button", about)
    page.keyboard.press("Enter")
    page.get_by_test_id("stPopoverBody").wait_for()
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="detached")
    assert about in page.evaluate(_FOCUSED)["name"]

    # 5. The table under the chart, which can be scrolled by the arrows once it is reached.
    _tab_to(page, "summary", table)
    page.keyboard.press("Enter")
    page.locator(".kc-table").first.wait_for()
    window.settle()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('kc-table')")
    assert page.evaluate(_FOCUSED)["seen"]

    # 6. Its file, with what was filtered.
    _tab_to(page, "button", download, key="Shift+Tab")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"))))
    assert rows
    assert all("districts=" in row["filters"] for row in rows)
    window.assert_clean()


def test_a_place_of_the_map_is_chosen_by_keyboard(open_watched) -> None:
    window = open_watched()
    page = window.open("coverage", lang="vi")
    _is_first_stop(page, "Chuyển đến nội dung chính")
    page.keyboard.press("Enter")
    _tab_to(page, "input", "Lọc theo một địa bàn")
    page.keyboard.press("ArrowDown")
    page.get_by_role("listbox").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _settled_at(window, "**districts=*")
    current = page.locator('[data-testid="stSidebar"] a[aria-current="page"]')
    expect(current).to_have_count(1)
    expect(current).to_contain_text("Độ phủ")
    window.assert_clean()
