"""Rows around a header are told from data."""

from __future__ import annotations

import pytest

from analysis.intake.header_row import (
    header_blocks,
    is_example,
    is_numbering,
    looks_like_heading,
    units_of_row,
)

Cells = list[str | None]


@pytest.mark.parametrize(
    "row",
    [
        ["(1)", "(2)", "(3)"],
        ["1", "2", "3", None, "4"],
        ["A", "B", "1", "2"],
        ["(1)", "(2)", "(3)=(1)+(2)"],
        [None, "1", "2", "3"],
    ],
)
def test_rows_that_number_the_columns(row: Cells) -> None:
    assert is_numbering(row)


@pytest.mark.parametrize(
    "row",
    [
        ["1", "Cơ sở A", "2"],
        ["1", "2024", "3"],
        ["5", "6", "7"],
        ["1", "2"],
        ["1", "3", "4"],
        ["DN", "A", "B"],
        [None],
        [],
    ],
)
def test_rows_that_do_not(row: Cells) -> None:
    assert not is_numbering(row)


def test_an_example_is_known_by_its_first_cell() -> None:
    assert is_example([None, "Ví dụ: CS-01", "x"])
    assert is_example(["VÍ DỤ / Example: CS-01"])
    assert is_example(["example: 12"])
    assert not is_example(["CS-01", "Ví dụ: x"])
    assert not is_example(["Ví Dụ Food", "x"])
    assert not is_example([])


def test_a_row_of_units_is_told_from_data() -> None:
    told = units_of_row([None, "triệu đồng", "(%)", "người"])
    assert told is not None
    assert sorted(told) == [1, 2, 3]
    assert units_of_row(["DN", "DN"]) is None
    assert units_of_row(["1", "triệu đồng"]) is None
    assert units_of_row([None, None]) is None


def test_numbers_and_sentences_are_no_headings() -> None:
    assert looks_like_heading("Tên cơ sở")
    assert not looks_like_heading("1.234,5")
    assert not looks_like_heading("x" * 300)
    assert not looks_like_heading(None)


def test_merged_headings_stand_over_their_sub_headings_only() -> None:
    rows: list[Cells] = [
        ["TT", "Lao động", None, "Ghi chú", None],
        [None, "Tổng số", "Nữ", None, None],
    ]
    blocks = [*header_blocks(rows, lambda cell: cell in ("TT", "Lao động"))]
    assert [(block.top, block.bottom) for block in blocks] == [(0, 1)]
    assert dict(blocks[0].levels) == {
        0: ("TT",),
        1: ("Lao động", "Tổng số"),
        2: ("Lao động", "Nữ"),
        3: ("Ghi chú",),
    }
    assert blocks[0].grouped
