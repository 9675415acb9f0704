"""What can be found: an entry of a kind, with the words it is found by and where it leads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from analysis.language import Text

Kind = Literal["page", "section", "unit", "term", "measure"]

KINDS: dict[Kind, Text] = {
    "page": Text("Trang", "Pages"),
    "section": Text("Mục của trang", "Sections"),
    "unit": Text("Địa bàn", "Places"),
    "term": Text("Thuật ngữ", "Terms"),
    "measure": Text("Thước đo, định nghĩa", "Measures and definitions"),
}
"""The kinds of entries, in the order in which results alike are shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find, worded in one language.

    `detail` stands below the title; `words` are further words it is found by. `path` is the page
    it leads to, `query` what it sets in the address there (an empty value takes a parameter out)
    and `anchor` the place on the page.
    """

    kind: Kind
    title: str
    path: str
    detail: str = ""
    words: str = ""
    query: tuple[tuple[str, str], ...] = field(default=())
    anchor: str = ""
