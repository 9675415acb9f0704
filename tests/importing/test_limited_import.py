"""An officer imports rows of the own district; anything else is refused and changes nothing."""

from __future__ import annotations

import pytest

from analysis.audit.verify import newest
from analysis.importing import desk
from analysis.importing.desk import ImportRefusedError
from analysis.importing.handwork import correct
from analysis.importing.history import undo
from analysis.importing.model import Correction
from analysis.warehouse.limits import Limit
from tests.importing.office import Office

pytestmark = pytest.mark.usefixtures("here")

WORKERS = Correction("outcome_record", ("CS1", "2023"), "workers", "16", "Gọi điện hỏi lại")


def _district(office: Office, establishment: str) -> str:
    [(district,)] = office.rows(
        f"select district_2020 from mart_establishment where establishment_id = '{establishment}'"
    )
    return district


def test_a_row_of_ones_own_is_taken_and_a_row_of_another_refused(office: Office) -> None:
    own = _district(office, "CS1")
    other = next(code for code in ("522", "524", "535") if code != own)
    hand_in = correct(office.workspace, office.case, [WORKERS], by="binh")
    before = office.snapshot().number
    with pytest.raises(ImportRefusedError) as refused:
        desk.publish(office.workspace, hand_in, limit=Limit((other,)))
    assert "Kết quả" in refused.value.text.vi
    assert office.snapshot().number == before
    desk.publish(office.workspace, hand_in, limit=Limit((own,)))
    assert office.snapshot().number == before + 1
    entry = newest(office.workspace, 1)[0]
    assert (entry.kind, entry.who, entry.what["snapshot"]) == ("correction", "binh", before + 1)
    undo(office.workspace, office.case, by="lan")
    entry = newest(office.workspace, 1)[0]
    assert (entry.kind, entry.who, entry.what["to"]) == ("pointer", "lan", before)


def test_a_row_cannot_be_moved_out_of_the_district(office: Office) -> None:
    own = _district(office, "CS1")
    away = "Ba Tơ" if own != "535" else "Bình Sơn"
    moved = Correction("establishment", ("CS1",), "unit_id", away, "Đã dời xưởng")
    hand_in = correct(office.workspace, office.case, [moved], by="binh")
    with pytest.raises(ImportRefusedError):
        desk.publish(office.workspace, hand_in, limit=Limit((own,)))
