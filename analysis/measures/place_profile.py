"""One place on one page: every fact of coverage about it, each with its basis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.language import Text
from analysis.measures.coverage import coverage_by_district
from analysis.measures.coverage_chain import STEP_NAMES
from analysis.measures.coverage_change import coverage_change
from analysis.measures.coverage_closing import coverage_closing
from analysis.measures.coverage_columns import POSITIONS, STEPS
from analysis.measures.coverage_ranked import counted_reasons, not_ranked
from analysis.measures.coverage_reach import coverage_reach
from analysis.measures.coverage_stops import answer_place, coverage_stops
from analysis.measures.fairness import fairness_by_district
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import amount, code_name, number, points, sentence, share
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

PARTS = {
    "place": Text("Địa bàn", "The place"),
    "coverage": Text("Độ phủ", "Coverage"),
    "steps": Text("Các bước", "The steps"),
    "money": Text("Tiền hỗ trợ", "Money"),
    "reach": Text("Đến được cơ sở", "Reaching out"),
    "closing": Text("Khép khoảng trống", "Closing the gap"),
}
"""The parts of a profile, in their order, and their names."""

_NOT_KNOWN = Text("chưa rõ", "not known")
_CANNOT = Text("chưa nói được", "cannot tell yet")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: its part, what it is about, what it says, and on what that rests."""

    part: str
    item: Text
    value: Text
    basis: Text | None = None


SOURCES: Mapping[str, Callable[[Snapshot, Scope], pd.DataFrame]] = {
    "coverage_by_district": coverage_by_district,
    "coverage_stops": coverage_stops,
    "coverage_change": coverage_change,
    "fairness_by_district": fairness_by_district,
    "coverage_reach": coverage_reach,
    "coverage_closing": coverage_closing,
}
"""The measures a profile is made of, each of the whole scope."""


