"""The page of the portfolio: every section in every case, settings in the address, saved plans."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.decisions.plan_store import deleted, shelf
from analysis.settings import NAMES_HIDDEN, NAMES_VARIABLE, WORKSPACE_VARIABLE
from tests.dashboard.conftest import words
from tests.dashboard.test_pages import DRAWN, foreign_words
from tests.decisions.plan_case import plan_tables
from tests.own_case import loaded, write_case

SECTIONS = ("gates", "order", "plan", "tradeoffs", "saved")
CASE = "test-case"
SIMULATED = "quang-ngai-simulated"


def _page() -> None:
    import streamlit as st

    from analysis.scope import Scope
    from analysis.warehouse.limits import NO_LIMIT
    from dashboard.ui.data import cases_here, snapshot_of
    from dashboard.ui.portfolio import (
        section_gates,
        section_order,
        section_plan,
        section_saved,
        section_tradeoffs,
    )
    from dashboard.ui.translation import translator
    from dashboard.ui.view import View

    sections = {
        "gates": section_gates,
        "order": section_order,
        "plan": section_plan,
        "tradeoffs": section_tradeoffs,
        "saved": section_saved,
    }
    scope, _problems = Scope.from_query(st.query_params.to_dict())
    snapshot = snapshot_of(st.query_params["case"], cases_here(), NO_LIMIT)
    view = View(snapshot, scope, translator(scope.language))
    shown = sections[st.query_params["view"]]
    st.title(shown.answer(view))
    shown.draw(view)


@pytest.fixture(scope="module")
def few_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with ten files to choose from, five of which may be funded."""
    folder = tmp_path_factory.mktemp("plan-page")
    case = write_case(folder / "case", plan_tables(), geography=True, reference=True)
    loaded(case, folder / "workspace")
    return folder / "workspace"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch):
    def draw(workspace: Path, **query: str) -> AppTest:
        monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace))
        app = AppTest.from_function(_page, default_timeout=120)
        for name, value in {"lang": "en", "case": CASE, "view": "plan", **query}.items():
            app.query_params[name] = value
        return app.run()

    return draw


def _button(app: AppTest, key: str):
    return next(one for one in app.button if one.key and one.key.startswith(key))


def _titled(app: AppTest) -> str:
    return str(app.title[0].value).replace("\\", "")


@pytest.mark.parametrize(("case", "language"), DRAWN)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_draws_in_every_case(
    drawn, workspace: Path, section: str, case: str, language: str
) -> None:
    app = drawn(workspace, case=case, lang=language, view=section)
    assert not app.exception
    assert not app.error
    told = words(app)
    assert "nan" not in told.lower().split()
    assert "<NA>" not in told
    assert foreign_words(app, language) == []
    if case != SIMULATED:
        # Without files that wait there is nothing to choose from: what is needed is said.
        assert app.info
        assert not app.get("plotly_chart")


def test_the_plan_answers_before_anything_is_pressed(drawn, few_files: Path) -> None:
    app = drawn(few_files, budget="450000000", objective="leverage")
    assert _titled(app).startswith("2 of 5 files that may be funded chosen, for 400 million VND")
    told = "\n".join(str(one.value) for one in app.markdown).replace("\\", "")
    assert "Proved to be the best plan; every limit was checked again in whole numbers" in told
    assert next(metric.value for metric in app.metric) == "cannot be told yet"
    assert "Machinery is not new" in "\n".join(str(one.value) for one in app.get("html"))
    labels = [one.proto.label for one in app.get("download_button")]
    assert labels.count("Download CSV") == labels.count("Download XLSX") == 2


def test_settings_go_to_the_address_and_wait_for_the_button(drawn, few_files: Path) -> None:
    app = drawn(few_files, budget="450000000")
    before = _titled(app)
    app.number_input(key=f"plan-money-total-{CASE}-en").set_value(650).run()
    assert app.query_params["budget"] == "650000000"
    assert _titled(app) == before
    assert any("settings have changed" in one.value for one in app.warning)
    app.number_input(key=f"plan-mountain-{CASE}-en").set_value(30).run()
    assert app.query_params["floor"] == "mountain=0.3000"
    _button(app, "plan-make").click().run()
    assert _titled(app).startswith("3 of 5 files that may be funded chosen")
    assert not any("settings have changed" in one.value for one in app.warning)
    _button(app, "plan-reset").click().run()
    assert "floor" not in app.query_params


def test_files_are_locked_in_and_left_out(drawn, few_files: Path) -> None:
    app = drawn(few_files, budget="250000000", lock="high", forbid="plain")
    assert "1 of 5" in _titled(app)
    page = "\n".join(str(one.value) for one in app.get("html"))
    assert "Chosen: locked in." in page
    assert "Refused: forbidden." in page


