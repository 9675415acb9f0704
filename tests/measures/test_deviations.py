"""Projects that left the process, counted by hand; the interval of their share."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analysis.measures import typed_frame
from analysis.measures.deviations import (
    DEVIATIONS,
    MEASURES,
    advance_note,
    answer_deviations,
    case_line,
)
from analysis.measures.wilson import wilson, wilson_all
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000

# A keeps to everything; B breaks everything that dates can break; C knows nothing; D is stopped
# half way and lacks its contract; E was paid after the rule on advances had ended.
TABLES = {
    "establishment": pd.DataFrame({"establishment_id": ["E1", "E2"], "industry": ["10", "16"]}),
    "project": pd.DataFrame(
        {
            "project_id": ["A", "B", "C", "D", "E"],
            "title": ["Một", "Hai", "Ba", "Bốn", "Năm"],
            "plan_year": [2016, 2016, 2017, 2017, 2019],
            "activity": "MO_HINH_MAY_MOC",
            "activity_kind": ["MACHINE", "MACHINE", "MACHINE", "FAIR_ABROAD", "MACHINE"],
            "programme_level": ["national", "national", "national", "national", "national"],
            "unit_id": ["522_v2", "522_v2", None, "525_v2", None],
            "officer": ["CB-1", "CB-2", None, "CB-1", None],
            "approved_on": ["2016-02-01", "2016-04-01", None, "2017-02-01", "2019-02-01"],
            "contracted_on": ["2016-03-01", "2016-03-01", None, None, "2019-03-01"],
            "accepted_on": ["2016-09-01", "2016-02-15", None, "2017-09-01", None],
            "settled_on": ["2016-12-01", "2016-12-01", None, None, None],
            "status": ["settled", "settled", "planned", "accepted", "running"],
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2", "F4", "F5"],
            "project_id": ["A", "B", "D", "E"],
            "fund_source": "national",
            "currency": "VND",
            "planned": [100 * MILLION] * 4,
            "approved": [100 * MILLION, 100 * MILLION, None, 100 * MILLION],
        }
    ),
    "payment": pd.DataFrame(
        {
            "payment_id": ["p1", "p2", "p3", "p4", "p5", "p6"],
            "project_id": ["A", "A", "B", "B", "D", "E"],
            # Without a source the check of handed-in files cannot hold the payment against it.
            "fund_source": ["national", "national", "national", None, "national", "national"],
            "stage": ["advance", "balance", "advance", "balance", "advance", "advance"],
            "paid_on": [
                "2016-03-10",
                "2016-12-05",
                "2016-02-20",
                "2016-03-05",
                "2017-03-01",
                "2019-03-10",
            ],
            "currency": "VND",
            "amount": [
                70 * MILLION,
                30 * MILLION,
                71 * MILLION,
                30 * MILLION,
                50 * MILLION,
                99 * MILLION,
            ],
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": ["S1", "S2", "S4", "S5"],
            "project_id": ["A", "B", "D", "E"],
            "establishment_id": ["E1", "E2", "E1", "E1"],
            "year": [2016, 2016, 2017, 2019],
            "currency": "VND",
            "grant_amount": [100 * MILLION] * 4,
            "counterpart": [200 * MILLION, None, None, 5 * MILLION],
        }
    ),
}
BY_NAME = {measure.name: measure for measure in MEASURES}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("deviations")
    case = write_case(folder / "case", TABLES, geography=True, reference=True)
    return loaded(case, folder / "ws")


def _frame(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = BY_NAME[name]
    return typed_frame(measure.run(snapshot, scope or Scope()), measure)


def test_each_way_is_counted_of_the_projects_that_can_tell(snapshot: Snapshot) -> None:
    frame = _frame("deviations", snapshot).set_index("deviation")
    counted = {code: (row["deviating"], row["known"]) for code, row in frame.iterrows()}
    assert counted == {
        "contracted_before_approved": (1, 3),  # B; of A, B, E
        "advance_before_contract": (1, 3),  # B on 20 February, its contract of 1 March
        "advance_over_rule": (1, 2),  # B 71 %, A exactly 70 %; D's approval is unknown
        "accepted_before_contracted": (1, 2),
        "settled_before_accepted": (0, 2),  # refused when handed in, so it never reaches the data
        "stage_missing": (1, 4),  # D was accepted without a contract on record; C has no date
        "disbursed_over_approved": (1, 3),  # B 101 of 100; D's approval is unknown
        "counterpart_missing": (1, 3),  # a fair abroad (D) is paid in full, so it needs none
    }
    assert list(frame.index) == list(DEVIATIONS)
    assert (frame["projects"] == 5).all()


def test_after_the_rule_ended_nothing_is_concluded(snapshot: Snapshot) -> None:
    frame = _frame("deviations", snapshot)
    row = frame.set_index("deviation").loc["advance_over_rule"]
    # E was approved and paid 99 % in 2019. Of D the rule is known but not the approved amount.
    assert row["without_rule"] == 1
    note = advance_note(frame)
    assert note is not None
    assert "1 project with" in note.en
    only_2019 = _frame("deviations", snapshot, Scope(years=(2019,))).set_index("deviation")
    assert only_2019.loc["advance_over_rule", "known"] == 0
    assert pd.isna(only_2019.loc["advance_over_rule", "share"])
    assert pd.isna(only_2019.loc["advance_over_rule", "share_low"])


def test_the_list_names_every_case_once(snapshot: Snapshot) -> None:
    cases = _frame("deviation_cases", snapshot, Scope(language="en"))
    counted = _frame("deviations", snapshot)
    assert len(cases) == counted["deviating"].sum() == 7
    by_way = cases.set_index("deviation")
    early = by_way.loc["contracted_before_approved"]
    assert (early["project_id"], early["days"]) == ("B", 31)
    assert early["district_name"] == "Quảng Ngãi city"
    assert by_way.loc["stage_missing", "before_stage"] == "contracted"
    paid = by_way.loc["disbursed_over_approved"]
    assert (paid["disbursed"], paid["approved"]) == (101 * MILLION, 100 * MILLION)
    lines = {row["deviation"]: case_line(row) for _place, row in cases.iterrows()}
    line = lines["contracted_before_approved"]
    assert line is not None
    assert line.en == "contracted 1 Mar 2016, approved 1 Apr 2016: 31 days early"
    missing = lines["stage_missing"]
    assert missing is not None
    assert missing.vi == "thiếu ngày: Ký hợp đồng"
    assert lines["counterpart_missing"] is None
    assert lines["advance_over_rule"] is None


@pytest.mark.parametrize(
    ("scope", "projects"),
    [
        (Scope(years=(2016,)), 2),
        (Scope(districts=("522",)), 2),
        (Scope(districts=("unknown",)), 2),
        (Scope(industries=("16",)), 1),
        (Scope(fund_sources=("national",)), 4),
        (Scope(activities=("MO_HINH_MAY_MOC",)), 5),
    ],
)
def test_filters(snapshot: Snapshot, scope: Scope, projects: int) -> None:
    assert set(_frame("deviations", snapshot, scope)["projects"]) == {projects}


def test_nothing_in_scope_is_no_row(snapshot: Snapshot) -> None:
    nowhere = Scope(years=(1999,))
    frame = _frame("deviations", snapshot, nowhere)
    assert frame.empty
    assert list(frame.columns) == [column.name for column in BY_NAME["deviations"].columns]
    assert _frame("deviation_cases", snapshot, nowhere).empty
    assert answer_deviations(frame) is None
    assert advance_note(frame) is None


def test_the_answer_names_the_most_common(snapshot: Snapshot) -> None:
    answer = answer_deviations(_frame("deviations", snapshot))
    assert answer is not None
    assert "1 of 2 projects (50%; 9.5% to 91%)" in answer.en
    kept = answer_deviations(
        _frame("deviations", snapshot, Scope(years=(2019,), industries=("10",)))
    )
    assert kept is not None
    assert kept.en.startswith("No project is seen")


def test_an_undated_advance_leaves_open_what_came_first(tmp_path: Path) -> None:
    tables = {name: frame.copy() for name, frame in TABLES.items()}
    tables["payment"]["paid_on"] = tables["payment"]["paid_on"].where(
        tables["payment"]["payment_id"] != "p1"
    )
    extra = tables["payment"].iloc[[0]].assign(payment_id="p9", amount=0)
    extra["paid_on"] = "2016-03-10"
    tables["payment"] = pd.concat([tables["payment"], extra])
    snapshot = loaded(
        write_case(tmp_path / "case", tables, geography=True, reference=True), tmp_path / "ws"
    )
    row = _frame("deviations", snapshot).set_index("deviation").loc["advance_before_contract"]
    assert (row["deviating"], row["known"]) == (1, 2)


def test_only_stages_of_the_recorded_process_can_be_missing(tmp_path: Path) -> None:
    steps = pd.DataFrame(
        {
            "step_id": ["s1", "s2"],
            "activity_kind": ["FAIR_ABROAD", "FAIR_ABROAD"],
            "activity": "MO_HINH_MAY_MOC",
            "step_no": [1, 2],
            "stage": ["approved", "accepted"],
            "title_vi": ["Phê duyệt", "Nghiệm thu"],
        }
    )
    tables = {**TABLES, "process_step": steps}
    snapshot = loaded(
        write_case(tmp_path / "case", tables, geography=True, reference=True), tmp_path / "ws"
    )
    row = _frame("deviations", snapshot).set_index("deviation").loc["stage_missing"]
    assert (row["deviating"], row["known"]) == (0, 4)


@given(known=st.integers(1, 5000), data=st.data())
def test_the_interval_is_that_of_wilson(known: int, data: st.DataObject) -> None:
    found = data.draw(st.integers(0, known))
    interval = wilson(found, known)
    assert interval is not None
    low, high = interval
    oracle = binomtest(found, known).proportion_ci(0.95, "wilson")
    assert math.isclose(low, oracle.low, abs_tol=1e-9)
    assert math.isclose(high, oracle.high, abs_tol=1e-9)
    assert 0 <= low <= found / known <= high <= 1


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=1))
def test_many_intervals_are_those_of_each(pairs: list[tuple[int, int]]) -> None:
    counts = [(found, found + rest) for found, rest in pairs]
    found, known = np.array(counts, dtype=np.float64).T
    low, high = wilson_all(found, known)
    ends = [wilson(*pair) or (math.nan, math.nan) for pair in counts]
    assert np.allclose(np.column_stack([low, high]), ends, rtol=1e-12, atol=0, equal_nan=True)
    assert np.isnan(wilson_all(np.array([np.nan]), np.array([3.0]))[0]).all()


def test_no_interval_of_nothing() -> None:
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="no share"):
        wilson(3, 2)
    with pytest.raises(ValueError, match="more than known"):
        wilson_all(np.array([3.0]), np.array([2.0]))
    with pytest.raises(ValueError, match="confidence"):
        wilson(1, 2, 1.5)
