"""How the numbers of a finding are said: on an outcome's own scale, in both languages."""

from __future__ import annotations

from collections.abc import Callable

from analysis.evidence.findings import Interval
from analysis.evidence.quantities import Scale, signed
from analysis.language import LANGUAGES, Language, Text, format_number, format_share

Spoken = Callable[[float], Text]
"""Says a difference on the scale of an outcome: log points as percent, rates as themselves."""


def said_on(scale: Scale, unit: Text | None = None) -> Spoken:
    """Return how differences of an outcome are said, with their sign."""
    return lambda value: signed(value, scale, unit)


def as_share(share: float, digits: int = 0) -> Text:
    """Say a share of something as a percentage, without a sign."""
    return _both(lambda language: format_share(share, language, digits))


def as_count(value: float, digits: int = 0) -> Text:
    """Say a count or a size, without a sign."""
    return _both(lambda language: format_number(value, language, digits))


def as_chance(p: float) -> Text:
    """Say a p-value, never as zero."""
    if p < 0.001:
        return Text("p < 0,001", "p < 0.001")
    return Text(*(f"p = {format_number(p, language, 3)}" for language in LANGUAGES))


def without_sign(text: Text) -> Text:
    """Return a number said as its size alone."""
    return Text(text.vi.lstrip("+−"), text.en.lstrip("+−"))


def as_range(interval: Interval, say: Spoken) -> Text:
    """Say an interval: from its low to its high end."""
    return Text("từ {low} đến {high}", "{low} to {high}").filled(
        low=say(interval.low), high=say(interval.high)
    )


def _both(write: Callable[[Language], str]) -> Text:
    return Text(*(write(language) for language in LANGUAGES))
