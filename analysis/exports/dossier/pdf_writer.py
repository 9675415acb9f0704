"""A dossier as a PDF on A4, by reportlab, with the house font inside and no browser."""

from __future__ import annotations

import io
from html import escape

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from analysis.exports.deck.drawing import Drawing
from analysis.exports.deck.pdf import BOLD_NAME, REGULAR_NAME, paint, register_fonts
from analysis.exports.deck.text_fit import drawable, text_width
from analysis.exports.dossier.build import checks_title, origin_grid
from analysis.exports.dossier.drawn import drawn
from analysis.exports.dossier.front import front_blocks, front_facts
from analysis.exports.dossier.model import VERDICTS, Block, Dossier, Grid, Picture, Words
from analysis.exports.letters import shortened

_MARGIN = 46.0
PAGE_WIDTH = A4[0] - 2 * _MARGIN
_BLUE, _INK, _GREY, _RED = "#00507D", "#1F2937", "#4B5563", "#A8321E"
_COLOURS = {"pass": "#00795A", "fail": _RED, "not_possible": _GREY}
_MOST_OF_A_CELL = 600
"""Letters; more do not fit a page in a narrow column."""
_LEAST_COLUMN = 34.0
_PADDING = 9.0
_LONGEST_WORD = 90.0
_SIZES = (8.5, 7.5, 7.0, 6.5, 6.0)
"""Sizes of letters in tables, those of tables with more than _FEW_COLUMNS from the second on."""
_FEW_COLUMNS = 5
_SHORT = 260.0
"""A table no higher than this is not broken over pages."""
_SECTION_ROOM = 150.0
"""A section begins on a new page where less than this is left: its heading and some of it."""


