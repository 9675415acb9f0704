"""The code lists: every closed set of values, declared once, in both languages."""

from __future__ import annotations

from analysis.dictionary.model import Code, CodeList
from analysis.dictionary.published import GEOGRAPHY, MEASUREMENT_UNIT, PUBLISHED_INDICATOR
from analysis.dictionary.selection_codes import SELECTION_LISTS
from analysis.language import Text


def _codes(*entries: tuple[str, str, str]) -> tuple[Code, ...]:
    return tuple(Code(code, Text(vi, en)) for code, vi, en in entries)


ACTIVITY = CodeList(
    "activity",
    Text("Nội dung hoạt động khuyến công", "Industrial-promotion activity"),
    (
        Code(
            "DAO_TAO_NGHE",
            Text("Đào tạo nghề, truyền nghề", "Vocational training, craft transmission"),
            Text("Đào tạo nghề", "Training"),
        ),
        Code(
            "NANG_CAO_NLQL",
            Text(
                "Nâng cao năng lực quản lý, sản xuất sạch hơn, khởi sự, mở rộng thị trường",
                "Management capacity, cleaner production, start-up, market expansion",
            ),
            Text("Năng lực quản lý", "Management"),
        ),
        Code(
            "MO_HINH_MAY_MOC",
            Text(
                "Mô hình trình diễn, chuyển giao công nghệ, máy móc tiên tiến",
                "Demonstration models, technology transfer, advanced machinery",
            ),
            Text("Mô hình, máy móc", "Models, machinery"),
        ),
        Code(
            "SP_TIEU_BIEU_XTTM",
            Text(
                "Sản phẩm tiêu biểu, hội chợ, thương hiệu, xúc tiến thương mại",
                "Typical products, fairs, branding, trade promotion",
            ),
            Text("Sản phẩm, hội chợ", "Products, fairs"),
        ),
        Code(
            "TU_VAN",
            Text("Tư vấn trợ giúp cơ sở CNNT", "Advisory services"),
            Text("Tư vấn", "Advice"),
        ),
        Code(
            "THONG_TIN",
            Text("Cung cấp thông tin, tuyên truyền", "Information and communication"),
            Text("Thông tin", "Information"),
        ),
        Code(
            "LIEN_KET_CCN",
            Text(
                "Liên doanh liên kết, phát triển cụm công nghiệp, di dời cơ sở ô nhiễm",
                "Linkages, industrial clusters, relocation of polluters",
            ),
            Text("Liên kết, cụm CN", "Linkages, clusters"),
        ),
        Code(
            "HOP_TAC_QT",
            Text("Hợp tác quốc tế về khuyến công", "International cooperation"),
            Text("Hợp tác quốc tế", "International"),
        ),
        Code(
            "NANG_LUC_KC",
            Text(
                "Nâng cao năng lực quản lý và tổ chức thực hiện khuyến công",
                "Programme management capacity",
            ),
            Text("Năng lực khuyến công", "Programme capacity"),
        ),
    ),
    source="Nghị định 45/2012/NĐ-CP, Điều 4",
)

