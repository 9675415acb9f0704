"""How the work runs: who was told, how projects proceed, targets, difficulties and training."""

from __future__ import annotations

from analysis.dictionary import codes
from analysis.dictionary.model import Column, Rule, Table
from analysis.dictionary.shared import (
    HOURS,
    currency_column,
    establishment_reference,
    fund_source_column,
    project_reference,
    source_column,
    unit_column,
)
from analysis.language import Text

OUTREACH_EVENT = Table(
    name="outreach_event",
    area="programme",
    label=Text("Tuyên truyền, khảo sát", "Outreach event"),
    description=Text("Ai được biết, ở đâu, khi nào.", "Who was told, where and when."),
    key=("event_id",),
    natural_key=("kind", "held_on", "unit_id", "topic"),
    dated_by=("held_on",),
    known_by=("topic",),
    aliases=(
        "Sự kiện",
        "Tuyên truyền",
        "Khảo sát",
        "Hội nghị",
        "Events",
        "Outreach",
        "Outreach events",
    ),
    columns=(
        Column("event_id", "text", Text("Mã sự kiện", "Event id"), True),
        Column(
            "kind",
            "code",
            Text("Hình thức", "Kind"),
            True,
            codes=codes.OUTREACH_KIND,
            aliases=("Loại hình", "Hình thức tuyên truyền", "Loại sự kiện"),
        ),
        Column(
            "held_on",
            "date",
            Text("Ngày", "Date"),
            True,
            aliases=("Ngày tổ chức", "Ngày diễn ra", "Thời gian", "Thời gian tổ chức"),
        ),
        unit_column(),
        Column(
            "organiser",
            "text",
            Text("Đơn vị tổ chức", "Organiser"),
            aliases=("Cơ quan tổ chức", "Đơn vị thực hiện", "Đơn vị chủ trì", "Organizer"),
        ),
        Column(
            "topic",
            "text",
            Text("Chủ đề", "Topic"),
            aliases=("Nội dung", "Tên sự kiện", "Tên hội nghị", "Event name"),
        ),
        Column(
            "cluster_id",
            "text",
            Text("Cụm công nghiệp", "Cluster"),
            references="cluster.cluster_id",
            note=Text(
                "Cụm được khảo sát; trống: không ở cụm nào.", "The cluster visited; empty: none."
            ),
            aliases=("Mã cụm", "CCN", "Tên cụm"),
        ),
        Column(
            "establishments_reached",
            "integer",
            Text("Số cơ sở được tiếp cận", "Establishments reached"),
            minimum=0,
            aliases=("Số cơ sở tham dự", "Số cơ sở tham gia", "Số lượt cơ sở"),
        ),
    ),
)

OUTREACH_CONTACT = Table(
    name="outreach_contact",
    area="programme",
    label=Text("Cơ sở được tiếp cận", "Outreach contact"),
    description=Text(
        "Cơ sở nào có mặt ở sự kiện nào.", "Which establishment was present at which event."
    ),
    key=("event_id", "establishment_id"),
    aliases=("Cơ sở tham dự", "Danh sách tham dự", "Danh sách cơ sở tham dự", "Outreach contacts"),
    columns=(
        Column(
            "event_id",
            "text",
            Text("Sự kiện", "Event"),
            True,
            references="outreach_event.event_id",
        ),
        establishment_reference(True),
        Column(
            "asked_for_support",
            "boolean",
            Text("Có hỏi hỗ trợ", "Asked for support"),
            aliases=("Có đề nghị hỗ trợ", "Đề nghị hỗ trợ"),
        ),
    ),
)

PROGRESS_REPORT = Table(
    name="progress_report",
    area="programme",
    label=Text("Báo cáo tiến độ", "Progress report"),
    description=Text(
        "Báo cáo tiến độ hằng tháng của một đề án: của tháng nào, nộp ngày nào.",
        "Monthly progress reports of a project: for which month, handed in when.",
    ),
    key=("project_id", "year", "month"),
    dated_by=("reported_on",),
    aliases=("Tiến độ tháng", "Báo cáo tháng", "Báo cáo tiến độ tháng", "Progress reports"),
    columns=(
        project_reference(True),
        Column("year", "year", Text("Năm", "Year"), True, aliases=("Năm báo cáo",)),
        Column(
            "month",
            "integer",
            Text("Tháng", "Month"),
            True,
            minimum=1,
            maximum=12,
            aliases=("Tháng báo cáo",),
        ),
        Column(
            "reported_on",
            "date",
            Text("Ngày nộp", "Handed in on"),
            True,
            aliases=("Ngày báo cáo", "Ngày nộp báo cáo"),
        ),
        Column(
            "progress",
            "fraction",
            Text("Khối lượng hoàn thành", "Share of work done"),
            minimum=0,
            maximum=1,
            aliases=("Tiến độ", "Tỷ lệ hoàn thành", "Khối lượng"),
        ),
    ),
)

