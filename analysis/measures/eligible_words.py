"""By which rule coverage counts an establishment among the eligible, in words."""

from __future__ import annotations

from datetime import date

from analysis.language import Text
from analysis.measures.phrases import day, followed_by, number, sentence
from analysis.scope import Scope

_ELIGIBLE_BY = Text(
    "Ai thuộc đối tượng: theo hồ sơ của cơ sở nếu có ghi; nếu không, theo các điều kiện của bảng "
    "Điều kiện hỗ trợ nói về cơ sở (loại hình, quy mô, địa bàn, ngành nghề), có hiệu lực vào "
    "{day}: đạt mọi điều kiện là thuộc đối tượng, một điều kiện không đạt là không thuộc. Điều "
    "kiện về địa bàn đổi từ 15/10/2025 (Nghị định 235/2025/NĐ-CP): trước đó là huyện, thị xã, "
    "còn trong thành phố thì chưa rõ vì không nguồn nào ghi loại thành phố; từ đó là mọi xã, "
    "phường, đặc khu. Từ 01/7 đến 14/10/2025 «huyện» đọc là huyện cũ. Cơ sở lớn chỉ được hỗ trợ "
    "sản xuất sạch hơn nên không thuộc đối tượng. Chưa rõ, hoặc số liệu không có điều kiện nào: "
    "mọi cơ sở trừ cơ sở lớn, đếm riêng.",
    "Who is eligible: as the establishment's record says; where it says nothing, by those rows of "
    "the table of gates that speak of the establishment (kind, size, place, industry) and are "
    "valid on {day}: one that meets them all is eligible, one that fails one is not. The demand "
    "on the place changed on 15 October 2025 (Decree 235/2025/NĐ-CP): before, a district or town, "
    "and in a city not known, as no source gives the city's class; since then any commune, ward "
    "or special zone. Between 1 July and 14 October 2025 “districts” are read as the former ones. "
    "Large ones are supported for cleaner production only, so they are not eligible. Where it is "
    "not known, or the data hold no such rule: all but large ones, counted beside.",
)

_LAST_DAY = Text(
    "ngày cuối của các năm đã chọn, muộn nhất là ngày của số liệu",
    "the last day of the chosen years, at the latest the day of the data",
)
_LAST_DAY_OF_YEAR = Text(
    "ngày cuối của từng năm, muộn nhất là ngày của số liệu",
    "the last day of each year, at the latest the day of the data",
)
_DAY_OF_DATA = Text("ngày của số liệu", "the day of the data")


def _on(day: Text) -> Text:
    return Text(_ELIGIBLE_BY.vi.format(day=day.vi), _ELIGIBLE_BY.en.format(day=day.en))


ELIGIBLE_IN_SCOPE = _on(_LAST_DAY)
ELIGIBLE_IN_YEAR = _on(_LAST_DAY_OF_YEAR)
ELIGIBLE_NOW = _on(_DAY_OF_DATA)

RULE_CHANGED = Text(
    "Mỗi kỳ đếm theo điều kiện của ngày cuối kỳ đó: hai kỳ ở hai bên ngày 15/10/2025 có thể khác "
    "nhau chỉ vì điều kiện đổi.",
    "Each period counts by the rules of its last day: two periods on either side of 15 October "
    "2025 may differ only because the rule changed.",
)

_BY_RULE = Text(
    "Thuộc đối tượng: theo hồ sơ của cơ sở; hồ sơ không ghi thì theo điều kiện hỗ trợ có hiệu lực "
    "ngày {day}; điều kiện chưa cho câu trả lời thì mọi cơ sở trừ cơ sở lớn",
    "Eligible: as the establishment's record says; where it says nothing, by the conditions of "
    "support in force on {day}; where these give no answer, all but large ones",
)
_NOT_KNOWN = Text(" ({n} cơ sở)", " ({n} establishments)")


def eligible_by(as_of: date, scope: Scope, unknown: int | None = None) -> Text:
    """Say by which rule a scope counts the eligible, and how many of them by no answer at all."""
    last = min(date(max(scope.years), 12, 31), as_of) if scope.years else as_of
    told = sentence(_BY_RULE.vi, _BY_RULE.en, day=day(last))
    if unknown is None:
        return told
    return followed_by(told, sentence(_NOT_KNOWN.vi, _NOT_KNOWN.en, n=number(unknown)))
