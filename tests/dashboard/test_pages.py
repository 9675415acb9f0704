"""Every page, in both languages, for every case: it draws, and says what the case is and lacks."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import CASES
from tests.dashboard.conftest import PAGES, Open, words

# Words that would give away an English sentence on a Vietnamese page.
ENGLISH = re.compile(
    r"\b(the|and|projects|of|is not|data set|year|unknown|choose)\b", re.IGNORECASE
)
VIETNAMESE = re.compile(r"\b(kinh phí|đề án|cơ sở|số liệu|không|năm)\b", re.IGNORECASE)


# Every case, both languages, and both languages where there is most to say.
DRAWN = (
    ("quang-ngai-simulated", "vi"),
    ("quang-ngai-simulated", "en"),
    ("quang-ngai-published", "vi"),
    ("michigan-1987", "en"),
)


def foreign_words(app: AppTest, language: str) -> list[str]:
    """Return the headings and labels of a run that hold words of the other language."""
    told = [element.value for element in (*app.title, *app.header, *app.info)]
    told += [metric.label for metric in app.metric]
    other = ENGLISH if language == "vi" else VIETNAMESE
    return [text for text in told if other.search(text)]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_page_draws(open_page: Open, page: str, language: str, case: str) -> None:
    app = open_page(page, lang=language, case=case)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    assert app.title[0].value.strip()
    simulated = case == "quang-ngai-simulated"
    mark = "SỐ LIỆU MÔ PHỎNG" if language == "vi" else "SIMULATED DATA"
    assert any(mark in warning.value for warning in app.warning) == simulated
    assert ("nan" in words(app).lower().split()) is False
    assert "<NA>" not in words(app)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("page", PAGES)
def test_own_words_are_in_the_language_of_the_page(open_page: Open, page: str, case: str) -> None:
    for language in ("vi", "en"):
        assert foreign_words(open_page(page, lang=language, case=case), language) == []


@pytest.mark.parametrize("page", PAGES)
def test_what_a_case_lacks_is_said_and_never_zero(open_page: Open, page: str) -> None:
    app = open_page(page, lang="en", case="michigan-1987")
    assert "unknown" in app.title[0].value
    assert "VND" not in words(app)
    assert any("does not say in which district" in caption.value for caption in app.caption)
    if page == "overview":
        values = {metric.label: metric.value for metric in app.metric}
        assert values["Programme money"] == "–"
        assert values["Disbursement rate"] == "–"
        assert values["Projects, 1989"] == "30"


def test_a_vintage_without_projects_is_an_empty_state(open_page: Open) -> None:
    app = open_page("overview", lang="en", case="quang-ngai-published")
    assert any("no list of projects" in info.value for info in app.info)


def test_table_and_downloads_stand_under_every_chart(open_page: Open) -> None:
    app = open_page("funding", lang="en", case="michigan-1987")
    charts = app.get("plotly_chart")
    assert charts
    assert all(chart.proto.alt for chart in charts)
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels.count("Download CSV") == labels.count("Download XLSX") >= len(charts)
    assert [expander.label for expander in app.expander].count("Table") == len(charts)


def test_chosen_activities_leave_their_chart_in_place(open_page: Open) -> None:
    app = open_page(
        "funding",
        lang="en",
        case="quang-ngai-simulated",
        view="breakdown",
        activities="TU_VAN",
        fund_sources="local",
    )
    assert not app.exception
    headings = [header.value for header in app.header]
    assert "Funding by activity" in headings


FUNDING_SECTIONS = (
    *("trend", "breakdown", "leverage", "absorption", "recipients"),
    *("ceilings", "reconciliation", "context"),
)


@pytest.mark.parametrize(("case", "language"), DRAWN)
@pytest.mark.parametrize("section", FUNDING_SECTIONS)
def test_every_section_of_funding_draws(
    open_page: Open, section: str, language: str, case: str
) -> None:
    app = open_page("funding", lang=language, case=case, view=section)
    assert not app.exception
    assert not app.error
    assert app.title[0].value.strip()
    assert "<NA>" not in words(app)
    assert "nan" not in words(app).lower().split()
    assert foreign_words(app, language) == []
    # Every section either shows something or says what is lacking.
    assert app.header or app.info
    assert all(chart.proto.alt for chart in app.get("plotly_chart"))


@pytest.mark.parametrize(
    ("section", "exhibits"),
    [
        ("trend", ("source", "plan", "flow", "quarter", "growth")),
        ("breakdown", ("activity", "mix", "diversity", "district", "industry", "legal-form")),
        ("leverage", ("leverage", "leverage-activity")),
        ("context", ()),
    ],
)
def test_the_sections_of_funding_hold_their_charts(
    open_page: Open, section: str, exhibits: tuple[str, ...]
) -> None:
    app = open_page("funding", lang="vi", case="quang-ngai-simulated", view=section)
    charts = len(app.get("plotly_chart"))
    assert charts >= len(exhibits)
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels.count("Tải CSV") >= len(exhibits)
    for exhibit in exhibits:
        assert any(
            button.proto.id.endswith(f"csv-{exhibit}") for button in app.get("download_button")
        ), exhibit


@pytest.mark.parametrize("by", ["district", "industry", "legal_form", "size"])
def test_leverage_is_broken_down_as_chosen(open_page: Open, by: str) -> None:
    app = open_page("funding", lang="en", case="quang-ngai-simulated", view="leverage")
    choice = next(group for group in app.get("button_group") if group.label == "Leverage by")
    choice.set_value(by).run()
    assert not app.exception
    ids = [button.proto.id for button in app.get("download_button")]
    assert any(one.endswith(f"csv-leverage-{by.replace('_', '-')}") for one in ids)
    assert not any(one.endswith("csv-leverage-activity") for one in ids)
    assert any(header.value.startswith("Highest leverage") for header in app.header)


@pytest.mark.parametrize(
    ("section", "title"),
    [
        ("trend", "No money is recorded for this selection"),
        ("breakdown", "No money is recorded for this selection"),
        ("leverage", "How much the establishments paid themselves is not recorded"),
        ("absorption", "Plan and payments are not both recorded for this selection"),
        ("recipients", "No support of an establishment is recorded for this selection"),
        ("ceilings", "No support is recorded for this selection"),
        ("reconciliation", "No money of projects is recorded for this selection"),
    ],
)
def test_a_scope_with_nothing_in_it_is_said_and_never_zero(
    open_page: Open, section: str, title: str
) -> None:
    app = open_page(
        "funding",
        lang="en",
        case="quang-ngai-simulated",
        view=section,
        years="2014",
        activities="TU_VAN",
        fund_sources="district",
    )
    assert not app.exception
    assert app.title[0].value == title
    assert app.info
    assert not app.get("plotly_chart")
