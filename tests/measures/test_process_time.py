"""Times of stages, bottlenecks and the funnel of applications, against hand-made projects."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.measures import Measure, typed_frame
from analysis.measures.process_bottlenecks import MEASURES as BOTTLENECKS
from analysis.measures.process_bottlenecks import rank_uncertainty
from analysis.measures.process_funnel import MEASURES as FUNNEL
from analysis.measures.process_time import MEASURES as TIMES
from analysis.measures.process_time import STAGE_TIMES, stage_counts
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case
from tests.process_case import APPLICATIONS, TABLES

BY_NAME: dict[str, Measure] = {m.name: m for m in (*TIMES, *BOTTLENECKS, *FUNNEL)}
AS_OF = pd.Timestamp("2025-12-31")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _snapshot(tmp_path_factory.mktemp("times"))


def _snapshot(folder: Path, **changed: pd.DataFrame) -> Snapshot:
    case = write_case(folder / "case", {**TABLES, **changed}, geography=True)
    return loaded(case, folder / "ws")


def _run(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = BY_NAME[name]
    frame = typed_frame(measure.run(snapshot, scope or Scope()), measure)
    assert list(frame.columns) == [column.name for column in measure.columns]
    return frame


def _lengths(snapshot: Snapshot, stage: str) -> dict[str, list[int | None]]:
    counts = stage_counts(snapshot, Scope(), "everything")
    found: dict[str, list[int | None]] = {}
    for row in counts[counts["stage_time"] == stage].itertuples():
        length = None if pd.isna(row.days) else int(row.days)
        found.setdefault(row.state, []).extend([length] * int(row.number))
    return found


def test_every_length_and_why_it_is_not_known(snapshot: Snapshot) -> None:
    assert _lengths(snapshot, "registered_appraised") == {
        # P1, P3.
        "ended": [20, 28],
        # P4 waits until the data's day; of P6, stopped, nothing is known after its first day.
        "waiting": [0, 60],
        # P2, P5 and P7 are past it.
        "end_unknown": [None] * 3,
    }
    assert _lengths(snapshot, "contracted_accepted") == {
        "ended": [69],
        # P3 stopped on its last recorded day; P2 and P7 run.
        "waiting": [0, 91, 569],
        "end_unknown": [None],
    }
    assert _lengths(snapshot, "filed_settled") == {"ended": [287]}
    assert _lengths(snapshot, "accepted_settled") == {}
    assert _lengths(snapshot, "submitted_decided") == {
        "ended": [10, 20, 20, 30, 40],
        # The withdrawn one on its fifth day, the pending one after thirty.
        "waiting": [5, 30],
        "end_unknown": [None],
    }


def test_the_median_by_hand(snapshot: Snapshot) -> None:
    frame = _run("stage_times", snapshot, Scope(language="en")).set_index("stage_time")
    assert list(frame.index) == [stage for stage in STAGE_TIMES if stage != "accepted_settled"]
    decided = frame.loc["submitted_decided"]
    # 7 begun; 5 (last seen), 10, 20, 20, 30 (one ended, one last seen), 40:
    # 5/6 after 10, 3/6 after 20, 2/6 after 30, 0 after 40.
    assert (decided["n"], decided["ended"], decided["waiting"]) == (7, 5, 2)
    assert (decided["median"], decided["p80"]) == (20, 40)
    assert decided["end_unknown"] == 1
    work = frame.loc["contracted_accepted"]
    # One of four ended on day 69, when the stopped one was gone: 2/3 still wait.
    assert pd.isna(work["median"])
    assert work["remark"] == "not yet half: median not reached"


def test_the_curve_starts_whole_and_never_rises(snapshot: Snapshot) -> None:
    frame = _run("stage_curves", snapshot)
    for _, curve in frame.groupby("stage_time"):
        assert curve["day"].iloc[0] == 0
        assert (curve["share_waiting"].diff().dropna() <= 0).all()
        assert (curve["low"] <= curve["share_waiting"]).all()
    decided = frame[frame["stage_time"] == "submitted_decided"]
    assert decided["day"].tolist() == [0, 5, 10, 20, 30, 40]
    assert decided["share_waiting"].tolist() == pytest.approx([1, 1, 5 / 6, 0.5, 1 / 3, 0])
    assert decided["at_risk"].tolist() == [7, 7, 6, 5, 3, 1]


def test_days_out_of_order_are_left_out_and_counted(tmp_path: Path) -> None:
    projects = TABLES["project"].copy()
    projects.loc[projects["project_id"] == "P3", "appraised_on"] = "2025-01-20"
    frame = _run("stage_times", _snapshot(tmp_path, project=projects)).set_index("stage_time")
    row = frame.loc["registered_appraised"]
    assert (row["n"], row["ended"], row["out_of_order"]) == (3, 1, 1)


def test_without_filing_days_acceptance_to_settlement_is_one_stage(tmp_path: Path) -> None:
    projects = TABLES["project"].drop(columns="settlement_filed_on")
    frame = _run("stage_times", _snapshot(tmp_path, project=projects)).set_index("stage_time")
    assert "accepted_filed" not in frame.index
    assert "filed_settled" not in frame.index
    assert frame.loc["accepted_settled", "median"] == 297


@pytest.mark.parametrize(
    "name", ["stage_times_by_activity", "stage_times_by_district", "stage_times_by_year"]
)
@pytest.mark.parametrize("scope", [Scope(), Scope(years=(2024, 2025)), Scope(districts=("522",))])
def test_breakdowns_add_up(snapshot: Snapshot, name: str, scope: Scope) -> None:
    counted = ["n", "ended", "waiting", "end_unknown", "out_of_order"]
    whole = _run("stage_times", snapshot, scope).set_index("stage_time")[counted]
    parts = _run(name, snapshot, scope).groupby("stage_time")[counted].sum()
    pd.testing.assert_frame_equal(parts.loc[whole.index], whole)


def test_groups_are_named(snapshot: Snapshot) -> None:
    by_year = _run("stage_times_by_year", snapshot)
    # Applications count in the year they were handed in.
    decided = by_year[by_year["stage_time"] == "submitted_decided"]
    assert decided["year"].tolist() == [2023, 2024, 2025]
    by_activity = _run("stage_times_by_activity", snapshot, Scope(language="en"))
    assert "Models, machinery" in set(by_activity["activity_name"])
    assert "Unknown" in set(by_activity["activity_name"])
    by_district = _run("stage_times_by_district", snapshot)
    assert "Thành phố Quảng Ngãi" in set(by_district["district_name"])


def test_an_empty_scope_gives_empty_frames(snapshot: Snapshot) -> None:
    for name in BY_NAME:
        assert _run(name, snapshot, Scope(years=(1999,))).empty, name


def test_the_funnel_by_hand(snapshot: Snapshot) -> None:
    frame = _run("application_funnel", snapshot).set_index("step")
    assert frame["applications"].to_dict() == {
        "submitted": 8,
        "decided": 6,
        "approved": 4,
        "contracted": 3,
        "accepted": 1,
        "settled": 1,
        "pending": 1,
        "withdrawn": 1,
        "refused": 2,
        "project_unknown": 1,
        "stopped": 1,
    }
    assert frame.loc["approved", "share_of_first"] == 0.5
    assert frame.loc["contracted", "share_of_previous"] == 0.75
    assert (frame.loc["refused", "previous"], frame.loc["withdrawn", "previous"]) == (6, 8)
    # What was handed in is decided, pending or withdrawn; what was decided, approved or refused.
    number = frame["applications"]
    assert number["submitted"] == number[["decided", "pending", "withdrawn"]].sum()
    assert number["decided"] == number[["approved", "refused"]].sum()


@pytest.mark.parametrize(
    ("scope", "submitted"),
    [
        (Scope(years=(2024,)), 5),
        (Scope(districts=("536",)), 4),
        (Scope(activities=("TU_VAN",)), 0),
        (Scope(fund_sources=("national",)), 1),
        # Of A4 the project is known, but not where its money comes from.
        (Scope(fund_sources=("unknown",)), 6),
        (Scope(industries=("10",)), 4),
        (Scope(sizes=("small",)), 4),
    ],
)
def test_filters_of_applications(snapshot: Snapshot, scope: Scope, submitted: int) -> None:
    frame = _run("application_funnel", snapshot, scope)
    assert (0 if frame.empty else frame["applications"].iloc[0]) == submitted


def test_a_reason_that_is_not_known_stays_in_the_denominator(snapshot: Snapshot) -> None:
    frame = _run("application_reasons", snapshot, Scope(language="en"))
    rows = frame[["result_name", "reason_name", "applications", "of", "share"]]
    assert rows.to_numpy().tolist() == [
        ["Refused", "Low appraisal score", 1, 2, 0.5],
        ["Refused", "Unknown", 1, 2, 0.5],
        ["Withdrawn", "Owner changed plans", 1, 1, 1.0],
    ]


def _many(lengths: dict[str, list[int]]) -> pd.DataFrame:
    """Return projects whose registration and appraisal took given days, one each."""
    first = pd.Timestamp("2020-01-01")
    pairs = zip(lengths["first"], lengths["second"], strict=True)
    return pd.DataFrame(
        [
            {
                "project_id": f"Q{number}",
                "plan_year": 2020,
                "activity": "TU_VAN",
                "registered_on": first.date(),
                "appraised_on": (first + pd.Timedelta(days=one)).date(),
                "approved_on": (first + pd.Timedelta(days=one + two)).date(),
            }
            for number, (one, two) in enumerate(pairs)
        ]
    )


def _alone(folder: Path, projects: pd.DataFrame) -> Snapshot:
    return loaded(write_case(folder / "case", {"project": projects}), folder / "ws")


def test_the_slowest_stage_is_found_and_the_others_cannot_be_told(tmp_path: Path) -> None:
    projects = _many({"first": [10, 12] * 6, "second": [100, 120] * 6})
    frame = _run("bottlenecks", _alone(tmp_path, projects), Scope(language="en"))
    first, second, waiting = frame.iloc[0], frame.iloc[1], frame.iloc[2]
    assert first["stage_time"] == "appraised_approved"
    assert first["mean_days"] == 110
    # The variance of a mean: ten squared over twelve.
    assert first["mean_error"] == pytest.approx(10 / np.sqrt(12))
    assert (first["rank"], first["rank_low"], first["rank_high"]) == (1, 1, 1)
    assert first["slowest"] == 1
    assert (second["rank"], second["mean_days"], second["slowest"]) == (2, 11, 0)
    # Nobody has a contract yet.
    assert waiting["stage_time"] == "approved_contracted"
    assert pd.isna(waiting["rank"])
    assert "cannot tell" in waiting["remark"]
    activity = _run("bottlenecks_by_activity", _alone(tmp_path / "again", projects))
    assert activity["activity"].tolist() == ["TU_VAN"] * 3
    assert activity["mean_days"].iloc[0] == 110


def test_too_few_cannot_be_told(tmp_path: Path) -> None:
    projects = _many({"first": [10] * 9, "second": [100] * 9})
    frame = _run("bottlenecks", _alone(tmp_path, projects))
    assert frame["rank"].isna().all()
    assert frame["n"].tolist() == [9, 9, 9]


def test_the_chance_of_being_slowest_is_that_of_two_normals() -> None:
    chance, low, high = rank_uncertainty(np.array([50.0, 47.0]), np.array([3.0, 4.0]))
    # P(N(3, 5) > 0).
    assert chance[0] == pytest.approx(0.7257, abs=0.015)
    assert chance.sum() == pytest.approx(1)
    assert (low.tolist(), high.tolist()) == ([1, 1], [2, 2])
    assert rank_uncertainty(np.array([5.0]), np.array([1.0]))[0].tolist() == [1]


def _random_projects(seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    count = 300
    first = pd.Timestamp("2024-01-01")

    def days(low: int, high: int) -> list[object]:
        # Some unknown, some after the data's day, the appraisal in no particular order.
        offsets = random.integers(low, high, count)
        known = random.random(count) < 0.6
        return [
            (first + pd.Timedelta(days=int(offset))).date() if there else None
            for offset, there in zip(offsets, known, strict=True)
        ]

    return pd.DataFrame(
        {
            "project_id": [f"R{number:03d}" for number in range(count)],
            "plan_year": 2024,
            "registered_on": days(0, 440),
            "appraised_on": days(0, 880),
            "approved_on": days(440, 880),
            "status": random.choice(["running", "stopped", "accepted", ""], count),
        }
    ).replace({"status": {"": None}})


@pytest.mark.parametrize("seed", [1, 2])
def test_lengths_equal_those_of_pandas(tmp_path: Path, seed: int) -> None:
    projects = _random_projects(seed)
    snapshot = _alone(tmp_path, projects)
    expected: dict[str, list[int | None]] = {}
    for row in projects.to_dict("records"):
        day = {
            name: pd.Timestamp(row[name])
            for name in ("registered_on", "appraised_on", "approved_on")
            if row[name] is not None and pd.Timestamp(row[name]) <= AS_OF
        }
        if "registered_on" not in day:
            continue
        start = day["registered_on"]
        if "appraised_on" in day:
            expected.setdefault("ended", []).append((day["appraised_on"] - start).days)
        elif "approved_on" in day or row["status"] == "accepted":
            expected.setdefault("end_unknown", []).append(None)
        elif row["status"] == "stopped":
            expected.setdefault("waiting", []).append((max(day.values()) - start).days)
        else:
            expected.setdefault("waiting", []).append((AS_OF - start).days)
    found = _lengths(snapshot, "registered_appraised")
    assert set(found) == {"ended", "waiting", "end_unknown"}
    assert {state: sorted(v, key=str) for state, v in found.items()} == {
        state: sorted(v, key=str) for state, v in expected.items()
    }


def test_applications_without_projects_have_a_funnel_too(tmp_path: Path) -> None:
    tables = {
        "establishment": TABLES["establishment"],
        "application": APPLICATIONS.assign(project_id=None),
    }
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    frame = _run("application_funnel", snapshot).set_index("step")
    assert frame.loc["project_unknown", "applications"] == 4
    assert frame.loc["contracted", "applications"] == 0
