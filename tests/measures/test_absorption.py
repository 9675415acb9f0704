"""Absorption, its pace, projection and backtest, against tables added up by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.measures import absorption, projection_measures, typed_frame
from analysis.measures.absorption import step_end
from analysis.measures.absorption_answers import answer_backtest, answer_pace, answer_projection
from analysis.measures.projection import Pace, earlier_years, project
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000
MEASURES = {m.name: m for m in (*absorption.MEASURES, *projection_measures.MEASURES)}


def measured(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = MEASURES[name]
    return typed_frame(measure.run(snapshot, scope or Scope()), measure)


def tables(
    plans: list[tuple[str, int, str, int | None]],
    payments: list[tuple[str, str | None, str, str | None, int | None]],
) -> dict[str, pd.DataFrame]:
    """Return projects and funds of (project, year, source, plan in millions), and payments.

    A payment is (project, source, stage, day, amount in millions).
    """
    projects = {project: year for project, year, _, _ in plans}
    return {
        "project": pd.DataFrame(
            {"project_id": list(projects), "plan_year": list(projects.values())}
        ),
        "project_fund": pd.DataFrame(
            [
                (f"F{place}", project, source, "VND", None if plan is None else plan * MILLION)
                for place, (project, _, source, plan) in enumerate(plans)
            ],
            columns=["project_fund_id", "project_id", "fund_source", "currency", "planned"],
        ),
        "payment": pd.DataFrame(
            [
                (f"P{place}", project, source, stage, day, "VND",
                 None if amount is None else amount * MILLION)
                for place, (project, source, stage, day, amount) in enumerate(payments)
            ],
            columns=[
                "payment_id", "project_id", "fund_source", "stage", "paid_on", "currency", "amount",
            ],
        ),
    }  # fmt: skip


def opened(folder: Path, rows: dict[str, pd.DataFrame], as_of: str = "2025-12-31") -> Snapshot:
    case = write_case(folder / "case", rows)
    settings = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text(settings.replace("2025-12-31", as_of), encoding="utf-8")
    return loaded(case, folder / "ws")


# What was paid of a plan of 100 by the end of June, and at closing.
PAST = {2021: (30, 90), 2022: (40, 80), 2023: (50, 95), 2024: (20, 85)}


def past_and_present(years: dict[int, tuple[int, int]]) -> dict[str, pd.DataFrame]:
    plans: list[tuple[str, int, str, int | None]] = [("now", 2025, "provincial", 200)]
    payments: list[tuple[str, str | None, str, str | None, int | None]] = [
        ("now", "provincial", "advance", "2025-06-02", 60)
    ]
    for year, (june, final) in years.items():
        plans.append((f"p{year}", year, "provincial", 100))
        payments += [
            (f"p{year}", "provincial", "advance", f"{year}-06-30", june),
            (f"p{year}", "provincial", "balance", f"{year + 1}-01-31", final - june),
            # What comes after the year has closed is not of its final share.
            (f"p{year}", "provincial", "balance", f"{year + 1}-02-01", 3),
        ]
    return tables(plans, payments)


@pytest.fixture(scope="module")
def midyear(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Return four years that are over and one as it stood at the end of June."""
    return opened(tmp_path_factory.mktemp("midyear"), past_and_present(PAST), "2025-06-30")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rows = tables(
        [
            ("A", 2020, "national", 100),
            ("A", 2020, "provincial", 50),
            ("B", 2020, "provincial", None),
            ("C", 2020, "provincial", 10),
        ],
        [
            ("A", "national", "advance", "2019-12-31", 10),
            ("A", "national", "advance", "2020-03-01", 60),
            ("A", "national", "recovery", "2020-04-10", 4),
            ("A", "national", "balance", "2021-01-22", 5),
            ("A", "provincial", "balance", "2021-02-01", 40),
            ("B", "provincial", "balance", "2020-05-05", 20),
            ("C", "provincial", "balance", None, 7),
            # A source that project C has no plan of.
            ("C", "district", "balance", "2020-06-01", 2),
        ],
    )
    return opened(tmp_path_factory.mktemp("absorption"), rows)


