"""What a map of coverage cannot draw, in words below it: wide intervals, gaps, unknown places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.charts.coverage_map import MOST_NAMED
from analysis.charts.map_parts import features_by_code, unit_name
from analysis.geography.map_units import joined_codes
from analysis.geography.shapes import GeoJson
from analysis.geography.unit_names import short_unit_name
from analysis.language import Language, Text, format_number
from analysis.measures.coverage_classes import (
    IN_YEAR,
    WIDE_CLASSES,
    MapFigure,
    counts_text,
    shaded,
    with_interval,
)
from analysis.measures.coverage_expected import FEWEST_EXPECTED
from analysis.measures.coverage_years import MOST_YEARS
from analysis.measures.phrases import plural
from analysis.scope import UNKNOWN_CODE

MOST_LISTED = 15
"""More places than this are not listed by name; the table has them all."""

_WIDE = Text(
    "Gạch chéo: khoảng 95% chạm từ {classes} lớp màu trở lên{few}, nên màu chưa chắc đúng: "
    "{places}",
    "Hatched: the 95% interval touches {classes} or more classes{few}, so that the shade is "
    "not certain: {places}",
)
_FEW = Text(
    ", hoặc kỳ vọng dưới {number} cơ sở được hỗ trợ",
    ", or fewer than {number} supports are expected",
)
_NOR_FEW = Text(
    " hay kỳ vọng dưới {number} cơ sở được hỗ trợ", ", or fewer than {number} expected supports"
)
_NO_WIDE = Text(
    "Không nơi nào có khoảng chạm từ {classes} lớp màu trở lên{few}",
    "No place has an interval that touches {classes} or more classes{few}",
)
_NO_FIGURE = Text(
    "Xám gạch chéo: không có cơ sở thuộc đối tượng nào trong phạm vi đang xem: {places}",
    "Grey and hatched: no eligible establishment in this selection: {places}",
)
_NO_ROW = Text(
    "{grey}: chưa ghi cơ sở nào ở {n} đơn vị{joined}, không phải là không có cơ sở: {places}",
    "{grey}: no establishment is recorded in {n} {units}{joined}, which does not mean "
    "that there is none: {places}",
)
_JOINED = Text(
    " ({n} thuộc tỉnh Kon Tum trước ngày 1/7/2025)", " ({n} of Kon Tum province before 1 July 2025)"
)
_UNKNOWN = Text(
    "Không rõ địa bàn nên không vẽ được: {figure}, {counts}",
    "Of unknown place, so not drawn: {figure}, {counts}",
)
_SOME_NAMED = Text(
    "Bản đồ có {units} đơn vị, không đủ chỗ cho mọi tên: chỉ ghi tên nơi thấp nhất và nơi cao nhất "
    "trong các nơi có khoảng đủ hẹp, và nơi đang chọn; chỉ vào nơi khác để đọc tên, hoặc mở bảng",
    "The map has {units} units, too many to name all: named are the lowest and the highest of "
    "those with a narrow enough interval, and what is chosen; point at another to read its name, "
    "or open the table",
)
_HATCHED, _DOTTED = Text("Gạch chéo", "Hatched"), Text("Chấm", "Dotted")
_GREY_HATCHED, _GREY = Text("Xám gạch chéo", "Grey and hatched"), Text("Xám", "Grey")
_UNKNOWN_YEARS = Text(
    "Không rõ địa bàn nên không vẽ được (được hỗ trợ / thuộc đối tượng): {years}",
    "Of unknown place, so not drawn (supported / eligible): {years}",
)
_NO_SHAPE = Text("Không có hình trên bản đồ này: {places}", "Without a shape on this map: {places}")
_MORE = Text(" và {n} nơi khác, xem bảng", " and {n} more, see the table")
_AND_MORE = Text(" và {n} đơn vị khác", " and {n} more")
_YEARS = Text(
    "Các năm {first}–{last} (nhiều nhất {most} năm cuối của phạm vi), chung một thang màu. Trên "
    "mỗi bản đồ: năm, số được hỗ trợ / số thuộc đối tượng. {mark}: khoảng 95% chạm từ {classes} "
    "lớp màu trở lên ({wide} trên {n} ô năm–địa bàn); rê chuột hoặc mở bảng để đọc từng khoảng",
    "Years {first}–{last} (at most the last {most} of the selection) on one scale. Above each map: "
    "the year, supported / eligible. {mark}: the 95% interval touches {classes} or more classes "
    "({wide} of {n} places and years); point at a place or open the table for each interval",
)


def map_lines(
    frame: pd.DataFrame,
    collection: GeoJson,
    figure: MapFigure,
    bounds: Sequence[float],
    language: Language,
) -> list[str]:
    """Return the lines below a map of coverage_by_district, each a sentence without its stop.

    The first tells the hatched places, when any place is drawn.
    """
    rows = shaded(frame, figure, bounds)
    drawn = rows["district"].isin(list(features_by_code(collection)))
    wide = rows[rows["wide"] & drawn]
    names = [_named(row, figure, language) for _, row in wide.iterrows()]
    said = _NO_WIDE.filled(classes=WIDE_CLASSES, few=_few(_NOR_FEW, figure, language))
    if names:
        places = _listed(names, language)
        few = _few(_FEW, figure, language)
        said = _WIDE.filled(classes=WIDE_CLASSES, few=few, places=places)
    lines = [said.in_language(language)] if (drawn & rows["shade"].notna()).any() else []
    units = len(features_by_code(collection))
    if lines and units > MOST_NAMED:
        lines.append(_SOME_NAMED.filled(units=units).in_language(language))
    without = rows[rows["shade"].isna() & drawn]
    if not without.empty:
        lines.append(_places(_NO_FIGURE, without["district_name"], language))
    lines += _without_row(frame, collection, language)
    lines += _unknown(frame, figure, language)
    missing = rows[~drawn]
    if not missing.empty:
        told = [_named(row, figure, language) for _, row in missing.iterrows()]
        lines.append(_places(_NO_SHAPE, told, language))
    return lines


def year_lines(
    frame: pd.DataFrame,
    collection: GeoJson,
    bounds: Sequence[float],
    language: Language,
    dotted: bool = False,
) -> list[str]:
    """Return the lines below the small maps of coverage_by_district_and_year.

    Where the shade is not certain maps are hatched, tiles `dotted`.
    """
    rows = shaded(frame, IN_YEAR, bounds)
    drawn = rows["district"].isin(list(features_by_code(collection)))
    told = rows[drawn & rows["shade"].notna()]
    lines = [
        _YEARS.filled(
            first=int(frame["year"].min()),
            last=int(frame["year"].max()),
            most=MOST_YEARS,
            mark=_DOTTED if dotted else _HATCHED,
            classes=WIDE_CLASSES,
            wide=Text(*(format_number(int(told["wide"].sum()), one) for one in ("vi", "en"))),
            n=Text(*(format_number(len(told), one) for one in ("vi", "en"))),
        ).in_language(language)
    ]
    lines += _without_row(frame, collection, language, _GREY if dotted else _GREY_HATCHED)
    unknown = frame[frame["district"] == UNKNOWN_CODE]
    if not unknown.empty:
        years = [
            f"{row['year']}: {format_number(int(row['supported']), language)} / "
            f"{format_number(int(row['eligible']), language)}"
            for _, row in unknown.iterrows()
        ]
        lines.append(_UNKNOWN_YEARS.filled(years=", ".join(years)).in_language(language))
    missing = rows[~drawn]
    if not missing.empty:
        lines.append(_places(_NO_SHAPE, sorted(set(missing["district_name"])), language))
    return lines


def _without_row(
    frame: pd.DataFrame, collection: GeoJson, language: Language, grey: Text = _GREY_HATCHED
) -> list[str]:
    """Return which drawn units the data says nothing of, in one line or none."""
    known = set(frame["district"])
    absent = {c: f for c, f in features_by_code(collection).items() if c not in known}
    if not absent:
        return []
    joined = len(joined_codes().intersection(absent))
    names = [short_unit_name(unit_name(feature, language)) for feature in absent.values()]
    more = len(names) - MOST_LISTED
    places = ", ".join(names[:MOST_LISTED])
    if more > 0:
        places += _AND_MORE.filled(n=more).in_language(language)
    told = _JOINED.filled(n=joined) if joined else ""
    units = plural(len(names), "unit", "units")
    said = _NO_ROW.filled(grey=grey, n=len(names), units=units, joined=told, places=places)
    return [said.in_language(language)]


def _few(text: Text, figure: MapFigure, language: Language) -> str:
    """Return the part of the rule on expected supports, for a figure that has it."""
    if not figure.by_expected:
        return ""
    return text.filled(number=FEWEST_EXPECTED).in_language(language)


def _unknown(frame: pd.DataFrame, figure: MapFigure, language: Language) -> list[str]:
    unknown = frame[frame["district"] == UNKNOWN_CODE]
    return [
        _UNKNOWN.filled(
            counts=counts_text(row, figure, language),
            figure=f"{figure.label.in_language(language)} {with_interval(row, figure, language)}",
        ).in_language(language)
        for _, row in unknown.iterrows()
    ]


def _named(row: pd.Series, figure: MapFigure, language: Language) -> str:
    name = short_unit_name(str(row["district_name"]))
    return f"{name} {with_interval(row, figure, language)}"


def _places(text: Text, names: Iterable[str], language: Language) -> str:
    return text.filled(places=_listed(list(names), language)).in_language(language)


def _listed(names: Sequence[str], language: Language) -> str:
    more = len(names) - MOST_LISTED
    told = ", ".join(names[:MOST_LISTED])
    if more <= 0:
        return told
    return told + _MORE.filled(n=format_number(more, language)).in_language(language)
