"""Statements of a notebook, written as they are needed: an answer is asked for once and named."""

from __future__ import annotations

import keyword
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import PUBLIC
from analysis.exports.notebook_calls import Call, Named
from analysis.exports.notebook_rows import chosen_rows
from analysis.exports.notebook_values import Imports, UnwritableError, is_told, literal, parts_of

MEASURE = ("analysis.measures", "run_measure")


class Writer:
    """Writes expressions, and the statements that must stand before them, for one view.

    `held` are the values the notebook starts with, by variable, such as its snapshot; `scope` is
    the view's, from which others are made by what differs.
    """

    def __init__(self, calls: Sequence[Call], held: dict[str, Any], scope: Any) -> None:
        self.calls = calls
        self.held = held
        self.scope = scope
        self.imports = Imports()
        self.statements: list[str] = []
        self._variables: dict[str, str] = {}
        self._asking: list[int] = []

    def take_statements(self) -> list[str]:
        """Return the statements written since they were last taken."""
        taken, self.statements = self.statements, []
        return taken

    def ask(self, call: Call) -> str:
        """Return the variable of a call's answer, asking for it first where nobody has."""
        # What a call is given cannot be taken from its own answer, though it may lie in there.
        self._asking.append(id(call))
        try:
            written = self.expression(call)
        finally:
            self._asking.pop()
        if written in self._variables:
            name = self._variables[written]
        else:
            name = self._free(_short_name(call))
            self._variables[written] = name
            self.statements.append(f"{name} = {written}")
        return name

    def expression(self, call: Call) -> str:
        """Return a call as code; raises UnwritableError for an argument that cannot be written."""
        given = [self.value(one) for one in call.arguments]
        given += [f"{name}={self.value(one)}" for name, one in call.named.items()]
        return f"{self._function(call.function)}({', '.join(given)}){call.part}"

    def value(self, value: Any) -> str:
        """Return a value as code: what is held, an answer or a part of one, else written out."""
        if isinstance(value, Call):
            asks = value.answer is not None or _is_measure(value)
            return self.ask(value) if asks else self.expression(value)
        if isinstance(value, Named):
            return f"{self.imports.name(value.module, value.name)}{value.part}"
        for name, held in self.held.items():
            if value is held or (type(value) is type(held) and _equal(value, held)):
                return name
        if type(value) is type(self.scope):
            return self._scope(value)
        if isinstance(value, pd.DataFrame):
            return self._frame(value)
        found = self._answered(value) if is_told(value) or is_dataclass(value) else None
        return self._written(value) if found is None else found

    def _written(self, value: Any) -> str:
        """Return a value written out; frames inside a series or table are answers like others."""
        if isinstance(value, (Mapping, list, tuple)) and _holds_frames(value):
            if isinstance(value, Mapping):
                pairs = (f"{self.value(key)}: {self.value(one)}" for key, one in value.items())
                return f"{{{', '.join(pairs)}}}"
            return f"[{', '.join(self.value(one) for one in value)}]"
        if isinstance(value, tuple) and value:
            inner = ", ".join(self.value(one) for one in value)
            return f"({inner},)" if len(value) == 1 else f"({inner})"
        return literal(value, self.imports)

    def _answered(self, value: Any) -> str | None:
        """Return where among the answers a very value is."""
        for call, parts in self._parts:
            for suffix, part in parts if id(call) not in self._asking else ():
                if part is value:
                    return f"{self.ask(call)}{suffix}"
        return None

    @cached_property
    def _parts(self) -> list[tuple[Call, list[tuple[str, Any]]]]:
        return [(call, list(parts_of(call.answer, ""))) for call in self.calls]

    def _frame(self, frame: pd.DataFrame) -> str:
        found = self._answered(frame)
        if found is not None:
            return found
        for call, suffix, whole in self._frames():
            # Tried under a name that stands for it, and asked for only when it fits.
            taken = chosen_rows(frame, whole, "\0")
            if taken is not None:
                return taken.replace("\0", f"{self.ask(call)}{suffix}")
        raise UnwritableError("DataFrame")

    def _frames(self) -> Iterator[tuple[Call, str, pd.DataFrame]]:
        for call, parts in self._parts:
            for suffix, part in parts:
                if isinstance(part, pd.DataFrame):
                    yield call, suffix, part

    def _scope(self, scope: Any) -> str:
        changed = [
            f"{one.name}={literal(getattr(scope, one.name), self.imports)}"
            for one in fields(scope)
            if getattr(scope, one.name) != getattr(self.scope, one.name)
        ]
        if not changed:
            return "scope"
        return f"{self.imports.name('dataclasses', 'replace')}(scope, {', '.join(changed)})"

    def _function(self, function: Callable[..., Any]) -> str:
        place = (function.__module__, function.__qualname__)
        for public, held in PUBLIC.items():
            if place == held or getattr(sys.modules.get(held[0]), held[1], None) is function:
                return f"kc.{public}"
        if "<" in function.__qualname__ or not function.__module__.startswith("analysis."):
            raise UnwritableError(function.__qualname__)
        return self.imports.name(*place)

    def _free(self, name: str) -> str:
        """Return a name that nothing has yet."""
        used = {*self._variables.values(), *self.held, "scope", "kc"}
        number, free = 2, name
        while free in used:
            number, free = number + 1, f"{name}_{number}"
        return free


def _short_name(call: Call) -> str:
    """Return what an answer is called: a measure by its name, others by their function's."""
    if _is_measure(call):
        name = str(call.arguments[0])
        return f"{name}_" if keyword.iskeyword(name) else name
    # Not the function's own name, which the notebook has imported.
    return f"the_{call.function.__qualname__}"


def _holds_frames(value: Mapping[Any, Any] | Sequence[Any]) -> bool:
    members = value.values() if isinstance(value, Mapping) else value
    return any(isinstance(one, pd.DataFrame) for one in members)


def _is_measure(call: Call) -> bool:
    return (call.function.__module__, call.function.__qualname__) == MEASURE


def _equal(one: Any, other: Any) -> bool:
    return one == other if getattr(type(one), "__hash__", None) is not None else False