ACTIVITY_KIND = CodeList(
    "activity_kind",
    Text("Loại hoạt động cụ thể", "Kind within the activity"),
    _codes(
        ("TRAINING", "Lớp đào tạo nghề", "Vocational course"),
        ("MANAGEMENT_COURSE", "Lớp quản lý, khởi sự", "Management or start-up course"),
        ("CP_ASSESS", "Đánh giá sản xuất sạch hơn", "Cleaner-production assessment"),
        ("START_ENTERPRISE", "Thành lập doanh nghiệp", "Start-up of an enterprise"),
        ("MODEL_NEW", "Mô hình trình diễn kỹ thuật mới", "New demonstration model"),
        ("MODEL_EXISTING", "Nhân rộng mô hình hiệu quả", "Replication of an effective model"),
        ("MACHINE", "Ứng dụng máy móc tiên tiến", "Advanced machinery"),
        ("TECH_LINE", "Dây chuyền công nghệ", "Technology line"),
        ("FAIR_DOMESTIC_ORG", "Tổ chức hội chợ trong nước", "Organising a domestic fair"),
        ("FAIR_DOMESTIC_JOIN", "Tham gia hội chợ trong nước", "Joining a domestic fair"),
        ("FAIR_ABROAD", "Hội chợ nước ngoài", "Fair abroad"),
        ("AIRFARE", "Khảo sát nước ngoài", "Study trip abroad"),
        ("VOTE_PROV", "Bình chọn cấp tỉnh", "Provincial product vote"),
        ("VOTE_REGION", "Bình chọn cấp khu vực", "Regional product vote"),
        ("VOTE_NATION", "Bình chọn cấp quốc gia", "National product vote"),
        ("AWARD_PROV", "Thưởng sản phẩm cấp tỉnh", "Provincial product award"),
        ("AWARD_REGION", "Thưởng sản phẩm cấp khu vực", "Regional product award"),
        ("AWARD_NATION", "Thưởng sản phẩm cấp quốc gia", "National product award"),
        ("BRAND", "Xây dựng thương hiệu", "Brand or trademark"),
        ("CONSULT", "Thuê tư vấn", "Consultancy"),
        ("INFORMATION", "Thông tin, tuyên truyền", "Information and publicity"),
        ("ASSOC_REGION", "Hiệp hội ngành nghề cấp vùng", "Regional association"),
        ("ASSOC_NATION", "Hiệp hội ngành nghề cấp quốc gia", "National association"),
        ("LINK_CLUSTER", "Cụm liên kết doanh nghiệp", "Enterprise linkage cluster"),
        ("RELOC_INTEREST", "Lãi vay di dời", "Relocation loan interest"),
        ("POLLUTION_EST", "Xử lý ô nhiễm tại cơ sở", "Pollution treatment, establishment"),
        ("POLLUTION_CLUSTER", "Xử lý ô nhiễm tại cụm", "Pollution treatment, cluster"),
        ("CLUSTER_PLAN", "Quy hoạch chi tiết cụm", "Cluster detailed planning"),
        ("CLUSTER_INFRA", "Hạ tầng cụm công nghiệp", "Cluster infrastructure"),
        ("INTERNATIONAL", "Hợp tác quốc tế", "International cooperation"),
        ("OFFICER_TRAINING", "Bồi dưỡng cán bộ khuyến công", "Officer training"),
        ("ADMIN_AGENCY", "Chi quản lý của cơ quan", "Administration, agency"),
        ("ADMIN_UNIT", "Chi quản lý của đơn vị thực hiện", "Administration, implementing unit"),
        ("PRIORITY_MULT", "Mức ưu tiên", "Priority multiplier"),
        ("ADVANCE_MAX", "Mức tạm ứng tối đa", "Maximum advance"),
    ),
    source="TTLT 26/2014/TTLT-BTC-BCT; TT 28/2018/TT-BTC",
)

FUND_SOURCE = CodeList(
    "fund_source",
    Text("Nguồn kinh phí", "Fund source"),
    (
        Code(
            "national",
            Text("Khuyến công quốc gia", "National programme"),
            Text("Quốc gia", "National"),
            ("KCQG", "Trung ương", "NSTW", "Ngân sách trung ương"),
        ),
        Code(
            "provincial",
            Text("Khuyến công địa phương, cấp tỉnh", "Local programme, province"),
            Text("Cấp tỉnh", "Provincial"),
            ("Tỉnh", "Ngân sách tỉnh", "NS tỉnh", "Khuyến công tỉnh"),
        ),
        Code(
            "district",
            Text("Khuyến công địa phương, cấp huyện", "Local programme, district"),
            Text("Cấp huyện", "District"),
            ("Huyện", "Ngân sách huyện", "NS huyện", "Khuyến công huyện"),
        ),
        Code(
            "local",
            Text("Khuyến công địa phương, chưa tách cấp", "Local programme, level not told apart"),
            Text("Địa phương (chung)", "Local (undivided)"),
            ("KCĐP", "Địa phương", "Khuyến công địa phương", "Ngân sách địa phương"),
        ),
        Code("other", Text("Nguồn khác", "Other sources"), Text("Khác", "Other")),
    ),
    source="Nghị định 45/2012/NĐ-CP",
)

