"""Axes of large numbers: thousands, millions or thousand millions, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.charts.theme import Trace
from analysis.language import Language, Text, format_number

_SIZES = (
    (1e9, Text("tỷ", "billion")),
    (1e6, Text("triệu", "million")),
    (1e4, Text("nghìn", "thousand")),
)
_STEPS = (1.0, 2.0, 5.0)


def large_axis(values: Sequence[float], language: Language, title: str, log: bool = False) -> Trace:
    """Return the axis of some positive values, its ticks short and its title saying in what.

    "190" under "triệu đồng" where Plotly would write 190M. Ticks are round numbers inside the range
    of the values; on a `log` axis one, two and five times powers of ten.
    """
    known = np.array([value for value in values if np.isfinite(value)])
    axis: Trace = {"title": {"text": title}, **({"type": "log"} if log else {})}
    if len(known) == 0:
        return axis
    most = float(np.abs(known).max())
    divisor, word = next(((size, word) for size, word in _SIZES if most >= size), (1.0, None))
    if divisor == 1e4:
        divisor = 1e3
    ticks = _log_ticks(known) if log else _round_ticks(float(known.min()), float(known.max()))
    named = title if word is None else f"{word.in_language(language)} {title}"
    # At most three digits that differ: what the step between ticks needs, and no more.
    digits = 0 if log else _digits(np.diff(ticks), divisor)
    text = [
        format_number(tick / divisor, language, digits if not log else _places(tick / divisor))
        for tick in ticks
    ]
    return axis | {"title": {"text": named}, "tickvals": ticks, "ticktext": text}


def _round_ticks(low: float, high: float) -> list[float]:
    """Return about five round numbers from below the lowest value to above the highest."""
    span = (high - low) or abs(high) or 1.0
    rough = span / 4
    power = 10.0 ** np.floor(np.log10(rough))
    step = min((one * power for one in (*_STEPS, 10.0)), key=lambda size: abs(size - rough))
    first = np.floor(low / step)
    return [float(n * step) for n in np.arange(first, np.ceil(high / step) + 1)]


def _log_ticks(values: np.typing.NDArray[np.float64]) -> list[float]:
    positive = values[values > 0]
    if len(positive) == 0:
        return []
    powers = np.arange(np.floor(np.log10(positive.min())), np.ceil(np.log10(positive.max())) + 1)
    ticks = [float(step * 10.0**power) for power in powers for step in _STEPS]
    low, high = float(positive.min()) / 1.5, float(positive.max()) * 1.5
    inside = [tick for tick in ticks if low <= tick <= high]
    return inside if len(inside) <= 7 else inside[:: len(inside) // 5]


def _digits(steps: np.typing.NDArray[np.float64], divisor: float) -> int:
    return _places(float(steps.min()) / divisor) if len(steps) else 0


def _places(value: float) -> int:
    """Return how many decimals tell a value: none from 1 up."""
    return 0 if value >= 1 or value <= 0 else int(-np.floor(np.log10(value)))
