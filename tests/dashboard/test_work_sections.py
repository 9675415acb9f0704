"""The sections on how the work runs, on places of industry and on notes, drawn by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.settings import WORKSPACE_VARIABLE
from tests.dashboard.conftest import Open, words
from tests.dashboard.test_pages import DRAWN, foreign_words

SECTIONS = (
    ("process", "applications"),
    ("process", "time"),
    ("process", "deadlines"),
    ("process", "steps"),
    ("process", "difficulties"),
    ("process", "officers"),
    ("week", ""),
    ("places", ""),
    ("targets", "targets"),
    ("targets", "benchmarks"),
    ("data", "annotations"),
)
SIMULATED = "quang-ngai-simulated"

Drawn = Callable[..., AppTest]


@pytest.fixture
def drawn(open_page: Open) -> Drawn:
    """Return a function that draws a section of a page, of one case, at an address."""

    def draw(page: str, section: str, case: str = SIMULATED, **query: str) -> AppTest:
        shown = {"view": section} if section else {}
        return open_page(page, **{"lang": "en", "case": case, **shown, **query})

    return draw


@pytest.mark.parametrize(("case", "language"), DRAWN)
@pytest.mark.parametrize(("page", "section"), SECTIONS)
def test_a_section_draws_in_every_case(
    drawn: Drawn, page: str, section: str, language: str, case: str
) -> None:
    app = drawn(page, section, case, lang=language)
    assert not app.exception
    assert not app.error
    assert app.title[0].value.strip()
    told = words(app)
    assert "nan" not in told.lower().split()
    assert "<NA>" not in told
    assert "NaT" not in told
    assert foreign_words(app, language) == []


@pytest.mark.parametrize(("page", "section"), SECTIONS[4:7])
def test_nothing_in_scope_is_an_empty_state(drawn: Drawn, page: str, section: str) -> None:
    # In this district nothing is under way, nobody was trained and nobody raised a difficulty.
    app = drawn(page, section, districts="530")
    assert not app.exception
    assert any("eeded" in info.value or "Nothing" in info.value for info in app.info)


def test_the_process_shown_is_that_of_the_address(drawn: Drawn) -> None:
    app = drawn(
        "process",
        "steps",
        steps="local.DAO_TAO_NGHE.TRAINING",
    )
    assert app.title[0].value.startswith("Training, local programme")
    assert [box.value for box in app.selectbox] == ["local", "DAO_TAO_NGHE", "TRAINING"]
    nonsense = drawn("process", "steps", steps="x.y.z.<b>")
    assert not nonsense.exception
    app.selectbox[0].set_value("national").run()
    assert app.query_params["steps"] == "national.DAO_TAO_NGHE.TRAINING"
    assert app.title[0].value.startswith("Training, national programme")


def test_the_week_is_that_of_one_officer(drawn: Drawn) -> None:
    everybody = drawn("week", "")
    assert any("the day the data run to" in element.value for element in everybody.markdown)
    officers = everybody.selectbox[0].options
    assert officers[:2] == ["All officers", "Assigned to nobody"]
    one = drawn("week", "", officer=officers[2])
    assert one.selectbox[0].value == officers[2]
    assert one.title[0].value != everybody.title[0].value
    stranger = drawn("week", "", officer="nobody")
    assert stranger.selectbox[0].value == ""
    stranger.selectbox[0].set_value(officers[2]).run()
    assert stranger.query_params["officer"] == officers[2]


def test_the_deviations_say_where_no_rule_is_confirmed(drawn: Drawn) -> None:
    app = drawn("process", "steps")
    assert any("no confirmed rule covers" in element.value for element in app.info)
    assert len(app.get("plotly_chart")) == 1


def test_what_followed_outreach_wears_its_grade(drawn: Drawn) -> None:
    app = drawn("process", "officers")
    told = words(app)
    assert told.count("Evidence grade 1 of 5\\: a description, not an effect") == 1
    assert not re.search(r"\bcause[sd]?\b", told)


def test_clusters_stand_beside_what_is_published(drawn: Drawn) -> None:
    app = drawn("places", "", "quang-ngai-published")
    assert "What has been published about clusters" in [header.value for header in app.header]


def test_a_note_needs_its_kind_day_and_text(drawn: Drawn) -> None:
    app = drawn("data", "annotations")
    check = next(button for button in app.button if button.key == "check-annotation")
    assert check.disabled
    fixed = drawn("data", "annotations", "quang-ngai-published")
    assert not [button for button in fixed.button if button.key == "check-annotation"]


def test_a_note_is_recorded_and_shown(
    own_workspace: Path, drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(own_workspace))
    app = drawn("data", "annotations")
    app.default_timeout = 120
    app.selectbox[0].set_value("disaster")
    fields = {field.label: field for field in app.text_input}
    fields["From (day/month/year)"].set_value("28/10/2020")
    fields["Note in Vietnamese"].set_value("Bão số 9 đổ bộ")
    fields["Note in English"].set_value("Storm Molave lands")
    app.selectbox[1].set_value("525_v2").run()
    next(button for button in app.button if button.key == "check-annotation").click().run()
    assert not app.exception
    assert not app.error
    next(button for button in app.button if button.key == "import-all-annotate").click().run()
    assert not app.exception
    assert any("Published as snapshot" in element.value for element in app.success)
    assert "Storm Molave lands" in words(app)
    assert "Trà Bồng district" in words(app)


def test_a_day_that_is_none_is_refused_in_the_language_of_the_page(
    own_workspace: Path, drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(own_workspace))
    app = drawn("data", "annotations")
    app.default_timeout = 120
    app.selectbox[0].set_value("decision")
    fields = {field.label: field for field in app.text_input}
    fields["From (day/month/year)"].set_value("31/02/2020")
    fields["Note in Vietnamese"].set_value("Quyết định")
    app.run()
    next(button for button in app.button if button.key == "check-annotation").click().run()
    assert not app.exception
    told = words(app)
    assert "31/02/2020" in told
    assert not [button for button in app.button if button.key == "import-all-annotate"]
    next(button for button in app.button if button.key == "back-annotate").click().run()
    assert not app.exception
