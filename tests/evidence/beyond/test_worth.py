"""Cost per net job and benefit over cost, by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dictionary import TABLES
from analysis.evidence.beyond.net import Net, Step
from analysis.evidence.beyond.spending import Spending
from analysis.evidence.beyond.suppliers import supplier_columns, supplier_words
from analysis.evidence.beyond.worth import Terms, benefit_cost, cost_per_net_job
from analysis.evidence.findings import Interval

SPENT = Spending(100e6, 300e6, 40, 40, 40, "VND")


def net_of(value: float | None, error: float | None) -> Net:
    """Return a net change of which only the end is known."""
    interval = None
    if value is not None and error is not None:
        interval = Interval(value - 1.959963984540054 * error, value + 1.959963984540054 * error)
    step = Step("net", value, interval, value, interval)
    unread: Any = None
    return Net(unread, unread, (step,), unread, None, None, error)


def test_a_sure_gain_has_a_cost_with_both_limits() -> None:
    found = cost_per_net_job(net_of(2.0, 0.5), SPENT)
    assert found.cost == pytest.approx(50e6)
    # What was granted is known, so the limits are the grant over the ends of the interval.
    assert found.low == pytest.approx(100e6 / (2 + 1.959963984540054 * 0.5))
    assert found.high == pytest.approx(100e6 / (2 - 1.959963984540054 * 0.5))
    assert found.kind == "bounded"


def test_a_gain_that_may_be_none_has_no_upper_limit() -> None:
    found = cost_per_net_job(net_of(1.0, 1.0), SPENT)
    assert (found.kind, found.high) == ("no_upper", math.inf)
    assert found.low == pytest.approx(100e6 / 2.959963984540054)
    assert "without upper limit" in found.words.en


def test_jobs_lost_have_no_cost() -> None:
    found = cost_per_net_job(net_of(-2.0, 0.5), SPENT)
    assert (found.cost, found.kind) == (None, "jobs_fell")
    assert cost_per_net_job(net_of(None, None), SPENT) is None
    assert cost_per_net_job(net_of(1.0, 0.1), replace(SPENT, grant=None)) is None


def test_benefits_by_hand() -> None:
    """Two years, a tenth less in the second, a quarter off for waiting: 1 + 0.9 ÷ 1.25 = 1.72."""
    terms = Terms(2, 0.25, 0.1, with_counterpart=False)
    assert terms.years_worth == pytest.approx(1.72)
    found = benefit_cost(net_of(50.0, 10.0), SPENT, terms)
    assert found.benefit == pytest.approx(86e6)
    assert found.ratio == pytest.approx(0.86)
    assert found.difference == pytest.approx(-14e6)
    assert found.ratio_range.low == pytest.approx(0.86 * (1 - 0.2 * 1.959963984540054))
    with_own = benefit_cost(net_of(50.0, 10.0), SPENT, replace(terms, with_counterpart=True))
    assert with_own.ratio == pytest.approx(0.86 / 4)


@given(st.integers(1, 29), st.floats(0, 0.5), st.floats(0, 0.9))
def test_a_longer_horizon_is_worth_more_and_no_more_than_its_years(
    horizon: int, discount: float, decay: float
) -> None:
    one, longer = Terms(horizon, discount, decay), Terms(horizon + 1, discount, decay)
    assert 1 <= one.years_worth <= longer.years_worth + 1e-12
    assert one.years_worth <= horizon + 1e-9


@pytest.mark.parametrize("wrong", [{"horizon": 0}, {"discount": 1.0}, {"decay": -0.1}])
def test_terms_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"horizon|share"):
        Terms(**wrong)


def test_nobody_says_who_supplies_whom() -> None:
    assert supplier_columns() == ()
    assert "Not recorded" in supplier_words()[0].en
    table = TABLES["outcome_record"]
    column = replace(table.columns[0], name="main_supplier_id")
    fake = {"outcome_record": replace(table, columns=(*table.columns, column))}
    assert supplier_columns(fake) == ("outcome_record.main_supplier_id",)
