"""Inspections: what authorities found at an establishment, and whether it was put right."""

from __future__ import annotations

from analysis.dictionary import selection_codes
from analysis.dictionary.model import Column, Rule, Table
from analysis.dictionary.shared import establishment_reference, source_column
from analysis.language import Text

INSPECTION = Table(
    name="inspection",
    area="establishments",
    label=Text("Kiểm tra, thanh tra", "Inspection"),
    description=Text(
        "Mỗi lần cơ quan chức năng kiểm tra một cơ sở. Vi phạm còn treo: chưa có ngày xử lý xong.",
        "Each inspection of an establishment. A violation is open until the day it was settled.",
    ),
    key=("inspection_id",),
    natural_key=("establishment_id", "inspected_on", "subject"),
    dated_by=("inspected_on",),
    aliases=(
        "Kiểm tra",
        "Thanh tra",
        "Thanh tra, kiểm tra",
        "Vi phạm",
        "Xử phạt vi phạm hành chính",
        "Inspections",
    ),
    columns=(
        Column(
            "inspection_id",
            "text",
            Text("Mã lần kiểm tra", "Inspection id"),
            True,
            aliases=("Số biên bản", "Mã biên bản"),
        ),
        establishment_reference(True),
        Column(
            "inspected_on",
            "date",
            Text("Ngày kiểm tra", "Inspected on"),
            True,
            aliases=("Ngày thanh tra", "Ngày lập biên bản"),
        ),
        Column(
            "subject",
            "code",
            Text("Nội dung kiểm tra", "Subject"),
            codes=selection_codes.INSPECTION_SUBJECT,
            aliases=("Lĩnh vực kiểm tra", "Lĩnh vực"),
        ),
        Column(
            "result",
            "code",
            Text("Kết luận", "Finding"),
            codes=selection_codes.INSPECTION_RESULT,
            aliases=("Kết luận kiểm tra", "Kết quả kiểm tra"),
        ),
        Column(
            "settled_on",
            "date",
            Text("Ngày xử lý xong", "Settled on"),
            note=Text(
                "Ngày khắc phục xong hoặc nộp phạt xong; trống: còn treo.",
                "The day it was put right or the fine paid; empty: still open.",
            ),
            aliases=("Ngày khắc phục", "Ngày khắc phục xong", "Ngày nộp phạt"),
        ),
        source_column(),
    ),
    rules=(
        Rule(
            "violation_settled_after_inspection",
            "inspected_on <= settled_on",
            Text("Xử lý xong trước ngày kiểm tra", "Settled before it was inspected"),
            Text("Sửa một trong hai ngày", "Correct one of the two dates"),
        ),
        Rule(
            "nothing_to_settle",
            "not (result = 'no_violation' and settled_on is not null)",
            Text(
                "Không vi phạm mà có ngày xử lý xong", "No violation, yet a day it was settled on"
            ),
            Text("Sửa kết luận hoặc bỏ ngày xử lý", "Correct the finding or drop the day"),
            severity="warning",
        ),
    ),
)

TABLES = (INSPECTION,)
