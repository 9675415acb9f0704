"""What the system records about itself, and the truth of a simulation no measure may read."""

from __future__ import annotations

from analysis.dictionary import codes
from analysis.dictionary.model import Column, Table
from analysis.language import Text

IMPORT_BATCH = Table(
    name="import_batch",
    area="audit",
    label=Text("Lần nạp", "Import batch"),
    description=Text(
        "Mỗi lần nạp: từ đâu, ai, bằng phiên bản nào.",
        "Each import: from what, by whom, with which versions.",
    ),
    key=("batch_id",),
    columns=(
        Column("batch_id", "text", Text("Mã lần nạp", "Batch id"), True),
        Column("case_name", "text", Text("Bộ dữ liệu", "Data set"), True),
        Column("imported_at", "timestamp", Text("Lúc (UTC)", "At (UTC)"), True),
        Column("imported_by", "text", Text("Người nạp", "Imported by"), True),
        Column("code_version", "text", Text("Phiên bản chương trình", "Code version"), True),
        Column("dictionary_version", "text", Text("Phiên bản từ điển", "Dictionary version"), True),
        Column("files", "text", Text("Tệp và mã kiểm", "Files and checksums"), True),
        Column("row_count", "integer", Text("Số dòng", "Rows"), True, minimum=0),
        Column("action", "code", Text("Việc", "Action"), True, codes=codes.IMPORT_ACTION),
        Column(
            "sender",
            "text",
            Text("Đơn vị gửi", "Sender"),
            note=Text("Ai nộp tệp; trống: không ghi.", "Who handed the files in; empty: not told."),
        ),
        Column("added", "integer", Text("Dòng thêm", "Rows added"), minimum=0),
        Column("changed", "integer", Text("Dòng đổi", "Rows changed"), minimum=0),
        Column("removed", "integer", Text("Dòng bỏ", "Rows removed"), minimum=0),
        Column("left_out", "integer", Text("Dòng để lại", "Rows left out"), minimum=0),
        Column(
            "districts",
            "text",
            Text("Trong phạm vi huyện", "Within districts"),
            note=Text(
                "Mã huyện 2020–2025 mà người nạp được thấy, cách nhau dấu phẩy; trống: cả tỉnh.",
                "Codes of the 2020–2025 districts its maker sees, with commas; empty: all.",
            ),
        ),
    ),
)

IMPORT_PROBLEM = Table(
    name="import_problem",
    area="audit",
    label=Text("Vấn đề khi nạp", "Import problem"),
    description=Text(
        "Vấn đề tìm thấy trong dữ liệu đã nạp; lỗi không bao giờ được công bố.",
        "Problems found in the data imported; errors are never published.",
    ),
    key=("problem_id",),
    columns=(
        Column("problem_id", "integer", Text("Số", "Number"), True),
        Column(
            "batch_id", "text", Text("Lần nạp", "Batch"), True, references="import_batch.batch_id"
        ),
        Column("severity", "code", Text("Mức độ", "Severity"), True, codes=codes.SEVERITY),
        Column("rule", "text", Text("Quy tắc", "Rule"), True),
        Column("file", "text", Text("Tệp", "File"), True),
        Column("table_name", "text", Text("Bảng", "Table"), True),
        Column("sheet", "text", Text("Trang", "Sheet")),
        Column("cell", "text", Text("Ô", "Cell"), example="C7"),
        Column("row_number", "integer", Text("Dòng", "Row")),
        Column("column_name", "text", Text("Cột", "Column")),
        Column("value", "text", Text("Giá trị", "Value")),
        Column("message_vi", "text", Text("Nội dung tiếng Việt", "Message in Vietnamese"), True),
        Column("message_en", "text", Text("Nội dung tiếng Anh", "Message in English"), True),
        Column("remedy_vi", "text", Text("Cách sửa tiếng Việt", "Remedy in Vietnamese"), True),
        Column("remedy_en", "text", Text("Cách sửa tiếng Anh", "Remedy in English"), True),
    ),
)

CORRECTION = Table(
    name="correction",
    area="audit",
    label=Text("Sửa số liệu", "Correction"),
    description=Text(
        "Thay đổi bằng tay: cái gì, ai, vì sao.", "Changes made by hand: what, by whom, why."
    ),
    key=("correction_id",),
    columns=(
        Column("correction_id", "text", Text("Mã", "Id"), True),
        Column("table_name", "text", Text("Bảng", "Table"), True),
        Column("row_key", "text", Text("Khóa của dòng", "Key of the row"), True),
        Column("column_name", "text", Text("Cột", "Column"), True),
        Column("old_value", "text", Text("Giá trị cũ", "Old value")),
        Column("new_value", "text", Text("Giá trị mới", "New value")),
        Column("corrected_by", "text", Text("Người sửa", "Corrected by"), True),
        Column("corrected_at", "timestamp", Text("Lúc (UTC)", "At (UTC)"), True),
        Column("why", "text", Text("Lý do", "Reason"), True),
    ),
)

