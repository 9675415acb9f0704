"""The sections that say what support changed: claims, and outcomes described, drawn by AppTest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from analysis.evidence.broken_trends import (
    bend_words,
    broken_trends,
    magnitude_words,
    spoken_for,
)
from analysis.evidence.claim import claim
from analysis.evidence.matched_words import left_out_words, matched_finding, matched_of
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from dashboard.ui.keeping import forget_all
from tests.dashboard.conftest import Open, estimated, offered_estimates, words
from tests.dashboard.test_pages import foreign_words

EVIDENCE = (
    *("effect", "checks", "sensitivity", "matched", "others", "beyond", "whom", "dose", "case"),
    *("cutoff", "basis", "plan", "dossier"),
)
DESCRIBED = ("level", "distribution", "change", "growth", "quality", "survival", "missing")
SIMULATED, MICHIGAN, PUBLISHED = "quang-ngai-simulated", "michigan-1987", "quang-ngai-published"

Drawn = Callable[..., AppTest]


@pytest.fixture
def drawn(open_page: Open) -> Drawn:
    """Return a function that draws a section of a page at an address and looks it over."""

    def draw(page: str, section: str, case: str, language: str, **query: str) -> AppTest:
        app = open_page(page, lang=language, case=case, view=section, **query)
        look_over(app, language)
        return app

    return draw


def look_over(app: AppTest, language: str) -> None:
    """Check what must be true of every section, whatever it shows."""
    assert not app.exception
    assert not app.error
    told = words(app)
    assert app.title[0].value.strip()
    for sign in ("nan", "inf", "<NA>", "NaT"):
        assert sign not in told.replace(",", " ").split()
    assert foreign_words(app, language) == []


@pytest.mark.parametrize("section", EVIDENCE)
@pytest.mark.parametrize(
    ("case", "language"), [(SIMULATED, "vi"), (MICHIGAN, "en"), (PUBLISHED, "vi")]
)
def test_a_section_of_the_evidence_draws_in_every_case(
    drawn: Drawn, section: str, case: str, language: str
) -> None:
    app = drawn("evidence", section, case, language)
    if case == PUBLISHED:
        # Nothing of single establishments is known: said in words, never as a zero or a chart.
        assert not app.get("plotly_chart")
        assert app.info or section == "effect"
        assert not offered_estimates(app)
    elif section != "effect":
        assert app.selectbox[0].value == "productivity"
    if offered_estimates(app):
        look_over(estimated(app), language)


@pytest.mark.parametrize("section", DESCRIBED)
@pytest.mark.parametrize(("case", "language"), [(SIMULATED, "en"), (MICHIGAN, "vi")])
def test_a_section_of_productivity_draws(
    drawn: Drawn, section: str, case: str, language: str
) -> None:
    drawn("productivity", section, case, language)


def test_the_title_is_the_claim_of_notebooks_and_the_command(drawn: Drawn, workspace) -> None:
    found = claim(open_snapshot(workspace, MICHIGAN), Scope(), "defect_rate")
    app = drawn("evidence", "effect", MICHIGAN, "en", outcome="defect_rate")
    told = app.title[0].value.replace("\\", "").replace("\u2060", "")
    assert told == found.headline.en
    text = words(app).replace("\\", "").replace("\u2060", "")
    for reason in (*found.grade.reasons, *found.surer):
        assert reason.en in text


def test_the_method_of_the_address_is_the_method_of_the_claim(drawn: Drawn) -> None:
    app = drawn("evidence", "effect", MICHIGAN, "en", method="before_after")
    assert "evidence grade 1 of 5" in app.title[0].value
    assert "change of" in app.title[0].value
    nonsense = drawn("evidence", "effect", MICHIGAN, "en", method="<b>", outcome="x")
    assert "Revenue per worker" in nonsense.title[0].value


def test_choosing_an_outcome_puts_it_into_the_address(drawn: Drawn) -> None:
    app = drawn("evidence", "plan", MICHIGAN, "en")
    app.selectbox[0].set_value("workers").run()
    assert app.query_params["outcome"] in ("workers", ["workers"])
    assert not app.exception


def test_sensitivity_and_matching_say_what_the_functions_say(drawn: Drawn, workspace) -> None:
    found = claim(open_snapshot(workspace, MICHIGAN), Scope(), "defect_rate", others=False)
    trends = broken_trends(found)
    app = estimated(drawn("evidence", "sensitivity", MICHIGAN, "en", outcome="defect_rate"))
    assert _plainly(app) == magnitude_words(trends, spoken_for(found)).en.rstrip(".")
    assert bend_words(trends, spoken_for(found)).en in _text(app)
    assert len(app.get("plotly_chart")) == 2
    made = matched_of(found)
    app = drawn("evidence", "matched", MICHIGAN, "en", outcome="defect_rate")
    assert _plainly(app) == matched_finding(found, made).en.rstrip(".")
    assert left_out_words(made).en in _text(app)
    assert len(app.get("plotly_chart")) == 3


def test_other_answers_wait_for_a_button_and_are_those_of_the_claim(
    drawn: Drawn, workspace
) -> None:
    found = claim(open_snapshot(workspace, MICHIGAN), Scope(), "defect_rate")
    known = [one.estimate for one in found.sensitivity if one.estimate is not None]
    app = estimated(drawn("evidence", "others", MICHIGAN, "en", outcome="defect_rate"))
    assert f"{len(known)} other answers lie between" in _plainly(app)
    assert all(one.title.en in _text(app) for one in found.sensitivity)
    app = drawn("evidence", "others", MICHIGAN, "en", method="before_after")
    assert not offered_estimates(app)
    assert not app.get("plotly_chart")


def test_where_trends_cannot_break_the_section_says_why(drawn: Drawn) -> None:
    app = drawn("evidence", "sensitivity", SIMULATED, "en", outcome="survival")
    assert any("comes from the register" in info.value for info in app.info)
    assert not offered_estimates(app)
    app = drawn("evidence", "sensitivity", MICHIGAN, "en", method="before_after")
    assert app.info
    assert not offered_estimates(app)
    assert not app.get("plotly_chart")


def _plainly(app: AppTest) -> str:
    return app.title[0].value.replace("\\", "").replace("\u2060", "")


def _text(app: AppTest) -> str:
    return words(app).replace("\\", "").replace("\u2060", "")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("grant_per_worker", "twice the grant per worker"),
        ("repetition", "from the second support on"),
        ("activities", "common to all activities"),
    ],
)
def test_questions_of_doses_are_answered_on_the_page(drawn: Drawn, question, words) -> None:
    app = drawn("evidence", "dose", SIMULATED, "en")
    picked = next(one for one in app.segmented_control if one.label == "Question")
    picked.set_value(question).run()
    assert not app.exception
    assert words in app.title[0].value
    assert "evidence grade" in app.title[0].value
    assert app.get("plotly_chart")


def test_a_case_is_chosen_on_the_page(drawn: Drawn) -> None:
    app = estimated(drawn("evidence", "case", SIMULATED, "en"))
    choice = app.selectbox[1]
    assert choice.label == "Project or cluster"
    assert str(choice.value).startswith("CCN")
    single = next(code for code in choice.options if code.startswith("CS-"))
    choice.select(single).run()
    app = estimated(app)
    assert single.split(" · ")[0] in app.title[0].value
    assert "n = 1 " in app.title[0].value


def test_every_outcome_in_one_list(drawn: Drawn) -> None:
    app = estimated(drawn("evidence", "all", MICHIGAN, "en"))
    assert app.title[0].value.startswith("Of ")
    lines = [element.value for element in app.markdown if "evidence grade" in element.value]
    assert len(lines) > 3


def test_where_nothing_is_known_the_list_is_empty_and_says_so(drawn: Drawn) -> None:
    app = drawn("evidence", "all", PUBLISHED, "en")
    assert any("no results of establishments" in info.value for info in app.info)


@pytest.mark.parametrize(("case", "language"), [(SIMULATED, "vi"), (MICHIGAN, "en")])
def test_net_jobs_draw_or_say_why_not(drawn: Drawn, case: str, language: str) -> None:
    app = estimated(drawn("jobs", "net", case, language))
    if case == SIMULATED:
        assert "bậc bằng chứng" in app.title[0].value
        assert app.get("plotly_chart")
        assert any("Fieller" in one.value for one in app.markdown)
        assert any("Chưa tính" in one.value for one in app.caption)
    else:
        # No places are on record: nothing is drawn, and the title says that it is not known.
        assert "not known" in app.title[0].value


def test_a_long_estimate_waits_until_it_is_asked_for_and_is_kept_for_all(drawn: Drawn) -> None:
    forget_all()
    asked = {"outcome": "defect_rate", "method": "regression"}
    app = drawn("evidence", "beyond", MICHIGAN, "en", **asked)
    assert app.title[0].value == "Not estimated for this selection yet"
    assert not app.get("plotly_chart")
    assert any("2 estimates, about" in one.value for one in app.caption)
    estimated(app)
    assert "Not estimated" not in app.title[0].value
    charts = len(app.get("plotly_chart"))
    assert charts
    # From neighbours the way leads on to what is left of jobs.
    (link,) = [one.proto for one in app.get("page_link") if "net job" in one.proto.label]
    assert link.page.endswith("jobs")
    assert "view=net" in link.query_string
    # Another reader sees at once what was estimated for the first.
    again = drawn("evidence", "beyond", MICHIGAN, "en", **asked)
    assert len(again.get("plotly_chart")) == charts
    # Another selection is another question, and nobody has asked it.
    other = drawn("evidence", "beyond", MICHIGAN, "en", **asked | {"outcome": "workers"})
    assert other.title[0].value == "Not estimated for this selection yet"


def test_a_dossier_is_made_on_the_page(drawn: Drawn) -> None:
    app = drawn("evidence", "dossier", MICHIGAN, "en", outcome="defect_rate")
    assert not app.get("download_button")
    next(one for one in app.button if one.key == "dossier-make").click().run()
    assert not app.exception
    assert len(app.get("download_button")) >= 3
    assert any("Pass" in one.value for one in app.success)
