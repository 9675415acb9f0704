"""What the answers of gates are called, what each means, and how the value behind it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from analysis.dictionary import CODE_LISTS
from analysis.language import UNKNOWN, Language, Text, format_day
from analysis.measures.model import code_label
from analysis.measures.phrases import followed_by

GateResult = Literal["pass", "fail", "unknown"]

RESULTS: dict[GateResult, Text] = {
    "pass": Text("Đạt", "Met"),
    "fail": Text("Không đạt", "Not met"),
    "unknown": Text("Chưa rõ", "Unknown"),
}

OVERALL = {
    "pass": Text("Đạt mọi điều kiện", "Meets every condition"),
    "fail": Text("Không đạt", "Fails a condition"),
    "blocked": Text("Chờ bổ sung", "Blocked until known"),
}
"""A file fails by one condition not met; else what is not known blocks it."""

Written = Callable[[str, Language], str]

_UNKNOWN_FACTS = {
    "activity": Text("nội dung", "activity"),
    "activity_kind": Text("loại hoạt động", "kind of activity"),
    "fund_source": Text("nguồn kinh phí", "fund source"),
    "makes_food": Text(
        "có làm thực phẩm, hàng tiêu dùng nhanh không", "whether it makes food or fast-moving goods"
    ),
    "cleaner": Text("có phải sản xuất sạch hơn không", "whether it is cleaner production"),
}


def _as_is(value: str, language: Language) -> str:
    return value


def _day(value: str, language: Language) -> str:
    return format_day(date.fromisoformat(value), language)


def _fact(value: str, language: Language) -> str:
    return _UNKNOWN_FACTS[value].in_language(language)


def _code_of(code_list: str) -> Written:
    known = set(CODE_LISTS[code_list].values())

    def written(value: str, language: Language) -> str:
        return code_label(code_list, value, language) if value in known else value

    return written


def _counts(value: str, language: Language) -> str:
    inspections, projects = value.split(";")
    return Text(
        f"{inspections} lần kiểm tra, {projects} đề án đã quyết toán",
        f"{inspections} inspections, {projects} settled projects",
    ).in_language(language)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a gate answers as it does; `{value}` in the words is the fact it rests on.

    `result` is None where the rule turns out not to be about the file.
    """

    result: GateResult | None
    words: Text
    written: Written = _as_is


def _passes(vi: str, en: str, written: Written = _as_is) -> Reason:
    return Reason("pass", Text(vi, en), written)


def _fails(vi: str, en: str, written: Written = _as_is) -> Reason:
    return Reason("fail", Text(vi, en), written)


def _unknown(vi: str, en: str, written: Written = _as_is) -> Reason:
    return Reason("unknown", Text(vi, en), written)


_NOT_BY_RECORD = Text(
    "Hồ sơ cơ sở ghi không thuộc đối tượng hỗ trợ",
    "The record of the establishment says that it is not eligible",
)
_BY_RECORD = Text(
    " theo hồ sơ cơ sở (thuộc đối tượng hỗ trợ)",
    " by the record of the establishment (eligible)",
)

