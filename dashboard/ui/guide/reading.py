"""A guide in Markdown, taken apart into what the page draws: words, pictures, pages to open.

The guides keep to a small part of Markdown, so that they read alike here and wherever the files are
looked at: a picture stands on a line of its own, and a comment `<!-- page: coverage/map -->` names
the page and section that the lines after it are about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)\s]+)\)")
_PAGE = re.compile(r"<!--\s*page:\s*(?P<page>[a-z]+)(/(?P<section>[a-z]+))?\s*-->")
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Words:
    """Some Markdown without pictures."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and what it shows in words."""

    path: Path
    alt: str


@dataclass(frozen=True, slots=True)
class PageNamed:
    """The page, and section of it, that what follows is about."""

    page: str
    section: str = ""


Block = Words | Picture | PageNamed


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide: the heading it begins with, and its blocks in order."""

    title: str
    blocks: tuple[Block, ...]


def read_guide(path: Path, guides: dict[str, str]) -> Guide:
    """Read a guide; raises OSError when there is none.

    `guides` gives the address of every guide by the name of its file: links between guides lead
    there. Other links of the file lead to files no browser has: their words stay, with the name.
    """
    title, blocks, words = "", list[Block](), list[str]()

    def close() -> None:
        text = "\n".join(words).strip()
        words.clear()
        if text:
            blocks.append(Words(text))

    for line in path.read_text(encoding="utf-8").splitlines():
        picture, page = _PICTURE.fullmatch(line.strip()), _PAGE.fullmatch(line.strip())
        if line.startswith("# ") and not title:
            title = line.removeprefix("# ").strip()
        elif picture:
            close()
            blocks.append(Picture((path.parent / picture["path"]).resolve(), picture["alt"]))
        elif page:
            close()
            blocks.append(PageNamed(page["page"], page["section"] or ""))
        else:
            words.append(_LINK.sub(lambda found: _link(found, guides), line))
    close()
    return Guide(title, tuple(blocks))


def _link(found: re.Match[str], guides: dict[str, str]) -> str:
    words, target = found["words"], found["target"]
    if target in guides:
        return f"[{words}]({guides[target]})"
    if target.startswith("#"):
        return words
    return f"{words} (`{Path(target.split('#')[0]).name}`)"
