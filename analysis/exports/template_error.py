"""What can be wrong with what is asked of a template, told in both languages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from analysis.language import Text


class TemplateError(ValueError):
    """A template cannot be written as asked; `text` says what is wrong and the remedy."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def nearest(word: str, choices: Iterable[str]) -> Text:
    """Return the remedy for an unknown word: the choice most like it, or all choices."""
    known = tuple(dict.fromkeys(choices))
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return Text(f"Có phải {close[0]!r}?", f"Did you mean {close[0]!r}?")
    listed = ", ".join(known)
    return Text(f"Dùng một trong: {listed}.", f"Use one of: {listed}.")
