"""Good rows go in, faulty ones wait with their faults: nothing is lost, nothing wrong gets in."""

from __future__ import annotations

import pytest

from analysis.importing import desk
from analysis.importing.desk import ImportRefusedError
from analysis.importing.handwork import drop_pending, mend
from analysis.importing.history import undo
from analysis.importing.register import pending
from analysis.warehouse import history
from tests.importing.office import ESTABLISHMENTS, FUNDS, OUTCOMES, PAYMENTS, Office, change, rules

pytestmark = pytest.mark.usefixtures("here")

NEW = [
    [*ESTABLISHMENTS[0]],
    ["CS4", None, "Lò gạch Phổ Phong", "Lò gạch thủ công", "Đức Phổ", None],
    ["CS5", None, "Tổ hợp tác chổi đót", "Tổ hợp tác", "Ba Tơ", "31/12/2019"],
]
RECORDS = [
    OUTCOMES[0],
    ["CS4", 2024, 100, 4, 1],
    ["CS5", 2024, 120, 6, 5],
    ["CS5", 2023, "chưa rõ lắm", 6, 5],
]


def _half_good(office: Office) -> desk.HandIn:
    file = office.workbook("moi.xlsx", {"Cơ sở": NEW, "Kết quả SXKD": RECORDS})
    return office.take(file, sender="Phòng KT Đức Phổ")


def test_rows_that_need_a_faulty_one_are_left_out_with_it_and_told(office: Office) -> None:
    report = _half_good(office).report
    assert report.status == "errors"
    told = {(problem.rule, problem.sheet, problem.cell) for problem in report.problems}
    assert told >= {
        ("code_list", "Cơ sở", "D2"),
        ("type_money", "Kết quả SXKD", "C4"),
        ("refers_to_row_left_out", "Kết quả SXKD", "A2"),
    }
    assert rules(report).count("reference") == 0
    assert change(report, "establishment") == (1, 0, 0, 0, 1)
    assert change(report, "outcome_record") == (1, 0, 0, 0, 2)


def test_good_rows_go_in_and_the_others_wait(office: Office) -> None:
    manifest = desk.publish(office.workspace, _half_good(office), only_good=True)
    assert manifest.changes == {"added": 2, "changed": 0, "removed": 0, "left_out": 3}
    assert office.rows("select establishment_id, year from outcome_record where year > 2023") == [
        ("CS5", 2024)
    ]
    rows = pending(office.snapshot())
    places = [(row["file"], row["sheet"], row["row_number"], row["table_name"]) for row in rows]
    assert places == [
        ("moi.xlsx", "Cơ sở", 2, "establishment"),
        ("moi.xlsx", "Kết quả SXKD", 2, "outcome_record"),
        ("moi.xlsx", "Kết quả SXKD", 4, "outcome_record"),
    ]
    first, second, third = rows
    assert first["cells"] == {
        "establishment_id": "CS4",
        "name": "Lò gạch Phổ Phong",
        "legal_form": "Lò gạch thủ công",
        "unit_id": "Đức Phổ",
    }
    assert [problem["rule"] for problem in first["problems"]] == ["code_list"]
    assert first["problems"][0]["column"] == "legal_form"
    assert [problem["rule"] for problem in second["problems"]] == ["refers_to_row_left_out"]
    # The unit of its heading stays with a cell that leaves its sheet.
    assert third["cells"]["revenue"] == "chưa rõ lắm triệu"
    assert third["problems"][0]["message"]["vi"]
    errors = office.rows("select rule from import_problem where severity = 'error' order by 1")
    assert errors == []
    assert office.rows("select left_out from import_batch where left_out > 0") == [(3,)]


def test_waiting_rows_are_mended_and_imported(office: Office) -> None:
    desk.publish(office.workspace, _half_good(office), only_good=True)
    first, second, third = pending(office.snapshot())
    mended = {
        first["pending_id"]: ("establishment", {**first["cells"], "legal_form": "Hộ kinh doanh"}),
        second["pending_id"]: ("outcome_record", {**second["cells"], "revenue": "100.000.000"}),
        third["pending_id"]: ("outcome_record", {**third["cells"], "workers": "sáu người"}),
    }
    hand_in = mend(office.workspace, office.case, mended, by="Trần Bình")
    assert hand_in.report.status == "errors"
    desk.publish(office.workspace, hand_in, only_good=True)
    assert office.rows(
        "select legal_form, revenue, workers from establishment"
        " join outcome_record using (establishment_id) where establishment_id = 'CS4'"
    ) == [("household", 100_000_000, 4)]
    [left] = pending(office.snapshot())
    assert left["cells"]["workers"] == "sáu người"
    assert {problem["column"] for problem in left["problems"]} == {"revenue", "workers"}

    again = {left["pending_id"]: ("outcome_record", {**left["cells"], "revenue": "90 triệu"})}
    again[left["pending_id"]][1]["workers"] = "6"
    desk.publish(office.workspace, mend(office.workspace, office.case, again))
    assert pending(office.snapshot()) == []
    assert office.value(
        "select revenue from outcome_record where establishment_id = 'CS5' and year = 2023"
    ) == (90_000_000)


