"""Rules of selection: gates a file must pass, the order of priorities, thresholds of the score."""

from __future__ import annotations

from analysis.dictionary import codes, selection_codes
from analysis.dictionary.model import Column, Rule, Table
from analysis.dictionary.shared import source_column
from analysis.language import Text

_LIST_NOTE = (
    "Danh sách cách nhau bằng dấu chấm phẩy; mã có dấu ? ở cuối: chỉ mã ngành thì chưa đủ để biết.",
    "A list is separated by semicolons; a code with a ? at its end: the code alone cannot tell.",
)


def _validity() -> tuple[Column, ...]:
    """Return the columns that say when a rule holds, how it was verified and where it stands."""
    return (
        Column("valid_from", "date", Text("Hiệu lực từ", "Valid from")),
        Column("valid_to", "date", Text("Hiệu lực đến", "Valid to")),
        Column("legal_source", "text", Text("Văn bản", "Legal source")),
        Column(
            "verification_vi",
            "text",
            Text("Mức kiểm chứng", "Verification in Vietnamese"),
            note=Text("Văn bản đã được xem đến đâu.", "How far the text of the law was seen."),
        ),
        Column(
            "verification_en", "text", Text("Mức kiểm chứng, tiếng Anh", "Verification in English")
        ),
        source_column(),
    )


def _dates_in_order(code: str) -> Rule:
    return Rule(
        code,
        "valid_from <= valid_to",
        Text("Ngày hết hiệu lực trước ngày có hiệu lực", "Valid-to is before valid-from"),
        Text("Sửa một trong hai ngày", "Correct one of the two dates"),
    )


GATE_RULE = Table(
    name="gate_rule",
    area="programme",
    label=Text("Điều kiện hỗ trợ", "Gate rule"),
    description=Text(
        "Điều kiện một hồ sơ phải đạt trước khi được xếp hạng, theo thời gian hiệu lực. "
        "Sửa được bằng tệp nộp.",
        "What a file must meet before it is ranked, with its validity. Edited by hand-in.",
    ),
    key=("rule_id",),
    natural_key=(
        "gate",
        "activity",
        "activity_kind",
        "food_only",
        "cleaner_only",
        "fund_source",
        "valid_from",
        "title_vi",
    ),
    aliases=("Điều kiện", "Các điều kiện", "Điều kiện hỗ trợ khuyến công", "Gates", "Gate rules"),
    columns=(
        Column("rule_id", "text", Text("Mã điều kiện", "Rule id"), True),
        Column(
            "gate",
            "code",
            Text("Điều kiện", "Gate"),
            True,
            codes=selection_codes.GATE,
            note=Text(
                "Điều kiện chương trình không tự kiểm tra được thì ghi «yêu cầu khác».",
                "A demand the program cannot check itself is “another demand”.",
            ),
            aliases=("Loại điều kiện",),
        ),
        Column(
            "title_vi",
            "text",
            Text("Nội dung điều kiện", "Title in Vietnamese"),
            True,
            aliases=("Tên điều kiện", "Yêu cầu"),
        ),
        Column("title_en", "text", Text("Nội dung điều kiện, tiếng Anh", "Title in English")),
        Column(
            "activity",
            "code",
            Text("Nội dung", "Activity"),
            codes=codes.ACTIVITY,
            note=Text("Trống: mọi nội dung.", "Empty: every activity."),
            aliases=("Nội dung hoạt động",),
        ),
        Column(
            "activity_kind",
            "code",
            Text("Loại", "Kind"),
            codes=codes.ACTIVITY_KIND,
            note=Text(
                "Trống: mọi loại. Dòng hẹp hơn thay dòng rộng hơn của cùng điều kiện.",
                "Empty: every kind. A narrower row replaces a wider one of its gate.",
            ),
            aliases=("Loại hoạt động",),
        ),
        Column(
            "food_only",
            "boolean",
            Text("Chỉ với thực phẩm, hàng tiêu dùng nhanh", "Food and fast-moving goods only"),
            note=Text("Trống: mọi cơ sở.", "Empty: every establishment."),
            aliases=("Chỉ thực phẩm",),
        ),
        Column(
            "cleaner_only",
            "boolean",
            Text("Chỉ với sản xuất sạch hơn", "Cleaner production only"),
            note=Text("Trống: mọi hồ sơ.", "Empty: every file."),
            aliases=("Chỉ sản xuất sạch hơn",),
        ),
        Column(
            "fund_source",
            "code",
            Text("Nguồn kinh phí", "Fund source"),
            codes=codes.FUND_SOURCE,
            note=Text("Trống: mọi nguồn.", "Empty: every source."),
            aliases=("Nguồn vốn", "Nguồn KP"),
        ),
        Column(
            "parameter",
            "text",
            Text("Tham số", "Parameter"),
            note=Text(*_LIST_NOTE),
            aliases=("Ngưỡng", "Danh sách"),
        ),
        Column("document_vi", "text", Text("Giấy tờ chứng minh", "Document in Vietnamese")),
        Column("document_en", "text", Text("Giấy tờ, tiếng Anh", "Document in English")),
        Column(
            "note_vi",
            "text",
            Text("Đánh dấu", "Mark in Vietnamese"),
            note=Text(
                "Ghi kèm kết quả của mọi hồ sơ xét theo dòng này.",
                "Said with the result of every file judged by this row.",
            ),
        ),
        Column("note_en", "text", Text("Đánh dấu, tiếng Anh", "Mark in English")),
        *_validity(),
    ),
    rules=(_dates_in_order("gate_dates_in_order"),),
)

