"""Charts of other designs: what is drawn is what the tables say, in both languages."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts.designs import case_chart, dose_chart, placebo_chart, score_chart

PATH = pd.DataFrame(
    {
        "year": [2018, 2019, 2020, 2021],
        "own": [10.0, 11.0, 14.0, 15.0],
        "made": [10.1, 10.9, 12.0, 12.5],
        "gap": [-0.01, 0.01, 0.15, 0.18],
        "since": [False, False, True, True],
    }
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_case_stands_beside_its_pool_with_support_marked(language) -> None:
    figure = case_chart(PATH, language, "người", share=False)
    pool, case = figure.data
    assert list(case.y) == PATH["own"].tolist()
    assert list(pool.y) == PATH["made"].tolist()
    assert case.name != pool.name
    assert figure.layout.shapes[0].x0 == 2019.5


def test_the_real_case_stands_among_the_pretended_where_it_belongs() -> None:
    frame = pd.DataFrame({"pretended": [1, 2, 3], "estimate": [-0.1, 0.0, 0.2]})
    figure = placebo_chart(frame, 0.1, "en", "Estimate", "log")
    pretended, case = figure.data
    assert list(pretended.x) == [-0.1, 0.0, 0.2]
    assert list(case.x) == [0.1]
    assert list(case.y) == [2.5]


def test_scores_show_change_support_and_the_threshold() -> None:
    frame = pd.DataFrame(
        {
            "score": [-3.0, -1.0, 1.0],
            "files": [4, 9, 16],
            "supported_share": [0.0, 0.1, 0.9],
            "answered": [0, 9, 16],
            "change": [float("nan"), 0.02, 0.2],
        }
    )
    figure = score_chart(frame, "vi", "log")
    change, support = figure.data
    # Without figures there is no dot, but the share supported is known.
    assert list(change.x) == [-1.0, 1.0]
    assert list(support.y) == [0.0, 0.1, 0.9]
    assert change.marker.size[1] > change.marker.size[0]
    assert figure.layout.shapes[0].x0 == 0.0


def test_doses_double_at_equal_steps_inside_their_band() -> None:
    frame = pd.DataFrame(
        {"dose": [1e7, 2e7, 4e7], "estimate": [0.1, 0.2, 0.3], "low": [0, 0.1, 0.2]}
    ).assign(high=[0.2, 0.3, 0.4])
    figure = dose_chart(frame, "en", "Change", "Grant", "log")
    band, line = figure.data
    assert figure.layout.xaxis.type == "log"
    assert list(line.y) == [0.1, 0.2, 0.3]
    assert list(band.y) == [0.2, 0.3, 0.4, 0.2, 0.1, 0.0]
