"""Names beside codes: a measure that returns a code returns its name in the scope's language."""

from __future__ import annotations

import pandas as pd

from analysis.language import UNKNOWN, Language
from analysis.measures.model import code_label
from analysis.measures.query import ask
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot


def district_names(snapshot: Snapshot, language: Language) -> dict[str, str]:
    """Return the latest name of every district and commune code, and the name of the unknown."""
    units = ask(snapshot, Scope(), "unit_names")
    # A code that named a ward and later a commune keeps its district-level name first, if any.
    units = units.sort_values("level", key=lambda level: level != "district")
    units = units.drop_duplicates("code")
    names = units["name"] if language == "vi" else units["name_en"]
    return {
        **dict(zip(units["code"], names, strict=True)),
        UNKNOWN_CODE: UNKNOWN.in_language(language),
    }


def with_code_names(
    frame: pd.DataFrame, column: str, code_list: str, language: Language
) -> pd.DataFrame:
    """Return the frame with `<column>_name` after a code column."""
    names = [code_label(code_list, code, language) for code in frame[column]]
    return _inserted(frame, column, names)


def with_district_names(
    frame: pd.DataFrame, snapshot: Snapshot, language: Language
) -> pd.DataFrame:
    """Return the frame with `district_name` after its `district` column."""
    names = district_names(snapshot, language)
    return _inserted(frame, "district", [names.get(code, code) for code in frame["district"]])


def _inserted(frame: pd.DataFrame, column: str, names: list[str]) -> pd.DataFrame:
    labelled = frame.copy()
    position = list(frame.columns).index(column) + 1
    labelled.insert(position, f"{column}_name", pd.Series(names, index=frame.index, dtype="str"))
    return labelled