def test_absorption_is_over_money_with_both_known(mixed: Snapshot) -> None:
    row = measured("absorption", mixed).iloc[0]
    # 71 national and 40 + 7 provincial; the 20 of B and the 2 of no plan stay out.
    assert row["matched_disbursed"] == 118 * MILLION
    assert row["matched_plan"] == 160 * MILLION
    assert row["absorption"] == pytest.approx(118 / 160)
    assert (row["planned"], row["disbursed"]) == (160 * MILLION, 140 * MILLION)
    assert (row["projects"], row["projects_matched"]) == (3, 2)
    assert (row["planned_unknown"], row["disbursed_unknown"]) == (1, 0)
    assert row["without_plan_of_source"] == 1


def test_a_source_is_held_against_its_own_plan(mixed: Snapshot) -> None:
    frame = measured("absorption_by_source", mixed).set_index("fund_source")
    assert frame.loc["national", "absorption"] == pytest.approx(71 / 100)
    assert frame.loc["provincial", "absorption"] == pytest.approx(47 / 60)
    assert pd.isna(frame.loc["district", "absorption"])
    assert frame.loc["district", "disbursed"] == 2 * MILLION
    whole = measured("absorption", mixed).iloc[0]
    for column in ("planned", "disbursed", "matched_plan", "matched_disbursed"):
        assert frame[column].sum() == whole[column]


def test_pace_counts_months_of_the_plan_year(mixed: Snapshot) -> None:
    pace = measured("absorption_pace", mixed).set_index("plan_month")
    assert list(pace.index) == list(range(15))
    so_far = (pace["paid_so_far"] / MILLION).to_dict()
    assert [so_far[month] for month in (0, 2, 3, 4, 12, 13, 14)] == [10, 10, 70, 66, 66, 71, 111]
    # C has a payment without a day: neither its plan nor its payments are in the curve.
    assert pace["plan"].unique() == [150 * MILLION]
    assert pace.loc[13, "share_so_far"] == pytest.approx(71 / 150)
    assert (pace["undated_projects"].iloc[0], pace["undated_disbursed"].iloc[0]) == (1, 7 * MILLION)
    assert pace["complete"].tolist() == [True] * 14 + [False]
    assert pace["projects"].iloc[0] == 1


def test_pace_stops_at_the_month_of_the_data(tmp_path: Path) -> None:
    snapshot = opened(tmp_path, past_and_present({2024: (20, 85)}), "2025-06-15")
    pace = measured("absorption_pace", snapshot)
    now = pace[pace["year"] == 2025]
    assert now["plan_month"].tolist() == list(range(7))
    assert now["complete"].tolist() == [True] * 6 + [False]


@pytest.mark.parametrize(
    ("year", "step", "end"),
    [(2025, 0, "2024-12-31"), (2024, 2, "2024-02-29"), (2025, 12, "2025-12-31")],
)
def test_steps_end_with_their_month(year: int, step: int, end: str) -> None:
    assert step_end(year, step).isoformat() == end
    assert step_end(year, 13).isoformat() == f"{year + 1}-01-31"
    with pytest.raises(ValueError, match="no end"):
        step_end(year, 14)


def test_projection_adds_what_earlier_years_paid_after_that_month(midyear: Snapshot) -> None:
    row = measured("absorption_projection", midyear).iloc[0]
    to_come = [0.60, 0.40, 0.45, 0.65]
    mean = sum(to_come) / 4
    spread = math.sqrt(sum((value - mean) ** 2 for value in to_come) / 3) * math.sqrt(1 + 1 / 4)
    assert (row["year"], row["plan_month"], row["years_used"]) == (2025, 6, 4)
    assert row["paid_share"] == pytest.approx(0.3)
    assert row["projected_share"] == pytest.approx(0.3 + mean)
    assert row["projected"] == 165 * MILLION
    # Student's t with three degrees of freedom: 1.6377 (80 %), 3.1824 (95 %).
    for level, t in (("80", 1.6377), ("95", 3.1824)):
        low, high = row[f"low_{level}_share"], row[f"high_{level}_share"]
        assert low == pytest.approx(max(0.825 - t * spread, 0.3), abs=1e-4)
        assert high == pytest.approx(0.825 + t * spread, abs=1e-4)
        assert row[f"high_{level}"] == round(high * 200 * MILLION)
    assert (row["first_year"], row["last_year"]) == (2021, 2024)
    text = answer_projection(measured("absorption_projection", midyear))
    assert text is not None
    # 82.5 is halfway: whole percentages round it to the even one.
    assert "82% projected" in text.en
    assert "4 earlier years" in text.en


