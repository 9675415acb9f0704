"""The law's own order of files: areas first, then industries, each place with its reason.

Circular 46/2012, article 6, as rows of table priority_rule with their days of validity. What no
source tells is unknown: a file is ranked by what is known of it, marked, and shown with the places
it may have.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.decisions.file_texts import joined_texts
from analysis.decisions.law_columns import CAVEATS, COLUMNS, COUNTS, SOURCES
from analysis.decisions.law_rank import rank_by_law
from analysis.decisions.law_words import (
    NO_CLASS,
    UNDECIDED,
    UNKNOWN_CLASS,
    criterion_in_words,
)
from analysis.decisions.selection import Selection, of_all_files, of_files
from analysis.language import Language, Text
from analysis.measures.labels import unit_texts
from analysis.measures.model import Measure
from analysis.measures.process_steps import in_language
from analysis.scope import Scope
from analysis.warehouse import Snapshot

LEVELS = ("area", "industry")


def law_order(snapshot: Snapshot, scope: Scope, selection: Selection | None = None) -> pd.DataFrame:
    """Return one row per file in the law's order, the first one first.

    Columns: application_id, order_no, place, best_place, worst_place (see rank_by_law), files (how
    many are ranked); of area and industry: area (why, in words), area_place (the class surely
    held; 1 is the highest, the place after the last is none), area_best_place (the highest it may
    hold), area_unknown (which higher classes are not known, or null); unknown (whether any is).
    Texts are in the scope's language.
    """
    selection = selection or Selection()
    standing = of_files(snapshot, scope, "law_standing", selection)
    reasons = of_all_files(snapshot, scope, "law_reasons", selection)
    reasons = reasons[reasons["file_no"].isin(standing["file_no"])].reset_index(drop=True)
    told = _told(snapshot, reasons, scope.language)
    frame = pd.concat([standing, rank_by_law(standing)], axis=1)
    frame["files"] = len(frame)
    for level in LEVELS:
        own = told[told["level"] == level]
        holds, may = own[own["certain"]], own[~own["certain"]]
        holding = joined_texts(frame["file_no"], holds["file_no"], holds["words"])
        doubted = joined_texts(frame["file_no"], may["file_no"], may["title"])
        # Where none surely holds and one may, it is not none.
        nothing = pd.Series(NO_CLASS[level].in_language(scope.language), frame.index).where(
            doubted.isna(), UNKNOWN_CLASS.in_language(scope.language)
        )
        frame[level] = holding.where(holding.notna(), nothing)
        frame[f"{level}_unknown"] = doubted
        frame[f"{level}_place"] = frame[f"{level}_known"]
        frame[f"{level}_best_place"] = frame[f"{level}_best"]
    frame["unknown"] = frame[[f"{level}_unknown" for level in LEVELS]].notna().any(axis=1)
    frame = frame.sort_values("order_no", ignore_index=True)
    return frame[[column.name for column in COLUMNS]]


def reason_of(row: Mapping[Hashable, Any], language: Language) -> str:
    """Return why a file stands where it does and what may lift it; `row` is one of law_order."""
    parts = []
    for level in LEVELS:
        words = str(row[level])
        if pd.notna(row[f"{level}_unknown"]):
            doubt = UNDECIDED.in_language(language).format(titles=row[f"{level}_unknown"])
            words = f"{words} ({doubt})"
        parts.append(words)
    return "; ".join(parts)


def _told(snapshot: Snapshot, reasons: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return the reasons with their title and words; each rule and value is told once."""
    frame = reasons.assign(
        title=in_language(reasons, "title", language), certain=reasons["holds"].notna()
    )
    pairs = frame[["rule_no", "criterion", "title", "value"]].drop_duplicates()
    units, currency = unit_texts(snapshot), snapshot.case.currency
    words = [
        criterion_in_words(
            criterion, title, None if pd.isna(value) else value, units, currency, language
        )
        for criterion, title, value in zip(
            pairs["criterion"], pairs["title"], pairs["value"], strict=True
        )
    ]
    told = pairs.assign(words=pd.Series(words, index=pairs.index, dtype="str"))
    return frame.merge(told, on=["rule_no", "criterion", "title", "value"], how="left")


DEFINITIONS = (
    Measure(
        "law_order",
        Text("Thứ tự ưu tiên theo quy định", "The law's order of priority"),
        COUNTS,
        CAVEATS,
        SOURCES,
        COLUMNS,
        law_order,
    ),
)
