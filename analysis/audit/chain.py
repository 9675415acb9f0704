"""One line of the audit log: numbered, dated, with the hash of the line before and its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FIRST = "0" * 64
"""What stands for the line before the first."""

Detail = str | int | bool | None

_FIELDS = {"n", "at", "kind", "who", "what", "before", "sha256"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `who` is the name of a user, empty for nobody known; `at` is UTC, ISO 8601."""

    number: int
    at: str
    kind: str
    who: str
    what: Mapping[str, Detail]
    before: str

    @property
    def sha256(self) -> str:
        """The hash of all of it, the hash of the line before among it."""
        return hashlib.sha256(_canonical(self._record())).hexdigest()

    def line(self) -> bytes:
        """Return the line of the file, with its end."""
        return _canonical({**self._record(), "sha256": self.sha256}) + b"\n"

    def _record(self) -> dict[str, Any]:
        return {
            "n": self.number,
            "at": self.at,
            "kind": self.kind,
            "who": self.who,
            "what": dict(self.what),
            "before": self.before,
        }


def read_line(line: bytes) -> Entry:
    """Return the entry of a line; raises ValueError for one that is not as it was written."""
    record = json.loads(line)
    if not isinstance(record, dict) or set(record) != _FIELDS or not isinstance(record["n"], int):
        raise ValueError("not a line of the audit log")
    if not isinstance(record["what"], dict):
        raise ValueError("not a line of the audit log")
    entry = Entry(
        record["n"],
        str(record["at"]),
        str(record["kind"]),
        str(record["who"]),
        record["what"],
        str(record["before"]),
    )
    if entry.line() != line.rstrip(b"\n") + b"\n":
        raise ValueError("the line was changed")
    return entry


def _canonical(record: Mapping[str, Any]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", errors="surrogatepass")