def test_own_weights_and_sources_are_in_the_address(drawn, few_files: Path) -> None:
    app = drawn(few_files, budget="450000000")
    app.button_group(key=f"plan-aim-{CASE}-en").set_value("own").run()
    assert app.query_params["objective"].count("=") == 4
    app.slider(key=f"plan-weight-jobs-{CASE}-en").set_value(75).run()
    assert "jobs=75" in app.query_params["objective"]
    app.button_group(key=f"plan-aim-{CASE}-en").set_value("mix").run()
    assert "objective" not in app.query_params
    app.button_group(key=f"plan-budget-{CASE}-en").set_value("source").run()
    assert app.query_params["budget"].startswith("provincial=")
    assert not app.exception


def test_a_conflict_is_explained_in_place_of_a_plan(drawn, few_files: Path) -> None:
    app = drawn(few_files, budget="500000000", floor="district:535=300000000")
    assert _titled(app) == "No plan keeps every limit"
    [told] = app.error
    assert "100,000,000 VND" in told.value.replace("\\", "")
    assert not app.exception
    nothing = drawn(few_files, budget="5", floor="district:535=300000000", view="tradeoffs")
    assert "There is no plan yet to weigh up" in nothing.info[0].value


def test_what_the_address_asks_in_vain_is_said(drawn, few_files: Path) -> None:
    app = drawn(few_files, budget="<b>", lock="nobody", floor="valley=3", planyear="1999")
    assert not app.exception
    told = " ".join(one.value for one in app.warning).replace("\\", "")
    for part in ("Budget", "Locked in", "Floor", "Plan year"):
        assert f"{part}: " in told
    assert "5 files" in _titled(app)


def test_trade_offs_are_worked_out_on_demand(drawn, few_files: Path) -> None:
    app = drawn(few_files, budget="450000000", objective="leverage", view="tradeoffs")
    assert "not worked out yet" in _titled(app)
    _button(app, "plan-tradeoffs").click().run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == 3
    assert all(chart.proto.alt for chart in app.get("plotly_chart"))
    assert "objective" in _titled(app)
    # They are of this plan: those of another are asked for again.
    app.query_params["view"] = "plan"
    app.query_params["forbid"] = "plain"
    app.run()
    _button(app, "plan-make").click().run()
    app.query_params["view"] = "tradeoffs"
    app.run()
    assert "not worked out yet" in _titled(app)


def test_plans_are_saved_compared_deleted_and_brought_back(
    drawn, few_files: Path, tmp_path: Path
) -> None:
    space = Path(shutil.copytree(few_files, tmp_path / "space"))
    app = drawn(space, budget="450000000", objective="leverage", view="saved")
    assert _titled(app) == "No plan is saved yet"
    _button(app, "plan-save").click().run()
    assert "A plan needs a name" in app.error[0].value
    for name, forbidden in (("Một", ""), ("Hai", "plain")):
        app.query_params["forbid"] = forbidden
        app.query_params["view"] = "plan"
        app.run()
        _button(app, "plan-make").click().run()
        app.query_params["view"] = "saved"
        app.run()
        app.text_input[0].set_value(name).run()
        _button(app, "plan-save").click().run()
        assert not app.exception
        assert any(name in one.value for one in app.success)
    assert _titled(app) == "2 plans are saved"
    page = "\n".join(str(one.value) for one in app.get("html"))
    assert "Two plans side by side" in page
    newest = shelf(space, CASE).plans[0]
    _button(app, f"plan-delete-{newest.identity}").click().run()
    assert [plan.name for plan in deleted(space, CASE).plans] == [newest.name]
    assert _titled(app) == "1 plan is saved"
    _button(app, "plan-restore-").click().run()
    assert _titled(app) == "2 plans are saved"
    _button(app, f"plan-open-{newest.identity}").click().run()
    assert (app.query_params["view"], app.query_params["budget"]) == ("plan", "450000000")
    assert app.query_params.get("forbid", "") == ",".join(newest.request.forbidden)


def test_names_are_hidden_in_every_section(
    drawn, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(section: str) -> str:
        app = drawn(workspace, case=SIMULATED, lang="vi", view=section)
        assert not app.exception
        tables = [str(one.value) for one in app.get("html")]
        return "\n".join([words(app), *tables, *(str(box.options) for box in app.selectbox)])

    # Every simulated establishment wears its mark in its name.
    assert shown("plan").count("(mô phỏng)") > 10
    monkeypatch.setenv(NAMES_VARIABLE, NAMES_HIDDEN)
    for section in ("gates", "order", "plan"):
        told = shown(section)
        assert (section, told.count("(mô phỏng)")) == (section, 0)
        assert told.count("HS-") > 10, "files keep their own codes"
