"""Files handed in: what is new, what changes, what stays, and what cannot go in."""

from __future__ import annotations

import json

import pytest

from analysis.importing import desk
from analysis.importing.desk import ImportRefusedError
from analysis.importing.model import Choices
from analysis.importing.tray import waiting
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import NothingLoadedError, history, open_snapshot
from analysis.warehouse.manifest import POINTER_NAME
from tests.importing.office import (
    ESTABLISHMENTS,
    FIRST,
    OFFICER,
    OUTCOMES,
    PROJECTS,
    SUPPORTS,
    Office,
    change,
    change_of,
    rules,
)
from tests.own_case import loaded, write_case

pytestmark = pytest.mark.usefixtures("here")


def test_the_first_import_makes_the_data_set(new_office: Office) -> None:
    with pytest.raises(NothingLoadedError):
        new_office.snapshot()
    hand_in = new_office.take(new_office.workbook("a.xlsx", FIRST), sender="Phòng KT Bình Sơn")
    assert (hand_in.report.status, rules(hand_in.report)) == ("ready", [])
    assert [(c.table, c.added, c.changed) for c in hand_in.report.changed_tables] == [
        ("establishment", 3, 0),
        ("outcome_record", 3, 0),
        ("project", 2, 0),
        ("project_fund", 2, 0),
        ("support", 2, 0),
        ("payment", 3, 0),
    ]
    with pytest.raises(NothingLoadedError):
        new_office.snapshot()
    manifest = desk.publish(new_office.workspace, hand_in)
    assert (manifest.number, manifest.parent, manifest.action) == (1, None, "import")
    assert new_office.rows("select establishment_id, unit_id from establishment order by 1") == [
        ("CS1", new_office.value(_unit("Tư Nghĩa"))),
        ("CS2", new_office.value(_unit("Bình Sơn"))),
        ("CS3", new_office.value(_unit("Đức Phổ"))),
    ]
    assert new_office.rows("select revenue, workers from outcome_record order by 1") == [
        (1_200_000_000, 12),
        (1_350_500_000, 14),
        (20_000_000_000, 80),
    ]
    assert open_snapshot(new_office.workspace).case.name == new_office.case
    assert waiting(new_office.workspace) == []


def _unit(name: str) -> str:
    return (
        f"select unit_id from administrative_unit where ends_with(name, '{name}')"
        " and level = 'commune' and valid_to is null"
    )


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    hand_in = office.take(office.workbook("lai.xlsx", FIRST))
    assert (hand_in.report.status, hand_in.report.candidate) == ("unchanged", None)
    assert {(c.added, c.changed, c.removed) for c in hand_in.report.changes} == {(0, 0, 0)}
    with pytest.raises(ImportRefusedError, match="nothing to import"):
        desk.publish(office.workspace, hand_in)
    assert len(history(office.workspace)) == 1


def test_a_changed_value_is_shown_before_and_after(office: Office) -> None:
    sheet = [row.copy() for row in OUTCOMES]
    sheet[2][3] = 15
    hand_in = office.take(office.workbook("b.xlsx", {"Kết quả SXKD": sheet}))
    assert change(hand_in.report, "outcome_record") == (0, 1, 2, 0, 0)
    [cell] = change_of(hand_in.report, "outcome_record").samples
    assert (cell.kind, cell.key, cell.column) == ("changed", "CS1 / 2023", "workers")
    assert (cell.old, cell.new) == ("14", "15")
    manifest = desk.publish(office.workspace, hand_in)
    assert (manifest.number, manifest.parent) == (2, 1)
    assert manifest.changes == {"added": 0, "changed": 1, "removed": 0, "left_out": 0}
    assert office.value("select sum(workers) from outcome_record") == 12 + 15 + 80


def test_columns_a_file_does_not_have_keep_their_values(office: Office) -> None:
    sheet = [["Mã cơ sở", "Tên cơ sở"], ["CS1", "Hợp tác xã Nghĩa Hiệp"]]
    office.import_all(office.workbook("b.xlsx", {"Cơ sở CNNT": sheet}))
    assert office.rows(
        "select name, tax_code, legal_form, founded_on::varchar from establishment"
        " where establishment_id = 'CS1'"
    ) == [("Hợp tác xã Nghĩa Hiệp", "4300100027", "cooperative", "2015-03-05")]
    assert office.value("select count(*) from establishment") == 3


