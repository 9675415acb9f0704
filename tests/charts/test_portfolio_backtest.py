"""Charts of the back-test: every number in its place, intervals drawn, wide ones to the edge."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts.portfolio_backtest import (
    choices_chart,
    expected_chart,
    mountain_chart,
    since_chart,
)

YEARS = pd.DataFrame(
    {
        "plan_year": [2020, 2021, 2022],
        "both": pd.array([5, 0, None], dtype="Int64"),
        "only_then": pd.array([2, 4, None], dtype="Int64"),
        "only_model": pd.array([1, 3, None], dtype="Int64"),
    }
)


def _outcomes(objective: str, *rows: tuple[int, str, float | None, float | None]) -> pd.DataFrame:
    """Return outcomes from (year, choice, expected, how far the interval reaches)."""
    return pd.DataFrame(
        [
            {
                "plan_year": year,
                "choice": choice,
                "choice_name": choice,
                "objective": objective,
                "expected": value,
                "low": None if value is None or reach is None else value - reach,
                "high": None if value is None or reach is None else value + reach,
                "known": 7,
            }
            for year, choice, value, reach in rows
        ]
    ).astype({"expected": "float64", "low": "float64", "high": "float64"})


def test_stacks_hold_every_file_once_and_years_not_chosen_again_are_left_out() -> None:
    figure = choices_chart(YEARS, "en")
    assert [trace.name for trace in figure.data] == ["Both", "Only then", "Only the model"]
    assert [list(trace.x) for trace in figure.data] == [[5, 0], [2, 4], [1, 3]]
    assert list(figure.data[0].y) == ["2020", "2021"]
    # Nothing is written on a bar of no length.
    assert list(figure.data[0].text) == ["5", ""]


def test_expected_outcomes_have_their_interval_and_unknown_ones_no_dot() -> None:
    rows = _outcomes(
        "jobs",
        (2020, "then", 10.0, 5.0),
        (2020, "model", 20.0, 6.0),
        (2021, "then", None, None),
        (2021, "law", 99.0, 1.0),
        (2021, "model", 12.0, 4.0),
    )
    then, model = expected_chart(rows, "jobs", "VND", "vi").data
    assert list(then.x) == [10.0]
    assert (list(then.error_x.array), list(then.error_x.arrayminus)) == ([5.0], [5.0])
    assert list(model.x) == [20.0, 12.0]
    assert then.customdata[0] == "2020, then: 10 [5; 15] (n = 7)"


def test_an_interval_far_wider_than_usual_runs_to_the_edge() -> None:
    rows = _outcomes(
        "jobs",
        *((year, choice, 10.0, 5.0) for year in (2020, 2021) for choice in ("then", "model")),
        (2014, "then", 0.0, 5000.0),
    )
    figure = expected_chart(rows, "jobs", "VND", "en")
    low, high = figure.layout.xaxis.range
    assert low <= 0
    assert 15 <= high < 100
    assert max(figure.data[0].error_x.array) == 5000.0


def test_money_is_in_a_readable_unit_and_has_no_interval_of_its_own() -> None:
    rows = _outcomes("leverage", (2020, "then", 4e9, None), (2020, "model", 5e9, None))
    figure = expected_chart(rows, "leverage", "VND", "vi")
    assert list(figure.data[1].x) == [5.0]
    assert list(figure.data[1].error_x.array) == [0.0]
    assert "tỷ đồng" in figure.layout.xaxis.title.text


def test_mountain_shares_are_drawn_where_known() -> None:
    choices = pd.DataFrame(
        {
            "plan_year": [2020, 2020, 2021],
            "choice": ["then", "model", "then"],
            "choice_name": ["Chosen then", "The model", "Chosen then"],
            "mountain_share": [0.1, 0.3, None],
            "chosen": [4, 5, 0],
        }
    )
    figure = mountain_chart(choices, "en")
    assert [list(trace.x) for trace in figure.data] == [[0.1], [0.3]]


@pytest.mark.parametrize("changes", [[0.1, None], [None, None]])
def test_groups_too_small_to_tell_of_keep_their_row(changes: list[float | None]) -> None:
    since = pd.DataFrame(
        {
            "outcome_name": ["Workers", "Workers"],
            "group_name": ["Both", "Only the model"],
            "followed": [40, 3],
            "change": pd.array(changes, dtype="Float64"),
            "low": pd.array([0.05 if changes[0] else None, None], dtype="Float64"),
            "high": pd.array([0.15 if changes[0] else None, None], dtype="Float64"),
            "told": ["A description", "Cannot tell yet"],
        }
    )
    figure = since_chart(since, "en")
    assert sum(len(trace.x) for trace in figure.data) == sum(one is not None for one in changes)
    labels = figure.layout.yaxis.ticktext
    assert len(labels) == 2
    assert "Cannot tell yet" in labels[1]
    assert "n = 3" in labels[1]
