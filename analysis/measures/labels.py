"""Names beside codes: a measure that returns a code returns its name in the scope's language."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.geography.unit_names import english_unit_name
from analysis.language import UNKNOWN, Language, Text
from analysis.measures.model import code_label
from analysis.measures.query import ask
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

WHOLE_PROVINCE = Text("Toàn tỉnh", "Whole province")
SEVERAL_CODE, NONE_CODE = "several", "none"
"""What a project is whose establishments differ, and one that serves no establishment."""

_OF_PROJECTS = {
    SEVERAL_CODE: Text("Nhiều loại", "Several kinds"),
    NONE_CODE: Text("Không gắn với cơ sở", "No establishment"),
}


def unit_texts(snapshot: Snapshot) -> Mapping[str, Text]:
    """Return the name of every unit code in both languages.

    The province is called "whole province", and "unknown" has its name too.
    """
    return snapshot.once("unit_texts", lambda: _unit_texts(snapshot))


def _unit_texts(snapshot: Snapshot) -> Mapping[str, Text]:
    units = ask(snapshot, Scope(), "unit_names")
    names = {UNKNOWN_CODE: UNKNOWN}
    for code, level, name in units[["code", "level", "name"]].to_numpy(dtype=object).tolist():
        names[code] = WHOLE_PROVINCE if level == "province" else Text(name, english_unit_name(name))
    return names


def district_names(snapshot: Snapshot, language: Language) -> dict[str, str]:
    """Return the name of every unit code in one language."""
    return {code: name.in_language(language) for code, name in unit_texts(snapshot).items()}


def with_code_names(
    frame: pd.DataFrame, column: str, code_list: str, language: Language
) -> pd.DataFrame:
    """Return the frame with `<column>_name` after a code column."""
    names = [code_label(code_list, code, language) for code in frame[column]]
    return _inserted(frame, column, names)


def with_project_code_names(
    frame: pd.DataFrame, column: str, code_list: str, language: Language
) -> pd.DataFrame:
    """Return the frame with `<column>_name` after a code of a project's establishments.

    Beside the codes of the list there are "several", "none" and "unknown".
    """
    names = [project_code_label(code_list, code, language) for code in frame[column]]
    return _inserted(frame, column, names)


def project_code_label(code_list: str, code: str, language: Language) -> str:
    """Return the label of a code of a project's establishments, "several" and "none" among them."""
    if code in _OF_PROJECTS:
        return _OF_PROJECTS[code].in_language(language)
    return code_label(code_list, code, language)


def with_district_names(
    frame: pd.DataFrame, snapshot: Snapshot, language: Language
) -> pd.DataFrame:
    """Return the frame with `district_name` after its `district` column."""
    texts = unit_texts(snapshot)
    names = [
        texts[code].in_language(language) if code in texts else code for code in frame["district"]
    ]
    return _inserted(frame, "district", names)


def _inserted(frame: pd.DataFrame, column: str, names: list[str]) -> pd.DataFrame:
    labelled = frame.copy()
    position = list(frame.columns).index(column) + 1
    labelled.insert(position, f"{column}_name", pd.Series(names, index=frame.index, dtype="str"))
    return labelled
