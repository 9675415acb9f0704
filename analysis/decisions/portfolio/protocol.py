"""What parent and child say to each other: a JSON header and raw arrays, nothing that runs.

A message is the length of its header (8 bytes), the header, and the arrays it names one after the
other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

import numpy as np
import numpy.typing as npt

TYPES: dict[str, np.dtype[Any]] = {"f": np.dtype("<f8"), "i": np.dtype("<i8"), "b": np.dtype("u1")}
_LENGTH = 8

READY = "ready"
"""The first thing a child says, once everything is loaded and it waits for a job."""

Arrays = dict[str, npt.NDArray[Any]]


def write_message(
    stream: IO[bytes], header: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]
) -> None:
    """Write one message; arrays are one-dimensional floats, integers or bytes."""
    codes = {np.dtype("f8"): "f", np.dtype("i8"): "i", np.dtype("u1"): "b"}
    named = [[name, codes[array.dtype], len(array)] for name, array in arrays.items()]
    head = json.dumps({**header, "arrays": named}).encode()
    parts = [array.astype(TYPES[codes[array.dtype]]).tobytes() for array in arrays.values()]
    stream.write(b"".join([len(head).to_bytes(_LENGTH, "big"), head, *parts]))
    stream.flush()


def read_message(stream: IO[bytes]) -> tuple[dict[str, Any], Arrays] | None:
    """Read one message; None when the other side is gone, in the middle of one too."""
    length = _exactly(stream, _LENGTH)
    head = None if length is None else _exactly(stream, int.from_bytes(length, "big"))
    if head is None:
        return None
    header: dict[str, Any] = json.loads(head)
    arrays: Arrays = {}
    for name, code, count in header.pop("arrays"):
        content = _exactly(stream, count * TYPES[code].itemsize)
        if content is None:
            return None
        arrays[name] = np.frombuffer(content, dtype=TYPES[code])
    return header, arrays


def _exactly(stream: IO[bytes], size: int) -> bytes | None:
    content = stream.read(size)
    return content if len(content) == size else None
