"""Grants in the 360Giving standard, version 1.4: one entry a support, after disclosure control."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from analysis.exports.about import SIMULATED
from analysis.exports.open_data.suppression import THRESHOLD
from analysis.language import Language, Text, format_day
from analysis.measures import code_label, district_names
from analysis.measures.query import ask_in
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

VERSION = "1.4"
DEFAULT_PREFIX = "360G-example"
"""A prefix that 360Giving has given to nobody; a publisher asks for its own."""

_PREFIX = re.compile(r"360G-[A-Za-z0-9]+")
_TITLE_LENGTH = 140
_COUNTRY = "VN"

_WITHHELD = Text("Không công bố tên", "Name not published")
_FUNDER = Text("Chương trình khuyến công", "Industrial promotion programme (khuyến công)")
_NATIONAL = Text("Khuyến công quốc gia", "National khuyến công programme")
_LOCAL = Text("Khuyến công địa phương", "Local khuyến công programme")
_DESCRIPTION = Text(
    "Hỗ trợ cho một cơ sở công nghiệp nông thôn, nội dung: {activity}; số liệu đến {day}.",
    "Support to one rural industrial establishment, activity: {activity}; data up to {day}.",
)
_VOCABULARY = Text(
    "Nội dung khuyến công, NĐ 45/2012/NĐ-CP, Điều 4",
    "Activities of industrial promotion, Decree 45/2012, Article 4",
)
_ANY = Text("nội dung không công bố", "activity not published")


@dataclass(frozen=True, slots=True)
class Grants:
    """A 360Giving package, and what is not in it or said less exactly.

    `unknown` supports have no amount above zero or no date of award, without which the standard
    has no grant. Of `coarsened` ones the district is withheld, of `blurred` ones the activity too.
    """

    package: dict[str, Any]
    unknown: int
    coarsened: int
    blurred: int


def grants_package(
    snapshot: Snapshot,
    scope: Scope,
    prefix: str = DEFAULT_PREFIX,
    threshold: int = THRESHOLD,
) -> Grants:
    """Return the supports of a scope as 360Giving grants, in nominal amounts.

    Where fewer than `threshold` establishments share district, activity and year of award, the
    district is withheld; where they still do by activity and year, the activity too (generalisation
    after Samarati and Sweeney 1998). Neither recipients nor titles of projects, which may name
    whom they are for, are published. Raises ValueError for a prefix that is none.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"no 360Giving prefix: {prefix}")
    nominal = replace(scope, prices="nominal")
    rows = ask_in("analysis.exports", snapshot, nominal, "open_grants", {})
    told = rows[(rows["grant_amount"] > 0) & rows["approved_on"].notna()].copy()
    told["year"] = pd.to_datetime(told["approved_on"]).dt.year
    coarse = _few(told, ["district", "activity", "year"], threshold)
    told["district"] = told["district"].where(~coarse, UNKNOWN_CODE)
    blurred = coarse & _few(told, ["activity", "year"], threshold)
    told["activity"] = told["activity"].where(~blurred, None)
    names = district_names(snapshot, scope.language)
    return Grants(
        package=_package(snapshot, scope, prefix, told, names),
        unknown=len(rows) - len(told),
        coarsened=int(coarse.sum()),
        blurred=int(blurred.sum()),
    )


def _few(rows: pd.DataFrame, by: list[str], threshold: int) -> pd.Series[bool]:
    sharing = rows.groupby(by, dropna=False)["establishment_id"].transform("nunique")
    return sharing < threshold


def _package(
    snapshot: Snapshot,
    scope: Scope,
    prefix: str,
    rows: pd.DataFrame,
    names: dict[str, str],
) -> dict[str, Any]:
    case, language = snapshot.case, scope.language
    title = case.title.in_language(language)
    return {
        "version": VERSION,
        "title": f"{SIMULATED.in_language(language)}: {title}" if case.simulated else title,
        "description": case.about.in_language(language),
        "identifier": f"{prefix}-{case.name}-{snapshot.number}",
        "issued": case.as_of.isoformat(),
        "publisher": {"identifier": prefix, "name": _FUNDER.in_language(language)},
        "grants": [
            _grant(
                {str(key): value for key, value in row.items()},
                snapshot,
                scope,
                prefix,
                names,
            )
            for row in rows.to_dict("records")
        ],
    }


def _grant(
    row: dict[str, Any],
    snapshot: Snapshot,
    scope: Scope,
    prefix: str,
    names: dict[str, str],
) -> dict[str, Any]:
    language, case = scope.language, snapshot.case
    hidden = row["activity"] is None or row["activity"] != row["activity"]
    activity = (
        _ANY.in_language(language) if hidden else code_label("activity", row["activity"], language)
    )
    programme = _NATIONAL if row["programme_level"] == "national" else _LOCAL
    day = format_day(case.as_of, language)
    grant: dict[str, Any] = {
        "id": f"{prefix}-{row['support_id']}",
        "title": f"{activity} · {row['year']}"[:_TITLE_LENGTH],
        "description": _DESCRIPTION.in_language(language).format(activity=activity, day=day),
        "currency": row["currency"],
        "amountAwarded": int(row["grant_amount"]),
        "awardDate": _day(row["approved_on"]),
        "recipientOrganization": [_recipient(prefix, language)],
        "fundingOrganization": [{"id": prefix, "name": _FUNDER.in_language(language)}],
        "grantProgramme": [
            {
                "code": str(row["programme_level"] or UNKNOWN_CODE),
                "title": programme.in_language(language),
            }
        ],
    }
    if not hidden:
        vocabulary = _VOCABULARY.in_language(language)
        grant["classifications"] = [
            {"vocabulary": vocabulary, "code": row["activity"], "title": activity}
        ]
    if row["district"] != UNKNOWN_CODE:
        grant["beneficiaryLocation"] = [
            {
                "id": f"{_COUNTRY}-GSO-{row['district']}",
                "name": names.get(row["district"], row["district"]),
                "countryCode": _COUNTRY,
            }
        ]
    if case.simulated:
        grant["description"] = f"{SIMULATED.in_language(language)}. {grant['description']}"
    return grant


def _recipient(prefix: str, language: Language) -> dict[str, str]:
    return {"id": f"{prefix}-withheld", "name": _WITHHELD.in_language(language)}


def _day(value: Any) -> str:
    moment: date = pd.Timestamp(value).date()
    return moment.isoformat()
