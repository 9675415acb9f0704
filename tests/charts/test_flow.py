"""Charts of flow, growth, leverage and mix draw the numbers of their frame in the language."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts.flow import funding_flow_chart, funding_quarter_chart
from analysis.charts.funding import funding_by_industry_chart, funding_by_legal_form_chart
from analysis.charts.growth import funding_growth_chart
from analysis.charts.leverage import leverage_by_group_chart, leverage_by_year_chart
from analysis.charts.mix import (
    activity_comparison_chart,
    activity_diversity_chart,
    activity_mix_chart,
)
from analysis.charts.theme import BLUE, GREY
from analysis.language import format_money
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

BILLION = 1_000_000_000


@pytest.fixture(scope="module")
def simulated(workspace) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_chain_draws_every_stage_from_plan_down(simulated: Snapshot, language) -> None:
    frame = run_measure("funding_flow", simulated, Scope(language=language))
    figure = funding_flow_chart(frame, language)
    bars = figure.data[0]
    assert list(bars.y) == list(frame["stage_name"])[::-1]
    assert list(bars.x) == pytest.approx(
        [float(value) / BILLION for value in frame["amount"]][::-1]
    )
    assert figure.layout.xaxis.range[0] == 0
    missing = {"vi": "đề án chưa tới", "en": "not there yet"}[language]
    assert missing in bars.text[0]
    assert all("<NA>" not in text and "nan" not in text for text in bars.text)


def test_a_stage_without_an_amount_has_a_label_and_no_bar(workspace) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-published")
    frame = run_measure("funding_flow", snapshot, Scope())
    bars = funding_flow_chart(frame, "vi").data[0]
    by_stage = dict(zip(bars.y, zip(bars.x, bars.text, strict=True), strict=True))
    assert by_stage["Phê duyệt"] == (0.0, "–")
    assert by_stage["Giải ngân"][0] > 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_stack_of_a_quarter_is_what_was_disbursed_in_it(simulated: Snapshot, language) -> None:
    scope = Scope(language=language)
    frame = run_measure("funding_by_quarter_source", simulated, scope)
    figure = funding_quarter_chart(frame, language)
    drawn: dict[str, float] = {}
    for bar in figure.data:
        for day, height in zip(bar.x, bar.y, strict=True):
            drawn[day] = drawn.get(day, 0.0) + height
    whole = run_measure("funding_by_quarter", simulated, scope)
    for day, paid in zip(whole["quarter"], whole["disbursed"], strict=True):
        if pd.notna(day):
            assert drawn[day.strftime("%Y-%m-%d")] == pytest.approx(paid / BILLION)
    assert figure.layout.xaxis.type == "date"


@pytest.mark.parametrize("prices", ["nominal", "constant"])
def test_the_parts_of_growth_add_up_to_the_mark(simulated: Snapshot, prices) -> None:
    frame = run_measure("funding_growth", simulated, Scope(prices=prices))
    figure = funding_growth_chart(frame, "vi")
    bars = [trace for trace in figure.data if trace.type == "bar"]
    marks = next(trace for trace in figure.data if trace.type == "scatter")
    for year, net in zip(marks.x, marks.y, strict=True):
        parts = sum(bar.y[list(bar.x).index(year)] for bar in bars)
        assert parts == pytest.approx(net, abs=1e-6)
    # At constant prices nothing comes from prices, so there is nothing to draw.
    assert ("Giá" in {bar.name for bar in bars}) == (prices == "nominal")


def test_a_year_that_is_not_over_has_an_open_mark(simulated: Snapshot) -> None:
    frame = run_measure("funding_growth", simulated, Scope())
    last = frame["year"].max()
    frame["open_year"] = frame["year"] == last
    marks = [trace for trace in funding_growth_chart(frame, "en").data if trace.type == "scatter"]
    assert [(mark.marker.symbol, max(mark.x)) for mark in marks] == [
        ("diamond", last - 1),
        ("diamond-open", last),
    ]


def test_leverage_dots_carry_their_n(simulated: Snapshot) -> None:
    by_year = run_measure("leverage_by_year", simulated, Scope())
    dots = leverage_by_year_chart(by_year, "vi")
    assert list(dots.data[0].y) == pytest.approx(by_year["leverage"].tolist())
    assert all("n = " in text for text in dots.data[0].customdata)
    assert dots.layout.yaxis.range[0] == 0


@pytest.mark.parametrize("by", ["activity", "district", "industry", "legal_form", "size"])
def test_leverage_by_group_draws_every_group_with_its_denominator(simulated: Snapshot, by) -> None:
    frame = run_measure(f"leverage_by_{by}", simulated, Scope(language="en"))
    name = f"{by}_name"
    dots, words = leverage_by_group_chart(frame, by, "en").data
    known = frame[frame["leverage"].notna()].set_index(name)
    assert dict(zip(dots.y, dots.x, strict=True)) == pytest.approx(dict(known["leverage"]))
    assert sorted(words.y) == sorted(frame[name])
    symbols = dict(zip(dots.y, dots.marker.symbol, strict=True))
    few = known.index[known["leverage_n"] < 5]
    assert {label for label, symbol in symbols.items() if symbol == "circle-open"} == set(few)
    for label, told in zip(dots.y, dots.customdata, strict=True):
        assert f"n = {known.loc[label, 'leverage_n']:,}" in told
        assert format_money(float(known.loc[label, "leverage_base"]), "VND", "en") in told


def test_unknown_and_unmatched_groups_stand_last_and_are_said(simulated: Snapshot) -> None:
    frame = run_measure("leverage_by_size", simulated, Scope()).iloc[:3].copy()
    frame["size"] = ["unknown", "small", "micro"]
    frame["size_name"] = ["Không rõ", "Nhỏ", "Siêu nhỏ"]
    frame.loc[2, ["leverage", "leverage_base", "leverage_counterpart"]] = None
    frame.loc[2, "leverage_n"] = 0
    figure = leverage_by_group_chart(frame, "size", "vi")
    dots, words = figure.data
    # An axis of categories begins at the bottom.
    assert list(figure.layout.yaxis.categoryarray) == ["Không rõ", "Siêu nhỏ", "Nhỏ"]
    assert list(dots.y) == ["Không rõ", "Nhỏ"]
    assert list(dots.marker.color) == [GREY, BLUE]
    assert words.text[1].strip() == "chưa rõ (n = 0)"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_mix_names_what_was_never_used(simulated: Snapshot, language) -> None:
    frame = run_measure("activity_mix", simulated, Scope(language=language))
    bars = activity_mix_chart(frame, language).data[0]
    labels = dict(zip(frame["activity"], bars.text[::-1], strict=True))
    never = {"vi": "chưa từng có đề án", "en": "never used"}[language]
    for _, row in frame.iterrows():
        assert (labels[row["activity"]] == never) == (not row["ever_used"])
    assert sum(bars.x) == pytest.approx(1)


def test_without_amounts_the_mix_is_of_projects(workspace) -> None:
    frame = run_measure("activity_mix", open_snapshot(workspace, "michigan-1987"), Scope())
    figure = activity_mix_chart(frame, "vi")
    assert max(figure.data[0].x) == 1
    assert figure.layout.xaxis.title.text == "Tỷ trọng đề án"


def test_diversity_is_drawn_on_its_whole_scale(simulated: Snapshot) -> None:
    frame = run_measure("activity_diversity", simulated, Scope())
    figure = activity_diversity_chart(frame, "vi")
    assert [trace.name for trace in figure.data] == ["Tiền", "Đề án"]
    assert list(figure.data[0].y) == pytest.approx(frame["money_diversity"].tolist())
    assert tuple(figure.layout.yaxis.range) == (0, 1.05)
    # Two lines that may cross are told apart by more than their colour.
    assert figure.data[0].line.dash != figure.data[1].line.dash


def test_published_shares_stand_alone_where_there_is_no_own_one(workspace) -> None:
    frame = run_measure(
        "activity_comparison", open_snapshot(workspace, "quang-ngai-published"), Scope()
    )
    figure = activity_comparison_chart(frame, "vi")
    assert sum(len(trace.x) for trace in figure.data) == 3
    with_own = activity_comparison_chart(frame.assign(own_share=0.5), "vi")
    assert with_own.data[-1].name == "Ở đây"
    assert len(with_own.data[-1].x) == 3


def test_mixed_and_unknown_kinds_are_grey(simulated: Snapshot) -> None:
    for column, chart in (
        ("industry", funding_by_industry_chart),
        ("legal_form", funding_by_legal_form_chart),
    ):
        frame = run_measure(f"funding_by_{column}", simulated, Scope())
        bars = chart(frame, "vi").data[0]
        names = [str(name).replace("<br>", " ") for name in bars.y]
        assert names == list(frame[f"{column}_name"])[::-1]
        grey = {
            code
            for code, colour in zip(frame[column], bars.marker.color[::-1], strict=True)
            if colour == GREY
        }
        assert grey == {"several", "none", "unknown"} & set(frame[column])
