"""An officer imports rows of the own district; anything else is refused and changes nothing.

What is told meanwhile is made of the own district's rows alone: of others' neither a value nor
whether there is any.
"""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.audit.verify import newest
from analysis.importing import desk
from analysis.importing.desk import ImportRefusedError
from analysis.importing.handwork import correct, drop_pending, mend
from analysis.importing.history import undo
from analysis.importing.model import Correction, Report
from analysis.importing.register import pending
from analysis.warehouse import open_snapshot
from analysis.warehouse.disk import DiskError
from analysis.warehouse.limits import Limit
from tests.importing.office import OFFICER, Office, Sheet, change, rules

pytestmark = pytest.mark.usefixtures("here")

WORKERS = Correction("outcome_record", ("CS1", "2023"), "workers", "16", "Gọi điện hỏi lại")
OUTCOME = ["Cơ sở", "Năm", "Lao động"]
ESTABLISHMENT = ["Mã cơ sở", "MST", "Tên cơ sở", "Hình thức", "Địa bàn"]


def _district(office: Office, establishment: str) -> str:
    [(district,)] = office.rows(
        f"select district_2020 from mart_establishment where establishment_id = '{establishment}'"
    )
    return district


def _own(office: Office) -> Limit:
    return Limit((_district(office, "CS1"),))


def _other(office: Office) -> Limit:
    return Limit((_district(office, "CS2"),))


def _told(office: Office, **sheets: Sheet) -> Report:
    file = office.workbook(
        "thu.xlsx", {name.replace("_", " "): rows for name, rows in sheets.items()}
    )
    return office.report(file, limit=_own(office))


def _words(report: Report) -> str:
    return json.dumps(replace(report, candidate=None).to_json(), ensure_ascii=False)


def test_a_row_of_ones_own_is_taken_and_a_row_of_another_is_not_there(office: Office) -> None:
    away = correct(office.workspace, office.case, [WORKERS], by="binh", limit=_other(office))
    assert (rules(away.report), away.report.candidate) == (["reference_unknown"], None)
    assert "Nghĩa An" not in _words(away.report)
    before = office.snapshot().number
    hand_in = correct(office.workspace, office.case, [WORKERS], by="binh", limit=_own(office))
    desk.publish(office.workspace, hand_in, limit=_own(office))
    assert office.snapshot().number == before + 1
    entry = newest(office.workspace, 1)[0]
    assert (entry.kind, entry.who, entry.what["snapshot"]) == ("correction", "binh", before + 1)
    undo(office.workspace, office.case, by="lan")
    entry = newest(office.workspace, 1)[0]
    assert (entry.kind, entry.who, entry.what["to"]) == ("pointer", "lan", before)


def test_what_was_checked_without_the_limit_is_not_published_within(office: Office) -> None:
    hand_in = correct(office.workspace, office.case, [WORKERS], by="binh")
    before = office.snapshot().number
    with pytest.raises(ImportRefusedError, match="within what you may see"):
        desk.publish(office.workspace, hand_in, limit=_own(office))
    assert office.snapshot().number == before


def test_a_row_cannot_be_moved_out_of_the_district(office: Office) -> None:
    own = _district(office, "CS1")
    away = "Ba Tơ" if own != "535" else "Bình Sơn"
    moved = Correction("establishment", ("CS1",), "unit_id", away, "Đã dời xưởng")
    hand_in = correct(office.workspace, office.case, [moved], by="binh", limit=Limit((own,)))
    with pytest.raises(ImportRefusedError):
        desk.publish(office.workspace, hand_in, limit=Limit((own,)))


def test_a_code_of_another_district_is_as_one_nobody_has(office: Office) -> None:
    """The message differs in the code that was typed and in nothing else."""
    told = [
        _words(_told(office, Kết_quả_SXKD=[OUTCOME, ["CS1", 2024, 3], [code, 2023, 8]])).replace(
            code, "CODE"
        )
        for code in ("CS2", "CS9")
    ]
    assert told[0] == told[1]
    assert "CODE" in told[0]


