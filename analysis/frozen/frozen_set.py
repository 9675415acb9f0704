"""A frozen set: figures for the public as they were published once, and what is not told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from analysis.dictionary import CODE_LISTS
from analysis.frozen.contributions import DIMENSIONS
from analysis.frozen.tables import ALL, FAMILIES, Family, Key
from analysis.language import UNKNOWN, Text
from analysis.measures.labels import project_code_label

State = Literal["shown", "hidden", "nothing"]

FORMAT = 1

_SEVERAL = {
    "unit": Text("Toàn tỉnh", "Whole province"),
    "activity": Text("Mọi nội dung", "All activities"),
    "year": Text("Mọi năm", "All years"),
    "source": Text("Mọi nguồn", "All sources"),
    "industry": Text("Mọi ngành", "All industries"),
}
_NO_COMMUNE = Text("xã không rõ", "commune unknown")


@dataclass(frozen=True, slots=True)
class PublicCell:
    """What the public is told of a cell: `figures` by name, None where nothing is known.

    `unknown` counts, by amount, the projects or reports of which it is not known. A hidden cell
    tells nothing; of one with nothing behind it every figure is zero.
    """

    state: State
    figures: Mapping[str, int | None] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrozenSet:
    """An immutable publication; everything for the public takes its figures from it alone.

    `cells` are, by family, those anything belongs to. `names` are of units, `eligible` the
    establishments that could be supported, by district, as statistics have them. `held` are, by
    family, years kept as they were published before, though records have changed since. `report`
    says what was hidden and what that cost, `rules` by which rules.
    """

    number: int
    case: str
    title: Text
    about: Text
    source: Text
    simulated: bool
    currency: str
    as_of: date
    snapshot: int
    frozen_at: str
    rules: Mapping[str, float]
    names: Mapping[str, Text]
    eligible: Mapping[str, int]
    cells: Mapping[str, Mapping[Key, PublicCell]]
    held: Mapping[str, tuple[str, ...]]
    report: Mapping[str, Any]
    basis: str

    def cell(self, family: Family, **paths: str) -> PublicCell:
        """Return the cell at some paths, all of it along the other dimensions.

        Raises KeyError for a cell that is in no table of the family, shown or hidden.
        """
        key = tuple(paths.get(name, ALL) for name in DIMENSIONS)
        found = self.cells[family.code].get(key)
        if found is not None:
            return found
        if not any(table.holds(key) for table in family.tables):
            raise KeyError(f"no public table tells of {key}")
        return PublicCell("nothing", dict.fromkeys(family.figures, 0))

    def paths(self, family: Family, dimension: str, below: str = ALL) -> tuple[str, ...]:
        """Return the paths one level below another that the tables of a family have."""
        place = DIMENSIONS.index(dimension)
        found = {key[place] for key in self.cells[family.code] if key[place] != ALL}
        depth = 0 if below == ALL else below.count("/") + 1
        return tuple(
            sorted(
                path
                for path in found
                if path.count("/") == depth and (depth == 0 or path.startswith(f"{below}/"))
            )
        )

    def name(self, dimension: str, path: str) -> Text:
        """Return the name of a path's last part."""
        if path == ALL:
            return _SEVERAL[dimension]
        code = path.rpartition("/")[2]
        if dimension == "unit":
            if "/" in path and code == "unknown":
                return _NO_COMMUNE
            return self.names.get(code, UNKNOWN if code == "unknown" else Text(code, code))
        if dimension == "year":
            return Text(code, code)
        lists = {"source": "fund_source", "industry": "industry"}
        named = lists.get(dimension) or ("activity_kind" if "/" in path else "activity")
        assert named in CODE_LISTS
        return Text(project_code_label(named, code, "vi"), project_code_label(named, code, "en"))


def family_of(code: str) -> Family:
    """Return a family by its code. Raises KeyError for one there is not."""
    return {family.code: family for family in FAMILIES}[code]


def document_of(frozen: FrozenSet) -> dict[str, Any]:
    """Return a frozen set as the body of its file."""
    return {
        "format": FORMAT,
        "number": frozen.number,
        "case": frozen.case,
        "title": _pair(frozen.title),
        "about": _pair(frozen.about),
        "source": _pair(frozen.source),
        "simulated": frozen.simulated,
        "currency": frozen.currency,
        "as_of": frozen.as_of.isoformat(),
        "snapshot": frozen.snapshot,
        "frozen_at": frozen.frozen_at,
        "rules": dict(frozen.rules),
        "names": {code: _pair(name) for code, name in frozen.names.items()},
        "eligible": dict(frozen.eligible),
        "dimensions": list(DIMENSIONS),
        "figures": {family.code: list(family.figures) for family in FAMILIES},
        "cells": {
            code: [_cell_row(family_of(code), key, cell) for key, cell in sorted(cells.items())]
            for code, cells in frozen.cells.items()
        },
        "held": {code: list(years) for code, years in frozen.held.items()},
        "report": frozen.report,
        "basis": frozen.basis,
    }


def _pair(text: Text) -> list[str]:
    return [text.vi, text.en]


def _cell_row(family: Family, key: Key, cell: PublicCell) -> list[Any]:
    if cell.state == "hidden":
        return [*key]
    unknown = [cell.unknown.get(name, 0) for name in family.variables]
    return [*key, [cell.figures[name] for name in family.figures], unknown]


def read_document(body: Mapping[str, Any]) -> FrozenSet:
    """Return the frozen set of a file's body. Raises ValueError for a format not known here."""
    if body.get("format") != FORMAT:
        raise ValueError(f"a frozen set of format {body.get('format')}")
    return FrozenSet(
        number=body["number"],
        case=body["case"],
        title=Text(*body["title"]),
        about=Text(*body["about"]),
        source=Text(*body["source"]),
        simulated=body["simulated"],
        currency=body["currency"],
        as_of=date.fromisoformat(body["as_of"]),
        snapshot=body["snapshot"],
        frozen_at=body["frozen_at"],
        rules=body["rules"],
        names={code: Text(*name) for code, name in body["names"].items()},
        eligible=body["eligible"],
        cells={
            code: dict(_read_row(body["figures"][code], family_of(code), row) for row in rows)
            for code, rows in body["cells"].items()
        },
        held={code: tuple(years) for code, years in body["held"].items()},
        report=body["report"],
        basis=body["basis"],
    )


def _read_row(figures: list[str], family: Family, row: list[Any]) -> tuple[Key, PublicCell]:
    size = len(DIMENSIONS)
    key = tuple(row[:size])
    if len(row) == size:
        return key, PublicCell("hidden")
    told, unknown = row[size:]
    return key, PublicCell(
        "shown",
        dict(zip(figures, told, strict=True)),
        dict(zip(family.variables, unknown, strict=True)),
    )
