"""Whatever is asked about and however it is cut, the money of every stage adds up to the đồng."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dictionary.codes import ACTIVITY, FUND_SOURCE, INDUSTRY, SIZE
from analysis.measures import catalogue, run_measure
from analysis.measures.funding_flow import DATED_STAGES, STAGES
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.conftest import CASES
from tests.examples import examples

BREAKDOWNS = (
    "funding_by_year",
    "funding_by_source",
    "funding_by_activity",
    "funding_by_district",
    "funding_by_industry",
    "funding_by_legal_form",
)
BY_QUARTER = ("funding_by_quarter", "funding_by_quarter_source")
DISTRICTS = {
    "districts-2020": (*(str(code) for code in (*range(522, 537), 51)), UNKNOWN_CODE),
    "recorded": (*(str(code) for code in range(522, 537)), "21025", "21034", UNKNOWN_CODE),
}


def _some(values: tuple[object, ...], most: int) -> st.SearchStrategy[tuple[object, ...]]:
    """Return nothing (everything is asked about) about as often as a few chosen values."""
    chosen = st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True).map(tuple)
    return st.one_of(st.just(()), chosen)


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    """Return a random scope over every filter there is, prices and vintage."""
    vintage = draw(st.sampled_from(tuple(DISTRICTS)))
    return Scope(
        years=draw(_some(tuple(range(2013, 2027)), 5)),
        districts=draw(_some(DISTRICTS[vintage], 5)),
        activities=draw(_some((*ACTIVITY.values(), UNKNOWN_CODE), 4)),
        fund_sources=draw(_some((*FUND_SOURCE.values(), UNKNOWN_CODE), 3)),
        industries=draw(_some((*INDUSTRY.values(), UNKNOWN_CODE), 6)),
        sizes=draw(_some((*SIZE.values(), UNKNOWN_CODE), 2)),
        prices=draw(st.sampled_from(("nominal", "constant"))),
        vintage=vintage,
    )


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _sums(frame: pd.DataFrame, stages: tuple[str, ...]) -> dict[str, int]:
    return {stage: int(frame[stage].sum()) for stage in stages}


def _assert_all_add_up(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    total = run_measure("funding_total", snapshot, scope)
    expected = _sums(total, tuple(STAGES))
    for name in BREAKDOWNS:
        assert _sums(run_measure(name, snapshot, scope), tuple(STAGES)) == expected, name
    dated = {stage: expected[stage] for stage in DATED_STAGES}
    for name in BY_QUARTER:
        assert _sums(run_measure(name, snapshot, scope), DATED_STAGES) == dated, name
    flow = run_measure("funding_flow", snapshot, scope)
    amounts = dict(zip(flow["stage"], flow["amount"].fillna(0).astype(int), strict=True))
    assert amounts == (expected if len(total) else {})
    mix = run_measure("activity_mix", snapshot, scope)
    assert int(mix["projects"].sum()) == int(total["projects"].sum())
    if mix["stage_name"].isin(["Phê duyệt"]).all():
        assert int(mix["amount"].sum()) == expected["approved"]
        assert mix["share"].sum() == pytest.approx(1 if expected["approved"] else 0)
    return total


@settings(max_examples=examples(40))
@given(scope=scopes())
def test_every_breakdown_adds_up_to_the_total(simulated: Snapshot, scope: Scope) -> None:
    total = _assert_all_add_up(simulated, scope)
    if total.empty:
        for name in (*BREAKDOWNS, *BY_QUARTER, "funding_flow", "activity_mix"):
            assert run_measure(name, simulated, scope).empty, name


@settings(max_examples=examples(25))
@given(scope=scopes())
def test_leverage_adds_up_however_it_is_cut(simulated: Snapshot, scope: Scope) -> None:
    columns = ("leverage_base", "leverage_counterpart", "leverage_n", "counterpart_unknown")
    total = _sums(run_measure("leverage_total", simulated, scope), columns)
    for name in catalogue():
        if name.startswith("leverage_by_"):
            assert _sums(run_measure(name, simulated, scope), columns) == total, name
    programme = run_measure("programme_by_year", simulated, scope)
    assert int(programme["leverage_base"].sum()) == total["leverage_base"]
    assert int(programme["leverage_n"].sum()) == total["leverage_n"]


@settings(max_examples=examples(25))
@given(scope=scopes())
def test_the_parts_of_growth_add_up_to_the_change(simulated: Snapshot, scope: Scope) -> None:
    frame = run_measure("funding_growth", simulated, scope)
    effects = ["price_effect", "number_effect", "size_effect", "entry_effect"]
    apart = frame[frame["price_effect"].notna()]
    assert (apart[effects].sum(axis=1) == apart["change"]).all()
    assert (apart["amount"] - apart["previous"] == apart["change"]).all()
    if scope.prices == "constant":
        assert (apart["price_effect"] == 0).all()
    if scope.years:
        assert set(frame["year"]) <= set(scope.years)
    # What a whole year came to is the same figure as that of the years themselves.
    by_year = run_measure("funding_by_year", simulated, scope).set_index("year")
    for year, part in frame[frame["stage"] == "approved"].groupby("year"):
        assert int(part["amount"].sum()) == int(by_year["approved"].get(year, 0))


@pytest.mark.parametrize("prices", ["nominal", "constant"])
@pytest.mark.parametrize("case", ["quang-ngai-published", "michigan-1987"])
def test_the_other_cases_add_up_too(workspace: Path, case: str, prices: str) -> None:
    total = _assert_all_add_up(open_snapshot(workspace, case), Scope(prices=prices))
    assert len(total) == 1


def test_an_empty_scope_gives_empty_frames(simulated: Snapshot) -> None:
    nothing = Scope(years=(1950,))
    names = ("funding_total", *BREAKDOWNS, *BY_QUARTER, "funding_flow", "funding_growth")
    others = ("leverage_total", "activity_mix", "activity_diversity", "activity_comparison")
    for name in (*names, *others, *(name for name in catalogue() if name.startswith("leverage_"))):
        frame = run_measure(name, simulated, nothing)
        assert frame.empty, name
        assert list(frame.columns) == [column.name for column in catalogue()[name].columns]


@pytest.mark.parametrize("case", CASES)
def test_a_row_of_money_has_one_number(workspace: Path, case: str) -> None:
    counted = open_snapshot(workspace, case).query(
        "select count(*) as rows_of_money, count(distinct funding_no) as numbers from mart_funding"
    )
    assert (counted["rows_of_money"] == counted["numbers"]).all()
