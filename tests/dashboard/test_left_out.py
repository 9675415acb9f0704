"""A snapshot without the longest tables: pages of marts as ever, the rest says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.settings import WORKSPACE_VARIABLE
from tests.dashboard.conftest import Open, words
from tests.engines.left_out import SIMULATED, without_records


def test_pages_say_which_records_are_not_there(
    own_workspace: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_records(own_workspace)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(own_workspace))
    funding = open_page("funding", lang="en", case=SIMULATED)
    assert not funding.exception
    text = words(funding)
    assert "The marts were made by spark 4.2.1" in text
    assert "Something went wrong" not in text
    assert funding.title[0].value not in ("", "The data cannot be opened")
    quality = words(open_page("quality", lang="en", case=SIMULATED))
    assert "too long to be in this snapshot" in quality
    assert "cannot be opened" not in quality
