"""The page of the portfolio in a browser: sections paint, and a plan is made by the button."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

SECTIONS = ("gates", "order", "plan", "tradeoffs", "saved")


def test_every_section_paints_cleanly_on_a_narrow_screen(open_watched) -> None:
    window = open_watched(390, 900)
    for section in SECTIONS:
        page = window.visit(
            "portfolio", lang="vi", view=section, budget="1500000000", floor="mountain=0.05"
        )
        assert page.locator('[data-testid="stException"]').count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        window.shot(f"portfolio-{section}-vi-390")
        window.assert_clean()


def test_a_changed_budget_is_solved_by_the_button_and_linked_to(open_watched) -> None:
    window = open_watched()
    page = window.open("portfolio", lang="vi", view="plan", budget="1500000000")
    before = page.locator("h1").inner_text()
    money = page.get_by_label("Tổng ngân sách (triệu đồng)")
    money.fill("900")
    money.press("Enter")
    page.wait_for_url("**budget=900000000**")
    window.settle()
    assert page.locator("h1").inner_text() == before
    page.get_by_role("button", name="Lập danh mục").click()
    page.wait_for_function(
        "before => (document.querySelector('h1')?.innerText ?? before) !== before", arg=before
    )
    window.settle()
    after = page.locator("h1").inner_text()
    # The link says it all: opened anywhere, it shows the same plan.
    other = open_watched()
    other.page.goto(page.url)
    other.settle()
    assert other.page.locator("h1").inner_text() == after
    window.assert_clean()
