"""A deck as data: slides in order, each with everything it owes to a reader. No file format yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREEN, ORANGE
from analysis.exports.deck.chart_spec import ChartSpec
from analysis.language import Language, Text

Audience = Literal["internal", "public"]
AUDIENCES: dict[Audience, Text] = {
    "internal": Text("Nội bộ", "Internal"),
    "public": Text("Công khai", "Public"),
}


class DeckError(Exception):
    """A deck that cannot be made; `text` says why, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a province on its slides: bands and headings, and what stands out."""

    code: str
    name: Text
    main: str
    accent: str


PALETTES: dict[str, Palette] = {
    one.code: one
    for one in (
        Palette("quang-ngai", Text("Quảng Ngãi (lam)", "Quảng Ngãi (blue)"), "#0B4F7D", ORANGE),
        Palette("green", Text("Lục", "Green"), "#0B5D46", BLUE),
        Palette("red", Text("Đỏ", "Red"), "#8E1B1B", GREEN),
        Palette("plain", Text("Xám", "Grey"), "#1F2937", BLUE),
    )
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to show: header, cells in words, and which columns hold numbers.

    `caption` says what the figures are and in which unit; `left_out` counts rows without room.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    caption: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide in one language.

    `title` is the finding. Below chart and table stand `source` with the day of the data, `scope`
    and `method`; `mark` says that data are simulated, None where they are not. `remarks` tell what
    was hidden or left out. `notes` are for the speaker. `figure` draws the house's own chart, for
    files that can show it; `chart` is None where there is no native form: then `figure` is a map.
    `caution` is what must not be concluded.
    """

    key: str
    language: Language
    title: str
    table: Table
    source: str
    scope: str
    method: str
    mark: str | None
    notes: str
    chart: ChartSpec | None = None
    remarks: tuple[str, ...] = ()
    figure: Callable[[], go.Figure] | None = field(default=None, compare=False)
    alternative: str = ""
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck: its title in each language, slides in order, and what was kept from it.

    `hidden` tells every figure hidden from the public, `left_out` every view without a slide and
    why. `logo` is a PNG or JPEG, checked.
    """

    title: Text
    audience: Audience
    slides: tuple[Slide, ...]
    hidden: tuple[Text, ...] = ()
    left_out: tuple[Text, ...] = ()
    palette: Palette = PALETTES["quang-ngai"]
    logo: bytes | None = None
