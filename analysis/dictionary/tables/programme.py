"""The programme: projects, their money, the establishments they serve and who was told."""

from __future__ import annotations

from dataclasses import replace

from analysis.dictionary import codes
from analysis.dictionary.model import Column, Rule, Table
from analysis.dictionary.shared import (
    HOURS,
    PERSONS,
    currency_column,
    money,
    source_column,
    unit_column,
)
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
        "fund_source",
        "code",
        Text("Nguồn kinh phí", "Fund source"),
        required,
        codes.FUND_SOURCE,
        aliases=("Nguồn vốn", "Nguồn KP", "Nguồn hỗ trợ", "Funding source", "Source of funds"),
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
    natural_key=("decision_no", "title", "plan_year"),
    dated_by=("approved_on", "registered_on", "plan_year"),
    known_by=("decision_no", "title"),
    aliases=("ĐA", "Đề án khuyến công", "Danh mục đề án", "Danh sách đề án", "Projects"),
    columns=(
        Column(
            "project_id",
            "text",
            Text("Mã đề án", "Project id"),
            True,
            aliases=("Mã ĐA", "Mã số đề án", "Project code"),
        ),
        Column(
            "title",
            "text",
            Text("Tên đề án", "Title"),
            aliases=(
                "Tên ĐA",
                "Nội dung đề án",
                "Tên đề án khuyến công",
                "Tên đề án, nhiệm vụ",
                "Tên nhiệm vụ",
                "Đề án",
                "Project name",
                "Project title",
            ),
        ),
        Column(
            "plan_year",
            "year",
            Text("Năm kế hoạch", "Plan year"),
            True,
            note=Text(
                "Năm của kế hoạch giao kinh phí; mọi số tiền của đề án tính vào năm này.",
                "Year of the plan that funds the project; all its money counts in this year.",
            ),
            aliases=(
                "Năm thực hiện",
                "Năm KH",
                "Năm",
                "Năm triển khai",
                "Năm đề án",
                "Implementation year",
                "Year",
            ),
        ),
        Column(
            "activity",
            "code",
            Text("Nội dung", "Activity"),
            codes=codes.ACTIVITY,
            aliases=(
                "Nội dung hoạt động",
                "Nội dung khuyến công",
                "Nội dung hoạt động khuyến công",
                "Nhóm nội dung",
                "Nội dung hỗ trợ",
            ),
        ),
        Column(
            "activity_kind",
            "code",
            Text("Loại", "Kind"),
            codes=codes.ACTIVITY_KIND,
            aliases=("Loại hoạt động", "Loại đề án", "Loại hình hỗ trợ"),
        ),
        Column(
            "programme_level",
            "code",
            Text("Cấp", "Level"),
            codes=codes.PROGRAMME_LEVEL,
            aliases=(
                "Cấp khuyến công",
                "Cấp quản lý",
                "Loại khuyến công",
                "KCQG/KCĐP",
                "Programme level",
            ),
        ),
        unit_column(),
        Column(
            "cluster_id",
            "text",
            Text("Cụm công nghiệp", "Cluster"),
            references="cluster.cluster_id",
            note=Text(
                "Cụm mà đề án đầu tư cho; trống: không cho cụm nào.",
                "The cluster the project invests in; empty: none.",
            ),
            aliases=("Mã cụm", "CCN", "Tên cụm"),
        ),
        Column(
            "implementing_unit",
            "text",
            Text("Đơn vị thực hiện", "Implementing unit"),
            aliases=(
                "Đơn vị chủ trì",
                "Đơn vị triển khai",
                "Cơ quan thực hiện",
                "Đơn vị TH",
                "Tổ chức thực hiện",
                "Implementing agency",
            ),
        ),
        Column(
            "officer",
            "text",
            Text("Cán bộ phụ trách (mã)", "Officer in charge (code)"),
            aliases=(
                "Cán bộ phụ trách",
                "Cán bộ theo dõi",
                "Người phụ trách",
                "Chuyên viên phụ trách",
                "Officer in charge",
            ),
        ),
        Column(
            "decision_no",
            "text",
            Text("Số quyết định", "Decision number"),
            aliases=(
                "QĐ số",
                "Số QĐ",
                "Quyết định số",
                "Số quyết định phê duyệt",
                "QĐ phê duyệt",
                "Quyết định phê duyệt",
                "Quyết định",
                "Decision no.",
                "Decision",
            ),
        ),
        Column(
            "registered_on",
            "date",
            Text("Đăng ký", "Registered on"),
            aliases=("Ngày đăng ký", "Registration date"),
        ),
        Column(
            "appraised_on",
            "date",
            Text("Thẩm định", "Appraised on"),
            aliases=("Ngày thẩm định", "Appraisal date"),
        ),
        Column(
            "sent_to_ministry_on",
            "date",
            Text("Gửi về Bộ", "Sent to the ministry on"),
            note=Text("Chỉ đề án khuyến công quốc gia.", "National projects only."),
            aliases=("Ngày gửi Bộ", "Ngày gửi Cục", "Ngày trình Bộ"),
        ),
        Column(
            "approved_on",
            "date",
            Text("Phê duyệt", "Approved on"),
            aliases=(
                "Ngày phê duyệt",
                "Ngày quyết định",
                "Ngày QĐ",
                "Quyết định ngày",
                "Approval date",
            ),
        ),
        Column(
            "contracted_on",
            "date",
            Text("Ký hợp đồng", "Contracted on"),
            aliases=(
                "Ngày ký hợp đồng",
                "Ngày hợp đồng",
                "Ngày ký HĐ",
                "Ngày HĐ",
                "Hợp đồng ngày",
                "Contract date",
            ),
        ),
        Column(
            "due_on",
            "date",
            Text("Hạn hoàn thành theo hợp đồng", "Due by contract"),
            aliases=("Hạn hoàn thành", "Ngày phải hoàn thành", "Thời hạn hợp đồng", "Due date"),
        ),
        Column(
            "accepted_on",
            "date",
            Text("Nghiệm thu", "Accepted on"),
            aliases=("Ngày nghiệm thu", "Ngày NT", "Nghiệm thu ngày", "Acceptance date"),
        ),
        Column(
            "settlement_filed_on",
            "date",
            Text("Nộp hồ sơ quyết toán", "Settlement file handed in on"),
            aliases=("Ngày nộp hồ sơ quyết toán", "Ngày lập hồ sơ quyết toán"),
        ),
        Column(
            "settled_on",
            "date",
            Text("Quyết toán", "Settled on"),
            aliases=("Ngày quyết toán", "Quyết toán ngày", "Settlement date"),
        ),
        Column(
            "status",
            "code",
            Text("Tình trạng", "Status"),
            codes=codes.PROJECT_STATUS,
            aliases=("Trạng thái", "Tình trạng thực hiện", "Tiến độ", "Tiến độ thực hiện"),
        ),
        Column(
            "delay_reason",
            "code",
            Text("Lý do chậm", "Delay"),
            codes=codes.DELAY_REASON,
            aliases=(
                "Lý do chậm tiến độ",
                "Nguyên nhân chậm",
                "Nguyên nhân chậm tiến độ",
                "Delay reason",
            ),
        ),
        Column(
            "trainees",
            "integer",
            Text("Số lao động được đào tạo", "Workers trained"),
            unit=PERSONS,
            minimum=0,
            note=Text(
                "Học viên của lớp thuộc đề án; trống: không rõ hoặc đề án không mở lớp.",
                "Learners of the project's courses; empty: unknown, or it holds none.",
            ),
            aliases=("Số học viên", "Học viên", "Số người được đào tạo", "Trainees"),
        ),
        source_column(),
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
    natural_key=("project_id", "fund_source"),
    aliases=(
        "Kinh phí đề án",
        "Kinh phí theo nguồn",
        "Nguồn vốn đề án",
        "Phân bổ kinh phí",
        "Project funds",
    ),
    columns=(
        Column("project_fund_id", "text", Text("Mã dòng", "Row id"), True),
        _project_reference(True),
        _fund_source(False),
        currency_column(),
        replace(
            money("planned", "Kế hoạch", "Planned"),
            aliases=(
                "Kinh phí kế hoạch",
                "KP kế hoạch",
                "Kế hoạch vốn",
                "Kế hoạch giao",
                "Dự toán",
                "Planned amount",
            ),
        ),
        replace(
            money("approved", "Phê duyệt", "Approved"),
            aliases=(
                "Kinh phí phê duyệt",
                "KP phê duyệt",
                "Kinh phí được duyệt",
                "Dự toán được duyệt",
                "Approved amount",
            ),
        ),
        replace(
            money("accepted", "Nghiệm thu", "Accepted"),
            aliases=(
                "Kinh phí nghiệm thu",
                "KP nghiệm thu",
                "Giá trị nghiệm thu",
                "Accepted amount",
            ),
        ),
        replace(
            money("settled", "Quyết toán", "Settled"),
            aliases=(
                "Kinh phí quyết toán",
                "KP quyết toán",
                "Giá trị quyết toán",
                "Số quyết toán",
                "Settled amount",
            ),
        ),
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
    natural_key=("project_id", "establishment_id", "year", "content"),
    dated_by=("year",),
    aliases=(
        "Hỗ trợ",
        "Hỗ trợ cơ sở",
        "Danh sách hỗ trợ",
        "Cơ sở được hỗ trợ",
        "Danh sách cơ sở được hỗ trợ",
        "Supports",
    ),
    columns=(
        Column(
            "support_id",
            "text",
            Text("Mã khoản hỗ trợ", "Support id"),
            True,
            aliases=("Mã hỗ trợ", "Support code"),
        ),
        _project_reference(True),
        _establishment_reference(True),
        Column(
            "year",
            "year",
            Text("Năm hỗ trợ", "Year of support"),
            True,
            aliases=("Năm thực hiện", "Năm", "Year"),
        ),
        Column(
            "content",
            "text",
            Text("Nội dung hỗ trợ", "Content"),
            aliases=("Nội dung", "Hạng mục hỗ trợ", "Thiết bị hỗ trợ", "Máy móc, thiết bị hỗ trợ"),
        ),
        currency_column(),
        replace(
            money("grant_amount", "Kinh phí hỗ trợ", "Grant"),
            aliases=(
                "KP hỗ trợ",
                "Kinh phí khuyến công hỗ trợ",
                "Kinh phí khuyến công",
                "Kinh phí KC",
                "KPKC hỗ trợ",
                "KPKC",
                "Số tiền hỗ trợ",
                "Mức hỗ trợ",
                "Vốn hỗ trợ",
                "Ngân sách hỗ trợ",
                "Hỗ trợ",
                "Grant amount",
            ),
        ),
        replace(
            money(
                "counterpart",
                "Vốn đối ứng của cơ sở",
                "Counterpart of the establishment",
                Text(
                    "Tiền của chính cơ sở, không gồm hỗ trợ.", "Its own money, without the grant."
                ),
            ),
            aliases=(
                "Vốn đối ứng",
                "Kinh phí đối ứng",
                "KP đối ứng",
                "Đối ứng",
                "Đối ứng của cơ sở",
                "Vốn của cơ sở",
                "Kinh phí của cơ sở",
                "Counterpart",
                "Counterpart funding",
                "Own contribution",
            ),
        ),
        Column(
            "priority_case",
            "boolean",
            Text("Thuộc diện ưu tiên", "Priority case"),
            note=Text(
                "Địa bàn hoặc ngành nghề ưu tiên theo quyết định hỗ trợ; trống: không rõ.",
                "Priority area or industry by the decision of support; empty: unknown.",
            ),
            aliases=("Diện ưu tiên", "Ưu tiên"),
        ),
        Column(
            "completed_on",
            "date",
            Text("Hoàn thành", "Completed on"),
            aliases=("Ngày hoàn thành", "Completion date"),
        ),
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
    natural_key=("project_id", "fund_source", "stage", "paid_on", "amount"),
    dated_by=("paid_on",),
    aliases=(
        "Giải ngân",
        "Tạm ứng, thanh toán",
        "Theo dõi thanh toán",
        "Payments",
        "Disbursements",
    ),
    columns=(
        Column("payment_id", "text", Text("Mã thanh toán", "Payment id"), True),
        _project_reference(True),
        _fund_source(False),
        Column(
            "stage",
            "code",
            Text("Loại", "Kind"),
            True,
            codes=codes.PAYMENT_STAGE,
            aliases=("Loại thanh toán", "Giai đoạn", "Stage"),
        ),
        Column(
            "paid_on",
            "date",
            Text("Ngày", "Date"),
            aliases=(
                "Ngày thanh toán",
                "Ngày chuyển tiền",
                "Ngày giải ngân",
                "Ngày chi",
                "Payment date",
            ),
        ),
        currency_column(),
        replace(
            money("amount", "Số tiền", "Amount"),
            aliases=(
                "Số tiền thanh toán",
                "Số tiền giải ngân",
                "Số tiền chuyển",
                "Kinh phí",
                "Giá trị",
            ),
        ),
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
    natural_key=("establishment_id", "activity", "activity_kind", "submitted_on"),
    dated_by=("submitted_on",),
    aliases=(
        "Hồ sơ",
        "Đơn đề nghị",
        "Hồ sơ đăng ký",
        "Đăng ký hỗ trợ",
        "Danh sách đăng ký",
        "Applications",
    ),
    columns=(
        Column(
            "application_id",
            "text",
            Text("Mã hồ sơ", "Application id"),
            True,
            aliases=("Mã đơn", "Số hồ sơ", "Application code"),
        ),
        _establishment_reference(True),
        _project_reference(False),
        Column(
            "activity",
            "code",
            Text("Nội dung", "Activity"),
            codes=codes.ACTIVITY,
            aliases=(
                "Nội dung hoạt động",
                "Nội dung đề nghị",
                "Nội dung hỗ trợ",
                "Nội dung đề nghị hỗ trợ",
            ),
        ),
        Column(
            "activity_kind",
            "code",
            Text("Loại", "Kind"),
            codes=codes.ACTIVITY_KIND,
            aliases=("Loại hoạt động", "Loại hình hỗ trợ"),
        ),
        Column(
            "submitted_on",
            "date",
            Text("Ngày nộp", "Submitted on"),
            True,
            aliases=("Ngày nộp hồ sơ", "Ngày nhận hồ sơ", "Ngày đăng ký", "Ngày gửi"),
        ),
        Column(
            "decided_on",
            "date",
            Text("Ngày quyết định", "Decided on"),
            aliases=("Ngày QĐ", "Ngày phê duyệt"),
        ),
        currency_column(),
        replace(
            money("requested", "Kinh phí đề nghị", "Requested"),
            aliases=(
                "KP đề nghị",
                "Kinh phí đề nghị hỗ trợ",
                "KP đề nghị hỗ trợ",
                "Số tiền đề nghị",
                "Đề nghị hỗ trợ",
                "Requested amount",
            ),
        ),
        Column(
            "score",
            "number",
            Text("Điểm thẩm định", "Appraisal score"),
            minimum=0,
            maximum=100,
            aliases=("Điểm", "Điểm đánh giá", "Điểm chấm", "Score"),
        ),
        Column(
            "result",
            "code",
            Text("Kết quả", "Result"),
            True,
            codes=codes.APPLICATION_RESULT,
            aliases=("Kết quả thẩm định", "Kết quả xét duyệt", "Kết quả giải quyết"),
        ),
        Column(
            "reason",
            "code",
            Text("Lý do", "Reason"),
            codes=codes.APPLICATION_REASON,
            aliases=("Lý do từ chối", "Nguyên nhân"),
        ),
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
        _establishment_reference(True),
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
        _project_reference(True),
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
        Column("verification", "text", Text("Mức kiểm chứng", "Verification")),
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
        _fund_source(False),
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
        _establishment_reference(False),
        _project_reference(False),
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
    PROJECT,
    PROJECT_FUND,
    SUPPORT,
    PAYMENT,
    APPLICATION,
    OUTREACH_EVENT,
    OUTREACH_CONTACT,
    PROGRESS_REPORT,
    PROCESS_STEP,
    ANNOTATION,
    PLAN_TARGET,
    DIFFICULTY,
    OFFICER_TRAINING,
)
