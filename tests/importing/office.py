"""An officer's desk for the tests: sheets are written, handed in, and what came of it is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from analysis.cases.own import OWN_CASE
from analysis.importing import desk
from analysis.importing.model import HandedFile, Report, Request, TableChange
from analysis.importing.pipeline import run_import
from analysis.language import Text
from analysis.warehouse import Snapshot, open_snapshot
from analysis.warehouse.manifest import Manifest

Sheet = Sequence[Sequence[Any]]
OFFICER = "Lê Thị An"


def run_here(
    request: Request, tell: Callable[[Text, float], None] = lambda text, share: None
) -> Report:
    """Carry out a request in this process, through the same JSON as in a process of its own.

    In place of `run_in_process` it spares a test a second each time.
    """
    asked = Request.from_json(json.loads(json.dumps(request.to_json())))
    report = run_import(asked, lambda text, share, file: tell(text, share))
    return Report.from_json(json.loads(json.dumps(report.to_json())))


@dataclass(frozen=True)
class Office:
    """A workspace and a folder for the files handed in to it."""

    workspace: Path
    folder: Path
    case: str = OWN_CASE

    def workbook(self, name: str, sheets: Mapping[str, Sheet]) -> HandedFile:
        """Write a workbook, cells as they are given, and return it as a handed-in file."""
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = self.folder / name
        book.save(path)
        return HandedFile(str(path), name)

    def text(self, name: str, content: str | bytes) -> HandedFile:
        """Write a text file and return it as a handed-in file."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return HandedFile(str(path), name)

    def take(self, *files: HandedFile, **choices: Any) -> desk.HandIn:
        """Read and check files."""
        return desk.take(self.workspace, files, case=self.case, **{"by": OFFICER, **choices})

    def report(self, *files: HandedFile, **choices: Any) -> Report:
        """Read and check files and decide for nothing."""
        hand_in = self.take(*files, **choices)
        desk.give_up(hand_in)
        return hand_in.report

    def import_all(self, *files: HandedFile, only_good: bool = False, **choices: Any) -> Manifest:
        """Read, check and publish files."""
        return desk.publish(self.workspace, self.take(*files, **choices), only_good=only_good)

    def snapshot(self) -> Snapshot:
        """Open what the data set shows; a warning fails the test."""
        snapshot = open_snapshot(self.workspace, self.case)
        assert snapshot.warning is None
        return snapshot

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query on what the data set shows, unknown values as None."""
        frame = self.snapshot().query(sql).astype(object)
        frame = frame.where(frame.notna(), None)
        return [tuple(row) for row in frame.itertuples(index=False)]

    def value(self, sql: str) -> Any:
        """Return the one value of a query."""
        [(value,)] = self.rows(sql)
        return value


def change(report: Report, table: str) -> tuple[int, int, int, int, int]:
    """Return rows added, changed, unchanged, removed and left out of a table."""
    found = change_of(report, table)
    return (found.added, found.changed, found.unchanged, found.removed, found.left_out)


def change_of(report: Report, table: str) -> TableChange:
    """Return what a report says of a table."""
    return next(change for change in report.changes if change.table == table)


def rules(report: Report, severity: str = "error") -> list[str]:
    """Return the rules broken, in the order of the report."""
    return [problem.rule for problem in report.problems if problem.severity == severity]


ESTABLISHMENTS = [
    ["Mã cơ sở", "MST", "Tên cơ sở", "Hình thức", "Địa bàn", "Ngày thành lập"],
    ["CS1", "4300100027", "Hợp tác xã Nghĩa An", "Hợp tác xã", "Tư Nghĩa", "05/03/2015"],
    ["CS2", "4300100034", "Công ty TNHH Đại Phát", "Doanh nghiệp", "Bình Sơn", "12/11/2012"],
    ["CS3", None, "Hộ kinh doanh Bà Tư", "Hộ kinh doanh", "Đức Phổ", None],
]
OUTCOMES = [
    ["Cơ sở", "Năm", "Doanh thu (triệu đồng)", "Lao động", "Lao động nữ"],
    ["CS1", 2022, 1200, 12, 5],
    ["CS1", 2023, 1350.5, 14, 6],
    ["CS2", 2023, 20000, 80, 31],
]
PROJECTS = [
    ["Mã đề án", "Tên đề án", "Năm kế hoạch", "Số quyết định", "Phê duyệt", "Địa bàn"],
    ["DA1", "Máy ép gạch không nung", 2022, "12/QĐ-SCT", "10/02/2022", "Tư Nghĩa"],
    ["DA2", "Dây chuyền sấy cá", 2023, "45/QĐ-SCT", "20/03/2023", "Bình Sơn"],
]
FUNDS = [
    ["Mã dòng", "Đề án", "Nguồn kinh phí", "Kế hoạch (triệu đồng)", "Phê duyệt (triệu đồng)"],
    ["NV1", "DA1", "Khuyến công địa phương, cấp tỉnh", 200, 200],
    ["NV2", "DA2", "Khuyến công quốc gia", 300, 280],
]
SUPPORTS = [
    ["Mã khoản hỗ trợ", "Đề án", "Cơ sở", "Năm hỗ trợ", "Nội dung hỗ trợ", "Kinh phí hỗ trợ"],
    ["HT1", "DA1", "CS1", 2022, "Máy ép", "200.000.000"],
    ["HT2", "DA2", "CS2", 2023, "Máy sấy", "280.000.000"],
]
PAYMENTS = [
    ["Mã thanh toán", "Đề án", "Nguồn kinh phí", "Loại", "Ngày", "Số tiền"],
    ["GN1", "DA1", "provincial", "Tạm ứng", "01/04/2022", "150.000.000"],
    ["GN2", "DA1", "provincial", "Thanh toán sau nghiệm thu", "01/12/2022", "50.000.000"],
    ["GN3", "DA2", "national", "Tạm ứng", "15/05/2023", "100.000.000"],
]
FIRST: dict[str, Sheet] = {
    "Cơ sở CNNT": ESTABLISHMENTS,
    "Kết quả SXKD": OUTCOMES,
    "Đề án": PROJECTS,
    "Kinh phí": FUNDS,
    "Hỗ trợ": SUPPORTS,
    "Giải ngân": PAYMENTS,
}
"""A first workbook: three establishments, two projects, and what goes with them."""
