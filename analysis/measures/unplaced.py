"""Which records have no place on the chosen boundaries, and why."""

from __future__ import annotations

import pandas as pd

from analysis.geography.unit_names import english_unit_name
from analysis.geography.vintages import BOUNDARY_VINTAGES
from analysis.geography.whole_places import whole_places
from analysis.language import UNKNOWN, Text
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import day, followed_by, number, plural, sentence
from analysis.measures.query import ask
from analysis.scope import VINTAGES, Scope, Vintage
from analysis.warehouse import Snapshot

_NOT_RECORDED = Text("Hồ sơ không ghi địa bàn", "No place is recorded")
_MOVED = Text(
    "Chỉ ghi đến đơn vị này; địa giới thay đổi ngày {day}, không biết thuộc đơn vị nào",
    "Known by this unit alone; boundaries changed on {day}, which unit it is in is not known",
)
_APART = Text(
    "Cơ sở của hồ sơ ở nhiều đơn vị của địa giới này, không biết thuộc đơn vị nào",
    "Its establishments lie in several units of these boundaries, which one it is in is not known",
)
_NO_COUNTERPART = Text(
    "Không tương ứng với đơn vị nào của địa giới này", "No counterpart on these boundaries"
)

_UNTIL = Text(" (đến {end})", " (until {end})")
_SINCE = Text(" (từ {start})", " (since {start})")
_BETWEEN = Text(" ({start}–{end})", " ({start} to {end})")


def unplaced(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per unit that has no place on the scope's boundaries, most records first.

    Records whose establishments lie in several units have a row apart. Its filters do not apply.
    Records without any place are the row whose unit_id is "unknown".
    """
    frame = ask(snapshot, Scope(vintage=scope.vintage), "unplaced")
    units = [str(unit) if isinstance(unit, str) else None for unit in frame["unit_id"]]
    names = _names(frame)
    frame["unit_id"] = pd.Series([unit or "unknown" for unit in units], dtype="str")
    frame["unit_name"] = pd.Series(
        [name.in_language(scope.language) for name in names],
        dtype="str",
    )
    frame["reason"] = pd.Series(
        [
            (_APART if apart else _reason(unit, scope.vintage)).in_language(scope.language)
            for unit, apart in zip(units, frame["apart"], strict=True)
        ],
        dtype="str",
    )
    return frame[[column.name for column in _COLUMNS]]


def _names(frame: pd.DataFrame) -> list[Text]:
    """Return what units are called, with when they were valid where two share a name."""
    known = frame["name"].dropna()
    twice = set(known[known.duplicated()])
    return [
        UNKNOWN if pd.isna(name) else _name(str(name), start, end, name in twice)
        for name, start, end in zip(
            frame["name"], frame["valid_from"], frame["valid_to"], strict=True
        )
    ]


def _name(name: str, start: pd.Timestamp, end: pd.Timestamp, dated: bool) -> Text:
    """Return a unit's name, with the days it was valid between where these are asked for."""
    plain = Text(name, english_unit_name(name))
    if not dated or (pd.isna(start) and pd.isna(end)):
        return plain
    if pd.isna(start):
        return followed_by(plain, _UNTIL.filled(end=day(end)))
    if pd.isna(end):
        return followed_by(plain, _SINCE.filled(start=day(start)))
    return followed_by(plain, _BETWEEN.filled(start=day(start), end=day(end)))


def answer_unplaced(frame: pd.DataFrame, vintage: Vintage) -> Text:
    """Say how many projects and establishments have no place on the boundaries."""
    where = VINTAGES[vintage]
    if frame.empty:
        return sentence(
            "Mọi đề án, cơ sở và hồ sơ đều có địa bàn: {where}",
            "Every project, establishment and application has its place: {where}",
            where=where,
        )
    sums = {name: int(frame[name].sum()) for name in ("projects", "establishments", "applications")}
    return sentence(
        "{projects} đề án, {establishments} cơ sở và {applications} hồ sơ nằm ở dòng Không rõ: "
        "{where}",
        f"{{projects}} {plural(sums['projects'], 'project', 'projects')}, {{establishments}} "
        f"{plural(sums['establishments'], 'establishment', 'establishments')} and {{applications}} "
        f"{plural(sums['applications'], 'application', 'applications')} stand under Unknown: "
        "{where}",
        **{name: number(count) for name, count in sums.items()},
        where=where,
    )


def _reason(unit: str | None, vintage: Vintage) -> Text:
    if unit is None:
        return _NOT_RECORDED
    if vintage == "recorded" or vintage not in BOUNDARY_VINTAGES:
        return _NO_COUNTERPART
    found = whole_places(vintage).get(unit)
    if found is None or found.broken_on is None:
        return _NO_COUNTERPART
    return _MOVED.filled(day=day(pd.Timestamp(found.broken_on)))


_COLUMNS = (
    MeasureColumn("unit_id", "code", Text("Mã phiên bản", "Version id")),
    MeasureColumn("unit_name", "text", Text("Đơn vị đã ghi", "Unit as recorded")),
    MeasureColumn("projects", "count", Text("Đề án", "Projects")),
    MeasureColumn("establishments", "count", Text("Cơ sở", "Establishments")),
    MeasureColumn("applications", "count", Text("Hồ sơ", "Applications")),
    MeasureColumn("reason", "text", Text("Vì sao", "Why")),
)

MEASURES = (
    Measure(
        "unplaced",
        Text("Chưa rõ địa bàn trên địa giới đã chọn", "No place on the chosen boundaries"),
        Text(
            "Địa bàn tính là nơi thực hiện đề án, nếu không có thì nơi của cơ sở; nơi chỉ ghi đến "
            "huyện được làm rõ bằng xã của cơ sở trong huyện đó. Một hồ sơ chuyển sang địa giới "
            "khác chỉ khi đơn vị của nó chuyển nguyên vẹn, về sau hoặc về trước; đơn vị bị chia, "
            "hoặc lớn hơn đơn vị được hỏi, thì không rõ và được đếm ở dòng Không rõ, nên tổng luôn "
            "giữ nguyên.",
            "The place that counts is that of the activity, else of the establishment; one "
            "recorded at a district is refined by the commune of the establishment in it. A record "
            "moves to other boundaries only where its unit passed whole, forward or back; where "
            "the unit was divided, or is larger than the units asked for, the place is unknown and "
            "counted under Unknown, so totals are always kept.",
        ),
        Text(
            "Bộ lọc không áp dụng. Ghi xã, phường của mỗi đề án thì giảm được dòng Không rõ.",
            "Filters do not apply. Recording the commune of every project makes Unknown smaller.",
        ),
        (
            *("project", "support", "establishment", "application"),
            *("administrative_unit", "unit_membership", "unit_crosswalk"),
        ),
        _COLUMNS,
        unplaced,
    ),
)
