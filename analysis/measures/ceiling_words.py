"""What the codes of the ceiling marts are called: source groups, roles and reasons."""

from __future__ import annotations

from analysis.language import UNKNOWN, Text

SOURCE_GROUPS = {
    "national": Text("Khuyến công quốc gia", "National programme"),
    "local": Text("Khuyến công địa phương", "Local programme"),
    "other": Text("Nguồn khác", "Other sources"),
    "several": Text("Nhiều nguồn", "Several sources"),
    "unknown": UNKNOWN,
}

ROLES = {
    "here": Text("Áp dụng tại đây", "Applies here"),
    "comparator": Text("Chỉ để tham khảo (nơi khác)", "Comparator only (elsewhere)"),
}

REASONS = {
    "over_amount": Text("Vượt số tiền tối đa", "Above the largest amount"),
    "over_share": Text(
        "Vượt tỷ lệ tối đa trên tổng hỗ trợ và đối ứng",
        "Above the largest share of grant and counterpart",
    ),
    "over_both": Text("Vượt cả số tiền và tỷ lệ", "Above both the amount and the share"),
    "multiplier_not_confirmed": Text(
        "Diện ưu tiên, nhưng chưa xác nhận hệ số ưu tiên còn hiệu lực vào ngày này",
        "A priority case, but the multiplier is not confirmed for that day",
    ),
    "priority_unknown": Text(
        "Trên mức thường, dưới mức ưu tiên; không rõ có thuộc diện ưu tiên",
        "Above the usual limit, below the priority one; priority unknown",
    ),
    "kind_unknown": Text("Không rõ loại hoạt động", "Kind of activity unknown"),
    "source_unknown": Text("Không rõ nguồn kinh phí", "Fund source unknown"),
    "not_comparable": Text(
        "Mức tính trên chi phí mà hồ sơ không ghi (gian hàng, vé, dự toán…)",
        "The ceiling is of a cost no record shows (stands, fares, estimates…)",
    ),
    "changed_in_year": Text(
        "Mức tối đa thay đổi trong năm và không rõ ngày phê duyệt",
        "The ceiling changed within the year and the approval day is unknown",
    ),
    "several_ceilings": Text(
        "Có nhiều mức khác nhau cùng hiệu lực", "Several different ceilings valid at once"
    ),
    "several_sources": Text(
        "Nhiều nguồn, không tách được; cả khoản vượt ít nhất một mức",
        "Several sources that cannot be split; the whole is above at least one ceiling",
    ),
    "grant_unknown": Text("Không rõ số tiền", "Amount unknown"),
    "counterpart_unknown": Text(
        "Mức theo tỷ lệ nhưng không rõ vốn đối ứng", "The ceiling is a share; counterpart unknown"
    ),
    "approval_unknown": Text(
        "Mức theo tỷ lệ nhưng không rõ số phê duyệt",
        "The ceiling is a share; approved amount unknown",
    ),
}
"""Why a case is beyond its ceiling, depends on priority or cannot be judged."""