def test_a_month_that_is_not_over_does_not_count_but_its_payments_are_a_floor(
    tmp_path: Path,
) -> None:
    snapshot = opened(tmp_path, past_and_present(PAST), "2025-06-15")
    row = measured("absorption_projection", snapshot).iloc[0]
    assert row["plan_month"] == 5
    assert row["paid"] == 60 * MILLION
    # Earlier years had paid nothing by the end of May: 0 + mean of their finals.
    assert row["projected_share"] == pytest.approx((0.9 + 0.8 + 0.95 + 0.85) / 4)
    assert row["low_95_share"] >= 0.3


def test_fewer_than_three_earlier_years_cannot_tell(tmp_path: Path) -> None:
    snapshot = opened(tmp_path, past_and_present({2023: (50, 95), 2024: (20, 85)}), "2025-06-30")
    frame = measured("absorption_projection", snapshot)
    row = frame.iloc[0]
    assert (row["years_used"], row["years_needed"]) == (2, 3)
    assert pd.isna(row["projected"])
    assert pd.isna(row["low_80_share"])
    text = answer_projection(frame)
    assert text is not None
    assert text.en.startswith("Cannot tell yet")
    assert measured("absorption_backtest", snapshot).empty


def test_a_choice_of_years_keeps_the_earlier_years_of_the_projection(midyear: Snapshot) -> None:
    everything = measured("absorption_projection", midyear)
    chosen = measured("absorption_projection", midyear, Scope(years=(2025,)))
    pd.testing.assert_frame_equal(everything, chosen)
    assert measured("absorption_projection", midyear, Scope(years=(2024,))).empty


def test_in_january_two_plan_years_are_open(tmp_path: Path) -> None:
    rows = past_and_present(PAST)
    snapshot = opened(tmp_path, rows, "2025-01-15")
    frame = measured("absorption_projection", snapshot)
    assert frame["year"].tolist() == [2024, 2025]
    assert frame["plan_month"].tolist() == [12, 0]
    # 2024 is not closed yet, so both have 2021 to 2023 before them.
    assert frame["years_used"].tolist() == [3, 3]


def test_nothing_is_projected_below_what_is_paid(tmp_path: Path) -> None:
    rows = past_and_present(PAST)
    extra = pd.DataFrame(
        [("late", "now", "provincial", "advance", "2025-07-01", "VND", 130 * MILLION)],
        columns=rows["payment"].columns,
    )
    rows["payment"] = pd.concat([rows["payment"], extra], ignore_index=True)
    snapshot = opened(tmp_path, rows, "2025-07-15")
    row = measured("absorption_projection", snapshot).iloc[0]
    assert row["paid"] == 190 * MILLION
    assert row["projected"] == row["low_80"] == row["low_95"] == 190 * MILLION
    assert row["projected_share"] == pytest.approx(0.95)


