"""Where things stand on a slide of 16:9, and every text fitted to its box, for all file formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.exports.deck.drawing import Box
from analysis.exports.deck.model import Slide, Table
from analysis.exports.deck.text_fit import LINE, Fitted, fit, text_width

WIDTH, HEIGHT = 960.0, 540.0
"""A slide of 13.33 × 7.5 inches, in points."""

MARGIN = 34.0
_TITLE = Box(MARGIN, 34, WIDTH - 2 * MARGIN, 68)
_BODY = Box(MARGIN, 112, WIDTH - 2 * MARGIN, 340)
_REMARK = Box(MARGIN, 455, WIDTH - 2 * MARGIN, 16)
_FOOT = Box(MARGIN, 475, WIDTH - 2 * MARGIN - 40, 56)
NUMBER = Box(WIDTH - MARGIN - 36, 512, 36, 16)
MARK = Box(WIDTH - MARGIN - 250, 10, 250, 18)
LOGO = Box(MARGIN, 7, 90, 24)
_TITLE_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
_FOOT_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_WIDE_SIZES = (18.0, 16.0, 14.0)
_CELL_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
_READABLE = 11.0
"""The least size of letters, in points, that a slide of words is given where rows can go on."""
_CAPTION_ROOM = 28.0
_EVENNESS = (1.0, 0.7, 0.5)
_GAP = 18.0
_PAD_X, _PAD_Y = 4.0, 2.0


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table fitted to its box: column widths and row heights in points, and each cell's lines.

    `left_out` counts rows for which there was no room.
    """

    box: Box
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[tuple[Fitted, ...], ...]
    size: float
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class SlideLayout:
    """A slide with every text fitted: what each format only has to put on its page."""

    title: Fitted
    title_box: Box
    chart_box: Box | None
    caption: Fitted
    caption_box: Box
    table: TableLayout
    remark: Fitted
    remark_box: Box
    foot: tuple[Fitted, ...]
    foot_box: Box


def lay_out(slide: Slide) -> SlideLayout:
    """Return the layout of a slide."""
    title = fit(slide.title, _TITLE.width, _TITLE.height, _TITLE_SIZES, bold=True)
    charted = slide.figure is not None
    body = _BODY
    chart_box = None
    if charted:
        share = 0.6 if len(slide.table.header) <= 4 else 0.52
        left = body.width * share
        chart_box = Box(body.x, body.y, left - _GAP, body.height)
        body = Box(body.x + left, body.y, body.width - left, body.height)
    caption_box = Box(body.x, body.y, body.width, _CAPTION_ROOM)
    caption = fit(slide.table.caption, body.width, _CAPTION_ROOM, (10.0, 9.0, 8.0))
    top = caption.height + 3 if slide.table.caption else 0.0
    room = Box(body.x, body.y + top, body.width, body.height - top)
    sizes = _CELL_SIZES if charted else (*_WIDE_SIZES, *_CELL_SIZES)
    table = lay_out_table(slide.table, room, sizes)
    remark = fit(_remark(slide), _REMARK.width, _REMARK.height, (9.5, 9.0, 8.5, 8.0, 7.0))
    return SlideLayout(
        title,
        _TITLE,
        chart_box,
        caption,
        caption_box,
        table,
        remark,
        _REMARK,
        _foot(slide),
        _FOOT,
    )


def _remark(slide: Slide) -> str:
    return " · ".join(slide.remarks)


def _foot(slide: Slide) -> tuple[Fitted, ...]:
    """Return source, scope and method, all in the largest size at which they fit together."""
    lines = (slide.source, slide.scope, slide.method)
    for size in _FOOT_SIZES:
        told = [fit(line, _FOOT.width, _FOOT.height, (size,)) for line in lines]
        if sum(one.height for one in told) <= _FOOT.height:
            return tuple(told)
    # Two lines of each at most: the whole is in the speaker's notes.
    size = _FOOT_SIZES[-1]
    return tuple(fit(line, _FOOT.width, 2 * size * LINE, (size,)) for line in lines)


