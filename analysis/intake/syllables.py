"""Whether a word can be a Vietnamese syllable: onset, rhyme and tone, without a dictionary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")

# A front vowel asks for gh, k, ngh; every other vowel for g, c, ng; the glide u after q only.
_ONSET = (
    r"(?:(?:gh|k|ngh)(?=[eêiy])|(?:c|ng)(?![eêiy])|g(?![eêy])|gi"
    r"|ch|kh|nh|ph|th|tr|[bdđhlmnprstvx])?"
)
_RHYME = (
    r"(?:a(?:[iouymnpt]|ng|nh|ch?)?|ă(?:[mnpt]|ng|c)|â(?:[uymnpt]|ng|c)"
    r"|e(?:[omnpt]|ng|c)?|ê(?:[umnpt]|nh|ch)?|i(?:[uamnpt]|nh|ch)?|y"
    r"|o(?:[imnpt]|ng|c|ong|oc)?|ô(?:[imnpt]|ng|c)?|ơ(?:[imnpt])?"
    r"|u(?:[aimnpt]|ng|c)?|ư(?:[aiumnt]|ng|c)?"
    r"|[iy]ê(?:[umnpt]|ng|c)|uô(?:[imnt]|ng|c)|ươ(?:[iumnpt]|ng|c)"
    r"|oa(?:[iymnpt]|o|ng|nh|ch?)?|oă(?:[mnpt]|ng|c)|oe(?:[onmt])?"
    r"|uâ(?:[ynt]|ng)|uê(?:nh?|ch)?|uơ|uy(?:[aunpt]|nh|ch)?|uyê[nt])"
)
_AFTER_Q = (
    r"qu(?:a(?:[iouynt]|ng|nh|ch?)?|ă(?:[mnpt]|ng|c)|â(?:[unyt]|ng)|e(?:[ont]|ng)?"
    r"|ê(?:[nt]|nh|ch)?|i(?:[tn]|nh|ch)?|y(?:[tn]|nh|ch)?|yê[nt]|ơ|ô(?:c)?)"
)
_SYLLABLE = re.compile(f"{_ONSET}{_RHYME}|{_AFTER_Q}")
_STOPPED = re.compile(r"(?:[cpt]|ch)$")
_SHARP_OR_HEAVY = ("\u0301", "\u0323")

# Frequent in the files of the programme; they settle a word that could be read in two ways.
_FREQUENT_WORDS = (
    "bán bên bộ bố các cân có công cơ chú của cũ cụm dân dự giá giờ gỗ hàng hóa hoá hòa hồ hộ"
    " khoán khí không kỳ lao lô lớn lớp lượng là làm máy mới một mục mức nên nhà nơi nước phân"
    " phố phụ sở số sự thân thôn thợ thứ thủ toàn toán trí tên tôn tổ tờ từ và vụ xã đồng động"
)
_FREQUENT = frozenset(unicodedata.normalize("NFC", _FREQUENT_WORDS).split())


@lru_cache(maxsize=1 << 16)
def likelihood(word: str) -> int:
    """Return 0 for a word that is no Vietnamese syllable, 2 for one, 3 for a frequent one."""
    composed = unicodedata.normalize("NFC", word.lower())
    taken_apart = unicodedata.normalize("NFD", composed)
    tones = _TONES.findall(taken_apart)
    shape = unicodedata.normalize("NFC", _TONES.sub("", taken_apart))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(shape):
        return 0
    # A syllable that ends in a stop has the tone sắc or nặng, no other.
    if _STOPPED.search(shape) and tones not in ([_SHARP_OR_HEAVY[0]], [_SHARP_OR_HEAVY[1]]):
        return 0
    return 3 if composed in _FREQUENT else 2


def count_vietnamese(texts: Iterable[str]) -> int:
    """Count the words of some texts that are not plain ASCII and are Vietnamese syllables."""
    return sum(
        1
        for text in texts
        for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text))
        if not word.isascii() and likelihood(word) > 0
    )