CURRENCY = CodeList(
    "currency",
    Text("Loại tiền", "Currency"),
    _codes(("VND", "đồng Việt Nam", "Vietnamese dong"), ("USD", "đô la Mỹ", "US dollar")),
    source="ISO 4217",
)

LEGAL_FORM = CodeList(
    "legal_form",
    Text("Hình thức pháp lý", "Legal form"),
    (
        Code(
            "enterprise",
            Text("Doanh nghiệp", "Enterprise"),
            aliases=(
                *("DN", "Công ty", "Công ty TNHH", "Cty TNHH", "TNHH", "Công ty TNHH MTV"),
                *("TNHH MTV", "Công ty TNHH một thành viên", "Công ty cổ phần", "CTCP", "Cty CP"),
                *("Doanh nghiệp tư nhân", "DNTN", "Company", "Private enterprise"),
            ),
        ),
        Code("cooperative", Text("Hợp tác xã", "Cooperative"), aliases=("HTX",)),
        Code("cooperative_group", Text("Tổ hợp tác", "Cooperative group"), aliases=("THT",)),
        Code(
            "household",
            Text("Hộ kinh doanh", "Business household"),
            aliases=("HKD", "Hộ KD", "Hộ kinh doanh cá thể", "Hộ cá thể", "Cơ sở", "Household"),
        ),
    ),
    source="Nghị định 45/2012/NĐ-CP, Điều 2",
)

SIZE = CodeList(
    "size",
    Text("Quy mô", "Size"),
    _codes(
        ("micro", "Siêu nhỏ", "Micro"),
        ("small", "Nhỏ", "Small"),
        ("medium", "Vừa", "Medium"),
        ("large", "Lớn", "Large"),
    ),
    source="Nghị định 80/2021/NĐ-CP",
)

INDUSTRY = CodeList(
    "industry",
    Text("Ngành (VSIC cấp 2)", "Industry (VSIC, 2 digits)"),
    (
        Code("08", Text("Khai khoáng khác", "Other mining and quarrying")),
        Code("10", Text("Chế biến thực phẩm", "Food products")),
        Code("11", Text("Đồ uống", "Beverages")),
        Code("13", Text("Dệt", "Textiles")),
        Code("14", Text("Trang phục", "Wearing apparel"), Text("May mặc", "Apparel")),
        Code("15", Text("Da và sản phẩm liên quan", "Leather"), Text("Da giày", "Leather")),
        Code(
            "16",
            Text("Chế biến gỗ, tre, nứa", "Wood, bamboo, cane products"),
            Text("Gỗ, tre", "Wood, bamboo"),
        ),
        Code("17", Text("Giấy và sản phẩm từ giấy", "Paper products"), Text("Giấy", "Paper")),
        Code("18", Text("In, sao chép bản ghi", "Printing"), Text("In", "Printing")),
        Code("20", Text("Hóa chất", "Chemicals")),
        Code(
            "21",
            Text("Thuốc, hóa dược và dược liệu", "Pharmaceuticals and medicinal products"),
            Text("Dược liệu", "Medicinal"),
        ),
        Code("22", Text("Cao su và nhựa", "Rubber and plastics")),
        Code(
            "23",
            Text("Sản phẩm khoáng phi kim loại khác", "Non-metallic mineral products"),
            Text("Vật liệu xây dựng", "Building materials"),
        ),
        Code("24", Text("Kim loại", "Basic metals")),
        Code(
            "25",
            Text("Sản phẩm từ kim loại đúc sẵn", "Fabricated metal products"),
            Text("Cơ khí", "Metal products"),
        ),
        Code("26", Text("Điện tử, máy vi tính", "Electronics")),
        Code("27", Text("Thiết bị điện", "Electrical equipment")),
        Code(
            "28", Text("Máy móc, thiết bị", "Machinery and equipment"), Text("Máy móc", "Machinery")
        ),
        Code("29", Text("Xe có động cơ", "Motor vehicles")),
        Code("30", Text("Phương tiện vận tải khác", "Other transport equipment")),
        Code("31", Text("Giường, tủ, bàn, ghế", "Furniture"), Text("Nội thất", "Furniture")),
        Code(
            "32",
            Text("Công nghiệp chế biến khác", "Other manufacturing"),
            Text("Thủ công, khác", "Crafts, other"),
        ),
        Code(
            "33",
            Text("Sửa chữa, lắp đặt máy móc", "Repair and installation of machinery"),
            Text("Sửa chữa", "Repair"),
        ),
        Code("38", Text("Tái chế, xử lý rác thải", "Waste treatment and recycling")),
    ),
    source="VSIC 2018 (Quyết định 27/2018/QĐ-TTg)",
)

