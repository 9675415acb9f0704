"""Grants in the 360Giving standard, version 1.4, as far as the public is told: sums of grants.

A list of single grants would tell every cell that the frozen set hides, even without names. So an
entry is a cell of the frozen set, or what is left of a shown total when its shown parts are taken
away; together the entries are the money of every year whose total is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.tables import ALL, MONEY_FAMILY
from analysis.language import Language, Text, format_day, format_number

VERSION = "1.4"
DEFAULT_PREFIX = "360G-example"
"""A prefix that 360Giving has given to nobody; a publisher asks for its own."""

_PREFIX = re.compile(r"360G-[A-Za-z0-9]+")
_TITLE_LENGTH = 140
_COUNTRY = "VN"
_LAST_DAY = "-12-31"

_SIMULATED = Text("SỐ LIỆU MÔ PHỎNG – không phải số liệu thật", "SIMULATED DATA – not real figures")
_WITHHELD = Text("Không công bố tên", "Name not published")
_FUNDER = Text("Chương trình khuyến công", "Industrial promotion programme (khuyến công)")
_MANY = Text(
    "Tổng số tiền phê duyệt của các khoản hỗ trợ{many}: {activity}, {place}, năm kế hoạch {year}; "
    "số liệu đến {day}. Không phải một khoản hỗ trợ; ngày là ngày cuối năm kế hoạch.",
    "Total approved of grants{many}: {activity}, {place}, plan year {year}; data up to {day}. Not "
    "a single grant; the date is the last day of the plan year.",
)
_OF = Text(
    " ({projects} đề án, {establishments} cơ sở)",
    " ({projects} projects, {establishments} establishments)",
)
_VOCABULARY = Text(
    "Nội dung khuyến công, NĐ 45/2012/NĐ-CP, Điều 4",
    "Activities of industrial promotion, Decree 45/2012, Article 4",
)
_OTHERS = Text("nội dung không công bố riêng", "activities not published apart")
_PLACES = Text("các địa bàn không công bố riêng", "places not published apart")


@dataclass(frozen=True, slots=True)
class Entry:
    """A sum of grants: of which cell, or of what is left of one; `rest` names what was not told.

    `counts` are projects and establishments, None for what is left.
    """

    year: str
    activity: str | None
    unit: str | None
    amount: int
    counts: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Grants:
    """A 360Giving package; `hidden_years` are those whose total is not shown, and so not in it."""

    package: dict[str, Any]
    entries: tuple[Entry, ...]
    hidden_years: tuple[str, ...]


def grants_package(frozen: FrozenSet, language: Language, prefix: str = DEFAULT_PREFIX) -> Grants:
    """Return the money approved as 360Giving entries. Raises ValueError for a prefix that is none.

    Neither recipients nor titles of projects, which may name whom they are for, are published.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"no 360Giving prefix: {prefix}")
    entries, hidden = [], []
    for year in frozen.paths(MONEY_FAMILY, "year"):
        cell = frozen.cell(MONEY_FAMILY, year=year)
        if cell.state == "hidden":
            hidden.append(year)
            continue
        entries += list(_of_year(frozen, year))
    title = frozen.title.in_language(language)
    package = {
        "version": VERSION,
        "title": f"{_SIMULATED.in_language(language)}: {title}" if frozen.simulated else title,
        "description": frozen.about.in_language(language),
        "identifier": f"{prefix}-{frozen.case}-{frozen.number}",
        "issued": frozen.as_of.isoformat(),
        "publisher": {"identifier": prefix, "name": _FUNDER.in_language(language)},
        "grants": [_grant(frozen, entry, language, prefix) for entry in entries],
    }
    return Grants(package, tuple(entries), tuple(hidden))


def _of_year(frozen: FrozenSet, year: str) -> Iterator[Entry]:
    """Yield the entries of a year: shown activities by place, and what is left of the year."""
    left = frozen.cell(MONEY_FAMILY, year=year).figures["approved"] or 0
    for activity in frozen.paths(MONEY_FAMILY, "activity"):
        cell = frozen.cell(MONEY_FAMILY, year=year, activity=activity)
        if cell.state != "shown":
            continue
        amount = cell.figures["approved"] or 0
        left -= amount
        rest = amount
        for unit in frozen.paths(MONEY_FAMILY, "unit"):
            part = frozen.cell(MONEY_FAMILY, year=year, activity=activity, unit=unit)
            if part.state != "shown" or not part.figures["approved"]:
                continue
            rest -= part.figures["approved"]
            counts = (part.figures["projects"] or 0, part.figures["establishments"] or 0)
            yield Entry(year, activity, unit, part.figures["approved"], counts)
        if rest:
            yield Entry(year, activity, None, rest, None)
    if left:
        yield Entry(year, None, None, left, None)


def _grant(frozen: FrozenSet, entry: Entry, language: Language, prefix: str) -> dict[str, Any]:
    activity, place = _OTHERS, _PLACES
    if entry.activity is not None:
        activity = frozen.name("activity", entry.activity)
    if entry.unit is not None:
        place = frozen.name("unit", entry.unit)
    elif entry.activity is None:
        place = frozen.name("unit", ALL)
    many = "" if entry.counts is None else _counted(entry.counts, language)
    told = _MANY.in_language(language).format(
        many=many,
        activity=activity.in_language(language),
        place=place.in_language(language),
        year=entry.year,
        day=format_day(frozen.as_of, language),
    )
    parts = (entry.year, entry.activity or "others", entry.unit or "others")
    title = f"{activity.in_language(language)} · {place.in_language(language)} · {entry.year}"
    grant: dict[str, Any] = {
        "id": f"{prefix}-{'-'.join(parts)}",
        "title": title[:_TITLE_LENGTH],
        "description": f"{_SIMULATED.in_language(language)}. {told}" if frozen.simulated else told,
        "currency": frozen.currency,
        "amountAwarded": entry.amount,
        "awardDate": f"{entry.year}{_LAST_DAY}",
        "recipientOrganization": [
            {"id": f"{prefix}-withheld", "name": _WITHHELD.in_language(language)}
        ],
        "fundingOrganization": [{"id": prefix, "name": _FUNDER.in_language(language)}],
    }
    if entry.activity is not None:
        grant["classifications"] = [
            {
                "vocabulary": _VOCABULARY.in_language(language),
                "code": entry.activity,
                "title": activity.in_language(language),
            }
        ]
    if entry.unit is not None and entry.unit.isdigit():
        grant["beneficiaryLocation"] = [
            {
                "id": f"{_COUNTRY}-GSO-{entry.unit}",
                "name": place.in_language(language),
                "countryCode": _COUNTRY,
            }
        ]
    return grant


def _counted(counts: tuple[int, int], language: Language) -> str:
    projects, establishments = (format_number(one, language) for one in counts)
    return _OF.in_language(language).format(projects=projects, establishments=establishments)
