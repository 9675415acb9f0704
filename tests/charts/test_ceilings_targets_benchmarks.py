"""Charts and sentences of ceilings, targets and benchmarks say what their frames hold."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.charts.benchmarks import benchmark_chart
from analysis.charts.ceilings import ceiling_status_chart, ceiling_use_chart
from analysis.charts.targets import targets_chart
from analysis.language import Language
from analysis.measures import run_measure
from analysis.measures.benchmarks_answers import (
    answer_benchmark,
    benchmark_groups,
    rows_of,
)
from analysis.measures.ceilings_answers import (
    answer_ceiling_cases,
    answer_ceiling_status,
    answer_ceiling_use,
    answer_in_force,
    answer_no_ceiling,
    cases_counted,
)
from analysis.measures.targets_answers import answer_national_targets, answer_targets, shown_year
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

NOTHING = Scope(years=(1999,))


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.fixture(scope="module")
def published(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-published")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_statuses_of_each_bar_add_up_to_all_of_it(
    simulated: Snapshot, language: Language
) -> None:
    frame = run_measure("ceiling_status", simulated, Scope(language=language))
    figure = ceiling_status_chart(frame, language)
    drawn: dict[str, float] = {}
    for trace in figure.data:
        for label, value in zip(trace.y, trace.x, strict=True):
            drawn[label] = drawn.get(label, 0.0) + value
    assert len(drawn) == frame["applies_to"].nunique()
    assert list(drawn.values()) == pytest.approx([1.0] * len(drawn))
    assert figure.layout.xaxis.range[0] == 0
    assert len({(t.marker.color, t.marker.pattern.shape) for t in figure.data}) == len(figure.data)


def test_every_ceiling_of_known_use_is_drawn_against_its_line(simulated: Snapshot) -> None:
    frame = run_measure("ceiling_use", simulated, Scope(language="en"))
    known = frame[frame["used_n"] > 0]
    figure = ceiling_use_chart(frame, "en")
    medians = figure.data[-1]
    assert sorted(medians.x) == pytest.approx(sorted(known["used_median"]))
    assert len(set(medians.y)) == len(known)
    assert figure.layout.shapes[0].x0 == 1
    assert figure.layout.xaxis.range[1] >= max(1, known["used_most"].max())


def test_an_unconfirmed_ceiling_has_a_hollow_dot_and_says_so(simulated: Snapshot) -> None:
    frame = run_measure("ceiling_use", simulated, Scope(language="en"))
    frame = frame[frame["used_n"] > 0].head(1).assign(confirmed=False)
    medians = ceiling_use_chart(frame, "en").data[-1]
    assert list(medians.marker.symbol) == ["circle-open"]
    assert "not confirmed" in medians.y[0].replace("<br>", " ")


def test_the_screen_says_how_much_has_no_confirmed_ceiling(simulated: Snapshot) -> None:
    frame = run_measure("ceiling_status", simulated, Scope(language="en"))
    grants = frame[frame["applies_to"] != "advance"]
    without = grants[grants["status"].isin(("no_ceiling", "unconfirmed"))]
    told = answer_no_ceiling(frame)
    assert told is not None
    assert f"{without['cases'].sum()} of {grants['cases'].sum()} grants" in told.en
    assert "tạm ứng" in told.vi
    none = frame[~frame["status"].isin(("no_ceiling", "unconfirmed"))]
    assert answer_no_ceiling(none) is None


def test_sentences_about_ceilings_count_what_the_frames_hold(simulated: Snapshot) -> None:
    scope = Scope(language="en")
    status = run_measure("ceiling_status", simulated, scope)
    cases = run_measure("ceiling_cases", simulated, scope)
    beyond = int((cases["status"] == "beyond").sum())
    said = answer_ceiling_status(status)
    assert said is not None
    assert said.en.startswith(f"{beyond} of ")
    listed = answer_ceiling_cases(cases)
    assert listed is not None
    assert listed.en.startswith(f"{beyond} case")
    assert answer_ceiling_cases(cases[cases["status"] == "cannot_tell"]).en.startswith("No case")
    counted = cases_counted(status)
    assert counted is not None
    assert "supports" in counted.en
    use = answer_ceiling_use(run_measure("ceiling_use", simulated, scope))
    assert use is not None
    assert "Advanced machinery" in use.en
    table = run_measure("ceilings_in_force", simulated, scope)
    in_force = answer_in_force(table)
    assert in_force is not None
    assert f"{(~table['applies_here']).sum()} of other places are comparators" in in_force.en


def test_nothing_in_a_scope_says_nothing(simulated: Snapshot) -> None:
    assert answer_ceiling_status(run_measure("ceiling_status", simulated, NOTHING)) is None
    assert answer_no_ceiling(run_measure("ceiling_status", simulated, NOTHING)) is None
    assert answer_ceiling_use(run_measure("ceiling_use", simulated, NOTHING)) is None
    assert answer_ceiling_cases(run_measure("ceiling_cases", simulated, NOTHING)) is None
    targets = run_measure("targets_progress", simulated, NOTHING)
    assert shown_year(targets) is None
    assert answer_targets(targets) is None
    assert answer_national_targets(run_measure("national_targets", simulated, NOTHING)) is None
    assert benchmark_groups(run_measure("benchmarks", simulated, NOTHING)) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_bar_of_a_target_is_the_share_reached(simulated: Snapshot, language: Language) -> None:
    frame = run_measure("targets_progress", simulated, Scope(language=language))
    rows = frame[frame["year"] == shown_year(frame)]
    bars, words = targets_chart(rows, language).data
    assert list(bars.x) == pytest.approx(rows["achieved"].astype(float).tolist()[::-1])
    assert len(set(bars.y)) == len(rows)
    assert len(words.text) == len(rows)
    said = answer_targets(rows)
    assert said is not None
    assert "không còn tháng nào" in said.vi


def test_a_running_year_shows_how_much_of_it_is_gone(simulated: Snapshot) -> None:
    frame = run_measure("targets_progress", simulated, Scope(language="en"))
    rows = frame[frame["year"] == 2025].assign(elapsed=0.25, months_left=9.0)
    figure = targets_chart(rows, "en")
    assert [line.x0 for line in figure.layout.shapes] == [1.0, 0.25]
    said = answer_targets(rows)
    assert said is not None
    assert "months left: 9" in said.en


def test_an_unknown_actual_has_words_and_no_bar(simulated: Snapshot) -> None:
    frame = run_measure("targets_progress", simulated, Scope(language="en"))
    rows = frame.head(1).assign(actual=pd.NA, achieved=pd.NA, state="unknown")
    bars, words = targets_chart(rows, "en").data
    assert list(bars.x) == [0.0]
    assert words.text[0].startswith("Cannot tell<br>unknown /")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_benchmark_of_the_published_case_draws(
    published: Snapshot, language: Language
) -> None:
    frame = run_measure("benchmarks", published, Scope(language=language))
    groups = benchmark_groups(frame)
    assert len(groups) == 8
    for group in groups:
        rows = rows_of(frame, group)
        bars = benchmark_chart(rows, "nominal", language).data[0]
        assert len(bars.x) == int(rows["comparable"].sum())
        assert min(bars.x) >= 0
        assert answer_benchmark(rows) is not None


def test_plan_and_actual_are_never_in_one_chart(simulated: Snapshot) -> None:
    frame = run_measure("benchmarks", simulated, Scope())
    for group in benchmark_groups(frame):
        assert rows_of(frame, group)["basis"].nunique() == 1


def test_constant_prices_leave_out_what_has_none(published: Snapshot) -> None:
    frame = run_measure("benchmarks", published, Scope(language="en"))
    group = ("money_per_project", "all", "actual")
    rows = rows_of(frame, group)
    said = answer_benchmark(rows, "constant")
    assert said is not None
    assert "constant prices of 2025" in said.en
    bars = benchmark_chart(rows, "constant", "en").data[0]
    assert bars.x[0] > benchmark_chart(rows, "nominal", "en").data[0].x[0]
    assert answer_benchmark(rows_of(frame, ("leverage", "all", "actual")), "constant") is None


def test_a_leverage_that_is_no_leverage_is_left_to_the_table(published: Snapshot) -> None:
    frame = run_measure("benchmarks", published, Scope(language="en"))
    assert "Quảng Bình" in set(frame["geography_name"])
    assert ("leverage", "local", "actual") not in benchmark_groups(frame)