UNIT_LEVEL = CodeList(
    "unit_level",
    Text("Cấp hành chính", "Administrative level"),
    _codes(
        ("province", "Tỉnh", "Province"),
        ("district", "Cấp huyện", "District level"),
        ("commune", "Cấp xã", "Commune level"),
    ),
)

TERRAIN = CodeList(
    "terrain",
    Text("Địa bàn", "Terrain"),
    _codes(
        ("plain", "Đồng bằng", "Plain"),
        ("mountain", "Miền núi", "Mountain"),
        ("island", "Hải đảo", "Island"),
    ),
)

PRIORITY_AREA = CodeList(
    "priority_area",
    Text("Địa bàn ưu tiên", "Priority area"),
    _codes(
        (
            "remote_minority",
            "Vùng cao, hải đảo, biên giới, đồng bào dân tộc thiểu số",
            "Highland, island, border or ethnic-minority area",
        ),
        ("poor_district", "Huyện nghèo", "Poorest district"),
        (
            "new_countryside",
            "Xã trong kế hoạch xây dựng nông thôn mới",
            "Commune on the new-countryside plan",
        ),
        ("hard_area", "Địa bàn khó khăn khác", "Other area with hard conditions"),
        ("none", "Không thuộc địa bàn ưu tiên", "No priority area"),
    ),
)
"""Circular 46/2012, article 6, in its order."""

MEMBERSHIP = CodeList(
    "membership",
    Text("Quan hệ địa giới", "Boundary relation"),
    _codes(
        ("within", "thuộc", "lies within"),
        ("former", "trước đây thuộc", "formerly lay within"),
    ),
)

CROSSWALK_BASIS = CodeList(
    "crosswalk_basis",
    Text("Cơ sở quy đổi", "Crosswalk basis"),
    _codes(
        ("any", "mọi chỉ tiêu", "any quantity"),
        ("population", "dân số", "population"),
        ("establishments", "cơ sở", "establishments"),
        ("workers", "lao động", "workers"),
    ),
)

FIGURE_STATUS = CodeList(
    "figure_status",
    Text("Tính chất số liệu", "Status of a figure"),
    _codes(
        ("official", "chính thức", "official"),
        ("preliminary", "sơ bộ", "preliminary"),
        ("actual", "thực hiện", "actual"),
        ("plan", "kế hoạch", "plan"),
        ("target", "mục tiêu", "target"),
        ("approx", "xấp xỉ", "approximate"),
        ("derived", "suy ra", "derived"),
        ("legal", "văn bản", "legal text"),
        ("simulated", "mô phỏng", "simulated"),
    ),
)

