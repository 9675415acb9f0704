"""Growth taken apart: the parts add up, and say what was put into hand-made tables."""

from __future__ import annotations

import math
from math import log
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.measures import run_measure
from analysis.measures.flow_answers import answer_growth
from analysis.measures.funding_growth import (
    YearOfSource,
    decompose,
    growth_by_year,
    logarithmic_mean,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000

_year = st.builds(
    YearOfSource,
    amount=st.integers(-(10**15), 10**15),
    projects=st.integers(0, 10_000),
    level=st.floats(0.2, 5),
)

_paid_year = st.builds(
    YearOfSource,
    amount=st.integers(1, 10**15),
    projects=st.integers(1, 10_000),
    level=st.floats(0.2, 5),
)


@given(before=_year, after=_year)
def test_the_parts_add_up_to_the_change_exactly(before: YearOfSource, after: YearOfSource) -> None:
    effects = decompose(before, after)
    if effects is None:
        assert min(before.projects, after.projects) == 0
        return
    total = effects.price + effects.number + effects.size + effects.entry
    assert total == after.amount - before.amount


@given(before=_paid_year, after=_paid_year)
@example(
    before=YearOfSource(10**14, 3, 1.0),
    after=YearOfSource(10**14 + 2 * 10**8 + 1, 900, 1.7),
)
def test_going_back_undoes_going_forward(before: YearOfSource, after: YearOfSource) -> None:
    forward, back = decompose(before, after), decompose(after, before)
    assert forward is not None
    assert back is not None
    assert forward.price == pytest.approx(-back.price, abs=1)
    assert forward.number == pytest.approx(-back.number, abs=1)
    assert forward.size == pytest.approx(-back.size, abs=3)


@pytest.mark.parametrize("levels", [(1.0, math.nan), (math.nan, 1.0), (math.nan, math.nan)])
def test_without_a_price_level_nothing_is_taken_apart(levels: tuple[float, float]) -> None:
    before, after = (YearOfSource(100, 2, level) for level in levels)
    assert decompose(before, YearOfSource(150, 3, after.level)) is None


@given(amount=st.integers(1, 10**14), projects=st.integers(1, 1000), times=st.integers(2, 50))
def test_one_factor_alone_takes_the_whole_change(amount: int, projects: int, times: int) -> None:
    before = YearOfSource(amount, projects, 1.0)
    more = decompose(before, YearOfSource(amount * times, projects * times, 1.0))
    dearer = decompose(before, YearOfSource(amount * times, projects, float(times)))
    larger = decompose(before, YearOfSource(amount * times, projects, 1.0))
    change = amount * (times - 1)
    for effects, name in ((more, "number"), (dearer, "price"), (larger, "size")):
        assert effects is not None
        assert getattr(effects, name) == pytest.approx(change, abs=2, rel=1e-12)


@given(one=st.floats(1, 1e15), other=st.floats(1, 1e15))
def test_the_logarithmic_mean_lies_between_the_geometric_and_the_arithmetic(
    one: float, other: float
) -> None:
    mean = logarithmic_mean(one, other)
    assert mean >= (one * other) ** 0.5 * (1 - 1e-9)
    assert mean <= (one + other) / 2 * (1 + 1e-9)
    assert mean == pytest.approx(logarithmic_mean(other, one), rel=1e-12)


# Provincial: one project of 100 in 2020, two of 120 in 2021. National starts in 2021 and ends in
# 2022. In 2022 the provincial money is one project of 90, and one whose amount is unknown.
TABLES = {
    "project": pd.DataFrame(
        {
            "project_id": ["A", "B", "C", "D", "E", "F"],
            "plan_year": [2020, 2021, 2021, 2021, 2022, 2022],
            "activity": "MO_HINH_MAY_MOC",
            "status": "running",
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2", "F3", "F4", "F5", "F6"],
            "project_id": ["A", "B", "C", "D", "E", "F"],
            "fund_source": [
                *("provincial", "provincial", "provincial"),
                *("national", "provincial", "provincial"),
            ],
            "currency": "VND",
            "approved": [
                *(100 * MILLION, 120 * MILLION, 120 * MILLION),
                *(70 * MILLION, 90 * MILLION, None),
            ],
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("growth")
    case = write_case(folder / "case", TABLES, geography=True, reference=True)
    return loaded(case, folder / "ws")


def _row(frame: pd.DataFrame, year: int, source: str) -> pd.Series:
    rows = frame[(frame["year"] == year) & (frame["fund_source"] == source)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_growth_is_taken_apart_by_source(snapshot: Snapshot) -> None:
    frame = run_measure("funding_growth", snapshot, Scope())
    index = run_measure("price_index", snapshot, Scope()).set_index("year")["index_value"]
    row = _row(frame, 2021, "provincial")
    assert (row["amount"], row["previous"], row["change"]) == (
        *(240 * MILLION, 100 * MILLION, 140 * MILLION),
    )
    mean = 140 * MILLION / log(2.4)
    assert row["price_effect"] == pytest.approx(mean * log(index[2021] / index[2020]), abs=1)
    assert row["number_effect"] == pytest.approx(mean * log(2), abs=1)
    real = (120 / index[2021]) / (100 / index[2020])
    assert row["size_effect"] == pytest.approx(mean * log(real), abs=2)
    assert row["growth"] == pytest.approx(1.4)
    assert (row["projects"], row["projects_known"], row["known_before"]) == (2, 2, 1)


def test_a_source_that_starts_or_ends_stands_apart(snapshot: Snapshot) -> None:
    frame = run_measure("funding_growth", snapshot, Scope())
    starts, ends = _row(frame, 2021, "national"), _row(frame, 2022, "national")
    assert (starts["entry_effect"], ends["entry_effect"]) == (70 * MILLION, -70 * MILLION)
    assert (starts["number_effect"], starts["size_effect"], starts["price_effect"]) == (0, 0, 0)
    assert pd.isna(starts["growth"])
    assert ends["growth"] == -1
    assert ends["projects"] == 0


def test_a_project_of_unknown_amount_is_left_out_and_counted(snapshot: Snapshot) -> None:
    row = _row(run_measure("funding_growth", snapshot, Scope()), 2022, "provincial")
    assert (row["amount"], row["previous"]) == (90 * MILLION, 240 * MILLION)
    assert (row["projects"], row["projects_known"], row["projects_unknown"]) == (2, 1, 1)
    mean = -150 * MILLION / log(90 / 240)
    assert row["number_effect"] == pytest.approx(mean * log(1 / 2), abs=1)


def test_at_constant_prices_nothing_comes_from_prices(snapshot: Snapshot) -> None:
    frame = run_measure("funding_growth", snapshot, Scope(prices="constant"))
    assert (frame["price_effect"] == 0).all()
    parts = frame[["price_effect", "number_effect", "size_effect", "entry_effect"]].sum(axis=1)
    assert parts.tolist() == frame["change"].tolist()


def test_a_chosen_year_is_held_against_the_one_before(snapshot: Snapshot) -> None:
    chosen = run_measure("funding_growth", snapshot, Scope(years=(2021,)))
    everything = run_measure("funding_growth", snapshot, Scope())
    expected = everything[everything["year"] == 2021].reset_index(drop=True)
    pd.testing.assert_frame_equal(chosen, expected)
    assert run_measure("funding_growth", snapshot, Scope(years=(2020,))).empty


def test_a_year_without_an_index_is_not_taken_apart(tmp_path: Path) -> None:
    snapshot = loaded(write_case(tmp_path / "case", TABLES, geography=True), tmp_path / "ws")
    frame = run_measure("funding_growth", snapshot, Scope())
    row = _row(frame, 2021, "provincial")
    assert row["change"] == 140 * MILLION
    assert row[["price_effect", "number_effect", "size_effect"]].isna().all()
    assert _row(frame, 2021, "national")["entry_effect"] == 70 * MILLION
    answer = answer_growth(frame)
    assert answer is not None
    assert (
        answer.vi == "Kinh phí được phê duyệt năm 2022 giảm 220 triệu đồng (71%) so với năm trước"
    )


def test_a_year_that_is_not_over_is_marked_and_passed_over(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", TABLES, geography=True, reference=True)
    settings = case / "case.toml"
    text = settings.read_text(encoding="utf-8").replace("2025-12-31", "2022-06-30")
    settings.write_text(text, encoding="utf-8")
    frame = run_measure("funding_growth", loaded(case, tmp_path / "ws"), Scope())
    assert frame.groupby("year")["open_year"].all().to_dict() == {2021: False, 2022: True}
    answer = answer_growth(frame)
    assert answer is not None
    assert "2021" in answer.vi
    only = answer_growth(frame[frame["year"] == 2022])
    assert only is not None
    assert "2022 (chưa hết năm)" in only.vi


def test_the_sources_of_a_year_add_up_and_an_unknown_one_makes_it_unknown(
    snapshot: Snapshot,
) -> None:
    frame = run_measure("funding_growth", snapshot, Scope())
    years = growth_by_year(frame).set_index("year")
    assert years.loc[2021, "change"] == 210 * MILLION
    assert years.loc[2021, "entry_effect"] == 70 * MILLION
    frame.loc[(frame["year"] == 2021) & (frame["fund_source"] == "national"), "change"] = pd.NA
    assert pd.isna(growth_by_year(frame).set_index("year").loc[2021, "change"])
