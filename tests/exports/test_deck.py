"""A deck as data: every slide owes its reader the same, and its numbers are the measures' own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.dictionary import TABLES
from analysis.evidence.briefing_told import brief
from analysis.evidence.claim import claim
from analysis.evidence.outcomes import PRODUCTIVITY
from analysis.exports.deck.build import build_deck
from analysis.exports.deck.catalogue import SETS, VIEWS, every_view
from analysis.exports.deck.chart_spec import ChartSpec, Series, value_text
from analysis.exports.deck.layout import lay_out
from analysis.exports.deck.model import DeckError
from analysis.exports.deck.request import own_request, request_of_set
from analysis.frozen.coverage import coverage_rows
from analysis.frozen.tables import MONEY_FAMILY, OUTCOME_FAMILY
from analysis.language import format_day
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from tests.exports.deck_case import BOTH, simulated, whole_deck
from tests.exports.public_case import frozen_province


def test_every_slide_says_what_it_owes(workspace: Path) -> None:
    deck = whole_deck(workspace)
    case = simulated(workspace).case
    assert len(deck.slides) > 20
    for slide in deck.slides:
        assert slide.title.strip()
        assert slide.table.rows
        assert case.source.in_language(slide.language).rstrip(".") in slide.source
        assert format_day(case.as_of, slide.language) in slide.source
        assert slide.scope.startswith("Phạm vi" if slide.language == "vi" else "Scope")
        assert slide.method.startswith("Cách tính" if slide.language == "vi" else "Method")
        assert slide.mark == ("SỐ LIỆU MÔ PHỎNG" if slide.language == "vi" else "SIMULATED DATA")
        wanted = "KHÔNG nên kết luận" if slide.language == "vi" else "What NOT to conclude"
        assert wanted in slide.notes
        assert slide.title in slide.notes or slide.key == "cover"
        assert all(len(row) == len(slide.table.header) for row in slide.table.rows)


def test_a_bilingual_deck_has_a_slide_for_each_language_side_by_side(workspace: Path) -> None:
    slides = whole_deck(workspace).slides
    slides = tuple(slide for slide in slides if not slide.key.startswith("sources-"))
    pairs = list(zip(slides[::2], slides[1::2], strict=True))
    assert all((vi.language, en.language) == BOTH and vi.key == en.key for vi, en in pairs)
    # What is drawn is the same in both; what is read is not.
    for vi, en in pairs:
        if vi.chart is not None and en.chart is not None:
            assert [s.values for s in vi.chart.series] == [s.values for s in en.chart.series]


def test_numbers_are_those_of_the_measures(workspace: Path) -> None:
    snapshot = simulated(workspace)
    slides = {s.key: s for s in whole_deck(workspace).slides if s.language == "vi"}

    by_source = run_measure("funding_by_source", snapshot, Scope())
    chart = slides["money-by-source"].chart
    assert chart is not None
    assert "tỷ đồng" in chart.axis
    for series in chart.series:
        for year, value in zip(chart.categories, series.values, strict=True):
            rows = by_source[
                (by_source["year"] == int(year)) & (by_source["fund_source_name"] == series.name)
            ]
            if rows.empty:
                assert value is None
            else:
                assert value == pytest.approx(float(rows["approved"].iloc[0]) / 1e9, rel=1e-12)

    jobs = run_measure("jobs_by_year", snapshot, Scope())
    chart = slides["jobs"].chart
    assert chart is not None
    assert list(chart.series[0].values) == [float(value) for value in jobs["gained"]]
    assert list(chart.series[1].values) == [-float(value) for value in jobs["lost"]]

    level = run_measure("productivity_by_year", snapshot, Scope())
    chart = slides["productivity-level"].chart
    assert chart is not None
    supported = level[level["status"] == "supported"].sort_values("year")
    drawn = [value for value in chart.series[0].values if value is not None]
    assert drawn == pytest.approx([float(value) / 1e6 for value in supported["typical"]])
    lows = [value for value in chart.series[0].low if value is not None]
    assert lows == pytest.approx([float(value) / 1e6 for value in supported["low"]])

    groups = run_measure("fairness_groups", snapshot, Scope())
    chart = slides["groups"].chart
    assert chart is not None
    assert list(chart.series[0].values) == [float(v) for v in groups["supported_share"]]


def test_an_estimate_is_never_without_interval_n_and_grade(workspace: Path) -> None:
    claim = next(s for s in whole_deck(workspace).slides if s.key == "productivity-claim")
    assert claim.chart is not None
    (series,) = claim.chart.series
    known = [place for place, value in enumerate(series.values) if value is not None]
    assert all(series.low[place] is not None for place in known)
    assert "bậc bằng chứng" in claim.method
    assert "n =" in claim.method


def test_a_scope_is_told_and_narrows_the_figures(workspace: Path) -> None:
    request = own_request(["money-by-source"])
    deck = build_deck(simulated(workspace), Scope(years=(2023, 2024, 2025)), request)
    slide = next(s for s in deck.slides if s.key == "money-by-source")
    assert "2023–2025" in slide.scope
    assert slide.chart is not None
    assert slide.chart.categories == ("2023", "2024", "2025")


def test_each_view_keeps_to_its_own_places_under_a_filter(workspace: Path) -> None:
    # The map shows every place, whatever is filtered by; the other view only the one chosen.
    request = own_request(["coverage-map", "coverage-gaps"])
    deck = build_deck(simulated(workspace), Scope(districts=("535",)), request)
    rows = {slide.key: len(slide.table.rows) for slide in deck.slides}
    assert rows["coverage-gaps"] == 1
    assert rows["coverage-map"] > 10


def test_the_first_slide_tells_the_figures_of_the_overview(workspace: Path) -> None:
    snapshot = simulated(workspace)
    found = claim(snapshot, Scope(), PRODUCTIVITY, others=False)
    for slide in whole_deck(workspace).slides[:2]:
        told = brief(snapshot, Scope(language=slide.language), found)
        expected = [
            tuple(
                text.in_language(slide.language)
                for text in (one.label, one.value, one.told, one.target, one.sure)
            )
            for one in told.figures
            if one.value is not None
        ]
        assert len(expected) == 5
        assert list(slide.table.rows) == expected


def test_real_data_wear_no_mark_and_views_without_data_are_told(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "michigan-1987")
    deck = build_deck(snapshot, Scope(language="en"), request_of_set("conference", ("en",)))
    assert all(slide.mark is None for slide in deck.slides)
    assert {slide.key for slide in deck.slides} >= {"cover", "productivity-claim", "sources"}
    assert any("Map of coverage" in told.en for told in deck.left_out)


def test_the_last_slides_are_readable_and_name_tables_in_words(workspace: Path) -> None:
    deck = whole_deck(workspace)
    for language in BOTH:
        last = [
            slide
            for slide in deck.slides
            if slide.key.startswith("sources") and slide.language == language
        ]
        assert len(last) > 1
        for slide in last:
            table = lay_out(slide).table
            assert table.size >= 11
            assert table.left_out == 0
        told = " ".join(" ".join(row) for slide in last for row in slide.table.rows)
        assert TABLES["outcome_record"].label.in_language(language) in told
        assert "outcome_record" not in told
        views = {slide.key for slide in deck.slides if slide.chart is not None}
        assert all(every_view()[key].name.in_language(language) in told for key in views)


def test_numbers_of_a_column_have_as_many_decimals(workspace: Path) -> None:
    slides = {(one.key, one.language): one for one in whole_deck(workspace).slides}
    cells = [row[1:] for row in slides["money-by-source", "vi"].table.rows]
    told = [cell.partition(",")[2] for row in cells for cell in row if cell != "–"]
    assert {len(decimals) for decimals in told} == {2}
    counts = [row[1] for row in slides["applications", "en"].table.rows]
    assert all(re.fullmatch(r"[\d,]+", cell) for cell in counts)
    tiny = ChartSpec("bars", ("a", "b"), (Series("x", "#000000", (0.0123, 0.5)),), "x")
    assert [value_text(one, tiny, "en") for one in tiny.series[0].values] == ["0.012", "0.500"]
    halves = ChartSpec("bars", ("a", "b"), (Series("x", "#000000", (0.165, 3.0)),), "x")
    assert value_text(0.165, halves, "en") == "0.17"


def test_a_deck_of_nothing_is_refused_in_words(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "michigan-1987")
    with pytest.raises(DeckError) as refused:
        build_deck(snapshot, Scope(), own_request(["targets"]))
    assert "phạm vi" in refused.value.text.vi
    with pytest.raises(DeckError, match="no view"):
        own_request(["nothing-of-the-kind"])
    with pytest.raises(DeckError):
        own_request([])


def test_every_set_names_views_that_there_are() -> None:
    assert {"leadership", "conference", "district", "annual-report"} == set(SETS)
    for one in SETS.values():
        assert set(one.views) <= set(VIEWS)
        assert len(set(one.views)) == len(one.views)


def test_the_title_of_a_slide_is_the_sentence_of_its_page(workspace: Path) -> None:
    from analysis.measures.answers import answer_disbursement

    frame = run_measure("funding_by_year", simulated(workspace), Scope())
    known = frame[frame["disbursement_rate"].notna()]
    sentence = answer_disbursement(known)
    assert sentence is not None
    titles = {(s.key, s.language): s.title for s in whole_deck(workspace).slides}
    assert titles["plan-and-paid", "vi"] == sentence.vi
    assert titles["plan-and-paid", "en"] == sentence.en


def test_a_public_deck_shows_and_hides_what_the_frozen_set_does(workspace: Path) -> None:
    snapshot, frozen = simulated(workspace), frozen_province(workspace)
    deck = whole_deck(workspace, "public")
    assert deck.hidden
    assert any("bộ số liệu công khai không có" in told.vi for told in deck.left_out)
    for key, dimensions in (
        ("money-by-district", ("unit",)),
        ("money-by-activity", ("activity",)),
        ("money-by-industry", ("industry",)),
    ):
        slide = next(s for s in deck.slides if s.key == key and s.language == "vi")
        assert slide.chart is not None
        values = dict(zip(slide.chart.categories, slide.chart.series[0].values, strict=True))
        for path in frozen.paths(MONEY_FAMILY, dimensions[0]):
            name = frozen.name(dimensions[0], path).vi
            cell = frozen.cell(MONEY_FAMILY, **{dimensions[0]: path})
            # A chart of many bars shows the largest; what is hidden has no length among them.
            assert name in values or len(values) < len(frozen.paths(MONEY_FAMILY, dimensions[0]))
            if name in values:
                assert (values[name] is None) == (cell.state == "hidden"), name
    # Coverage and jobs have forms of their own: every value is a cell of the set, or is not there.
    told = {s.key: s for s in deck.slides if s.language == "vi"}
    covered = coverage_rows(frozen)
    chart = told["coverage-map"].chart
    assert chart is not None
    assert len(chart.categories) == len(covered) > 5
    shares = dict(zip(chart.categories, chart.series[0].values, strict=True))
    assert shares == {row.name.vi: row.share for row in covered}
    chart = told["jobs"].chart
    assert chart is not None
    gained = {
        path: frozen.cell(OUTCOME_FAMILY, year=path).figures.get("jobs")
        for path in frozen.paths(OUTCOME_FAMILY, "year")
    }
    assert dict(zip(chart.categories, chart.series[0].values, strict=True)) == gained
    # A claim is no cell: it stays out, by name.
    assert "productivity-claim" not in told
    assert any(told.en.startswith("Effect on productivity") for told in deck.left_out)
    # All that is hidden is listed on the last slides, where the others say it is.
    listed = " ".join(
        " ".join(row)
        for slide in deck.slides
        if slide.key.startswith("sources")
        for row in slide.table.rows
    )
    for one in deck.hidden:
        assert one.en.partition(": ")[2] in listed
    named = {row["name"] for _, row in snapshot.query("select name from establishment").iterrows()}
    texts = [slide.title + slide.notes + str(slide.table.rows) for slide in deck.slides]
    assert not any(name in text for name in named for text in texts if len(name) > 8)


def test_the_internal_deck_hides_nothing(workspace: Path) -> None:
    assert not whole_deck(workspace).hidden


def test_a_request_keeps_each_view_once_and_the_order_of_languages() -> None:
    request = own_request(["jobs", "survival", "jobs"], ("en", "vi"))
    assert request.views == ("jobs", "survival")
    assert request.languages == BOTH
    assert replace(request, audience="public").audience == "public"


def test_what_the_frozen_set_does_not_tell_no_public_deck_tells(workspace: Path) -> None:
    snapshot = simulated(workspace)
    request = replace(own_request(["plan-and-paid", "money-by-source"]), audience="public")
    asked = [
        Scope(prices="constant"),
        Scope(sizes=("micro",)),
        Scope(districts=("522", "524")),
        Scope(activities=("DAO_TAO_NGHE",), fund_sources=("national",)),
    ]
    for scope in asked:
        with pytest.raises(DeckError, match="frozen public set"):
            build_deck(snapshot, scope, request)
    # What is known for all years together only, or of one place a year, is not added up.
    reach = replace(own_request(["coverage-map", "jobs"]), audience="public")
    frozen = frozen_province(workspace)
    place = build_deck(snapshot, Scope(districts=("522",)), reach)
    [jobs] = [slide for slide in place.slides if slide.key in ("coverage-map", "jobs")]
    assert jobs.chart is not None
    for year, value in zip(jobs.chart.categories, jobs.chart.series[0].values, strict=True):
        cell = frozen.cell(OUTCOME_FAMILY, unit="522", year=year)
        assert value == cell.figures.get("jobs")
        assert (cell.state == "hidden") <= (value is None)
    with pytest.raises(DeckError, match="frozen public set"):
        build_deck(snapshot, Scope(districts=("522", "524")), reach)
    one = build_deck(snapshot, Scope(districts=("522",)), request)
    assert [slide.key for slide in one.slides] == ["cover", "plan-and-paid", "sources"]


def test_without_a_frozen_set_there_is_no_public_deck(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "michigan-1987")
    request = replace(own_request(["money-by-source"]), audience="public")
    with pytest.raises(DeckError, match="khuyencong freeze --publish"):
        build_deck(snapshot, Scope(), request)