PROJECT_STATUS = CodeList(
    "project_status",
    Text("Tình trạng đề án", "Project status"),
    _codes(
        ("planned", "Trong kế hoạch", "Planned"),
        ("running", "Đang thực hiện", "Running"),
        ("accepted", "Đã nghiệm thu", "Accepted"),
        ("settled", "Đã quyết toán", "Settled"),
        ("stopped", "Ngừng thực hiện", "Stopped"),
    ),
)

PROGRAMME_LEVEL = CodeList(
    "programme_level",
    Text("Cấp chương trình", "Programme level"),
    _codes(
        ("national", "Khuyến công quốc gia (KCQG)", "National programme"),
        ("local", "Khuyến công địa phương (KCĐP)", "Local programme"),
    ),
)

PAYMENT_STAGE = CodeList(
    "payment_stage",
    Text("Loại thanh toán", "Kind of payment"),
    _codes(
        ("advance", "Tạm ứng", "Advance"),
        ("balance", "Thanh toán sau nghiệm thu", "Balance after acceptance"),
        ("recovery", "Thu hồi", "Recovery"),
    ),
)

APPLICATION_RESULT = CodeList(
    "application_result",
    Text("Kết quả xét hồ sơ", "Result of an application"),
    _codes(
        ("approved", "Được duyệt", "Approved"),
        ("refused", "Bị từ chối", "Refused"),
        ("withdrawn", "Cơ sở rút", "Withdrawn"),
        ("pending", "Đang xét", "Pending"),
    ),
)

APPLICATION_REASON = CodeList(
    "application_reason",
    Text("Lý do không duyệt", "Reason not approved"),
    _codes(
        ("not_eligible", "Không đúng đối tượng", "Not eligible"),
        ("low_score", "Điểm thẩm định thấp", "Low appraisal score"),
        ("no_budget", "Hết kinh phí", "No budget left"),
        ("incomplete", "Hồ sơ thiếu", "Incomplete file"),
        ("food_safety", "Chưa bảo đảm an toàn thực phẩm", "Food safety not shown"),
        ("used_machine", "Máy móc không mới", "Machinery not new"),
        ("no_counterpart", "Thiếu vốn đối ứng", "No counterpart funds"),
        ("owner_choice", "Cơ sở đổi ý", "Owner changed plans"),
    ),
)

DELAY_REASON = CodeList(
    "delay_reason",
    Text("Nguyên nhân chậm", "Reason for delay"),
    _codes(
        ("late_plan", "Kế hoạch giao chậm", "Plan assigned late"),
        ("machine_delivery", "Máy móc về chậm", "Machinery delivered late"),
        ("counterpart", "Cơ sở thiếu vốn đối ứng", "Counterpart short"),
        ("documents", "Hồ sơ, chứng từ thiếu", "Documents missing"),
        ("weather", "Bão lũ", "Storm or flood"),
        ("pandemic", "Dịch bệnh", "Pandemic"),
        ("boundary_change", "Sắp xếp đơn vị hành chính", "Administrative reorganisation"),
    ),
)

OUTREACH_KIND = CodeList(
    "outreach_kind",
    Text("Hình thức tuyên truyền, khảo sát", "Kind of outreach"),
    _codes(
        ("survey_visit", "Khảo sát tại cơ sở", "Visit to an establishment"),
        ("meeting", "Hội nghị phổ biến", "Information meeting"),
        ("training", "Tập huấn", "Training session"),
        ("media", "Báo, đài, bản tin", "Press, radio, bulletin"),
    ),
)

ANSWER = CodeList(
    "answer",
    Text("Trả lời", "Answer"),
    _codes(("yes", "Có", "Yes"), ("partly", "Một phần", "Partly"), ("no", "Không", "No")),
)