def place_profile(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the facts of the scope's districts, or of all, one row each.

    Each place is held against the whole scope, so the choice of districts only chooses whose facts
    are returned. The unknown place has none.
    """
    whole = replace(scope, districts=())
    return facts_from({name: of(snapshot, whole) for name, of in SOURCES.items()}, scope)


def facts_from(frames: Mapping[str, pd.DataFrame], scope: Scope) -> pd.DataFrame:
    """Return the facts of `place_profile` from the frames of SOURCES, made of the whole scope."""
    by_place: dict[str, dict[str, Row]] = {
        name: {
            str(row["district"]): {str(key): value for key, value in row.items()}
            for row in frame.to_dict("records")
        }
        for name, frame in frames.items()
        if name != "coverage_stops"
    }
    rows = []
    unranked = not_ranked(frames["coverage_by_district"])
    places = sum(code != UNKNOWN_CODE for code in by_place["coverage_by_district"])
    for district, row in by_place["coverage_by_district"].items():
        if district == UNKNOWN_CODE or (scope.districts and district not in scope.districts):
            continue
        beside = {name: found.get(district, {}) for name, found in by_place.items()}
        for fact in (
            *_place(beside["fairness_by_district"]),
            *_coverage(row, beside["coverage_change"], unranked, places),
            *_steps(row, answer_place(frames["coverage_stops"], district)),
            *_money(beside["fairness_by_district"]),
            *_reach(beside["coverage_reach"]),
            *_closing(beside["coverage_closing"]),
        ):
            rows.append(_line(district, str(row["district_name"]), fact, scope))
    return pd.DataFrame(rows, columns=[column.name for column in _COLUMNS])


def answer_profile(coverage: pd.DataFrame, district: str) -> Text | None:
    """Say how many of a place's eligible were supported and how that compares; None without any.

    `coverage` is measure coverage_by_district.
    """
    rows = coverage[(coverage["district"] == district) & (coverage["eligible"] > 0)]
    if rows.empty:
        return None
    row = {str(name): value for name, value in rows.iloc[0].items()}
    values: dict[str, object] = {
        "name": row["district_name"],
        "some": number(int(row["supported"])),
        "every": number(int(row["eligible"])),
        "share": share(float(row["supported_share"])),
    }
    if not _known(row["ratio_all"]):
        return sentence(
            "{name}: {some} trên {every} cơ sở thuộc đối tượng được hỗ trợ ({share})",
            "{name}: {some} of {every} eligible establishments supported ({share})",
            **values,
        )
    return sentence(
        "{name}: {some} trên {every} cơ sở thuộc đối tượng được hỗ trợ ({share}), bằng {ratio} lần "
        "kỳ vọng ({low}–{high})",
        "{name}: {some} of {every} eligible establishments supported ({share}), {ratio} times what "
        "is expected ({low} to {high})",
        ratio=number(float(row["ratio_all"]), 2),
        low=number(float(row["ratio_low_all"]), 2),
        high=number(float(row["ratio_high_all"]), 2),
        **values,
    )


def _line(district: str, name: str, fact: Fact, scope: Scope) -> Row:
    said = scope.language
    return {
        "district": district,
        "district_name": name,
        "part": fact.part,
        "part_name": PARTS[fact.part].in_language(said),
        "item": fact.item.in_language(said),
        "value": fact.value.in_language(said),
        "basis": None if fact.basis is None else fact.basis.in_language(said),
    }


def _place(row: Row) -> Iterator[Fact]:
    terrain = row.get("terrain")
    yield Fact(
        "place",
        Text("Địa hình", "Terrain"),
        code_name("terrain", terrain) if _known(terrain) else _NOT_KNOWN,
    )
    area = row.get("priority_area")
    yield Fact(
        "place",
        Text("Địa bàn ưu tiên", "Priority area"),
        code_name("priority_area", area) if _known(area) and area != UNKNOWN_CODE else _NOT_KNOWN,
    )
    for name, year, item in (
        ("poverty_rate", "poverty_year", Text("Tỷ lệ hộ nghèo", "Share of poor households")),
        ("minority_share", "minority_year", Text("Dân tộc thiểu số", "Ethnic minorities")),
    ):
        known = _known(row.get(name))
        yield Fact(
            "place",
            item,
            share(float(row[name])) if known else _NOT_KNOWN,
            sentence("năm {year}", "in {year}", year=int(row[year])) if known else None,
        )


def _coverage(row: Row, change: Row, unranked: Mapping[str, Text], places: int) -> Iterator[Fact]:
    yield Fact("coverage", Text("Cơ sở thuộc đối tượng", "Eligible"), number(int(row["eligible"])))
    yield Fact(
        "coverage",
        Text("Tỷ lệ được hỗ trợ", "Share supported"),
        share(float(row["supported_share"])) if _known(row["supported_share"]) else _NOT_KNOWN,
        _of(row, "supported"),
    )
    if _known(row["ratio_all"]):
        yield Fact(
            "coverage",
            Text("So với kỳ vọng của toàn tỉnh", "Against what is expected of all"),
            sentence("{ratio} lần", "{ratio} times", ratio=number(float(row["ratio_all"]), 2)),
            sentence(
                "kỳ vọng {expected}; khoảng 95%: {low}–{high}",
                "{expected} expected; 95%: {low} to {high}",
                expected=number(float(row["expected_all"]), 1),
                low=number(float(row["ratio_low_all"]), 2),
                high=number(float(row["ratio_high_all"]), 2),
            ),
        )
    for column, item in (
        ("position_all", Text("Vị trí trong phễu, toàn tỉnh", "In the funnel, of all")),
        ("position", Text("Vị trí, cùng địa bàn ưu tiên", "In the funnel, of the same priority")),
    ):
        yield Fact("coverage", item, POSITIONS[str(row[column])])
    yield Fact(
        "coverage",
        Text(
            "Hạng có thể, cùng địa bàn ưu tiên, từ nơi ít nhất",
            "Possible ranks, of the same priority, from the least",
        ),
        sentence(
            "{low}–{high} trên {n}",
            "{low} to {high} of {n}",
            low=int(row["rank_low"]),
            high=int(row["rank_high"]),
            n=int(row["ranked"]),
        )
        if _known(row["ranked"])
        else _CANNOT,
        sentence("tập tin cậy 95% đồng thời", "simultaneous 95% confidence set")
        if _known(row["ranked"])
        else unranked.get(str(row["district"])),
    )
    if unranked:
        yield Fact(
            "coverage",
            Text("Nơi không xếp hạng", "Places not ranked"),
            sentence("{n} trên {places}", "{n} of {places}", n=len(unranked), places=places),
            counted_reasons(unranked.values()),
        )
    if _known(change.get("change")):
        yield Fact(
            "coverage",
            sentence(
                "Thay đổi, {first}–{last} so với kỳ trước",
                "Change, {first} to {last} on the period before",
                first=int(change["from_year"]),
                last=int(change["to_year"]),
            ),
            points(float(change["change"])),
            sentence(
                "khoảng 95%: {low} đến {high}",
                "95%: {low} to {high}",
                low=points(float(change["change_low"])),
                high=points(float(change["change_high"])),
            ),
        )


def _steps(row: Row, told: Text | None) -> Iterator[Fact]:
    for step in STEPS[1:]:
        known = _known(row[step])
        yield Fact(
            "steps",
            STEP_NAMES[step],
            number(int(row[step])) if known else _NOT_KNOWN,
            _rate(row, step) if known and _known(row[f"{step}_share"]) else None,
        )
    if told is not None:
        yield Fact("steps", Text("So với nơi khác", "Against elsewhere"), told)


def _money(row: Row) -> Iterator[Fact]:
    known = _known(row.get("grants"))
    unknown = int(row.get("grants_unknown") or 0)
    yield Fact(
        "money",
        Text("Tiền hỗ trợ", "Grants"),
        amount(float(row["grants"]), str(row["currency"])) if known else _NOT_KNOWN,
        sentence("{n} khoản không rõ tiền", "{n} supports of unknown amount", n=number(unknown))
        if unknown
        else None,
    )
    if _known(row.get("share_of_money")) and _known(row.get("share_of_eligible")):
        yield Fact(
            "money",
            Text("Tỷ trọng tiền và cơ sở", "Share of money and of the eligible"),
            sentence(
                "{money} tiền, {people} cơ sở",
                "{money} of the money, {people} of the eligible",
                money=share(float(row["share_of_money"])),
                people=share(float(row["share_of_eligible"])),
            ),
        )


def _reach(row: Row) -> Iterator[Fact]:
    for name, digits, item in (
        ("distance_km", 0, Text("Cách trung tâm tỉnh (km)", "From the capital (km)")),
        ("events_per_100", 1, Text("Buổi trên 100 cơ sở", "Events per 100 eligible")),
        ("clusters", 0, Text("Cụm, khu", "Clusters and zones")),
        ("clusters_unvisited", 0, Text("Cụm chưa khảo sát", "Clusters never visited")),
        ("cases_per_officer", 1, Text("Đề án mỗi cán bộ", "Projects per officer")),
        ("trained_recent", 0, Text("Cán bộ bồi dưỡng 24 tháng", "Officers trained in 24 months")),
    ):
        value: Any = row.get(name)
        known = value is not None and _known(value)
        yield Fact("reach", item, number(float(value), digits) if known else _NOT_KNOWN)


def _closing(row: Row) -> Iterator[Fact]:
    if not _known(row.get("missing")):
        yield Fact("closing", Text("Cần thêm", "Missing"), _CANNOT)
        return
    yield Fact(
        "closing",
        sentence(
            "Cơ sở cần thêm để đạt {goal}",
            "Establishments missing to {goal}",
            goal=share(float(row["goal_share"])),
        ),
        number(int(row["missing"])),
        _between(number(int(row["missing_low"])), number(int(row["missing_high"])))
        if _known(row["missing_low"])
        else None,
    )
    known = _known(row["money"])
    yield Fact(
        "closing",
        Text("Tiền cần thêm", "Money to close"),
        amount(float(row["money"]), str(row["currency"])) if known else _NOT_KNOWN,
        _between(
            *(
                amount(float(row[name]), str(row["currency"]))
                for name in ("money_low", "money_high")
            )
        )
        if known and _known(row["money_low"])
        else None,
    )


def _rate(row: Row, step: str) -> Text:
    return sentence(
        "{share} của {n}; khoảng 95%: {low}–{high}",
        "{share} of {n}; 95%: {low} to {high}",
        share=share(float(row[f"{step}_share"])),
        n=number(int(row["eligible"])),
        low=share(float(row[f"{step}_low"])),
        high=share(float(row[f"{step}_high"])),
    )


def _of(row: Row, step: str) -> Text:
    return sentence(
        "{some} trên {every}; khoảng 95%: {low}–{high}",
        "{some} of {every}; 95%: {low} to {high}",
        some=number(int(row[step])),
        every=number(int(row["eligible"])),
        low=share(float(row[f"{step}_low"])) if _known(row[f"{step}_low"]) else _NOT_KNOWN,
        high=share(float(row[f"{step}_high"])) if _known(row[f"{step}_high"]) else _NOT_KNOWN,
    )


def _between(low: Text, high: Text) -> Text:
    return sentence("khoảng {low}–{high}", "{low} to {high}", low=low, high=high)


def _known(value: Any) -> bool:
    return bool(pd.notna(value))


_COLUMNS = (
    *DISTRICT_KEYS,
    MeasureColumn("part", "code", Text("Mã phần", "Part code")),
    MeasureColumn("part_name", "text", Text("Phần", "Part")),
    MeasureColumn("item", "text", Text("Chỉ tiêu", "Figure")),
    MeasureColumn("value", "text", Text("Giá trị", "Value")),
    MeasureColumn("basis", "text", Text("Cơ sở của số liệu", "What it rests on")),
)

MEASURES = (
    Measure(
        "place_profile",
        Text("Hồ sơ địa bàn", "Profile of a place"),
        Text(
            "Mọi số liệu độ phủ của một địa bàn trên một trang: điều kiện, độ phủ so với kỳ vọng, "
            "các bước, tiền, việc đến được cơ sở và phần cần thêm. Mỗi địa bàn được so với toàn "
            "phạm vi. Định nghĩa của từng số ở chỉ tiêu tương ứng.",
            "Every figure of coverage about a place on one page: its conditions, coverage against "
            "what is expected, the steps, money, reaching out and what is missing. Each place is "
            "held against the whole scope. Each figure is defined with its own measure.",
        ),
        Text(
            "Tóm tắt, không thêm số mới. Chưa rõ nghĩa là chưa được nhập; chưa nói được nghĩa là "
            "số liệu không đủ.",
            "A summary, no new figure. Not known means not entered; cannot tell yet means that "
            "the data do not suffice.",
        ),
        (
            *("establishment", "outreach_event", "outreach_contact", "application"),
            *("project", "project_fund", "support", "unit_year", "cluster", "officer_training"),
        ),
        _COLUMNS,
        place_profile,
    ),
)