@pytest.mark.parametrize(("erase", "left"), [(False, "2015-03-05"), (True, None)])
def test_an_empty_cell_keeps_the_value_unless_it_shall_erase(
    office: Office, erase: bool, left: str | None
) -> None:
    sheet = [["Mã cơ sở", "Tên cơ sở", "Ngày thành lập"], ["CS1", "Hợp tác xã Nghĩa An", None]]
    file = office.workbook("b.xlsx", {"Cơ sở CNNT": sheet})
    hand_in = office.take(file, choices=Choices(erase_blank=erase))
    assert hand_in.report.status == ("ready" if erase else "unchanged")
    if erase:
        desk.publish(office.workspace, hand_in)
    founded, tax_code = office.rows(
        "select founded_on::varchar, tax_code from establishment where establishment_id = 'CS1'"
    )[0]
    assert (founded, tax_code) == (left, "4300100027")


def test_a_complete_table_loses_the_rows_it_lacks(office: Office) -> None:
    file = office.workbook("b.xlsx", {"Kết quả SXKD": OUTCOMES[:3]})
    assert office.report(file).status == "unchanged"
    hand_in = office.take(file, choices=Choices(complete=True))
    assert change(hand_in.report, "outcome_record") == (0, 0, 2, 1, 0)
    [cell] = change_of(hand_in.report, "outcome_record").samples
    assert (cell.kind, cell.key) == ("removed", "CS2 / 2023")
    manifest = desk.publish(office.workspace, hand_in)
    assert manifest.changes["removed"] == 1
    assert office.value("select count(*) from outcome_record") == 2
    assert office.value("select count(*) from establishment") == 3


def test_a_row_handed_in_with_a_fault_is_never_removed(office: Office) -> None:
    sheet = [row.copy() for row in OUTCOMES[:3]]
    sheet[2][3] = "mười bốn người"
    file = office.workbook("b.xlsx", {"Kết quả SXKD": [*sheet, ["CS3", 2023, 5, 3, 1]]})
    office.import_all(file, choices=Choices(complete=True), only_good=True)
    assert office.rows(
        "select establishment_id, year, workers from outcome_record order by 1, 2"
    ) == [
        ("CS1", 2022, 12),
        ("CS1", 2023, 14),
        ("CS2", 2023, 80),
        ("CS3", 2023, 3),
    ]


def test_rows_that_others_refer_to_are_kept(office: Office) -> None:
    """Without CS2 and CS3 in a complete file: CS2 has records elsewhere, CS3 has none."""
    file = office.workbook("b.xlsx", {"Cơ sở CNNT": ESTABLISHMENTS[:2]})
    hand_in = office.take(file, choices=Choices(complete=True))
    assert change(hand_in.report, "establishment") == (0, 0, 1, 1, 0)
    [problem] = hand_in.report.problems
    assert (problem.rule, problem.value) == ("still_referred_to", "CS2")
    desk.publish(office.workspace, hand_in)
    assert office.rows("select establishment_id from establishment order by 1") == [
        ("CS1",),
        ("CS2",),
    ]


def test_a_row_goes_together_with_all_that_refers_to_it(office: Office) -> None:
    sheets = {
        "Cơ sở CNNT": ESTABLISHMENTS[:2],
        "Kết quả SXKD": OUTCOMES[:3],
        "Hỗ trợ": SUPPORTS[:2],
    }
    hand_in = office.take(office.workbook("b.xlsx", sheets), choices=Choices(complete=True))
    assert hand_in.report.problems == ()
    assert change(hand_in.report, "establishment") == (0, 0, 1, 2, 0)
    desk.publish(office.workspace, hand_in)
    assert office.rows("select establishment_id from establishment") == [("CS1",)]


def test_two_sheets_of_one_table_are_one_table(office: Office) -> None:
    header = OUTCOMES[0]
    file = office.workbook(
        "b.xlsx",
        {
            "Kết quả 2024": [header, ["CS1", 2024, 1500, 15, 6]],
            "Kết quả 2025": [["Năm", "Cơ sở", "Lao động"], [2025, "CS1", 16], [2025, "CS2", 90]],
        },
    )
    report = office.report(file)
    assert [sheet.rows for sheet in report.sheets] == [1, 2]
    assert change(report, "outcome_record") == (3, 0, 0, 0, 0)
    office.import_all(file)
    assert office.value("select sum(workers) from outcome_record where year > 2023") == 121