GATE_ANSWER = Table(
    name="gate_answer",
    area="programme",
    label=Text("Kết luận xem điều kiện", "Gate answer"),
    description=Text(
        "Kết luận của người xem một điều kiện mà chương trình không tự kiểm tra được, cho một hồ "
        "sơ. Dòng mới nhất tính đến ngày xét được dùng.",
        "What a person found of a condition the program cannot check itself, for one file. The "
        "latest row by the day judged counts.",
    ),
    key=("answer_id",),
    natural_key=("application_id", "rule_id", "answered_on"),
    dated_by=("answered_on",),
    aliases=("Kết luận điều kiện", "Kết quả xem điều kiện", "Gate answers"),
    columns=(
        Column("answer_id", "text", Text("Mã kết luận", "Answer id"), True),
        Column(
            "application_id",
            "text",
            Text("Hồ sơ", "Application"),
            True,
            references="application.application_id",
        ),
        Column(
            "rule_id",
            "text",
            Text("Mã điều kiện", "Rule id"),
            True,
            references="gate_rule.rule_id",
            note=Text(
                "Dòng «yêu cầu khác» trong bảng điều kiện hỗ trợ.",
                "A row “another demand” of the table of gate rules.",
            ),
        ),
        Column("met", "boolean", Text("Đạt", "Met"), True),
        Column(
            "answered_on",
            "date",
            Text("Ngày kết luận", "Answered on"),
            True,
            aliases=("Ngày xem",),
        ),
        Column(
            "answered_by", "text", Text("Người kết luận", "Answered by"), aliases=("Người xem",)
        ),
        source_column(),
    ),
)

PRIORITY_RULE = Table(
    name="priority_rule",
    area="programme",
    label=Text("Thứ tự ưu tiên", "Priority rule"),
    description=Text(
        "Thứ tự ưu tiên theo quy định: địa bàn trước, ngành nghề sau. Sửa được bằng tệp nộp.",
        "The order of priority by law: areas first, then industries. Edited by hand-in.",
    ),
    key=("rule_id",),
    natural_key=("level", "place", "criterion", "parameter", "valid_from"),
    aliases=("Ưu tiên", "Tiêu chí ưu tiên", "Thứ tự ưu tiên hỗ trợ", "Priorities"),
    columns=(
        Column("rule_id", "text", Text("Mã ưu tiên", "Rule id"), True),
        Column(
            "level",
            "code",
            Text("Nhóm", "Level"),
            True,
            codes=selection_codes.PRIORITY_LEVEL,
            aliases=("Nhóm ưu tiên",),
        ),
        Column(
            "place",
            "integer",
            Text("Bậc", "Place in the order"),
            True,
            minimum=1,
            note=Text(
                "1 là cao nhất; các dòng cùng bậc ngang nhau.",
                "1 is the highest; rows of one place are alike.",
            ),
            aliases=("Bậc ưu tiên", "Thứ bậc"),
        ),
        Column(
            "criterion",
            "code",
            Text("Tiêu chí", "Criterion"),
            True,
            codes=selection_codes.PRIORITY_CRITERION,
            aliases=("Tiêu chí ưu tiên",),
        ),
        Column(
            "parameter",
            "text",
            Text("Tham số", "Parameter"),
            note=Text(*_LIST_NOTE),
            aliases=("Ngưỡng", "Danh sách"),
        ),
        Column(
            "title_vi",
            "text",
            Text("Diện ưu tiên", "Title in Vietnamese"),
            True,
            aliases=("Tên diện ưu tiên",),
        ),
        Column("title_en", "text", Text("Diện ưu tiên, tiếng Anh", "Title in English")),
        *_validity(),
    ),
    rules=(
        _dates_in_order("priority_dates_in_order"),
        Rule(
            "threshold_is_a_number",
            "criterion not in ('local_material', 'workers')"
            " or try_cast(parameter as double) is not null",
            Text("Ngưỡng phải là một con số", "The threshold must be a number"),
            Text(
                "Ghi ngưỡng vào cột tham số, dấu thập phân là dấu chấm: 0.5; 50",
                "Enter the threshold as the parameter, with a decimal point: 0.5; 50",
            ),
        ),
    ),
)

APPRAISAL_THRESHOLD = Table(
    name="appraisal_threshold",
    area="programme",
    label=Text("Ngưỡng điểm thẩm định", "Appraisal threshold"),
    description=Text(
        "Điểm thẩm định từ đó hồ sơ được xét hỗ trợ, theo nội dung và thời gian. Không có dòng nào "
        "thì không có ngưỡng. Sửa được bằng tệp nộp.",
        "The appraisal score from which a file may be supported, by activity and time. Without a "
        "row there is no threshold. Edited by hand-in.",
    ),
    key=("threshold_id",),
    natural_key=("activity", "valid_from", "threshold"),
    aliases=("Ngưỡng điểm", "Điểm chuẩn", "Điểm sàn thẩm định", "Thresholds"),
    columns=(
        Column("threshold_id", "text", Text("Mã ngưỡng", "Threshold id"), True),
        Column(
            "threshold",
            "number",
            Text("Điểm thấp nhất được xét hỗ trợ", "Least score that may be supported"),
            True,
            minimum=0,
            maximum=100,
            aliases=("Ngưỡng", "Điểm tối thiểu", "Điểm sàn"),
        ),
        Column(
            "activity",
            "code",
            Text("Nội dung", "Activity"),
            codes=codes.ACTIVITY,
            note=Text(
                "Trống: mọi nội dung. Dòng có nội dung thay dòng trống.",
                "Empty: every activity. A row with an activity replaces one without.",
            ),
            aliases=("Nội dung hoạt động",),
        ),
        *_validity(),
    ),
    rules=(_dates_in_order("threshold_dates_in_order"),),
)

TABLES = (GATE_RULE, GATE_ANSWER, PRIORITY_RULE, APPRAISAL_THRESHOLD)
