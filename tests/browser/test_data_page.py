"""A district officer's afternoon in a real Chromium: from a messy workbook to mended rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from analysis.cases.own import OWN_CASE
from analysis.importing.desk import publish, take
from analysis.importing.model import HandedFile
from analysis.warehouse import load_case, loaded_cases
from tests.browser.axe import violations
from tests.browser.conftest import Watched, serving
from tests.dashboard.messy_workbook import FAULTY, LEFT_OUT, messy_workbook

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECTIONS = ("handin", "todo", "duplicates", "history", "corrections")
# Words of Streamlit's own that would stand in English on a Vietnamese page.
OWN_WORDS = re.compile(
    r"\b(upload|drag|drop|browse|per file|add files|press enter|choose an option|"
    r"no results|previous page|next page|sort ascending|none)\b",
    re.IGNORECASE,
)
READ = """() => {
  const told = [];
  const main = document.querySelector('[data-testid="stMain"]');
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const skipped = 'script, style, [data-testid="stIconMaterial"]';
    if (!texts.currentNode.parentElement.closest(skipped)) told.push(texts.currentNode.nodeValue);
  }
  for (const name of ['aria-label', 'placeholder', 'title'])
    for (const one of main.querySelectorAll(`[${name}]`))
      if (one.checkVisibility()) told.push(one.getAttribute(name));
  return told.join('\\n');
}"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small workspace that the tests of this file change, one after the other."""
    workspace = tmp_path_factory.mktemp("office")
    load_case(workspace, "michigan-1987", by="tests")
    return workspace


@pytest.fixture(scope="module")
def office_url(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a dashboard of that workspace."""
    with serving(office, tmp_path_factory.mktemp("office-server")) as address:
        yield address


def _assert_no_own_words(page: Page, place: str) -> None:
    """Fail when words of Streamlit's own are still there once the page had time to mend them."""
    for _try in range(20):
        found = OWN_WORDS.search(page.evaluate(READ))
        if found is None:
            return
        page.wait_for_timeout(150)
    raise AssertionError(f"{place}: {found[0]!r} is not in the language of the page")


def _button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _section(window: Watched, label: str, code: str) -> None:
    page = window.page
    control = page.locator('[data-testid="stMain"] [data-testid="stButtonGroup"]').first
    control.get_by_text(label, exact=True).click()
    page.wait_for_url(f"**view={code}**")
    window.settle()


def _upload(page: Page, name: str, content: bytes) -> None:
    field = page.locator('[data-testid="stFileUploaderDropzoneInput"]')
    field.set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    expect(page.get_by_role("button", name="Đọc và kiểm tra")).to_be_enabled()


def _appears(element: Locator, milliseconds: int) -> bool:
    try:
        element.wait_for(timeout=milliseconds)
    except TimeoutError:
        return False
    return True


def _edit(page: Page, x: int, y: int, text: str) -> None:
    """Type into the cell of the first grid at a place, counted from its corner."""
    grid = page.locator('[data-testid="stDataFrame"]').first
    field = page.locator("textarea.gdg-input, input.gdg-input")
    # While the page above still grows, a click falls beside its cell: whoever types tries again.
    for _try in range(20):
        grid.scroll_into_view_if_needed()
        box = grid.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + x, box["y"] + y)
        page.keyboard.press("Enter")
        if _appears(field, milliseconds=2_000):
            break
    field.fill(text)
    field.press("Enter")


