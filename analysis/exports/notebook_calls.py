"""What a page asked and drew, kept as calls, so that a notebook can ask and draw the same.

A page that gets its data by `ask` or `noted` leaves a trail: which function, with what, and what it
answered. Nothing is written twice: the code of a view is made from the very calls that made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pandas as pd

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `analysis` with what it was given and, once asked, what it answered.

    An argument may itself be a Call, written in place. `part` is what follows the call, as
    `.figure` does.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    named: Mapping[str, Any] = field(default_factory=dict)
    answer: Any = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A value that a module of `analysis` holds under a name; `part` is what follows the name."""

    module: str
    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One answer of a page: its sentence, the rows that prove it and the chart of them, if any."""

    key: str
    sentence: str
    frame: pd.DataFrame
    chart: Call | None = None


@dataclass(slots=True)
class Trail:
    """Everything one run of a page asked and drew, in order."""

    calls: list[Call] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)


_TRAIL: ContextVar[Trail | None] = ContextVar("trail", default=None)


@contextmanager
def followed() -> Iterator[Trail]:
    """Keep the trail of what is asked and drawn inside."""
    trail = Trail()
    token = _TRAIL.set(trail)
    try:
        yield trail
    finally:
        _TRAIL.reset(token)


def noted(answer: Answer, function: Callable[..., Any], *given: Any, **named: Any) -> Answer:
    """Return an answer as it is; the trail remembers which call it is the answer of."""
    trail = _TRAIL.get()
    if trail is not None and not any(call.answer is answer for call in trail.calls):
        trail.calls.append(Call(function, given, named, answer))
    return answer


def ask(function: Callable[..., Answer], *given: Any, **named: Any) -> Answer:
    """Return what a function answers; the trail remembers that it was asked."""
    return noted(function(*given, **named), function, *given, **named)


def note_drawn(drawn: Drawn) -> None:
    """Remember that a page drew an answer."""
    trail = _TRAIL.get()
    if trail is not None:
        trail.drawn.append(drawn)
