"""Vietnamese from before Unicode: text typed for TCVN3 (ABC) and VNI fonts, found and converted.

Old files carry such text as Latin-1 characters that only look Vietnamese in the right font:
"C«ng ty" (TCVN3) or "Coâng ty" (VNI) for "Công ty".

**TCVN3** gives every letter one code. Our map is the whole of TCVN 5712:1993, but the fonts in use
lack its upper-case vowels with a tone (they sit on control codes and on a few others). People
wrote capitals with fonts such as .VnTimeH, which draw the lower-case codes as capitals; the stored
text does not say so, and it stays in lower case. Only a word whose plain letters are all capitals,
two or more, gives it away: "CéNG" becomes "CỘNG". The five tone marks of the standard (° ± ² ³ ´)
are read as marks right after a vowel and left alone elsewhere (m², 5 °C).

**VNI** writes a base letter and then a mark; case follows the base letter.

Whether text is legacy is decided by what its words would become: a word counts for a font where it
is no Vietnamese syllable as it stands and would be one once converted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Literal

from analysis.intake.syllables import likelihood

LegacyFont = Literal["tcvn3", "vni"]

_TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"
# Codes 0xA0 to 0xFF, one character each.
_TCVN_HIGH = (
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ" + _TONE_MARKS + "àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
# Codes 0x80 to 0x9F: control characters in Latin-1, never letters in a font.
_TCVN_CONTROL = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
_TCVN_LOW = dict(
    zip("\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17", "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True)
)

_TCVN3: dict[str, str] = (
    {chr(0x80 + place): letter for place, letter in enumerate(_TCVN_CONTROL)}
    | {chr(0xA0 + place): letter for place, letter in enumerate(_TCVN_HIGH)}
    | _TCVN_LOW
)
_TCVN3_MARKS = dict(zip("°±²³´", _TONE_MARKS, strict=True))
_TCVN3_LETTERS = str.maketrans({k: v for k, v in _TCVN3.items() if k not in _TCVN3_MARKS})
_TCVN3_MARKED = re.compile("([AEIOUYaeiouy¡¢£¤¥¦¨©ª«¬\u00ad])([°±²³´])")
_TCVN3_WORD = re.compile("[A-Za-z\x01-\x06\x11-\x17\x80-\x9f\xa1-\xff]+")
# What the fonts lack: no text typed with them holds these, so they speak against TCVN3.
_TCVN3_ABSENT = frozenset(
    code for code, letter in _TCVN3.items() if letter.isupper() and letter not in "ĂÂÊÔƠƯĐ"
) | {"\u00a0"}

# Base letter, then marks for: no tone, huyền, hỏi, ngã, sắc, nặng ("" where the base stands alone).
_VNI_VOWELS = (
    ("aàảãáạ", "a", ("", "ø", "û", "õ", "ù", "ï")),
    ("ăằẳẵắặ", "a", ("ê", "è", "ú", "ü", "é", "ë")),
    ("âầẩẫấậ", "a", ("â", "à", "å", "ã", "á", "ä")),
    ("eèẻẽéẹ", "e", ("", "ø", "û", "õ", "ù", "ï")),
    ("êềểễếệ", "e", ("â", "à", "å", "ã", "á", "ä")),
    ("oòỏõóọ", "o", ("", "ø", "û", "õ", "ù", "ï")),
    ("ôồổỗốộ", "o", ("â", "à", "å", "ã", "á", "ä")),
    ("ơờởỡớợ", "ô", ("", "ø", "û", "õ", "ù", "ï")),
    ("uùủũúụ", "u", ("", "ø", "û", "õ", "ù", "ï")),
    ("ưừửữứự", "ö", ("", "ø", "û", "õ", "ù", "ï")),
    ("yỳỷỹý", "y", ("", "ø", "û", "õ", "ù")),
)
_VNI_SINGLE = {"ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ", "ñ": "đ"}
_VNI_LOWER = _VNI_SINGLE | {
    base + mark: letter
    for letters, base, marks in _VNI_VOWELS
    for letter, mark in zip(letters, marks, strict=True)
    if base + mark != letter
}
# The base decides the case: both "AÂ" and the careless "Aâ" are Â.
_VNI: dict[str, str] = {
    base + mark: letter if base.islower() else letter.upper()
    for code, letter in _VNI_LOWER.items()
    for base in (code[0], code[0].upper())
    for mark in (code[1:], code[1:].upper())
}
_VNI_CODE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_VNI_MARKS = frozenset(
    mark for _, _, marks in _VNI_VOWELS for mark in "".join(marks) + "".join(marks).upper()
)
_VNI_WORD = re.compile("[A-Za-zÀ-ÖØ-öø-ÿ]+")

# Signs that a conversion would happen to turn into a syllable.
_SIGNS = frozenset({"µm", "½m", "N·m"})
# Shortened words, such as QĐ and HĐND; the letter beside Đ keeps the sign § of laws out.
_ACRONYM = re.compile("(?=.*[A-Z])(?=.*Đ)[BCDGHKLMNPQRSTVXĐ]{2,6}|VNđ")
# Letters only Unicode has, composed or not: no such text was typed for an old font.
_MODERN = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323]")

SAMPLE = 5000
"""Texts `detect_legacy` looks at, at most."""


def convert_legacy(text: str, font: LegacyFont) -> str:
    """Return a text typed for a font as Unicode, composed to NFC."""
    if font == "vni":
        # Composed first: NFD would part a mark such as ù from itself.
        text = unicodedata.normalize("NFC", text)
        return unicodedata.normalize("NFC", _VNI_CODE.sub(lambda m: _VNI[m[0]], text))
    return unicodedata.normalize("NFC", _TCVN3_WORD.sub(_tcvn3_word, text))


def _tcvn3_word(match: re.Match[str]) -> str:
    word = _TCVN3_MARKED.sub(lambda m: m[1] + _TCVN3_MARKS[m[2]], match[0])
    plain = [letter for letter in match[0] if letter.isascii() and letter.isalpha()]
    converted = word.translate(_TCVN3_LETTERS)
    if len(plain) > 1 and all(letter.isupper() for letter in plain):
        return converted.upper()
    return converted


@dataclass(slots=True)
class _Evidence:
    """Words of one font: those it makes into syllables, and those it cannot explain."""

    made: set[str] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)
    texts: int = 0


def detect_legacy(texts: Iterable[str]) -> LegacyFont | None:
    """Return the font some of these texts were typed for, or None.

    Looks at the first `SAMPLE` texts that are not plain ASCII. Correct Unicode beside them does not
    matter (a sheet may be mixed); two different words, and more of them than foreign ones, do.
    """
    candidates = islice((text for text in texts if not text.isascii()), SAMPLE)
    evidence: dict[LegacyFont, _Evidence] = {"tcvn3": _Evidence(), "vni": _Evidence()}
    looked_at = 0
    for text in candidates:
        looked_at += 1
        if is_modern(text):
            continue
        for font, found in evidence.items():
            for word in _words(text, font):
                before, after = _weigh(word, font)
                if before == 0:
                    (found.made if after else found.foreign).add(word)
            found.texts += looks_legacy(text, font)
    fitting = [font for font, found in evidence.items() if _convinces(found, looked_at)]
    fitting.sort(key=lambda font: len(evidence[font].made), reverse=True)
    return fitting[0] if fitting else None


def _convinces(found: _Evidence, looked_at: int) -> bool:
    # One text in fifty: a stray French word in a long list of Vietnamese ones is no old font.
    return (
        len(found.made) >= 2
        and len(found.made) > 2 * len(found.foreign)
        and found.texts * 50 >= looked_at
    )


def looks_legacy(text: str, font: LegacyFont, *, legacy_only: bool = False) -> bool:
    """Say whether one text was typed for a font, so that converting it makes it better.

    A few words are good Vietnamese both ways ("Hé" is itself, and TCVN3 for "Hộ"). They are taken
    for Unicode, unless `legacy_only` says that the sheet is known to hold no Unicode Vietnamese
    (no text of it `is_modern`).
    """
    if text.isascii() or is_modern(text):
        return False
    gain = loss = 0
    for word in _words(text, font):
        before, after = _weigh(word, font)
        # A word that is nothing either way is foreign and speaks a little against the font.
        loss += 1 if after == 0 else 0 if legacy_only else max(before - after, 0)
        gain += after if legacy_only else max(after - before, 0)
    return gain > loss


def is_modern(text: str) -> bool:
    """Say whether a text holds letters that only Unicode Vietnamese has (ă, đ, ơ, ư, ạ … ỹ)."""
    return _MODERN.search(text) is not None


def _words(text: str, font: LegacyFont) -> Iterable[str]:
    """Yield the words of a text that are not plain ASCII and stand apart from digits and signs."""
    pattern = _TCVN3_WORD if font == "tcvn3" else _VNI_WORD
    for match in pattern.finditer(text):
        word = match[0]
        beside = text[max(match.start() - 1, 0) : match.start()] + text[match.end() :][:1]
        if (
            len(word) > 1
            and not word.isascii()
            and word not in _SIGNS
            and not any(letter.isdigit() for letter in beside)
        ):
            yield word


@lru_cache(maxsize=1 << 16)
def _weigh(word: str, font: LegacyFont) -> tuple[int, int]:
    """Return how likely a word is as it stands, and once converted (0: not Vietnamese)."""
    converted = convert_legacy(word, font)
    before = likelihood(word)
    if converted == word:
        return before, before
    if font == "tcvn3":
        explained = _TCVN3_ABSENT.isdisjoint(word)
    else:
        explained = _VNI_MARKS.isdisjoint(_VNI_CODE.sub("", word))
    if not explained:
        return before, 0
    return before, 2 if _ACRONYM.fullmatch(converted) else likelihood(converted)
