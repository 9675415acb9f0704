"""A drawing as data: shapes in points, from the upper left corner, for SVG, PNG and PDF alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in points."""

    x: float
    y: float
    width: float
    height: float

    def inside(self, other: Box, slack: float = 0.5) -> bool:
        """Tell whether this box lies inside another."""
        return (
            self.x >= other.x - slack
            and self.y >= other.y - slack
            and self.x + self.width <= other.x + other.width + slack
            and self.y + self.height <= other.y + other.height + slack
        )


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape of one or more rings; a ring inside another is a hole."""

    rings: tuple[tuple[Point, ...], ...]
    fill: str
    stroke: str | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc."""

    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; y is its baseline. `angle` turns it to the left, in degrees."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    anchor: Anchor = "start"
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file (PNG or JPEG) in a box."""

    box: Box
    data: bytes


Shape = Area | Line | Dot | Words | Picture


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a page of a size in points, painted in order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def rectangle(box: Box, fill: str) -> Area:
    """Return a filled rectangle."""
    left, top, right, low = box.x, box.y, box.x + box.width, box.y + box.height
    return Area((((left, top), (right, top), (right, low), (left, low)),), fill)


def moved(shapes: Iterable[Shape], dx: float, dy: float) -> list[Shape]:
    """Return shapes moved to the right and down."""
    return [_moved(shape, dx, dy) for shape in shapes]


def _moved(shape: Shape, dx: float, dy: float) -> Shape:
    if isinstance(shape, Area):
        return replace(
            shape, rings=tuple(tuple((x + dx, y + dy) for x, y in ring) for ring in shape.rings)
        )
    if isinstance(shape, Line):
        return replace(shape, points=tuple((x + dx, y + dy) for x, y in shape.points))
    if isinstance(shape, Picture):
        box = shape.box
        return replace(shape, box=replace(box, x=box.x + dx, y=box.y + dy))
    return replace(shape, x=shape.x + dx, y=shape.y + dy)
