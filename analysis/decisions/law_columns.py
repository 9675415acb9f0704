"""What the law's order says of itself: columns, what is compared, what is not said."""

from __future__ import annotations

from analysis.decisions.gate_columns import APPLICATION
from analysis.language import Text
from analysis.measures.model import MeasureColumn

COLUMNS = (
    APPLICATION,
    MeasureColumn("order_no", "count", Text("Thứ tự", "Order")),
    MeasureColumn("place", "count", Text("Hạng theo quy định", "Place by law")),
    MeasureColumn("best_place", "count", Text("Hạng cao nhất có thể", "Best possible place")),
    MeasureColumn("worst_place", "count", Text("Hạng thấp nhất có thể", "Worst possible place")),
    MeasureColumn("files", "count", Text("Số hồ sơ được xếp", "Files ranked")),
    MeasureColumn("area_place", "count", Text("Bậc địa bàn", "Place of the area")),
    MeasureColumn("area_best_place", "count", Text("Bậc địa bàn cao nhất có thể", "Area at best")),
    MeasureColumn("area", "text", Text("Địa bàn", "Area")),
    MeasureColumn("area_unknown", "text", Text("Địa bàn: chưa rõ", "Area: not known")),
    MeasureColumn("industry_place", "count", Text("Bậc ngành nghề", "Place of the industry")),
    MeasureColumn(
        "industry_best_place", "count", Text("Bậc ngành cao nhất có thể", "Industry at best")
    ),
    MeasureColumn("industry", "text", Text("Ngành nghề", "Industry")),
    MeasureColumn("industry_unknown", "text", Text("Ngành nghề: chưa rõ", "Industry: not known")),
    MeasureColumn("unknown", "flag", Text("Có diện chưa rõ", "A class is unknown")),
)

COUNTS = Text(
    "Hồ sơ xếp theo bậc địa bàn trước; cùng bậc địa bàn thì theo bậc ngành nghề (bảng thứ tự ưu "
    "tiên có hiệu lực vào ngày xét; Thông tư 46/2012, Điều 6). Diện chưa rõ không được tính: hồ sơ "
    "xếp theo các diện đã rõ và được đánh dấu. Hồ sơ cùng bậc cả hai có chung hạng. Hạng cao nhất "
    "có thể: khi mọi diện chưa rõ của hồ sơ này đều có, của hồ sơ khác đều không; hạng thấp nhất: "
    "ngược lại. Thứ tự trong cùng hạng: ngày nộp, rồi mã hồ sơ.",
    "Files by the place of their area, and where that is alike by the place of their industry "
    "(table priority rules in force on the day judged; Circular 46/2012, article 6). A class that "
    "is not known does not count: a file is ranked by those that are, and marked. Files alike in "
    "both share a place. Best possible place: were every unknown class of the file to hold and "
    "none of the others'; worst possible: the reverse. Within a place files go by the day they "
    "came in, then by id.",
)
CAVEATS = Text(
    "Diện của địa bàn lấy ở chính đơn vị, không có thì ở huyện của nó, mới nhất tính đến ngày xét; "
    "hải đảo theo địa hình. Xuất khẩu, nguyên liệu tại chỗ và lao động lấy từ báo cáo mới nhất "
    "trong ba năm. Nhóm ngành theo mã VSIC là cách đọc của chúng tôi; công nghiệp hỗ trợ thì mã "
    "ngành không cho biết. Quy định không nói thứ tự trong cùng bậc; các tiêu chí ngành bậc một "
    "được đọc là ngang nhau. Sản phẩm trọng điểm và ngành nghề không ghi ngày nhập.",
    "The class of a place is its own, else its district's, the latest by the day judged; of an "
    "island by its terrain. Exports, local material and workers are those of the latest report of "
    "three years. Groups of industries by VSIC division are our reading; which are supporting "
    "industry no division tells. The law says nothing of the order within a place, and the "
    "criteria of the first place of industries are read as alike. Key products and industries "
    "carry no day of entry.",
)
SOURCES = (
    *("application", "establishment", "priority_rule", "unit_year"),
    *("product", "outcome_record", "project"),
)
