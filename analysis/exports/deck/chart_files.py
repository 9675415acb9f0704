"""Each chart of a deck as SVG, PNG and data, one by one or all in a zip file."""

from __future__ import annotations

import csv
import io
import zipfile

from analysis.exports.cells import harmless
from analysis.exports.deck.draw_slide import chart_drawing
from analysis.exports.deck.model import Deck, Slide
from analysis.exports.deck.png import as_png
from analysis.exports.deck.svg import as_svg
from analysis.exports.letters import written


def slide_name(slide: Slide, number: int) -> str:
    """Return the name of a slide's files, without an ending."""
    return f"{number:02d}-{slide.key}-{slide.language}"


def chart_svg(slide: Slide) -> str:
    """Return the chart or map of a slide as SVG, its source and mark below."""
    clean = written(slide)
    return as_svg(chart_drawing(clean), clean.alternative)


def chart_png(slide: Slide) -> bytes:
    """Return the chart or map of a slide as PNG, its source and mark below."""
    return as_png(chart_drawing(slide))


def slide_csv(slide: Slide) -> str:
    """Return the data of a slide: of its chart in full, else its table, each row with its mark.

    The rows of a chart are its categories; a value and the ends of its interval stand side by side.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    last = [harmless(slide.mark or ""), harmless(slide.source)]
    chart = slide.chart
    if chart is None:
        writer.writerow([*map(harmless, slide.table.header), "mark", "source"])
        for row in slide.table.rows:
            writer.writerow([*map(harmless, row), *last])
        return buffer.getvalue()
    header = [chart.axis]
    for one in chart.series:
        header += [one.name, *((f"{one.name} low", f"{one.name} high") if one.low else ())]
    writer.writerow([*map(harmless, header), "mark", "source"])
    for place, name in enumerate(chart.categories):
        cells: list[object] = [harmless(name)]
        for one in chart.series:
            ends = (one.low[place], one.high[place]) if one.low else ()
            cells += ["" if value is None else value for value in (one.values[place], *ends)]
        writer.writerow([*cells, *last])
    return buffer.getvalue()


def charts_zip(deck: Deck) -> bytes:
    """Return a zip file with SVG, PNG and CSV of every slide that has a chart."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as folder:
        for number, slide in enumerate(deck.slides, start=1):
            if slide.figure is None:
                continue
            name = slide_name(slide, number)
            folder.writestr(f"{name}.svg", chart_svg(slide))
            folder.writestr(f"{name}.png", chart_png(slide))
            folder.writestr(f"{name}.csv", "\ufeff" + slide_csv(slide))
    return buffer.getvalue()
