"""The public pages in a real browser, and what their server answers to everything else."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.page_list import PAGES
from tests.browser.conftest import OpenWatched, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def public_url(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server of the public pages."""
    with serving(workspace, tmp_path_factory.mktemp("public"), public=True) as address:
        yield address


def test_public_pages_are_read_and_chosen_from(public_url: str, open_watched: OpenWatched) -> None:
    watched = open_watched(address=public_url)
    page = watched.open("", lang="vi")
    assert page.locator("td", has_text="ẩn").count() > 0
    watched.shot("public-money-vi")
    watched.open("about", lang="en")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download open data").click()
    assert taken.value.suggested_filename.endswith(".zip")
    watched.shot("public-about-en")
    watched.assert_clean()


def test_nothing_internal_is_reachable(public_url: str) -> None:
    internal = [page.path for page in PAGES]
    others = ["find?q=may", "metrics", "readyz", "deck/x", "present/x", "app/static/../server.py"]
    for path in (*internal, *others, "snapshot-3.duckdb", "public/frozen-1.json"):
        status, body = _answer(f"{public_url}/{path}")
        # What is no address of its own is Streamlit's shell, which has no figure in it.
        assert status in (400, 403, 404) or b'<div id="root">' in body, path


def _answer(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return int(answer.status), bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, error.read()
