"""A chart drawn without a browser: axis, bars, lines, dots and intervals as shapes in points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.charts.theme import GREY, INK
from analysis.exports.deck.chart_spec import ChartSpec, Series, tick_text, ticks, value_text
from analysis.exports.deck.drawing import Box, Dot, Line, Shape, Words, rectangle
from analysis.exports.deck.text_fit import LINE, fit, text_width
from analysis.language import Language

_GRID = "#D9DCE1"
_SMALL = 9.0
_LEGEND = 10.0
_INTERVAL = "#374151"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a chart is plotted, and how values and categories become places on it."""

    plot: Box
    low: float
    high: float
    lying: bool
    count: int

    def along(self, value: float) -> float:
        """Return where a value lies on its axis, in points."""
        part = (value - self.low) / (self.high - self.low)
        if self.lying:
            return self.plot.x + part * self.plot.width
        return self.plot.y + (1 - part) * self.plot.height

    def band(self, place: int) -> tuple[float, float]:
        """Return the start and width of a category's band."""
        room = self.plot.height if self.lying else self.plot.width
        start = self.plot.y if self.lying else self.plot.x
        return start + room * place / self.count, room / self.count


def draw_chart(spec: ChartSpec, width: float, height: float, language: Language) -> list[Shape]:
    """Return the shapes of a chart in a box of a size in points, its corner at the origin."""
    if not spec.known():
        return []
    lying = spec.kind == "bars"
    marks = ticks(spec)
    shapes, top = _legend(spec, width)
    frame = _frame(spec, Box(0, top, width, height - top), marks, lying, language)
    shapes += _axis(spec, frame, marks, language)
    shapes += _labels(spec, frame, Box(0, 0, width, height))
    if spec.kind in ("bars", "columns"):
        shapes += _bars(spec, frame, language)
    else:
        for place, one in enumerate(spec.series):
            shapes += _dots(spec, frame, one, (place - (len(spec.series) - 1) / 2) * 6)
    return shapes


def _legend(spec: ChartSpec, width: float) -> tuple[list[Shape], float]:
    if len(spec.series) < 2:
        return [], 4.0
    shapes: list[Shape] = []
    x, y = 0.0, 0.0
    for one in spec.series:
        room = 14 + text_width(one.name, _LEGEND) + 14
        if x and x + room > width:
            x, y = 0.0, y + _LEGEND * 1.5
        shapes.append(rectangle(Box(x, y + 1, 9, 9), one.colour))
        shapes.append(Words(x + 13, y + 9, one.name, _LEGEND, INK))
        x += room
    return shapes, y + _LEGEND * 1.5 + 6


def _frame(
    spec: ChartSpec, room: Box, marks: tuple[float, ...], lying: bool, language: Language
) -> _Frame:
    low, high = marks[0], marks[-1]
    if lying:
        names = max(text_width(name, _SMALL) for name in spec.categories)
        left = min(names, room.width * 0.42) + 8
        right = 14 if spec.series[0].low else 44
        plot = Box(room.x + left, room.y, room.width - left - right, room.height - 30)
    else:
        left = max(
            text_width(tick_text(tick, marks, spec.form, language), _SMALL) for tick in marks
        )
        left += 8
        below = 16.0 + (14 if spec.heading else 0)
        if _turned(spec, (room.width - left) / len(spec.categories)):
            below = 16 + min(max(text_width(name, _SMALL) for name in spec.categories), 90) * 0.72
        plot = Box(room.x + left, room.y + 16, room.width - left - 6, room.height - 16 - below)
    return _Frame(plot, low, high, lying, len(spec.categories))


def _turned(spec: ChartSpec, band: float) -> bool:
    """Tell whether names under the axis are too long to lie."""
    return any(
        len(fit(name, band - 3, 40, (_SMALL,)).lines) > 2 or _longest_word(name) > band - 3
        for name in spec.categories
    )


def _longest_word(name: str) -> float:
    return max((text_width(word, _SMALL) for word in name.split()), default=0.0)


def _axis(
    spec: ChartSpec, frame: _Frame, marks: tuple[float, ...], language: Language
) -> list[Shape]:
    plot, shapes = frame.plot, list[Shape]()
    for tick in marks:
        at = frame.along(tick)
        zero = abs(tick) < 1e-12
        colour, width = (GREY, 1.2) if zero else (_GRID, 0.7)
        said = tick_text(tick, marks, spec.form, language)
        if frame.lying:
            shapes.append(Line(((at, plot.y), (at, plot.y + plot.height)), colour, width))
            below = plot.y + plot.height + 12
            shapes.append(Words(at, below, said, _SMALL, GREY, anchor="middle"))
        else:
            shapes.append(Line(((plot.x, at), (plot.x + plot.width, at)), colour, width))
            shapes.append(Words(plot.x - 5, at + 3, said, _SMALL, GREY, anchor="end"))
    if frame.lying:
        at = plot.x + plot.width / 2
        low = plot.y + plot.height + 26
        shapes.append(Words(at, low, spec.axis, _SMALL, INK, anchor="middle"))
    else:
        shapes.append(Words(0, plot.y - 7, spec.axis, _SMALL, INK))
    return shapes