def lay_out_table(table: Table, box: Box, sizes: Sequence[float] = _CELL_SIZES) -> TableLayout:
    """Return a table fitted to a box: smaller letters first, then rows are left out, never cut."""
    for size in sizes:
        widths, cells, heights = _lowest(table, box.width, size)
        if sum(heights) <= box.height:
            return TableLayout(box, widths, heights, cells, size)
    kept = len(heights)
    while kept > 2 and sum(heights[:kept]) > box.height:
        kept -= 1
    return TableLayout(
        box, widths, heights[:kept], cells[:kept], size, left_out=len(heights) - kept
    )


def pages_of_rows(table: Table) -> tuple[Table, ...]:
    """Return a table of many words as tables that a slide without a chart shows in readable size.

    A row too long for a slide by itself is made smaller there by `lay_out`.
    """
    pages: list[Table] = []
    rows: tuple[tuple[str, ...], ...] = ()
    room = replace(_BODY, height=_BODY.height - (_CAPTION_ROOM if table.caption else 0))
    for row in table.rows:
        longer = replace(table, rows=(*rows, row))
        if rows and lay_out_table(longer, room, (_READABLE,)).left_out:
            pages.append(replace(table, rows=rows))
            rows = ()
        rows = (*rows, row)
    return (*pages, replace(table, rows=rows))


def _lowest(
    table: Table, width: float, size: float
) -> tuple[tuple[float, ...], tuple[tuple[Fitted, ...], ...], tuple[float, ...]]:
    """Return widths, cells and heights of a table, at the evenness at which it is lowest."""
    tried = []
    for widths in dict.fromkeys(_widths(table, width, size, even) for even in _EVENNESS):
        cells = _fitted(table, widths, size)
        tried.append((widths, cells, _heights(cells, size)))
    return min(tried, key=lambda one: sum(one[2]))


def _fitted(table: Table, widths: tuple[float, ...], size: float) -> tuple[tuple[Fitted, ...], ...]:
    rows = (table.header, *table.rows)
    return tuple(
        tuple(
            fit(cell, width - 2 * _PAD_X, 1e6, (size,), bold=place == 0)
            for cell, width in zip(row, widths, strict=True)
        )
        for place, row in enumerate(rows)
    )


def _heights(cells: tuple[tuple[Fitted, ...], ...], size: float) -> tuple[float, ...]:
    return tuple(max(len(cell.lines) for cell in row) * size * LINE + 2 * _PAD_Y for row in cells)


def _widths(table: Table, width: float, size: float, even: float) -> tuple[float, ...]:
    """Return column widths: what each needs, or a share of it where that is too much together.

    What is left above the least each needs goes by its need to the power `even`: with less than 1 a
    column of a paragraph leaves more to one of a few words.
    """
    needed, least = [], []
    for place, heading in enumerate(table.header):
        cells = [row[place] for row in table.rows]
        words = [text_width(cell, size) for cell in cells]
        words.append(text_width(heading, size, bold=True))
        # Numbers are never broken; words are, at their spaces.
        narrow = [
            max((text_width(part, size, bold=one == heading) for part in one.split()), default=0.0)
            for one in (heading, *cells)
        ]
        floor = max(narrow)
        if table.numbers[place]:
            floor = max([floor, *(text_width(cell, size) for cell in cells)])
        needed.append(max(words) + 2 * _PAD_X + 1)
        least.append(min(floor, width * 0.5) + 2 * _PAD_X + 1)
    if sum(needed) <= width:
        spare = (width - sum(needed)) / len(needed)
        return tuple(one + spare for one in needed)
    spare = width - sum(least)
    if spare <= 0:
        return tuple(one * width / sum(least) for one in least)
    wish = [(need - low) ** even for need, low in zip(needed, least, strict=True)]
    total = sum(wish) or 1.0
    return tuple(low + spare * more / total for low, more in zip(least, wish, strict=True))
