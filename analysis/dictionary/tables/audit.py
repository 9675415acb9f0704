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

TABLES = (IMPORT_BATCH, IMPORT_PROBLEM, CORRECTION, SIMULATED_TRUTH)