PROCESS_STEP = Table(
    name="process_step",
    area="programme",
    label=Text("Bước của quy trình", "Process step"),
    description=Text(
        "Quy trình thực hiện từng nội dung: bước, hồ sơ, vai trò, hạn. Sửa được bằng tệp nộp.",
        "How each activity is carried out: steps, documents, roles, deadlines. Edited by hand-in.",
    ),
    key=("step_id",),
    natural_key=("programme_level", "activity", "activity_kind", "stage", "valid_from"),
    aliases=("Quy trình", "Các bước quy trình", "Quy trình thực hiện", "Process", "Process steps"),
    columns=(
        Column("step_id", "text", Text("Mã bước", "Step id"), True),
        Column(
            "programme_level",
            "code",
            Text("Cấp", "Level"),
            codes=codes.PROGRAMME_LEVEL,
            note=Text("Trống: cả hai cấp.", "Empty: both levels."),
            aliases=("Cấp khuyến công",),
        ),
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
                "Trống: mọi loại của nội dung. Bước của một loại thay bước chung cùng mốc.",
                "Empty: every kind. A step of one kind replaces the general one of its stage.",
            ),
            aliases=("Loại hoạt động",),
        ),
        Column(
            "step_no",
            "integer",
            Text("Thứ tự", "Order"),
            True,
            minimum=1,
            aliases=("Bước", "STT bước"),
        ),
        Column(
            "stage",
            "code",
            Text("Mốc", "Stage"),
            True,
            codes=codes.PROCESS_STAGE,
            aliases=("Mốc của đề án",),
        ),
        Column(
            "title_vi",
            "text",
            Text("Tên bước", "Title in Vietnamese"),
            True,
            aliases=("Nội dung bước", "Việc cần làm"),
        ),
        Column("title_en", "text", Text("Tên bước, tiếng Anh", "Title in English")),
        Column(
            "responsible",
            "code",
            Text("Vai trò chịu trách nhiệm", "Responsible role"),
            codes=codes.PROCESS_ROLE,
            aliases=("Người chịu trách nhiệm", "Đơn vị chịu trách nhiệm", "Vai trò"),
        ),
        Column(
            "documents_vi",
            "text",
            Text("Hồ sơ cần có", "Documents in Vietnamese"),
            note=Text("Cách nhau bằng dấu chấm phẩy.", "Separated by semicolons."),
            aliases=("Hồ sơ", "Giấy tờ"),
        ),
        Column("documents_en", "text", Text("Hồ sơ, tiếng Anh", "Documents in English")),
        Column(
            "deadline_kind",
            "code",
            Text("Cách tính hạn", "Kind of deadline"),
            codes=codes.DEADLINE_KIND,
            note=Text("Trống: chưa biết hạn.", "Empty: the deadline is not known."),
            aliases=("Loại hạn",),
        ),
        Column(
            "deadline_year_offset",
            "integer",
            Text("Năm của hạn so với năm kế hoạch", "Year of the deadline after the plan year"),
            minimum=-2,
            maximum=3,
            note=Text(
                "−1: năm trước năm kế hoạch; 1: năm sau.", "−1: the year before; 1: the year after."
            ),
        ),
        Column(
            "deadline_month",
            "integer",
            Text("Tháng của hạn", "Month of the deadline"),
            minimum=1,
            maximum=12,
        ),
        Column(
            "deadline_day",
            "integer",
            Text("Ngày của hạn", "Day of the deadline"),
            minimum=1,
            maximum=31,
        ),
        Column(
            "deadline_days",
            "integer",
            Text("Số ngày của hạn", "Days allowed"),
            minimum=0,
            maximum=3660,
        ),
        Column(
            "deadline_after",
            "code",
            Text("Hạn tính từ mốc", "Deadline counted from"),
            codes=codes.PROCESS_STAGE,
        ),
        Column("valid_from", "date", Text("Hiệu lực từ", "Valid from")),
        Column("valid_to", "date", Text("Hiệu lực đến", "Valid to")),
        Column(
            "verification_vi",
            "text",
            Text("Mức kiểm chứng", "Verification in Vietnamese"),
            note=Text("Văn bản đã được xem đến đâu.", "How far the text of the law was seen."),
        ),
        Column(
            "verification_en", "text", Text("Mức kiểm chứng, tiếng Anh", "Verification in English")
        ),
        Column("legal_source", "text", Text("Văn bản", "Legal source")),
        source_column(),
    ),
    rules=(
        Rule(
            "step_dates_in_order",
            "valid_from <= valid_to",
            Text("Ngày hết hiệu lực trước ngày có hiệu lực", "Valid-to is before valid-from"),
            Text("Sửa một trong hai ngày", "Correct one of the two dates"),
        ),
        Rule(
            "deadline_says_its_day",
            "case deadline_kind"
            " when 'day_of_year' then deadline_month is not null and deadline_day is not null"
            " when 'day_of_month' then deadline_day is not null"
            " when 'days_after' then deadline_days is not null and deadline_after is not null"
            " else true end",
            Text("Hạn thiếu ngày, tháng hoặc số ngày", "The deadline lacks its day or days"),
            Text(
                "Ghi ngày và tháng; hoặc ngày; hoặc số ngày và mốc, theo cách tính hạn",
                "Enter day and month; or day; or days and stage, as the kind of deadline asks",
            ),
        ),
        Rule(
            "deadline_day_exists",
            "deadline_month is null or deadline_day is null or deadline_day <="
            " case when deadline_month = 2 then 28"
            " when deadline_month in (4, 6, 9, 11) then 30 else 31 end",
            Text("Tháng không có ngày này", "The month has no such day"),
            Text("Sửa ngày hoặc tháng của hạn", "Correct the day or the month"),
        ),
    ),
)

