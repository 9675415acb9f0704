"""A native chart of PowerPoint from a chart as data: editable, its numbers in a sheet inside.

Intervals are native error bars that point into the same sheet, so that who edits the numbers
edits the intervals too.
"""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.util import Pt

from analysis.charts.theme import INK
from analysis.exports.cells import harmless
from analysis.exports.deck.chart_spec import (
    ChartSpec,
    Form,
    Series,
    tick_decimals,
    ticks,
    value_decimals,
)
from analysis.exports.deck.drawing import Box
from analysis.language import Language

FONT = "Arial"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_TYPES = {
    ("columns", False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("columns", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("bars", False): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bars", True): XL_CHART_TYPE.BAR_STACKED,
    ("lines", False): XL_CHART_TYPE.LINE_MARKERS,
    ("dots", False): XL_CHART_TYPE.LINE_MARKERS,
}
_MOST_WRITTEN = 16
_OF_LANGUAGE: dict[Language, str] = {"vi": "[$-42A]", "en": "[$-809]"}
"""Codes of the languages in formats of numbers: Vietnamese, and English of Great Britain."""


def add_chart(shapes: Any, spec: ChartSpec, language: Language, box: Box) -> Any:
    """Add a chart to the shapes of a slide and return its frame."""
    data = CategoryChartData(number_format=_value_format(spec, language))
    data.categories = spec.categories
    for one in spec.series:
        data.add_series(one.name, one.values)
    frame = shapes.add_chart(
        _TYPES[spec.kind, spec.stacked],
        *(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height)),
        data,
    )
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_sheet(spec, language))
    chart.font.size, chart.font.name = Pt(11), FONT
    chart.font.color.rgb = RGBColor.from_string(INK[1:])
    chart.has_title = False
    chart.has_legend = len(spec.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    _axes(chart, spec, language)
    for place, (drawn, one) in enumerate(zip(chart.plots[0].series, spec.series, strict=True)):
        _paint(drawn, one, spec)
        if one.low:
            _add_interval(drawn._element, spec, place)
    if spec.kind in ("bars", "columns"):
        chart.plots[0].gap_width = 40
        if spec.stacked:
            chart.plots[0].overlap = 100
        _write_values(chart, spec, language)
    return frame


def _axes(chart: Any, spec: ChartSpec, language: Language) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.has_title = True
    values.axis_title.text_frame.text = spec.axis
    _small(values.axis_title.text_frame, 10)
    values.tick_labels.font.size = Pt(10)
    values.tick_labels.number_format = _axis_format(spec, language)
    values.tick_labels.number_format_is_linked = False
    values.major_gridlines.format.line.color.rgb = RGBColor(0xD9, 0xDC, 0xE1)
    values.format.line.fill.background()
    # Set by hand: PowerPoint makes no room for error bars by itself.
    marks = ticks(spec)
    values.minimum_scale, values.maximum_scale = marks[0], marks[-1]
    values.major_unit = marks[1] - marks[0]
    names.tick_labels.font.size = Pt(9 if len(spec.categories) > 12 else 10)
    # Names stand at the edge, not in the midst of bars below zero.
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.has_major_gridlines = False
    if spec.heading:
        names.has_title = True
        names.axis_title.text_frame.text = spec.heading
        _small(names.axis_title.text_frame, 10)
    if spec.kind == "bars":
        # The first category on top, as in the table beside it.
        names.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _value_format(spec: ChartSpec, language: Language) -> str:
    return _number_format(spec.form, value_decimals(spec), language)


def _axis_format(spec: ChartSpec, language: Language) -> str:
    return _number_format(spec.form, tick_decimals(ticks(spec), spec.form), language)


def _number_format(form: Form, digits: int, language: Language) -> str:
    """Return how the office program writes a number with so many decimals.

    The language stands in front: LibreOffice then writes 2,5 on a Vietnamese slide wherever it
    runs. PowerPoint goes by the computer's own settings.
    """
    decimals = "." + "0" * digits if digits else ""
    return _OF_LANGUAGE[language] + (f"0{decimals}%" if form == "share" else f"#,##0{decimals}")


def _small(frame: Any, size: float) -> None:
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = Pt(size), False


def _paint(drawn: Any, one: Series, spec: ChartSpec) -> None:
    colour = RGBColor.from_string(one.colour[1:])
    if spec.kind in ("bars", "columns"):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = colour
        drawn.invert_if_negative = False
        return
    drawn.smooth = False
    drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.rgb = colour
    drawn.marker.format.line.color.rgb = colour
    if spec.kind == "lines":
        drawn.format.line.color.rgb, drawn.format.line.width = colour, Pt(2.25)
    else:
        drawn.format.line.fill.background()


def _write_values(chart: Any, spec: ChartSpec, language: Language) -> None:
    """Write the value at each bar, where there is one series, no interval, and room."""
    one = spec.series[0]
    if len(spec.series) > 1 or one.low or len(spec.categories) > _MOST_WRITTEN:
        return
    plot = chart.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = _value_format(spec, language), False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size = Pt(10)


def _columns_of(spec: ChartSpec, place: int) -> tuple[int, int, int]:
    """Return the sheet columns of a series: its values, and how far its interval goes up, down."""
    count = len(spec.series)
    return 1 + place, 1 + count + 2 * place, 2 + count + 2 * place


def _reach(one: Series, place: int) -> tuple[float, float]:
    """Return how far above and below a value its interval goes; unknown is no reach."""
    value, low, high = one.values[place], one.low[place], one.high[place]
    if value is None:
        return 0.0, 0.0
    above = 0.0 if high is None else max(high - value, 0.0)
    below = 0.0 if low is None else max(value - low, 0.0)
    return above, below


def _sheet(spec: ChartSpec, language: Language) -> bytes:
    """Return the workbook behind a chart: categories, values, and reaches of the intervals."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("Sheet1")
        shown = book.add_format({"num_format": _value_format(spec, language)})
        for row, name in enumerate(spec.categories, start=1):
            sheet.write_string(row, 0, harmless(name))
        for place, one in enumerate(spec.series):
            values, above, below = _columns_of(spec, place)
            sheet.write_string(0, values, one.name)
            for row, value in enumerate(one.values, start=1):
                if value is not None:
                    sheet.write_number(row, values, value, shown)
            if one.low:
                sheet.write_string(0, above, f"{one.name} +")
                sheet.write_string(0, below, f"{one.name} −")
                for row in range(len(one.values)):
                    up, down = _reach(one, row)
                    sheet.write_number(row + 1, above, up, shown)
                    sheet.write_number(row + 1, below, down, shown)
    return buffer.getvalue()


def _add_interval(series: Any, spec: ChartSpec, place: int) -> None:
    """Add error bars of a series' own reaches, before the categories, as the schema wants them."""
    one = spec.series[place]
    _, above, below = _columns_of(spec, place)
    reaches = [_reach(one, row) for row in range(len(one.values))]
    bars = etree.SubElement(series, f"{{{_C}}}errBars")
    if spec.kind == "bars":
        # Lying bars have their values along x; a chart with categories calls that y all the same.
        _value(bars, "errDir", "y")
    for name, told in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        _value(bars, name, told)
    for name, column, side in (("plus", above, 0), ("minus", below, 1)):
        _numbers(etree.SubElement(bars, f"{{{_C}}}{name}"), column, [one[side] for one in reaches])
    line = etree.SubElement(etree.SubElement(bars, f"{{{_C}}}spPr"), f"{{{_A}}}ln", w="15875")
    fill = etree.SubElement(line, f"{{{_A}}}solidFill")
    etree.SubElement(fill, f"{{{_A}}}srgbClr", val="374151")
    before = series.find(f"{{{_C}}}cat")
    before.addprevious(bars)


def _value(parent: Any, name: str, told: str) -> None:
    etree.SubElement(parent, f"{{{_C}}}{name}", val=told)


def _numbers(parent: Any, column: int, numbers: list[float]) -> None:
    reference = etree.SubElement(parent, f"{{{_C}}}numRef")
    letter = xlsxwriter.utility.xl_col_to_name(column)
    formula = etree.SubElement(reference, f"{{{_C}}}f")
    formula.text = f"Sheet1!${letter}$2:${letter}${len(numbers) + 1}"
    cache = etree.SubElement(reference, f"{{{_C}}}numCache")
    etree.SubElement(cache, f"{{{_C}}}formatCode").text = "General"
    etree.SubElement(cache, f"{{{_C}}}ptCount", val=str(len(numbers)))
    for place, number in enumerate(numbers):
        point = etree.SubElement(cache, f"{{{_C}}}pt", idx=str(place))
        etree.SubElement(point, f"{{{_C}}}v").text = repr(number)