def test_backtest_uses_years_closed_by_then(midyear: Snapshot) -> None:
    tests = measured("absorption_backtest", midyear)
    june = tests[tests["plan_month"] == 6]
    # Only 2024 has three closed years before it.
    assert june["year"].tolist() == [2024]
    row = june.iloc[0]
    mean = (0.60 + 0.40 + 0.45) / 3
    assert row["projected_share"] == pytest.approx(0.20 + mean)
    assert row["actual_share"] == pytest.approx(0.85)
    assert row["error"] == pytest.approx(0.20 + mean - 0.85)
    half = stats.t.ppf(0.9, 2) * stats.tstd([0.60, 0.40, 0.45]) * math.sqrt(4 / 3)
    assert row["high_80_share"] == pytest.approx(0.20 + mean + half)
    assert row["inside_80"]
    # At the end of December 2023 the year 2023 had its January before it.
    assert 0 not in set(tests["plan_month"])
    by_month = measured("absorption_backtest_by_month", midyear).set_index("plan_month")
    assert by_month.loc[6, "mean_absolute_error"] == pytest.approx(abs(row["error"]))
    assert (by_month.loc[6, "years"], by_month.loc[6, "inside_80"]) == (1, 1)
    # One of one: Wilson's interval is 1 / (1 + z²) to 1.
    assert by_month.loc[6, "coverage_80_low"] == pytest.approx(1 / (1 + 1.959964**2), abs=1e-6)
    assert by_month["current"].to_dict()[6]
    text = answer_backtest(by_month.reset_index())
    assert text is not None
    assert "1 of 1" in text.en


paces = st.lists(
    st.tuples(
        st.integers(1, 10**12),
        st.lists(st.floats(0, 1.2), min_size=14, max_size=14),
    ),
    min_size=4,
    max_size=12,
)


def _paces(drawn: list[tuple[int, list[float]]]) -> list[Pace]:
    return [
        Pace(2000 + place, plan, round(plan * shares[-1]), tuple(shares), 1, 0)
        for place, (plan, shares) in enumerate(drawn)
    ]


@given(drawn=paces, other=paces, place=st.integers(0, 11), month=st.integers(0, 12))
def test_later_years_never_change_an_earlier_years_projection(
    drawn: list[tuple[int, list[float]]],
    other: list[tuple[int, list[float]]],
    place: int,
    month: int,
) -> None:
    known = _paces(drawn)
    pace = known[place % len(known)]
    # Everything that had not happened by the end of that month is replaced by something else.
    still_open = pace.year - 1 if month == 0 else pace.year
    changed = [old for old in known if old.year < still_open]
    changed += [replace(new, year=still_open + place) for place, new in enumerate(_paces(other))]
    floor = pace.shares[month]
    assert project(pace, month, known, floor) == project(pace, month, changed, floor)


@given(drawn=paces, month=st.integers(0, 13))
def test_intervals_hold_the_projection_and_grow_with_the_level(
    drawn: list[tuple[int, list[float]]], month: int
) -> None:
    known = _paces(drawn)
    pace = known[-1]
    found = project(pace, month, known, pace.shares[month])
    before = earlier_years(known, pace.year, month)
    assert (found is None) == (len(before) < 3)
    if found is not None:
        (low, high), (low_wide, high_wide) = found.intervals[0.80], found.intervals[0.95]
        assert pace.shares[month] <= low_wide <= low <= found.share <= high <= high_wide
        assert found.years == tuple(range(2000, 2000 + len(before)))


def test_pace_sentence_compares_with_earlier_years(midyear: Snapshot) -> None:
    text = answer_pace(measured("absorption_pace", midyear))
    assert text is not None
    assert "the end of June 2025" in text.en
    assert "30%" in text.en
    # Earlier years had paid 30, 40, 50 and 20 by June.
    assert "4 earlier years had paid 35%" in text.en
    assert "hết tháng 6/2025" in text.vi


def test_an_empty_scope_gives_empty_frames(mixed: Snapshot) -> None:
    for name, measure in MEASURES.items():
        frame = measured(name, mixed, Scope(years=(1999,)))
        assert frame.empty, name
        assert list(frame.columns) == [column.name for column in measure.columns]


def test_a_part_of_a_year_gives_no_absorption(workspace: Path) -> None:
    snapshot = open_snapshot(workspace, "quang-ngai-published")
    row = measured("absorption", snapshot).iloc[0]
    assert row["part_year"]
    assert pd.isna(row["absorption"])
    assert measured("absorption_projection", snapshot).empty
