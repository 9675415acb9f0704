"""The documents the tests of guides read, and their parts: bold words, links, commands, blocks."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.language import Language
from analysis.settings import PROJECT_ROOT

DOCS = PROJECT_ROOT / "docs"
GUIDE = DOCS / "guide"
TUTORIALS: dict[Language, Path] = {
    "vi": DOCS / "tutorial.md",
    "en": DOCS / "tutorial.en.md",
}
_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_COMMAND = re.compile(r"^(?:\$ )?(?P<line>(?:khuyencong|make)\b[^#\n]*)", re.MULTILINE)


def guides(language: Language) -> list[Path]:
    """Return the guides of a language."""
    return sorted((GUIDE / language).glob("*.md"))


def fences(text: str) -> list[tuple[str, str]]:
    """Return kind and text of every fenced block."""
    return [(found["kind"], found["text"]) for found in _FENCE.finditer(text)]


def prose(text: str) -> str:
    """Return a document without its fenced blocks."""
    return _FENCE.sub("", text)


def bold_words(text: str) -> list[str]:
    """Return what stands in bold, its lines joined."""
    return [" ".join(words.split()) for words in _BOLD.findall(prose(text))]


def links(text: str) -> list[tuple[bool, str, str]]:
    """Return of every link whether it is a picture, its words and its target."""
    return [(bool(f["picture"]), f["words"], f["target"]) for f in _LINK.finditer(prose(text))]


def commands(text: str) -> list[str]:
    """Return every line of a block, and every code in a sentence, that calls a command."""
    shown = [block for kind, block in fences(text) if kind in ("sh", "console")]
    found = [match["line"].strip() for block in shown for match in _COMMAND.finditer(block)]
    spoken = [code for code in _CODE.findall(prose(text))]
    return [*found, *(code for code in spoken if re.match(r"(khuyencong|make) ", code))]


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}
