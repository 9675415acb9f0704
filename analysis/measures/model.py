"""What a measure is: a question, its definition and a function from snapshot and scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.dictionary import CODE_LISTS
from analysis.language import UNKNOWN, Language, Text
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

Kind = Literal[
    "year",
    "code",
    "district",
    "currency",
    "money",
    "count",
    "ratio",
    "share",
    "number",
    "date",
    "flag",
    "text",
]


@dataclass(frozen=True, slots=True)
class MeasureColumn:
    """One column a measure returns: its name, kind and label; `code_list` for codes."""

    name: str
    kind: Kind
    label: Text
    code_list: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A named question with its definition beside it, in both languages.

    `counts` says what is counted and over which denominator; `caveats` what the figure does not
    say; `sources` names the tables it is made from; `run` returns a tidy frame of `columns`.
    `published` measures return only what others have published: real in a simulated data set too.
    """

    name: str
    title: Text
    counts: Text
    caveats: Text
    sources: tuple[str, ...]
    columns: tuple[MeasureColumn, ...]
    run: Callable[[Snapshot, Scope], pd.DataFrame]
    published: bool = False

    def column(self, name: str) -> MeasureColumn:
        """Return a column by name; raises KeyError when the measure has none of that name."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")


def code_label(code_list: str, code: str | None, language: Language, brief: bool = True) -> str:
    """Return the label of a code; what is not known is called so."""
    if code is None or code == UNKNOWN_CODE or code != code:
        return UNKNOWN.in_language(language)
    entry = CODE_LISTS[code_list].find(code)
    return (entry.brief if brief else entry.label).in_language(language)
