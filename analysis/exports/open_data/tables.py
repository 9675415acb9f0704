"""Which tables are open data: those of the frozen set, and what others have published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.frozen.contributions import DIMENSIONS, MONEY
from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.tables import FAMILIES, Family
from analysis.frozen.words import DEFINITIONS, FIGURES
from analysis.language import Language, Text
from analysis.measures import MeasureColumn, catalogue, run_measure
from analysis.measures.model import Kind
from analysis.scope import Scope
from analysis.warehouse import Snapshot

PUBLISHED = "published"
"""The kind of a case that holds only what others have published."""

SUPPRESSED = "suppressed"

OPEN_MEASURES = ("ceilings_in_force", "published_figures", "district_statistics", "price_index")
"""Measures that tell of no establishment that was supported: rules, and figures of others."""

PUBLISHED_MEASURES = (
    "funding_by_year",
    "funding_by_source",
    "funding_by_activity",
    "funding_by_district",
    "funding_by_industry",
    "jobs_by_activity",
    "jobs_by_district",
    "coverage_by_district",
    *OPEN_MEASURES,
)
"""What a case of published figures alone has to tell."""

_WORDS = {
    "unit": Text("Địa bàn", "Place"),
    "activity": Text("Nội dung", "Activity"),
    "year": Text("Năm kế hoạch", "Plan year"),
    "source": Text("Nguồn", "Source"),
    "industry": Text("Ngành", "Industry"),
}
_NAMED = Text("{what}: tên", "{what}: name")
_UNKNOWN = Text("{what}: số đề án hay báo cáo không rõ", "{what}: projects or reports unknown")
_SUPPRESSED = Text(
    "Ô không công bố vì ít cơ sở, hoặc để không suy ra được ô khác",
    "Cell not published: few establishments, or it would tell another",
)
_MONEY = {*MONEY, "revenue"}


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table for the public: columns with kind and label, what it counts, its rows as they are
    written, and how many of them are hidden."""

    name: str
    title: Text
    about: Text
    columns: tuple[MeasureColumn, ...]
    frame: pd.DataFrame
    hidden: int


def frozen_tables(frozen: FrozenSet, language: Language) -> Iterator[OpenTable]:
    """Yield every table of the frozen set; a hidden cell is a row without figures, and marked."""
    for family in FAMILIES:
        for table in family.tables:
            made_by = [name for name in DIMENSIONS if table.depth(name)]
            columns = (*_key_columns(made_by), *_figure_columns(family))
            rows, hidden = [], 0
            for key, cell in sorted(frozen.cells[family.code].items()):
                if not table.holds(key):
                    continue
                at = dict(zip(DIMENSIONS, key, strict=True))
                row: dict[str, Any] = {}
                for name in made_by:
                    row[name] = at[name]
                    row[f"{name}_name"] = frozen.name(name, at[name]).in_language(language)
                row |= cell.figures
                row |= {f"{name}_unknown": number for name, number in cell.unknown.items()}
                row["currency"] = frozen.currency
                row[SUPPRESSED] = cell.state == "hidden"
                hidden += cell.state == "hidden"
                rows.append(row)
            frame = pd.DataFrame(rows, columns=[one.name for one in columns], dtype=object)
            yield OpenTable(
                table.code, table.title, DEFINITIONS[family.code], columns, frame, hidden
            )


def measure_tables(snapshot: Snapshot, scope: Scope) -> Iterator[OpenTable]:
    """Yield the measures that the public may see whole, where they have rows."""
    names = PUBLISHED_MEASURES if snapshot.case.kind == PUBLISHED else OPEN_MEASURES
    for name in names:
        measure = catalogue()[name]
        frame = run_measure(name, snapshot, scope)
        if frame.empty:
            continue
        about = Text(
            f"{measure.counts.vi} {measure.caveats.vi}", f"{measure.counts.en} {measure.caveats.en}"
        )
        columns = (*measure.columns, _suppressed_column())
        told = frame.assign(**{SUPPRESSED: False})[[one.name for one in columns]]
        yield OpenTable(name, measure.title, about, columns, told, 0)


def _key_columns(made_by: list[str]) -> list[MeasureColumn]:
    found = []
    for name in made_by:
        # Totals are rows too, so that a year may be "all".
        found.append(MeasureColumn(name, "text", _WORDS[name]))
        found.append(MeasureColumn(f"{name}_name", "text", _NAMED.filled(what=_WORDS[name])))
    return found


def _figure_columns(family: Family) -> list[MeasureColumn]:
    kinds: dict[str, Kind] = {name: "money" if name in _MONEY else "count" for name in FIGURES}
    figures = [MeasureColumn(name, kinds[name], FIGURES[name]) for name in family.figures]
    unknown = [
        MeasureColumn(f"{name}_unknown", "count", _UNKNOWN.filled(what=FIGURES[name]))
        for name in family.variables
    ]
    currency = MeasureColumn("currency", "currency", Text("Loại tiền", "Currency"))
    return [*figures, *unknown, currency, _suppressed_column()]


def _suppressed_column() -> MeasureColumn:
    return MeasureColumn(SUPPRESSED, "flag", _SUPPRESSED)
