"""What a case is: a data set that says what it is and can be built into dictionary tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis.language import Text

CaseKind = Literal["published", "real", "simulated"]


@dataclass(frozen=True, slots=True)
class Case:
    """A data set to load. `title`, `about` and `source` are shown on every screen.

    `build` returns table name to frame, in columns of the dictionary; a table it leaves out is
    empty. `files` are what it reads, so that a load can record their checksums.
    """

    name: str
    kind: CaseKind
    title: Text
    about: Text
    currency: str
    as_of: date
    source: Text
    build: Callable[[], dict[str, pd.DataFrame]]
    files: tuple[Path, ...]
