"""What can be wrong with what is asked of a score, told in both languages."""

from __future__ import annotations

from analysis.language import Text


class ScoringError(ValueError):
    """Nothing can be scored as asked; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text
