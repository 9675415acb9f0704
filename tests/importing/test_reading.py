"""What officers write is understood: names for ids, places of their day, units, fonts, headings."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from analysis.importing import desk
from analysis.importing.memory import forget_columns, remembered_columns, senders
from analysis.importing.model import ANY_SHEET, Choices, sheet_key
from tests.importing.office import ESTABLISHMENTS, OUTCOMES, Office, change, rules, run_here

pytestmark = pytest.mark.usefixtures("here")

SUPPORT_HEADER = ["Mã khoản hỗ trợ", "Đề án", "Cơ sở", "Năm hỗ trợ", "Kinh phí hỗ trợ"]


@pytest.mark.parametrize(
    "said",
    [
        "CS2",
        "cs2",
        "4300100034",
        "4300 100 034",
        "Công ty TNHH Đại Phát",
        "cong ty tnhh dai phat",
        "Cty TNHH Đại Phát",
        "ĐẠI PHÁT",
    ],
)
def test_an_establishment_is_known_by_id_tax_code_or_name(office: Office, said: str) -> None:
    sheet = [OUTCOMES[0], [said, 2024, 5, 81, 30]]
    office.import_all(office.workbook("b.xlsx", {"SXKD": sheet}))
    assert office.rows("select establishment_id from outcome_record where year = 2024") == [
        ("CS2",)
    ]


@pytest.mark.parametrize("said", ["DA2", "45/QĐ-SCT", "45/qd-sct", "Dây chuyền sấy cá"])
def test_a_project_is_known_by_id_decision_or_title(office: Office, said: str) -> None:
    sheet = [SUPPORT_HEADER, ["HT9", said, "CS1", 2023, 5]]
    office.import_all(office.workbook("b.xlsx", {"Hỗ trợ": sheet}))
    assert office.rows("select project_id from support where support_id = 'HT9'") == [("DA2",)]


def test_names_are_found_among_what_is_handed_in_with_them(office: Office) -> None:
    file = office.workbook(
        "b.xlsx",
        {
            "SXKD": [OUTCOMES[0], ["Lò Gốm Mỹ Thiện", 2024, 5, 4, 1]],
            "Cơ sở": [["Tên cơ sở", "Địa bàn"], ["Lò gốm Mỹ Thiện", "Bình Sơn"]],
        },
    )
    office.import_all(file)
    assert office.rows(
        "select e.name from outcome_record join establishment as e using (establishment_id)"
        " where year = 2024"
    ) == [("Lò gốm Mỹ Thiện",)]


def test_a_name_of_two_establishments_is_asked_about(office: Office) -> None:
    again = [ESTABLISHMENTS[0][:3], ["CS4", "4300100041", "Hợp tác xã Nghĩa An"]]
    office.import_all(office.workbook("b.xlsx", {"Cơ sở": again}))
    sheet = [
        OUTCOMES[0],
        ["Hợp tác xã Nghĩa An", 2024, 5, 4, 1],
        ["Hợp tác xã Nghĩa Ann", 2024, 5, 4, 1],
    ]
    report = office.report(office.workbook("c.xlsx", {"SXKD": sheet}))
    ambiguous, unknown = report.problems[:2]
    assert (ambiguous.rule, ambiguous.cell) == ("reference_ambiguous", "A2")
    assert "[CS1]" in ambiguous.message.vi
    assert "[CS4]" in ambiguous.message.vi
    assert (unknown.rule, unknown.cell) == ("reference_unknown", "A3")
    assert "Nghĩa An" in unknown.remedy.vi


def test_a_tax_code_gets_its_lost_zero_back(office: Office) -> None:
    sheet = [["Mã cơ sở", "MST", "Tên cơ sở"], ["CS7", 300100012, "Xưởng Mộc"]]
    hand_in = office.take(office.workbook("b.xlsx", {"Cơ sở": sheet}))
    assert "leading_zero_restored" in rules(hand_in.report, "warning")
    desk.publish(office.workspace, hand_in)
    assert office.value("select tax_code from establishment where establishment_id = 'CS7'") == (
        "0300100012"
    )


def _level_of(office: Office, project: str) -> tuple[Any, ...]:
    [found] = office.rows(
        "select u.name, u.level from project join administrative_unit as u using (unit_id)"
        f" where project_id = '{project}'"
    )
    return found


def test_a_place_is_the_one_of_the_day_of_its_row(office: Office) -> None:
    """Until 30 June 2025 Bình Sơn is a district, from the day after it is a commune."""
    header = ["Mã đề án", "Tên đề án", "Năm kế hoạch", "Phê duyệt", "Địa bàn"]
    sheet = [
        header,
        ["DA7", "Trước", 2025, "30/06/2025", "Bình Sơn"],
        ["DA8", "Sau", 2025, "01/07/2025", "Bình Sơn"],
        ["DA9", "Không dấu", 2024, "05/01/2024", "h. binh son"],
    ]
    office.import_all(office.workbook("b.xlsx", {"Đề án": sheet}))
    assert _level_of(office, "DA7") == ("Huyện Bình Sơn", "district")
    assert _level_of(office, "DA8") == ("Xã Bình Sơn", "commune")
    assert _level_of(office, "DA9") == ("Huyện Bình Sơn", "district")


def test_a_place_nobody_knows_leaves_its_row_out(office: Office) -> None:
    header = ["Mã đề án", "Tên đề án", "Năm kế hoạch", "Địa bàn"]
    sheet = [header, ["DA7", "Đúng", 2024, "Mộ Đức"], ["DA8", "Sai", 2024, "Bình Dương Xa"]]
    hand_in = office.take(office.workbook("b.xlsx", {"Đề án": sheet}))
    [problem] = [one for one in hand_in.report.problems if one.severity == "error"]
    assert (problem.rule, problem.cell, problem.value) == ("place_unknown", "D3", "Bình Dương Xa")
    desk.publish(office.workspace, hand_in, only_good=True)
    assert office.rows("select project_id from project where plan_year = 2024") == [("DA7",)]


AMOUNTS = (
    ("Đơn vị tính: triệu đồng", "Doanh thu", 1.5, 1_500_000),
    ("ĐVT: nghìn đồng", "Doanh thu", 1500, 1_500_000),
    ("ĐVT: nghìn đồng", "Doanh thu (triệu đồng)", 1.5, 1_500_000),
    ("Năm 2024", "Doanh thu (tỷ đồng)", "1,5", 1_500_000_000),
    ("Năm 2024", "Doanh thu", "12 tỷ", 12_000_000_000),
    ("ĐVT: triệu đồng", "Doanh thu", "1,2 tỷ", 1_200_000_000),
    ("Năm 2024", "Doanh thu", "1.234.567", 1_234_567),
    ("Năm 2024", "Doanh thu", "1,234,567", 1_234_567),
    ("Năm 2024", "Doanh thu", "1.234.567 đồng", 1_234_567),
    ("Unit: million VND", "Revenue", "1,234.5", 1_234_500_000),
    ("ĐVT: triệu đồng", "Doanh thu", "1.234,5", 1_234_500_000),
    ("Năm 2024", "Doanh thu", 1500000, 1_500_000),
)
"""Above the table, heading, cell, and the amount in đồng."""
TRADES = (
    *("gốm", "mộc", "rèn", "bún", "nón lá", "chiếu cói", "đường phèn", "nước mắm", "may", "gạch"),
    *("tinh bột", "đúc đồng"),
)


@pytest.fixture(scope="module")
def amounts(filled_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office where each amount came as the revenue of an establishment in a file."""
    folder = tmp_path_factory.mktemp("amounts")
    office = Office(Path(shutil.copytree(filled_workspace, folder / "workspace")), folder)
    names = [[f"DN{number}", f"Cơ sở {trade}"] for number, trade in enumerate(TRADES)]
    names = [["Mã cơ sở", "Tên cơ sở"], *names]
    files = [office.workbook("ds.xlsx", {"Cơ sở CNNT": names})]
    for number, (title, heading, cell, _) in enumerate(AMOUNTS):
        sheet = [[title], [], ["Mã cơ sở", "Năm", heading], [f"DN{number}", 2024, cell]]
        files.append(office.workbook(f"{number}.xlsx", {"Kết quả SXKD": sheet}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "run_in_process", run_here)
        office.import_all(*files)
    return office


@pytest.mark.parametrize("number", range(len(AMOUNTS)))
def test_amounts_are_read_in_the_unit_they_are_told_in(amounts: Office, number: int) -> None:
    assert len(AMOUNTS) == len(TRADES)
    asked = f"select revenue from outcome_record where establishment_id = 'DN{number}'"
    assert amounts.value(asked) == AMOUNTS[number][3]


def _in_tcvn3(text: str) -> str:
    """Write a text as the old font TCVN3 shows it, by the bytes of that font read as Latin 1."""
    return text.translate(_TCVN3)


_TCVN3 = str.maketrans(
    {
        "ă": "¨", "â": "©", "ê": "ª", "ô": "«", "ơ": "¬", "ư": "\xad", "đ": "®", "Đ": "§",
        "à": "µ", "ả": "¶", "ã": "·", "á": "¸", "ạ": "¹", "ằ": "»", "ẳ": "¼", "ẵ": "½", "ắ": "¾",
        "ặ": "Æ", "ầ": "Ç", "ẩ": "È", "ẫ": "É", "ấ": "Ê", "ậ": "Ë", "è": "Ì", "ẻ": "Î", "ẽ": "Ï",
        "é": "Ð", "ẹ": "Ñ", "ề": "Ò", "ể": "Ó", "ễ": "Ô", "ế": "Õ", "ệ": "Ö", "ì": "×", "ỉ": "Ø",
        "ĩ": "Ü", "í": "Ý", "ị": "Þ", "ò": "ß", "ỏ": "á", "õ": "â", "ó": "ã", "ọ": "ä", "ồ": "å",
        "ổ": "æ", "ỗ": "ç", "ố": "è", "ộ": "é", "ờ": "ê", "ở": "ë", "ỡ": "ì", "ớ": "í", "ợ": "î",
        "ù": "ï", "ủ": "ñ", "ũ": "ò", "ú": "ó", "ụ": "ô", "ừ": "õ", "ử": "ö", "ữ": "÷", "ứ": "ø",
        "ự": "ù", "ỳ": "ú", "ỷ": "û", "ỹ": "ü", "ý": "ý", "ỵ": "þ",
    }
)  # fmt: skip

OLD_SHEET = [
    ["Mã cơ sở", "Tên cơ sở", "Hình thức", "Địa bàn"],
    ["CS8", "Hợp tác xã nước mắm Đức Lợi", "Hợp tác xã", "Mộ Đức"],
    ["CS9", "Cơ sở mộc dân dụng Hành Thịnh", "Hộ kinh doanh", "Nghĩa Hành"],
]


def test_an_old_font_is_converted_once_the_officer_has_seen_it(office: Office) -> None:
    old = [[_in_tcvn3(cell) for cell in row] for row in OLD_SHEET]
    file = office.workbook("cu.xlsx", {"DS": old})
    asked = office.take(file)
    assert (asked.report.status, asked.report.candidate) == ("question", None)
    [sheet] = asked.report.sheets
    assert sheet.legacy_font == "tcvn3"
    assert (_in_tcvn3(OLD_SHEET[1][1]), OLD_SHEET[1][1]) in sheet.legacy_samples
    desk.give_up(asked)
    office.import_all(file, choices=Choices(legacy="convert"))
    assert office.rows(
        "select e.name, legal_form, u.name from establishment as e"
        " join administrative_unit as u using (unit_id)"
        " where establishment_id in ('CS8', 'CS9') order by establishment_id"
    ) == [
        ("Hợp tác xã nước mắm Đức Lợi", "cooperative", "Xã Mộ Đức"),
        ("Cơ sở mộc dân dụng Hành Thịnh", "household", "Xã Nghĩa Hành"),
    ]


def test_text_that_only_looks_old_can_be_kept(office: Office) -> None:
    old = [["Mã cơ sở", "Tên cơ sở"], ["CS8", _in_tcvn3("Hội quán Phước Lộc Thọ Đức Lợi")]]
    file = office.workbook("cu.xlsx", {"Cơ sở": old})
    assert office.report(file).status == "question"
    office.import_all(file, choices=Choices(legacy="keep"))
    name = office.value("select name from establishment where establishment_id = 'CS8'")
    # A soft hyphen stands for "ư" in that font; in Unicode it is no letter and is dropped.
    assert name == _in_tcvn3("Hội quán Phước Lộc Thọ Đức Lợi").replace("\xad", "")


def test_a_mapping_is_remembered_for_its_sender_only(office: Office) -> None:
    sheet = [["Cơ sở", "Năm", "Quân số", "Thu trong năm"], ["CS1", 2024, 17, 5]]
    file = office.workbook("b.xlsx", {"Kết quả SXKD": sheet})
    report = office.report(file, sender="Xã Tịnh Khê")
    assert rules(report, "warning") == ["unknown_column", "unknown_column"]
    mapping = {
        sheet_key("b.xlsx", "Kết quả SXKD"): {"Quân số": "workers"},
        ANY_SHEET: {"Thu trong năm": None},
    }
    office.import_all(file, sender="Xã Tịnh Khê", choices=Choices(mapping=mapping))
    assert office.rows("select workers, revenue from outcome_record where year = 2024") == [
        (17, None)
    ]
    assert senders(office.workspace) == ["Xã Tịnh Khê"]

    sheet[1][1:3] = [2025, 18]
    later = office.workbook("c.xlsx", {"Kết quả SXKD": sheet})
    assert rules(office.report(later, sender="Xã khác"), "warning") == ["unknown_column"] * 2
    assert rules(office.report(later), "warning") == ["unknown_column"] * 2
    report = office.report(later, sender="Xã Tịnh Khê")
    assert rules(report, "warning") == []
    assert [column.ignored for column in report.sheets[0].columns] == [False, False, False, True]
    assert change(report, "outcome_record") == (1, 0, 0, 0, 0)

    forget_columns(office.workspace, "Xã Tịnh Khê")
    assert remembered_columns(office.workspace, "Xã Tịnh Khê") == {}


def test_a_table_is_chosen_for_a_sheet_that_does_not_tell(office: Office) -> None:
    sheet = [["Địa bàn", "Năm"], ["Bình Sơn", 2024]]
    file = office.workbook("b.xlsx", {"Trang1": sheet})
    report = office.report(file)
    assert (report.status, rules(report)) == ("errors", ["table_unclear"])
    assert "project" in report.sheets[0].candidates
    choices = Choices(tables={sheet_key("b.xlsx", "Trang1"): "project"})
    assert change(office.report(file, choices=choices), "project") == (1, 0, 0, 0, 0)
    skipped = office.report(file, choices=Choices(tables={sheet_key("b.xlsx", "Trang1"): ""}))
    assert ([sheet.table for sheet in skipped.sheets], skipped.changes) == ([None], ())


def test_a_file_of_something_else_is_told_so(office: Office) -> None:
    file = office.workbook("b.xlsx", {"Thực đơn": [["Món", "Giá"], ["Cá bống", "50.000"]]})
    report = office.report(file)
    assert (report.status, rules(report)) == ("errors", ["nothing_recognised"])


@pytest.mark.parametrize("place", [0, 1])
def test_totals_numbers_and_signatures_are_no_data(office: Office, place: int) -> None:
    """The label of a total often stands in the column of numbers, which is no data either."""
    total = [None] * 6
    total[place] = "Tổng cộng"
    total[3:] = [7, 33, 14]
    sheet = [
        ["ỦY BAN NHÂN DÂN HUYỆN TƯ NGHĨA"],
        ["KẾT QUẢ SẢN XUẤT KINH DOANH NĂM 2024"],
        [],
        ["STT", "Cơ sở", "Năm", "Doanh thu (tỷ đồng)", "Lao động", "Lao động nữ"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [1, "CS1", 2024, 3, 15, 6],
        [2, "CS2", 2024, 4, 18, 8],
        total,
    ]
    report = office.report(office.workbook("b.xlsx", {"Kết quả SXKD": sheet}))
    assert (rules(report), rules(report, "warning")) == ([], ["total_row"])
    assert change(report, "outcome_record") == (2, 0, 0, 0, 0)


def test_signatures_under_the_table_are_no_data(office: Office) -> None:
    sheet = [
        *[["STT", *OUTCOMES[0]], [1, "CS1", 2024, 1500, 15, 6]],
        [],
        [None, None, None, "Quảng Ngãi, ngày 5 tháng 3 năm 2025"],
        [None, "Người lập biểu", None, "Thủ trưởng đơn vị"],
        [None, "(Ký, ghi rõ họ tên)"],
    ]
    report = office.report(office.workbook("b.xlsx", {"Kết quả SXKD": sheet}))
    assert (rules(report), rules(report, "warning")) == ([], ["foot_row"])
    assert (report.problems[0].cell, report.problems[0].row) == ("D4", 4)
    assert change(report, "outcome_record") == (1, 0, 0, 0, 0)
