"""A dossier as a PDF on A4, by reportlab, with the house font inside and no browser."""

from __future__ import annotations

import io
from html import escape

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
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
from analysis.exports.dossier.front import first_reasons, front_facts
from analysis.exports.dossier.model import VERDICTS, Block, Dossier, Grid, Picture, Words
from analysis.exports.letters import shortened

_MARGIN = 46.0
_WIDTH = A4[0] - 2 * _MARGIN
_BLUE, _INK, _GREY, _RED = "#00507D", "#1F2937", "#4B5563", "#A8321E"
_COLOURS = {"pass": "#00795A", "fail": _RED, "not_possible": _GREY}
_MOST_OF_A_CELL = 600
"""Letters; more do not fit a page in a narrow column."""
_LEAST_COLUMN = 34.0


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
_SECTION = _style(14, _BLUE, bold=True, spaceBefore=14, spaceAfter=6, keepWithNext=1)
_HEADING = _style(10, bold=True, spaceBefore=8, spaceAfter=3, keepWithNext=1)


def as_pdf(dossier: Dossier) -> bytes:
    """Return a dossier as a PDF; every page names it, counts itself, and says what is simulated."""
    register_fonts()
    story: list[Flowable] = [*_front(dossier), PageBreak()]
    story += [_words(checks_title(dossier), _SECTION), _checks(dossier)]
    for section in dossier.sections:
        story.append(_words(section.title, _SECTION))
        for block in section.blocks:
            story += _block(block, dossier)
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
        colWidths=[_WIDTH / 3] * 3,
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
        *_block(first_reasons(dossier), dossier),
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
    return Table(rows, colWidths=[120, 66, _WIDTH - 186], style=_stripes(0))


def _block(block: Block, dossier: Dossier) -> list[Flowable]:
    if isinstance(block, Words):
        if block.bullets:
            return [_words(f"• {line}", _BULLET) for line in block.lines]
        return [_words(line, _BODY) for line in block.lines]
    if isinstance(block, Picture):
        return [_words(block.title, _HEADING), _Chart(drawn(block, dossier.language))]
    return _grid(block, _HEADING)


def _grid(grid: Grid, heading: ParagraphStyle) -> list[Flowable]:
    size = 7.5 if len(grid.header) > 5 else 8.5
    plain, right = _style(size), _style(size, alignment=2)
    head = _style(size, "#FFFFFF", bold=True)
    rows: list[list[Paragraph]] = []
    if any(grid.header):
        rows.append([_cell(cell, head) for cell in grid.header])
    for row in grid.rows:
        cells = zip(row, grid.numbers, strict=True)
        rows.append([_cell(cell, right if number else plain) for cell, number in cells])
    if not rows:
        return []
    heads = 1 if any(grid.header) else 0
    table = Table(rows, colWidths=_widths(grid), repeatRows=heads, style=_stripes(heads))
    found: list[Flowable] = [_words(grid.title, heading), table]
    if grid.note:
        found.append(_words(grid.note, _NOTE))
    return found


def _widths(grid: Grid) -> list[float]:
    """Return the widths of columns: by the root of their longest text, so that long ones wrap."""
    size = len(grid.header)
    needed = []
    for place in range(size):
        texts = [grid.header[place], *(row[place] for row in grid.rows)]
        needed.append(max(max(len(one) for one in texts), 4) ** 0.6)
    room = _WIDTH - _LEAST_COLUMN * size
    if room <= 0:
        return [_WIDTH / size] * size
    return [_LEAST_COLUMN + room * one / sum(needed) for one in needed]


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
