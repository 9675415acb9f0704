"""What a sentence on an outcome is made from, and what its interval allows and rules out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from analysis.evidence.findings import Interval
from analysis.evidence.model import Comparison
from analysis.evidence.quantities import Scale, shown, sign_of, signed, signed_bare, size
from analysis.evidence.situation import WITH_COMPARISON, Design
from analysis.language import Text
from analysis.measures.phrases import sentence as filled
from analysis.measures.phrases import share

LEAST_FOR_CAUSES = 3
"""The lowest grade at which the word "effect" may be used."""

NEGLIGIBLE: dict[Scale, float | None] = {"log": 0.02, "share": 0.01, "level": None}
"""A change this small or smaller does not matter in practice, as it is read: 2 %, 1 percentage
point. What is small for a unit of its own the statement has to say."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The facts of one sentence.

    `outcome` is named as it begins a sentence; `estimate` and `interval` are on `scale`, `unit` is
    that of levels. `over_time` is False where groups are compared at one time only. `better` says
    which direction is wanted, None where neither is. `negligible` replaces the band of NEGLIGIBLE,
    as it is read (0.02 is 2 %). `missing` says in a few words why there is no estimate.
    `simulated` has the sentence say that the data are, `among_supported` that the supported are
    held against each other.
    Raises ValueError for an estimate that is no number (None is for "there is none"), for ends of
    an interval that are none or in the wrong order, counts below zero and grades outside 0 to 5.
    """

    outcome: Text
    scale: Scale
    design: Design
    grade: int
    estimate: float | None
    interval: Interval | None
    n_supported: int
    n_compared: int = 0
    comparison: Comparison | None = None
    unit: Text | None = None
    over_time: bool = True
    better: Literal["more", "less"] | None = None
    negligible: float | None = None
    missing: Text | None = None
    simulated: bool = False
    among_supported: bool = False

    def __post_init__(self) -> None:
        if self.estimate is not None and not _known(self.estimate, self.scale):
            raise ValueError(f"the estimate is no number: {self.estimate}")
        if self.interval is not None and not self.interval.low <= self.interval.high:
            raise ValueError(f"no interval: {self.interval.low} to {self.interval.high}")
        if min(self.n_supported, self.n_compared) < 0:
            raise ValueError(f"a count is below zero: {self.n_supported}, {self.n_compared}")
        if not 0 <= self.grade <= 5:
            raise ValueError(f"no grade: {self.grade}")


def says_effect(statement: Statement) -> bool:
    """Tell whether the word "effect" may be used."""
    return statement.grade >= LEAST_FOR_CAUSES


def at_one_time(statement: Statement) -> bool:
    """Tell whether groups were held against each other at one time, so that nothing changed."""
    return statement.design in WITH_COMPARISON and not statement.over_time


def holds_zero(statement: Statement) -> bool:
    """Tell whether "no change" is among what the interval allows; without one it is."""
    return statement.interval is None or statement.interval.holds(0.0)


def negligible_band(statement: Statement) -> float | None:
    """Return the size of change that does not matter, as it is read; None where nobody said."""
    given = statement.negligible
    return NEGLIGIBLE[statement.scale] if given is None else given


def is_precise_zero(statement: Statement) -> bool:
    """Tell whether the interval holds zero and nothing that would matter in practice."""
    band, interval = negligible_band(statement), statement.interval
    if band is None or interval is None or not interval.holds(0.0):
        return False
    return all(abs(shown(end, statement.scale)) <= band for end in (interval.low, interval.high))


def band_words(statement: Statement) -> Text:
    """Return the band of what does not matter, as "±2,0 %"."""
    band = negligible_band(statement) or 0.0
    value = math.log1p(band) if statement.scale == "log" else band
    written = size(value, statement.scale, statement.unit)
    return Text(f"±{written.vi}", f"±{written.en}")


def interval_words(statement: Statement) -> Text:
    """Return the interval in words: its level, both ends, an infinite end said to be so."""
    return with_level(range_words(statement), statement)


def range_words(statement: Statement) -> Text:
    """Return both ends of the interval, without its level."""
    return between(
        statement,
        lambda value: signed_bare(value, statement.scale),
        lambda value: signed(value, statement.scale, statement.unit),
    )


def with_level(ends: Text, statement: Statement) -> Text:
    """Return the ends of the interval after its level; without an interval they stand alone."""
    if statement.interval is None:
        return ends
    return filled(
        "khoảng tin cậy {level}: {ends}",
        "{level} interval: {ends}",
        level=share(statement.interval.level),
        ends=ends,
    )


def between(
    statement: Statement, first: Callable[[float], Text], last: Callable[[float], Text]
) -> Text:
    """Return both ends of the interval; `last` writes the unit too, `first` is followed by it."""
    interval = statement.interval
    if interval is None:
        return Text("không tính được khoảng tin cậy", "no interval can be computed")
    low, high = interval.low, interval.high
    if _known(low, statement.scale) and _known(high, statement.scale):
        return filled("từ {low} đến {high}", "{low} to {high}", low=first(low), high=last(high))
    if _known(low, statement.scale):
        return filled("từ {low}, không có cận trên", "from {low}, no upper bound", low=last(low))
    if _known(high, statement.scale):
        return filled(
            "đến {high}, không có cận dưới", "up to {high}, no lower bound", high=last(high)
        )
    return Text("không có cận nào", "no bound on either side")


def rules_out(statement: Statement) -> Text:
    """Return what the interval makes unlikely.

    On one side of zero that is the other side. Where it holds zero, it is the rise above and the
    fall below; an end that is infinite rules nothing out on its side, and is said to.
    """
    interval, words = statement.interval, _words(statement)
    if interval is None:
        return Text("không loại trừ được mức nào", "nothing is ruled out")
    if not interval.holds(0.0):
        return words["not_up"] if interval.low > 0 else words["not_down"]
    above = _beyond(interval.high, "up", statement)
    below = _beyond(interval.low, "down", statement)
    if above is not None and below is not None:
        return unlikely(
            filled("{above} hoặc {below}", "{above} or {below}", above=above, below=below)
        )
    if above is not None:
        return filled("{a}; {b}", "{a}; {b}", a=unlikely(above), b=words["open_down"])
    if below is not None:
        return filled("{a}; {b}", "{a}; {b}", a=unlikely(below), b=words["open_up"])
    return words["open"]


def rules_out_good(statement: Statement) -> Text:
    """Return what an interval that holds zero rules out in the direction wanted, all without one.

    The shorter form, for headlines.
    """
    interval = statement.interval
    if interval is None or statement.better is None or not interval.holds(0.0):
        return rules_out(statement)
    wanted = (
        _beyond(interval.high, "up", statement)
        if statement.better == "more"
        else _beyond(interval.low, "down", statement)
    )
    return rules_out(statement) if wanted is None else unlikely(wanted)


def unlikely(said: Text) -> Text:
    """Return "… is unlikely"."""
    return filled("{said} là khó xảy ra", "{said} is unlikely", said=said)


def _known(value: float, scale: Scale) -> bool:
    """Tell whether a number can be written: a log without measure is as good as infinite."""
    return math.isfinite(value) and math.isfinite(shown(value, scale))


def _beyond(value: float, way: Literal["up", "down"], statement: Statement) -> Text | None:
    """Return what lies beyond an end of an interval that holds zero, None where it is infinite."""
    if not _known(value, statement.scale):
        return None
    words = _words(statement)
    if sign_of(value, statement.scale) == "":
        return words[f"any_{way}"]
    return words[way].filled(size=size(value, statement.scale, statement.unit))


def _words(statement: Statement) -> dict[str, Text]:
    return _LEVELS if at_one_time(statement) and not says_effect(statement) else _MOVES


_MOVES = {
    "up": Text("tăng trên {size}", "a rise above {size}"),
    "down": Text("giảm quá {size}", "a fall beyond {size}"),
    "any_up": Text("tăng", "any rise"),
    "any_down": Text("giảm", "any fall"),
    "not_up": Text("giảm hoặc không đổi là khó xảy ra", "a fall or no change is unlikely"),
    "not_down": Text("tăng hoặc không đổi là khó xảy ra", "a rise or no change is unlikely"),
    "open_up": Text("mức tăng nào cũng có thể", "no rise is ruled out"),
    "open_down": Text("mức giảm nào cũng có thể", "no fall is ruled out"),
    "open": Text("không loại trừ được mức tăng hay giảm nào", "no rise or fall is ruled out"),
}
"""What an interval rules out of a change."""

_LEVELS = {
    "up": Text("cao hơn quá {size}", "being more than {size} higher"),
    "down": Text("thấp hơn quá {size}", "being more than {size} lower"),
    "any_up": Text("cao hơn", "being higher"),
    "any_down": Text("thấp hơn", "being lower"),
    "not_up": Text("thấp hơn hoặc bằng nhau là khó xảy ra", "being lower or equal is unlikely"),
    "not_down": Text("cao hơn hoặc bằng nhau là khó xảy ra", "being higher or equal is unlikely"),
    "open_up": Text("cao hơn bao nhiêu cũng có thể", "being higher is not ruled out"),
    "open_down": Text("thấp hơn bao nhiêu cũng có thể", "being lower is not ruled out"),
    "open": Text("không loại trừ được mức chênh lệch nào", "no difference is ruled out"),
}
"""The same of a difference at one time, where nothing rose or fell."""