ANNOTATION = Table(
    name="annotation",
    area="programme",
    label=Text("Ghi chú theo thời gian", "Annotation"),
    description=Text(
        "Việc có ngày (văn bản, bão, giá, địa giới), ghi một lần, hiện trên mọi biểu đồ thời gian "
        "liên quan.",
        "A dated note (decision, storm, price, boundary), recorded once, shown on every time chart "
        "it touches.",
    ),
    key=("annotation_id",),
    natural_key=("kind", "starts_on", "title_vi"),
    dated_by=("starts_on",),
    aliases=("Ghi chú", "Sự kiện theo thời gian", "Mốc thời gian", "Annotations"),
    columns=(
        Column("annotation_id", "text", Text("Mã ghi chú", "Annotation id"), True),
        Column("kind", "code", Text("Loại ghi chú", "Kind"), True, codes=codes.ANNOTATION_KIND),
        Column(
            "starts_on",
            "date",
            Text("Từ ngày", "From"),
            True,
            aliases=("Ngày", "Ngày bắt đầu", "Ngày xảy ra"),
        ),
        Column("ends_on", "date", Text("Đến ngày", "To"), aliases=("Ngày kết thúc",)),
        Column(
            "title_vi",
            "text",
            Text("Ghi chú", "Note in Vietnamese"),
            True,
            aliases=("Nội dung ghi chú", "Tên sự kiện"),
        ),
        Column("title_en", "text", Text("Ghi chú, tiếng Anh", "Note in English")),
        unit_column(),
        Column(
            "activity",
            "code",
            Text("Nội dung", "Activity"),
            codes=codes.ACTIVITY,
            note=Text("Trống: mọi nội dung.", "Empty: every activity."),
        ),
        source_column(),
    ),
    rules=(
        Rule(
            "annotation_dates_in_order",
            "starts_on <= ends_on",
            Text("Ngày kết thúc trước ngày bắt đầu", "Ends before it starts"),
            Text("Sửa một trong hai ngày", "Correct one of the two dates"),
        ),
    ),
)

PLAN_TARGET = Table(
    name="plan_target",
    area="programme",
    label=Text("Chỉ tiêu kế hoạch", "Plan target"),
    description=Text(
        "Chỉ tiêu theo năm và đơn vị; tiền ghi bằng đơn vị nhỏ nhất của loại tiền.",
        "Targets by year and unit; money in the smallest unit of its currency.",
    ),
    key=("target_id",),
    natural_key=("indicator", "year", "unit_id", "fund_source"),
    dated_by=("year",),
    aliases=("Chỉ tiêu", "Kế hoạch năm", "Chỉ tiêu, kế hoạch", "Targets", "Plan targets"),
    columns=(
        Column("target_id", "text", Text("Mã chỉ tiêu", "Target id"), True),
        Column(
            "indicator",
            "code",
            Text("Chỉ tiêu", "Indicator"),
            True,
            codes=codes.TARGET_INDICATOR,
            aliases=("Tên chỉ tiêu",),
        ),
        Column(
            "year",
            "year",
            Text("Năm", "Year"),
            True,
            aliases=("Năm kế hoạch", "Năm KH", "Plan year"),
        ),
        unit_column(),
        fund_source_column(False),
        Column(
            "target_value",
            "number",
            Text("Giá trị", "Value"),
            True,
            minimum=0,
            aliases=("Kế hoạch", "Số kế hoạch", "Chỉ tiêu giao", "Mục tiêu", "Target"),
        ),
        currency_column(required=False),
        Column("status", "code", Text("Tính chất", "Status"), True, codes=codes.FIGURE_STATUS),
        source_column(),
    ),
)

