"""A place chosen by filter is drawn among all others in Compared and Why, not alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.settings import WORKSPACE_VARIABLE
from tests.dashboard.conftest import words
from tests.dashboard.test_pages import foreign_words

SIMULATED = "quang-ngai-simulated"


def _page(workspace: str, case: str, language: str, districts: tuple[str, ...], name: str) -> None:
    from pathlib import Path

    import streamlit as st

    from analysis.language import as_language
    from analysis.scope import Scope
    from analysis.warehouse import open_snapshot
    from dashboard.ui.coverage import section_compared, section_reach, section_steps
    from dashboard.ui.translation import translator
    from dashboard.ui.view import View

    spoken = as_language(language)
    scope = Scope(language=spoken, districts=districts)
    view = View(open_snapshot(Path(workspace), case), scope, translator(spoken))
    section = {
        "compared": section_compared,
        "reach": section_reach,
        "steps": section_steps,
    }[name]
    st.title(section.answer(view))
    section.draw(view)


@pytest.mark.parametrize(
    ("section", "charts", "language"), [("compared", 3, "vi"), ("steps", 4, "en")]
)
def test_a_chosen_place_is_drawn_among_all(
    workspace: Path, section: str, charts: int, language: str
) -> None:
    def draw(districts: tuple[str, ...]) -> AppTest:
        args = (str(workspace), SIMULATED, language, districts, section)
        return AppTest.from_function(_page, args=args, default_timeout=60).run()

    whole, one = draw(()), draw(("535",))
    assert not whole.exception
    assert not one.exception
    assert one.title[0].value == whole.title[0].value
    assert len(one.get("plotly_chart")) == len(whole.get("plotly_chart")) == charts
    assert "►" in words(one)
    assert "►" not in words(whole)
    assert "nan" not in words(one).lower().split()
    assert foreign_words(one, language) == []


def test_why_tells_how_places_were_reached(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))

    def drawn(case: str) -> AppTest:
        arguments = (str(workspace), case, "en", (), "reach")
        return AppTest.from_function(_page, default_timeout=60, args=arguments).run()

    told = drawn(SIMULATED)
    assert not told.exception
    assert len(told.get("plotly_chart")) == 4
    assert any("events per 100 establishments" in header.value for header in told.header)
    # In Michigan no outreach is recorded.
    assert any(
        "Why there are gaps cannot be told" in info.value for info in drawn("michigan-1987").info
    )
