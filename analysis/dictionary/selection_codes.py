"""Code lists of what is funded next: recognition, inspections, gates and the law's order."""

from __future__ import annotations

from analysis.dictionary.model import Code, CodeList
from analysis.language import Text


def _codes(*entries: tuple[str, str, str]) -> tuple[Code, ...]:
    return tuple(Code(code, Text(vi, en)) for code, vi, en in entries)


RECOGNITION_LEVEL = CodeList(
    "recognition_level",
    Text("Cấp bình chọn sản phẩm tiêu biểu", "Level of the typical-product vote"),
    (
        Code("province", Text("Cấp tỉnh", "Province"), aliases=("Tỉnh", "Tiêu biểu cấp tỉnh")),
        Code("region", Text("Cấp khu vực", "Region"), aliases=("Khu vực", "Cấp vùng")),
        Code("nation", Text("Cấp quốc gia", "Nation"), aliases=("Quốc gia",)),
        Code(
            "none",
            Text("Không được bình chọn", "Not a voted typical product"),
            aliases=("Không", "Chưa được bình chọn"),
        ),
    ),
)
"""A level left empty is unknown; `none` says that the product was never voted."""

INSPECTION_SUBJECT = CodeList(
    "inspection_subject",
    Text("Nội dung kiểm tra", "Subject of an inspection"),
    (
        Code(
            "food_safety",
            Text("An toàn thực phẩm", "Food safety"),
            aliases=("ATTP", "VSATTP", "An toàn vệ sinh thực phẩm"),
        ),
        Code(
            "quality",
            Text("Chất lượng, nhãn hàng hóa", "Quality and labelling"),
            aliases=("Chất lượng", "Chất lượng sản phẩm"),
        ),
        Code("environment", Text("Môi trường", "Environment"), aliases=("Bảo vệ môi trường",)),
        Code("labour", Text("Lao động", "Labour"), aliases=("An toàn lao động",)),
        Code("tax", Text("Thuế", "Tax")),
        Code("other", Text("Khác", "Other")),
    ),
)

INSPECTION_RESULT = CodeList(
    "inspection_result",
    Text("Kết luận kiểm tra", "Finding of an inspection"),
    (
        Code(
            "no_violation",
            Text("Không vi phạm", "No violation"),
            aliases=("Đạt", "Không có vi phạm", "Chấp hành tốt"),
        ),
        Code("violation", Text("Có vi phạm", "Violation"), aliases=("Vi phạm", "Không đạt")),
    ),
)

GATE = CodeList(
    "gate",
    Text("Điều kiện", "Gate"),
    _codes(
        ("eligible_kind", "Đúng đối tượng, đang sản xuất", "Kind of establishment, in operation"),
        ("size", "Quy mô được hỗ trợ", "Size that may be supported"),
        ("eligible_place", "Địa bàn được hỗ trợ", "Place that may be supported"),
        ("eligible_industry", "Ngành nghề được hỗ trợ", "Industry that may be supported"),
        (
            "industry_hard_area",
            "Ngành chỉ hỗ trợ ở địa bàn khó khăn",
            "Industry supported in hard areas only",
        ),
        (
            "same_content",
            "Không hỗ trợ hai lần một nội dung",
            "Not the same content twice from State money",
        ),
        ("machinery_new", "Máy móc, thiết bị mới", "Machinery is new"),
        (
            "technology_new",
            "Công nghệ mới đối với huyện",
            "Technology is new to the district",
        ),
        (
            "own_money_committed",
            "Chủ cơ sở đã đầu tư hoặc cam kết phần còn lại",
            "Owner has invested or committed the rest",
        ),
        ("food_safety_valid", "Giấy an toàn thực phẩm còn hạn", "Food-safety certificate valid"),
        ("quality_declared", "Đã công bố chất lượng", "Quality declared"),
        ("good_standing", "Chấp hành tốt", "Good standing"),
        ("other", "Yêu cầu khác, kiểm tra bằng tay", "Another demand, checked by hand"),
    ),
    source="NĐ 45/2012/NĐ-CP; NĐ 235/2025/NĐ-CP",
)
"""The checks the program can make; a demand it cannot check is `other` and answers unknown."""

PRIORITY_LEVEL = CodeList(
    "priority_level",
    Text("Nhóm ưu tiên", "Level of priority"),
    _codes(("area", "Địa bàn", "Area"), ("industry", "Ngành nghề", "Industry")),
    source="TT 46/2012/TT-BCT, Điều 6",
)
"""The area is compared first, the industry where areas are alike."""

PRIORITY_CRITERION = CodeList(
    "priority_criterion",
    Text("Tiêu chí ưu tiên", "Criterion of priority"),
    _codes(
        ("priority_area", "Diện của địa bàn", "Class of the area"),
        ("typical_product", "Sản phẩm tiêu biểu còn hiệu lực", "Typical product, still valid"),
        ("key_product", "Sản phẩm trọng điểm của tỉnh", "Key product of the province"),
        ("exports", "Có xuất khẩu", "Exports"),
        (
            "local_material",
            "Tỷ trọng nguyên liệu tại chỗ trên mức",
            "Local share of material value above",
        ),
        ("workers", "Số lao động từ", "Workers, at least"),
        ("industries", "Thuộc ngành", "Of the industries"),
        ("other", "Tiêu chí khác, chưa có số liệu", "Another criterion, no data"),
    ),
    source="TT 46/2012/TT-BCT, Điều 6",
)

SELECTION_LISTS = (
    RECOGNITION_LEVEL,
    INSPECTION_SUBJECT,
    INSPECTION_RESULT,
    GATE,
    PRIORITY_LEVEL,
    PRIORITY_CRITERION,
)
