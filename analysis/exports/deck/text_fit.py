"""Text that fits its box: measured with the house font, wrapped, made smaller by rule, then cut.

The house font is wider than Arial, which PowerPoint files name because every office computer has
it; so what fits here fits there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parents[1] / "fonts"
REGULAR = FONTS / "BeVietnamPro-Regular.ttf"
BOLD = FONTS / "BeVietnamPro-SemiBold.ttf"
LINE = 1.22
"""Height of a line as a multiple of the size of its letters; Vietnamese carries two marks."""

_MEASURED_AT = 100


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text in its box: its lines, the size of its letters in points, and whether it was cut."""

    lines: tuple[str, ...]
    size: float
    cut: bool = False

    @property
    def height(self) -> float:
        """The height of all lines, in points."""
        return len(self.lines) * self.size * LINE


_STAND_IN = {"≥": ">=", "≤": "<=", "→": "->", "►": "»", "✓": "x", "≈": "~", "⇒": "=>"}


def drawable(text: str) -> str:
    """Return a text in letters the house font has; what it lacks is written another way.

    Vietnamese is put together first, as the font has its letters whole.
    """
    whole = unicodedata.normalize("NFC", text)
    return "".join(
        letter if letter in _letters() else _STAND_IN.get(letter, "?") for letter in whole
    )


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    """Return the letters the font has, as `tools/make_fonts.py` wrote them down."""
    return frozenset((FONTS / "letters.txt").read_text(encoding="utf-8"))


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a text in points."""
    return _measured(text, bold) * size / _MEASURED_AT


def fit(
    text: str, width: float, height: float, sizes: Sequence[float], bold: bool = False
) -> Fitted:
    """Return a text in the largest of some sizes (largest first) at which it fits a box in points.

    Where it fits at none, it is cut at the smallest, and ends in three dots.
    """
    for size in sizes:
        lines = wrap(text, width, size, bold)
        if len(lines) * size * LINE <= height + 0.01:
            return Fitted(tuple(lines), size)
    size = sizes[-1]
    room = max(int((height + 0.01) / (size * LINE)), 1)
    lines = wrap(text, width, size, bold)
    if len(lines) <= room:
        return Fitted(tuple(lines), size)
    last = lines[room - 1]
    while last and text_width(f"{last}…", size, bold) > width:
        last = last[:-1]
    return Fitted((*lines[: room - 1], f"{last.rstrip(' ,;.')}…"), size, cut=True)


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Return the lines of a text; a word longer than a line is broken."""
    lines: list[str] = []
    space = text_width(" ", size, bold)
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in paragraph.split():
            needed = text_width(word, size, bold)
            if line and used + space + needed <= width:
                line, used = f"{line} {word}", used + space + needed
                continue
            if line:
                lines.append(line)
            line, used = word, needed
            if needed > width:
                *whole, line = _broken(word, width, size, bold)
                lines += whole
                used = text_width(line, size, bold)
        lines.append(line)
    return lines


def _broken(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and text_width(piece + letter, size, bold) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(BOLD if bold else REGULAR), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache(maxsize=16384)
def _measured(text: str, bold: bool) -> float:
    return float(_font(bold).getlength(text))
