"""Texts that come from data, addresses or files, shown as they are in places that read Markdown."""

from __future__ import annotations

_MARKS = "\\`*_[]<>#$~|:&!"
# An invisible character that breaks no line: the browser's Markdown turns a bare address into a
# link even where every mark is escaped, unless the address is interrupted.
_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is: no link, no picture, no formula, no emphasis."""
    escaped = "".join(f"\\{letter}" if letter in _MARKS else letter for letter in text)
    for sign in ("//", "@"):
        escaped = escaped.replace(sign, _JOINER + sign)
    return escaped.replace("www.", f"www{_JOINER}.")
