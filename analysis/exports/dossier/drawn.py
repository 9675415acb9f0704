"""The charts of a dossier as drawings, the same for HTML and PDF."""

from __future__ import annotations

from analysis.exports.deck.draw_chart import draw_chart
from analysis.exports.deck.drawing import Drawing
from analysis.exports.dossier.model import Picture
from analysis.language import Language

WIDTH, HEIGHT = 500.0, 210.0
"""The size of a chart, in points: as wide as the text of an A4 page."""


def drawn(picture: Picture, language: Language) -> Drawing:
    """Return a chart of a dossier as shapes."""
    return Drawing(WIDTH, HEIGHT, tuple(draw_chart(picture.chart, WIDTH, HEIGHT, language)))
