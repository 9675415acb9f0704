"""Any measure can be a slide: with the page's chart where that has a native form, or a table."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import plotly.graph_objects as go
import pytest
from pptx import Presentation

from analysis.charts.by_measure import chart
from analysis.exports.deck.build import build_deck
from analysis.exports.deck.catalogue import VIEWS, every_view
from analysis.exports.deck.figure_spec import spec_of_figure
from analysis.exports.deck.files import deck_bytes
from analysis.exports.deck.model import DeckError
from analysis.exports.deck.request import MOST_VIEWS, own_request
from analysis.exports.deck.views_measures import MOST_COLUMNS
from analysis.measures import catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from tests.exports.deck_case import BOTH, simulated

# Of each form one: lying bars, shares, stacked, standing, lines, intervals; then tables alone.
CHARTED = (
    *("funding_by_legal_form", "activity_mix", "ceiling_status", "jobs_by_year"),
    *("absorption_by_source", "coverage_closing"),
)
TABLED = ("difficulties_open", "cost_per_job", "unplaced")


def test_a_view_for_every_measure_and_every_sentence() -> None:
    assert set(every_view()) == set(VIEWS) | set(catalogue())
    names = [view.name.vi for view in every_view().values()]
    assert len(set(names)) == len(names)
    for name, measure in catalogue().items():
        there = {column.name for column in measure.columns}
        columns = every_view()[name].columns
        assert 0 < len(columns) <= MOST_COLUMNS
        assert set(columns) <= there


def test_charts_and_tables_hold_the_numbers_of_the_measure(workspace: Path) -> None:
    snapshot = simulated(workspace)
    deck = build_deck(snapshot, Scope(), own_request((*CHARTED, *TABLED), BOTH))
    slides = {slide.key: slide for slide in deck.slides if slide.language == "vi"}
    assert not deck.left_out
    for name in CHARTED:
        slide = slides[name]
        assert slide.chart is not None
        assert slide.figure is not None
        assert all(len(one.values) == len(slide.chart.categories) for one in slide.chart.series)
    for name in TABLED:
        assert slides[name].chart is None
        assert slides[name].figure is None
        assert slides[name].table.rows
    by_form = run_measure("funding_by_legal_form", snapshot, Scope())
    drawn = slides["funding_by_legal_form"].chart
    assert drawn is not None
    told = dict(zip(drawn.categories, drawn.series[0].values, strict=True))
    for _, row in by_form.iterrows():
        assert told[row["legal_form_name"]] == pytest.approx(row["approved"] / 1e9)
    # The largest stands first on a slide as on the page, where axes run upwards.
    values = [value for value in drawn.series[0].values if value is not None]
    assert values == sorted(values, reverse=True)
    needed = slides["coverage_closing"].chart
    assert needed is not None
    assert all(
        low <= value <= high
        for value, low, high in zip(
            needed.series[0].values, needed.series[0].low, needed.series[0].high, strict=True
        )
        if value is not None and low is not None and high is not None
    )
    assert all("KHÔNG nên kết luận" in slides[name].notes for name in (*CHARTED, *TABLED))
    book = Presentation(io.BytesIO(deck_bytes(deck, "pptx")))
    charts = [shape for page in book.slides for shape in page.shapes if shape.has_chart]
    assert len(charts) == len(CHARTED) * len(BOTH)


def test_a_measure_is_not_for_the_public_as_the_frozen_set_does_not_tell_it(
    workspace: Path,
) -> None:
    request = replace(own_request(("money-by-activity", "job_flows")), audience="public")
    deck = build_deck(simulated(workspace), Scope(), request)
    assert [slide.key for slide in deck.slides] == ["cover", "money-by-activity", "sources"]
    assert any("bộ số liệu công khai không có" in told.vi for told in deck.left_out)


def test_every_measure_makes_a_slide_or_is_told_to_have_no_data(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "michigan-1987")
    names = list(catalogue())
    shown = set()
    for start in range(0, len(names), MOST_VIEWS):
        try:
            deck = build_deck(snapshot, Scope(), own_request(names[start : start + MOST_VIEWS]))
        except DeckError:
            continue
        views = [slide for slide in deck.slides if slide.key in names]
        shown |= {slide.key for slide in views}
        assert len(views) + len(deck.left_out) == len(names[start : start + MOST_VIEWS])
        assert all(slide.table.rows for slide in deck.slides)
    assert len(shown) > 10
    assert shown <= set(names)


@pytest.mark.parametrize("name", ["funding_growth", "cost_per_job", "ceiling_use"])
def test_what_is_drawn_in_another_way_has_no_native_form(workspace: Path, name: str) -> None:
    frame = run_measure(name, simulated(workspace), Scope())
    assert spec_of_figure(chart(name, frame, "vi"), "x") is None


def test_a_figure_is_read_as_it_is_drawn() -> None:
    lying = go.Figure(
        go.Bar(
            x=[1.0, None, 3.0],
            y=["a<br>b", "c", "d"],
            orientation="h",
            marker_color="#112233",
            error_x={"array": [0.5, 0, 1.0], "arrayminus": [0.25, 0, 2.0]},
        )
    )
    lying.update_layout(xaxis_tickformat=".0%", xaxis_title_text="Tỷ lệ")
    spec = spec_of_figure(lying, "whatever")
    assert spec is not None
    assert (spec.kind, spec.axis, spec.form) == ("bars", "Tỷ lệ", "share")
    assert spec.categories == ("d", "c", "a b")
    (series,) = spec.series
    assert series.values == (3.0, None, 1.0)
    assert series.low == (1.0, None, 0.75)
    assert series.high == (4.0, None, 1.5)
    assert series.colour == "#112233"
    assert series.name == "Tỷ lệ"
    turned = go.Figure(lying)
    turned.update_yaxes(autorange="reversed")
    again = spec_of_figure(turned, "whatever")
    assert again is not None
    assert again.categories == ("a b", "c", "d")
    waterfall = go.Figure(go.Bar(x=["a"], y=[1], base=[2]))
    assert spec_of_figure(waterfall, "x") is None
    assert spec_of_figure(go.Figure(), "x") is None
    scattered = go.Figure(go.Scatter(x=[0.5, 1.5], y=[1, 2], mode="lines"))
    assert spec_of_figure(scattered, "x") is None
