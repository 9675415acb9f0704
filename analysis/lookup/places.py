"""Places that can be found: each on the newest boundaries that know it, old wards too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.geography.reference_files import reference_rows
from analysis.geography.unit_names import english_unit_name
from analysis.language import Text
from analysis.measures import scope_choices
from analysis.measures.labels import unit_texts
from analysis.scope import UNKNOWN_CODE, VINTAGES, Scope, Vintage
from analysis.warehouse import Snapshot

_NEWEST_FIRST: tuple[Vintage, ...] = (
    *("communes-2025", "districts-2020", "districts-2014", "districts-2003"),
)
_JOINED = Text("Trước 01/7/2025, nay thuộc {now}", "Until 30 June 2025, now in {now}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place by name: its code on a boundary vintage, and what to say of it."""

    name: Text
    code: str
    vintage: Vintage
    about: Text


def places(snapshot: Snapshot) -> list[Place]:
    """Return the places a snapshot has establishments or projects of.

    A district or commune once, on the newest boundaries that have it; a ward of before July 2025
    as the commune it joined, both of them where it was divided.
    """
    names = unit_texts(snapshot)
    known: dict[str, Place] = {}
    for vintage in _NEWEST_FIRST:
        for code in scope_choices(snapshot, Scope(vintage=vintage)).get("districts", ()):
            if code != UNKNOWN_CODE and code in names:
                known.setdefault(code, Place(names[code], code, vintage, VINTAGES[vintage]))
    return [*known.values(), *_old_wards(known)]


def _old_wards(known: dict[str, Place]) -> Iterator[Place]:
    for row in reference_rows("commune_crosswalk_2025"):
        now = known.get(row["new_code"])
        name = row["old_ward_name_vi"]
        if now is None or not row["old_ward_code"] or name == now.name.vi:
            continue
        yield Place(
            Text(name, english_unit_name(name)),
            now.code,
            now.vintage,
            _JOINED.filled(now=now.name),
        )
