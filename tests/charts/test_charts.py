"""Charts draw the numbers of their frame, in the reader's language, and nothing else."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts.facts import district_statistics_chart, published_money_chart
from analysis.charts.funding import (
    funding_by_activity_chart,
    funding_by_district_chart,
    funding_by_source_chart,
    plan_disbursed_chart,
    projects_by_year_chart,
)
from analysis.charts.programme import jobs_chart
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

BILLION = 1_000_000_000


@pytest.fixture(scope="module")
def simulated(workspace) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_stack_of_sources_adds_up_to_the_year(simulated: Snapshot, language) -> None:
    scope = Scope(language=language)
    figure = funding_by_source_chart(run_measure("funding_by_source", simulated, scope), language)
    years = run_measure("funding_by_year", simulated, scope).set_index("year")["approved"]
    drawn: dict[int, float] = {}
    for bar in figure.data:
        for year, height in zip(bar.x, bar.y, strict=True):
            drawn[int(year)] = drawn.get(int(year), 0.0) + (0.0 if pd.isna(height) else height)
    for year, approved in years.items():
        assert drawn[year] == pytest.approx(approved / BILLION)
    assert "national" not in {bar.name for bar in figure.data}


def test_plan_and_disbursed_bars_give_the_rate(simulated: Snapshot) -> None:
    frame = run_measure("funding_by_year", simulated, Scope())
    plan, disbursed = plan_disbursed_chart(frame, "vi").data
    rates = pd.Series(disbursed.y) / pd.Series(plan.y)
    assert rates.tolist() == pytest.approx(frame["disbursement_rate"].tolist())
    assert (plan.name, disbursed.name) == ("Kế hoạch", "Giải ngân")


@pytest.mark.parametrize(
    ("measure", "chart", "label"),
    [
        ("funding_by_activity", funding_by_activity_chart, "activity_name"),
        ("funding_by_district", funding_by_district_chart, "district_name"),
    ],
)
def test_ranked_bars_show_every_row_with_its_label(
    simulated: Snapshot, measure, chart, label
) -> None:
    frame = run_measure(measure, simulated, Scope(language="en"))
    bars = chart(frame, "en").data[0]
    assert list(bars.y) == list(frame[label])[::-1]
    assert list(bars.x) == pytest.approx(list(frame["approved"] / BILLION)[::-1])
    assert all("projects" in text for text in bars.text)
    assert min(bars.x) >= 0


def test_without_amounts_bars_count_projects(workspace) -> None:
    snapshot = open_snapshot(workspace, "michigan-1987")
    by_year = projects_by_year_chart(run_measure("funding_by_year", snapshot, Scope()), "vi")
    assert list(by_year.data[0].y) == [36, 30]
    assert by_year.layout.yaxis.title.text == "Số đề án"
    activity = funding_by_activity_chart(
        run_measure("funding_by_activity", snapshot, Scope()), "vi"
    )
    assert list(activity.data[0].x) == [66]


def test_losses_hang_below_zero(workspace) -> None:
    snapshot = open_snapshot(workspace, "michigan-1987")
    frame = run_measure("jobs_by_year", snapshot, Scope())
    gained, lost = jobs_chart(frame, "en").data
    assert list(gained.y) == [328, 320]
    assert list(lost.y) == [-61, -15]


def test_published_amounts_keep_their_status(workspace) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-published")
    frame = run_measure("published_figures", snapshot, Scope(language="en"))
    figure = published_money_chart(frame, "en")
    drawn = sum(len(trace.x) for trace in figure.data)
    money = frame[frame["indicator"].str.startswith(("fund_", "programme_budget"))]
    assert drawn == int((money["amount"].fillna(0) > 0).sum()) > 30
    assert figure.layout.yaxis.categoryarray[-1].startswith("<b>Quảng Ngãi")
    assert {trace.name for trace in figure.data} <= set(frame["status_name"])
    assert len({trace.marker.symbol for trace in figure.data}) == len(figure.data)


def test_district_statistics_rank_the_latest_year(workspace) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-published")
    frame = run_measure("district_statistics", snapshot, Scope())
    bars = district_statistics_chart(frame, "nonfarm_establishments", "vi").data[0]
    assert len(bars.x) == 14
    assert list(bars.x) == sorted(bars.x)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_separators_follow_the_language(simulated: Snapshot, language) -> None:
    frame = run_measure("funding_by_year", simulated, Scope())
    figure = plan_disbursed_chart(frame, language)
    assert figure.layout.separators == {"vi": ",.", "en": ".,"}[language]
