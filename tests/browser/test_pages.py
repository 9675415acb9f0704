"""What a person sees: every page in a real Chromium, clean, linkable, with files to take away."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from tests.browser.axe import violations
from tests.browser.layout import layout_faults, set_type

pytestmark = pytest.mark.browser

CASES = ("quang-ngai-simulated", "quang-ngai-published", "michigan-1987")
PAGES = (
    *("", "funding", "process", "week", "targets", "places", "productivity", "jobs", "evidence"),
    "quality",
)


def test_every_section_of_published_funding_paints_cleanly(open_watched) -> None:
    window = open_watched()
    for section in ("breakdown", "reconciliation", "context"):
        page = window.visit("funding", lang="vi", case=CASES[1], view=section)
        assert page.locator('[data-testid="stException"]').count() == 0
        window.shot(f"funding-{section}-{CASES[1]}-vi-1440")
        window.assert_clean()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 768, 1440, 1920])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_language_case_and_width(open_watched, path, case, language, width) -> None:
    window = open_watched(width)
    page = window.open(path, lang=language, case=case)
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator('[data-testid="stException"]').count() == 0
    assert layout_faults(page) == []
    window.shot(f"{path or 'overview'}-{case}-{language}-{width}")
    window.assert_clean()


@pytest.mark.parametrize("case", CASES[1:])
def test_the_real_cases_say_what_they_are_and_are_not_marked_simulated(open_watched, case) -> None:
    window = open_watched()
    for path in PAGES:
        page = window.visit(path, lang="vi", case=case)
        text = page.inner_text('[data-testid="stMain"]')
        assert "MÔ PHỎNG" not in text.upper()
        # What says that the data lack something is in order too.
        assert violations(page) == [], path
        assert page.locator('[data-testid="stException"]').count() == 0
        window.shot(f"{path or 'overview'}-{case}-vi-1440")
    # In large type the filters of each data set still stand whole in the sidebar.
    set_type(page, "22.5px")
    assert layout_faults(page) == []
    window.assert_clean()


def test_the_language_switch_keeps_the_view(open_watched) -> None:
    window = open_watched()
    page = window.open("funding", lang="vi", years="2023,2024", prices="constant")
    page.locator('[data-testid="stSidebar"]').get_by_text("English", exact=True).click()
    page.wait_for_url("**lang=en**")
    window.settle()
    page.wait_for_function("document.documentElement.lang === 'en'")
    assert "years=2023%2C2024" in page.url
    assert "prices=constant" in page.url
    expect(page.locator("h1")).to_contain_text("Money approved")
    window.assert_clean()


def test_a_link_reopens_the_exact_view_in_either_language(open_watched) -> None:
    window = open_watched()
    query = {"case": "quang-ngai-simulated", "years": "2022,2023", "activities": "DAO_TAO_NGHE"}
    titles = {}
    for language in ("vi", "en"):
        page = window.open("funding", lang=language, **query)
        titles[language] = page.locator("h3").all_inner_texts()
        again = open_watched()
        again.page.goto(page.url)
        again.settle()
        assert again.page.locator("h3").all_inner_texts() == titles[language]
        assert again.page.url == page.url
    assert len(titles["vi"]) == len(titles["en"])
    window.assert_clean()


def test_a_filter_changes_the_figures_and_the_address(open_watched) -> None:
    window = open_watched()
    page = window.open("", lang="en")
    before = page.locator('[data-testid="stMetric"]').first.inner_text()
    page.locator('[data-testid="stSidebar"]').get_by_text("2020", exact=True).click()
    page.wait_for_url("**years=2020**")
    window.settle()
    after = page.locator('[data-testid="stMetric"]').first.inner_text()
    assert "2020" in after
    assert before != after
    page.go_back()
    window.settle()
    expect(page.locator('[data-testid="stMetric"]').first).to_have_text(before, use_inner_text=True)
    window.assert_clean()


def test_other_case_from_the_sidebar(open_watched) -> None:
    window = open_watched()
    page = window.open("", lang="en")
    page.locator('[data-testid="stSidebar"]').get_by_text("Michigan").first.click()
    page.wait_for_url("**case=michigan-1987**")
    window.settle()
    assert "SIMULATED" not in page.inner_text('[data-testid="stMain"]')
    window.assert_clean()


def test_downloads_hold_the_measure_with_its_mark(
    open_watched, workspace: Path, tmp_path: Path
) -> None:
    window = open_watched()
    page = window.open("funding", lang="en", years="2021,2022")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").first.click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    assert {row["case"] for row in rows} == {"quang-ngai-simulated"}
    assert {row["simulated"].lower() for row in rows} == {"true"}
    snapshot = open_snapshot(workspace, "quang-ngai-simulated")
    scope = Scope(years=(2021, 2022), language="en")
    expected = run_measure("funding_by_source", snapshot, scope)["approved"].sum()
    assert sum(int(row["approved"]) for row in rows if row["approved"]) == expected
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download XLSX").first.click()
    waiting.value.save_as(tmp_path / "measure.xlsx")
    book = openpyxl.load_workbook(tmp_path / "measure.xlsx")
    words = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("SIMULATED" in word.upper() for word in words)
    window.assert_clean()


def test_the_table_view_opens_under_a_chart(open_watched) -> None:
    window = open_watched()
    page = window.open("funding", lang="vi")
    page.locator('[data-testid="stExpander"]').filter(has_text="Bảng").first.locator(
        "summary"
    ).click()
    expect(page.locator('[data-testid="stExpanderDetails"] table').first).to_be_visible()
    window.assert_clean()


def test_an_unreadable_address_is_said_and_survived(open_watched) -> None:
    window = open_watched()
    page = window.open("funding", lang="vi", years="abc,2020", case="no-such-case", prices="gold")
    text = page.inner_text('[data-testid="stMain"]')
    assert "abc" in text
    assert "gold" in text
    assert page.locator('[data-testid="stException"]').count() == 0
    window.assert_clean()
