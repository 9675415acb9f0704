"""Answers on seasonal and piece-rate work, customers and fairs fit those they stand beside."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.simulate.further_answers import further_answers

CODES = ["08", "10", "11", "13", "14", "15", "16", "22", "23", "32"]
RECORDS = 6_000


def _known() -> dict[str, np.ndarray]:
    draw = np.random.default_rng(3)
    workers = draw.integers(1, 60, RECORDS).astype(float)
    return {
        "workers": workers,
        "fte": np.round(workers * draw.uniform(0.6, 1.0, RECORDS), 1),
        "average_wage": draw.uniform(30e6, 90e6, RECORDS),
        "revenue": draw.uniform(1e8, 1e10, RECORDS),
    }


def _answers(seed: int = 1) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], np.ndarray]:
    draw = np.random.default_rng(4)
    people = 1_500
    at_fair = draw.random(RECORDS) < 0.1
    known = _known()
    industry = draw.integers(0, len(CODES), people)
    who = draw.integers(0, people, RECORDS)
    return further_answers(seed, industry, CODES, who, at_fair, known), known, at_fair


def test_the_same_seed_gives_the_same_answers() -> None:
    one, other, different = _answers()[0], _answers()[0], _answers(2)[0]
    for name, values in one.items():
        np.testing.assert_array_equal(values, other[name])
        assert not np.array_equal(values, different[name], equal_nan=True)


def test_parts_of_the_workers_are_no_more_than_all() -> None:
    found, known, _ = _answers()
    seasonal, piece = (np.nan_to_num(found[f"{kind}_workers"]) for kind in ("seasonal", "piece"))
    assert (seasonal + piece <= known["workers"]).all()
    assert min(seasonal.min(), piece.min()) == 0
    months = found["seasonal_months"][np.isfinite(found["seasonal_months"])]
    assert months.min() >= 1
    assert months.max() <= 11
    # Asked of those only who have such workers.
    assert np.isnan(found["seasonal_months"][found["seasonal_workers"] == 0]).all()


def test_full_time_equivalents_follow_from_the_parts() -> None:
    found, known, _ = _answers()
    part = found["seasonal_workers"] * (1 - np.nan_to_num(found["seasonal_months"]) / 12)
    paid = found["piece_workers"] - found["piece_pay"] / known["average_wage"]
    derived = known["workers"] - part - paid
    told = np.isfinite(derived) & (
        (found["seasonal_workers"] == 0) | np.isfinite(found["seasonal_months"])
    )
    assert told.sum() > 2_000
    gap = (derived - known["fte"])[told] / known["workers"][told]
    # Whole persons only: right on average, and mostly within a tenth of the workers.
    assert abs(gap.mean()) < 0.03
    assert np.quantile(np.abs(gap), 0.75) < 0.1


def test_fairs_bring_contracts_and_customers() -> None:
    found, known, at_fair = _answers()
    for name in ("fair_contracts", "new_customers"):
        there, elsewhere = found[name][at_fair], found[name][~at_fair]
        assert np.nanmean(there) > np.nanmean(elsewhere) + 0.5
    value, contracts = found["fair_contract_value"], found["fair_contracts"]
    assert (value[contracts == 0][np.isfinite(value[contracts == 0])] == 0).all()
    assert np.nanmax(value / known["revenue"]) <= 0.6 + 1e-3


@pytest.mark.parametrize("name", ["seasonal_workers", "piece_pay", "new_customers"])
def test_every_question_is_left_open_by_some(name: str) -> None:
    share = np.isnan(_answers()[0][name]).mean()
    assert 0.05 < share < 0.4
