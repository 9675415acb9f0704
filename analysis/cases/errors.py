"""What can be wrong with a folder that wants to be a case, told in both languages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from analysis.language import Text


class CaseError(Exception):
    """A folder that cannot be read as a case; `text` says what is wrong, where, and the remedy."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def nearest(word: str, choices: Iterable[str]) -> Text:
    """Return the remedy for an unknown word: the choice most like it, or all choices."""
    known = tuple(choices)
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return Text(f"Có phải {close[0]!r}?", f"Did you mean {close[0]!r}?")
    listed = ", ".join(known)
    return Text(f"Dùng một trong: {listed}.", f"Use one of: {listed}.")


def not_utf8(file: Path) -> CaseError:
    """Return the error for a file that is not UTF-8 text."""
    return CaseError(
        Text(
            f"{file} không phải chữ UTF-8. Lưu lại tệp với mã UTF-8.",
            f"{file} is not UTF-8 text. Save it again in UTF-8.",
        )
    )