def test_a_row_in_two_sheets_is_told_as_repeated(office: Office) -> None:
    row = ["CS1", 2024, 1500, 15, 6]
    file = office.workbook(
        "b.xlsx", {"Kết quả 1": [OUTCOMES[0], row], "Kết quả 2": [OUTCOMES[0], row]}
    )
    report = office.report(file)
    assert rules(report) == ["key_repeated"]
    assert (report.problems[0].sheet, report.problems[0].row) == ("Kết quả 2", 2)


def test_several_files_are_one_snapshot(office: Office) -> None:
    one = office.workbook("bs.xlsx", {"Kết quả": [OUTCOMES[0], ["CS4", 2024, 1500, 15, 6]]})
    other = office.workbook("cs.xlsx", {"Cơ sở": [ESTABLISHMENTS[0][:3], ["CS4", None, "Lò Gốm"]]})
    manifest = office.import_all(one, other)
    assert (manifest.number, set(manifest.files)) == (2, {"bs.xlsx", "cs.xlsx"})
    assert manifest.changes["added"] == 2
    assert len(history(office.workspace)) == 2
    kept = {path.name.split("-", 1)[1] for path in (office.workspace / "received").iterdir()}
    assert kept >= {"bs.xlsx", "cs.xlsx"}


def test_files_of_one_name_are_told_apart(office: Office) -> None:
    (office.folder / "khac").mkdir()
    other = Office(office.workspace, office.folder / "khac")
    files = [
        one.workbook("kq.xlsx", {"SXKD": [OUTCOMES[0], [key, 2024, 1500, workers, 6]]})
        for one, key, workers in ((office, "CS1", 15), (other, "CS3", 9))
    ]
    hand_in = office.take(*files)
    assert [sheet.file for sheet in hand_in.report.sheets] == ["kq.xlsx", "kq (2).xlsx"]
    manifest = desk.publish(office.workspace, hand_in)
    assert (set(manifest.files), manifest.changes["added"]) == ({"kq.xlsx", "kq (2).xlsx"}, 2)


def test_what_an_interrupted_preparation_left_is_removed(new_office: Office) -> None:
    tray = new_office.workspace / "imports"
    for ready in tray.glob("empty-*.duckdb"):
        ready.unlink()
    (tray / "building-1.duckdb").write_bytes(b"half")
    new_office.report()
    assert [path.name.split("-")[0] for path in tray.iterdir()] == ["empty"]


def test_an_import_is_on_record_with_its_warnings(office: Office) -> None:
    header = [*OUTCOMES[0], "Ghi chú riêng"]
    file = office.workbook("b.xlsx", {"Kết quả": [header, ["CS1", 2024, 1500, 15, 6, "x"]]})
    office.import_all(file, sender="UBND huyện Tư Nghĩa")
    [batch] = office.rows(
        "select imported_by, action, sender, added, changed, removed, left_out, files"
        " from import_batch order by imported_at desc, batch_id limit 1"
    )
    assert batch[:7] == (OFFICER, "import", "UBND huyện Tư Nghĩa", 1, 0, 0, 0)
    assert list(json.loads(batch[7])) == ["b.xlsx"]
    [problem] = office.rows(
        "select severity, rule, file, sheet, cell, value from import_problem"
        " where rule = 'unknown_column'"
    )
    assert problem == ("warning", "unknown_column", "b.xlsx", "Kết quả", "F1", "Ghi chú riêng")


def test_nothing_is_published_while_there_are_errors(office: Office) -> None:
    file = office.workbook("b.xlsx", {"Kết quả": [OUTCOMES[0], ["CS9", 2024, 1500, 15, 6]]})
    hand_in = office.take(file)
    assert (hand_in.report.status, rules(hand_in.report)) == ("errors", ["reference_unknown"])
    before = (office.workspace / POINTER_NAME).read_bytes()
    with pytest.raises(ImportRefusedError, match="1 error"):
        desk.publish(office.workspace, hand_in)
    desk.give_up(hand_in)
    assert (office.workspace / POINTER_NAME).read_bytes() == before
    assert waiting(office.workspace) == []


def test_a_data_set_that_changed_since_the_check_is_not_written_over(office: Office) -> None:
    header = OUTCOMES[0]
    first = office.take(office.workbook("b.xlsx", {"SXKD": [header, ["CS1", 2024, 1, 15, 6]]}))
    office.import_all(office.workbook("c.xlsx", {"SXKD": [header, ["CS1", 2025, 1, 16, 6]]}))
    with pytest.raises(ImportRefusedError, match="changed since the check"):
        desk.publish(office.workspace, first)
    assert office.rows("select workers from outcome_record where year > 2023") == [(16,)]


