"""Borders traced once on a lattice of labels, simplified, and joined into polygons.

Two neighbours share the very same line, so simplifying it opens no gap between them, and to
dissolve wards into districts is to leave out the lines that have the same district on both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Corner = tuple[int, int]
Ring = list[Corner]
Polygon = list[Ring]

# One square is enough to turn the stairs of the lattice into straight lines.
_TOLERANCE_CELLS = 1.0


@dataclass(frozen=True, slots=True)
class Border:
    """A line of lattice corners (column, row) with one label on its left and one on its right."""

    corners: tuple[Corner, ...]
    left: int
    right: int


def trace_borders(labels: npt.NDArray[np.int32], outside: int) -> list[Border]:
    """Return every line along which two labels meet, simplified; `outside` surrounds the lattice.

    Lines run from one meeting point of three or more labels to the next, or around in a ring.
    """
    steps = _steps(np.pad(labels, 1, constant_values=outside))
    meetings = [corner for corner in steps if len(steps[corner]) != 2]
    unused = {(corner, following) for corner in steps for following in steps[corner]}
    borders = []
    for start in [*meetings, *steps]:
        for following in steps[start]:
            if (start, following) in unused:
                left, right = steps[start][following]
                corners = _walk(start, following, steps, unused)
                borders.append(Border(tuple(_simplified(corners)), left, right))
    return borders


def polygons(borders: Sequence[Border], unit_of: Mapping[int, str]) -> dict[str, list[Polygon]]:
    """Join borders into polygons of the units that labels belong to.

    A label that `unit_of` does not name lies outside. Outer rings run clockwise (north up) and
    holes the other way, as Plotly's maps need it; each ring ends where it began.
    """
    sides: defaultdict[str, list[tuple[Corner, ...]]] = defaultdict(list)
    for border in borders:
        left, right = unit_of.get(border.left), unit_of.get(border.right)
        if left == right:
            continue
        if right is not None:
            sides[right].append(border.corners)
        if left is not None:
            sides[left].append(border.corners[::-1])
    return {unit: _nested(list(_rings(lines))) for unit, lines in sides.items()}


def twice_area(ring: Sequence[tuple[float, float]]) -> float:
    """Return twice the signed area of a closed ring: negative when it runs clockwise."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))


def _steps(labels: npt.NDArray[np.int32]) -> dict[Corner, dict[Corner, tuple[int, int]]]:
    """Return corner to next corner to (label on the left, label on the right), both ways."""
    steps: defaultdict[Corner, dict[Corner, tuple[int, int]]] = defaultdict(dict)

    def add(start: Corner, end: Corner, left: int, right: int) -> None:
        steps[start][end] = (left, right)
        steps[end][start] = (right, left)

    # The padding shifts the lattice by one square, so corner numbers are those of the original.
    for row, column in np.argwhere(labels[:, :-1] != labels[:, 1:]).tolist():
        pair = int(labels[row, column]), int(labels[row, column + 1])
        add((column, row - 1), (column, row), *pair)
    for row, column in np.argwhere(labels[:-1] != labels[1:]).tolist():
        pair = int(labels[row + 1, column]), int(labels[row, column])
        add((column - 1, row), (column, row), *pair)
    return steps


def _walk(
    start: Corner,
    following: Corner,
    steps: Mapping[Corner, Mapping[Corner, tuple[int, int]]],
    unused: set[tuple[Corner, Corner]],
) -> Ring:
    """Follow a line until labels meet or it closes, and take its steps from the unused ones."""
    line = [start, following]
    unused -= {(start, following), (following, start)}
    while len(steps[line[-1]]) == 2 and line[-1] != start:
        (onward,) = (corner for corner in steps[line[-1]] if corner != line[-2])
        unused -= {(line[-1], onward), (onward, line[-1])}
        line.append(onward)
    return line


def _simplified(line: Ring) -> Ring:
    """Return the line without corners nearer than the tolerance to what stays (Douglas–Peucker)."""
    points = np.array(line, dtype=float)
    kept = {0, len(line) - 1}
    parts = [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        away = _distances(points[first + 1 : last], points[first], points[last])
        farthest = first + 1 + int(away.argmax())
        if away.max() > _TOLERANCE_CELLS:
            kept.add(farthest)
            parts += [(first, farthest), (farthest, last)]
    return [line[index] for index in sorted(kept)]


def _distances(
    points: npt.NDArray[np.float64], start: npt.NDArray[np.float64], end: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return how far points are from the segment between two points, which may be one."""
    along = end - start
    length = float(along @ along)
    share = np.clip((points - start) @ along / length, 0, 1) if length else np.zeros(len(points))
    nearest = start + share[:, None] * along
    distances: npt.NDArray[np.float64] = np.hypot(*(points - nearest).T)
    return distances


def _rings(lines: list[tuple[Corner, ...]]) -> Iterator[Ring]:
    """Join lines that have one unit on their right into rings that pass no corner twice."""
    onward: defaultdict[Corner, list[tuple[Corner, ...]]] = defaultdict(list)
    for line in lines:
        onward[line[0]].append(line)
    for start in list(onward):
        while onward[start]:
            path = list(onward[start].pop())
            while path[-1] != start:
                path += onward[path[-1]].pop()[1:]
            yield from _split(path)


def _split(path: Ring) -> Iterator[Ring]:
    """Cut a closed path into rings wherever it comes back to a corner it has passed."""
    ring: Ring = []
    for corner in path:
        if corner in ring:
            first = ring.index(corner)
            yield [*ring[first:], corner]
            del ring[first:]
        ring.append(corner)


def _nested(rings: list[Ring]) -> list[Polygon]:
    """Return one polygon for each outer ring, largest first, with the holes it surrounds."""
    outer = sorted((ring for ring in rings if twice_area(ring) < 0), key=twice_area)
    found: list[Polygon] = [[ring] for ring in outer]
    for hole in (ring for ring in rings if twice_area(ring) > 0):
        around = [polygon for polygon in found if _holds(polygon[0], hole)]
        if around:
            around[-1].append(hole)
    return found


def _holds(ring: Ring, inner: Ring) -> bool:
    """Tell whether a ring surrounds another that does not cross it."""
    x = (inner[0][0] + inner[1][0]) / 2
    y = (inner[0][1] + inner[1][1]) / 2
    crossings = 0
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            crossings += 1
    return crossings % 2 == 1
