"""What is changed by hand is on record with who and why, and decisions are applied ever after."""

from __future__ import annotations

import pytest

from analysis.importing import desk
from analysis.importing.desk import ImportRefusedError
from analysis.importing.handwork import correct, decide
from analysis.importing.history import undo
from analysis.importing.model import Correction, Decision
from analysis.importing.register import corrections, decisions, imports, possible_duplicates
from analysis.importing.tray import waiting
from analysis.warehouse import history
from tests.importing.office import ESTABLISHMENTS, OUTCOMES, Office, change, rules

pytestmark = pytest.mark.usefixtures("here")

WORKERS = Correction("outcome_record", ("CS1", "2023"), "workers", "16", "Gọi điện hỏi lại")


def test_a_correction_is_recorded_with_old_new_who_and_why(office: Office) -> None:
    desk.publish(
        office.workspace, correct(office.workspace, office.case, [WORKERS], by="Trần Bình")
    )
    assert office.rows(
        "select workers, revenue from outcome_record where establishment_id = 'CS1' and year = 2023"
    ) == [(16, 1_350_500_000)]
    [row] = corrections(office.snapshot()).to_dict("records")
    assert (row["table_name"], row["row_key"], row["column_name"]) == (
        "outcome_record",
        "CS1 / 2023",
        "workers",
    )
    assert (row["old_value"], row["new_value"]) == ("14", "16")
    assert (row["corrected_by"], row["why"]) == ("Trần Bình", "Gọi điện hỏi lại")
    assert imports(office.snapshot())["action"].tolist()[0] == "correction"


def test_an_import_overwrites_a_correction_and_the_record_stays(office: Office) -> None:
    desk.publish(office.workspace, correct(office.workspace, office.case, [WORKERS]))
    file = office.workbook("b.xlsx", {"Kết quả SXKD": OUTCOMES})
    hand_in = office.take(file)
    assert change(hand_in.report, "outcome_record") == (0, 1, 2, 0, 0)
    desk.publish(office.workspace, hand_in)
    assert office.rows(
        "select workers from outcome_record where establishment_id = 'CS1' and year = 2023"
    ) == [(14,)]
    assert len(corrections(office.snapshot())) == 1


def test_several_values_and_an_unknown_one_are_one_snapshot(office: Office) -> None:
    several = [
        WORKERS,
        Correction("outcome_record", ("CS1", "2023"), "revenue", "1,4 tỷ", "Theo báo cáo thuế"),
        Correction("establishment", ("CS2",), "tax_code", None, "Mã của công ty mẹ"),
        Correction("establishment", ("CS3",), "unit_id", "Ba Tơ", "Đã dời xưởng"),
    ]
    hand_in = correct(office.workspace, office.case, several)
    assert rules(hand_in.report) == []
    assert desk.publish(office.workspace, hand_in).number == 2
    assert office.rows(
        "select workers, revenue from outcome_record where establishment_id = 'CS1' and year = 2023"
    ) == [(16, 1_400_000_000)]
    assert office.rows(
        "select tax_code, name from establishment where establishment_id = 'CS2'"
    ) == [(None, "Công ty TNHH Đại Phát")]
    assert office.rows(
        "select u.name from establishment join administrative_unit as u using (unit_id)"
        " where establishment_id = 'CS3'"
    ) == [("Xã Ba Tơ",)]
    assert set(corrections(office.snapshot())["column_name"]) == {
        "workers",
        "revenue",
        "tax_code",
        "unit_id",
    }


def test_a_correction_is_checked_like_a_file(office: Office) -> None:
    wrong = Correction("outcome_record", ("CS1", "2023"), "workers", "2", "Nhầm")
    hand_in = correct(office.workspace, office.case, [wrong])
    assert rules(hand_in.report) == ["women_within_workers"]
    with pytest.raises(ImportRefusedError):
        desk.publish(office.workspace, hand_in)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (Correction("outcome_record", ("CS1", "1999"), "workers", "1", "x"), "no row with that"),
        (Correction("establishment", ("CS9",), "name", "Mới", "x"), "no row with that"),
        (Correction("outcome_record", ("CS1",), "workers", "1", "x"), "whole key"),
        (Correction("outcome_record", ("CS1", "2023"), "year", "2024", "x"), "cannot be corrected"),
        (Correction("outcome_record", ("CS1", "2023"), "nothing", "1", "x"), "cannot be corrected"),
        (Correction("import_batch", ("x",), "files", "1", "x"), "cannot be corrected"),
        (Correction("outcome_record", ("CS1", "2023"), "workers", "1", " "), "Say why"),
    ],
)
def test_what_cannot_be_corrected_is_refused(office: Office, one: Correction, said: str) -> None:
    with pytest.raises(ImportRefusedError, match=said):
        correct(office.workspace, office.case, [one])
    assert waiting(office.workspace) == []
    assert len(history(office.workspace)) == 1


def _with_a_double(office: Office) -> None:
    """Import an establishment a second time under another id, and a record of its own."""
    double = ["CS4", None, "HTX Nghĩa An", "Hợp tác xã", "Tư Nghĩa", "05/03/2015"]
    file = office.workbook(
        "doi.xlsx",
        {
            "Cơ sở": [ESTABLISHMENTS[0], double],
            "Kết quả SXKD": [OUTCOMES[0], ["CS4", 2023, 9, 9, 1], ["CS4", 2024, 1500, 15, 6]],
        },
    )
    office.import_all(file)


