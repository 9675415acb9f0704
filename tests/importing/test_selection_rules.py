"""Rules of selection are handed in like any other rows: a workbook changes the program's own."""

from __future__ import annotations

import pytest

from tests.importing.office import Office, Sheet, change, rules

pytestmark = pytest.mark.usefixtures("here")

GATES: Sheet = [
    ["Mã điều kiện", "Điều kiện", "Nội dung điều kiện", "Tham số", "Hiệu lực đến"],
    ["QM-01", "Quy mô được hỗ trợ", "Siêu nhỏ hoặc nhỏ", "micro;small", None],
    ["TP-03", "Chấp hành tốt", "Không vi phạm", "01-31", "31/12/2026"],
    [None, "Yêu cầu khác, kiểm tra bằng tay", "Có cam kết bảo vệ môi trường", None, None],
]
ORDER: Sheet = [
    ["Mã ưu tiên", "Nhóm", "Bậc", "Tiêu chí", "Tham số", "Diện ưu tiên"],
    ["UT-N5", "Ngành nghề", 2, "Số lao động từ", "100", "Từ 100 lao động trở lên"],
    ["UT-N4", "Ngành nghề", 1, "Tỷ trọng nguyên liệu tại chỗ trên mức", "quá nửa", "Tại chỗ"],
]


def test_a_workbook_changes_the_built_in_rules_and_adds_its_own(office: Office) -> None:
    file = office.workbook(
        "dieu-kien.xlsx", {"Điều kiện hỗ trợ": GATES, "Thứ tự ưu tiên": ORDER[:2]}
    )
    report = office.report(file)
    assert rules(report) == []
    assert change(report, "gate_rule")[:2] == (1, 2)
    assert change(report, "priority_rule")[:2] == (0, 1)
    before = office.value("select count(*) from gate_rule")
    office.import_all(file)
    assert office.value("select count(*) from gate_rule") == before + 1
    assert office.rows("select parameter, title_vi from gate_rule where rule_id = 'QM-01'") == [
        ("micro;small", "Siêu nhỏ hoặc nhỏ")
    ]
    assert office.rows("select parameter, place from priority_rule where rule_id = 'UT-N5'") == [
        ("100", 2)
    ]
    assert office.value("select gate from gate_rule where title_vi like '%môi trường'") == "other"


def test_a_threshold_that_is_no_number_is_refused(office: Office) -> None:
    report = office.report(office.workbook("uu-tien.xlsx", {"Thứ tự ưu tiên": ORDER}))
    assert rules(report) == ["threshold_is_a_number"]
