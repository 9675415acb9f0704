"""The criteria of products: what each counts, in what unit, and which way is better."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.decisions.scoring.table import Direction
from analysis.language import MoneyUnit, Text, money_unit
from analysis.measures.model import MeasureColumn


@dataclass(frozen=True, slots=True)
class ProductCriterion:
    """A criterion of products; `{money}` in its unit is that of `money_of`, `{grant}` that of
    `grant_unit`."""

    code: str
    label: Text
    unit: Text
    direction: Direction
    counts: Text


_PER_YEAR = Text("mỗi năm", "a year")
_SHARE = Text("tỷ lệ", "share")

CRITERIA = (
    ProductCriterion(
        "location_quotient",
        Text("Mức tập trung (LQ)", "Location quotient"),
        Text("lần", "times"),
        "benefit",
        Text(
            "Tỷ trọng lao động làm sản phẩm trong huyện dẫn đầu chia cho tỷ trọng đó trong toàn "
            "tỉnh; huyện dẫn đầu có nhiều lao động làm sản phẩm nhất. Lao động báo cáo trong ba "
            "năm gần nhất; mẫu số là mọi cơ sở có báo cáo.",
            "The product's share of workers in its leading district over its share in the "
            "province; leading is where most of its workers are. Workers reported in the last "
            "three years; the denominator is everybody who reported.",
        ),
    ),
    ProductCriterion(
        "location_trend",
        Text("Xu hướng mức tập trung", "Trend of the location quotient"),
        _PER_YEAR,
        "benefit",
        Text(
            "Tốc độ thay đổi mỗi năm của LQ ở huyện dẫn đầu, theo độ dốc của log LQ qua các năm "
            "(ít nhất ba năm). n: số năm.",
            "Yearly growth of the quotient in the leading district, from the slope of its "
            "logarithm over years (three at least). n: years.",
        ),
    ),
    ProductCriterion(
        "revenue_growth",
        Text("Tăng doanh thu thực", "Growth of real revenue"),
        _PER_YEAR,
        "benefit",
        Text(
            "Doanh thu theo giá so sánh của các cơ sở có báo cáo cả hai năm liền nhau, bình quân "
            "tối đa năm lần so sánh gần nhất. n: cơ sở × năm.",
            "Revenue at constant prices of establishments that reported both of two years in a "
            "row, mean of the last five such changes at most. n: establishments × years.",
        ),
    ),
    ProductCriterion(
        "jobs_per_grant",
        Text("Việc làm trên tiền hỗ trợ", "Jobs per grant"),
        Text("việc làm trên một {grant}", "jobs per {grant}"),
        "benefit",
        Text(
            "Lao động năm được hỗ trợ trừ năm trước, chia cho tiền hỗ trợ; các lượt biết cả hai. "
            "Thay đổi như báo cáo (bậc 1), không phải tác động. n: lượt hỗ trợ theo năm.",
            "Workers in the year of support less the year before, over the grant, where both are "
            "known. A change as reported (grade 1), not an effect. n: years of support.",
        ),
    ),
    ProductCriterion(
        "women_jobs_per_grant",
        Text("Việc làm nữ trên tiền hỗ trợ", "Women's jobs per grant"),
        Text("việc làm nữ trên một {grant}", "women's jobs per {grant}"),
        "benefit",
        Text(
            "Như trên, với lao động nữ (bậc 1, không phải tác động).",
            "The same, of women workers (grade 1, not an effect).",
        ),
    ),
    ProductCriterion(
        "local_material",
        Text("Nguyên liệu tại chỗ", "Local material"),
        _SHARE,
        "benefit",
        Text(
            "Bình quân tỷ trọng nguyên liệu tại chỗ trong giá trị nguyên liệu, theo báo cáo gần "
            "nhất trong ba năm của mỗi cơ sở. n: cơ sở.",
            "Mean share of local material in material value, by each establishment's latest "
            "report of three years. n: establishments.",
        ),
    ),
    ProductCriterion(
        "productivity_gain",
        Text("Năng suất tăng thêm kỳ vọng", "Expected gain in productivity"),
        _SHARE,
        "benefit",
        Text(
            "Ước tính năng suất tăng do hỗ trợ trong ngành của sản phẩm, từ bằng chứng của toàn bộ "
            "số liệu với nội dung hoạt động được chọn, kéo về trung bình chung theo mức các ngành "
            "thật sự khác nhau. Kèm khoảng 95%, số cơ sở được hỗ trợ (n) và bậc bằng chứng của "
            "ngành. Ngành có dưới 10 cơ sở được hỗ trợ thì không rõ.",
            "What support did to productivity in the product's industry, from the evidence of all "
            "data with the activities asked about, drawn to the common mean as far as industries "
            "do not truly differ. With its 95% interval, the supported (n) and the industry's "
            "evidence grade. Unknown where an industry has fewer than 10 supported.",
        ),
    ),
    ProductCriterion(
        "value_added_per_worker",
        Text("Giá trị tăng thêm một lao động", "Value added per worker"),
        Text("{money} mỗi lao động", "{money} per worker"),
        "benefit",
        Text(
            "Tổng giá trị tăng thêm (giá so sánh) trên tổng lao động, theo báo cáo gần nhất trong "
            "ba năm có cả hai. n: cơ sở.",
            "Value added at constant prices over workers, by the latest report of three years "
            "with both. n: establishments.",
        ),
    ),
    ProductCriterion(
        "export_share",
        Text("Tỷ trọng xuất khẩu", "Export share"),
        _SHARE,
        "benefit",
        Text(
            "Tổng xuất khẩu trên tổng doanh thu, theo báo cáo gần nhất trong ba năm có cả hai. n: "
            "cơ sở.",
            "Exports over revenue, by the latest report of three years with both. n: "
            "establishments.",
        ),
    ),
    ProductCriterion(
        "energy_change",
        Text("Thay đổi điện trên doanh thu", "Change of electricity per revenue"),
        _PER_YEAR,
        "cost",
        Text(
            "Điện trên doanh thu thực của các cơ sở có báo cáo cả hai năm liền nhau, bình quân tối "
            "đa năm lần so sánh gần nhất; giảm là tốt. n: cơ sở × năm.",
            "Electricity over real revenue of establishments that reported both of two years in a "
            "row, mean of the last five changes at most; falling is good. n: establishments × "
            "years.",
        ),
    ),
    ProductCriterion(
        "waste_change",
        Text("Thay đổi chất thải trên doanh thu", "Change of waste per revenue"),
        _PER_YEAR,
        "cost",
        Text("Như trên, với chất thải; giảm là tốt.", "The same, of waste; falling is good."),
    ),
    ProductCriterion(
        "recognition_level",
        Text("Cấp sản phẩm tiêu biểu", "Level of recognition"),
        Text("cấp, 0–3", "level, 0–3"),
        "benefit",
        Text(
            "0: không được bình chọn hoặc chứng nhận đã hết hạn, 1: cấp tỉnh, 2: khu vực, 3: quốc "
            "gia. Các bậc được coi là cách đều.",
            "0: not voted or expired, 1: province, 2: region, 3: nation. The steps are taken to be "
            "alike.",
        ),
    ),
    ProductCriterion(
        "geographical_indication",
        Text("Chỉ dẫn địa lý", "Geographical indication"),
        Text("0 hoặc 1", "0 or 1"),
        "benefit",
        Text("1: có, 0: không.", "1: there is one, 0: there is none."),
    ),
    ProductCriterion(
        "ocop_stars",
        Text("Sao OCOP", "OCOP stars"),
        Text("sao, 1–5", "stars, 1–5"),
        "benefit",
        Text(
            "Như ghi trong danh mục; sản phẩm không ghi là không rõ, không phải 0.",
            "As listed; a product without an entry is unknown, not 0.",
        ),
    ),
    ProductCriterion(
        "districts",
        Text("Số huyện có sản phẩm", "Districts it reaches"),
        Text("huyện", "districts"),
        "benefit",
        Text(
            "Số huyện (theo địa giới đang chọn) có cơ sở đang hoạt động làm sản phẩm. n: cơ sở "
            "biết nơi.",
            "Districts, on the boundaries chosen, with an establishment in business that makes "
            "it. n: establishments with a known place.",
        ),
    ),
)

COLUMNS = (
    MeasureColumn("product_id", "text", Text("Mã sản phẩm", "Product id")),
    MeasureColumn("product", "text", Text("Sản phẩm", "Product")),
    MeasureColumn("criterion", "code", Text("Mã tiêu chí", "Criterion code")),
    MeasureColumn("criterion_name", "text", Text("Tiêu chí", "Criterion")),
    MeasureColumn("unit", "text", Text("Đơn vị", "Unit")),
    MeasureColumn("value", "number", Text("Giá trị", "Value")),
    MeasureColumn("low", "number", Text("Cận dưới 95%", "95% from")),
    MeasureColumn("high", "number", Text("Cận trên 95%", "95% to")),
    MeasureColumn("n", "count", Text("n", "n")),
    MeasureColumn("grade", "count", Text("Bậc bằng chứng", "Evidence grade")),
    MeasureColumn("note", "text", Text("Ghi chú", "Note")),
)

COUNTS = Text(
    "Mỗi sản phẩm trong danh mục, mỗi tiêu chí một dòng; chỉ tính cơ sở trong phạm vi lọc ghi sản "
    "phẩm đó là sản phẩm chính. "
    + " ".join(f"{one.label.vi}: {one.counts.vi}" for one in CRITERIA),
    "Every product on the list, a row for each criterion; only establishments inside the filters "
    "whose main product it is. " + " ".join(f"{one.label.en}: {one.counts.en}" for one in CRITERIA),
)
CAVEATS = Text(
    "Chỉ sản phẩm chính của cơ sở được ghi; sản phẩm phụ không có trong số liệu. Số liệu do cơ sở "
    "báo cáo; ai không báo cáo thì không có trong các tỷ lệ, n cho biết có bao nhiêu. Không rõ thì "
    "để trống, không đoán. Sản phẩm chỉ có vài cơ sở nói về chính các cơ sở ấy.",
    "Only an establishment's main product is on record; others are not in the data. Figures are "
    "reported; who does not report is not in the ratios, n says how many do. What is not known is "
    "left empty, never guessed. A product of a few establishments tells of just those.",
)
SOURCES = (
    *("product", "establishment", "outcome_record", "support", "project", "project_fund"),
    *("administrative_unit", "price_index"),
)


def money_of(currency: str) -> MoneyUnit:
    """Return what value added is told in: millions of đồng, thousands of others."""
    return money_unit(1_000_000 if currency == "VND" else 1_000, currency)


def grant_unit(currency: str) -> MoneyUnit:
    """Return what jobs are told by: a billion đồng, a million of others.

    A job costs hundreds of millions of đồng: by the million there would be a few thousandths.
    """
    return money_unit(1_000_000_000 if currency == "VND" else 1_000_000, currency)


def unit_of(criterion: ProductCriterion, currency: str) -> Text:
    """Return the unit of a criterion in a currency."""
    return criterion.unit.filled(money=money_of(currency).name, grant=grant_unit(currency).name)
