"""How far promises came true: a line through hand-made points, and the files that count."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decisions.promises import (
    FEWEST,
    PRIOR_ERROR,
    PRIOR_SLOPE,
    WIDEST,
    kept_promises,
    promise_record,
)
from tests.decisions.file_case import case_tables
from tests.own_case import loaded, write_case


def test_a_sure_line_is_believed_and_noise_leaves_the_prior() -> None:
    promised = np.linspace(-0.2, 0.4, 40)
    exact = kept_promises(promised, 0.1 + 0.3 * promised)
    assert exact.slope == pytest.approx(0.3)
    assert exact.centre == pytest.approx(0.1)
    assert (exact.files, exact.error) == (40, pytest.approx(0.0, abs=1e-9))
    wild = kept_promises(promised, 50 * np.where(np.arange(40) % 2, 1.0, -1.0))
    assert wild.slope == pytest.approx(PRIOR_SLOPE, abs=0.05)
    assert wild.error == pytest.approx(PRIOR_ERROR, abs=0.01)


def test_the_slope_and_the_prior_are_joined_by_precision() -> None:
    # Two points at each of −1 and 1, ±s around the line 0.2 q: the slope is 0.2; by HC3 with
    # leverages 1/20 + 1/20 = 0.1 its variance is Σ q² (s / 0.9)² / 20² = s² / (0.81 × 20).
    promised = np.tile([-1.0, -1.0, 1.0, 1.0], 5)
    s = 0.3
    came = 0.2 * promised + s * np.tile([1.0, -1.0, 1.0, -1.0], 5)
    found = kept_promises(promised, came)
    variance, prior = s**2 / (0.81 * 20), PRIOR_ERROR**2
    assert found.slope == pytest.approx(
        (0.2 / variance + PRIOR_SLOPE / prior) / (1 / variance + 1 / prior)
    )
    assert found.error == pytest.approx((1 / variance + 1 / prior) ** -0.5)


@pytest.mark.parametrize("count", [0, FEWEST - 1])
def test_few_promises_say_nothing(count: int) -> None:
    found = kept_promises(np.linspace(0, 1, count), np.linspace(0, 1, count))
    assert (found.slope, found.error, found.centre) == (PRIOR_SLOPE, PRIOR_ERROR, None)
    assert (found.low, found.high, found.files) == (-WIDEST, WIDEST, count)


@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(-2, 2)), max_size=40))
def test_any_record_gives_a_slope_no_less_sure_than_the_prior(
    pairs: list[tuple[float, float]],
) -> None:
    points = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    found = kept_promises(points[:, 0], points[:, 1])
    assert math.isfinite(found.slope)
    assert 0 <= found.error <= PRIOR_ERROR
    assert found.low <= found.high


def test_files_decided_on_and_reported_by_the_day_count(tmp_path: Path) -> None:
    approved = {"submitted_on": "2020-03-01", "result": "approved", "workers_planned": 20}
    cases = {
        name: ({}, approved | {"project_id": name})
        for name in ("kept", "stopped", "silent", "late")
    }
    statuses = {"kept": "settled", "stopped": "stopped", "silent": "settled", "late": "settled"}
    reports = {
        "kept": [(2019, 10, "2020-02-01"), (2022, 15, "2023-02-01")],
        "stopped": [(2019, 10, "2020-02-01"), (2022, 15, "2023-02-01")],
        "silent": [(2019, 10, "2020-02-01")],
        "late": [(2019, 10, "2020-02-01"), (2022, 5, "2024-05-01")],
    }
    tables = case_tables(
        cases,
        project=[
            {
                "project_id": name,
                "plan_year": 2020,
                "activity": "MO_HINH_MAY_MOC",
                "activity_kind": "MACHINE",
                "status": status,
                "approved_on": "2020-06-01",
            }
            for name, status in statuses.items()
        ],
        outcome_record=[
            {
                "establishment_id": name,
                "year": year,
                "currency": "VND",
                "workers": workers,
                "reported_on": day,
            }
            for name, rows in reports.items()
            for year, workers, day in rows
        ],
    )
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "space")
    assert promise_record(snapshot).files == 2
    assert promise_record(snapshot, date(2023, 6, 1)).files == 1
    assert promise_record(snapshot, date(2022, 6, 1)).files == 0
