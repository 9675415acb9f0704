"""The page of data quality: its figures are the measures', and what is not known is said."""

from __future__ import annotations

from pathlib import Path

from analysis.language import format_number
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from tests.dashboard.conftest import Open, words


def test_cards_print_numerator_and_denominator(open_page: Open, workspace: Path) -> None:
    app = open_page("quality", lang="en", case="quang-ngai-simulated")
    snapshot = open_snapshot(workspace, "quang-ngai-simulated")
    cells = run_measure("quality_completeness", snapshot, Scope())
    filled, expected = int(cells["filled"].sum()), int(cells["expected"].sum())
    values = {metric.label: metric.value for metric in app.metric}
    assert values["Cells filled"] == f"{filled / expected:.0%}"
    said = f"{format_number(filled, 'en')} of {format_number(expected, 'en')} cells expected."
    assert said in [caption.value for caption in app.caption]
    response = run_measure("quality_response", snapshot, Scope(years=(2024,)))
    answered, supported = int(response["answered"].sum()), int(response["supported"].sum())
    assert values["Answered the survey, 2024"] == f"{answered / supported:.0%}"
    assert f"({answered} of {supported})" in app.title[0].value.replace("\\", "")


def test_the_deadline_is_called_our_convention(open_page: Open) -> None:
    text = words(open_page("quality", lang="en", case="quang-ngai-simulated"))
    assert "not a legal deadline" in text
    assert "There is only one import so far" in text


def test_a_year_that_is_not_due_is_told_so_far(open_page: Open) -> None:
    app = open_page("quality", lang="en", case="quang-ngai-simulated", years="2025")
    assert not app.exception
    assert "2025 so far" in app.title[0].value
    assert any("Of no outcome record that is due" in info.value for info in app.info)


def test_more_places_than_a_chart_can_show_are_a_table(open_page: Open) -> None:
    app = open_page("quality", lang="en", case="quang-ngai-simulated", vintage="recorded")
    assert not app.exception
    drawn = [chart.proto.alt for chart in app.get("plotly_chart")]
    assert not any("coloured cells" in alt for alt in drawn)
    assert any("Response to the outcome survey" in str(html.value) for html in app.get("html"))


def test_each_unit_is_told_in_words_when_asked(open_page: Open) -> None:
    app = open_page("quality", lang="vi", case="quang-ngai-simulated", districts="524,536")
    labels = [expander.label for expander in app.expander]
    assert "Từng đơn vị, bằng lời" in labels


def test_a_case_without_reports_says_what_it_lacks(open_page: Open) -> None:
    app = open_page("quality", lang="en", case="quang-ngai-published")
    assert "unknown" in app.title[0].value
    assert {metric.value for metric in app.metric} == {"–"}
    # What the data set is, and a sentence in the place of each of the six charts.
    assert len(app.info) == 7
    assert not app.get("plotly_chart")
