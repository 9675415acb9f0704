"""Yearly figures of places on the boundaries of any day: what moved is no growth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis.geography.changes import Basis, geography_table
from analysis.geography.unit_names import english_unit_name
from analysis.geography.vintage_series import CarriedSeries, Cut, carry_series, recorded_series
from analysis.geography.vintages import BOUNDARY_VINTAGES, VintageName
from analysis.language import UNKNOWN, Language, Text
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import day, number, sentence
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_RECORDED = Text("Như đã ghi", "As recorded")


@dataclass(frozen=True, slots=True)
class Figure:
    """A yearly total of places: its name, and what it is divided by where a place was split."""

    title: Text
    basis: Basis


FIGURES = {
    "nonfarm_establishments": Figure(
        Text("Cơ sở cá thể phi nông nghiệp", "Non-farm individual establishments"),
        "establishments",
    ),
    "nonfarm_workers": Figure(
        Text("Lao động trong cơ sở cá thể", "Workers in individual establishments"), "workers"
    ),
    "population": Figure(Text("Dân số trung bình", "Average population"), "population"),
    "enterprises": Figure(Text("Doanh nghiệp đang hoạt động", "Active enterprises"), "workers"),
    "eligible_establishments": Figure(
        Text("Cơ sở CNNT thuộc đối tượng", "Eligible rural industrial establishments"),
        "establishments",
    ),
}
"""Yearly totals of unit_year, by column."""


@dataclass(frozen=True, slots=True)
class OnVintage:
    """A figure as recorded, cut where boundaries moved, and carried to one vintage."""

    figure: Figure
    vintage: VintageName
    recorded: CarriedSeries
    carried: CarriedSeries


def known_figures(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the figures that a snapshot has for at least two years."""
    return snapshot.once(
        "known_figures",
        lambda: tuple(name for name in FIGURES if _series(snapshot, name)["year"].nunique() > 1),
    )


def figure_on(snapshot: Snapshot, name: str, vintage: VintageName) -> OnVintage:
    """Return a yearly total as recorded and on one vintage, totals kept to the last unit.

    Raises KeyError for a figure that is none.
    """
    figure = FIGURES[name]
    series = _series(snapshot, name)
    return OnVintage(
        figure=figure,
        vintage=vintage,
        recorded=recorded_series(series),
        carried=carry_series(series, vintage, nature="total", basis=figure.basis),
    )


def places_on(found: OnVintage) -> dict[str, Text]:
    """Return the places of the vintage that have a figure: name by unit_id, those with a cut first.

    The first is where reading growth across a change would mislead most.
    """
    names = _unit_names()
    carried = set(found.carried.values["unit_id"]) & set(names)
    cut = [one.unit_id for one in found.recorded.cuts if one.unit_id in carried]
    rest = sorted(carried - set(cut), key=lambda unit: names[unit].vi)
    return {unit: names[unit] for unit in (*cut, *rest)}


def last_total(found: OnVintage) -> tuple[float, int]:
    """Return the total of all places in the last year, the unknown one included, and the year."""
    values = found.carried.values
    year = int(values["year"].max())
    return float(values.loc[values["year"] == year, "value"].sum()), year


def break_of(found: OnVintage, unit_id: str) -> Cut | None:
    """Return where the recorded series of a place may not be read across, None where it may."""
    return next((one for one in found.recorded.cuts if one.unit_id == unit_id), None)


def same_code(unit_id: str) -> frozenset[str]:
    """Return the unit_ids that carry the code of one: what statistics print as one row."""
    return _same_codes().get(unit_id, frozenset({unit_id}))


def answer_break(found: OnVintage, unit_id: str) -> Text | None:
    """Say what a change of boundaries did to a place's figure; None where none touched it."""
    cut = break_of(found, unit_id)
    if cut is None or cut.break_on is None:
        return None
    recorded = found.recorded.values
    recorded = recorded[recorded["unit_id"].isin(same_code(unit_id))].sort_values("year")
    earlier = recorded[recorded["year"].isin(cut.years)]
    later = recorded[(recorded["unit_id"] == unit_id) & ~recorded["year"].isin(cut.years)]
    if earlier.empty or later.empty:
        return None
    before, after = earlier.iloc[-1], later.iloc[0]
    carried = found.carried.values
    same = carried[(carried["unit_id"] == unit_id) & (carried["year"] == before["year"])]
    values: dict[str, object] = {
        "name": _unit_names().get(unit_id, Text(unit_id, unit_id)),
        "before": number(float(before["value"])),
        "after": number(float(after["value"])),
        "year": int(before["year"]),
        "next": int(after["year"]),
        "day": day(pd.Timestamp(cut.break_on)),
    }
    if same.empty:
        return sentence(
            "{name}: {before} ({year}) và {after} ({next}) là của hai địa bàn, vì địa giới đổi "
            "ngày {day}: không phải tăng trưởng",
            "{name}: {before} ({year}) and {after} ({next}) are of two areas, since boundaries "
            "changed on {day}: no growth",
            **values,
        )
    return sentence(
        "{name}: từ {before} ({year}) thành {after} ({next}) là do địa giới đổi ngày {day}, không "
        "phải tăng trưởng; trên cùng một địa bàn là {same} và {after}",
        "{name}: from {before} ({year}) to {after} ({next}) because boundaries changed on {day}, "
        "not by growth; on one and the same area it is {same} and {after}",
        same=number(float(same["value"].iloc[0])),
        **values,
    )


