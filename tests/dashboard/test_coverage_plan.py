"""The plan to close the gaps, drawn by itself: goals, empty states and the list of visits."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.language import format_number
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.settings import NAMES_VARIABLE, WORKSPACE_VARIABLE
from analysis.warehouse import open_snapshot
from tests.dashboard.conftest import words
from tests.dashboard.test_pages import DRAWN, foreign_words

SIMULATED = "quang-ngai-simulated"


def _page() -> None:
    import streamlit as st

    from analysis.scope import Scope
    from analysis.warehouse.limits import NO_LIMIT
    from dashboard.ui.coverage import section_plan
    from dashboard.ui.data import cases_here, snapshot_of
    from dashboard.ui.translation import translator
    from dashboard.ui.view import View

    scope, _problems = Scope.from_query(st.query_params.to_dict())
    snapshot = snapshot_of(st.query_params["case"], cases_here(), NO_LIMIT)
    view = View(snapshot, scope, translator(scope.language))
    st.title(section_plan.answer(view))
    section_plan.draw(view)


@pytest.fixture
def drawn(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))

    def draw(**query: str) -> AppTest:
        app = AppTest.from_function(_page, default_timeout=60)
        for name, value in {"lang": "en", "case": SIMULATED, **query}.items():
            app.query_params[name] = value
        return app.run()

    return draw


@pytest.mark.parametrize(("case", "language"), DRAWN)
def test_the_plan_draws_in_every_case(drawn, case: str, language: str) -> None:
    app = drawn(case=case, lang=language)
    assert not app.exception
    assert not app.error
    told = words(app)
    assert "nan" not in told.lower().split()
    assert "<NA>" not in told
    assert foreign_words(app, language) == []


def test_the_goal_is_kept_in_the_address(drawn) -> None:
    app = drawn()
    assert "below the median of the province" in app.title[0].value
    goal = app.segmented_control[0]
    assert goal.value == "median"
    goal.set_value("20").run()
    # What is chosen is in the address before the page is drawn again.
    assert app.query_params["goal"] == "20"
    assert "the chosen floor (20%)" in app.title[0].value
    app.segmented_control[0].set_value("median").run()
    assert "goal" not in app.query_params
    assert "below the median of the province" in drawn(goal="<b>").title[0].value
    assert "the chosen floor (30%)" in drawn(goal="30").title[0].value


def test_the_summary_stands_before_the_names(drawn, workspace: Path) -> None:
    app = drawn(lang="vi")
    snapshot = open_snapshot(workspace, SIMULATED)
    listed = run_measure("next_visits", snapshot, Scope())
    page = "\n".join(str(element.value) for element in app.get("html"))
    first = page.index("Cần đến lần tới, tổng hợp")
    assert first < page.index("Cần đến lần tới, từng cơ sở")
    # A hundred rows are shown, in the order of the list; a name stands once.
    assert page.index(listed["name"].iloc[0]) > first
    assert page.count("(mô phỏng)") >= 100
    count = format_number(len(listed), "vi")
    assert f"Danh sách cần đến: {count} cơ sở" in app.header[-1].value.replace("\\", "")
    assert any("không rõ địa bàn" in text.value for text in app.markdown)


def test_names_can_be_hidden(drawn, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = run_measure("next_visits", open_snapshot(workspace, SIMULATED), Scope())["name"].iloc[0]
    shown = drawn(lang="vi")
    assert name in "\n".join(str(element.value) for element in shown.get("html"))
    monkeypatch.setenv(NAMES_VARIABLE, "hidden")
    hidden = drawn(lang="vi")
    assert not hidden.exception
    page = "\n".join(str(element.value) for element in hidden.get("html"))
    assert name not in page
    assert "(mô phỏng)" not in page
    assert any("đã được ẩn trên máy này" in caption.value for caption in hidden.caption)
    kept = run_measure("next_visits", open_snapshot(workspace, SIMULATED), Scope())
    assert kept["name"].isna().all()
    assert kept["establishment_id"].isna().all()


def test_the_visits_can_be_counted_by_industry(drawn) -> None:
    app = drawn()
    app.segmented_control[1].set_value("industry").run()
    assert not app.exception
    page = "\n".join(str(element.value) for element in app.get("html"))
    assert "Food products" in page.split("Next visits, one by one")[0]


def test_nothing_in_scope_is_an_empty_state(drawn) -> None:
    nobody = drawn(case="quang-ngai-published")
    assert [info.value for info in nobody.info] == [
        "No eligible establishment is in this selection. Needed: the list of establishments, with "
        "commune or district and whether each is eligible."
    ]
    # In Michigan no place is known and no outreach: neither plan nor reasons, but whom to visit.
    placeless = drawn(case="michigan-1987")
    assert [info.value.split(":")[0] for info in placeless.info] == [
        "No plan can be made yet",
    ]
    assert any("record of ever being reached" in header.value for header in placeless.header)
