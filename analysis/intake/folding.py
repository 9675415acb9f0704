"""Folding: one key for every usual spelling of a name, the same in SQL and in Python.

`Đức Phổ`, `duc pho`, `ĐỨC-PHỔ` and the decomposed form of any of them fold to `duc pho`. The
letters that take part are listed here by ranges that have been settled in Unicode for decades,
because DuckDB and Python carry different editions of Unicode.
"""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = r"\x{00AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}\x{2066}-\x{2069}\x{FEFF}"
"""Soft hyphen, zero-width and direction marks, as the inside of an RE2 character class."""

_KEPT = (
    "0-9A-Za-z"
    # Latin with accents, Greek and Cyrillic, Vietnamese.
    r"\x{00C0}-\x{00D6}\x{00D8}-\x{00F6}\x{00F8}-\x{024F}"
    r"\x{0386}\x{0388}-\x{03CE}\x{0400}-\x{0481}\x{048A}-\x{052F}\x{1E00}-\x{1EFF}"
    # Kana, Chinese characters and Korean syllables.
    r"\x{3041}-\x{3096}\x{30A1}-\x{30FA}\x{4E00}-\x{9FA5}\x{AC00}-\x{D7A3}"
)
# Ð (eth) and Ɖ are typed for Đ and look the same; ς is σ at the end of a word.
_SAME_LETTERS = {"Đ": "d", "đ": "d", "Ð": "d", "ð": "d", "Ɖ": "d", "ς": "σ"}


def _python_class(re2_class: str) -> str:
    return re.sub(r"\\x\{([0-9A-F]{4})\}", lambda found: f"\\u{found[1]}", re2_class)


# Accents left without their letter after composition go too, so that they leave no second space.
_DROPPED = INVISIBLE + r"\x{0300}-\x{036F}"
_DROPPED_RUN = re.compile(f"[{_python_class(_DROPPED)}]+")
_OTHER = re.compile(f"[^{_python_class(_KEPT)}]+")
_LETTERS = str.maketrans(_SAME_LETTERS)


def fold(sql: str) -> str:
    """Return the SQL expression of the key of a varchar expression (null stays null)."""
    froms, tos = "".join(_SAME_LETTERS), "".join(_SAME_LETTERS.values())
    visible = f"regexp_replace(nfc_normalize({sql}), '[{_DROPPED}]+', '', 'g')"
    letters = f"regexp_replace({visible}, '[^{_KEPT}]+', ' ', 'g')"
    return f"trim(strip_accents(lower(translate({letters}, '{froms}', '{tos}'))))"


def fold_text(text: str) -> str:
    """Return the key of a text: lower case, no accents, single spaces for all punctuation."""
    visible = _DROPPED_RUN.sub("", unicodedata.normalize("NFC", text))
    lowered = _OTHER.sub(" ", visible).translate(_LETTERS).lower()
    parts = unicodedata.normalize("NFD", lowered)
    bare = "".join(letter for letter in parts if not unicodedata.category(letter).startswith("M"))
    return unicodedata.normalize("NFC", bare.replace("ς", "σ")).strip(" ")
