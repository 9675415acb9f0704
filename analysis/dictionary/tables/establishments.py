"""Rural industrial establishments, their products and what became of them year by year."""

from __future__ import annotations

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

ESTABLISHMENT = Table(
    name="establishment",
    area="establishments",
    label=Text("Cơ sở CNNT", "Rural industrial establishment"),
    description=Text(
        "Doanh nghiệp, hợp tác xã, tổ hợp tác hoặc hộ kinh doanh; cả cơ sở chưa từng được hỗ trợ.",
        "Enterprise, cooperative, cooperative group or business household, supported or not.",
    ),
    key=("establishment_id",),
    columns=(
        Column("establishment_id", "text", Text("Mã cơ sở", "Establishment id"), True),
        Column(
            "tax_code",
            "text",
            Text("Mã số thuế / mã cá nhân", "Tax or personal code"),
            note=Text("Giữ dạng chữ: số 0 ở đầu có nghĩa.", "Kept as text: leading zeros count."),
        ),
        Column("name", "text", Text("Tên cơ sở", "Name")),
        Column("legal_form", "code", Text("Hình thức", "Legal form"), codes=codes.LEGAL_FORM),
        Column("industry", "code", Text("Ngành", "Industry"), codes=codes.INDUSTRY),
        Column("size", "code", Text("Quy mô", "Size"), codes=codes.SIZE),
        Column(
            "product_id",
            "text",
            Text("Sản phẩm chính", "Main product"),
            references="product.product_id",
        ),
        unit_column(),
        Column(
            "cluster_id",
            "text",
            Text("Cụm công nghiệp", "Cluster"),
            references="cluster.cluster_id",
        ),
        Column("founded_on", "date", Text("Ngày thành lập", "Founded on")),
        Column("closed_on", "date", Text("Ngày ngừng hoạt động", "Closed on")),
        Column("women_led", "boolean", Text("Phụ nữ làm chủ", "Led by a woman")),
        Column(
            "makes_food",
            "boolean",
            Text("Thực phẩm, hàng tiêu dùng nhanh", "Food or fast-moving goods"),
        ),
        Column(
            "food_safety_until",
            "date",
            Text("Giấy ATTP có hiệu lực đến", "Food-safety certificate valid to"),
        ),
        Column("quality_declared", "boolean", Text("Đã công bố chất lượng", "Quality declared")),
        Column("eligible", "boolean", Text("Thuộc đối tượng hỗ trợ", "Eligible for support")),
        source_column(),
    ),
    rules=(
        Rule(
            "establishment_dates_in_order",
            "founded_on <= closed_on",
            Text("Ngày ngừng trước ngày thành lập", "Closed before it was founded"),
            Text("Sửa một trong hai ngày", "Correct one of the two dates"),
        ),
        Rule(
            "food_without_safety_certificate",
            "not (makes_food and food_safety_until is null)",
            Text(
                "Cơ sở thực phẩm chưa có giấy an toàn thực phẩm trong hồ sơ",
                "Food producer without a food-safety certificate on record",
            ),
            Text("Ghi ngày hết hạn của giấy nếu có", "Enter the certificate's last day if any"),
            severity="warning",
        ),
    ),
)

PRODUCT = Table(
    name="product",
    area="establishments",
    label=Text("Sản phẩm", "Product"),
    description=Text(
        "Sản phẩm đặc trưng, sản phẩm CNNT tiêu biểu và sự công nhận.",
        "Characteristic and typical products and their recognition.",
    ),
    key=("product_id",),
    columns=(
        Column("product_id", "text", Text("Mã sản phẩm", "Product id"), True),
        Column("name", "text", Text("Tên sản phẩm", "Name"), True),
        Column("name_en", "text", Text("Tên tiếng Anh", "English name")),
        Column("product_group", "code", Text("Nhóm", "Group"), codes=codes.PRODUCT_GROUP),
        unit_column(),
        Column("producer", "text", Text("Cơ sở sản xuất", "Producer")),
        Column("recognition", "text", Text("Công nhận", "Recognition")),
        source_column(),
    ),
)

