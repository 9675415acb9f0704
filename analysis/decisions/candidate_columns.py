"""What the frame of candidates says of itself: columns, what is counted, what is not said."""

from __future__ import annotations

from dataclasses import replace

from analysis.decisions.gate_columns import APPLICATION, VERDICT_COLUMNS
from analysis.decisions.law_columns import COLUMNS as LAW_COLUMNS
from analysis.language import Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.model import MeasureColumn

_OF_FILE = (
    MeasureColumn("plan_year", "year", Text("Năm kế hoạch", "Plan year")),
    MeasureColumn("submitted_on", "date", Text("Ngày nộp", "Handed in")),
    MeasureColumn("establishment_id", "text", Text("Mã cơ sở", "Establishment id")),
    MeasureColumn("name", "text", Text("Cơ sở", "Establishment")),
    *DISTRICT_KEYS,
    MeasureColumn("terrain", "code", Text("Mã địa hình", "Terrain code"), "terrain"),
    MeasureColumn("terrain_name", "text", Text("Địa hình", "Terrain")),
    MeasureColumn("activity", "code", Text("Mã nội dung", "Activity code"), "activity"),
    MeasureColumn("activity_name", "text", Text("Nội dung", "Activity")),
    MeasureColumn("activity_kind", "code", Text("Mã loại", "Kind code"), "activity_kind"),
    MeasureColumn("activity_kind_name", "text", Text("Loại", "Kind")),
    MeasureColumn("fund_source", "code", Text("Mã nguồn", "Source code"), "fund_source"),
    MeasureColumn("fund_source_name", "text", Text("Nguồn kinh phí", "Fund source")),
    MeasureColumn("content", "text", Text("Hạng mục đề nghị", "What is asked for")),
    MeasureColumn("industry", "code", Text("Mã ngành", "Industry code"), "industry"),
    MeasureColumn("industry_name", "text", Text("Ngành", "Industry")),
    MeasureColumn("size", "code", Text("Mã quy mô", "Size code"), "size"),
    MeasureColumn("size_name", "text", Text("Quy mô", "Size")),
    MeasureColumn("legal_form", "code", Text("Mã hình thức", "Legal form code"), "legal_form"),
    MeasureColumn("legal_form_name", "text", Text("Hình thức", "Legal form")),
    MeasureColumn("women_led", "flag", Text("Phụ nữ làm chủ", "Led by a woman")),
    MeasureColumn("product_id", "text", Text("Mã sản phẩm", "Product id")),
    MeasureColumn("product", "text", Text("Sản phẩm", "Product")),
    MeasureColumn("officer", "text", Text("Cán bộ phụ trách", "Officer")),
)
_OF_MONEY = (
    MeasureColumn("currency", "currency", Text("Loại tiền", "Currency")),
    MeasureColumn("requested", "money", Text("Đề nghị", "Requested")),
    MeasureColumn("counterpart", "money", Text("Vốn đối ứng cam kết", "Counterpart promised")),
    MeasureColumn("ceiling", "money", Text("Mức tối đa", "Ceiling")),
    MeasureColumn("ceiling_state", "code", Text("Mã mức tối đa", "Ceiling code")),
    MeasureColumn("ceiling_reason", "text", Text("Về mức tối đa", "About the ceiling")),
    MeasureColumn("ceiling_id", "text", Text("Mã dòng mức tối đa", "Ceiling id")),
    MeasureColumn("multiplier", "ratio", Text("Hệ số ưu tiên", "Priority multiplier")),
    MeasureColumn("grant_amount", "money", Text("Có thể hỗ trợ", "May be granted")),
    MeasureColumn("grant_sure", "flag", Text("Mức đã chắc", "Ceiling surely kept")),
    MeasureColumn("priority", "flag", Text("Thuộc diện ưu tiên", "Has priority")),
)
_OF_PROMISE = (
    MeasureColumn("workers", "count", Text("Lao động hiện có", "Workers now")),
    MeasureColumn("workers_year", "year", Text("Năm của số lao động", "Year of the workers")),
    MeasureColumn("workers_planned", "count", Text("Lao động dự kiến", "Workers planned")),
    MeasureColumn("jobs_promised", "count", Text("Việc làm hứa tạo", "Jobs promised")),
    MeasureColumn(
        "district_eligible", "count", Text("Cơ sở thuộc đối tượng ở huyện", "Eligible there")
    ),
    MeasureColumn("district_supported", "count", Text("Đã được hỗ trợ ở huyện", "Supported there")),
    MeasureColumn("coverage_gap", "number", Text("Độ phủ kém toàn tỉnh", "Coverage behind all")),
    MeasureColumn("earlier_supports", "count", Text("Số lần đã được hỗ trợ", "Supports before")),
)
RENAMED = {
    "passed": "gates_passed",
    "failed": "gates_failed",
    "unknown": "gates_unknown",
}
"""How the columns of a verdict are called beside those of the law's order."""