def vintage_frame(found: OnVintage, name: str, language: Language) -> pd.DataFrame:
    """Return a figure as recorded and carried, one row per boundaries, unit and year.

    The columns of measure `place_series`; `break_reason` stands where the row before is of another
    area.
    """
    names = _unit_names()
    reasons = {one.unit_id: one.reason.in_language(language) for one in found.recorded.cuts}
    label = BOUNDARY_VINTAGES[found.vintage].label.in_language(language)
    parts = [
        found.recorded.values.assign(
            boundaries="recorded", boundaries_name=_RECORDED.in_language(language)
        ),
        found.carried.values.assign(boundaries=found.vintage, boundaries_name=label),
    ]
    frame = pd.concat(parts, ignore_index=True)
    first = frame.groupby(["boundaries", "unit_id"])["year"].transform("min") == frame["year"]
    begins = first & (frame["boundaries"] == "recorded")
    frame["figure"], frame["figure_name"] = name, found.figure.title.in_language(language)
    frame["unit_name"] = [
        names.get(str(unit), UNKNOWN).in_language(language) for unit in frame["unit_id"]
    ]
    frame["break_reason"] = pd.Series(
        [
            reasons.get(unit) if start else None
            for unit, start in zip(frame["unit_id"], begins, strict=True)
        ],
        dtype="str",
    )
    frame["value"] = frame["value"].astype("float64")
    return frame[[column.name for column in _COLUMNS]]


def place_series(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return every yearly total of places as recorded and on the districts of 2020 to 2025."""
    frames = [
        vintage_frame(figure_on(snapshot, name, "districts-2020"), name, scope.language)
        for name in known_figures(snapshot)
    ]
    if not frames:
        return pd.DataFrame(columns=[column.name for column in _COLUMNS])
    frame = pd.concat(frames, ignore_index=True)
    return frame[frame["year"].isin(scope.years)] if scope.years else frame


@lru_cache(maxsize=1)
def _unit_names() -> dict[str, Text]:
    units = geography_table("administrative_unit")
    pairs = zip(units["unit_id"], units["name"].astype(str), strict=True)
    return {str(unit): Text(name, english_unit_name(name)) for unit, name in pairs}


@lru_cache(maxsize=1)
def _same_codes() -> dict[str, frozenset[str]]:
    units = geography_table("administrative_unit")
    by_code = units.groupby("code")["unit_id"].agg(frozenset)
    return {str(unit): found for found in by_code for unit in found}


def _series(snapshot: Snapshot, name: str) -> pd.DataFrame:
    if name not in FIGURES:
        raise KeyError(name)
    figures = snapshot.once("unit_figures", lambda: ask(snapshot, Scope(), "unit_figures"))
    frame = figures[["unit_id", "year", name]]
    frame = frame.rename(columns={name: "value"})
    return frame[frame["value"].notna()].reset_index(drop=True)


_COLUMNS = (
    MeasureColumn("figure", "code", Text("Mã chỉ tiêu", "Figure code")),
    MeasureColumn("figure_name", "text", Text("Chỉ tiêu", "Figure")),
    MeasureColumn("boundaries", "code", Text("Mã địa giới", "Boundaries code")),
    MeasureColumn("boundaries_name", "text", Text("Địa giới", "Boundaries")),
    MeasureColumn("unit_id", "code", Text("Mã phiên bản", "Version id")),
    MeasureColumn("unit_name", "text", Text("Đơn vị", "Unit")),
    MeasureColumn("year", "year", Text("Năm", "Year")),
    MeasureColumn("value", "number", Text("Số liệu", "Figure")),
    MeasureColumn("break_reason", "text", Text("Ngắt chuỗi vì", "Series broken because")),
)

MEASURES = (
    Measure(
        "place_series",
        Text(
            "Số liệu năm của địa bàn qua các lần đổi địa giới", "Yearly figures across boundaries"
        ),
        Text(
            "Tổng năm của từng đơn vị (số liệu năm của đơn vị): như đã ghi, ngắt ở nơi địa giới "
            "đổi; và quy về một thời điểm địa giới, chia theo cơ sở, lao động hoặc dân số của niên "
            "giám gần nhất trước lần đổi. Tổng toàn tỉnh giữ nguyên đến đơn vị cuối cùng.",
            "Yearly totals of each unit (unit and year): as recorded, broken where boundaries "
            "moved; and carried to the boundaries of one date, divided by establishments, workers "
            "or population of the last yearbook before the change. The province's total is kept to "
            "the last unit.",
        ),
        Text(
            "Số liệu quy đổi là ước tính trong đơn vị bị chia tách. Hệ số của năm 2014 lấy từ hai "
            "năm niên giám, nên thay đổi thật của Sơn Tịnh, Tư Nghĩa và thành phố giữa 2013 và "
            "2014 bị tính vào địa giới. Không quy được thì nằm ở dòng Không rõ.",
            "Carried figures are estimates inside a unit that was divided. The weights of 2014 "
            "come from two yearbook years, so what really changed in Sơn Tịnh, Tư Nghĩa and the "
            "city between 2013 and 2014 counts as boundary. What cannot be placed stands under "
            "Unknown.",
        ),
        ("unit_year", "unit_crosswalk", "unit_membership"),
        _COLUMNS,
        place_series,
    ),
)
