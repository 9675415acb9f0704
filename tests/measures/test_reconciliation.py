"""The bridge from plan to payments: every difference by its reason, and every total reached."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.measures import (
    programme,
    reconciliation,
    reconciliation_cases,
    run_measure,
    typed_frame,
)
from analysis.measures.reconciliation_answers import (
    answer_cases,
    answer_reconciliation,
    answer_target,
    totals_known,
    unexplained,
)
from analysis.measures.reconciliation_kinds import DIFFERENCES, GRANT_DIFFERENCES, NOTES, TOTALS
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000
MEASURES = {m.name: m for m in (*reconciliation.MEASURES, *reconciliation_cases.MEASURES)}


def measured(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = MEASURES[name]
    return typed_frame(measure.run(snapshot, scope or Scope()), measure)


def _million(values: list[int | None]) -> list[int | None]:
    return [None if value is None else value * MILLION for value in values]


# (project, year, status); fund: planned, approved, accepted, settled in millions.
PROJECTS = [
    ("SAME", 2020, "settled"),
    ("LESS", 2020, "settled"),
    ("MORE", 2020, "settled"),
    ("OPEN", 2021, "running"),
    ("PLAN", 2021, "planned"),
    ("STOP", 2021, "stopped"),
    ("BLANK", 2021, "settled"),
    ("OTHER", 2021, "settled"),
    ("TWO", 2021, "settled"),
]
FUNDS = [
    ("SAME", "provincial", 100, 100, 100, 100),
    ("LESS", "provincial", 50, 45, 40, 39),
    ("MORE", "national", None, 30, 30, None),
    ("OPEN", "provincial", 20, 25, None, None),
    ("PLAN", "provincial", 15, None, None, None),
    ("STOP", "provincial", 12, 12, None, None),
    ("BLANK", "provincial", 10, 10, 10, 10),
    ("OTHER", "provincial", 8, 8, 8, 8),
    ("TWO", "provincial", 6, 6, 6, 6),
    ("TWO", "national", 4, 4, 4, 4),
]
PAYMENTS = [
    ("SAME", "provincial", "balance", "2020-05-01", 60),
    # Named no source: SAME has only one.
    ("SAME", None, "balance", "2020-06-01", 40),
    ("LESS", "provincial", "advance", "2019-12-20", 10),
    ("LESS", "provincial", "balance", "2021-01-10", 31),
    # More than approved gets past the checks only where the source is not named.
    ("MORE", None, "balance", "2021-02-01", 35),
    ("OPEN", "provincial", "advance", "2021-07-01", 9),
    ("STOP", "provincial", "advance", "2021-04-01", 7),
    ("STOP", "provincial", "recovery", None, 2),
    ("BLANK", "provincial", "advance", "2021-03-01", 3),
    ("BLANK", "provincial", "balance", "2021-09-01", None),
    ("OTHER", "district", "balance", "2021-09-01", 8),
    # Named no source, and TWO has two: nobody knows which.
    ("TWO", None, "balance", "2021-10-01", 10),
]
SUPPORTS = [
    ("SAME", "E1", 2020, 100),
    ("LESS", "E1", 2020, 20),
    ("LESS", "E2", 2020, 20),
    ("MORE", "E2", 2020, 31),
    ("OPEN", "E3", 2021, None),
    ("PLAN", "E3", 2021, 15),
]
TABLES = {
    "establishment": pd.DataFrame({"establishment_id": ["E1", "E2", "E3"]}),
    "project": pd.DataFrame(PROJECTS, columns=["project_id", "plan_year", "status"]).assign(
        title=lambda frame: "Đề án " + frame["project_id"]
    ),
    "project_fund": pd.DataFrame(
        [
            (f"F{place}", project, source, "VND", *_million(amounts))
            for place, (project, source, *amounts) in enumerate(FUNDS)
        ],
        columns=[
            "project_fund_id",
            "project_id",
            "fund_source",
            "currency",
            "planned",
            "approved",
            "accepted",
            "settled",
        ],
    ),
    "payment": pd.DataFrame(
        [
            (f"P{place}", project, source, stage, day, "VND", *_million([amount]))
            for place, (project, source, stage, day, amount) in enumerate(PAYMENTS)
        ],
        columns=[
            "payment_id",
            "project_id",
            "fund_source",
            "stage",
            "paid_on",
            "currency",
            "amount",
        ],
    ),
    "support": pd.DataFrame(
        [
            (f"S{place}", project, establishment, year, "VND", *_million([grant]))
            for place, (project, establishment, year, grant) in enumerate(SUPPORTS)
        ],
        columns=[
            "support_id",
            "project_id",
            "establishment_id",
            "year",
            "currency",
            "grant_amount",
        ],
    ),
    "plan_target": pd.DataFrame(
        [
            # The province's plan of 2020; in 2021 only those of two of its districts.
            ("T1", "fund_total", 2020, "51_v1", 160.0 * MILLION, "VND", "plan"),
            ("T2", "fund_total", 2020, "524_v1", 90.0 * MILLION, "VND", "plan"),
            ("T3", "fund_total", 2021, "524_v1", 50.0 * MILLION, "VND", "plan"),
            ("T4", "fund_total", 2021, "527_v2", 30.0 * MILLION, "VND", "plan"),
            ("T5", "fund_total", 2021, "527_v2", 99.0 * MILLION, "VND", "actual"),
            ("T6", "projects", 2021, "51_v1", 40.0, None, "plan"),
        ],
        columns=[
            "target_id",
            "indicator",
            "year",
            "unit_id",
            "target_value",
            "currency",
            "status",
        ],
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("reconciliation")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def amounts(frame: pd.DataFrame, role: str) -> dict[str, float | None]:
    rows = frame[frame["role"] == role]
    return {
        kind: None if pd.isna(amount) else amount / MILLION
        for kind, amount in zip(rows["kind"], rows["amount"], strict=True)
    }


def counts(frame: pd.DataFrame) -> dict[str, int]:
    rows = frame[frame["projects"].notna()]
    return dict(zip(rows["kind"], rows["projects"].astype(int), strict=True))


def test_the_totals_are_those_of_the_tables(snapshot: Snapshot) -> None:
    totals = amounts(measured("reconciliation", snapshot), "total")
    assert totals == {
        "target": 160 + 80,
        "planned": 225,
        "approved": 240,
        "accepted": 198,
        "settled": 167,
        # BLANK's 3 of a sum with an unknown part are known only in the last.
        "disbursed": 60 + 40 + 41 + 35 + 9 + 5 + 8 + 10,
        "paid": 211,
        "granted": 186,
    }


def test_every_difference_has_its_reason(snapshot: Snapshot) -> None:
    frame = measured("reconciliation", snapshot)
    assert amounts(frame, "difference") == {
        "approved_above_plan": 5,
        "approved_below_plan": -5,
        "plan_unknown": 30,
        "not_approved_yet": -15,
        "accepted_below_approved": -5,
        "stopped_not_accepted": -12,
        "not_accepted_yet": -25,
        "settled_below_accepted": -1,
        "settled_unknown": -30,
        "paid_above_settled": 2,
        "paid_settled_unknown": 35,
        "paid_before_settlement": 9,
        "stopped_not_recovered": 5,
        "payment_amount_unknown": -10,
        # OTHER was settled from the province and paid by the district; TWO by nobody knows whom.
        "paid_under_other_source": -8 - 6 - 4,
        "paid_without_fund": 8,
        "paid_source_unknown": 10,
        "known_part": 3,
        "no_support": -12 - 10 - 8 - 10,
        "grant_unknown": -25,
        "grant_approved_unknown": 15,
        "grant_below_approved": -5,
        "grant_above_approved": 1,
    }
    assert set(amounts(frame, "unexplained").values()) == {0, 225 - 240}
    assert unexplained(frame) == 0
    counted = counts(frame)
    # TWO has two sources, and is one project.
    assert counted["paid_under_other_source"] == 2
    assert (counted["no_support"], counted["plan_unknown"], counted["planned"]) == (4, 1, 8)


def test_what_is_worth_knowing_of_payments(snapshot: Snapshot) -> None:
    frame = measured("reconciliation", snapshot)
    assert amounts(frame, "note") == {
        "paid_above_accepted": 1 + 5,
        "paid_above_approved": 5,
        "paid_undated": -2,
        "paid_before_year": 10,
        "paid_in_january": 31,
        "paid_later": 35,
        "source_filled": 40 + 35,
        "amount_unknown": None,
    }
    counted = counts(frame)
    assert (counted["paid_above_accepted"], counted["amount_unknown"]) == (2, 1)


def test_a_yearly_plan_is_the_provinces_else_the_sum_of_its_districts(snapshot: Snapshot) -> None:
    frame = measured("reconciliation_by_year", snapshot)
    target = frame[frame["kind"] == "target"].set_index("year")["amount"] / MILLION
    assert target.to_dict() == {2020: 160, 2021: 80}
    one = measured("reconciliation", snapshot, Scope(districts=("524",)))
    # No project has a place, so there is nothing to hold the district's plan against.
    assert one.empty
    text = answer_target(frame[frame["year"] == 2020])
    assert text is not None
    assert "94% of the yearly plan (150 million VND of 160 million VND)" in text.en


@pytest.mark.parametrize(
    "scope",
    [Scope(activities=("unknown",)), Scope(sizes=("unknown",)), Scope(fund_sources=("national",))],
)
def test_a_yearly_plan_does_not_tell_what_a_filter_asks(snapshot: Snapshot, scope: Scope) -> None:
    frame = measured("reconciliation", snapshot, scope)
    assert not frame.empty
    assert "target" not in set(frame["kind"])


def test_inside_a_source_grants_do_not_compare(snapshot: Snapshot) -> None:
    frame = measured("reconciliation", snapshot, Scope(fund_sources=("national",)))
    assert "granted" not in set(frame["kind"])
    assert not {kind.code for kind in GRANT_DIFFERENCES} & set(frame["kind"])
    assert (
        measured("reconciliation_cases", snapshot, Scope(fund_sources=("national",)))["kind"]
        .isin([kind.code for kind in (*DIFFERENCES, *NOTES)])
        .all()
    )


def test_cases_name_the_projects_with_both_amounts(snapshot: Snapshot) -> None:
    cases = measured("reconciliation_cases", snapshot, Scope(language="en"))
    by_kind = cases.groupby("kind")["project_id"].agg(list).to_dict()
    assert by_kind["paid_above_settled"] == ["LESS"]
    assert by_kind["stopped_not_recovered"] == ["STOP"]
    assert by_kind["paid_without_fund"] == ["OTHER"]
    assert by_kind["paid_under_other_source"] == ["OTHER", "TWO", "TWO"]
    assert by_kind["grant_below_approved"] == ["LESS"]
    assert by_kind["paid_later"] == ["MORE"]
    assert by_kind["paid_undated"] == ["STOP"]
    assert "not_accepted_yet" not in by_kind
    row = cases[cases["kind"] == "paid_above_settled"].iloc[0]
    assert (row["amount_before"], row["amount_after"]) == (39 * MILLION, 41 * MILLION)
    assert (row["difference"], row["title"]) == (2 * MILLION, "Đề án LESS")
    assert (row["fund_source_name"], row["status_name"]) == ("Provincial", "Settled")
    text = answer_cases(cases, measured("reconciliation", snapshot))
    assert text is not None
    assert text.en.startswith("5 million VND of 1 stopped project is not recovered")


def test_the_sentence_says_whether_all_is_explained(snapshot: Snapshot) -> None:
    frame = measured("reconciliation", snapshot)
    text = answer_reconciliation(frame)
    assert text is not None
    assert text.en == (
        "From 225 million VND planned by projects to 208 million VND disbursed: every difference "
        "has its reason"
    )
    broken = frame.copy()
    broken.loc[broken["kind"] == "not_explained_settled_disbursed", "amount"] = 7 * MILLION
    text = answer_reconciliation(broken)
    assert text is not None
    assert text.en.endswith("7 million VND is not explained")


def test_without_amounts_there_is_nothing_to_reconcile(workspace: Path) -> None:
    frame = measured("reconciliation", open_snapshot(workspace, "michigan-1987"))
    assert not totals_known(frame)
    assert answer_reconciliation(frame) is None
    assert measured("reconciliation", open_snapshot(workspace, "quang-ngai-published")).empty


def random_tables(seed: int) -> dict[str, pd.DataFrame]:
    """Return a programme in which any amount, day, source and status may be unknown or odd."""
    rng = np.random.default_rng(seed)
    n = 60
    sources = np.array(["national", "provincial", "district", None], dtype=object)
    states = np.array(["planned", "running", "accepted", "settled", "stopped", None], dtype=object)

    def money(size: int) -> pd.Series:
        drawn = pd.Series(rng.integers(0, 4, size) * MILLION + rng.integers(0, 3, size))
        return drawn.astype("Int64").mask(rng.random(size) < 0.25)

    fund_of = [
        (project, source)
        for project in range(n)
        for source in rng.choice(sources, rng.integers(0, 3), replace=False)
    ]
    approved = money(len(fund_of))
    accepted = money(len(fund_of))
    # More accepted than approved is refused at load.
    accepted = accepted.mask((accepted > approved).fillna(False), approved)
    pay = 120
    payment = pd.DataFrame(
        {
            "project_id": [f"D{i}" for i in rng.integers(0, n, pay)],
            "fund_source": rng.choice(sources, pay),
            "stage": rng.choice(["advance", "balance", "recovery"], pay),
            "amount": money(pay),
        }
    )
    # More paid than approved from a named source is refused at load too.
    net = payment["amount"].mask(payment["stage"] == "recovery", -payment["amount"])
    named = net.groupby([payment["project_id"], payment["fund_source"]]).sum().to_dict()
    least = pd.Series([named.get((f"D{p}", source), 0) for p, source in fund_of], dtype="Int64")
    approved = approved.mask((approved < least).fillna(False), least)
    day = pd.Series(pd.to_datetime("2019-10-01") + pd.to_timedelta(rng.integers(0, 1200, pay), "D"))
    supports = 50
    return {
        "establishment": pd.DataFrame({"establishment_id": [f"E{i}" for i in range(9)]}),
        "project": pd.DataFrame(
            {
                "project_id": [f"D{i}" for i in range(n)],
                "plan_year": rng.integers(2020, 2023, n),
                "status": rng.choice(states, n),
                "activity": rng.choice(np.array(["TU_VAN", "THONG_TIN", None], dtype=object), n),
            }
        ),
        "project_fund": pd.DataFrame(
            {
                "project_fund_id": [f"F{i}" for i in range(len(fund_of))],
                "project_id": [f"D{project}" for project, _ in fund_of],
                "fund_source": [source for _, source in fund_of],
                "currency": "VND",
                "planned": money(len(fund_of)),
                "approved": approved,
                "accepted": accepted,
                "settled": money(len(fund_of)),
            }
        ),
        "payment": payment.assign(
            payment_id=[f"P{i}" for i in range(pay)],
            paid_on=day.dt.date.astype(object).where(rng.random(pay) > 0.15),
            currency="VND",
        ),
        "support": pd.DataFrame(
            {
                "support_id": [f"S{i}" for i in range(supports)],
                "project_id": [f"D{i}" for i in rng.integers(0, n, supports)],
                "establishment_id": [f"E{i}" for i in rng.integers(0, 9, supports)],
                "year": 2020,
                "currency": "VND",
                "grant_amount": money(supports),
            }
        ),
    }


@pytest.mark.parametrize("seed", range(4))
def test_any_programme_adds_up_to_the_unit(tmp_path: Path, seed: int) -> None:
    own = loaded(
        write_case(tmp_path / "case", random_tables(seed), reference=True), tmp_path / "ws"
    )
    scopes = [
        Scope(),
        Scope(prices="constant"),
        Scope(years=(2021,)),
        Scope(fund_sources=("national", "unknown"), prices="constant"),
        Scope(activities=("TU_VAN",)),
    ]
    for scope in scopes:
        whole = measured("reconciliation", own, scope)
        by_year = measured("reconciliation_by_year", own, scope)
        assert_adds_up(whole)
        for _, part in by_year.groupby("year"):
            assert_adds_up(part)
        # Years are parts of the whole: every row, amounts and projects, to the unit.
        for column in ("amount", "projects"):
            parts = by_year.groupby("kind")[column].sum()
            for kind, value in zip(whole["kind"], whole[column].fillna(0), strict=True):
                assert parts[kind] == value, (scope, kind, column)
        funding = run_measure("funding_total", own, scope).iloc[0]
        totals = whole[whole["role"] == "total"].set_index("kind")["amount"]
        for stage in ("planned", "approved", "accepted", "settled", "disbursed"):
            assert totals[stage] == funding[stage] or (
                pd.isna(totals[stage]) and pd.isna(funding[stage])
            )


def test_all_payments_are_those_of_the_table(tmp_path: Path) -> None:
    rows = random_tables(11)
    own = loaded(write_case(tmp_path / "case", rows), tmp_path / "ws")
    payments = rows["payment"]
    sign = payments["stage"].map({"advance": 1, "balance": 1, "recovery": -1})
    frame = measured("reconciliation", own).set_index("kind")
    assert frame.loc["paid", "amount"] == (payments["amount"] * sign).sum()
    assert frame.loc["granted", "amount"] == rows["support"]["grant_amount"].sum()
    unknown = payments.loc[payments["amount"].isna(), "project_id"].nunique()
    assert frame.loc["amount_unknown", "projects"] == unknown


def test_grants_at_constant_prices_are_rounded_as_the_programme_rounds_them(
    tmp_path: Path,
) -> None:
    rows = random_tables(5)
    rows["project"]["status"] = "settled"
    own = loaded(write_case(tmp_path / "case", rows, reference=True), tmp_path / "ws")
    scope = Scope(prices="constant")
    by_year = programme.programme_by_year(own, scope)
    granted = measured("reconciliation", own, scope).set_index("kind").loc["granted", "amount"]
    assert granted == by_year["grant_amount"].sum()


def assert_adds_up(frame: pd.DataFrame) -> None:
    """Hold every total plus the differences after it against the next total."""
    reason = {kind.code: kind for kind in (*DIFFERENCES, *GRANT_DIFFERENCES)}
    rows = frame.set_index("kind")["amount"].fillna(0).astype("int64")
    steps = [(a.code, b.code) for a, b in pairwise(TOTALS)]
    if "granted" in rows:
        steps.append(("approved", "granted"))
    for before, after in steps:
        of_step = [
            amount
            for kind, amount in rows.items()
            if kind in reason
            and reason[str(kind)].before == before
            and reason[str(kind)].after == after
        ]
        assert rows[before] + sum(of_step) == rows[after], (before, after)
        assert rows[f"not_explained_{before}_{after}"] == 0


def test_the_bits_of_code_and_marts_are_the_same() -> None:
    sql = Path("analysis/warehouse/sql/marts_money.sql").read_text(encoding="utf-8")
    bits = [kind.bit for kind in (*DIFFERENCES, *NOTES)]
    bits += [total.missing_bit for total in TOTALS if total.missing_bit is not None]
    assert sorted(bits) == list(range(43))
    for bit in bits:
        assert f" {1 << bit}" in sql or f"({1 << bit} " in sql, bit


def test_an_empty_scope_gives_empty_frames(snapshot: Snapshot) -> None:
    for name, measure in MEASURES.items():
        frame = measured(name, snapshot, Scope(years=(1999,)))
        assert frame.empty, name
        assert list(frame.columns) == [column.name for column in measure.columns]
