"""What a look at a file finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.language import Text

Kind = Literal["xlsx", "xlsb", "xls", "ods", "text"]

SETTINGS_SHEET = "_khuyencong"
"""The hidden sheet on which a template of ours says what it is."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the officer should know of a file that is read all the same: a warning."""

    rule: str
    message: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Container:
    """What a file really is, whatever its name says, and what to tell about it."""

    kind: Kind
    notices: tuple[Notice, ...]