def test_from_a_messy_workbook_to_mended_rows_and_back(
    open_watched, office: Path, office_url: str, tmp_path: Path
) -> None:
    window = open_watched(address=office_url)
    page = window.open("data", lang="vi")
    # 1. The upload field speaks Vietnamese.
    expect(page.get_by_test_id("stFileUploader")).to_contain_text("Chọn tệp")
    expect(page.get_by_test_id("stFileUploader")).to_contain_text("Tối đa 50MB mỗi tệp")
    page.get_by_role("textbox", name="Đơn vị nộp").fill("Huyện Bình Sơn")
    page.keyboard.press("Tab")
    window.settle()
    _upload(page, "thu-cong.xlsx", messy_workbook())
    _assert_no_own_words(page, "upload")
    # 2. Every faulty cell is named; nothing is imported yet.
    _button(page, "Đọc và kiểm tra")
    expect(page.locator("h1")).to_contain_text("chưa nạp gì")
    window.settle()
    table = page.locator(".kc-table").filter(has_text="Vấn đề").first
    for cells in FAULTY.values():
        for cell in cells:
            expect(table.get_by_text(cell, exact=True).first).to_be_attached()
    assert OWN_CASE not in loaded_cases(office)
    with page.expect_download() as waiting:
        _button(page, "Tải CSV")
    waiting.value.save_as(tmp_path / "problems.csv")
    assert "E5" in (tmp_path / "problems.csv").read_text(encoding="utf-8-sig")
    window.shot("data-handin-vi-1440")
    # 3. The good rows go in; the whole dashboard shows them.
    _button(page, "Chỉ nạp dòng đúng")
    page.wait_for_url(f"**case={OWN_CASE}**")
    expect(page.locator("h1")).to_contain_text("bản số 2")
    window.settle()
    expect(page.get_by_test_id("stSidebar")).to_contain_text("Bản số liệu 2")
    window.shot("data-done-vi-1440")
    # 4. A row is mended in the grid and imported.
    _section(window, "Việc cần sửa", "todo")
    expect(page.locator("h1")).to_contain_text(f"{LEFT_OUT} dòng chờ sửa")
    window.shot("data-todo-vi-1440")
    _edit(page, 200, 52, "10")
    _button(page, "Kiểm tra 1 dòng")
    expect(page.get_by_role("heading", name="0 lỗi")).to_be_visible(timeout=60_000)
    _button(page, "Nạp các dòng đã sửa")
    expect(page.locator("h1")).to_contain_text(f"{LEFT_OUT - 1} dòng chờ sửa")
    window.settle()
    # 5. History lists both imports; undoing one is asked about first.
    _section(window, "Lịch sử", "history")
    listed = page.locator(".kc-table").first
    expect(listed.locator("tbody tr")).to_have_count(2)
    expect(listed).to_contain_text("Huyện Bình Sơn")
    _button(page, "Hoàn tác bản 3")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("bản số 2")
    # Escape leaves everything as it is and gives the focus back to the button.
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Hoàn tác bản 3", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("bản số 2")
    window.shot("data-undo-vi-1440")
    dialog.get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(page.locator("h1")).to_contain_text("đang hiện bản số 2")
    window.settle()
    assert loaded_cases(office)[OWN_CASE] == 2
    _assert_no_own_words(page, "history")
    window.assert_clean()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_section_fits_a_phone_and_a_desk(
    open_watched, office: Path, office_url: str, language: str, tmp_path: Path
) -> None:
    if OWN_CASE not in loaded_cases(office):
        path = tmp_path / "messy.xlsx"
        path.write_bytes(messy_workbook())
        publish(office, take(office, [HandedFile(str(path), path.name)]), only_good=True)
    for width in (390, 1280):
        window = open_watched(width, 900, address=office_url)
        for section in SECTIONS:
            page = window.visit("data", lang=language, case=OWN_CASE, view=section)
            assert page.locator("h1").count() == 1
            assert page.locator('[data-testid="stException"]').count() == 0
            overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert overflow <= 0, f"{section}: {overflow} px wider than the screen"
            if width == 390 or language == "vi":
                window.shot(f"data-{section}-{language}-{width}")
            if language == "vi":
                _assert_no_own_words(page, section)
        window.assert_clean()


def test_a_section_is_kept_by_links_reloads_and_the_language_switch(
    open_watched, office_url: str
) -> None:
    window = open_watched(address=office_url)
    page = window.open("data", lang="vi", case="michigan-1987", years="1988")
    _section(window, "Lịch sử", "history")
    assert "years=1988" in page.url
    page.reload()
    window.settle()
    expect(page.locator("h1")).to_contain_text("bản")
    page.locator('[data-testid="stSidebar"]').get_by_text("English", exact=True).click()
    page.wait_for_url("**lang=en**")
    window.settle()
    assert "view=history" in page.url
    expect(page.locator("h1")).to_contain_text("snapshot")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Funding").click()
    page.wait_for_url("**/funding**")
    assert "view=" not in page.url
    window.settle()
    window.assert_clean()
