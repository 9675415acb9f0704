"""The columns of fairness: money against those eligible, by place, along a condition, by group."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.funding import CURRENCY, DISTRICT_KEYS, PRICE_YEAR, PRICES
from analysis.measures.model import MeasureColumn

VERDICTS = {
    "pro_poor": Text("Nghiêng về nơi nghèo", "Leans to poor places"),
    "pro_rich": Text("Nghiêng về nơi ít nghèo", "Leans to less poor places"),
    "pro_remote": Text("Nghiêng về nơi xa", "Leans to remote places"),
    "pro_near": Text("Nghiêng về nơi gần", "Leans to places nearby"),
    "beyond_chance": Text("Chênh hơn mức ngẫu nhiên", "More unequal than chance"),
    "below_chance": Text("Đều hơn mức ngẫu nhiên", "More equal than chance"),
    "description": Text("Chỉ mô tả", "A description only"),
    "more": Text("Cao hơn phần còn lại", "More than the rest"),
    "less": Text("Thấp hơn phần còn lại", "Less than the rest"),
    "cannot_tell": Text("Chưa nói được", "Cannot tell yet"),
}
"""What an index or a difference may be said to mean, and the words for it."""

SCALES = {
    "relative": Text("Tương đối", "Relative"),
    "absolute": Text("Tuyệt đối", "Absolute"),
}
WEIGHTS = {
    True: Text("Gia quyền theo cơ sở thuộc đối tượng", "Weighted by the eligible"),
    False: Text("Không gia quyền: mỗi cơ sở một lần", "Unweighted: each establishment once"),
}


def _count(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "count", Text(vi, en))


def _share(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "share", Text(vi, en))


def _number(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "number", Text(vi, en))


def _text(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "text", Text(vi, en))


def _named(name: str, vi: str, en: str, code_list: str | None = None) -> tuple[MeasureColumn, ...]:
    """Return the columns of a code and its name."""
    code = MeasureColumn(name, "code", Text(f"{vi} (mã)", f"{en} (code)"), code_list)
    return code, _text(f"{name}_name", vi, en)


_ELIGIBLE = _count("eligible", "Thuộc đối tượng", "Eligible")
_SUPPORTED = _count("supported", "Được hỗ trợ", "Supported")
_MONEY = (
    CURRENCY,
    MeasureColumn("grants", "money", Text("Tiền hỗ trợ", "Grants")),
    _count("supports", "Khoản hỗ trợ", "Supports"),
    _count("grants_unknown", "Khoản không rõ tiền", "Supports, amount unknown"),
)
_PER_ELIGIBLE = MeasureColumn(
    "grants_per_eligible", "money", Text("Tiền mỗi cơ sở", "Money per eligible establishment")
)
_AT_PRICES = (PRICES, PRICE_YEAR)

DISTRICT_COLUMNS = (
    *DISTRICT_KEYS,
    _ELIGIBLE,
    _SUPPORTED,
    *_MONEY,
    MeasureColumn(
        "grants_not_eligible",
        "money",
        Text("Tiền của cơ sở ngoài đối tượng", "Money of those not eligible"),
    ),
    _share("share_of_eligible", "Tỷ trọng cơ sở", "Share of the eligible"),
    _share("share_of_supported", "Tỷ trọng được hỗ trợ", "Share of the supported"),
    _share("share_of_money", "Tỷ trọng tiền", "Share of the money"),
    MeasureColumn(
        "money_ratio", "ratio", Text("Tiền ÷ cơ sở (tỷ trọng)", "Share of money ÷ of the eligible")
    ),
    _PER_ELIGIBLE,
    *_named("terrain", "Địa hình", "Terrain", "terrain"),
    _share("poverty_rate", "Tỷ lệ hộ nghèo", "Share of poor households"),
    MeasureColumn("poverty_year", "year", Text("Năm của hộ nghèo", "Year of poverty")),
    _share("minority_share", "Tỷ lệ dân tộc thiểu số", "Share of ethnic minorities"),
    MeasureColumn("minority_year", "year", Text("Năm của dân tộc", "Year of minorities")),
    _number("distance_km", "Cách trung tâm tỉnh (km)", "Distance from the capital (km)"),
    *_named("priority_area", "Địa bàn ưu tiên", "Priority area", "priority_area"),
    *_AT_PRICES,
)

CURVE_COLUMNS = (
    *_named("condition", "Xếp theo", "Ranked by"),
    _count("place_no", "Thứ tự", "Order"),
    *DISTRICT_KEYS,
    _share("poverty_rate", "Tỷ lệ hộ nghèo", "Share of poor households"),
    _number("distance_km", "Cách trung tâm tỉnh (km)", "Distance from the capital (km)"),
    _ELIGIBLE,
    _SUPPORTED,
    _count("known", "Cơ sở biết đủ tiền", "With known money"),
    CURRENCY,
    MeasureColumn("grants", "money", Text("Tiền hỗ trợ của các cơ sở đó", "Their grants")),
    _share("eligible_reached", "Cơ sở, cộng dồn", "Eligible, cumulated"),
    _share("supported_reached", "Được hỗ trợ, cộng dồn", "Supported, cumulated"),
    _share("known_reached", "Cơ sở biết đủ tiền, cộng dồn", "Known money, cumulated"),
    _share("money_reached", "Tiền, cộng dồn", "Money, cumulated"),
    *_AT_PRICES,
)

INDEX_COLUMNS = (
    *_named("index", "Chỉ số", "Index"),
    _text("value_text", "Tính thẳng từ số liệu", "Straight from the data"),
    _text(
        "corrected_text", "Trừ phần ngẫu nhiên (khoảng 95%)", "Less what chance adds (95% interval)"
    ),
    _number("value", "Giá trị, tính thẳng", "Value, straight from the data"),
    _number("corrected", "Giá trị, trừ phần ngẫu nhiên", "Value, less what chance adds"),
    _number("low", "Cận dưới", "From"),
    _number("high", "Cận trên", "To"),
    _text("chance_text", "Nếu chia ngẫu nhiên (95%)", "If dealt at random (95%)"),
    _number("chance_low", "Ngẫu nhiên, từ", "At random, from"),
    _number("chance_high", "Ngẫu nhiên, đến", "At random, to"),
    _text("interval_by", "Khoảng theo", "Interval by"),
    *_named("verdict", "Nói được gì", "What it says"),
    *_named("scale", "Thang", "Scale"),
    MeasureColumn("weighted", "flag", Text("Gia quyền (có, không)", "Weighted (yes, no)")),
    _text("weighted_name", "Quyền số", "Weights"),
    _count("n", "Cơ sở tính (n)", "Establishments (n)"),
    _count("n_supported", "Trong đó được hỗ trợ", "Of them supported"),
    _count("places", "Địa bàn tính", "Places"),
    _count("places_without", "Địa bàn không rõ điều kiện", "Places without the condition"),
    _count("left_out", "Cơ sở để ngoài", "Establishments left out"),
    *_AT_PRICES,
)

GROUP_COLUMNS = (
    *_named("grouping", "Cách chia", "Grouping"),
    *_named("group", "Nhóm", "Group"),
    _ELIGIBLE,
    _count("told", "Được biết", "Told"),
    _SUPPORTED,
    _share("supported_share", "Tỷ lệ được hỗ trợ", "Share supported"),
    _share("supported_low", "Cận dưới", "From"),
    _share("supported_high", "Cận trên", "To"),
    _count("rest_eligible", "Phần còn lại: thuộc đối tượng", "The rest: eligible"),
    _count("rest_supported", "Phần còn lại: được hỗ trợ", "The rest: supported"),
    _share("difference", "Chênh với phần còn lại", "Difference to the rest"),
    _share("difference_low", "Chênh, từ", "Difference, from"),
    _share("difference_high", "Chênh, đến", "Difference, to"),
    *_named("verdict", "Nói được gì", "What it says"),
    *_MONEY,
    _share("share_of_eligible", "Tỷ trọng cơ sở", "Share of the eligible"),
    _share("share_of_money", "Tỷ trọng tiền", "Share of the money"),
    _PER_ELIGIBLE,
    *_AT_PRICES,
)
