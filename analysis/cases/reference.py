"""Reference tables every Vietnamese case shares: prices, ceilings, rules, notes, figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.cases.amounts import MILLION, fraction, whole_amount
from analysis.cases.figures import published_figures
from analysis.cases.reference_facts import (
    dated_notes,
    gate_rules,
    multiplier_and_use,
    priority_rules,
    process_steps,
)
from analysis.geography.frames import table_frame
from analysis.geography.reference_files import reference_path, reference_rows

GEOGRAPHY_FILES: tuple[Path, ...] = tuple(
    reference_path(name)
    for name in (
        "districts",
        "wards_until_2025_06_30",
        "communes_2025",
        "commune_crosswalk_2025",
        "district_crosswalk",
    )
)
REFERENCE_FILES: tuple[Path, ...] = tuple(
    reference_path(name)
    for name in (
        "price_index_cpi",
        "support_ceilings",
        "process_steps",
        "annotations",
        "gate_rules",
        "priority_rules",
        "khuyencong_figures",
    )
)

Row = dict[str, object]

_SWITCHES = ("food_only", "cleaner_only")


def reference_tables(*, quang_ngai: bool = True) -> dict[str, pd.DataFrame]:
    """Return price_index (2012 = 100), ceiling (đồng), process, gates, order, notes and figures.

    Without `quang_ngai` the notes about its boundaries are left out: the places are others. Read
    once; every caller may change what it is given.
    """
    return {name: frame.copy(deep=False) for name, frame in _tables(quang_ngai).items()}


@cache
def _tables(quang_ngai: bool) -> dict[str, pd.DataFrame]:
    return {
        "price_index": table_frame("price_index", _price_index()),
        "ceiling": table_frame("ceiling", _ceilings()),
        "process_step": table_frame("process_step", process_steps()),
        "gate_rule": table_frame("gate_rule", _gate_rules()),
        "priority_rule": table_frame("priority_rule", priority_rules()),
        "annotation": table_frame("annotation", dated_notes(quang_ngai=quang_ngai)),
        "published_figure": table_frame("published_figure", published_figures()),
    }


def _gate_rules() -> Iterator[Row]:
    """Yield the gates with their switches as truth values; an empty switch is for all."""
    for row in gate_rules():
        switches = {name: row[name] == "true" if row[name] else None for name in _SWITCHES}
        yield {**row, **switches}


def _price_index() -> Iterator[Row]:
    level = Decimal(100)
    for row in sorted(reference_rows("price_index_cpi"), key=lambda row: int(row["year"])):
        growth = Decimal(row["annual_average_cpi_growth_pct"]) / 100
        level *= 1 + growth
        yield {
            "series": "cpi",
            "currency": "VND",
            "year": int(row["year"]),
            "growth": float(growth),
            "index_value": float(level),
            "source": row["source"],
        }


def _ceilings() -> Iterator[Row]:
    """Yield every ceiling as sourced, superseded and comparator rows too, each marked so."""
    for number, row in enumerate(reference_rows("support_ceilings"), start=1):
        share, amount = row["max_share_pct"], row["max_amount_million_vnd"]
        multiplier, applies_to = multiplier_and_use(row["basis"])
        yield {
            "ceiling_id": f"CEILING-{number:02d}",
            "activity_kind": row["activity_code"],
            "jurisdiction": row["jurisdiction"],
            "fund_source": row["fund_source"],
            "max_share": fraction(share) if share else None,
            "max_amount": whole_amount(amount, MILLION) if amount else None,
            "currency": "VND",
            "multiplier": multiplier,
            "applies_to": applies_to,
            "basis": row["basis"],
            "valid_from": _first_day(row["valid_from"]),
            "valid_to": _first_day(row["valid_to"]),
            "verification": row["verification"],
            "applies_here": _applies(row["applies_to_quang_ngai"]),
            "legal_source": row["legal_source"],
            "source": row["source_url"],
            "note": row["note"],
        }


def _first_day(value: str) -> date | None:
    """Return a day; a month alone stands for its first day, which is all the source says."""
    if not value:
        return None
    return date.fromisoformat(value if len(value) == len("2024-06-01") else f"{value}-01")


def _applies(value: str) -> bool:
    answer = value.split(":")[0]
    if answer not in ("yes", "no"):
        raise ValueError(f"a ceiling must say whether it applies here, not {value!r}")
    return answer == "yes"
