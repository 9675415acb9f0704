"""The small trend inside a card, as an inline drawing.

Drawn here and not by a chart library: a card costs a few hundred bytes instead of a second chart
engine, an unknown year shows as a gap, and a screen reader is told what the drawing shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

_WIDTH, _HEIGHT, _PAD = 240.0, 36.0, 4.0
_LINE, _ZERO = "#0080c6", "#8795a1"
_STROKE = 'vector-effect="non-scaling-stroke" fill="none" stroke-linecap="round"'


def sparkline(values: Sequence[float | None], description: str) -> str:
    """Return an HTML image of a series on a zero baseline; empty with fewer than two values.

    An unknown value leaves a gap. Both colours keep a contrast of 3 to 1 on the light and the dark
    page.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(0.0, *known), max(0.0, *known)
    span = (high - low) or 1.0
    step = (_WIDTH - 2 * _PAD) / (len(values) - 1)

    def point(position: int, value: float) -> tuple[float, float]:
        x = _PAD + position * step
        y = _PAD + (high - value) / span * (_HEIGHT - 2 * _PAD)
        return round(x, 1), round(y, 1)

    runs: list[list[tuple[float, float]]] = [[]]
    for position, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(point(position, value))
    drawn = [run for run in runs if run]
    zero = point(0, 0.0)[1]
    shapes = [
        f'<path d="M0 {zero}H{_WIDTH:g}" stroke="{_ZERO}" stroke-width="1" {_STROKE}/>',
        *(_path(run, 2) for run in drawn),
        _path(drawn[-1][-1:], 7),
    ]
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" '
        f'preserveAspectRatio="none">{"".join(shapes)}</svg>'
    )
    source = f"data:image/svg+xml,{quote(picture)}"
    return f'<img class="kc-spark" alt="{escape(description)}" src="{source}">'


def _path(run: Sequence[tuple[float, float]], width: int) -> str:
    """Return a line through points; a single point becomes a dot."""
    points = run if len(run) > 1 else [run[0], run[0]]
    data = "M" + "L".join(f"{x} {y}" for x, y in points)
    return f'<path d="{data}" stroke="{_LINE}" stroke-width="{width}" {_STROKE}/>'
