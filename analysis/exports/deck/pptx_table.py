"""A real table of PowerPoint, written as one piece of XML: cell by cell takes ten times as long."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.util import Pt

from analysis.charts.theme import INK
from analysis.exports.deck.layout import TableLayout
from analysis.exports.deck.model import Table
from analysis.exports.deck.pptx_chart import FONT

_STRIPE = "#F3F5F8"
_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"


def add_table(shapes: Any, table: Table, layout: TableLayout, colour: str) -> Any:
    """Add a table to the shapes of a slide and return its frame.

    Rows for which the layout found no room are left out.
    """
    box = layout.box
    size = (Pt(box.x), Pt(box.y), Pt(sum(layout.widths)), Pt(sum(layout.heights)))
    frame = shapes.add_table(1, 1, *size)
    frame.name = "table"
    old = frame.table._tbl
    old.getparent().replace(old, parse_xml(_table_xml(table, layout, colour)))
    return frame


def _table_xml(table: Table, layout: TableLayout, colour: str) -> str:
    columns = "".join(f'<a:gridCol w="{Pt(width)}"/>' for width in layout.widths)
    texts = (table.header, *table.rows)
    rows = "".join(
        f'<a:tr h="{Pt(height)}">'
        + "".join(
            _cell(text, place, table.numbers[column], layout.size, colour)
            for column, text in enumerate(texts[place])
        )
        + "</a:tr>"
        for place, height in enumerate(layout.heights)
    )
    return (
        f'<a:tbl xmlns:a="{_SPACE}"><a:tblPr firstRow="1" bandRow="1"/>'
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
    )


def _cell(text: str, row: int, number: bool, size: float, colour: str) -> str:
    ink, fill = ("#FFFFFF", colour) if row == 0 else (INK, "#FFFFFF" if row % 2 else _STRIPE)
    aligned = ' algn="r"' if number else ""
    look = f'sz="{round(size * 100)}" b="{int(row == 0)}"'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:p><a:pPr{aligned}/><a:r><a:rPr {look}>"
        f'<a:solidFill><a:srgbClr val="{ink[1:]}"/></a:solidFill>'
        f"<a:latin typeface={quoteattr(FONT)}/></a:rPr><a:t>{escape(_written(text))}</a:t></a:r>"
        f'</a:p></a:txBody><a:tcPr marL="{Pt(4)}" marR="{Pt(4)}" marT="{Pt(1.5)}" '
        f'marB="{Pt(1.5)}"><a:solidFill><a:srgbClr val="{fill[1:]}"/></a:solidFill></a:tcPr></a:tc>'
    )


def _written(text: str) -> str:
    """Return a text without the letters that XML knows no way to write."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")
