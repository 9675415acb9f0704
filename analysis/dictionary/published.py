"""Code lists of published figures: indicators, units and geographies as the sources give them."""

from __future__ import annotations

from analysis.dictionary.model import Code, CodeList
from analysis.language import Text


def _codes(*entries: tuple[str, str, str]) -> tuple[Code, ...]:
    return tuple(Code(code, Text(vi, en)) for code, vi, en in entries)


PUBLISHED_INDICATOR = CodeList(
    "published_indicator",
    Text("Chỉ tiêu đã công bố", "Published indicator"),
    _codes(
        ("fund_total", "Tổng kinh phí", "Programme money, total"),
        ("fund_total_plan", "Tổng kinh phí, kế hoạch", "Programme money, planned"),
        ("fund_total_approved", "Tổng kinh phí, phê duyệt", "Programme money, approved"),
        ("fund_total_disbursed", "Tổng kinh phí, giải ngân", "Programme money, disbursed"),
        ("fund_national", "Kinh phí quốc gia", "National money"),
        ("fund_national_plan", "Kinh phí quốc gia, kế hoạch", "National money, planned"),
        ("fund_national_disbursed", "Kinh phí quốc gia, giải ngân", "National money, disbursed"),
        ("fund_national_share", "Tỷ trọng kinh phí quốc gia", "Share of national money"),
        ("fund_local", "Kinh phí địa phương", "Local money"),
        ("fund_local_plan", "Kinh phí địa phương, kế hoạch", "Local money, planned"),
        ("fund_local_disbursed", "Kinh phí địa phương, giải ngân", "Local money, disbursed"),
        ("fund_all_sources", "Kinh phí mọi nguồn, cả đối ứng", "All money, counterpart included"),
        (
            "fund_all_sources_plan",
            "Kinh phí mọi nguồn, cả đối ứng, kế hoạch",
            "All money, counterpart included, planned",
        ),
        ("fund_training", "Kinh phí đào tạo", "Training money"),
        ("fund_models_and_machinery", "Kinh phí mô hình, máy móc", "Models and machinery money"),
        ("programme_budget_plan", "Kinh phí chương trình, kế hoạch", "Programme budget, planned"),
        ("programme_decision", "Quyết định về chương trình", "Programme decision"),
        ("private_matched_capital", "Vốn đối ứng của cơ sở", "Counterpart of establishments"),
        ("leverage_ratio", "Đòn bẩy (đối ứng ÷ hỗ trợ)", "Leverage (counterpart ÷ grant)"),
        ("grant_per_project", "Hỗ trợ bình quân một đề án", "Grant per project"),
        ("grant_per_job", "Hỗ trợ bình quân một việc làm", "Grant per job"),
        ("cost_per_trainee", "Chi bình quân một học viên", "Cost per trainee"),
        ("state_fund_growth_per_year", "Tăng kinh phí mỗi năm", "Growth of State money a year"),
        ("projects", "Đề án", "Projects"),
        ("projects_national", "Đề án quốc gia", "National projects"),
        ("projects_local", "Đề án địa phương", "Local projects"),
        ("jobs_created", "Việc làm tạo ra (tự báo cáo)", "Jobs created (self-reported)"),
        ("workers_trained", "Lao động được đào tạo", "Workers trained"),
        ("trainees_employed", "Học viên có việc làm", "Trainees in work"),
        ("managers_trained", "Cán bộ quản lý được đào tạo", "Managers trained"),
        ("tech_demo_models", "Mô hình trình diễn", "Demonstration models"),
        ("technology_lines_supported", "Dây chuyền công nghệ", "Technology lines"),
        (
            "establishments_supported_machinery",
            "Cơ sở được hỗ trợ máy móc",
            "Establishments helped with machinery",
        ),
        ("establishments_trade_fairs", "Cơ sở dự hội chợ", "Establishments at fairs"),
        ("new_establishments_supported", "Cơ sở thành lập mới", "New establishments helped"),
        ("pollution_treatment_supported", "Cơ sở xử lý ô nhiễm", "Pollution treatment helped"),
        ("trademarks_supported", "Nhãn hiệu được hỗ trợ", "Trademarks helped"),
        ("websites_supported", "Trang web được hỗ trợ", "Websites helped"),
        ("clusters_supported", "Cụm công nghiệp được hỗ trợ", "Clusters helped"),
        ("trade_fairs_domestic", "Hội chợ trong nước", "Domestic fairs"),
        ("trade_fairs_abroad", "Hội chợ nước ngoài", "Fairs abroad"),
        (
            "cnnt_typical_products_provincial",
            "Sản phẩm CNNT tiêu biểu cấp tỉnh",
            "Typical products, provincial",
        ),
        (
            "cnnt_typical_products_regional",
            "Sản phẩm CNNT tiêu biểu cấp khu vực",
            "Typical products, regional",
        ),
        (
            "cnnt_typical_product_award",
            "Thưởng một sản phẩm tiêu biểu",
            "Award per typical product",
        ),
        ("ocop_products_total", "Sản phẩm OCOP", "OCOP products"),
        ("industrial_gross_output", "Giá trị sản xuất công nghiệp", "Industrial gross output"),
        ("industrial_factories", "Nhà máy công nghiệp", "Industrial factories"),
        (
            "small_scale_production_establishments",
            "Cơ sở sản xuất nhỏ",
            "Small production establishments",
        ),
        (
            "rural_establishments_making_agri_products",
            "Cơ sở nông thôn chế biến nông sản",
            "Rural makers of farm products",
        ),
        (
            "rural_industrial_output_growth_per_year",
            "Tăng giá trị công nghiệp nông thôn mỗi năm",
            "Growth of rural industrial output a year",
        ),
        ("iip_growth", "Tăng chỉ số sản xuất công nghiệp", "Growth of industrial production index"),
        ("grdp_growth", "Tăng trưởng GRDP", "Growth of provincial product"),
        ("industrial_clusters_operating", "Cụm công nghiệp hoạt động", "Clusters operating"),
        (
            "industrial_clusters_state_funded",
            "Cụm công nghiệp vốn Nhà nước",
            "State-funded clusters",
        ),
        ("industrial_cluster_projects", "Dự án trong cụm", "Projects in clusters"),
        (
            "industrial_cluster_production_facilities",
            "Cơ sở sản xuất trong cụm",
            "Production facilities in clusters",
        ),
        ("industrial_cluster_occupancy", "Tỷ lệ lấp đầy cụm", "Occupancy of clusters"),
        ("industrial_cluster_workers", "Lao động trong cụm", "Workers in clusters"),
    ),
)

