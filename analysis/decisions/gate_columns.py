"""What the results of gates say of themselves: columns, what is counted, what is not said."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.model import MeasureColumn

APPLICATION = MeasureColumn("application_id", "text", Text("Mã hồ sơ", "Application id"))

RESULT_COLUMNS = (
    APPLICATION,
    MeasureColumn("gate", "code", Text("Mã điều kiện", "Gate code"), "gate"),
    MeasureColumn("gate_name", "text", Text("Điều kiện", "Gate")),
    MeasureColumn("rule_id", "text", Text("Mã dòng quy định", "Rule id")),
    MeasureColumn("rule", "text", Text("Nội dung điều kiện", "What is asked")),
    MeasureColumn("result", "code", Text("Mã kết quả", "Result code")),
    MeasureColumn("result_name", "text", Text("Kết quả", "Result")),
    MeasureColumn("reason", "text", Text("Vì sao", "Why")),
    MeasureColumn("reason_code", "code", Text("Mã lý do", "Reason code")),
    MeasureColumn("value", "text", Text("Giá trị đã ghi", "Value on record")),
    MeasureColumn("parameter", "text", Text("Tham số", "Parameter")),
    MeasureColumn("note", "text", Text("Đánh dấu", "Mark")),
    MeasureColumn("document", "text", Text("Giấy tờ chứng minh", "Document that shows it")),
    MeasureColumn("legal_source", "text", Text("Văn bản", "Legal source")),
    MeasureColumn("verification", "text", Text("Mức kiểm chứng", "Verification")),
    MeasureColumn("valid_from", "date", Text("Hiệu lực từ", "Valid from")),
    MeasureColumn("valid_to", "date", Text("Hiệu lực đến", "Valid to")),
)

VERDICT_COLUMNS = (
    APPLICATION,
    MeasureColumn("overall", "code", Text("Mã kết luận", "Verdict code")),
    MeasureColumn("overall_name", "text", Text("Kết luận", "Verdict")),
    MeasureColumn("passed", "count", Text("Số điều kiện đạt", "Gates met")),
    MeasureColumn("failed", "count", Text("Số điều kiện không đạt", "Gates not met")),
    MeasureColumn("unknown", "count", Text("Số điều kiện chưa rõ", "Gates unknown")),
    MeasureColumn("not_met", "text", Text("Không đạt vì", "Not met because")),
    MeasureColumn("missing", "text", Text("Còn thiếu", "Missing")),
    MeasureColumn("notes", "text", Text("Đánh dấu", "Marks")),
)

COUNTS = Text(
    "Mỗi hồ sơ đang chờ xét, so với từng điều kiện có hiệu lực vào ngày xét (bảng điều kiện hỗ "
    "trợ). Đạt, không đạt hoặc chưa rõ; điều kiện không áp dụng cho hồ sơ thì không có dòng. Dòng "
    "hẹp hơn (loại, nội dung, sản xuất sạch hơn, thực phẩm, nguồn) thay dòng rộng hơn của cùng "
    "điều kiện; nhiều dòng cùng mức thì phải đạt tất cả. Kết luận: một điều kiện không đạt là "
    "không đạt; nếu không, một điều kiện chưa rõ là chờ bổ sung.",
    "Every file that waits for a decision, against each condition in force on the day judged "
    "(table gate rules): met, not met or unknown; a condition that is not about a file has no row. "
    "A narrower row (kind, activity, cleaner production, food, source) replaces a wider one of its "
    "condition; of several alike all must be met. Verdict: one condition not met refuses the file; "
    "else one unknown blocks it.",
)
CAVEATS = Text(
    "Điều kiện là tóm tắt của chúng tôi, chưa đối chiếu từng điều khoản (cột mức kiểm chứng). "
    "Ngành, quy mô, hình thức và hạn giấy không ghi ngày nhập nên lấy như đang ghi, cả khi xét cho "
    "một ngày đã qua; việc đề án bị ngừng cũng vậy nên khi xét ngày đã qua là chưa rõ. Hỗ trợ từ "
    "chương trình khác không có trong số liệu. Trùng nội dung so theo chữ; gần giống thì cần người "
    "xem. Không có ghi chép kiểm tra hay đề án nào là chưa rõ, không phải là tốt.",
    "The conditions are our summary, not checked article by article (see verification). Industry, "
    "size, legal form and the last day of a certificate carry no day of entry: they are taken as "
    "recorded, also when a past day is judged; nor has the stop of a project a day, so on a past "
    "day it is unknown. Support by other programmes is not in the data. Contents are compared by "
    "their words; what is nearly alike is for a person to look at. Neither inspection nor project "
    "on record is unknown, not good.",
)
SOURCES = (
    *("application", "establishment", "gate_answer", "gate_rule", "inspection"),
    *("project", "support", "unit_year"),
)
