"""The programme: projects, their money, the establishments they serve and who was told."""

from __future__ import annotations

from analysis.dictionary import codes
from analysis.dictionary.model import Column, Rule, Table
from analysis.dictionary.shared import HOURS, currency_column, money, source_column, unit_column
from analysis.language import Text


def _project_reference(required: bool) -> Column:
    return Column(
        "project_id", "text", Text("Đề án", "Project"), required, references="project.project_id"
    )


def _establishment_reference(required: bool) -> Column:
    return Column(
        "establishment_id",
        "text",
        Text("Cơ sở", "Establishment"),
        required,
        references="establishment.establishment_id",
    )


def _fund_source(required: bool) -> Column:
    return Column(
        "fund_source", "code", Text("Nguồn kinh phí", "Fund source"), required, codes.FUND_SOURCE
    )


PROJECT = Table(
    name="project",
    area="programme",
    label=Text("Đề án", "Project"),
    description=Text(
        "Một việc được cấp kinh phí khuyến công, với các mốc thời gian của nó.",
        "One funded undertaking of the programme, with the dates of its stages.",
    ),
    key=("project_id",),
    columns=(
        Column("project_id", "text", Text("Mã đề án", "Project id"), True),
        Column("title", "text", Text("Tên đề án", "Title")),
        Column(
            "plan_year",
            "year",
            Text("Năm kế hoạch", "Plan year"),
            True,
            note=Text(
                "Năm của kế hoạch giao kinh phí; mọi số tiền của đề án tính vào năm này.",
                "Year of the plan that funds the project; all its money counts in this year.",
            ),
        ),
        Column("activity", "code", Text("Nội dung", "Activity"), codes=codes.ACTIVITY),
        Column("activity_kind", "code", Text("Loại", "Kind"), codes=codes.ACTIVITY_KIND),
        Column("programme_level", "code", Text("Cấp", "Level"), codes=codes.PROGRAMME_LEVEL),
        unit_column(),
        Column("implementing_unit", "text", Text("Đơn vị thực hiện", "Implementing unit")),
        Column("decision_no", "text", Text("Số quyết định", "Decision number")),
        Column("registered_on", "date", Text("Đăng ký", "Registered on")),
        Column("appraised_on", "date", Text("Thẩm định", "Appraised on")),
        Column("approved_on", "date", Text("Phê duyệt", "Approved on")),
        Column("contracted_on", "date", Text("Ký hợp đồng", "Contracted on")),
        Column("accepted_on", "date", Text("Nghiệm thu", "Accepted on")),
        Column("settled_on", "date", Text("Quyết toán", "Settled on")),
        Column("status", "code", Text("Tình trạng", "Status"), codes=codes.PROJECT_STATUS),
        Column("delay_reason", "code", Text("Lý do chậm", "Delay"), codes=codes.DELAY_REASON),
        source_column(),
    ),
    rules=(
        Rule(
            "stages_in_order",
            "registered_on <= approved_on and approved_on <= accepted_on"
            " and accepted_on <= settled_on",
            Text("Các mốc thời gian của đề án đảo thứ tự", "The project's dates are out of order"),
            Text("Sửa ngày sai so với quyết định", "Correct the date against the decision"),
        ),
    ),
)

PROJECT_FUND = Table(
    name="project_fund",
    area="programme",
    label=Text("Kinh phí của đề án theo nguồn", "Project money by source"),
    description=Text(
        "Một dòng cho mỗi nguồn kinh phí của một đề án. Số tiền không rõ để trống.",
        "One row for each fund source of a project. An unknown amount is empty.",
    ),
    key=("project_fund_id",),
    columns=(
        Column("project_fund_id", "text", Text("Mã dòng", "Row id"), True),
        _project_reference(True),
        _fund_source(False),
        currency_column(),
        money("planned", "Kế hoạch", "Planned"),
        money("approved", "Phê duyệt", "Approved"),
        money("accepted", "Nghiệm thu", "Accepted"),
        money("settled", "Quyết toán", "Settled"),
    ),
    rules=(
        Rule(
            "accepted_within_approved",
            "accepted <= approved",
            Text("Giá trị nghiệm thu vượt phê duyệt", "Accepted more than approved"),
            Text("Kiểm tra biên bản nghiệm thu", "Check the acceptance record"),
        ),
    ),
)

SUPPORT = Table(
    name="support",
    area="programme",
    label=Text("Khoản hỗ trợ", "Support"),
    description=Text(
        "Phần của một cơ sở trong một đề án; một đề án có thể có nhiều khoản.",
        "One establishment's part in a project; a project may have many.",
    ),
    key=("support_id",),
    columns=(
        Column("support_id", "text", Text("Mã khoản hỗ trợ", "Support id"), True),
        _project_reference(True),
        _establishment_reference(True),
        Column("year", "year", Text("Năm hỗ trợ", "Year of support"), True),
        Column("content", "text", Text("Nội dung hỗ trợ", "Content")),
        currency_column(),
        money("grant_amount", "Kinh phí hỗ trợ", "Grant"),
        money(
            "counterpart",
            "Vốn đối ứng của cơ sở",
            "Counterpart of the establishment",
            Text("Tiền của chính cơ sở, không gồm hỗ trợ.", "Its own money, without the grant."),
        ),
        Column("completed_on", "date", Text("Hoàn thành", "Completed on")),
    ),
)