DIFFICULTY = Table(
    name="difficulty",
    area="programme",
    label=Text("Khó khăn, vướng mắc", "Difficulty"),
    description=Text(
        "Khó khăn cơ sở hoặc địa phương nêu ra và ngày giải quyết.",
        "Difficulties raised by establishments or districts, and when they were resolved.",
    ),
    key=("difficulty_id",),
    natural_key=("kind", "establishment_id", "project_id", "unit_id", "raised_on"),
    dated_by=("raised_on",),
    aliases=("Khó khăn", "Vướng mắc", "Khó khăn, kiến nghị", "Kiến nghị", "Difficulties"),
    columns=(
        Column("difficulty_id", "text", Text("Mã", "Id"), True, aliases=("Mã khó khăn",)),
        Column(
            "kind",
            "code",
            Text("Loại", "Kind"),
            True,
            codes=codes.DIFFICULTY_KIND,
            aliases=("Loại khó khăn", "Khó khăn", "Vướng mắc", "Khó khăn, vướng mắc"),
        ),
        establishment_reference(False),
        project_reference(False),
        unit_column(),
        Column(
            "raised_on",
            "date",
            Text("Ngày nêu", "Raised on"),
            True,
            aliases=("Ngày phản ánh", "Ngày kiến nghị"),
        ),
        Column(
            "resolved_on",
            "date",
            Text("Ngày giải quyết", "Resolved on"),
            aliases=("Ngày xử lý", "Ngày xử lý xong"),
        ),
        Column(
            "responsible",
            "text",
            Text("Đơn vị chịu trách nhiệm", "Responsible unit"),
            aliases=("Đơn vị xử lý", "Cơ quan giải quyết", "Đơn vị giải quyết"),
        ),
    ),
    rules=(
        Rule(
            "resolved_after_raised",
            "raised_on <= resolved_on",
            Text("Giải quyết trước khi nêu", "Resolved before it was raised"),
            Text("Sửa một trong hai ngày", "Correct one of the two dates"),
        ),
    ),
)

OFFICER_TRAINING = Table(
    name="officer_training",
    area="programme",
    label=Text("Bồi dưỡng cán bộ", "Officer training"),
    description=Text(
        "Cán bộ khuyến công đã dự lớp nào, khi nào.", "Which officer attended what, and when."
    ),
    key=("training_id",),
    natural_key=("officer", "held_on", "topic"),
    dated_by=("held_on",),
    aliases=("Tập huấn cán bộ", "Đào tạo cán bộ", "Bồi dưỡng cán bộ khuyến công", "Trainings"),
    columns=(
        Column("training_id", "text", Text("Mã", "Id"), True, aliases=("Mã lớp",)),
        Column(
            "officer",
            "text",
            Text("Cán bộ (mã)", "Officer (code)"),
            True,
            aliases=("Cán bộ", "Mã cán bộ", "Tên cán bộ", "Họ và tên", "Họ tên", "Officer"),
        ),
        unit_column(),
        Column(
            "topic", "text", Text("Chủ đề", "Topic"), aliases=("Nội dung", "Tên lớp", "Chuyên đề")
        ),
        Column(
            "held_on",
            "date",
            Text("Ngày", "Date"),
            True,
            aliases=("Ngày tổ chức", "Ngày học", "Thời gian"),
        ),
        Column(
            "hours",
            "number",
            Text("Số giờ", "Hours"),
            unit=HOURS,
            minimum=0,
            aliases=("Số giờ học", "Thời lượng"),
        ),
    ),
)

TABLES = (
    OUTREACH_EVENT,
    OUTREACH_CONTACT,
    PROGRESS_REPORT,
    PROCESS_STEP,
    ANNOTATION,
    PLAN_TARGET,
    DIFFICULTY,
    OFFICER_TRAINING,
)
