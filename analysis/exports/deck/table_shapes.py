"""A table drawn as shapes: a coloured heading, every other row shaded, numbers to the right."""

from __future__ import annotations

from analysis.charts.theme import INK
from analysis.exports.deck.drawing import Box, Shape, Words, rectangle
from analysis.exports.deck.layout import TableLayout
from analysis.exports.deck.model import Palette, Table
from analysis.exports.deck.text_fit import LINE

_STRIPE = "#F3F5F8"


def table_shapes(layout: TableLayout, table: Table, palette: Palette) -> list[Shape]:
    """Return a table that was fitted to its box."""
    shapes: list[Shape] = []
    y = layout.box.y
    for place, (row, height) in enumerate(zip(layout.cells, layout.heights, strict=True)):
        x = layout.box.x
        if place == 0:
            shapes.append(rectangle(Box(x, y, sum(layout.widths), height), palette.main))
        elif place % 2 == 0:
            shapes.append(rectangle(Box(x, y, sum(layout.widths), height), _STRIPE))
        for column, (cell, width) in enumerate(zip(row, layout.widths, strict=True)):
            ink = "#FFFFFF" if place == 0 else INK
            right = table.numbers[column]
            at = x + width - 4 if right else x + 4
            shapes += [
                Words(
                    at,
                    y + 2 + cell.size * (0.96 + n * LINE),
                    line,
                    cell.size,
                    ink,
                    bold=place == 0,
                    anchor="end" if right else "start",
                )
                for n, line in enumerate(cell.lines)
            ]
            x += width
        y += height
    return shapes