PAYMENT = Table(
    name="payment",
    area="programme",
    label=Text("Thanh toán", "Payment"),
    description=Text(
        "Mỗi lần chuyển tiền. Giải ngân = tạm ứng + thanh toán − thu hồi.",
        "Each movement of money. Disbursed = advances + balances − recoveries.",
    ),
    key=("payment_id",),
    columns=(
        Column("payment_id", "text", Text("Mã thanh toán", "Payment id"), True),
        _project_reference(True),
        _fund_source(False),
        Column("stage", "code", Text("Loại", "Kind"), True, codes=codes.PAYMENT_STAGE),
        Column("paid_on", "date", Text("Ngày", "Date")),
        currency_column(),
        money("amount", "Số tiền", "Amount"),
    ),
)

APPLICATION = Table(
    name="application",
    area="programme",
    label=Text("Hồ sơ đề nghị", "Application"),
    description=Text(
        "Mọi hồ sơ của cơ sở, cả bị từ chối và tự rút.",
        "Every application, refused and withdrawn ones too.",
    ),
    key=("application_id",),
    columns=(
        Column("application_id", "text", Text("Mã hồ sơ", "Application id"), True),
        _establishment_reference(True),
        _project_reference(False),
        Column("activity", "code", Text("Nội dung", "Activity"), codes=codes.ACTIVITY),
        Column("activity_kind", "code", Text("Loại", "Kind"), codes=codes.ACTIVITY_KIND),
        Column("submitted_on", "date", Text("Ngày nộp", "Submitted on"), True),
        Column("decided_on", "date", Text("Ngày quyết định", "Decided on")),
        currency_column(),
        money("requested", "Kinh phí đề nghị", "Requested"),
        Column(
            "score", "number", Text("Điểm thẩm định", "Appraisal score"), minimum=0, maximum=100
        ),
        Column("result", "code", Text("Kết quả", "Result"), True, codes=codes.APPLICATION_RESULT),
        Column("reason", "code", Text("Lý do", "Reason"), codes=codes.APPLICATION_REASON),
        unit_column(),
    ),
    rules=(
        Rule(
            "decided_after_submitted",
            "submitted_on <= decided_on",
            Text("Quyết định trước ngày nộp", "Decided before it was submitted"),
            Text("Sửa một trong hai ngày", "Correct one of the two dates"),
        ),
    ),
)

OUTREACH_EVENT = Table(
    name="outreach_event",
    area="programme",
    label=Text("Tuyên truyền, khảo sát", "Outreach event"),
    description=Text("Ai được biết, ở đâu, khi nào.", "Who was told, where and when."),
    key=("event_id",),
    columns=(
        Column("event_id", "text", Text("Mã sự kiện", "Event id"), True),
        Column("kind", "code", Text("Hình thức", "Kind"), True, codes=codes.OUTREACH_KIND),
        Column("held_on", "date", Text("Ngày", "Date"), True),
        unit_column(),
        Column("organiser", "text", Text("Đơn vị tổ chức", "Organiser")),
        Column("topic", "text", Text("Chủ đề", "Topic")),
        Column(
            "establishments_reached",
            "integer",
            Text("Số cơ sở được tiếp cận", "Establishments reached"),
            minimum=0,
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
    columns=(
        Column(
            "event_id",
            "text",
            Text("Sự kiện", "Event"),
            True,
            references="outreach_event.event_id",
        ),
        _establishment_reference(True),
        Column("asked_for_support", "boolean", Text("Có hỏi hỗ trợ", "Asked for support")),
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
    columns=(
        Column("target_id", "text", Text("Mã chỉ tiêu", "Target id"), True),
        Column(
            "indicator", "code", Text("Chỉ tiêu", "Indicator"), True, codes=codes.TARGET_INDICATOR
        ),
        Column("year", "year", Text("Năm", "Year"), True),
        unit_column(),
        _fund_source(False),
        Column("target_value", "number", Text("Giá trị", "Value"), True, minimum=0),
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
    columns=(
        Column("difficulty_id", "text", Text("Mã", "Id"), True),
        Column("kind", "code", Text("Loại", "Kind"), True, codes=codes.DIFFICULTY_KIND),
        _establishment_reference(False),
        _project_reference(False),
        unit_column(),
        Column("raised_on", "date", Text("Ngày nêu", "Raised on"), True),
        Column("resolved_on", "date", Text("Ngày giải quyết", "Resolved on")),
        Column("responsible", "text", Text("Đơn vị chịu trách nhiệm", "Responsible unit")),
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
    columns=(
        Column("training_id", "text", Text("Mã", "Id"), True),
        Column("officer", "text", Text("Cán bộ (mã)", "Officer (code)"), True),
        unit_column(),
        Column("topic", "text", Text("Chủ đề", "Topic")),
        Column("held_on", "date", Text("Ngày", "Date"), True),
        Column("hours", "number", Text("Số giờ", "Hours"), unit=HOURS, minimum=0),
    ),
)

TABLES = (
    PROJECT,
    PROJECT_FUND,
    SUPPORT,
    PAYMENT,
    APPLICATION,
    OUTREACH_EVENT,
    OUTREACH_CONTACT,
    PLAN_TARGET,
    DIFFICULTY,
    OFFICER_TRAINING,
)
