"""Jobs around support and jobs kept, by hand and by what must hold of any data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.measures import run_measure
from analysis.measures.jobs_answers import answer_around, answer_groups
from analysis.measures.jobs_groups import GROUPS
from analysis.measures.jobs_kept_answers import answer_kept, answer_kept_by_year
from analysis.measures.shrinkage import shrink
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.jobs_case import MAIN, TABLES, TWICE, jobs_snapshot
from tests.own_case import loaded, write_case


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return jobs_snapshot()


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _workers(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    return frame[frame["counted_in"] == "workers"].set_index(key)


def test_jobs_against_the_year_before(snapshot: Snapshot) -> None:
    frame = _workers(run_measure("jobs_around", snapshot, Scope(industries=MAIN)), "since")
    during = frame.loc[0]
    # All but E13, whose year before is unknown; E09, founded in 2021, had none before.
    assert (during["n"], during["before_unknown"], during["due"]) == (15, 1, 16)
    assert (during["jobs_before"], during["jobs"], during["net"]) == (94, 116, 22)
    assert (during["created"], during["lost"]) == (25, 3)
    assert during["change"] == pytest.approx(22 / 94)
    assert during["mean_change"] == pytest.approx(22 / 15)
    later = frame.loc[1]
    # E07 is silent; E08 has closed and has none.
    assert (later["n"], later["other_unknown"], later["closed"]) == (14, 1, 1)
    assert (later["jobs_before"], later["jobs"]) == (91, 101)
    # 2024 is after the last report of anybody.
    assert (frame.loc[3, "too_early"], frame.loc[3, "due"], frame.loc[3, "n"]) == (16, 0, 0)
    # Before 2020 only E09 is known: it had none, not being founded.
    assert (frame.loc[-2, "n"], frame.loc[-2, "net"]) == (1, 0)
    assert pd.isna(frame.loc[-2, "change"])
    assert -1 not in frame.index


def test_the_interval_of_the_mean_is_students(snapshot: Snapshot) -> None:
    row = _workers(run_measure("jobs_around", snapshot, Scope(industries=MAIN)), "since").loc[0]
    changes = [4, 2, 0, -1, 2, 3, 1, 2, 5, 1, 1, -2, 1, 2, 1]
    known = stats.ttest_1samp(changes, 0).confidence_interval(0.95)
    assert (row["mean_low"], row["mean_high"]) == pytest.approx((known.low, known.high))


def test_years_of_an_establishment_stay_together(snapshot: Snapshot) -> None:
    # Each of twelve is supported twice and changes alike: as sure as twelve, not as twenty-four.
    frame = run_measure("jobs_around", snapshot, Scope(industries=(TWICE,)))
    row = _workers(frame, "since").loc[0]
    assert (row["n"], row["establishments"]) == (24, 12)
    known = stats.ttest_1samp([3, -1, 2, 0, 4, 1, -2, 5, 2, 1, 0, 3], 0).confidence_interval(0.95)
    assert (row["mean_low"], row["mean_high"]) == pytest.approx((known.low, known.high))


def test_jobs_kept_are_of_those_added(snapshot: Snapshot) -> None:
    frame = _workers(run_measure("jobs_kept", snapshot, Scope(industries=MAIN)), "months")
    year = frame.loc[12]
    # Of 4 2 2 3 2 5 1 1 1 2 1 added there are 4 1 2 1 0 5 1 0 1 2 1; E07, silent, added one.
    assert (year["n"], year["added"], year["kept"], year["lost"]) == (11, 24, 18, 6)
    assert (year["closed"], year["lost_closing"]) == (1, 2)
    assert (year["silent"], year["added_silent"]) == (1, 1)
    assert year["share"] == pytest.approx(0.75)
    assert year["share_if_lost"] == pytest.approx(18 / 25)
    assert year["share_if_kept"] == pytest.approx(19 / 25)
    assert 0 <= year["low"] < 0.75 < year["high"] <= 1
    two = frame.loc[24]
    assert (two["n"], two["added"], two["kept"], two["added_silent"]) == (11, 22, 15, 3)
    # E13's start is unknown; E03, E04 and E12 added none.
    assert (two["events"], two["start_unknown"], two["adding_none"], two["adding"]) == (
        16,
        1,
        3,
        12,
    )
    by_year = run_measure("jobs_kept_by_year", snapshot, Scope(industries=MAIN))
    assert by_year["year"].tolist() == [2021, 2021]
    assert by_year["kept"].tolist() == [18, 15]


def test_a_year_too_late_is_counted_and_not_lost(simulated: Snapshot) -> None:
    frame = run_measure("jobs_kept_by_year", simulated, Scope())
    last = frame[(frame["year"] == 2025) & (frame["months"] == 12)].iloc[0]
    assert last["too_early"] == last["events"] > 0
    assert (last["due"], last["n"], last["kept"]) == (0, 0, 0)
    assert pd.isna(last["share"])
    due = frame["start_unknown"] + frame["adding_none"] + frame["adding"]
    assert (frame["due"] == due).all()
    assert (frame["too_early"] + frame["due"] == frame["events"]).all()
    assert (frame["n"] + frame["silent"] == frame["adding"]).all()
    assert (frame["kept"] + frame["lost"] == frame["added"]).all()
    total = _workers(run_measure("jobs_kept", simulated, Scope()), "months")
    for months, part in frame.groupby("months"):
        assert part["kept"].sum() == total.loc[months, "kept"]
        assert part["events"].sum() == total.loc[months, "events"]


@pytest.mark.parametrize("column", list(GROUPS))
def test_groups_hold_every_year_of_support_once(simulated: Snapshot, column: str) -> None:
    whole = _workers(run_measure("jobs_around", simulated, Scope()), "since").loc[0]
    frame = run_measure(f"jobs_by_{column}", simulated, Scope())
    assert frame["events"].sum() == whole["due"]
    assert frame["n"].sum() == whole["n"]
    assert frame["created"].sum() == whole["created"]
    assert frame["lost"].sum() == whole["lost"]
    known = frame[frame["net_rate"].notna()]
    assert (known["establishments"] >= 10).all()
    assert np.allclose(known["created_rate"] - known["lost_rate"], known["net_rate"].astype(float))
    # Drawn together, the groups lie closer and none crosses its neighbour's side of the mean.
    drawn = known[known["shrunk"].notna()]
    assert drawn["shrunk"].max() - drawn["shrunk"].min() <= (
        drawn["net_rate"].max() - drawn["net_rate"].min()
    )


def test_groups_by_hand(snapshot: Snapshot) -> None:
    frame = run_measure("jobs_by_activity", snapshot, Scope(industries=MAIN)).set_index("activity")
    # E16 had both activities in one year; E13's start is unknown.
    assert frame["events"].to_dict() == {"MO_HINH_MAY_MOC": 8, "DAO_TAO_NGHE": 7, "several": 1}
    assert frame.loc["MO_HINH_MAY_MOC", "created"] == 14
    assert frame.loc["DAO_TAO_NGHE", "unknown"] == 1
    # Too few for a rate; so there is nothing to say.
    assert frame["net_rate"].isna().all()
    assert answer_groups(frame.reset_index(), "activity") is None


def test_shrinking_by_hand() -> None:
    # Equal errors: the weight of each is τ² ÷ (τ² + s²), with τ² the variance between less s².
    rates, errors = np.array([0.0, 0.1, 0.2, np.nan]), np.array([0.05, 0.05, 0.05, np.nan])
    drawn = shrink(rates, errors)
    assert drawn.mean == pytest.approx(0.1)
    assert drawn.spread**2 == pytest.approx(0.01 - 0.0025)
    weight = 0.0075 / 0.01
    assert drawn.posterior[:3] == pytest.approx([0.1 - 0.1 * weight, 0.1, 0.1 + 0.1 * weight])
    assert np.isnan(drawn.posterior[3])
    alike = shrink(np.array([0.1, 0.11]), np.array([0.05, 0.05]))
    assert alike.spread == 0
    assert alike.posterior == pytest.approx([0.105, 0.105])


@pytest.mark.parametrize(
    "name", ["jobs_around", "jobs_kept", "jobs_kept_by_year", *(f"jobs_by_{c}" for c in GROUPS)]
)
def test_nothing_in_scope_is_an_empty_frame(snapshot: Snapshot, name: str) -> None:
    frame = run_measure(name, snapshot, Scope(years=(1990,)))
    assert frame.empty
    assert "n" in frame.columns


def test_without_reports_all_is_too_early(tmp_path: Path) -> None:
    tables = {name: frame for name, frame in TABLES.items() if name != "outcome_record"}
    snapshot = loaded(write_case(tmp_path / "case", tables), tmp_path / "ws")
    around = _workers(run_measure("jobs_around", snapshot, Scope(industries=MAIN)), "since")
    assert around.loc[0, ["too_early", "due", "n"]].tolist() == [16, 0, 0]
    assert answer_around(around.reset_index()) is None
    kept = run_measure("jobs_kept", snapshot, Scope(industries=MAIN))
    assert (kept["too_early"] == 16).all()
    assert answer_kept(kept) is None
    assert run_measure("job_flows", snapshot, Scope(industries=MAIN)).empty


def test_sentences_are_of_a_change(snapshot: Snapshot) -> None:
    frame = run_measure("jobs_around", snapshot, Scope(industries=MAIN))
    sentence = answer_around(frame)
    assert sentence is not None
    # The latest of the first two years: 86 jobs where there were 76.
    assert sentence.en.startswith("Jobs at the same establishments rose by 13.2% 2 years after")
    assert "n = 13" in sentence.en
    assert sentence.en.endswith("a change (evidence grade 1), not an effect")
    assert "tăng 13,2% sau 2 năm" in sentence.vi
    kept = answer_kept(run_measure("jobs_kept", snapshot, Scope(industries=MAIN)))
    assert kept is not None
    assert "75% còn sau 12 tháng (18/24;" in kept.vi
    assert "68% left after 24 months (15 of 22;" in kept.en
    by_year = answer_kept_by_year(
        run_measure("jobs_kept_by_year", snapshot, Scope(industries=MAIN)), 12
    )
    assert by_year is not None
    assert by_year.en.startswith("Jobs added in 2021 kept after 12 months: 75% (n = 11)")