def _labels(spec: ChartSpec, frame: _Frame, whole: Box) -> list[Shape]:
    plot, shapes = frame.plot, list[Shape]()
    for place, name in enumerate(spec.categories):
        start, band = frame.band(place)
        middle = start + band / 2
        if frame.lying:
            told = fit(name, plot.x - 8, band, (_SMALL, 8.0, 7.0, 6.0))
            first = middle - told.height / 2 + told.size
            shapes += [
                Words(plot.x - 6, first + n * told.size * LINE, line, told.size, INK, anchor="end")
                for n, line in enumerate(told.lines)
            ]
        elif _turned(spec, band):
            cut = fit(name, 88, _SMALL * LINE, (_SMALL,)).lines[0]
            y = plot.y + plot.height + 10
            shapes.append(Words(middle + 3, y, cut, _SMALL, INK, anchor="end", angle=45))
        else:
            told = fit(name, band - 3, 2 * _SMALL * LINE, (_SMALL,))
            y = plot.y + plot.height + 12
            shapes += [
                Words(middle, y + n * _SMALL * LINE, line, _SMALL, INK, anchor="middle")
                for n, line in enumerate(told.lines)
            ]
    if spec.heading and not frame.lying:
        at = plot.x + plot.width / 2
        shapes.append(Words(at, whole.height - 2, spec.heading, _SMALL, INK, anchor="middle"))
    return shapes


def _bars(spec: ChartSpec, frame: _Frame, language: Language) -> list[Shape]:
    shapes: list[Shape] = []
    beside = 1 if spec.stacked else len(spec.series)
    written = _writer(spec, frame, language)
    for place in range(frame.count):
        start, band = frame.band(place)
        thick = band * 0.72 / beside
        above = below = 0.0
        for number, one in enumerate(spec.series):
            value = one.values[place]
            if value is None:
                continue
            base = 0.0
            if spec.stacked:
                base = above if value >= 0 else below
                above, below = (base + value, below) if value >= 0 else (above, base + value)
            at = start + band * 0.14 + (0 if spec.stacked else number * thick)
            ends = sorted((frame.along(base), frame.along(base + value)))
            if frame.lying:
                box = Box(ends[0], at, ends[1] - ends[0], thick * 0.94)
            else:
                box = Box(at, ends[0], thick * 0.94, ends[1] - ends[0])
            shapes.append(rectangle(box, one.colour))
            if one.low:
                shapes += _interval(frame, one, place, at + thick * 0.47)
            elif beside == 1 and not spec.stacked:
                shapes += written(value, box)
    return shapes


def _writer(
    spec: ChartSpec, frame: _Frame, language: Language
) -> Callable[[float, Box], list[Shape]]:
    """Return what writes a value at the end of its bar, where bars are wide enough for it."""

    def write(value: float, box: Box) -> list[Shape]:
        said = value_text(value, spec, language)
        size = 8.5
        if frame.lying:
            if box.height < size * 0.9:
                return []
            x, y = box.x + box.width + 3, box.y + box.height / 2 + 3
            return [Words(x, y, said, size, INK)]
        if text_width(said, size) > box.width * 1.3:
            return []
        return [Words(box.x + box.width / 2, box.y - 3, said, size, INK, anchor="middle")]

    return write


def _interval(frame: _Frame, one: Series, place: int, across: float) -> list[Shape]:
    low, high = one.low[place], one.high[place]
    if low is None or high is None:
        return []
    ends = (frame.along(low), frame.along(high))

    def turned(along: float, aside: float) -> tuple[float, float]:
        return (along, aside) if frame.lying else (aside, along)

    shapes: list[Shape] = [Line((turned(ends[0], across), turned(ends[1], across)), _INTERVAL, 1.4)]
    shapes += [
        Line((turned(end, across - 3), turned(end, across + 3)), _INTERVAL, 1.4) for end in ends
    ]
    return shapes


def _dots(spec: ChartSpec, frame: _Frame, one: Series, aside: float) -> list[Shape]:
    shapes: list[Shape] = []
    run: list[tuple[float, float]] = []
    lines: list[Shape] = []
    for place, value in enumerate(one.values):
        if value is None:
            # A gap in the data is a gap in the line.
            if len(run) > 1:
                lines.append(Line(tuple(run), one.colour, 2.2))
            run = []
            continue
        start, band = frame.band(place)
        x = start + band / 2 + aside
        if one.low:
            shapes += _interval(frame, one, place, x)
        run.append((x, frame.along(value)))
        shapes.append(Dot(*run[-1], 3.6, one.colour))
    if len(run) > 1:
        lines.append(Line(tuple(run), one.colour, 2.2))
    return [*(lines if spec.kind == "lines" else ()), *shapes]
