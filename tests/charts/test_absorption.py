"""Charts of absorption, recipients and the reconciliation draw the numbers of their frames."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts.absorption import absorption_by_source_chart, absorption_chart
from analysis.charts.grant_sizes import size_years_chart, sizes_chart
from analysis.charts.projection import backtest_chart, pace_chart
from analysis.charts.recipients import lorenz_chart, repeated_chart
from analysis.charts.reconciliation import bridge_chart, bridge_rows
from analysis.measures import (
    absorption,
    grant_sizes,
    projection_measures,
    recipients,
    reconciliation,
    typed_frame,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

BILLION = 1_000_000_000
MEASURES = {
    measure.name: measure
    for module in (absorption, projection_measures, grant_sizes, recipients, reconciliation)
    for measure in module.MEASURES
}


@pytest.fixture(scope="module")
def simulated(workspace) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def measured(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = MEASURES[name]
    return typed_frame(measure.run(snapshot, scope or Scope()), measure)


def test_the_projection_stands_on_the_open_year_with_its_interval(simulated: Snapshot) -> None:
    frame = measured("absorption", simulated)
    projection = measured("absorption_projection", simulated)
    plan, paid, projected = absorption_chart(frame, projection, "vi").data
    rates = pd.Series(paid.y) / pd.Series(plan.y)
    assert rates.tolist() == pytest.approx(frame["absorption"].tolist())
    row = projection.iloc[0]
    assert list(projected.y) == pytest.approx([row["projected"] / BILLION])
    # Over the bar of what is paid in that year.
    assert row["year"] < projected.x[0] < row["year"] + 0.5
    top = projected.y[0] + projected.error_y.array[0]
    bottom = projected.y[0] - projected.error_y.arrayminus[0]
    assert (bottom * BILLION, top * BILLION) == pytest.approx((row["low_80"], row["high_80"]))
    assert "80 %" in projected.name


def test_without_a_projection_only_bars_are_drawn(simulated: Snapshot) -> None:
    scope = Scope(years=(2015,))
    figure = absorption_chart(
        measured("absorption", simulated, scope),
        measured("absorption_projection", simulated, scope),
        "en",
    )
    assert [trace.type for trace in figure.data] == ["bar", "bar"]


def test_earlier_years_are_grey_and_the_latest_bold(simulated: Snapshot) -> None:
    pace = measured("absorption_pace", simulated)
    figure = pace_chart(pace, measured("absorption_projection", simulated), "vi")
    years = pace["year"].nunique()
    lines = figure.data[:years]
    assert lines[-1].name == "2025"
    assert lines[-1].line.width > 2 * lines[0].line.width
    assert {line.legendgroup for line in lines[:-1]} == {"earlier"}
    assert sum(bool(line.showlegend) for line in lines[:-1]) == 1
    closed = pace[(pace["year"] == 2019) & (pace["plan_month"] == 13)].iloc[0]
    assert lines[5].y[-1] == pytest.approx(closed["share_so_far"])
    # The band, and the point it ends at.
    assert len(figure.data) == years + 2
    assert figure.data[-1].x[-1] == 13


def test_backtest_marks_years_outside_their_interval(simulated: Snapshot) -> None:
    tests = measured("absorption_backtest", simulated)
    rows = tests[tests["plan_month"] == 9]
    projected, actual = backtest_chart(tests, 9, "en").data
    assert list(projected.y) == pytest.approx(rows["projected_share"].tolist())
    assert list(actual.y) == pytest.approx(rows["actual_share"].tolist())
    crosses = [symbol == "x" for symbol in actual.marker.symbol]
    assert crosses == [not inside for inside in rows["inside_80"]]
    assert any(crosses)


def test_each_source_has_its_own_line(simulated: Snapshot) -> None:
    frame = measured("absorption_by_source", simulated)
    figure = absorption_by_source_chart(frame, "vi")
    assert {line.name for line in figure.data} == set(frame["fund_source_name"])
    assert len({line.marker.symbol for line in figure.data}) == len(figure.data)


@pytest.mark.parametrize("size_of", ["supports", "projects"])
def test_sizes_show_every_class(simulated: Snapshot, size_of: str) -> None:
    frame = measured("grant_sizes", simulated)
    bars = sizes_chart(frame, size_of, "vi").data[0]
    own = frame[frame["size_of"] == size_of].sort_values("class_no", ascending=False)
    assert list(bars.x) == own["number"].tolist()
    assert [name.replace("<br>", " ") for name in bars.y] == own["size_class"].tolist()
    by_year = measured("grant_size_by_year", simulated)
    tenths, half, median = size_years_chart(by_year, size_of, "en").data
    assert len(median.x) == by_year[by_year["size_of"] == size_of]["year"].nunique()
    assert half.line.width > tenths.line.width


def test_the_gini_coefficient_is_written_on_the_curve(simulated: Snapshot) -> None:
    lorenz = measured("recipient_lorenz", simulated)
    figure = lorenz_chart(lorenz, measured("recipient_concentration", simulated), "vi")
    equal, curve = figure.data
    assert list(equal.x) == list(equal.y) == [0, 1]
    assert all(y <= x + 1e-9 for x, y in zip(curve.x, curve.y, strict=True))
    assert "Hệ số Gini 0,4" in figure.layout.annotations[0].text
    assert "n = 443" in figure.layout.annotations[0].text


def test_repeated_bars_carry_their_number(simulated: Snapshot) -> None:
    frame = measured("repeat_recipients", simulated)
    money, establishments = repeated_chart(frame, "en").data
    assert list(establishments.y) == ["4 times or more", "3 times", "2 times", "Once"]
    assert sum(establishments.x) == pytest.approx(1)
    assert sum(money.x) == pytest.approx(1)
    assert all("n = " in text for text in establishments.text)


def test_money_that_nobody_knows_has_no_bars_and_no_place_in_the_legend(
    simulated: Snapshot,
) -> None:
    frame = measured("repeat_recipients", simulated).assign(received_share=float("nan"))
    figure = repeated_chart(frame, "vi")
    assert [trace.name for trace in figure.data] == ["Cơ sở"]
    assert figure.layout.showlegend


def test_what_stands_beside_a_bar_of_the_whole_width_has_room(simulated: Snapshot) -> None:
    frame = measured("repeat_recipients", simulated)
    only = frame[frame["times"] == 1].assign(
        establishments=1_234, establishments_share=1.0, received_share=1.0
    )
    figure = repeated_chart(only, "vi")
    text = figure.data[1].text[0]
    assert text == "100% (n = 1.234)"
    assert figure.layout.xaxis.range[1] == 1
    # Letters of this size are six pixels wide and more; plots of phones are 250.
    assert figure.layout.margin.r >= 6 * len(text)


def test_the_bridge_reaches_every_total(simulated: Snapshot) -> None:
    frame = measured("reconciliation", simulated)
    rows = bridge_rows(frame)
    bridge, labels = bridge_chart(frame, "vi").data
    at = 0.0
    for kind, role, amount, length in zip(
        rows["kind"], rows["role"], rows["amount"], bridge.x, strict=True
    ):
        if role == "total":
            # The differences drawn have led here.
            assert kind == "target" or at == pytest.approx(float(amount))
            at = float(amount)
        else:
            at += float(amount)
        assert length * BILLION == pytest.approx(float(amount))
    assert len(set(bridge.y)) == len(bridge.y) == len(labels.y)
    assert "granted" not in set(rows["kind"])
    assert "paid" not in set(rows["kind"])
    # A fall's label stands right of where it began, not over its name.
    assert min(labels.x) > 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_constant_prices_are_named_on_the_axis(simulated: Snapshot, language) -> None:
    scope = Scope(prices="constant", language=language)
    figure = bridge_chart(measured("reconciliation", simulated, scope), language)
    assert "2025" in figure.layout.xaxis.title.text
    assert figure.layout.separators == {"vi": ",.", "en": ".,"}[language]
