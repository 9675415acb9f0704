"""The report of problems: the same keys for programs every time, readable rows for people."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from analysis.exports.problem_report import REPORT_HEADER, report_json, report_row
from analysis.intake.problem import NO_TABLE, Problem
from analysis.language import LANGUAGES, Language, Text

PROBLEM = Problem(
    "error",
    "bounds",
    "huyện.xlsx",
    "outcome_record",
    7,
    "workers",
    "-3",
    Text("ngoài khoảng 0 đến ∞", "is outside 0 to ∞"),
    Text("Kiểm tra giá trị", "Check the value"),
    sheet="Năm 2024",
    cell="F7",
)


def test_the_json_has_both_languages_under_the_same_keys() -> None:
    read = json.loads(report_json([PROBLEM], {"files": 1, "good_rows": 12}))
    assert read["files"] == 1
    assert read["good_rows"] == 12
    assert read["problems"] == [
        {
            "severity": "error",
            "rule": "bounds",
            "file": "huyện.xlsx",
            "sheet": "Năm 2024",
            "cell": "F7",
            "table": "outcome_record",
            "row": 7,
            "column": "workers",
            "value": "-3",
            "message": {"vi": "ngoài khoảng 0 đến ∞", "en": "is outside 0 to ∞"},
            "remedy": {"vi": "Kiểm tra giá trị", "en": "Check the value"},
        }
    ]


def test_the_json_keeps_vietnamese_letters_readable() -> None:
    assert "huyện.xlsx" in report_json([PROBLEM], {})


@given(value=st.none() | st.text(), row=st.none() | st.integers(1, 1_048_576))
def test_any_value_comes_back_from_the_json(value: str | None, row: int | None) -> None:
    [read] = json.loads(report_json([replace(PROBLEM, value=value, row=row)], {}))["problems"]
    assert (read["value"], read["row"]) == (value, row)


@given(language=st.sampled_from(LANGUAGES))
def test_a_row_is_in_the_readers_language(language: Language) -> None:
    header = [text.in_language(language) for text in REPORT_HEADER]
    row = dict(zip(header, report_row(PROBLEM, language), strict=True))
    if language == "vi":
        assert row == {
            "Mức độ": "Lỗi",
            "Trang": "Năm 2024",
            "Ô": "F7",
            "Bảng": "Kết quả sản xuất kinh doanh",
            "Cột": "Lao động",
            "Giá trị": "-3",
            "Nội dung": "ngoài khoảng 0 đến ∞",
            "Cách sửa": "Kiểm tra giá trị",
            "Quy tắc": "bounds",
        }
    else:
        assert (row["Severity"], row["Table"]) == ("Error", "Outcome record")
        assert row["Message"] == "is outside 0 to ∞"


def test_a_fault_of_a_row_names_the_row_and_one_of_a_file_the_file() -> None:
    whole_row = replace(PROBLEM, cell=None, column=None)
    assert report_row(whole_row, "vi")[2] == "7"
    assert report_row(whole_row, "vi")[4] is None
    whole_file = replace(PROBLEM, sheet=None, cell=None, row=None, column=None, table=NO_TABLE)
    assert report_row(whole_file, "en")[1:4] == ["huyện.xlsx", None, None]


def test_what_the_dictionary_does_not_know_keeps_its_name() -> None:
    unknown = replace(PROBLEM, table="doanh_thu", column="cột lạ")
    assert report_row(unknown, "vi")[3:5] == ["doanh_thu", "cột lạ"]
