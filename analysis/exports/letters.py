"""Letters that a file can hold: what XML forbids goes, and what lets a text read as another one.

Names are typed, pasted and converted by many programs; some bring control characters, which make a
PowerPoint file or a drawing unreadable, or marks of direction, which show "exe.gpj" as "jpg.exe".
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

Value = TypeVar("Value")

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]"
)


def written(value: Value) -> Value:
    """Return a text, or a value with all its texts, without letters that no file should hold.

    Goes into frozen dataclasses and tuples; anything else passes as it is. What has nothing to
    remove comes back as the very same.
    """
    found: Any = value
    if isinstance(value, str):
        found = _FORBIDDEN.sub("", value)
    elif isinstance(value, tuple) and type(value) is tuple:
        parts = tuple(written(one) for one in value)
        found = value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    elif is_dataclass(value) and not isinstance(value, type):
        now = {one.name: getattr(value, one.name) for one in fields(value)}
        clean = {name: written(one) for name, one in now.items()}
        changed = {name: one for name, one in clean.items() if one is not now[name]}
        found = replace(value, **changed) if changed else value
    result: Value = found
    return result


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many letters, the rest as an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
