"""Signing in as people do it: roles, the own district, waiting, time running out, the audit log."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analysis.access.users import access_folder, add_user
from analysis.audit.log import log_file
from analysis.audit.verify import newest
from tests.browser.axe import violations
from tests.browser.conftest import OpenWatched, Watched, serving

pytestmark = pytest.mark.browser

PASSWORD = "một câu dễ nhớ về biển"
MISSING = "Failed to load resource"


@dataclass(frozen=True)
class Office:
    """A served workspace whose people have to sign in."""

    workspace: Path
    address: str


@pytest.fixture(scope="module")
def office(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    own = Path(shutil.copytree(workspace, folder / "workspace"))
    add_user(own, "binh", "officer", PASSWORD, ("524",))
    add_user(own, "lan", "administrator", PASSWORD)
    with serving(own, folder) as address:
        yield Office(own, address)


def _sign_in(watched: Watched, name: str, path: str = "", password: str = PASSWORD) -> Page:
    page = watched.page
    page.context.clear_cookies()
    page.goto(f"{watched.address}/{path}")
    page.fill("[name=name]", name)
    page.fill("[name=password]", password)
    page.click("button")
    return page


def test_wrong_passwords_are_answered_in_words_and_wait(
    office: Office, open_watched: OpenWatched
) -> None:
    watched = open_watched(width=390, address=office.address)
    for language, words in (("vi", "giây"), ("en", "seconds")):
        for _turn in range(4):
            page = _sign_in(watched, f"nobody-{language}", f"?lang={language}", "sai")
        expect(page.locator("[role=alert]")).to_contain_text(re.compile(rf"\d {words}"))
        assert page.evaluate("document.documentElement.lang") == language
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert watched.outside == []
    assert [one for one in watched.complaints if MISSING not in one] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_officer_sees_the_own_district_and_no_page_of_others(
    office: Office, open_watched: OpenWatched, language: str
) -> None:
    watched = open_watched(address=office.address)
    page = _sign_in(watched, "binh", f"funding?lang={language}&view=breakdown&by=district")
    watched.settle()
    links = page.locator('[data-testid="stSidebar"] [data-testid="stPageLink"]')
    told = "\n".join(links.all_inner_texts())
    names = {"vi": ("Dữ liệu", "Danh mục đề án"), "en": ("Data", "Project portfolio")}
    own, others = names[language]
    assert own in told
    assert others not in told
    text = page.locator('[data-testid="stMain"]').inner_text()
    assert "Bình Sơn" in text
    assert "Tư Nghĩa" not in text
    # A reload keeps the session; a page of others is as one there never was.
    page.goto(f"{office.address}/audit?lang={language}")
    watched.settle()
    assert "missing=audit" in page.url
    assert page.request.get(f"{office.address}/find?q=tu nghia&case=quang-ngai-simulated").ok
    watched.shot(f"officer-{language}")
    watched.assert_clean()


def test_a_file_of_somebody_elses_page_is_not_sent(
    office: Office, open_watched: OpenWatched
) -> None:
    watched = open_watched(address=office.address)
    page = _sign_in(watched, "binh", "funding?lang=en&view=breakdown&by=district")
    watched.settle()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").first.click()
    address = waiting.value.url
    assert "/media/" in address
    assert page.request.get(address).ok
    stranger = open_watched(address=office.address)
    _sign_in(stranger, "lan", "glossary?lang=en")
    stranger.settle()
    assert stranger.page.request.get(f"{office.address}/glossary").ok
    assert stranger.page.request.get(address).status == 404


def test_the_audit_page_verifies_and_finds_a_changed_line(
    office: Office, open_watched: OpenWatched
) -> None:
    watched = open_watched(address=office.address)
    page = _sign_in(watched, "lan", "audit?lang=vi")
    watched.settle()
    expect(page.locator("h1")).to_contain_text("không dòng nào bị sửa hay thiếu")
    assert "lan" in page.locator(".kc-table").inner_text()
    watched.shot("audit-vi")
    path = log_file(office.workspace)
    good = path.read_bytes()
    assert newest(office.workspace, 1)[0].who == "lan"
    try:
        path.write_bytes(good.replace(b'"who":"lan"', b'"who":"Lan"', 1))
        watched.open("audit", lang="en")
        expect(page.locator("h1")).to_contain_text("not intact")
        assert "the line was changed" in page.locator('[data-testid="stMain"]').inner_text()
    finally:
        path.write_bytes(good)
    watched.assert_clean()


def test_a_page_at_rest_goes_when_its_time_is_over(
    office: Office, open_watched: OpenWatched
) -> None:
    watched = open_watched(address=office.address)
    page = _sign_in(watched, "lan", "guide?lang=en")
    watched.settle()
    limits = access_folder(office.workspace) / "access.toml"
    limits.write_text("idle_minutes = 0.05\n", encoding="utf-8")
    try:
        page.wait_for_url(re.compile(r"/signin\?next=guide"))
        expect(page.locator("h1")).to_have_text("Sign in")
        assert page.locator('[data-testid="stApp"]').count() == 0
    finally:
        limits.unlink()
