"""The section on past choices: nothing starts by itself, and what it finds is told once made."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.settings import WORKSPACE_VARIABLE
from tests.dashboard.conftest import words
from tests.dashboard.test_pages import DRAWN, foreign_words
from tests.decisions.backtest_case import later, tables
from tests.own_case import loaded, write_case


def _page() -> None:
    import streamlit as st

    from analysis.scope import Scope
    from analysis.warehouse.limits import NO_LIMIT
    from dashboard.ui.data import cases_here, snapshot_of
    from dashboard.ui.portfolio import section_backtest
    from dashboard.ui.translation import translator
    from dashboard.ui.view import View

    scope, _problems = Scope.from_query(st.query_params.to_dict())
    snapshot = snapshot_of(st.query_params["case"], cases_here(), NO_LIMIT)
    view = View(snapshot, scope, translator(scope.language))
    st.title(section_backtest.answer(view))
    section_backtest.draw(view)


def _open(case: str, language: str) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=120)
    app.query_params["case"] = case
    app.query_params["lang"] = language
    return app.run()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with one plan year of nine files."""
    folder = tmp_path_factory.mktemp("backtest-section")
    case = write_case(folder / "case", tables(**later()), reference=True, geography=True)
    loaded(case, folder / "workspace")
    return folder / "workspace"


@pytest.mark.parametrize(("case", "language"), DRAWN)
def test_it_waits_or_says_what_is_needed_in_every_case(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, case: str, language: str
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))
    app = _open(case, language)
    assert not app.exception
    assert app.title[0].value.strip()
    assert foreign_words(app, language) == []
    assert "{" not in words(app)
    if case == "quang-ngai-simulated":
        assert "12" in app.title[0].value
        assert len(app.button) == 1
        assert not app.get("plotly_chart")
    else:
        assert len(app.info) == 1
        assert not app.button


def test_pressed_it_chooses_again_and_tells(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(small))
    app = _open("test-case", "en")
    assert app.title[0].value == "Past plan years not chosen again yet: 1"
    app.button[0].click().run()
    assert not app.exception
    assert "The model would also have chosen" in app.title[0].value
    assert not app.button
    told = words(app)
    assert "For the money of the files chosen that passed every gate" in told
    assert "Machinery is new" in told
    assert "cannot tell yet" in told
    charts = app.get("plotly_chart")
    assert charts
    assert all(chart.proto.alt for chart in charts)
    for objective in ("productivity", "leverage", "coverage"):
        app.segmented_control[0].set_value(objective).run()
        assert not app.exception
    # Another reader, in the other language, does not wait again.
    other = _open("test-case", "vi")
    assert not other.exception
    assert "Mô hình cũng chọn" in other.title[0].value
    assert foreign_words(other, "vi") == []
    for page in (app, other):
        assert "nan" not in words(page).lower().split()
        assert "<NA>" not in words(page)
        assert "{" not in words(page)
