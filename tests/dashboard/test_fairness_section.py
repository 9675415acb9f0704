"""The section on fairness: what it says is what the measures found, or what is to be handed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import words
from tests.dashboard.test_pages import DRAWN, foreign_words
from tests.fairness_case import TABLES, two_districts
from tests.own_case import loaded, write_case


def _page(workspace: str, case: str, language: str, districts: tuple[str, ...]) -> None:
    from pathlib import Path

    import streamlit as st

    from analysis.language import as_language
    from analysis.scope import Scope
    from analysis.warehouse import open_snapshot
    from dashboard.ui.coverage import section_fairness
    from dashboard.ui.translation import translator
    from dashboard.ui.view import View

    spoken = as_language(language)
    scope = Scope(language=spoken, districts=districts)
    view = View(open_snapshot(Path(workspace), case), scope, translator(spoken))
    st.title(section_fairness.answer(view))
    section_fairness.draw(view)


def _open(
    workspace: Path,
    case: str = "test-case",
    language: str = "en",
    districts: tuple[str, ...] = (),
) -> AppTest:
    args = (str(workspace), case, language, districts)
    return AppTest.from_function(_page, args=args, default_timeout=60).run()


def _loaded(folder: Path, tables) -> Path:
    loaded(write_case(folder / "case", tables, geography=True), folder / "ws")
    return folder / "ws"


@pytest.mark.parametrize(("case", "language"), DRAWN)
def test_it_draws_in_every_case(workspace: Path, case: str, language: str) -> None:
    app = _open(workspace, case, language)
    assert not app.exception
    assert app.title[0].value.strip()
    told = words(app)
    assert "nan" not in told.lower().split()
    assert "<NA>" not in told
    assert "{" not in told
    assert foreign_words(app, language) == []


def test_the_simulated_province_shows_everything(workspace: Path) -> None:
    app = _open(workspace, "quang-ngai-simulated")
    assert len(app.get("plotly_chart")) == 3
    assert not app.info
    assert "of the money went to" in app.title[0].value


def test_the_choice_changes_the_order(workspace: Path) -> None:
    app = _open(workspace, "quang-ngai-simulated")
    assert "poor places" in app.header[0].value
    app.get("button_group")[0].set_value("remoteness").run()
    assert not app.exception
    assert "emote places" in app.header[0].value


def test_a_lean_is_in_the_title(tmp_path: Path) -> None:
    app = _open(_loaded(tmp_path, two_districts(4, 30)))
    assert app.title[0].value == (
        "88% of the money went to 1 place with 50% of the eligible establishments; "
        "poor places get less than their part"
    )


@pytest.mark.parametrize(
    ("language", "columns"),
    [
        (
            "vi",
            (
                *("Số liệu năm của đơn vị", "Tỷ lệ hộ nghèo"),
                *("Tỷ lệ dân tộc thiểu số", "Địa bàn ưu tiên"),
            ),
        ),
        (
            "en",
            (
                *("Unit and year", "Share of poor households"),
                *("Share of ethnic minorities", "Priority area"),
            ),
        ),
    ],
)
def test_unknown_conditions_name_what_to_hand_in(
    tmp_path: Path, language: str, columns: tuple[str, ...]
) -> None:
    tables = {name: table for name, table in TABLES.items() if name != "unit_year"}
    app = _open(_loaded(tmp_path, tables), language=language)
    assert not app.exception
    told = " ".join(info.value for info in app.info)
    assert all(column in told for column in columns)
    # What does not need them is there.
    assert len(app.get("plotly_chart")) == 2


def test_a_chosen_place_stands_out_among_all(workspace: Path) -> None:
    whole = _open(workspace, "quang-ngai-simulated")
    app = _open(workspace, "quang-ngai-simulated", districts=("535",))
    assert not app.exception
    # One place held against itself shows nothing: the province is drawn, and the place in it.
    assert app.title[0].value == whole.title[0].value
    assert len(app.get("plotly_chart")) == len(whole.get("plotly_chart")) == 3
    assert "The arrow ►" in words(app)
    assert "The arrow ►" not in words(whole)


def test_no_establishment_is_an_empty_state(workspace: Path) -> None:
    app = _open(workspace, "quang-ngai-published")
    assert [info.value.split(".")[0] for info in app.info] == [
        "There is no eligible establishment in this selection"
    ]
    assert not app.get("plotly_chart")
