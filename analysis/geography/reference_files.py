"""Where the sourced facts lie, and how their CSV files are read: as text, nothing guessed."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

DATA_FOLDER = Path(__file__).resolve().parents[2] / "data"
REFERENCE_FOLDER = DATA_FOLDER / "reference"


def reference_path(name: str) -> Path:
    """Return the path of a file of sourced facts, given without its extension."""
    return REFERENCE_FOLDER / f"{name}.csv"


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a UTF-8 CSV file as rows of stripped NFC text; an empty cell is an empty string.

    Raises FileNotFoundError when there is no such file.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            {key: unicodedata.normalize("NFC", value).strip() for key, value in row.items()}
            for row in csv.DictReader(lines)
        ]


def reference_rows(name: str) -> list[dict[str, str]]:
    """Read the rows of a file of sourced facts, given without its extension."""
    return read_rows(reference_path(name))