def test_what_a_heading_tells_is_not_lost_on_a_waiting_row(office: Office) -> None:
    """A cell in million đồng or in per cent still is when only another cell is mended."""
    header = [*OUTCOMES[0], "Tỷ lệ phế phẩm (%)", "Điện năng (kWh)"]
    records = [
        header,
        ["CS1", 2024, "1.500,5", 12, 60, 2.5, "1.234"],
        ["CS1", 2025, "1.600,5", 12, 6, 3, "1.234,5"],
    ]
    file = office.workbook("b.xlsx", {"Kết quả SXKD": records})
    office.import_all(file, only_good=True)
    [row] = pending(office.snapshot())
    mended = {row["pending_id"]: ("outcome_record", {**row["cells"], "workers_women": "6"})}
    desk.publish(office.workspace, mend(office.workspace, office.case, mended))
    assert office.rows(
        "select revenue, workers_women, defect_rate, energy_kwh from outcome_record"
        " where year > 2023 order by year"
    ) == [(1_500_500_000, 6, 0.025, 1234), (1_600_500_000, 6, 0.03, 1234.5)]


def test_the_unit_of_a_heading_is_kept_for_all_its_cells(office: Office) -> None:
    desk.publish(office.workspace, _half_good(office), only_good=True)
    first, second, _third = pending(office.snapshot())
    mended = {
        first["pending_id"]: ("establishment", {**first["cells"], "legal_form": "Hộ kinh doanh"}),
        second["pending_id"]: ("outcome_record", second["cells"]),
    }
    desk.publish(office.workspace, mend(office.workspace, office.case, mended))
    assert office.rows(
        "select revenue, workers from outcome_record where establishment_id = 'CS4'"
    ) == [(100_000_000, 4)]


def test_waiting_rows_can_be_dropped_and_undo_brings_them_back(office: Office) -> None:
    desk.publish(office.workspace, _half_good(office), only_good=True)
    ids = [row["pending_id"] for row in pending(office.snapshot())]
    drop_pending(office.workspace, office.case, ids[:2])
    assert [row["pending_id"] for row in pending(office.snapshot())] == ids[2:]
    undo(office.workspace, office.case)
    assert [row["pending_id"] for row in pending(office.snapshot())] == ids


def test_a_file_without_any_good_row_imports_nothing(office: Office) -> None:
    file = office.workbook("b.xlsx", {"Kết quả SXKD": [OUTCOMES[0], ["CS9", 2024, 1, 1, 1]]})
    hand_in = office.take(file)
    with pytest.raises(ImportRefusedError):
        desk.publish(office.workspace, hand_in, only_good=True)
    assert len(history(office.workspace)) == 1


def test_a_faulty_new_version_leaves_the_row_there_was(office: Office) -> None:
    sheet = [OUTCOMES[0], ["CS1", 2023, 1400, 3, 6], ["CS2", 2024, 9, 82, 30]]
    hand_in = office.take(office.workbook("b.xlsx", {"Kết quả SXKD": sheet}))
    assert rules(hand_in.report) == ["women_within_workers"]
    desk.publish(office.workspace, hand_in, only_good=True)
    assert office.rows(
        "select revenue, workers, workers_women from outcome_record"
        " where establishment_id = 'CS1' and year = 2023"
    ) == [(1_350_500_000, 14, 6)]


def test_every_payment_beyond_what_was_approved_stays_out(office: Office) -> None:
    """Each round takes out the last of a source's payments; none may be left over."""
    sheet = [PAYMENTS[0]]
    for number in range(1, 29):
        day = f"{number:02d}/08/2023"
        sheet.append([f"GM{number}", "DA2", "national", "Tạm ứng", day, "20.000.000"])
    hand_in = office.take(office.workbook("b.xlsx", {"Giải ngân": sheet}))
    assert change(hand_in.report, "payment") == (9, 0, 0, 0, 19)
    desk.publish(office.workspace, hand_in, only_good=True)
    assert office.value("select sum(amount) from payment where project_id = 'DA2'") == 280_000_000
    assert len(pending(office.snapshot())) == 19


def test_a_lower_approval_is_refused_where_more_is_paid_already(office: Office) -> None:
    """The fault lies in a row that was handed in, though the payments were there before."""
    sheet = [FUNDS[0], ["NV1", "DA1", "provincial", 200, 100]]
    hand_in = office.take(office.workbook("b.xlsx", {"Kinh phí": sheet}))
    [problem] = [one for one in hand_in.report.problems if one.severity == "error"]
    assert (problem.rule, problem.table, problem.row) == (
        "disbursed_over_approved",
        "project_fund",
        2,
    )
    with pytest.raises(ImportRefusedError):
        desk.publish(office.workspace, hand_in, only_good=True)
    assert office.value("select approved from project_fund where project_fund_id = 'NV1'") == (
        200_000_000
    )
