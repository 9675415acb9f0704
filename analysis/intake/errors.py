"""Errors of handing in: a file that cannot be read at all, and what the officer can do."""

from __future__ import annotations

from analysis.language import Text


class UnreadableFileError(Exception):
    """A handed-in file cannot be read; nothing of it was taken.

    `rule` is the stable name of the fault, `text` says what is wrong and `remedy` what to do,
    both without a closing full stop, like the message and remedy of a `Problem`.
    """

    def __init__(self, rule: str, text: Text, remedy: Text) -> None:
        super().__init__(rule, text, remedy)
        self.rule = rule
        self.text = text
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.text.vi}. {self.remedy.vi}. / {self.text.en}. {self.remedy.en}."
