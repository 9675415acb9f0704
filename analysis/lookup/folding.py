"""Texts without marks: what is typed without them finds what is written with them."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans({"đ": "d", "Đ": "D"})
_GAPS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return a text as words of small letters and digits without marks, one space apart.

    "Năng suất" becomes "nang suat". The bar of đ is no mark of Unicode's: it is taken off by name.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _GAPS.sub(" ", bare.casefold()).strip()


def marked(text: str) -> str:
    """Return a text as words of small letters and digits, its marks kept."""
    return _GAPS.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()