REPORTING = CodeList(
    "reporting",
    Text("Nguồn của kết quả", "How the outcome is known"),
    _codes(
        ("self_reported", "Cơ sở tự khai", "Self-reported"),
        ("verified", "Đã kiểm chứng", "Verified"),
    ),
)

DIFFICULTY_KIND = CodeList(
    "difficulty_kind",
    Text("Loại khó khăn", "Kind of difficulty"),
    _codes(
        ("capital", "Vốn", "Capital"),
        ("land", "Mặt bằng", "Land"),
        ("technology", "Công nghệ", "Technology"),
        ("labour", "Lao động", "Labour"),
        ("market", "Thị trường", "Market"),
        ("procedure", "Thủ tục", "Procedure"),
        ("environment", "Môi trường", "Environment"),
    ),
)

PRODUCT_GROUP = CodeList(
    "product_group",
    Text("Nhóm sản phẩm", "Product group"),
    _codes(
        ("food", "Thực phẩm", "Food"),
        ("medicinal", "Thực phẩm, dược liệu", "Food and medicinal"),
        ("agroforestry", "Chế biến nông, lâm sản", "Agro-forestry processing"),
        ("handicraft", "Thủ công mỹ nghệ", "Handicraft"),
        ("mixed", "Nhiều nhóm", "Several groups"),
        ("other", "Khác", "Other"),
    ),
)

PRICE_SERIES = CodeList(
    "price_series",
    Text("Chỉ số giá", "Price index"),
    _codes(("cpi", "Chỉ số giá tiêu dùng", "Consumer price index")),
)

TARGET_INDICATOR = CodeList(
    "target_indicator",
    Text("Chỉ tiêu", "Target indicator"),
    _codes(
        ("fund_total", "Kinh phí khuyến công", "Programme money"),
        ("projects", "Số đề án", "Projects"),
        ("establishments", "Số cơ sở được hỗ trợ", "Establishments supported"),
        ("workers_trained", "Lao động được đào tạo", "Workers trained"),
        ("tech_demo_models", "Mô hình trình diễn", "Demonstration models"),
        ("machinery", "Cơ sở được hỗ trợ máy móc", "Establishments helped with machinery"),
        ("technology_lines", "Dây chuyền công nghệ", "Technology lines"),
        ("pollution_treatment", "Cơ sở xử lý ô nhiễm", "Establishments treating pollution"),
        ("fairs_domestic", "Hội chợ trong nước", "Domestic fairs"),
        ("fairs_abroad", "Hội chợ nước ngoài", "Fairs abroad"),
        ("officers_trained", "Cán bộ được bồi dưỡng", "Officers trained"),
    ),
)

PLACE_OF_INDUSTRY = CodeList(
    "place_of_industry",
    Text("Loại khu sản xuất tập trung", "Kind of place of industry"),
    (
        Code("cluster", Text("Cụm công nghiệp", "Industrial cluster"), aliases=("CCN", "Cụm CN")),
        Code("industrial_zone", Text("Khu công nghiệp", "Industrial zone"), aliases=("KCN",)),
        Code("economic_zone", Text("Khu kinh tế", "Economic zone"), aliases=("KKT",)),
        Code("craft_village", Text("Làng nghề", "Craft village")),
    ),
)

PROCESS_STAGE = CodeList(
    "process_stage",
    Text("Bước của đề án", "Stage of a project"),
    _codes(
        ("registered", "Đăng ký hồ sơ với Sở", "File handed to the department"),
        ("appraised", "Thẩm định cấp cơ sở", "Appraised in the province"),
        ("sent_to_ministry", "Gửi hồ sơ về Bộ", "File sent to the ministry"),
        ("approved", "Phê duyệt", "Approved"),
        ("contracted", "Ký hợp đồng", "Contracted"),
        ("advanced", "Tạm ứng", "Advance paid"),
        ("progress", "Báo cáo tiến độ tháng", "Monthly progress report"),
        ("accepted", "Nghiệm thu", "Accepted"),
        ("settlement_filed", "Nộp hồ sơ quyết toán", "Settlement file handed in"),
        ("settled", "Quyết toán", "Settled"),
        ("followed_up", "Theo dõi sau hỗ trợ", "Followed up after support"),
    ),
)

