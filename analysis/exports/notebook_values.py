"""Values as Python code: texts, numbers, frozen values of `analysis`, and parts of answers."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pandas as pd

DEEPEST = 4
"""How many steps into an answer its parts are looked for."""

_SHARED = 256
"""Whole numbers up to here are one object for the whole program."""

_MOST_PLACES = 50
"""How long a series may be for its members to be looked at."""


class UnwritableError(ValueError):
    """A value has no short form as code; the message names its type."""


class Imports:
    """The imports that written code needs, in the order they were first needed."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}

    def name(self, module: str, name: str) -> str:
        """Return a name to use in the code, imported from its module."""
        others = {one for place, names in self._names.items() if place != module for one in names}
        if name in others:
            # Two modules use one name: this one is called by its module too.
            called = f"{module.rsplit('.', 1)[-1]}_{name}"
            self._names.setdefault(module, set()).add(f"{name} as {called}")
            return called
        self._names.setdefault(module, set()).add(name)
        return name

    def lines(self) -> list[str]:
        """Return the import statements, sorted by module."""
        return [
            f"from {module} import {', '.join(sorted(names))}"
            for module, names in sorted(self._names.items())
        ]


def literal(value: Any, imports: Imports) -> str:
    """Return a value as code that makes an equal one; raises UnwritableError."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, (bool, int)):
        return repr(value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else f"float({quoted(str(value))})"
    if isinstance(value, (tuple, list, set, frozenset)):
        return _series(value, imports)
    if isinstance(value, Mapping):
        pairs = (f"{literal(key, imports)}: {literal(one, imports)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, date) and not isinstance(value, pd.Timestamp):
        return f"{imports.name('datetime', 'date')}({value.year}, {value.month}, {value.day})"
    if isinstance(value, FunctionType) and "<" not in value.__qualname__:
        return imports.name(value.__module__, value.__qualname__)
    if is_dataclass(value) and not isinstance(value, type):
        return _constant(value, imports) or _made(value, imports)
    raise UnwritableError(type(value).__name__)


def quoted(text: str) -> str:
    """Return a text as code, in double quotes where it holds none."""
    plain = text.isprintable() and not set(text) & {'"', "\\"}
    return f'"{text}"' if plain else repr(text)


def _series(value: Any, imports: Imports) -> str:
    inner = ", ".join(literal(one, imports) for one in value)
    if isinstance(value, tuple):
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, list):
        return f"[{inner}]"
    made = "frozenset" if isinstance(value, frozenset) else "set"
    return f"{made}([{inner}])" if value else f"{made}()"


def _constant(value: Any, imports: Imports) -> str | None:
    """Return a value under the name its module holds it by, alone or in a table of constants."""
    module = type(value).__module__
    for name, held in vars(sys.modules[module]).items():
        if not name.isupper() or name.startswith("_"):
            continue
        if held is value:
            return imports.name(module, name)
        if isinstance(held, Mapping):
            for key, one in held.items():
                if one is value:
                    return f"{imports.name(module, name)}[{literal(key, imports)}]"
    return None


def _made(value: Any, imports: Imports) -> str:
    """Return a frozen value as its constructor, without what is as it would be anyway."""
    kind = type(value)
    if not kind.__module__.startswith("analysis."):
        raise UnwritableError(kind.__name__)
    given = []
    for one in fields(value):
        held = getattr(value, one.name)
        if isinstance(held, (Path, pd.DataFrame)) or not one.init:
            raise UnwritableError(kind.__name__)
        if one.default is not MISSING and held == one.default:
            continue
        if one.default_factory is not MISSING and held == one.default_factory():
            continue
        given.append(f"{one.name}={literal(held, imports)}")
    return f"{imports.name(kind.__module__, kind.__name__)}({', '.join(given)})"


def parts_of(answer: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Yield every part of an answer that can be named by attributes, keys and places.

    Only what can be an argument by itself: frames, frozen values, mappings and series of them.
    """
    waiting = [(name, answer, 0)]
    seen = set()
    while waiting:
        called, value, depth = waiting.pop(0)
        if id(value) in seen:
            continue
        seen.add(id(value))
        yield called, value
        if depth < DEEPEST:
            waiting += [(inner, one, depth + 1) for inner, one in _inside(called, value)]


def _inside(called: str, value: Any) -> Iterator[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    if is_dataclass(value) and not isinstance(value, type):
        pairs = [
            (f"{called}.{one.name}", getattr(value, one.name))
            for one in fields(value)
            if not one.name.startswith("_")
        ]
    elif isinstance(value, Mapping):
        pairs = [
            (f"{called}[{literal(key, Imports())}]", one)
            for key, one in value.items()
            if isinstance(key, (str, int))
        ]
    elif isinstance(value, (tuple, list)) and len(value) <= _MOST_PLACES:
        pairs = [(f"{called}[{place}]", one) for place, one in enumerate(value)]
    for inner, one in pairs:
        if is_dataclass(one) or isinstance(one, pd.DataFrame) or is_told(one):
            yield inner, one


def is_told(value: Any) -> bool:
    """Tell whether a plain value is enough of its own to be named by where it comes from.

    Empty series and small numbers are shared by everything, and would name what is not meant.
    """
    if isinstance(value, (Mapping, tuple, list)):
        return len(value) > 0
    if isinstance(value, FunctionType):
        return "<locals>" in value.__qualname__
    large = isinstance(value, int) and not isinstance(value, bool) and abs(value) > _SHARED
    return large or isinstance(value, float)
