"""Names beside codes: a measure that returns a code returns its name in the scope's language."""

from __future__ import annotations

import pandas as pd

from analysis.language import UNKNOWN, Language, Text
from analysis.measures.model import code_label
from analysis.measures.query import ask
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

WHOLE_PROVINCE = Text("Toàn tỉnh", "Whole province")

# How a unit's kind stands before its name in Vietnamese, and after it in English.
_KINDS = (
    ("Thành phố ", "city"),
    ("Thị xã ", "town"),
    ("Huyện ", "district"),
    ("Phường ", "ward"),
    ("Xã ", "commune"),
    ("Đặc khu ", "special zone"),
    ("Thị trấn ", "township"),
)


def district_names(snapshot: Snapshot, language: Language) -> dict[str, str]:
    """Return the name of every unit code, of the whole province and of the unknown."""
    units = ask(snapshot, Scope(), "unit_names")
    names = {UNKNOWN_CODE: UNKNOWN.in_language(language)}
    # A code may have named a ward and later a commune; of several levels the highest speaks.
    order = {"province": 0, "district": 1, "commune": 2}
    for unit in units.sort_values("level", key=lambda level: level.map(order)).itertuples():
        if unit.level == "province":
            name = WHOLE_PROVINCE.in_language(language)
        else:
            name = str(unit.name) if language == "vi" else english_unit_name(str(unit.name))
        names.setdefault(str(unit.code), name)
    return names


def english_unit_name(name: str) -> str:
    """Return a Vietnamese unit's name as English writes it: "Huyện Ba Tơ" is "Ba Tơ district"."""
    for prefix, kind in _KINDS:
        if name.startswith(prefix):
            return f"{name.removeprefix(prefix)} {kind}"
    return name


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
