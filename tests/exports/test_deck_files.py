"""Decks as files: PowerPoint read back, PDF, HTML, brief and charts; no text leaves its box."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pptx.util import Emu

from analysis.exports.deck.brief import BRIEF_VIEWS, TITLE, brief_html, brief_page, brief_pdf
from analysis.exports.deck.build import build_deck
from analysis.exports.deck.chart_files import chart_png, chart_svg, slide_csv
from analysis.exports.deck.draw_slide import draw_slide
from analysis.exports.deck.drawing import Area, Box, Dot, Drawing, Line, Picture, Words
from analysis.exports.deck.files import deck_bytes
from analysis.exports.deck.layout import HEIGHT, WIDTH, lay_out
from analysis.exports.deck.model import DeckError, Slide, Table
from analysis.exports.deck.request import checked_logo, own_request
from analysis.exports.deck.text_fit import drawable, fit, text_width
from analysis.scope import Scope
from tests.examples import examples
from tests.exports.deck_case import simulated, whole_deck

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def book(workspace: Path) -> Presentation:
    return Presentation(io.BytesIO(deck_bytes(whole_deck(workspace), "pptx")))


def _texts(page: object) -> str:
    return "\n".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)


def test_powerpoint_holds_every_slide_whole(book: Presentation, workspace: Path) -> None:
    slides = whole_deck(workspace).slides
    assert (book.slide_width, book.slide_height) == (12192000, 6858000)
    assert len(book.slides) == len(slides)
    for page, slide in zip(book.slides, slides, strict=True):
        text = _texts(page)
        assert page.notes_slide.notes_text_frame.text == slide.notes
        assert slide.mark in text
        assert slide.source.split(" · ")[0] in text
        tables = [shape for shape in page.shapes if shape.has_table]
        assert len(tables) == 1
        assert any(shape.has_chart for shape in page.shapes) == (slide.chart is not None)
        pictures = [shape for shape in page.shapes if shape.name == "map"]
        assert bool(pictures) == (slide.chart is None and slide.figure is not None)


def test_native_charts_hold_the_numbers_and_can_be_edited(
    book: Presentation, workspace: Path
) -> None:
    for page, slide in zip(book.slides, whole_deck(workspace).slides, strict=True):
        if slide.chart is None:
            continue
        chart = next(shape.chart for shape in page.shapes if shape.has_chart)
        plot = chart.plots[0]
        assert tuple(plot.categories) == slide.chart.categories
        for drawn, series in zip(plot.series, slide.chart.series, strict=True):
            assert drawn.name == series.name
            assert drawn.values == pytest.approx(series.values, nan_ok=True)
        sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        first = [cell.value for cell in sheet["B"]][1:]
        assert first == pytest.approx(list(slide.chart.series[0].values))
        has_interval = bool(slide.chart.series[0].low)
        assert bool(chart._chartSpace.xpath(".//c:errBars")) == has_interval
        if has_interval:
            _check_interval(chart, sheet, slide)
        low, high = chart.value_axis.minimum_scale, chart.value_axis.maximum_scale
        bounds = slide.chart.bounds()
        assert low <= bounds[0]
        assert high >= bounds[1]
        _check_axis_is_written_as_it_is(chart.value_axis)
        assert chart.value_axis.tick_labels.number_format.startswith(
            "[$-42A]" if slide.language == "vi" else "[$-809]"
        )


def _check_axis_is_written_as_it_is(axis: object) -> None:
    """No mark of an axis is rounded to another number where it is written: 2.5 is not 3."""
    written = axis.tick_labels.number_format
    digits = len(re.search(r"0(?:\.(0+))?%?$", written)[1] or "")
    scale = 100 if written.endswith("%") else 1
    steps = round((axis.maximum_scale - axis.minimum_scale) / axis.major_unit)
    for place in range(steps + 1):
        mark = (axis.minimum_scale + place * axis.major_unit) * scale
        assert round(mark, digits) == pytest.approx(mark, abs=1e-6), written


def _check_interval(chart: object, sheet: object, slide: Slide) -> None:
    """The error bars name cells of the sheet, which hold how far the interval reaches."""
    for place, series in enumerate(slide.chart.series):
        bars = chart._chartSpace.xpath(".//c:errBars")[place]
        for name, ends, sign in (("plus", series.high, 1), ("minus", series.low, -1)):
            formula = bars.find(f"{_C}{name}/{_C}numRef/{_C}f").text
            column = re.fullmatch(r"Sheet1!\$([A-Z]+)\$2:\$\1\$(\d+)", formula)
            reaches = [cell.value for cell in sheet[column[1]]][1 : int(column[2])]
            for value, end, reach in zip(series.values, ends, reaches, strict=True):
                if value is not None and end is not None:
                    assert value + sign * reach == pytest.approx(end)


def test_no_shape_leaves_the_slide_and_no_text_its_box(book: Presentation, workspace: Path) -> None:
    for page, slide in zip(book.slides, whole_deck(workspace).slides, strict=True):
        boxes = []
        for shape in page.shapes:
            box = Box(*(Emu(n).pt for n in (shape.left, shape.top, shape.width, shape.height)))
            assert box.inside(Box(0, 0, WIDTH, HEIGHT)), (slide.key, shape.name)
            if shape.name in ("title", "caption", "remark", "source"):
                assert _height(shape, box.width) <= box.height + 0.5, (slide.key, shape.name)
            if shape.name in ("title", "table", "chart", "map", "source"):
                boxes.append((shape.name, box))
        for place, (name, box) in enumerate(boxes):
            for other, theirs in boxes[place + 1 :]:
                assert not _overlap(box, theirs), (slide.key, name, other)
        _check_cells(page, slide)


def _height(shape: object, width: float) -> float:
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        run = paragraph.runs[0]
        told = fit(run.text, width, 1e6, (run.font.size.pt,), bool(run.font.bold))
        total += told.height
    return total


def _overlap(one: Box, two: Box) -> bool:
    apart = 1.0
    return (
        one.x + one.width > two.x + apart
        and two.x + two.width > one.x + apart
        and one.y + one.height > two.y + apart
        and two.y + two.height > one.y + apart
    )


def _check_cells(page: object, slide: Slide) -> None:
    table = next(shape.table for shape in page.shapes if shape.has_table)
    for row, native in enumerate(table.rows):
        for column, cell in enumerate(native.cells):
            run = cell.text_frame.paragraphs[0].runs
            if not run:
                continue
            width = Emu(table.columns[column].width).pt - 8
            told = fit(run[0].text, width, 1e6, (run[0].font.size.pt,), row == 0)
            assert told.height + 3 <= Emu(native.height).pt + 0.5, (slide.key, run[0].text)


def test_every_drawn_slide_stays_on_its_page(workspace: Path) -> None:
    deck = whole_deck(workspace)
    for number, slide in enumerate(deck.slides, start=1):
        drawing = draw_slide(slide, number, deck)
        for shape in drawing.shapes:
            assert _extent(shape).inside(Box(0, 0, WIDTH, HEIGHT), 3), (slide.key, shape)


def _extent(shape: object) -> Box:
    if isinstance(shape, Picture):
        return shape.box
    if isinstance(shape, Dot):
        r = shape.radius
        return Box(shape.x - r, shape.y - r, 2 * r, 2 * r)
    if isinstance(shape, Words):
        if shape.angle:
            return Box(shape.x, shape.y, 0, 0)
        wide = text_width(shape.text, shape.size, shape.bold)
        left = {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
        return Box(shape.x - left, shape.y - shape.size, wide, shape.size)
    points = shape.points if isinstance(shape, Line) else [p for r in shape.rings for p in r]
    assert isinstance(shape, Line | Area)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@settings(max_examples=examples(60))
@given(
    st.text(max_size=600),
    st.lists(st.text(max_size=90), min_size=1, max_size=30),
    st.integers(1, 6),
)
def test_any_text_is_made_to_fit(title: str, cells: list[str], columns: int) -> None:
    rows = tuple(tuple(cells[(n + c) % len(cells)] for c in range(columns)) for n in range(12))
    table = Table(rows[0], rows[1:], (False,) * columns)
    slide = Slide("any", "vi", title, table, title, title, title, "M", title, remarks=(title,))
    layout = lay_out(slide)
    assert layout.title.height <= layout.title_box.height + 0.1
    assert sum(one.height for one in layout.foot) <= layout.foot_box.height + 0.5
    assert sum(layout.table.widths) <= layout.table.box.width + 0.5
    shown = layout.table.heights
    assert sum(shown) <= layout.table.box.height + 0.5 or len(shown) == 2
    assert len(shown) + layout.table.left_out == len(rows)
    for row in layout.table.cells:
        for cell, width in zip(row, layout.table.widths, strict=True):
            for line in cell.lines:
                assert text_width(line, cell.size) <= width - 7.5 or len(line) == 1


def test_a_pdf_has_a_page_for_each_slide_and_its_fonts_inside(workspace: Path) -> None:
    data = deck_bytes(whole_deck(workspace), "pdf")
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == len(whole_deck(workspace).slides)
    assert b"BeVietnamPro" in data
    assert b"/FontFile2" in data
    assert b"/MediaBox [ 0 0 960 540 ]" in data


def test_html_opens_without_a_network(workspace: Path) -> None:
    deck = whole_deck(workspace)
    page = deck_bytes(deck, "html").decode("utf-8")
    assert page.count("* plotly.js v") == 1
    assert "default-src 'none'" in page
    outside = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.findall(r"(?:src|href)=[\"']https?:", outside)
    assert page.count('<section class="slide"') == len(deck.slides)
    assert page.count('class="mark"') == len(deck.slides)
    for slide in deck.slides[:6]:
        assert slide.title.split(":")[0] in page


def test_each_chart_as_svg_png_and_data(workspace: Path) -> None:
    deck = whole_deck(workspace)
    slide = next(one for one in deck.slides if one.key == "jobs")
    assert "SỐ LIỆU MÔ PHỎNG" in chart_svg(slide)
    assert chart_svg(slide).startswith("<svg")
    with Image.open(io.BytesIO(chart_png(slide))) as image:
        assert image.format == "PNG"
        assert len(image.getcolors(1_000_000) or range(999)) > 5
    rows = list(csv.reader(io.StringIO(slide_csv(slide))))
    assert len(rows) == 1 + len(slide.chart.categories)
    assert float(rows[1][1]) == slide.chart.series[0].values[0]
    assert all(row[-2] == "SỐ LIỆU MÔ PHỎNG" for row in rows[1:])
    one = replace(deck, slides=(slide, deck.slides[0]))
    with zipfile.ZipFile(io.BytesIO(deck_bytes(one, "zip"))) as folder:
        names = sorted(folder.namelist())
    assert names == ["01-jobs-vi.csv", "01-jobs-vi.png", "01-jobs-vi.svg"]


def test_the_brief_is_one_page_for_each_language(workspace: Path) -> None:
    request = replace(own_request(BRIEF_VIEWS, ("vi", "en")), title=TITLE)
    deck = build_deck(simulated(workspace), Scope(), request)
    page: Drawing = brief_page(deck)
    assert all(_extent(s).inside(Box(0, 0, page.width, page.height), 3) for s in page.shapes)
    words = " ".join(shape.text for shape in page.shapes if isinstance(shape, Words))
    assert "SỐ LIỆU MÔ PHỎNG" in words
    assert "bậc bằng chứng" in words
    assert brief_pdf(deck).count(b"/Type /Page\n") == 2
    assert brief_html(deck).count("<main>") == 2


def test_a_logo_is_a_small_picture_or_refused() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 300), "red").save(buffer, "JPEG")
    logo = checked_logo(buffer.getvalue())
    with Image.open(io.BytesIO(logo)) as opened:
        assert (opened.format, opened.width) == ("PNG", 600)
    for bad in (b"", b"<svg/>", b"GIF89a" + bytes(50), bytes(2_000_001), logo[:40]):
        with pytest.raises(DeckError):
            checked_logo(bad)


def test_the_house_font_has_every_vietnamese_letter() -> None:
    letters = "aăâeêioôơuưyđ"
    marks = "\u0300\u0309\u0303\u0301\u0323"
    vietnamese = letters + "".join(one + mark for one in letters[:-1] for mark in marks)
    drawn = drawable(vietnamese + vietnamese.upper() + "₫÷–…−«»“”·%")
    assert "?" not in drawn
    assert drawable("≥ 20 %") == ">= 20 %"
