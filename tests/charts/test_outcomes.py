"""Charts of outcomes draw the numbers of their frame, with intervals and n, in both languages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.charts.outcomes import distribution_chart, level_chart, missing_chart
from analysis.charts.outcomes_change import change_chart, cohort_chart
from analysis.charts.productivity import growth_chart, survival_chart
from analysis.language import format_number
from analysis.measures import typed_frame
from analysis.measures.outcome_list import BY_CODE
from analysis.measures.outcomes import MEASURES as LEVELS
from analysis.measures.outcomes_change import MEASURES as CHANGES
from analysis.measures.outcomes_distribution import MEASURES as SPREADS
from analysis.measures.outcomes_missing import MEASURES as MISSING
from analysis.measures.outcomes_survival import MEASURES as SURVIVAL
from analysis.measures.productivity_growth import MEASURES as GROWTH
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

ALL = {m.name: m for m in (*LEVELS, *CHANGES, *SPREADS, *MISSING, *SURVIVAL, *GROWTH)}
MILLION = 1_000_000


@pytest.fixture(scope="module", params=["quang-ngai-simulated", "michigan-1987"])
def snapshot(request, workspace: Path) -> Snapshot:
    return open_snapshot(workspace, request.param)


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _frame(name: str, snapshot: Snapshot, language="en") -> pd.DataFrame:
    return typed_frame(ALL[name].run(snapshot, Scope(language=language)), ALL[name])


def test_levels_with_their_intervals(simulated: Snapshot) -> None:
    frame = _frame("productivity_by_year", simulated)
    figure = level_chart(frame, "productivity", "VND", "en")
    for trace, status in zip(figure.data, ("supported", "not_supported"), strict=True):
        own = frame[frame["status"] == status].sort_values("year")
        assert list(trace.y) == pytest.approx(list(own["typical"].astype(float) / MILLION))
        tops = [y + reach for y, reach in zip(trace.y, trace.error_y.array, strict=True)]
        known = own["high"].fillna(own["typical"]).astype(float)
        assert tops == pytest.approx(list(known / MILLION))
    labels = [mark.text for mark in figure.layout.annotations]
    last = frame[frame["year"] == frame["year"].max()]
    for number in last["n"]:
        assert any(format_number(int(number), "en") in label for label in labels)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_outcome_can_be_drawn(snapshot: Snapshot, language) -> None:
    currency = snapshot.case.currency
    levels, changes = _frame("outcome_by_year", snapshot), _frame("outcome_change", snapshot)
    spread, cohorts = (
        _frame("outcome_distribution", snapshot),
        _frame("outcome_by_cohort", snapshot),
    )
    missing = _frame("outcome_missing", snapshot)
    for code in set(levels["outcome"]):
        assert level_chart(levels, code, currency, language).data
        assert change_chart(changes, code, currency, language).data
        assert cohort_chart(cohorts, code, 0, currency, language).data
        assert missing_chart(missing, code, "not_supported", language).data
        if BY_CODE[code].unit != "yes_no":
            assert distribution_chart(spread, code, language).data


def test_changes_are_points_with_n(simulated: Snapshot) -> None:
    frame = _frame("outcome_change", simulated)
    figure = change_chart(frame, "productivity", "VND", "en")
    dots = figure.data[0]
    own = frame[(frame["outcome"] == "productivity") & frame["since"].between(-5, 10)]
    assert list(dots.y) == pytest.approx(list(own["percent"].astype(float)))
    assert [mark.text for mark in figure.layout.annotations] == [f"n={n}" for n in own["n"]]
    low, high = figure.layout.yaxis.range
    assert low < float(own["percent_low"].min())
    assert high > float(own["percent_high"].max())


def test_too_few_for_an_interval_is_hollow(simulated: Snapshot) -> None:
    frame = _frame("outcome_by_cohort", simulated)
    own = frame[(frame["outcome"] == "defect_rate") & (frame["since"] == 1)]
    figure = cohort_chart(frame, "defect_rate", 1, "VND", "en")
    hollow = [symbol == "circle-open" for symbol in figure.data[0].marker.symbol]
    assert hollow == list(own.sort_values("cohort")["low"].isna())


def test_shares_of_the_spread(simulated: Snapshot) -> None:
    frame = _frame("outcome_distribution", simulated)
    figure = distribution_chart(frame, "productivity", "en")
    for bars in figure.data:
        assert sum(bars.x) == pytest.approx(1)
        assert "n = " in bars.name


def test_names_of_several_lines_have_their_height(simulated: Snapshot) -> None:
    frame = _frame("outcome_distribution", simulated)
    long = frame.assign(
        value_class="class " + frame["class_no"].astype(str) + " – 300 to under 500 thousand USD"
    )
    figure = distribution_chart(long, "productivity", "en")
    names = set(figure.data[0].y)
    lines = max(name.count("<br>") + 1 for name in names)
    assert lines > 2
    # Letters of 12 pixels with a third more between lines; the axis takes a hundred and some.
    assert figure.layout.height - 120 >= len(names) * lines * 16


def test_growth_bars_add_up(simulated: Snapshot) -> None:
    frame = _frame("productivity_growth", simulated)
    bars = growth_chart(frame, 2013, 2025, "en").data[0]
    # The growth is on top, so last; the rest are its parts.
    assert sum(bars.x[:-1]) == pytest.approx(bars.x[-1])
    assert all("n = " in label for label in bars.y[:-1])


def test_survival_has_bands_and_numbers_at_risk(simulated: Snapshot) -> None:
    frame = _frame("survival", simulated)
    figure = survival_chart(frame, "vi")
    own = frame[frame["status"] == "supported"]
    low, high, line = figure.data[:3]
    assert list(low.y) == pytest.approx(list(own["low"]))
    assert list(high.y) == pytest.approx(list(own["high"]))
    assert list(line.y) == pytest.approx(list(own["share"]))
    assert max(figure.layout.yaxis.tickvals) == 1
    assert len(figure.layout.annotations) == len(own)


def test_who_answered_stacks_to_all(simulated: Snapshot) -> None:
    figure = missing_chart(_frame("outcome_missing", simulated), "productivity", "supported", "vi")
    for parts in zip(*(bars.y for bars in figure.data), strict=True):
        assert sum(parts) == pytest.approx(1)