PENDING_ROW = Table(
    name="pending_row",
    area="audit",
    label=Text("Dòng chờ sửa", "Row to be mended"),
    description=Text(
        "Dòng có lỗi của tệp đã nạp phần đúng: giữ nguyên như đã nộp, sửa xong thì nạp lại.",
        "A faulty row of a file whose good rows were imported: kept as handed in, to be mended and "
        "imported again.",
    ),
    key=("pending_id",),
    columns=(
        Column("pending_id", "text", Text("Mã", "Id"), True),
        Column(
            "batch_id", "text", Text("Lần nạp", "Batch"), True, references="import_batch.batch_id"
        ),
        Column("file", "text", Text("Tệp", "File"), True),
        Column("sheet", "text", Text("Trang", "Sheet")),
        Column("row_number", "integer", Text("Dòng", "Row")),
        Column("table_name", "text", Text("Bảng", "Table"), True),
        Column(
            "cells",
            "text",
            Text("Các ô (JSON)", "Cells (JSON)"),
            True,
            note=Text(
                "Tên cột và giá trị như trong tệp.", "Column names and values as in the file."
            ),
        ),
        Column(
            "problems",
            "text",
            Text("Vấn đề (JSON)", "Problems (JSON)"),
            True,
            note=Text(
                "Quy tắc, cột, nội dung và cách sửa bằng hai thứ tiếng.",
                "Rule, column, message and remedy in both languages.",
            ),
        ),
        Column(
            "district",
            "text",
            Text("Huyện (2020–2025)", "District (2020–2025)"),
            note=Text(
                "Huyện của dòng, nếu nhận ra; trống: theo người nạp.",
                "The row's district where it is known; empty: that of whoever imported it.",
            ),
        ),
    ),
)

MATCH_DECISION = Table(
    name="match_decision",
    area="audit",
    label=Text("Quyết định trùng lặp", "Duplicate decision"),
    description=Text(
        "Hai mã cơ sở là một hay là hai cơ sở khác nhau: ai quyết, khi nào; áp dụng lại cho các "
        "lần nạp sau.",
        "Whether two establishment ids are one establishment or two: who decided and when; "
        "applied again at later imports.",
    ),
    key=("kept_id", "other_id"),
    columns=(
        Column("kept_id", "text", Text("Mã giữ lại", "Id kept"), True),
        Column("other_id", "text", Text("Mã kia", "Other id"), True),
        Column("verdict", "code", Text("Kết luận", "Verdict"), True, codes=codes.MATCH_VERDICT),
        Column("decided_by", "text", Text("Người quyết", "Decided by"), True),
        Column("decided_at", "timestamp", Text("Lúc (UTC)", "At (UTC)"), True),
        Column("why", "text", Text("Lý do", "Reason")),
    ),
)

QUALITY_POINT = Table(
    name="quality_point",
    area="audit",
    label=Text("Chất lượng qua các lần nạp", "Quality over imports"),
    description=Text(
        "Tử số và mẫu số của từng chỉ tiêu chất lượng sau mỗi lần nạp.",
        "Numerator and denominator of each quality indicator after every import.",
    ),
    key=("batch_id", "indicator"),
    columns=(
        Column(
            "batch_id", "text", Text("Lần nạp", "Batch"), True, references="import_batch.batch_id"
        ),
        Column(
            "indicator",
            "code",
            Text("Chỉ tiêu", "Indicator"),
            True,
            codes=codes.QUALITY_INDICATOR,
        ),
        Column("numerator", "integer", Text("Tử số", "Numerator"), True, minimum=0),
        Column("denominator", "integer", Text("Mẫu số", "Denominator"), True, minimum=0),
    ),
)

SIMULATED_TRUTH = Table(
    name="simulated_truth",
    area="truth",
    label=Text("Sự thật của mô phỏng", "Truth of the simulation"),
    description=Text(
        "Hiệu ứng thật mà mô phỏng đã gieo; để chấm các ước lượng, không thước đo nào được đọc.",
        "The true effects a simulation planted; only for marking estimates, read by no measure.",
    ),
    key=("establishment_id", "year", "outcome"),
    columns=(
        Column("establishment_id", "text", Text("Cơ sở", "Establishment"), True),
        Column("year", "year", Text("Năm", "Year"), True),
        Column("outcome", "text", Text("Chỉ tiêu", "Outcome"), True),
        Column("untreated", "number", Text("Giá trị nếu không hỗ trợ", "Value without support")),
        Column("treated", "number", Text("Giá trị khi được hỗ trợ", "Value with support")),
    ),
)

TABLES = (
    IMPORT_BATCH,
    IMPORT_PROBLEM,
    CORRECTION,
    PENDING_ROW,
    MATCH_DECISION,
    QUALITY_POINT,
    SIMULATED_TRUTH,
)
