"""What can be wrong with a boundary file, said so that the person who put it there can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.language import Text

_LONGEST_VALUE = 60

RULES: dict[str, Text] = {
    "unreadable": Text(
        "Không đọc được tệp. Hãy kiểm tra quyền đọc rồi thử lại.",
        "The file cannot be read. Check that it may be read, then try again.",
    ),
    "too_big": Text(
        "Tệp không được lớn hơn {limit} MB. Hãy đơn giản hóa đường biên (ví dụ bằng QGIS hoặc "
        "mapshaper) rồi lưu lại.",
        "The file may not be larger than {limit} MB. Simplify the lines (with QGIS or mapshaper, "
        "say) and save it again.",
    ),
    "not_json": Text(
        "Tệp phải là GeoJSON hợp lệ, mã hóa UTF-8. Hãy xuất lại từ phần mềm bản đồ.",
        "The file must be valid GeoJSON in UTF-8. Export it again from the mapping program.",
    ),
    "not_a_collection": Text(
        "Tệp phải là một FeatureCollection có danh sách features. Hãy xuất cả lớp bản đồ, không "
        "xuất một hình riêng lẻ.",
        "The file must be a FeatureCollection with a list of features. Export the whole layer, not "
        "a single shape.",
    ),
    "not_a_feature": Text(
        "Mỗi mục phải là một Feature có properties và geometry. Hãy xuất lại lớp bản đồ.",
        "Each item must be a Feature with properties and geometry. Export the layer again.",
    ),
    "no_code": Text(
        "Mỗi hình cần thuộc tính code: mã đơn vị hành chính. Hãy thêm hoặc đổi tên cột đó.",
        "Each shape needs a property code: the code of its unit. Add or rename that column.",
    ),
    "unknown_code": Text(
        "Mã không phải là đơn vị của cấp và thời điểm này ({level}, {day}). Hãy sửa mã, hoặc đặt "
        "tên tệp theo đúng cấp và thời điểm.",
        "The code is no unit of this level and day ({level}, {day}). Correct the code, or name the "
        "file for the right level and day.",
    ),
    "repeated_code": Text(
        "Mỗi đơn vị chỉ được có một hình. Hãy gộp các hình cùng mã thành một MultiPolygon.",
        "A unit may have only one shape. Merge the shapes of this code into one MultiPolygon.",
    ),
    "not_a_polygon": Text(
        "Hình phải là Polygon hoặc MultiPolygon và không được rỗng. Hãy xuất lớp vùng, không xuất "
        "điểm hay đường.",
        "A shape must be a Polygon or MultiPolygon and not empty. Export areas, not points or "
        "lines.",
    ),
    "bad_ring": Text(
        "Mỗi đường biên phải khép kín, có ít nhất 4 điểm và bao một diện tích. Hãy sửa hình bằng "
        "công cụ sửa lỗi hình học.",
        "Each ring must be closed, have at least 4 points and enclose an area. Mend the shape with "
        "a repair-geometry tool.",
    ),
    "bad_position": Text(
        "Tọa độ phải là kinh độ (102 đến 118) rồi vĩ độ (6 đến 24), tính bằng độ WGS 84. Hãy "
        "chuyển từ VN-2000 sang WGS 84, hoặc đổi lại thứ tự hai số.",
        "Coordinates must be longitude (102 to 118), then latitude (6 to 24), in degrees of "
        "WGS 84. Convert from VN-2000 to WGS 84, or put the two numbers the right way round.",
    ),
    "self_crossing": Text(
        "{unit}: đường biên tự cắt tại kinh độ, vĩ độ đã nêu. Hãy sửa hình bằng công cụ sửa lỗi "
        "hình học (trong QGIS: Fix geometries).",
        "{unit}: its lines cross each other at the longitude and latitude given. Mend the shape "
        "with a repair-geometry tool (in QGIS: Fix geometries).",
    ),
    "swapped": Text(
        "{unit} nằm ở chỗ của {other} và ngược lại. Hãy đổi lại mã của hai hình.",
        "{unit} lies where {other} is, and the other way round. Exchange the codes of the two "
        "shapes.",
    ),
    "centre_far": Text(
        "{unit} cách tâm theo nguồn {km} km. Hãy kiểm tra mã, hệ tọa độ và kinh tuyến trục.",
        "{unit} is {km} km from its sourced centre. Check the code, the coordinate system and its "
        "central meridian.",
    ),
    "centre_outside": Text(
        "{unit} cách tâm theo nguồn {km} km; tâm đó có thể không chính xác. Hãy kiểm tra mã của "
        "hình.",
        "{unit} is {km} km from its sourced centre, which may itself be rough. Check the code of "
        "the shape.",
    ),
    "area_wrong": Text(
        "{unit} được vẽ {km2} km², trong khi diện tích theo nguồn là {sourced} km²: lệch hơn 5 "
        "lần. Hãy kiểm tra mã và hình.",
        "{unit} is drawn with {km2} km², while its sourced area is {sourced} km²: more than 5 "
        "times off. Check the code and the shape.",
    ),
    "area_differs": Text(
        "{unit} được vẽ {km2} km², trong khi diện tích theo nguồn là {sourced} km²: lệch hơn 2 "
        "lần. Hãy kiểm tra hình có đủ và đúng không.",
        "{unit} is drawn with {km2} km², while its sourced area is {sourced} km²: more than twice "
        "off. Check that the shape is whole and right.",
    ),
    "area_unlikely": Text(
        "{unit} được vẽ {km2} km²; một đơn vị phải có từ {least} đến {most} km². Hãy kiểm tra hình "
        "và hệ tọa độ.",
        "{unit} is drawn with {km2} km²; a unit must have {least} to {most} km². Check the shape "
        "and the coordinate system.",
    ),
    "overlap": Text(
        "{unit} và {other} chồng lên nhau {percent}% diện tích của đơn vị nhỏ hơn. Hãy kiểm tra "
        "xem một hình có bị lặp hay mang nhầm mã không, rồi sửa ranh giới chung.",
        "{unit} and {other} overlap by {percent}% of the smaller one. Check whether a shape is "
        "repeated or carries the wrong code, then mend the border they share.",
    ),
    "missing": Text(
        "Tệp không có hình của {n} đơn vị; chúng để trống trên bản đồ. Hãy bổ sung nếu có.",
        "The file has no shape for {n} units; they stay blank on the map. Add them if you can.",
    ),
    "fallback": Text(
        "Không dùng tệp này; bản đồ vẽ bằng hình sơ đồ. Hãy sửa {n} lỗi đã nêu.",
        "This file is not used; the map shows schematic shapes. Mend the {n} errors named.",
    ),
}


_WARNINGS = ("missing", "fallback", "centre_outside", "area_differs")


@dataclass(frozen=True, slots=True)
class BoundaryProblem:
    """One problem of a boundary file: where it is, which value, which rule, and the remedy.

    `rule` is a key of RULES, `feature` the number of the shape in the file from 1, or None when
    the file as a whole is meant. An error keeps the file from being used, a warning does not.
    """

    file: str
    feature: int | None
    value: str
    rule: str
    message: Text
    severity: Literal["error", "warning"] = "error"


def problem(
    file: str, rule: str, value: object = "", feature: int | None = None, **facts: object
) -> BoundaryProblem:
    """Return the problem a rule found; facts fill the fields of the rule's text."""
    shown = shorten(value)
    place = (
        Text(f"{file}, hình {feature}", f"{file}, shape {feature}")
        if feature is not None
        else Text(file, file)
    )
    found = Text(f" (giá trị: {shown})", f" (value: {shown})") if shown else None
    told = RULES[rule].filled(**facts)
    message = Text(
        f"{place.vi}{found.vi if found else ''}: {told.vi}",
        f"{place.en}{found.en if found else ''}: {told.en}",
    )
    severity: Literal["error", "warning"] = "warning" if rule in _WARNINGS else "error"
    return BoundaryProblem(file, feature, shown, rule, message, severity)


def shorten(value: object) -> str:
    """Return a value as text of one bounded line, however large or deep it is."""
    if isinstance(value, (list, dict)):
        return f"{'[…]' if isinstance(value, list) else '{…}'} × {len(value)}"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 200:
        return "1e60+" if value > 0 else "−1e60+"
    text = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
