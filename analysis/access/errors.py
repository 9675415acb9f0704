"""What can go wrong with users, in both languages."""

from __future__ import annotations

from analysis.language import Text


class AccessError(Exception):
    """Something about users or sessions that cannot be done; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text
