"""The structured log: one JSON object a line on the error stream, without personal data.

It is off unless KHUYENCONG_LOG=json. What may stand in it is decided here and not where something
is logged: the fields are listed, a field holds a number or a code, and a value of any other form
(a name, a tax code, an address of a person or a computer) is written as "?".
"""

from __future__ import annotations

import ipaddress
import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

NUMBERS = frozenset(
    {"snapshot", "ms", "rows", "files", "problems", "bytes", "code", "port", "removed", "kept"}
)
CODES = frozenset(
    {"page", "case", "action", "command", "id", "error", "place", "version", "state", "form"}
)
_CODE = re.compile(
    r"[A-Za-z][A-Za-z0-9_.:/-]{0,60}|[0-9A-F]{6}|[0-9]+(\.[0-9]+){1,2}[a-z0-9.]{0,8}"
)
_LONG_NUMBER = re.compile(r"[0-9]{7}")
_FRAMES = 12


def logging_on() -> bool:
    """Tell whether this process writes the structured log."""
    return os.environ.get("KHUYENCONG_LOG", "").strip().lower() == "json"


def log(event: str, **fields: object) -> None:
    """Write an event, if the log is on. Raises ValueError for a field that is not listed."""
    if not logging_on():
        return
    known = {name: _told(name, value) for name, value in fields.items() if value is not None}
    _write({"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **known})


def log_error(reference: str, error: BaseException) -> None:
    """Write an unforeseen fault: its number, its kind and where it arose, never what it says.

    The message of an exception may quote a cell of the data.
    """
    if not logging_on():
        return
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    told = {"id": _told("id", reference), "error": _told("error", type(error).__name__)}
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    _write({"at": at, "event": "error", **told, "places": [_told("place", one) for one in places]})


class BareRecord(logging.LogRecord):
    """What a library logs, as a line of this log: where, how grave and which fault, no words.

    Words of others may quote data or the address of a reader.
    """

    def getMessage(self) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(self.created, UTC).isoformat(timespec="milliseconds")
        kind = self.exc_info[0] if self.exc_info else None
        told = {
            "at": at,
            "event": "library",
            "level": self.levelname,
            "logger": self.name,
            "place": f"{self.filename}:{self.lineno}",
            "error": kind.__name__ if kind else None,
        }
        # Whoever formats the record would add the traceback, whose last line quotes the message.
        self.exc_info = self.exc_text = self.stack_info = None
        return json.dumps({name: value for name, value in told.items() if value is not None})


def bare_libraries(loggers: Iterable[str]) -> None:
    """Let whatever is logged in this process from now on be a line of this log.

    Loggers that write in a form of their own are named, and lose it.
    """
    logging.setLogRecordFactory(BareRecord)
    for name in loggers:
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(logging.Formatter("%(message)s"))


def _told(name: str, value: object) -> object:
    if name in NUMBERS:
        whole = isinstance(value, (int, float)) and not isinstance(value, bool)
        return value if whole else "?"
    if name in CODES:
        text = str(value)
        return (
            text
            if _CODE.fullmatch(text) and not _LONG_NUMBER.search(text) and not _is_address(text)
            else "?"
        )
    raise ValueError(f"the log has no field {name}")


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _write(line: dict[str, object]) -> None:
    # One write a line: several threads and processes share the stream.
    sys.stderr.write(json.dumps(line) + "\n")
    sys.stderr.flush()
