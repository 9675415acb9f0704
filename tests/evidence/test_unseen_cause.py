"""What an unrecorded cause would do: the printed Darfur example, sensemakr, and real causes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.evidence.unseen_cause import (
    Benchmark,
    bears_recorded,
    compared_with,
    regression_with_cause,
    unseen_cause,
    with_cause,
)
from tests.evidence.panels import DATA

ESTIMATE, ERROR, DEGREES = 0.09731581928495897, 0.02325653780981118, 783
"""Being harmed in Darfur and wanting peace, unrounded: 0.097 (0.023), t 4.18, 783 degrees."""


def test_the_darfur_example_is_as_printed() -> None:
    """Cinelli and Hazlett (2020), table 1: RV 13.9 %, 7.6 % for the interval, partial R² 2.2 %."""
    found = unseen_cause(ESTIMATE, ERROR, DEGREES)
    assert round(found.robustness, 3) == 0.139
    assert round(found.robustness_interval, 3) == 0.076
    assert round(found.partial, 3) == 0.022
    printed = unseen_cause(0.097, 0.023, 783)
    assert round(printed.robustness, 2) == 0.14


# Bounds that sensemakr prints for causes 1, 2 and 3 times as strong as being a woman.
@pytest.mark.parametrize(
    ("times", "of_support", "of_outcome", "estimate", "error"),
    [
        (1, 0.0091642867, 0.1246409230, 0.0752202712, 0.0218733277),
        (2, 0.0183285734, 0.2493240642, 0.0529151724, 0.0203500621),
        (3, 0.0274928600, 0.3740504710, 0.0303960235, 0.0186700648),
    ],
)
def test_benchmarks_of_the_darfur_example_are_as_printed(
    times, of_support, of_outcome, estimate, error
) -> None:
    # The partial R² behind the first row: its odds with support, and what makes its second share.
    support = 0.0091642867 / (1 + 0.0091642867)
    square = support**2 / (1 - support) ** 2
    odds = 0.1246409230 * (1 - square) / (1 + np.sqrt(square)) ** 2
    known = unseen_cause(ESTIMATE, ERROR, DEGREES)
    found = compared_with(known, "female", support, odds / (1 + odds), times)
    assert found.of_support == pytest.approx(of_support, rel=1e-6)
    assert found.of_outcome == pytest.approx(of_outcome, rel=1e-6)
    assert found.estimate == pytest.approx(estimate, rel=1e-6)
    assert found.error == pytest.approx(error, rel=1e-6)


@pytest.mark.parametrize(
    ("share", "stands"),
    # Zero comes into the interval at 7.6 % of both (table 1).
    [(0.05, True), (0.076 - 0.001, True), (0.076 + 0.001, False), (0.15, False)],
)
def test_a_result_bears_what_is_recorded_or_does_not(share, stands) -> None:
    known = unseen_cause(ESTIMATE, ERROR, DEGREES)
    estimate, error = with_cause(known, share, share)
    bench = Benchmark("recorded", 1.0, share, share, estimate, error)
    for sign in (1, -1):
        turned = replace(
            known,
            estimate=sign * known.estimate,
            benchmarks=(replace(bench, estimate=sign * estimate),),
        )
        assert bears_recorded(turned) is stands
    assert bears_recorded(known) is None
    # Zero is in the interval already: nothing is left to undo.
    assert bears_recorded(replace(unseen_cause(0.01, 0.02, 783), benchmarks=(bench,))) is None


COVARIATES = ("age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75")


# Written once by PySensemakr 0.0.8 on nsw.csv: re78 on treat and the eight characteristics.
@pytest.mark.parametrize(
    ("name", "times", "of_support", "of_outcome", "estimate", "error"),
    [
        ("educ", 1, 0.0022668917, 0.0069927773, 1623.2465760075, 637.9012645481),
        ("educ", 2, 0.0045337834, 0.0139856986, 1570.0291183720, 636.3745390201),
        ("black", 1, 0.0008825147, 0.0078584514, 1641.2472197122, 637.1812538942),
        ("black", 2, 0.0017650294, 0.0157169272, 1606.1207207867, 634.9332481696),
        ("nodegree", 1, 0.0196816094, 0.0000118415, 1669.8476355759, 645.8003929883),
        ("nodegree", 2, 0.0393632188, 0.0000237017, 1663.2150558792, 652.3785888245),
    ],
)
def test_a_regression_and_its_benchmarks_are_those_of_sensemakr(
    name, times, of_support, of_outcome, estimate, error
) -> None:
    men = pd.read_csv(DATA / "nsw.csv")
    found = regression_with_cause(
        men["re78"].to_numpy(float),
        men["treat"].to_numpy(float),
        men[list(COVARIATES)].to_numpy(float),
        np.ones(len(men)),
        len(men),
        COVARIATES,
        (1.0, 2.0),
    )
    assert found is not None
    assert found.estimate == pytest.approx(1676.3426437678422)
    assert found.error == pytest.approx(638.6820162065734)
    assert found.degrees == 435
    assert found.partial == pytest.approx(0.015589888876946406)
    assert found.robustness == pytest.approx(0.11817476268950587)
    assert found.robustness_interval == pytest.approx(0.0310076818355932)
    one = next(b for b in found.benchmarks if (b.name, b.times) == (name, times))
    assert one.of_support == pytest.approx(of_support, rel=1e-6)
    assert one.of_outcome == pytest.approx(of_outcome, rel=1e-5)
    assert one.estimate == pytest.approx(estimate)
    assert one.error == pytest.approx(error)


@given(st.integers(0, 10_000))
@settings(max_examples=25)
def test_leaving_out_a_real_cause_moves_the_estimate_as_said(seed) -> None:
    """A cause that is in the data is left out: its two shares give back estimate and error."""
    draw = np.random.default_rng(seed)
    n = 60
    other, cause = draw.normal(0, 1, n), draw.normal(0, 1, n)
    support = 0.8 * other + draw.normal() * cause + draw.normal(0, 1, n)
    outcome = support + other + draw.normal() * cause + draw.normal(0, 1, n)

    def fit(y, *columns):
        design = np.column_stack([np.ones(n), *columns])
        slopes = np.linalg.lstsq(design, y, rcond=None)[0]
        rest = y - design @ slopes
        spread = np.linalg.inv(design.T @ design) * (rest @ rest) / (n - design.shape[1])
        return slopes[1], np.sqrt(spread[1, 1]), float(rest @ rest)

    short, error, left = fit(outcome, support, other)
    full, full_error, less = fit(outcome, support, other, cause)
    of_outcome = 1 - less / left
    of_support = 1 - fit(support, other, cause)[2] / fit(support, other)[2]
    bias = abs(short - full)
    said, said_error = with_cause(unseen_cause(short, error, n - 3), of_support, of_outcome)
    assert abs(short - said) == pytest.approx(bias, rel=1e-6, abs=1e-9)
    assert said_error == pytest.approx(full_error, rel=1e-6)


@given(st.floats(-8, 8).filter(lambda t: abs(t) > 0.01), st.integers(5, 5000))
def test_a_cause_of_the_robustness_value_brings_the_estimate_to_zero(t, degrees) -> None:
    found = unseen_cause(t, 1.0, degrees)
    estimate, _ = with_cause(found, found.robustness, found.robustness)
    assert estimate == pytest.approx(0, abs=1e-6)
    assert found.robustness_interval <= found.robustness + 1e-12


def test_a_cause_cannot_be_stronger_than_all() -> None:
    known = unseen_cause(1.0, 0.2, 50)
    assert compared_with(known, "x", 0.6, 0.5, 2.0).estimate is None
    with pytest.raises(ValueError, match="share"):
        with_cause(known, 1.0, 0.5)
    with pytest.raises(ValueError, match="positive"):
        unseen_cause(1.0, 0.0, 50)
    said = np.array([0.0, 1, 0, 1, 1, 0])
    assert regression_with_cause(np.arange(6.0), said, said[:, None], np.ones(6), 6, ("x",)) is None
