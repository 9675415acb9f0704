"""What a measurement hands on beside what it prints: figures by the name of their promise."""

from __future__ import annotations

import json
import os
from pathlib import Path

from promises import promise

NOTES = "BENCH_NOTES"
"""The variable that names the file notes go to; without it they go nowhere.

It has not the prefix of the program's own: one of those that it does not know it refuses.
"""


def note(name: str, value: float) -> None:
    """Note a figure, with how busy the machine is; raises KeyError for what nobody promised."""
    promise(name)
    place = os.environ.get(NOTES)
    if place:
        line = {"name": name, "value": float(value), "load": round(os.getloadavg()[0], 1)}
        with Path(place).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")
