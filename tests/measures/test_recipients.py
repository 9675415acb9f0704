"""Concentration, repetition, the same content and sizes, against tables added up by hand."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.measures import grant_sizes, recipients, typed_frame
from analysis.measures.grant_sizes_answers import answer_size_by_year, answer_sizes
from analysis.measures.recipients_answers import (
    answer_concentration,
    answer_repeated,
    answer_same_content,
    answer_top,
    counted_recipients,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000
MEASURES = {m.name: m for m in (*recipients.MEASURES, *grant_sizes.MEASURES)}


def measured(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = MEASURES[name]
    return typed_frame(measure.run(snapshot, scope or Scope()), measure)


def _tables(
    supports: list[tuple[str, str, int | None, str | None]],
    projects: dict[str, tuple[int, str, str | None, int | None]],
) -> dict[str, pd.DataFrame]:
    """Return supports of (project, establishment, grant in millions, content) and their projects.

    A project is (plan year, kind, status, approved in millions).
    """
    establishments = sorted({establishment for _, establishment, _, _ in supports})
    return {
        "establishment": pd.DataFrame(
            {
                "establishment_id": establishments,
                "name": [f"Cơ sở {name}" for name in establishments],
            }
        ),
        "project": pd.DataFrame(
            [
                (project, year, kind, status)
                for project, (year, kind, status, _) in projects.items()
            ],
            columns=["project_id", "plan_year", "activity_kind", "status"],
        ),
        "project_fund": pd.DataFrame(
            [
                (f"F-{project}", project, "provincial", "VND",
                 None if approved is None else approved * MILLION)
                for project, (_, _, _, approved) in projects.items()
            ],
            columns=["project_fund_id", "project_id", "fund_source", "currency", "approved"],
        ),
        "support": pd.DataFrame(
            [
                (f"S{place}", project, establishment, projects[project][0], content, "VND",
                 None if grant is None else grant * MILLION)
                for place, (project, establishment, grant, content) in enumerate(supports)
            ],
            columns=[
                "support_id", "project_id", "establishment_id", "year", "content", "currency",
                "grant_amount",
            ],
        ),
    }  # fmt: skip


PROJECTS = {
    "A": (2020, "MACHINE", "settled", 100),
    "B": (2021, "MACHINE", "settled", 20),
    "C": (2022, "TRAINING", "running", None),
    "D": (2022, "MACHINE", "stopped", 500),
}
SUPPORTS = [
    ("A", "E1", 60, "Máy  CNC, phay"),
    ("B", "E1", 20, "máy cnc (phay)"),
    ("C", "E1", 10, "Máy CNC phay"),
    ("A", "E2", 40, "Máy may"),
    ("C", "E2", 5, None),
    ("B", "E3", 15, "Lò nung"),
    ("C", "E4", None, "Lớp may"),
    ("A", "E5", 10, None),
    ("B", "E5", 10, "Máy sấy"),
    # Stopped: E6 is supported by nothing, and E1 not once more.
    ("D", "E6", 500, "Máy sấy"),
    ("D", "E1", 500, "Máy CNC phay"),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("recipients")
    return loaded(write_case(folder / "case", _tables(SUPPORTS, PROJECTS)), folder / "ws")


def pairwise_gini(amounts: list[int]) -> float:
    """Return the mean absolute difference of all ordered pairs over twice the mean."""
    pairs = sum(abs(one - other) for one, other in product(amounts, repeat=2))
    return pairs / (2 * len(amounts) * sum(amounts))


def test_concentration(snapshot: Snapshot) -> None:
    row = measured("recipient_concentration", snapshot).iloc[0]
    # E1 90, E2 45, E3 15, E5 20; E4 has a grant of unknown amount.
    assert (row["recipients"], row["recipients_unknown"], row["grants_unknown"]) == (4, 1, 1)
    assert (row["supports"], row["received"]) == (9, 170 * MILLION)
    assert row["gini"] == pytest.approx(pairwise_gini([90, 45, 15, 20]))
    assert (row["top_1_recipients"], row["top_10_recipients"]) == (1, 1)
    assert row["top_10_share"] == row["largest_share"] == pytest.approx(90 / 170)
    assert row["largest_received"] == 90 * MILLION
    text = answer_concentration(measured("recipient_concentration", snapshot))
    assert text is not None
    assert "(1 of 4)" in text.en
    assert "without 1 whose grants are not all known" in text.en
    counted = counted_recipients(measured("recipient_concentration", snapshot))
    assert counted is not None
    assert counted.en == "n: 5 establishments, 9 supports; amount unknown for 1"


def test_lorenz_curve_is_straight_between_recipients(snapshot: Snapshot) -> None:
    frame = measured("recipient_lorenz", snapshot)
    assert len(frame) == 21
    expected = np.interp(
        np.arange(21) / 20 * 4, [0, 1, 2, 3, 4], np.array([0, 15, 35, 80, 170]) / 170
    )
    assert frame["received_share"].tolist() == pytest.approx(expected.tolist())
    assert frame["recipients"].unique().tolist() == [4]


def test_concentration_keeps_to_the_scope(snapshot: Snapshot) -> None:
    row = measured("recipient_concentration", snapshot, Scope(years=(2020,))).iloc[0]
    # 2020: E1 60, E2 40, E5 10.
    assert row["gini"] == pytest.approx(pairwise_gini([60, 40, 10]))
    only = measured("recipient_lorenz", snapshot, Scope(years=(2022,)))
    # 2022: E1 10, E2 5, and E4 unknown.
    assert only["received_share"].iloc[10] == pytest.approx(5 / 15)


def test_repeated(snapshot: Snapshot) -> None:
    frame = measured("repeat_recipients", snapshot).set_index("times")
    assert frame["establishments"].to_dict() == {1: 2, 2: 2, 3: 1}
    assert frame["supports"].to_dict() == {1: 2, 2: 4, 3: 3}
    assert (frame["received"] / MILLION).to_dict() == {1: 15, 2: 65, 3: 90}
    assert frame["grants_unknown"].to_dict() == {1: 1, 2: 0, 3: 0}
    assert frame["establishments_share"].sum() == pytest.approx(1)
    assert frame["received_share"].sum() == pytest.approx(1)
    text = answer_repeated(measured("repeat_recipients", snapshot))
    assert text is not None
    assert text.en.startswith("3 of 5 establishments (60%)")


def test_top_recipients(snapshot: Snapshot) -> None:
    frame = measured("top_recipients", snapshot)
    assert frame["establishment_id"].tolist() == ["E1", "E2", "E5", "E3", "E4"]
    first = frame.iloc[0]
    assert (first["name"], first["supports"], first["years"]) == (
        "Cơ sở E1",
        3,
        "2020, 2021, 2022",
    )
    assert first["received_share"] == pytest.approx(90 / 170)
    assert frame["grants_unknown"].tolist() == [0, 0, 0, 0, 1]
    text = answer_top(frame)
    assert text is not None
    assert "90 million VND in 3 supports" in text.en


def test_same_content_is_the_same_kind_and_the_same_words(snapshot: Snapshot) -> None:
    frame = measured("same_content", snapshot)
    # E1 had "máy cnc phay" twice as machinery; the third time it was training, the fourth stopped.
    assert len(frame) == 1
    row = frame.iloc[0]
    assert (row["establishment_id"], row["activity_kind"]) == ("E1", "MACHINE")
    assert row["content"] == "máy cnc phay"
    assert (row["supports"], row["projects"]) == (2, 2)
    assert (row["project_ids"], row["years"]) == ("A, B", "2020, 2021")
    assert row["received"] == 80 * MILLION
    total = measured("same_content_total", snapshot).iloc[0]
    # E5's two machines cannot be told, for one of them has no words; E2's two are of two kinds.
    assert (total["establishments"], total["repeated"]) == (5, 3)
    assert (total["same_contents"], total["same_establishments"]) == (1, 1)
    assert total["unworded_establishments"] == 1
    text = answer_same_content(measured("same_content_total", snapshot))
    assert text is not None
    assert "1 establishment may have been" in text.en
    assert "for 1 nobody can tell" in text.en


def test_same_content_keeps_to_the_scope(snapshot: Snapshot) -> None:
    assert measured("same_content", snapshot, Scope(years=(2020, 2022))).empty
    total = measured("same_content_total", snapshot, Scope(years=(2020, 2022))).iloc[0]
    assert (total["same_contents"], total["unworded_establishments"]) == (0, 0)


def test_size_classes_hold_their_upper_bound(tmp_path: Path) -> None:
    grants = [20, 20, 21, 50, 100, 101, 1000, 1001, None]
    supports = [(f"P{place}", f"E{place}", grant, "x") for place, grant in enumerate(grants)]
    projects = {
        f"P{place}": (2020, "MACHINE", "settled", grant) for place, grant in enumerate(grants)
    }
    own = loaded(write_case(tmp_path / "case", _tables(supports, projects)), tmp_path / "ws")
    frame = measured("grant_sizes", own)
    for size_of in ("supports", "projects"):
        part = frame[frame["size_of"] == size_of].set_index("class_no")
        assert part["number"].tolist() == [2, 2, 1, 1, 0, 0, 1, 1]
        assert (part["amount"] / MILLION).tolist() == [40, 71, 100, 101, 0, 0, 1000, 1001]
        assert part["unknown"].unique().tolist() == [1]
        assert part["number_share"].sum() == pytest.approx(1)
        assert part["all_numbers"].unique().tolist() == [8]
    text = answer_sizes(frame, "supports")
    assert text is not None
    assert "(2 of 8)" in text.en


def test_sizes_by_year_are_exact_quantiles(tmp_path: Path) -> None:
    grants = [3, 8, 1, 9, 9, 4, 7, 2, 6, 5, 40]
    supports = [(f"P{place}", f"E{place}", grant, "x") for place, grant in enumerate(grants)]
    projects = {
        f"P{place}": (2020, "MACHINE", "settled", grant) for place, grant in enumerate(grants)
    }
    projects |= {"Q": (2021, "MACHINE", "settled", 5), "R": (2021, "MACHINE", "planned", None)}
    own = loaded(write_case(tmp_path / "case", _tables(supports, projects)), tmp_path / "ws")
    frame = measured("grant_size_by_year", own)
    row = frame[(frame["size_of"] == "supports") & (frame["year"] == 2020)].iloc[0]
    exact = np.quantile(np.array(grants) * MILLION, [0.1, 0.25, 0.5, 0.75, 0.9])
    names = ("p10", "lower_quartile", "median", "upper_quartile", "p90")
    assert [row[name] for name in names] == [round(value) for value in exact]
    assert (row["number"], row["largest"]) == (11, 40 * MILLION)
    few = frame[(frame["size_of"] == "projects") & (frame["year"] == 2021)].iloc[0]
    # R is only planned: it has no approved amount yet, which is not an unknown one.
    assert (few["number"], few["unknown"], few["median"]) == (1, 0, 5 * MILLION)
    assert pd.isna(few["p10"])
    text = answer_size_by_year(frame, "projects")
    assert text is not None
    assert "in 2020 to 5 million VND in 2021" in text.en


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(
    years=st.lists(
        st.lists(st.integers(0, 5_000), min_size=1, max_size=30).filter(any),
        min_size=1,
        max_size=8,
    )
)
def test_gini_and_shares_equal_a_naive_computation(
    tmp_path_factory: pytest.TempPathFactory, years: list[list[int]]
) -> None:
    """Each list is what the establishments of one plan year received, so one case tests many."""
    supports: list[tuple[str, str, int | None, str | None]] = [
        (f"P{year}", f"E{place}", grant, "x")
        for year, grants in enumerate(years)
        for place, grant in enumerate(grants)
    ]
    projects: dict[str, tuple[int, str, str | None, int | None]] = {
        f"P{year}": (2000 + year, "MACHINE", "settled", None) for year in range(len(years))
    }
    folder = tmp_path_factory.mktemp("gini")
    own = loaded(write_case(folder / "case", _tables(supports, projects)), folder / "ws")
    for year, grants in enumerate(years):
        scope = Scope(years=(2000 + year,))
        row = measured("recipient_concentration", own, scope).iloc[0]
        assert row["gini"] == pytest.approx(pairwise_gini(grants), abs=1e-12)
        ordered = sorted(grants, reverse=True)
        tenth = -(-len(grants) // 10)
        assert row["top_10_recipients"] == tenth
        assert row["top_10_received"] == sum(ordered[:tenth]) * MILLION
        # The area under the straight pieces of the whole curve is (1 - Gini) / 2.
        curve = measured("recipient_lorenz", own, scope)
        assert curve["received_share"].iloc[-1] == pytest.approx(1)
        assert curve["received_share"].is_monotonic_increasing


def test_an_empty_scope_gives_empty_frames(snapshot: Snapshot) -> None:
    for name, measure in MEASURES.items():
        frame = measured(name, snapshot, Scope(years=(1999,)))
        assert frame.empty, name
        assert list(frame.columns) == [column.name for column in measure.columns]