MEASUREMENT_UNIT = CodeList(
    "measurement_unit",
    Text("Đơn vị tính", "Unit of measurement"),
    _codes(
        ("million VND", "triệu đồng", "million VND"),
        ("billion VND", "tỷ đồng", "billion VND"),
        ("million VND/person", "triệu đồng/người", "million VND a person"),
        ("million VND/job", "triệu đồng/việc làm", "million VND a job"),
        ("million VND/product", "triệu đồng/sản phẩm", "million VND a product"),
        ("VND private per VND grant", "đồng đối ứng/đồng hỗ trợ", "VND of counterpart per VND"),
        ("%", "%", "%"),
        ("%/year", "%/năm", "% a year"),
        ("person", "người", "persons"),
        ("establishment", "cơ sở", "establishments"),
        ("project", "đề án", "projects"),
        ("model", "mô hình", "models"),
        ("line", "dây chuyền", "lines"),
        ("product", "sản phẩm", "products"),
        ("product/set", "sản phẩm, bộ sản phẩm", "products or sets"),
        ("cluster", "cụm", "clusters"),
        ("fair", "hội chợ", "fairs"),
        ("website", "trang web", "websites"),
        ("text", "văn bản", "text"),
    ),
)

GEOGRAPHY = CodeList(
    "geography",
    Text("Phạm vi", "Geography"),
    (
        Code("Quảng Ngãi", Text("Quảng Ngãi (trước 07/2025)", "Quảng Ngãi (before July 2025)")),
        Code("Quảng Ngãi (mới)", Text("Quảng Ngãi (từ 07/2025)", "Quảng Ngãi (from July 2025)")),
        Code(
            "Miền Trung-Tây Nguyên (15 tỉnh)",
            Text("Miền Trung – Tây Nguyên (15 tỉnh)", "Central–Highlands region (15 provinces)"),
        ),
        Code("Việt Nam", Text("Cả nước", "Viet Nam")),
        *(
            Code(name, Text(name, name))
            for name in (
                "Bình Định",
                "Hòa Bình",
                "Hậu Giang",
                "Kon Tum",
                "Lạng Sơn",
                "Quảng Bình",
                "Quảng Ninh",
                "Quảng Trị",
                "Thanh Hóa",
                "Vĩnh Phúc",
                "Đắk Lắk",
                "Đắk Nông",
            )
        ),
    ),
)