OUTCOME_RECORD = Table(
    name="outcome_record",
    area="establishments",
    label=Text("Kết quả sản xuất kinh doanh", "Outcome record"),
    description=Text(
        "Một cơ sở trong một năm. Câu hỏi không được trả lời để trống, không ghi 0.",
        "One establishment in one year. An unanswered question is empty, not zero.",
    ),
    key=("establishment_id", "year"),
    columns=(
        Column(
            "establishment_id",
            "text",
            Text("Cơ sở", "Establishment"),
            True,
            references="establishment.establishment_id",
        ),
        Column("year", "year", Text("Năm", "Year"), True),
        currency_column(),
        money("revenue", "Doanh thu", "Revenue"),
        Column("value_added", "money", Text("Giá trị tăng thêm", "Value added")),
        Column("workers", "integer", Text("Lao động", "Workers"), unit=PERSONS, minimum=0),
        Column(
            "workers_skilled",
            "integer",
            Text("Lao động qua đào tạo", "Skilled workers"),
            unit=PERSONS,
            minimum=0,
        ),
        Column(
            "workers_women",
            "integer",
            Text("Lao động nữ", "Women workers"),
            unit=PERSONS,
            minimum=0,
        ),
        Column(
            "fte",
            "number",
            Text("Lao động quy đổi toàn thời gian", "Full-time equivalents"),
            unit=PERSONS,
            minimum=0,
        ),
        money("wages", "Tổng tiền lương", "Wage bill"),
        money(
            "average_wage",
            "Tiền lương bình quân một lao động một năm",
            "Average yearly wage of a worker",
        ),
        money("assets", "Tài sản", "Assets"),
        money("investment", "Đầu tư trong năm", "Investment in the year"),
        money("exports", "Xuất khẩu", "Exports"),
        Column("output_quantity", "number", Text("Sản lượng", "Output quantity"), minimum=0),
        Column("output_unit", "text", Text("Đơn vị sản lượng", "Unit of output")),
        Column(
            "defect_rate",
            "fraction",
            Text("Tỷ lệ phế phẩm", "Defect rate"),
            minimum=0,
            maximum=1,
            note=Text("Phần sản phẩm hỏng trong sản phẩm làm ra.", "Defective share of output."),
        ),
        Column(
            "rework_rate", "fraction", Text("Tỷ lệ làm lại", "Rework rate"), minimum=0, maximum=1
        ),
        Column("energy_kwh", "number", Text("Điện năng (kWh)", "Energy (kWh)"), minimum=0),
        Column("waste_tonnes", "number", Text("Chất thải (tấn)", "Waste (tonnes)"), minimum=0),
        Column("new_products", "integer", Text("Sản phẩm mới", "New products"), minimum=0),
        Column("certificates", "integer", Text("Chứng nhận", "Certificates"), minimum=0),
        Column(
            "new_markets",
            "integer",
            Text("Tỉnh, nước bán hàng mới", "New provinces or countries sold to"),
            minimum=0,
        ),
        Column(
            "workers_trained",
            "integer",
            Text("Lao động được đào tạo trong năm", "Workers trained in the year"),
            unit=PERSONS,
            minimum=0,
        ),
        Column(
            "training_hours",
            "number",
            Text("Giờ đào tạo", "Hours of training"),
            unit=HOURS,
            minimum=0,
        ),
        Column("reporting", "code", Text("Nguồn trả lời", "Reporting"), codes=codes.REPORTING),
        Column(
            "would_invest_anyway",
            "code",
            Text("Không hỗ trợ vẫn đầu tư?", "Would have invested anyway?"),
            codes=codes.ANSWER,
        ),
    ),
    rules=(
        Rule(
            "women_within_workers",
            "workers_women <= workers",
            Text("Lao động nữ nhiều hơn tổng lao động", "More women than workers"),
            Text("Kiểm tra hai số lao động", "Check the two worker counts"),
        ),
        Rule(
            "skilled_within_workers",
            "workers_skilled <= workers",
            Text("Lao động qua đào tạo nhiều hơn tổng lao động", "More skilled than workers"),
            Text("Kiểm tra hai số lao động", "Check the two worker counts"),
        ),
        Rule(
            "exports_within_revenue",
            "exports <= revenue",
            Text("Xuất khẩu lớn hơn doanh thu", "Exports exceed revenue"),
            Text("Kiểm tra đơn vị tiền của hai số", "Check the money unit of the two figures"),
            severity="warning",
        ),
    ),
)

TABLES = (PRODUCT, ESTABLISHMENT, OUTCOME_RECORD)
