"""Names that are scripts, links, formulas and directives are shown as the letters they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenWatched, serving
from tests.examples import FULL
from tests.hostile_case import hostile_workspace

pytestmark = pytest.mark.browser

VIEWS: tuple[tuple[str, str], ...] = (
    ("week", ""),
    ("process", "difficulties"),
    ("funding", "recipients"),
    ("products", "law"),
    ("portfolio", "order"),
    ("coverage", "steps"),
)
"""Where names of places, projects, establishments, products and officers stand."""

TRACES = """() => {
  const main = document.querySelector('[data-testid="stApp"]');
  const found = [];
  if (window.pwned) found.push('a script ran');
  for (const kind of ['[onerror]', '[onload]', '.katex', 'img[src="x"]', 'a[href*="javascript"]',
                      'img[src^="data:image/png;base64,AAAA"]'])
    for (const one of main.querySelectorAll(kind))
      found.push(kind + ' ' + one.outerHTML.slice(0, 200));
  return found;
}"""


@pytest.fixture(scope="module")
def hostile_url(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    target = hostile_workspace(workspace, folder / "workspace")
    with serving(target, folder) as address:
        yield address


def traces(page: Page) -> list[str]:
    """Return what a name has made in a page that letters would not have."""
    found: list[str] = page.evaluate(TRACES)
    return found


def test_no_name_runs_or_breaks_a_page(open_watched: OpenWatched, hostile_url: str) -> None:
    watched = open_watched(address=hostile_url)
    seen = ""
    for path, view in VIEWS if not FULL else everywhere():
        page = watched.visit(path, **({"view": view} if view else {}), lang="vi")
        assert traces(page) == [], f"{path}/{view}"
        assert page.locator('[data-testid="stException"]').count() == 0, f"{path}/{view}"
        seen += page.inner_text("body")
    # Letter by letter, so the test has looked where the names are.
    for payload in ("<script>window.pwned=1</script>", "[x](javascript:window.pwned=1)"):
        assert payload in seen
    assert "$\\frac{1}{2}$ $$x^2$$" in seen
    assert ":material/home: :red[x]" in seen
    watched.assert_clean()


def everywhere() -> list[tuple[str, str]]:
    """Return every page with every section of it."""
    import sys

    from analysis.settings import PROJECT_ROOT

    sys.path.insert(0, str(PROJECT_ROOT / "benchmarks"))
    from page_sections import everything_shown

    return [(shown.page, shown.section) for shown in everything_shown()]
