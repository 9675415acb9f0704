"""The columns of the measures of ceilings."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.funding import CURRENCY
from analysis.measures.model import MeasureColumn

_APPLIES_TO = (
    MeasureColumn(
        "applies_to", "code", Text("Mã đối tượng", "Code of what is judged"), "ceiling_applies_to"
    ),
    MeasureColumn("applies_to_name", "text", Text("Đối chiếu cho", "Judged")),
)
_KIND = (
    MeasureColumn("activity_kind", "code", Text("Mã loại", "Code of kind"), "activity_kind"),
    MeasureColumn("activity_kind_name", "text", Text("Loại hoạt động", "Kind of activity")),
)
_GROUP = (
    MeasureColumn("source_group", "text", Text("Mã nhóm nguồn", "Code of source group")),
    MeasureColumn("source_group_name", "text", Text("Nhóm nguồn", "Source group")),
)
_STATUS = (
    MeasureColumn("status", "code", Text("Mã kết quả", "Status code"), "ceiling_status"),
    MeasureColumn("status_name", "text", Text("Kết quả", "Status")),
)
_MAX_AMOUNT = MeasureColumn("max_amount", "money", Text("Số tiền tối đa", "Largest amount"))
_MAX_SHARE = MeasureColumn("max_share", "share", Text("Tỷ lệ tối đa", "Largest share"))
_GRANT = MeasureColumn("grant_amount", "money", Text("Hỗ trợ", "Grant"))
_VALIDITY = (
    MeasureColumn("valid_from", "date", Text("Hiệu lực từ", "Valid from")),
    MeasureColumn("valid_to", "date", Text("Hiệu lực đến", "Valid to")),
)
_TRUST = (
    MeasureColumn("confirmed", "flag", Text("Đã xác nhận", "Confirmed")),
    MeasureColumn("verification", "text", Text("Mức kiểm chứng", "Verification")),
    MeasureColumn("legal_source", "text", Text("Văn bản", "Legal text")),
    MeasureColumn("source", "text", Text("Nguồn", "Source")),
)

USE_COLUMNS = (
    *_APPLIES_TO,
    *_KIND,
    *_GROUP,
    CURRENCY,
    _MAX_AMOUNT,
    _MAX_SHARE,
    *_VALIDITY,
    MeasureColumn("cases", "count", Text("Trường hợp", "Cases")),
    MeasureColumn("within", "count", Text("Trong mức", "Within")),
    MeasureColumn(
        "within_amount", "count", Text("Trong mức tiền, không rõ tỷ lệ", "Share unknown")
    ),
    MeasureColumn("depends_on_priority", "count", Text("Tùy diện ưu tiên", "Depends on priority")),
    MeasureColumn("beyond", "count", Text("Vượt mức", "Beyond")),
    MeasureColumn("cannot_tell", "count", Text("Chưa xác định được", "Cannot tell")),
    MeasureColumn("unconfirmed", "count", Text("Mức chưa kiểm chứng", "Ceiling not confirmed")),
    MeasureColumn("no_ceiling", "count", Text("Chưa có mức xác nhận", "No confirmed ceiling")),
    _GRANT,
    MeasureColumn("used_n", "count", Text("Biết mức sử dụng", "Cases of known use")),
    MeasureColumn("used_least", "share", Text("Sử dụng ít nhất", "Least use")),
    MeasureColumn("used_lower", "share", Text("Tứ phân vị dưới", "Lower quartile")),
    MeasureColumn("used_median", "share", Text("Sử dụng trung vị", "Median use")),
    MeasureColumn("used_upper", "share", Text("Tứ phân vị trên", "Upper quartile")),
    MeasureColumn("used_p90", "share", Text("Phân vị 90 %", "90th percentile")),
    MeasureColumn("used_most", "share", Text("Sử dụng nhiều nhất", "Most use")),
    *_TRUST,
)

STATUS_COLUMNS = (
    *_APPLIES_TO,
    *_STATUS,
    CURRENCY,
    MeasureColumn("cases", "count", Text("Trường hợp", "Cases")),
    MeasureColumn("all_cases", "count", Text("Mọi trường hợp", "All cases")),
    MeasureColumn("cases_share", "share", Text("Tỷ lệ trường hợp", "Share of cases")),
    _GRANT,
    MeasureColumn("all_grants", "money", Text("Mọi khoản", "All money")),
    MeasureColumn("grants_share", "share", Text("Tỷ lệ tiền", "Share of money")),
    MeasureColumn("amount_unknown", "count", Text("Không rõ số tiền", "Amount unknown")),
)

CASE_COLUMNS = (
    *_STATUS,
    MeasureColumn("project_id", "text", Text("Mã đề án", "Project id")),
    MeasureColumn("title", "text", Text("Tên đề án", "Project")),
    MeasureColumn("establishment_name", "text", Text("Cơ sở", "Establishment")),
    *_APPLIES_TO,
    *_KIND,
    *_GROUP,
    MeasureColumn("year", "year", Text("Năm kế hoạch", "Plan year")),
    MeasureColumn("approved_on", "date", Text("Ngày phê duyệt", "Approved on")),
    MeasureColumn(
        "project_status", "code", Text("Tình trạng đề án", "Project status"), "project_status"
    ),
    MeasureColumn("priority_case", "flag", Text("Diện ưu tiên", "Priority case")),
    CURRENCY,
    _GRANT,
    MeasureColumn("counterpart", "money", Text("Đối ứng", "Counterpart")),
    MeasureColumn("amount_limit", "money", Text("Mức theo số tiền", "Limit by amount")),
    MeasureColumn("share_limit", "money", Text("Mức theo tỷ lệ", "Limit by share")),
    MeasureColumn("multiplier", "number", Text("Hệ số ưu tiên", "Multiplier")),
    MeasureColumn("limit_amount", "money", Text("Mức tối đa", "Limit")),
    MeasureColumn("excess", "money", Text("Vượt", "Excess")),
    MeasureColumn("reason", "text", Text("Lý do", "Reason")),
)

IN_FORCE_COLUMNS = (
    MeasureColumn("role", "text", Text("Vai trò", "Role")),
    MeasureColumn("applies_here", "flag", Text("Áp dụng tại đây", "Applies here")),
    MeasureColumn("jurisdiction", "text", Text("Nơi ban hành", "Jurisdiction")),
    *_KIND,
    MeasureColumn("fund_source", "code", Text("Mã nguồn", "Source code"), "fund_source"),
    MeasureColumn("fund_source_name", "text", Text("Nguồn kinh phí", "Fund source")),
    *_APPLIES_TO,
    _MAX_AMOUNT,
    _MAX_SHARE,
    MeasureColumn("multiplier", "number", Text("Hệ số ưu tiên", "Multiplier")),
    CURRENCY,
    MeasureColumn("basis", "text", Text("Tính trên", "Basis")),
    *_VALIDITY,
    MeasureColumn("valid_now", "flag", Text("Đang hiệu lực", "Valid now")),
    *_TRUST,
    MeasureColumn("note", "text", Text("Ghi chú của người ghi", "Recorder's note")),
)
