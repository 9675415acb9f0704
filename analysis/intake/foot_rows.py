"""What stands under a table: place and day, who drew it up, who signs, notes. None of it is data.

Official tables end with such lines. They hold words only, so that a row with any figure in it, or
any before one, is never taken for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.intake.cleaning import NATIVE_MARK
from analysis.intake.folding import fold_text

FOOT_ROWS = 40
"""No foot is longer."""

_FIGURE = re.compile(r"[-+(]?\s*\d[\d.,\s]*(%|\))?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_BEGINS_FOOT = re.compile(
    r"(nguoi )?lap (bieu|bang|bao cao)( .*)?|nguoi (lap|tong hop|thong ke|bao cao|kiem tra)( .*)?"
    r"|thu truong( .*)?|(pho )?(giam doc|chu tich|truong phong|chanh van phong)|ke toan( truong)?"
    r"|(da )?ky (ten|va ghi|ghi ro|dong dau)( .*)?|noi nhan( .*)?|xac nhan cua .*"
    r"|(tm|kt|tl|tuq) (uy ban|ubnd|giam doc|chu tich|truong|so|phong|chi cuc|trung tam)( .*)?"
    r"|([a-z]+ ){0,4}ngay( \d{1,2})? thang( \d{1,2})?( nam( \d{2,4})?)?"
    r"|(prepared|approved|checked|signed) by( .*)?|signature( .*)?"
)
_NOTE = re.compile(r"\s*(ghi chú|ghi chu|notes?)\s*(:.*)?", re.IGNORECASE | re.DOTALL)


def first_foot_row(rows: Sequence[Sequence[str | None]]) -> int | None:
    """Return the index of the first row of the foot among the last rows of a table, or None."""
    words_from = len(rows)
    while words_from > 0 and not any(map(_is_figure, rows[words_from - 1])):
        words_from -= 1
    for place in range(words_from, len(rows)):
        if any(cell and _begins_foot(cell) for cell in rows[place]):
            return place
    return None


def _is_figure(cell: str | None) -> bool:
    text = (cell or "").strip()
    return text.startswith(NATIVE_MARK) or _FIGURE.fullmatch(text) is not None


def _begins_foot(cell: str) -> bool:
    if len(cell) > 200:
        return False
    folded = fold_text(cell)
    return _BEGINS_FOOT.fullmatch(folded) is not None or _NOTE.fullmatch(cell) is not None