def test_the_same_establishment_under_two_ids_becomes_one_for_good(office: Office) -> None:
    _with_a_double(office)
    pairs = [(pair.kept_id, pair.other_id) for pair in possible_duplicates(office.snapshot())]
    assert pairs == [("CS1", "CS4")]
    decide(
        office.workspace,
        office.case,
        [Decision("CS1", "CS4", "same", "Cùng chủ, cùng địa chỉ")],
        by="Trần Bình",
    )
    assert possible_duplicates(office.snapshot()) == []
    assert office.rows("select establishment_id from establishment order by 1") == [
        ("CS1",),
        ("CS2",),
        ("CS3",),
    ]
    # The record of a year both have is that of the id kept.
    records = "select year, workers from outcome_record where establishment_id = 'CS1' order by 1"
    assert office.rows(records) == [(2022, 12), (2023, 14), (2024, 15)]
    [decision] = decisions(office.snapshot()).to_dict("records")
    assert (decision["verdict"], decision["decided_by"]) == ("same", "Trần Bình")

    # Both ids in one file, as the sender still has them: the kept one's rows count.
    both = office.workbook(
        "ca-hai.xlsx",
        {
            "Cơ sở": [*ESTABLISHMENTS, ["CS4", None, "HTX Nghĩa An", None, "Tư Nghĩa", None]],
            "Kết quả SXKD": [*OUTCOMES, ["CS4", 2023, 9, 9, 1], ["CS4", 2024, 1500, 15, 6]],
        },
    )
    report = office.report(both)
    assert report.status == "unchanged"
    gave_way = [one.cell for one in report.problems if one.rule == "gave_way"]
    assert gave_way == ["A5", "A5"]

    later = office.workbook(
        "sau.xlsx",
        {
            "Cơ sở": [ESTABLISHMENTS[0], ["CS4", None, "HTX Nghĩa An", None, None, None]],
            "Kết quả SXKD": [OUTCOMES[0], ["CS4", 2025, 1600, 17, 6]],
        },
    )
    hand_in = office.take(later)
    assert rules(hand_in.report) == []
    assert change(hand_in.report, "establishment") == (0, 0, 1, 0, 0)
    desk.publish(office.workspace, hand_in)
    assert office.rows(records)[-1] == (2025, 17)
    assert office.value("select count(*) from establishment") == 3


def test_files_without_ids_are_told_apart_by_their_names_even_then(new_office: Office) -> None:
    """A sender writes the name decided against, and its rows land on the establishment kept."""
    header = ["Tên cơ sở", "Địa bàn", "MST"]
    names = [["Gạch Phổ Phong", "Đức Phổ", None], ["Gạch Phổ Phong Anh", "Đức Phổ", "4300100027"]]
    record = [["Tên cơ sở", "Năm", "Lao động"], ["Gạch Phổ Phong Anh", 2024, 9]]
    sheets = {"Cơ sở": [header, *names], "Kết quả SXKD": record}
    new_office.import_all(new_office.workbook("a.xlsx", sheets))
    ids = dict(new_office.rows("select name, establishment_id from establishment"))
    kept, other = ids["Gạch Phổ Phong"], ids["Gạch Phổ Phong Anh"]
    decide(new_office.workspace, new_office.case, [Decision(kept, other, "same")])
    # What was known of the other only is not lost.
    one_row = [("Gạch Phổ Phong", "4300100027")]
    assert new_office.rows("select name, tax_code from establishment") == one_row
    record[1][1:] = [2025, 10]
    hand_in = new_office.take(new_office.workbook("b.xlsx", sheets))
    assert rules(hand_in.report) == []
    desk.publish(new_office.workspace, hand_in)
    assert new_office.rows("select name, tax_code from establishment") == one_row
    assert new_office.rows("select establishment_id, workers from outcome_record order by 2") == [
        (kept, 9),
        (kept, 10),
    ]


def test_different_is_not_asked_again_and_later_is(office: Office) -> None:
    _with_a_double(office)
    decide(office.workspace, office.case, [Decision("CS1", "CS4", "later")])
    assert len(possible_duplicates(office.snapshot())) == 1
    decide(office.workspace, office.case, [Decision("CS4", "CS1", "different", "Hai xưởng")])
    assert possible_duplicates(office.snapshot()) == []
    assert decisions(office.snapshot())["verdict"].tolist() == ["different"]
    assert office.value("select count(*) from establishment") == 4
    again = office.workbook("b.xlsx", {"Cơ sở": ESTABLISHMENTS})
    assert "possible_duplicate" not in rules(office.report(again), "warning")


def test_a_decision_is_undone_with_its_rows(office: Office) -> None:
    _with_a_double(office)
    decide(office.workspace, office.case, [Decision("CS1", "CS4", "same")])
    undo(office.workspace, office.case)
    assert office.value("select count(*) from establishment") == 4
    assert office.value("select count(*) from outcome_record where establishment_id = 'CS4'") == 2


def test_a_decision_on_ids_nobody_has_changes_no_row(office: Office) -> None:
    before = office.value("select count(*) from establishment")
    decide(office.workspace, office.case, [Decision("CS1", "CS77", "same")])
    assert office.value("select count(*) from establishment") == before
    file = office.workbook("b.xlsx", {"SXKD": [OUTCOMES[0], ["CS77", 2024, 9, 9, 1]]})
    office.import_all(file)
    assert office.rows("select establishment_id from outcome_record where year = 2024") == [
        ("CS1",)
    ]


def test_decisions_may_form_a_chain_or_a_circle(office: Office) -> None:
    _with_a_double(office)
    decide(office.workspace, office.case, [Decision("CS1", "CS4", "same")])
    decide(office.workspace, office.case, [Decision("CS2", "CS1", "same")])
    assert office.rows("select distinct establishment_id from outcome_record") == [("CS2",)]
    decide(office.workspace, office.case, [Decision("CS4", "CS2", "same")])
    assert (
        office.value(
            "select count(*) from outcome_record anti join establishment using (establishment_id)"
        )
        == 0
    )
    assert office.value("select count(*) from establishment") >= 2
