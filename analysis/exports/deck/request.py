"""What is asked of a deck: views in order, languages, audience, colours and logo, all checked."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from analysis.exports.deck.catalogue import DEFAULT_SET, SETS, VIEWS, every_view
from analysis.exports.deck.model import PALETTES, Audience, DeckError, Palette
from analysis.language import LANGUAGES, Language, Text

MOST_VIEWS = 40
LARGEST_LOGO = 2_000_000
"""Bytes of a logo file."""
MOST_PIXELS = 16_000_000
"""A small file may hold a huge picture: it is refused before it is opened."""


@dataclass(frozen=True, slots=True)
class DeckRequest:
    """A deck to be made; the title is that of a ready set, or "own" choice."""

    views: tuple[str, ...]
    title: Text
    languages: tuple[Language, ...] = ("vi",)
    audience: Audience = "internal"
    palette: Palette = PALETTES["quang-ngai"]
    logo: bytes | None = None


OWN_TITLE = Text("Trình chiếu tự chọn", "Presentation of one's own choice")


def request_of_set(code: str = DEFAULT_SET, languages: Sequence[Language] = ("vi",)) -> DeckRequest:
    """Return the request of a ready set."""
    chosen = SETS[code]
    return DeckRequest(chosen.views, chosen.name, tuple(languages))


def own_request(views: Sequence[str], languages: Sequence[Language] = ("vi",)) -> DeckRequest:
    """Return the request of views chosen by a person; raises DeckError for one there is not."""
    unknown = [key for key in views if key not in every_view()]
    if unknown:
        known = ", ".join(VIEWS)
        raise DeckError(
            Text(
                f"Không có trang «{unknown[0]}». Các trang: {known}, hoặc tên một thước đo "
                "(khuyencong measure --list)",
                f"There is no view «{unknown[0]}». Views: {known}, or the name of a measure "
                "(khuyencong measure --list)",
            )
        )
    if not 0 < len(views) <= MOST_VIEWS:
        raise DeckError(
            Text(
                f"Chọn từ 1 đến {MOST_VIEWS} trang",
                f"Choose from 1 to {MOST_VIEWS} views",
            )
        )
    ordered = tuple(one for one in LANGUAGES if one in languages) or ("vi",)
    return DeckRequest(tuple(dict.fromkeys(views)), OWN_TITLE, ordered)


def checked_logo(data: bytes) -> bytes:
    """Return a logo as PNG of at most 600 pixels; raises DeckError for what is no fit picture.

    The picture is drawn anew, so that nothing else the file may hold travels on.
    """
    if len(data) > LARGEST_LOGO:
        raise DeckError(Text("Tệp biểu trưng lớn hơn 2 MB", "The logo file is larger than 2 MB"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise DeckError(
                        Text(
                            "Biểu trưng quá nhiều điểm ảnh; thu nhỏ dưới 4.000 × 4.000",
                            "The logo has too many pixels; make it smaller than 4,000 × 4,000",
                        )
                    )
                drawn = opened.convert("RGBA")
    except DeckError:
        raise
    except Exception as error:
        raise DeckError(
            Text("Biểu trưng phải là tệp PNG hoặc JPEG", "The logo must be a PNG or JPEG file")
        ) from error
    drawn.thumbnail((600, 600))
    buffer = io.BytesIO()
    drawn.save(buffer, "PNG")
    return buffer.getvalue()