def test_an_altered_candidate_is_not_published(office: Office) -> None:
    file = office.workbook("b.xlsx", {"SXKD": [OUTCOMES[0], ["CS1", 2024, 1, 15, 6]]})
    hand_in = office.take(file)
    built = hand_in.folder / "candidate.duckdb"
    content = bytearray(built.read_bytes())
    content[len(content) // 2] ^= 0xFF
    built.write_bytes(content)
    with pytest.raises(ImportRefusedError, match="no longer intact"):
        desk.publish(office.workspace, hand_in)
    assert office.snapshot().number == 1


@pytest.mark.parametrize("case", ["michigan-1987", "quang-ngai-published"])
def test_built_in_data_sets_take_no_imports(office: Office, case: str) -> None:
    file = office.workbook("b.xlsx", FIRST)
    with pytest.raises(ImportRefusedError, match="comes with the program"):
        desk.take(office.workspace, [file], case=case)
    assert not desk.importable(case)


@pytest.mark.parametrize("case", ["../x", "", "Quảng Ngãi", "a/b", "-"])
def test_a_data_set_has_a_plain_name(office: Office, case: str) -> None:
    with pytest.raises(ImportRefusedError, match="cannot name a data set"):
        desk.take(office.workspace, [office.workbook("b.xlsx", FIRST)], case=case)


def test_a_check_builds_nothing(office: Office) -> None:
    file = office.workbook("b.xlsx", {"SXKD": [OUTCOMES[0], ["CS1", 2024, 1, 15, 6]]})
    hand_in = office.take(file, only_check=True)
    assert (hand_in.report.status, hand_in.report.candidate) == ("ready", None)
    assert change(hand_in.report, "outcome_record") == (1, 0, 0, 0, 0)
    with pytest.raises(ImportRefusedError):
        desk.publish(office.workspace, hand_in)


def test_a_data_set_in_another_currency_counts_in_it(office: Office) -> None:
    folder = write_case(office.folder / "case", {}, name="hai-duong-usd", currency="USD")
    loaded(folder, office.workspace)
    other = Office(office.workspace, office.folder, "hai-duong-usd")
    other.import_all(
        other.workbook(
            "usd.xlsx",
            {
                "Cơ sở": [["Mã cơ sở", "Tên cơ sở"], ["CS1", "Lò Gốm"]],
                "SXKD": [["Cơ sở", "Năm", "Doanh thu"], ["CS1", 2024, 1234]],
            },
        )
    )
    assert other.rows("select currency, revenue from outcome_record") == [("USD", 1234)]


def test_amounts_told_in_another_currency_stay_out(office: Office) -> None:
    sheet = [["Cơ sở", "Năm", "Doanh thu (nghìn USD)"], ["CS1", 2024, 10]]
    report = office.report(office.workbook("b.xlsx", {"SXKD": sheet}))
    assert rules(report) == ["one_currency"]


def test_measures_count_what_was_imported(office: Office) -> None:
    frame = run_measure("funding_by_year", office.snapshot(), Scope()).set_index("year")
    assert frame.loc[2022, ["planned", "approved", "disbursed"]].tolist() == [
        200_000_000,
        200_000_000,
        200_000_000,
    ]
    assert frame.loc[2023, ["planned", "approved", "disbursed"]].tolist() == [
        300_000_000,
        280_000_000,
        100_000_000,
    ]
    sheet = [["Mã thanh toán", "Đề án", "Nguồn kinh phí", "Loại", "Ngày", "Số tiền"]]
    sheet.append(["GN4", "DA2", "national", "Thu hồi", "15/06/2023", "1,5 triệu"])
    office.import_all(office.workbook("b.xlsx", {"Giải ngân": sheet}))
    frame = run_measure("funding_by_year", office.snapshot(), Scope()).set_index("year")
    assert frame.loc[2023, "disbursed"] == 98_500_000


def test_projects_are_named_by_year_and_come_back_the_same(new_office: Office) -> None:
    """A file without ids gets them from what its rows say, the same at every import."""
    sheets = {
        "Cơ sở": [row[1:] for row in ESTABLISHMENTS],
        "Đề án": [row[1:] for row in PROJECTS],
    }
    new_office.import_all(new_office.workbook("a.xlsx", sheets))
    ids = new_office.rows("select establishment_id from establishment order by name")
    assert all(key.startswith("CS-") for (key,) in ids)
    shuffled = {name: [rows[0], *reversed(rows[1:])] for name, rows in sheets.items()}
    assert new_office.report(new_office.workbook("b.xlsx", shuffled)).status == "unchanged"
