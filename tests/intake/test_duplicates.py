"""Establishments that may be one are found, names that only look alike are let be."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.cases.catalogue import CASES
from analysis.intake.duplicates import Duplicate, duplicate_problems, find_duplicates
from analysis.intake.staging import stage_frames
from tests.intake.staged_tables import locate, staged_tables

UNITS: list[dict[str, Any]] = [
    {"unit_id": "D1", "code": "524", "level": "district", "name": "Huyện Bình Sơn"},
    {"unit_id": "D1b", "code": "524", "level": "district", "name": "Huyện Bình Sơn"},
    {"unit_id": "D2", "code": "530", "level": "district", "name": "Huyện Minh Long"},
    {"unit_id": "X1", "code": "21052", "level": "commune", "name": "Xã Bình Minh"},
    {"unit_id": "P", "code": "51", "level": "province", "name": "Tỉnh Quảng Ngãi"},
]
MEMBERS: list[dict[str, Any]] = [
    {"unit_id": "X1", "parent_id": "D1", "relation": "former"},
    {"unit_id": "D2", "parent_id": "P", "relation": "within"},
    {"unit_id": "D1", "parent_id": "P", "relation": "within"},
]

HOANG_NAM = {"establishment_id": "E1", "name": "Công ty TNHH Hoàng Nam", "unit_id": "D1"}


def _found(
    known: dict[str, Any],
    new: dict[str, Any],
    others: list[dict[str, Any]] | None = None,
    decided: list[dict[str, Any]] | None = None,
    **choices: Any,
) -> list[Duplicate]:
    """Return the duplicates of one establishment handed in beside those the data set has."""
    own = [{**row, "_source": None} for row in [known, *(others or [])]]
    tables = {
        "administrative_unit": [{**unit, "_source": None} for unit in UNITS],
        "unit_membership": [{**member, "_source": None} for member in MEMBERS],
        "establishment": [*own, {"establishment_id": "N1", **new}],
        "match_decision": decided or [],
    }
    with staged_tables(tables) as connection:
        return find_duplicates(connection, **choices)


def _alike(name: str, other: str, **new: Any) -> bool:
    found = _found({**HOANG_NAM, "name": name}, {"name": other, "unit_id": "D1", **new})
    return [(d.kept_id, d.other_id) for d in found] == [("E1", "N1")]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Công ty TNHH Hoàng Nam", "Cty TNHH MTV Hoàng Nam"),
        ("Công ty TNHH Hoàng Nam", "CÔNG TY TNHH SẢN XUẤT & THƯƠNG MẠI HOANG NAM"),
        ("Công ty TNHH Hoàng Nam", "Cty TNHH Nam Hoàng"),
        ("Công ty TNHH Hoàng Nam", "Công ty TNHH HoàngNam"),
        ("Cơ sở gỗ mỹ nghệ Hoàng Nam", "Hộ kinh doanh gỗ mỹ nghệ Hoàg Nam"),
        ("HTX Nước mắm Đức Lợi", "Hợp tác xã nước mắn Đức Lợi"),
        ("DNTN Thành Công", "Doanh nghiệp tư nhân Thành Cônng"),
        ("DNTN Thành Công", "DNTN Thàhn Công"),
        ("Cơ sở cơ khí Việt Tiến", "Cơ sở Việt Tiến cơ kí"),
    ],
)
def test_other_spellings_of_a_name_are_found(name: str, other: str) -> None:
    assert _alike(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Cơ sở Minh Tâm 2", "Cơ sở Minh Tâm 3"),
        ("Cơ sở Minh Tâm", "Cơ sở Minh Tâm 3"),
        ("Cơ sở Tổ 12 A", "Cơ sở Tổ 12 B"),
        ("Nước mắm Minh Tâm", "Bánh tráng Minh Tâm"),
        ("Công ty TNHH Hoàng Nam", "Công ty TNHH Phát Đạt"),
        ("Công ty TNHH", "Hợp tác xã"),
    ],
)
def test_other_names_are_let_be(name: str, other: str) -> None:
    assert not _alike(name, other)


def test_names_one_letter_apart_are_two_when_both_words_are_common() -> None:
    others = [
        {"establishment_id": f"E{kind}{n}", "name": f"{kind} {word}", "unit_id": "D2"}
        for n, kind in enumerate(["Cơ khí", "Gạch", "Mộc"], start=2)
        for word in ("Minh Tâm", "Minh Lâm")
    ]
    known = {**HOANG_NAM, "name": "Nước mắm Minh Tâm"}
    lam = {"name": "Nước mắm Minh Lâm", "unit_id": "D1"}
    assert _found(known, lam, others) == []
    slip = {"name": "Nước mắm Minh Târm", "unit_id": "D1"}
    assert [d.kept_id for d in _found(known, slip, others)] == ["E1"]


@settings(max_examples=25)
@given(st.data())
def test_any_one_slip_in_a_long_word_is_found(data: st.DataObject) -> None:
    word = data.draw(st.text("abcdeghiklmnopqrstuvxy", min_size=5, max_size=9))
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("bcdghklmnpqrstvx"))
    slip = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )
    assume(slip != word)
    assert _alike(f"Công ty TNHH Cơ khí {word} Nam", f"Công ty Cơ khí Nam {slip}")


@pytest.mark.parametrize(
    ("place", "alike"),
    [("D1", True), ("D1b", True), ("X1", True), (None, True), ("D2", False), ("P", False)],
)
def test_one_name_counts_within_a_district_of_any_vintage(place: str | None, alike: bool) -> None:
    assert _alike("Công ty TNHH Hoàng Nam", "Cty Hoàng Nam", unit_id=place) is alike


@pytest.mark.parametrize(
    ("code", "other", "alike"),
    [
        ("4300123458", None, True),
        ("4300123458", "4300123485", True),
        ("4300123458", "4300777771", False),
        ("4300123458", "4300123458-001", False),
    ],
)
def test_two_tax_codes_are_two_establishments_unless_one_is_a_slip(
    code: str, other: str | None, alike: bool
) -> None:
    found = _found(
        {**HOANG_NAM, "tax_code": code},
        {"name": "Hoàng Nam", "unit_id": "D1", "tax_code": other},
    )
    assert [d.reason for d in found] == ["name_and_place"] * alike


def test_one_tax_code_is_enough_whatever_the_name_and_place() -> None:
    found = _found(
        {**HOANG_NAM, "tax_code": "4300123458"},
        {"name": None, "tax_code": "4300123458", "_source": 3},
    )
    assert found == [
        Duplicate(
            kept_id="E1",
            other_id="N1",
            reason="tax_code",
            similarity=0,
            kept_name="Công ty TNHH Hoàng Nam",
            other_name=None,
            kept_place="Huyện Bình Sơn",
            other_place=None,
            kept_tax_code="4300123458",
            other_tax_code="4300123458",
            source=3,
            row=3,
        )
    ]
    # The rule tax_code_repeated tells of it already.
    assert duplicate_problems(found, locate=locate) == []


@pytest.mark.parametrize(
    ("verdict", "shown"), [("same", False), ("different", False), ("later", True)]
)
@pytest.mark.parametrize("pair", [("E1", "N1"), ("N1", "E1")])
def test_what_was_decided_is_not_asked_again(
    verdict: str, shown: bool, pair: tuple[str, str]
) -> None:
    decision = {
        "kept_id": pair[0],
        "other_id": pair[1],
        "verdict": verdict,
        "decided_by": "An",
        "decided_at": "2025-01-01",
        "_source": None,
    }
    new = {"name": "Cty Hoàng Nam", "unit_id": "D1"}
    assert bool(_found(HOANG_NAM, new, decided=[decision])) is shown


def test_pairs_the_data_set_has_are_told_only_when_asked_for() -> None:
    twin = {**HOANG_NAM, "establishment_id": "E2"}
    new = {"name": "Phát Đạt", "unit_id": "D1"}
    assert _found(HOANG_NAM, new, [twin]) == []
    found = _found(HOANG_NAM, new, [twin], everyone=True)
    assert [(d.kept_id, d.other_id, d.source) for d in found] == [("E1", "E2", None)]
    assert duplicate_problems(found, locate=locate) == []


def test_a_higher_threshold_finds_fewer() -> None:
    new = {"name": "Cty Hoàg Nam", "unit_id": "D1"}
    assert _found(HOANG_NAM, new)[0].similarity < 1
    assert _found(HOANG_NAM, new, threshold=1.0) == []


def test_a_possible_duplicate_reads_as_a_warning_at_its_cell() -> None:
    found = _found(HOANG_NAM, {"name": "Cty Hoàng Nam", "unit_id": "X1"})
    (problem,) = duplicate_problems(found, locate=locate)
    assert (problem.severity, problem.rule, problem.cell) == (
        "warning",
        "possible_duplicate",
        "name3",
    )
    assert problem.value == "Cty Hoàng Nam"
    assert "«Công ty TNHH Hoàng Nam» (E1, Huyện Bình Sơn)" in problem.message.vi
    assert duplicate_problems(found, lambda table: f"{table}.csv")[0].file == "establishment.csv"
    with pytest.raises(ValueError, match="where problems are"):
        duplicate_problems(found)


def test_many_possible_duplicates_are_summed_up() -> None:
    twins = [{**HOANG_NAM, "establishment_id": f"N{n}"} for n in range(5)]
    with staged_tables({"establishment": twins}) as connection:
        found = find_duplicates(connection)
    problems = duplicate_problems(found, locate=locate, problems_per_check=4)
    assert len(found) == 10
    assert [problem.row is None for problem in problems] == [False] * 4 + [True]
    assert "6" in problems[-1].message.en


def test_the_simulated_province_is_not_flooded_and_is_quickly_done() -> None:
    frames = CASES["quang-ngai-simulated"].build()
    with staged_tables({}) as connection:
        stage_frames(connection, frames, lambda table: table)
        started = time.perf_counter()
        found = find_duplicates(connection)
        seconds = time.perf_counter() - started
    assert len(frames["establishment"]) > 6000
    assert 0 < len(found) < 60
    assert {duplicate.similarity for duplicate in found} == {1.0}
    # A tenth of this where nothing else runs.
    assert seconds < 5