LAW_RENAMED = {
    column.name: f"law_{column.name}"
    for column in LAW_COLUMNS
    if column.name.startswith(("area", "industry", "unknown"))
}
"""How the classes of the law's order are called beside what a file is of."""

COLUMNS = (
    APPLICATION,
    *_OF_FILE,
    *_OF_MONEY,
    *_OF_PROMISE,
    *(replace(one, name=RENAMED.get(one.name, one.name)) for one in VERDICT_COLUMNS[1:]),
    *(replace(one, name=LAW_RENAMED.get(one.name, one.name)) for one in LAW_COLUMNS[1:]),
)

COUNTS = Text(
    "Mỗi hồ sơ một dòng: chờ xét cho một năm kế hoạch, hoặc các hồ sơ nêu tên, với những gì đã "
    "biết đến ngày xét. Có thể hỗ trợ = số nhỏ hơn giữa đề nghị và mức tối đa của ngày, loại và "
    "nguồn; mức là số nhỏ hơn giữa số tiền tối đa và tỷ lệ tối đa × (đề nghị + đối ứng cam kết), "
    "nhân hệ số ưu tiên chỉ khi hệ số có hiệu lực và hồ sơ chắc chắn thuộc diện. Mức chưa rõ thì "
    "để trống, nói vì sao; số có thể hỗ trợ khi đó là số đề nghị, không vượt phần đã biết của mức, "
    "và được đánh dấu là chưa chắc. Việc làm hứa tạo = lao động dự kiến − lao động báo cáo gần "
    "nhất. Độ phủ kém = tỷ lệ cơ sở thuộc đối tượng đã được hỗ trợ của toàn tỉnh − của địa bàn.",
    "One row a file: those that wait for a plan year, or those named, with what was known by the "
    "day. May be granted = the smaller of what is requested and the ceiling of day, kind and "
    "source; the ceiling is the smaller of the largest amount and the largest share × (requested + "
    "counterpart promised), times the priority multiplier only while one is in force and the file "
    "surely has priority. A ceiling that is not known is empty and says why; what may be granted "
    "is then the request, within what is known of the ceiling, and marked as not sure. Jobs "
    "promised = workers planned − workers last reported. Coverage behind = share of the eligible "
    "supported, of the whole province less of the place.",
)
CAVEATS = Text(
    "Việc làm là lời hứa trong hồ sơ, không phải kết quả dự kiến từ bằng chứng. Mức tối đa của "
    "tỉnh cho nguồn địa phương chưa được biết. Mức tính cho cả đề án được lấy cho hồ sơ. Cán bộ "
    "chỉ biết khi hồ sơ đã thuộc một đề án. Xem thêm hạn chế của điều kiện và của thứ tự ưu tiên.",
    "Jobs are a promise of the file, no outcome expected from evidence. The province's own "
    "ceilings for local money are not known. A ceiling of a whole project is taken for the file. "
    "An officer is known only once a file belongs to a project. See also the limits of the gates "
    "and of the law's order.",
)
SOURCES = (
    *("application", "establishment", "product", "ceiling", "gate_rule", "priority_rule"),
    *("inspection", "outcome_record", "project", "support", "unit_year"),
)
