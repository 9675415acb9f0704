"""Jobs created and lost, by hand, by Davis and Haltiwanger's identities, and against pandas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.measures import run_measure
from analysis.measures.jobs_answers import answer_flows, answer_shares
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.jobs_case import FOUNDED_AND_CLOSED, MAIN, jobs_snapshot


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return jobs_snapshot()


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _row(frame: pd.DataFrame, **where: object) -> pd.Series:
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1, f"{where}: {len(frame)} rows"
    return frame.iloc[0]


def test_created_and_lost_apart(snapshot: Snapshot) -> None:
    frame = run_measure("job_flows", snapshot, Scope(industries=MAIN))
    row = _row(frame, counted_in="workers", year=2021, status="supported")
    # Growing +4 +2 +2 +3 +1 +2 +1 +1 +1 +2 +1, founded +5; E04 lost one, E12 two.
    assert (row["created"], row["created_growing"], row["created_entering"]) == (25, 20, 5)
    assert (row["lost"], row["lost_shrinking"], row["lost_closing"]) == (3, 3, 0)
    assert (row["net"], row["churning"]) == (22, 6)
    assert (row["jobs_before"], row["jobs_now"], row["base"]) == (94, 116, 105)
    assert row["net_rate"] == pytest.approx(22 / 105)
    assert row["created_rate"] == pytest.approx(25 / 105)
    assert row["churning_rate"] == pytest.approx(6 / 105)
    assert row["net_rate_low"] < row["net_rate"] < row["net_rate_high"]
    # E13 did not answer in 2020: neither a gain nor a loss.
    assert (row["asked"], row["compared"], row["entering"], row["not_reported"]) == (16, 15, 1, 1)


def test_a_closing_loses_all_and_silence_nothing(snapshot: Snapshot) -> None:
    frame = run_measure("job_flows", snapshot, Scope(industries=MAIN))
    row = _row(frame, counted_in="workers", year=2022, status="supported")
    # E08 closed with nine; E07 is silent; E02, E06 and E11 shrank by one, two and one.
    assert (row["lost"], row["lost_closing"], row["lost_shrinking"]) == (13, 9, 4)
    assert (row["created"], row["net"]) == (2, -11)
    assert (row["compared"], row["closing"], row["not_reported"]) == (15, 1, 1)
    other = _row(frame, counted_in="workers", year=2021, status="not_supported")
    assert (other["created"], other["lost"], other["lost_closing"]) == (1, 5, 5)
    # Two are too few for a rate; the counts stay.
    assert pd.isna(other["net_rate"])


def test_women_are_counted_where_they_are_known(snapshot: Snapshot) -> None:
    frame = run_measure("job_flows", snapshot, Scope(industries=MAIN))
    row = _row(frame, counted_in="women", year=2021, status="supported")
    # One woman each, so only the founding adds one; E12 left the question open.
    assert (row["created"], row["lost"], row["compared"], row["not_reported"]) == (1, 0, 14, 2)
    skilled = frame[frame["counted_in"] == "skilled"]
    assert (skilled["compared"] == 0).all()
    assert skilled["net"].isna().all()
    shares = run_measure("job_shares", snapshot, Scope(industries=MAIN))
    row = _row(shares, counted_in="women", year=2021, status="supported")
    # 122 workers less the 18 of E12.
    assert (row["part"], row["workers"], row["n"], row["asked"]) == (15, 104, 15, 16)
    assert row["share"] == pytest.approx(15 / 104)
    assert set(shares["counted_in"]) == {"women"}


def test_filters_choose_supports_and_establishments(snapshot: Snapshot) -> None:
    # Of training eight are supported; those supported by machines alone are in neither group.
    scope = Scope(activities=("DAO_TAO_NGHE",), industries=MAIN)
    frame = run_measure("job_flows", snapshot, scope)
    assert _row(frame, counted_in="workers", year=2021, status="supported")["asked"] == 8
    assert _row(frame, counted_in="workers", year=2021, status="not_supported")["asked"] == 2
    years = run_measure("job_flows", snapshot, Scope(years=(2022,), industries=MAIN))
    assert set(years["year"]) == {2022}
    wood = run_measure("job_flows", snapshot, Scope(industries=("16",)))
    assert _row(wood, counted_in="workers", year=2021, status="supported")["net"] == 9


def test_a_founding_is_two_and_a_closing_minus_two(snapshot: Snapshot) -> None:
    frame = run_measure("job_flows", snapshot, Scope(industries=(FOUNDED_AND_CLOSED,)))
    own = frame[(frame["counted_in"] == "workers") & (frame["status"] == "supported")]
    own = own.set_index("year")
    assert own.loc[[2021, 2022], "net_rate"].tolist() == [2, -2]
    assert own.loc[[2021, 2022], "net"].tolist() == [78, -78]
    assert own.loc[[2021, 2022], "asked"].tolist() == [12, 12]
    assert 2023 not in own.index


@pytest.mark.parametrize(
    "scope",
    [Scope(), Scope(activities=("MO_HINH_MAY_MOC",), sizes=("small",)), Scope(districts=("528",))],
    ids=["all", "machines at small ones", "one district"],
)
def test_the_identities_hold(simulated: Snapshot, scope: Scope) -> None:
    frame = run_measure("job_flows", simulated, scope)
    assert len(frame)
    apart = frame["asked"] - frame["entering_unknown"] - frame["closing_unknown"]
    assert (apart - frame["not_reported"] == frame["compared"]).all()
    assert (frame["continuing"] + frame["entering"] + frame["closing"] == frame["compared"]).all()
    known = frame[frame["compared"] > 0]
    net = known["jobs_now"] - known["jobs_before"]
    assert np.allclose(known["created"] - known["lost"], net)
    assert np.allclose(known["net"], net)
    assert np.allclose(known["base"], (known["jobs_now"] + known["jobs_before"]) / 2)
    rates = known[known["net_rate"].notna()]
    assert rates["net_rate"].between(-2, 2).all()
    assert np.allclose(rates["created_rate"] - rates["lost_rate"], rates["net_rate"].astype(float))


def test_flows_of_the_simulated_province_against_pandas(simulated: Snapshot) -> None:
    frame = run_measure("job_flows", simulated, Scope())
    records = simulated.query("select * from mart_outcome")
    places = simulated.query(
        "select establishment_no, founded_year, closed_year from mart_establishment"
    )
    first = simulated.query(
        "select establishment_no, min(year) as first from mart_support where goes_ahead group by 1"
    )
    now = records[["establishment_no", "year", "workers_women"]]
    before = now.assign(year=now["year"] + 1)
    both = now.merge(before, on=["establishment_no", "year"], how="outer", suffixes=("", "_before"))
    both = both.merge(places, on="establishment_no").merge(first, on="establishment_no", how="left")
    after, earlier = both["workers_women"], both["workers_women_before"]
    kept = after.notna() & earlier.notna()
    founded = after.notna() & earlier.isna() & (both["founded_year"] == both["year"])
    closed = after.isna() & earlier.notna() & (both["closed_year"] <= both["year"])
    both = both[(kept | founded | closed) & both["year"].between(2014, 2025)]
    change = both["workers_women"].fillna(0) - both["workers_women_before"].fillna(0)
    both = both.assign(
        created=change.clip(lower=0),
        lost=(-change).clip(lower=0),
        status=np.where(both["first"] <= both["year"], "supported", "not_supported"),
    )
    expected = both.groupby(["year", "status"])[["created", "lost"]].agg(["sum", "count"])
    own = frame[frame["counted_in"] == "women"].set_index(["year", "status"])
    assert len(expected) == len(own)
    for (year, status), row in expected.iterrows():
        found = own.loc[(year, status)]
        assert found["created"] == row[("created", "sum")]
        assert found["lost"] == row[("lost", "sum")]
        assert found["compared"] == row[("lost", "count")]


@pytest.mark.parametrize("name", ["job_flows", "job_shares"])
def test_nothing_in_scope_is_an_empty_frame(snapshot: Snapshot, name: str) -> None:
    frame = run_measure(name, snapshot, Scope(districts=("999",)))
    assert frame.empty
    assert "year" in frame.columns
    assert answer_flows(frame) is None if name == "job_flows" else True


def test_sentences_tell_both_sides_and_n(snapshot: Snapshot) -> None:
    frame = run_measure("job_flows", snapshot, Scope(years=(2022,), industries=MAIN, language="en"))
    sentence = answer_flows(frame)
    assert sentence is not None
    assert "created 2 and lost 13 jobs, net −11" in sentence.en
    assert "compared 15 of 16" in sentence.en
    assert sentence.en.endswith("not an effect")
    assert "tạo thêm 2 và mất đi 13 việc làm, ròng −11" in sentence.vi
    assert answer_flows(frame, "skilled") is None
    shares = answer_shares(run_measure("job_shares", snapshot, Scope(industries=MAIN)), "women")
    assert shares is not None
    assert "n = 12/15" in shares.vi
    assert (
        answer_shares(run_measure("job_shares", snapshot, Scope(industries=MAIN)), "skilled")
        is None
    )
