"""Names of establishments left out where an installation may not show them (KHUYENCONG_NAMES).

A file keeps its own code, by which it is locked, forbidden and found again in the records.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.language import Text
from analysis.settings import settings_from_environment

HIDDEN = Text("cơ sở ẩn tên", "name hidden")

_NAMING = ("establishment_id", "name")


def names_hidden() -> bool:
    """Tell whether neither name nor code of an establishment may be shown here."""
    return not settings_from_environment().names_shown


def without_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of files whose establishments have neither name nor code."""
    found = [column for column in _NAMING if column in frame]
    return frame.assign(
        **{name: pd.Series([None] * len(frame), index=frame.index, dtype="str") for name in found}
    )


def file_words(code: str, name: Any) -> str:
    """Return a file by its code, and its owner where that may be told."""
    return code if pd.isna(name) else f"{code} ({name})"
