"""SQL in an address: every parameter of it, on pages that ask most, shows a page and no error."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from analysis.scope import Scope
from dashboard.ui.address import _KEPT
from tests.browser.conftest import OpenWatched

pytestmark = pytest.mark.browser

SQL = (
    "' or 1=1 --",
    "'; drop table project; --",
    '" union select name from establishment --',
    "2020) or (1=1",
    "$$a$$;select 1/0",
    "read_csv('/etc/passwd')",
)
FILTERS = tuple(one.name for one in fields(Scope) if one.name not in ("language", "vintage"))
PAGES = ("funding", "coverage", "process", "portfolio")
NO_ERROR = re.compile(r"(Parser|Binder|Catalog|Conversion) Error|Traceback|root:x:0", re.IGNORECASE)


def test_sql_in_every_parameter_is_left_out_and_said(open_watched: OpenWatched) -> None:
    watched = open_watched()
    chosen = [*FILTERS, "vintage", *_KEPT]
    for number, path in enumerate(PAGES):
        query = {
            name: SQL[(place + number) % len(SQL)] for place, name in enumerate(sorted(chosen))
        }
        page = watched.open(path, lang="en", case="quang-ngai-simulated", **query)
        text = page.inner_text("body")
        assert page.locator('[data-testid="stException"]').count() == 0, path
        assert not NO_ERROR.search(text), path
        # What cannot be read is named; the page is that of the whole province, not an empty one.
        told = page.locator('[data-testid="stAlert"]').all_inner_texts()
        assert any("cannot be read and was left out" in one for one in told), path
        assert page.locator("h1").inner_text().strip(), path
    watched.assert_clean()


def test_a_code_the_data_lack_beside_sql_is_said_and_left_out(open_watched: OpenWatched) -> None:
    """Neither makes an error or an empty chart: each is named, and the rest of the page stands."""
    watched = open_watched()
    page = watched.open(
        "funding", lang="en", case="quang-ngai-simulated", years="1999", districts=SQL[0]
    )
    assert page.locator('[data-testid="stException"]').count() == 0
    text = page.inner_text('[data-testid="stMain"]')
    assert not NO_ERROR.search(text)
    # Streamlit draws two hyphens as a dash.
    assert "left out: districts = ' or 1=1" in text
    assert "nothing for the filter value: 1999" in text
    assert page.locator(".js-plotly-plot").count() > 0
    watched.assert_clean()