@pytest.mark.parametrize("name", ["Công ty TNHH Đại Phát", "Tên khác hẳn"])
def test_a_record_of_others_is_not_told_whatever_is_typed(office: Office, name: str) -> None:
    """Its key is taken: that the row cannot be taken is told, alike for equal and other values."""
    rows = [ESTABLISHMENT, ["CS2", "4300100034", name, "Doanh nghiệp", "Tư Nghĩa"]]
    report = _told(office, Cơ_sở_CNNT=rows)
    assert rules(report) == ["beyond_district"]
    assert change(report, "establishment") == (0, 0, 0, 0, 1)
    assert report.candidate is None
    assert report.duplicates == ()
    said = _words(report)
    assert "Bình Sơn" not in said
    assert name == "Công ty TNHH Đại Phát" or "Công ty TNHH Đại Phát" not in said


def test_whoever_is_told_that_rows_meet_others_is_on_record_first(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one answer that tells of others is no way to try codes unseen, one by one or a list."""
    before = newest(office.workspace, 50)
    taken = [["CS2", "", "A", "Doanh nghiệp", "Tư Nghĩa"], ["CS3", "", "B", "Doanh nghiệp", ""]]
    rows = [ESTABLISHMENT, *taken, ["MOI", "", "C", "Doanh nghiệp", "Tư Nghĩa"]]
    report = _told(office, Cơ_sở_CNNT=rows)
    told = rules(report).count("beyond_district")
    assert told > 0
    [entry] = newest(office.workspace, 50)[: -len(before) or None]
    assert (entry.kind, entry.who) == ("beyond", OFFICER)
    assert entry.what == {"case": office.case, "file": "thu.xlsx", "rows": told}
    # What cannot be put on record is not told, and the hand-in is gone.
    full = OSError(errno.ENOSPC, "No space left on device")

    def refuse(*_: object) -> None:
        raise full

    waiting = list((office.workspace / "imports").iterdir())
    monkeypatch.setattr(desk, "record", refuse)
    with pytest.raises(DiskError):
        _told(office, Cơ_sở_CNNT=rows)
    assert list((office.workspace / "imports").iterdir()) == waiting


def test_a_hand_in_that_meets_nobody_elses_record_is_not_on_record(office: Office) -> None:
    before = newest(office.workspace, 50)
    _told(office, Kết_quả_SXKD=[OUTCOME, ["CS1", 2024, 3], ["CS9", 2023, 8], ["CS2", 2023, 8]])
    _told(office, Cơ_sở_CNNT=[ESTABLISHMENT, ["MOI", "", "C", "Doanh nghiệp", "Tư Nghĩa"]])
    assert newest(office.workspace, 50) == before


def test_a_tax_code_of_another_district_is_as_one_nobody_has(office: Office) -> None:
    """A new establishment with an id of its own is taken; who shares its tax code is not told."""
    taken, nobodys = "4300100034", "4300100203"
    having = "select establishment_id from establishment where tax_code = '{}'"
    assert office.rows(having.format(taken)) == [("CS2",)]
    assert office.rows(having.format(nobodys)) == []
    told = []
    for code in (taken, nobodys):
        rows = [ESTABLISHMENT, ["MOI", code, "Cơ sở mới lập", "Doanh nghiệp", "Tư Nghĩa"]]
        report = _told(office, Cơ_sở_CNNT=rows)
        assert change(report, "establishment") == (1, 0, 0, 0, 0)
        told.append(_words(report).replace(code, "CODE"))
        whole = office.report(office.workbook("thu.xlsx", {"Cơ sở CNNT": rows}))
        # All the data know better: the province is warned.
        assert ("tax_code_repeated" in rules(whole, "warning")) == (code == taken)
    assert told[0] == told[1]
    assert "tax_code_repeated" not in told[0]


def test_who_resembles_somebody_of_another_district_is_not_told_whom(office: Office) -> None:
    rows = [ESTABLISHMENT, ["MOI", "4300100034", "CTY TNHH Đại Phát", "Doanh nghiệp", "Tư Nghĩa"]]
    report = _told(office, Cơ_sở_CNNT=rows)
    said = _words(report)
    assert "CS2" not in said
    assert "Công ty TNHH Đại Phát" not in said
    # All the data know better: the province sees the pair.
    whole = office.report(office.workbook("thu.xlsx", {"Cơ sở CNNT": rows}))
    assert "CS2" in _words(whole)


def test_good_rows_go_in_and_the_others_wait_for_whoever_handed_them_in(office: Office) -> None:
    rows = [OUTCOME, ["CS1", 2024, 17], ["CS2", 2023, 99], ["CS1", 2025, "mười"]]
    file = office.workbook("qui-1.xlsx", {"Kết quả SXKD": rows})
    hand_in = office.take(file, limit=_own(office))
    assert hand_in.report.errors == 2
    assert change(hand_in.report, "outcome_record") == (1, 0, 0, 0, 2)
    desk.publish(office.workspace, hand_in, only_good=True, limit=_own(office))
    asked = "select establishment_id, year, workers from outcome_record where year >= 2024"
    assert office.rows(asked) == [("CS1", 2024, 17)]
    waiting = pending(open_snapshot(office.workspace, office.case, _own(office)))
    assert [row["cells"]["establishment_id"] for row in waiting] == ["CS2", "CS1"]
    assert all(row["problems"] and row["file"] == "qui-1.xlsx" for row in waiting)
    assert pending(open_snapshot(office.workspace, office.case, _other(office))) == []
    assert len(pending(office.snapshot())) == 2


@pytest.fixture
def with_rows_to_mend(office: Office) -> Office:
    """Return an office where the province left out a row of each of two districts, and one more."""
    rows = [
        OUTCOME,
        ["CS1", 2024, "mười"],
        ["CS2", 2024, "tám"],
        ["CS9", 2024, 1],
        ["CS3", 2024, 2],
    ]
    file = office.workbook("ca-tinh.xlsx", {"Kết quả SXKD": rows})
    office.import_all(file, only_good=True)
    assert len(pending(office.snapshot())) == 3
    return office


def test_each_district_sees_its_rows_to_mend_and_not_what_was_said_of_them(
    with_rows_to_mend: Office,
) -> None:
    office = with_rows_to_mend
    for limit, establishment in ((_own(office), "CS1"), (_other(office), "CS2")):
        [row] = pending(open_snapshot(office.workspace, office.case, limit))
        assert row["cells"]["establishment_id"] == establishment
        assert (row["file"], row["problems"]) == ("–", [])


def test_an_officer_mends_the_own_row_and_cannot_touch_another(with_rows_to_mend: Office) -> None:
    office, own = with_rows_to_mend, _own(with_rows_to_mend)
    every = {row["cells"]["establishment_id"]: row for row in pending(office.snapshot())}
    mended = {
        every[code]["pending_id"]: ("outcome_record", {**every[code]["cells"], "workers": "10"})
        for code in ("CS1", "CS2")
    }
    hand_in = mend(office.workspace, office.case, mended, by="binh", limit=own)
    assert hand_in.report.errors == 1
    desk.publish(office.workspace, hand_in, only_good=True, limit=own)
    left = pending(office.snapshot())
    # Another's row still waits as it was handed in; what the officer typed of it waits with hers.
    assert every["CS2"]["pending_id"] in {row["pending_id"] for row in left}
    assert every["CS1"]["pending_id"] not in {row["pending_id"] for row in left}
    assert (
        office.value(
            "select workers from outcome_record where year = 2024 and establishment_id = 'CS1'"
        )
        == 10
    )
    with pytest.raises(ImportRefusedError):
        drop_pending(office.workspace, office.case, [every["CS2"]["pending_id"]], limit=own)
    assert {row["pending_id"] for row in pending(office.snapshot())} == {
        row["pending_id"] for row in left
    }


def test_a_file_of_the_same_name_settles_ones_own_rows_only(with_rows_to_mend: Office) -> None:
    office, own = with_rows_to_mend, _own(with_rows_to_mend)
    file = office.workbook("ca-tinh.xlsx", {"Kết quả SXKD": [OUTCOME, ["CS1", 2024, 10]]})
    desk.publish(office.workspace, office.take(file, limit=own), limit=own)
    left = [row["cells"]["establishment_id"] for row in pending(office.snapshot())]
    assert sorted(left) == ["CS1", "CS2", "CS9"]


def test_nothing_of_the_first_check_is_left_lying(office: Office) -> None:
    hand_in = correct(office.workspace, office.case, [WORKERS], by="binh", limit=_own(office))
    names = {path.name for path in Path(hand_in.request.folder).iterdir()}
    assert names == {"candidate.duckdb"}