class _Chart(Flowable):  # type: ignore[misc]  # reportlab carries no types
    """A drawing in the flow of a page."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self.drawing = drawing
        self.width, self.height = drawing.width, drawing.height

    def wrap(self, *_given: float) -> tuple[float, float]:
        """Return the room a drawing takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Paint it."""
        paint(self.canv, self.drawing)


def _style(size: float, colour: str = _INK, bold: bool = False, **more: float) -> ParagraphStyle:
    name = BOLD_NAME if bold else REGULAR_NAME
    return ParagraphStyle(
        name=f"{name}{size}{colour}{more}",
        fontName=name,
        fontSize=size,
        leading=size * 1.32,
        textColor=HexColor(colour),
        **more,
    )


_BODY = _style(9.5, spaceAfter=4)
_BULLET = _style(9.5, leftIndent=12, spaceAfter=2)
_NOTE = _style(7.5, _GREY, spaceAfter=6)
_SECTION = _style(14, _BLUE, bold=True, spaceBefore=14, spaceAfter=6)
_HEADING = _style(10, bold=True, spaceBefore=8, spaceAfter=3)


def as_pdf(dossier: Dossier) -> bytes:
    """Return a dossier as a PDF; every page names it, counts itself, and says what is simulated."""
    register_fonts()
    story: list[Flowable] = [*_front(dossier), PageBreak()]
    story += [_words(checks_title(dossier), _SECTION), _checks(dossier)]
    for section in dossier.sections:
        parts = [_block(block, dossier) for block in section.blocks]
        story += [CondPageBreak(_room(parts)), _words(section.title, _SECTION)]
        story += [one for part in parts for one in part]
    story += _grid(origin_grid(dossier), _SECTION)
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=52,
        bottomMargin=46,
        title=dossier.title,
        creator="Khuyến công Impact",
        lang=dossier.language,
    )

    def frame(canvas: Canvas, _document: SimpleDocTemplate) -> None:
        _edges(canvas, dossier)

    document.build(story, onFirstPage=frame, onLaterPages=frame)
    return buffer.getvalue()


def _edges(canvas: Canvas, dossier: Dossier) -> None:
    canvas.saveState()
    canvas.setFont(REGULAR_NAME, 7.5)
    canvas.setFillColor(HexColor(_GREY))
    canvas.drawString(_MARGIN, 26, drawable(dossier.title))
    canvas.drawRightString(A4[0] - _MARGIN, 26, str(canvas.getPageNumber()))
    if dossier.front.mark:
        mark = drawable(dossier.front.mark)
        wide = text_width(mark, 8, bold=True) + 14
        canvas.setFillColor(HexColor(_RED))
        canvas.rect(A4[0] - _MARGIN - wide, A4[1] - 36, wide, 16, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.setFont(BOLD_NAME, 8)
        canvas.drawRightString(A4[0] - _MARGIN - 7, A4[1] - 31, mark)
    canvas.restoreState()


def _front(dossier: Dossier) -> list[Flowable]:
    front = dossier.front
    facts = Table(
        [
            [_cell(label, _style(8.5, _GREY)) for label, _ in front_facts(dossier)],
            [_cell(words, _style(11, bold=True)) for _, words in front_facts(dossier)],
        ],
        colWidths=[PAGE_WIDTH / 3] * 3,
        style=TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), HexColor("#F3F5F8")),
                ("LINEBEFORE", (0, 0), (-1, -1), 3, HexColor("#D55E00")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 9),
            ]
        ),
    )
    return [
        _words(dossier.title, _style(19, _BLUE, bold=True, spaceAfter=8)),
        _words(front.question, _style(12, _GREY, spaceAfter=10)),
        _words(front.answer, _style(16, bold=True, spaceAfter=14)),
        facts,
        Spacer(1, 14),
        *(made for one in front_blocks(dossier) for made in _block(one, dossier)),
    ]


def _checks(dossier: Dossier) -> Table:
    cell = _style(8)
    rows = []
    for one in dossier.checks:
        verdict = VERDICTS[one.verdict].in_language(dossier.language)
        rows.append(
            [
                _cell(one.title, cell),
                _words(verdict, _style(8, _COLOURS[one.verdict], bold=True)),
                _cell(one.finding, cell),
            ]
        )
    if not rows:
        rows = [[_words("–", cell)] * 3]
    return Table(rows, colWidths=[120, 66, PAGE_WIDTH - 186], style=_stripes(0))


def _block(block: Block, dossier: Dossier) -> list[Flowable]:
    if isinstance(block, Words):
        if block.bullets:
            return [_words(f"• {line}", _BULLET) for line in block.lines]
        return [_words(line, _BODY) for line in block.lines]
    if isinstance(block, Picture):
        chart = _Chart(drawn(block, dossier.language))
        return [CondPageBreak(chart.height + 24), _words(block.title, _HEADING), chart]
    return _grid(block, _HEADING)


def _room(parts: list[list[Flowable]]) -> float:
    """Return the room that the heading of a section needs with the first of what follows."""
    first = next((one for part in parts for one in part), None)
    return first.height + 40 if isinstance(first, CondPageBreak) else _SECTION_ROOM


def _grid(grid: Grid, heading: ParagraphStyle) -> list[Flowable]:
    size = column_size(grid)
    plain, right = _style(size), _style(size, alignment=2)
    heading_of = [_style(size, "#FFFFFF", bold=True, alignment=2 * one) for one in grid.numbers]
    rows: list[list[Paragraph]] = []
    if any(grid.header):
        heads_of = zip(grid.header, heading_of, strict=True)
        rows.append([_cell(cell, style) for cell, style in heads_of])
    for row in grid.rows:
        cells = zip(row, grid.numbers, strict=True)
        rows.append([_cell(cell, right if number else plain) for cell, number in cells])
    if not rows:
        return []
    heads = 1 if any(grid.header) else 0
    table = Table(
        rows, colWidths=column_widths(grid, size), repeatRows=heads, style=_stripes(heads)
    )
    # A heading stays with the first rows; a short table stays whole.
    height = table.wrap(PAGE_WIDTH, A4[1])[1] + 30
    room = height if height <= _SHORT else _SECTION_ROOM / 2
    found: list[Flowable] = [CondPageBreak(room), _words(grid.title, heading), table]
    found.append(_words(grid.note, _NOTE) if grid.note else Spacer(1, 6))
    return found


def column_size(grid: Grid) -> float:
    """Return the largest size of letters at which no word of a heading is broken."""
    for size in _SIZES[len(grid.header) > _FEW_COLUMNS :]:
        if sum(least_widths(grid, size)) <= PAGE_WIDTH:
            return size
    return _SIZES[-1]


def least_widths(grid: Grid, size: float) -> list[float]:
    """Return the least widths of columns: no word and no number is broken, but for checksums."""
    found = []
    for place, head in enumerate(grid.header):
        words = [text_width(word, size, bold=True) for word in head.split()]
        cells = [row[place] for row in grid.rows]
        if not grid.numbers[place]:
            cells = [word for cell in cells for word in cell.split()]
        words += [min(text_width(one, size), _LONGEST_WORD) for one in cells]
        found.append(max([*words, _LEAST_COLUMN - _PADDING]) + _PADDING)
    return found


def column_widths(grid: Grid, size: float) -> list[float]:
    """Return the widths of columns: what they need, the rest by the root of their longest text."""
    least = least_widths(grid, size)
    room = PAGE_WIDTH - sum(least)
    if room <= 0:
        return [PAGE_WIDTH * one / sum(least) for one in least]
    longest = [
        max((len(one) for one in (head, *(row[place] for row in grid.rows))), default=0)
        for place, head in enumerate(grid.header)
    ]
    # Numbers never wrap: what is left over goes to the words.
    wanted = [
        (max(one, 4) ** 0.6) * (0.3 if number else 1.0)
        for one, number in zip(longest, grid.numbers, strict=True)
    ]
    return [one + room * part / sum(wanted) for one, part in zip(least, wanted, strict=True)]


def _stripes(heads: int) -> TableStyle:
    rules: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("ROWBACKGROUNDS", (0, heads), (-1, -1), [white, HexColor("#F3F5F8")]),
    ]
    if heads:
        rules.append(("BACKGROUND", (0, 0), (-1, 0), HexColor(_BLUE)))
    return TableStyle(rules)


def _words(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(drawable(text)), style)


def _cell(text: str, style: ParagraphStyle) -> Paragraph:
    """Return words of a row, which must fit a page: rows are not broken."""
    return _words(shortened(text, _MOST_OF_A_CELL), style)
