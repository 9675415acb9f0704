"""The sections on applications, time and deadlines: what they say is what the measures found."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.warehouse import open_snapshot
from tests.dashboard.conftest import words
from tests.own_case import loaded, write_case
from tests.process_case import TABLES

SECTIONS = ("applications", "time", "deadlines")


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sections")
    loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")
    return folder / "ws"


def _page(section: str, workspace: str, case: str, language: str, years: tuple[int, ...]) -> None:
    from importlib import import_module
    from pathlib import Path

    import streamlit as st

    from analysis.language import as_language
    from analysis.scope import Scope
    from analysis.warehouse import open_snapshot
    from dashboard.ui.translation import translator
    from dashboard.ui.view import View

    spoken = as_language(language)
    scope = Scope(language=spoken, years=years)
    view = View(open_snapshot(Path(workspace), case), scope, translator(spoken))
    module = import_module(f"dashboard.ui.process.section_{section}")
    st.title(module.answer(view))
    module.draw(view)


def _open(
    section: str,
    workspace: Path,
    case: str = "test-case",
    language: str = "en",
    years: tuple[int, ...] = (),
) -> AppTest:
    args = (section, str(workspace), case, language, years)
    app = AppTest.from_function(_page, args=args, default_timeout=60)
    return app.run()


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_sections_draw_in_both_languages(by_hand: Path, section: str, language: str) -> None:
    app = _open(section, by_hand, language=language)
    assert not app.exception
    assert app.get("plotly_chart")
    assert app.title[0].value


@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_gives_the_empty_state(by_hand: Path, section: str) -> None:
    app = _open(section, by_hand, years=(1999,))
    assert not app.exception
    assert app.info
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_data_set_without_process_says_what_it_lacks(section: str, workspace: Path) -> None:
    app = _open(section, workspace, case="quang-ngai-published")
    assert not app.exception
    assert app.info


def test_a_stage_can_be_chosen_and_broken_down(by_hand: Path) -> None:
    app = _open("time", by_hand)
    app.selectbox[0].set_value("submitted_decided").run()
    assert "half are done within 20 days" in words(app)
    app.get("button_group")[0].set_value("year").run()
    assert not app.exception
    assert "too few groups of 10 cases or more" in words(app)


def test_unknown_local_deadlines_are_said_and_how_to_enter_them(by_hand: Path) -> None:
    text = words(_open("deadlines", by_hand)).replace("\\", "")
    assert "Đăng ký ở tỉnh · Local programme: deadline not known for 1 project" in text
    assert "template of the table of process steps" in text
    assert "2 steps are overdue; the longest by 524 days" in text


def test_the_overdue_list_is_a_table_of_names(by_hand: Path) -> None:
    app = _open("deadlines", by_hand)
    tables = [str(table.value) for table in app.get("html")]
    overdue = next(table for table in tables if "CB-01" in table)
    for cell in ("Máy dệt", "Monthly report", "25 Jul 2024", "524", "Trung tâm Khuyến công"):
        assert cell in overdue


def test_the_simulated_province_fills_every_section(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-simulated")
    handed_in = snapshot.query("select count(*) as number from application", {})
    app = _open("applications", workspace, case="quang-ngai-simulated")
    assert f"Of {int(handed_in['number'].iloc[0]):,} applications" in app.title[0].value
    assert isinstance(handed_in, pd.DataFrame)
    for section in ("time", "deadlines"):
        app = _open(section, workspace, case="quang-ngai-simulated", language="vi")
        assert not app.exception
        assert len(app.get("plotly_chart")) >= 2