REASONS: dict[str, Reason] = {
    "closed": _fails("Đã ngừng hoạt động ngày {value}", "Closed on {value}", _day),
    "recorded_not_eligible": Reason("fail", _NOT_BY_RECORD),
    "form_unknown": _unknown("Chưa rõ hình thức pháp lý", "Legal form not known"),
    "form_supported": _passes("Hình thức: {value}", "Legal form: {value}", _code_of("legal_form")),
    "form_not_supported": _fails(
        "Hình thức không được hỗ trợ: {value}",
        "Legal form not supported: {value}",
        _code_of("legal_form"),
    ),
    "size_unknown": _unknown("Chưa rõ quy mô", "Size not known"),
    "size_supported": _passes("Quy mô: {value}", "Size: {value}", _code_of("size")),
    "size_not_supported": _fails(
        "Quy mô không được hỗ trợ: {value}", "Size not supported: {value}", _code_of("size")
    ),
    "any_size": _passes("Mọi quy mô đều được", "Whatever its size"),
    "place_unknown": _unknown("Chưa rõ địa bàn sản xuất", "Place of production not known"),
    "place_of_province": _passes("Địa bàn thuộc tỉnh", "A place of the province"),
    "place_district": _passes("Sản xuất ở {value}", "Producing in {value}"),
    "city_as_recorded": Reason(
        "pass",
        followed_by(Text("Ở thành phố, được tính", "In the city, counted"), _BY_RECORD),
    ),
    "city_class_unknown": _unknown(
        "Ở thành phố: chưa rõ loại của thành phố và hồ sơ không ghi đối tượng",
        "In the city: its class is not known, and the record does not say whether it is eligible",
    ),
    "place_kind_unknown": _unknown(
        "Chưa rõ địa bàn thuộc huyện, thị xã hay thành phố nào",
        "Not known which district, town or city the place lies in",
    ),
    "industry_unknown": _unknown("Chưa rõ ngành", "Industry not known"),
    "industry_supported": _passes("Ngành: {value}", "Industry: {value}", _code_of("industry")),
    "industry_as_recorded": Reason(
        "pass",
        followed_by(Text("Ngành {value}, được tính", "Industry {value}, counted"), _BY_RECORD),
        _code_of("industry"),
    ),
    "industry_undecided": _unknown(
        "Mã ngành chưa đủ để biết: {value}",
        "The industry code alone does not tell: {value}",
        _code_of("industry"),
    ),
    "industry_not_supported": _fails(
        "Ngành ngoài danh mục: {value}", "Industry not on the list: {value}", _code_of("industry")
    ),
    "not_such_industry": Reason(None, Text("Không thuộc ngành này", "Not of these industries")),
    "area_hard": _passes(
        "Địa bàn khó khăn: {value}", "A hard area: {value}", _code_of("priority_area")
    ),
    "area_not_hard": _fails(
        "Ngành này chỉ được hỗ trợ ở địa bàn khó khăn",
        "This industry is supported in hard areas only",
    ),
    "area_unknown": _unknown(
        "Chưa rõ địa bàn có thuộc diện khó khăn không", "Not known whether the area is a hard one"
    ),
    "machinery_new_met": _passes("Máy móc mới", "Machinery is new"),
    "machinery_new_not_met": _fails("Máy móc không mới", "Machinery is not new"),
    "machinery_new_unknown": _unknown(
        "Chưa rõ máy móc có mới không", "Not known whether it is new"
    ),
    "technology_new_met": _passes("Công nghệ mới đối với huyện", "New to the district"),
    "technology_new_not_met": _fails(
        "Công nghệ không mới đối với huyện", "Not new to the district"
    ),
    "technology_new_unknown": _unknown(
        "Chưa rõ công nghệ có mới đối với huyện không", "Not known whether new to the district"
    ),
    "own_money_committed_met": _passes("Đã đầu tư hoặc cam kết", "Invested or committed"),
    "own_money_committed_not_met": _fails(
        "Chưa cam kết phần vốn còn lại", "The rest is not committed"
    ),
    "own_money_committed_unknown": _unknown(
        "Chưa rõ cam kết vốn", "Not known whether the rest is committed"
    ),
    "food_safety_valid_met": _passes("Giấy còn hạn đến {value}", "Valid until {value}", _day),
    "food_safety_valid_not_met": _fails("Giấy hết hạn ngày {value}", "Ended on {value}", _day),
    "food_safety_valid_unknown": _unknown(
        "Hồ sơ chưa có giấy an toàn thực phẩm", "No food-safety certificate on record"
    ),
    "quality_declared_met": _passes("Đã công bố", "Declared"),
    "quality_declared_not_met": _fails("Chưa công bố chất lượng", "Quality is not declared"),
    "quality_declared_unknown": _unknown("Chưa rõ đã công bố chưa", "Not known whether declared"),
    "content_same": _fails(
        "Nội dung này đã được hỗ trợ: {value}", "Supported before for the same: {value}"
    ),
    "content_first": _passes("Chưa từng được hỗ trợ", "Never supported before"),
    "content_other_kind": _passes(
        "Từng được hỗ trợ, loại khác", "Supported before, for another kind"
    ),
    "content_different": _passes(
        "Từng được hỗ trợ cùng loại, nội dung khác: {value}",
        "Supported before for the same kind, another item: {value}",
    ),
    "content_alike": _unknown(
        "Gần giống nội dung đã hỗ trợ, cần xem: {value}",
        "Nearly the same as an item supported before, to be looked at: {value}",
    ),
    "content_unknown": _unknown(
        "Từng được hỗ trợ cùng loại; chưa rõ nội dung nào",
        "Supported before for the same kind; the item is not known",
    ),
    "violation_open": _fails(
        "Vi phạm phát hiện ngày {value} chưa xử lý xong",
        "A violation found on {value} is not settled",
        _day,
    ),
    "project_stopped": _fails(
        "Đề án trước bị ngừng: {value}", "An earlier project was stopped: {value}"
    ),
    "project_unsettled": _fails(
        "Đề án trước quá hạn chưa quyết toán: {value}",
        "An earlier project is not settled in time: {value}",
    ),
    "project_state_unknown": _unknown(
        "Chưa rõ đề án trước đã xong chưa", "Not known how an earlier project ended by that day"
    ),
    "nothing_recorded": _unknown(
        "Chưa ghi lần kiểm tra hay đề án nào", "Neither inspection nor project on record"
    ),
    "standing_good": _passes("Không có vi phạm: {value}", "Nothing against it: {value}", _counts),
    "rule_undecided": _unknown(
        "Chưa rõ áp dụng điều kiện nào: không rõ {value}",
        "Not known which condition applies: {value}",
        _fact,
    ),
    "answered_met": _passes(
        "Người xem kết luận đạt, {value}", "Found met by a person, {value}", _day
    ),
    "answered_not_met": _fails(
        "Người xem kết luận không đạt, {value}", "Found not met by a person, {value}", _day
    ),
    "checked_by_hand": _unknown(
        "Chương trình không kiểm tra được: cần người xem và ghi vào bảng Kết luận xem điều kiện",
        "The program cannot check this: a person must, and record it in the table Gate answer",
    ),
    "parameter_unread": _unknown(
        "Chương trình không đọc được tham số của điều kiện này",
        "The program cannot read the parameter of this condition",
    ),
}
"""Every answer of the gates' SQL."""

_WEIGHTS: dict[GateResult | None, int] = {None: 0, "pass": 1, "unknown": 2, "fail": 3}


def weights() -> dict[str, int]:
    """Return how heavily every answer weighs where several rules hold together."""
    return {code: _WEIGHTS[reason.result] for code, reason in REASONS.items()}


def reason_in_words(code: str, value: str | None, language: Language) -> str:
    """Return an answer of the gates' SQL in words, with the fact it rests on.

    Raises KeyError for an answer that is none.
    """
    reason = REASONS[code]
    written = UNKNOWN.in_language(language) if value is None else reason.written(value, language)
    return reason.words.in_language(language).format(value=written)