PROCESS_ROLE = CodeList(
    "process_role",
    Text("Vai trò trong quy trình", "Role in the process"),
    _codes(
        ("establishment", "Cơ sở thụ hưởng", "Establishment"),
        ("implementing_unit", "Đơn vị thực hiện", "Implementing unit"),
        ("centre", "Trung tâm Khuyến công", "Industrial-promotion centre"),
        ("department", "Sở Công Thương", "Department of Industry and Trade"),
        ("people_committee", "UBND tỉnh", "Provincial People's Committee"),
        ("local_office", "UBND cấp huyện, cấp xã", "District or commune office"),
        ("ministry_agency", "Cục của Bộ Công Thương", "Agency of the ministry"),
        ("finance", "Tài chính, Kho bạc", "Finance office, Treasury"),
    ),
)

DEADLINE_KIND = CodeList(
    "deadline_kind",
    Text("Cách tính hạn", "Kind of deadline"),
    _codes(
        ("day_of_year", "Ngày cố định trong năm", "A day of the year"),
        ("day_of_month", "Ngày cố định mỗi tháng", "A day of every month"),
        ("days_after", "Số ngày sau một bước", "Days after a stage"),
        ("none", "Không có hạn", "No deadline"),
    ),
)

ANNOTATION_KIND = CodeList(
    "annotation_kind",
    Text("Loại ghi chú", "Kind of annotation"),
    _codes(
        ("decision", "Văn bản, quyết định", "Law or decision"),
        ("boundary_change", "Thay đổi địa giới", "Boundary change"),
        ("disaster", "Thiên tai, dịch bệnh", "Disaster or epidemic"),
        ("price_shock", "Biến động giá", "Price shock"),
        ("programme", "Việc của chương trình", "Event of the programme"),
        ("other", "Khác", "Other"),
    ),
)

CEILING_APPLIES_TO = CodeList(
    "ceiling_applies_to",
    Text("Mức áp dụng cho", "A ceiling applies to"),
    _codes(
        ("support", "Từng khoản hỗ trợ", "Each support"),
        ("project", "Cả đề án", "The whole project"),
        ("advance", "Tạm ứng của đề án", "Advances of a project"),
        ("other", "Không đối chiếu được với một khoản", "Nothing a record shows"),
    ),
)

CEILING_STATUS = CodeList(
    "ceiling_status",
    Text("Đối chiếu mức hỗ trợ tối đa", "Against the ceiling"),
    (
        Code("within", Text("Trong mức tối đa", "Within the ceiling"), Text("Trong mức", "Within")),
        Code(
            "within_amount_share_unknown",
            Text(
                "Trong mức tiền; không rõ tỷ lệ vì không rõ vốn đối ứng",
                "Within the amount; share not known, counterpart unknown",
            ),
            Text("Trong mức tiền, không rõ tỷ lệ", "Within the amount, share unknown"),
        ),
        Code(
            "depends_on_priority",
            Text(
                "Vượt mức thường, còn trong mức của diện ưu tiên; không rõ có thuộc diện này không",
                "Above the usual ceiling, within that of a priority case; priority unknown",
            ),
            Text("Tùy có thuộc diện ưu tiên", "Depends on priority"),
        ),
        Code("beyond", Text("Vượt mức tối đa", "Beyond the ceiling"), Text("Vượt mức", "Beyond")),
        Code("cannot_tell", Text("Chưa xác định được", "Cannot tell")),
        Code(
            "unconfirmed",
            Text(
                "Mức tối đa chưa được kiểm chứng",
                "The ceiling itself is not confirmed",
            ),
            Text("Mức chưa kiểm chứng", "Ceiling not confirmed"),
        ),
        Code(
            "no_ceiling",
            Text(
                "Chưa có mức tối đa được xác nhận cho ngày và nguồn này",
                "No confirmed ceiling for that date and source",
            ),
            Text("Chưa có mức xác nhận", "No confirmed ceiling"),
        ),
    ),
)

CASE_KIND = CodeList(
    "case_kind",
    Text("Loại bộ dữ liệu", "Kind of data set"),
    _codes(
        ("published", "Số liệu thật, tổng hợp, đã công bố", "Real, aggregated, published"),
        ("real", "Số liệu thật, từng cơ sở", "Real, establishment by establishment"),
        ("simulated", "Số liệu mô phỏng", "Simulated"),
    ),
)

SEVERITY = CodeList(
    "severity",
    Text("Mức độ", "Severity"),
    _codes(("error", "Lỗi", "Error"), ("warning", "Cảnh báo", "Warning")),
)

IMPORT_ACTION = CodeList(
    "import_action",
    Text("Việc làm với số liệu", "What was done to the data"),
    _codes(
        ("load", "Nạp bộ dữ liệu", "Data set loaded"),
        ("import", "Nạp tệp", "Files imported"),
        ("decision", "Quyết định trùng lặp", "Duplicates decided"),
        ("correction", "Sửa tay", "Corrected by hand"),
        ("upgrade", "Chuyển sang phiên bản mới", "Carried to a new version"),
    ),
)

MATCH_VERDICT = CodeList(
    "match_verdict",
    Text("Kết luận trùng lặp", "Verdict on duplicates"),
    _codes(
        ("same", "Cùng một cơ sở", "The same establishment"),
        ("different", "Hai cơ sở khác nhau", "Two different establishments"),
        ("later", "Để sau", "Decide later"),
    ),
)

QUALITY_INDICATOR = CodeList(
    "quality_indicator",
    Text("Chỉ tiêu chất lượng", "Quality indicator"),
    _codes(
        ("completeness", "Ô có giá trị / ô cần có", "Cells filled of cells expected"),
        ("timeliness", "Kết quả nộp đúng hạn", "Outcome records in on time"),
        ("verified", "Kết quả đã kiểm chứng", "Outcome records verified"),
        ("response", "Cơ sở được hỗ trợ có trả lời", "Supported establishments that answered"),
        ("pending", "Dòng chờ sửa / dòng đã nộp", "Rows to be mended of rows handed in"),
    ),
)

CODE_LISTS: dict[str, CodeList] = {
    code_list.name: code_list
    for code_list in (
        ACTIVITY,
        ACTIVITY_KIND,
        FUND_SOURCE,
        CURRENCY,
        LEGAL_FORM,
        SIZE,
        INDUSTRY,
        UNIT_LEVEL,
        TERRAIN,
        PRIORITY_AREA,
        MEMBERSHIP,
        CROSSWALK_BASIS,
        FIGURE_STATUS,
        PROJECT_STATUS,
        PROGRAMME_LEVEL,
        PAYMENT_STAGE,
        APPLICATION_RESULT,
        APPLICATION_REASON,
        DELAY_REASON,
        OUTREACH_KIND,
        ANSWER,
        REPORTING,
        DIFFICULTY_KIND,
        PRODUCT_GROUP,
        PRICE_SERIES,
        TARGET_INDICATOR,
        CASE_KIND,
        SEVERITY,
        IMPORT_ACTION,
        MATCH_VERDICT,
        QUALITY_INDICATOR,
        PLACE_OF_INDUSTRY,
        PROCESS_STAGE,
        PROCESS_ROLE,
        DEADLINE_KIND,
        ANNOTATION_KIND,
        CEILING_APPLIES_TO,
        CEILING_STATUS,
        PUBLISHED_INDICATOR,
        MEASUREMENT_UNIT,
        GEOGRAPHY,
        *SELECTION_LISTS,
    )
}
"""Every code list by its name."""
