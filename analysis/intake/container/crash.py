"""After a crash: why reading a file broke the limits of the child process."""

from __future__ import annotations

import time
from pathlib import Path
from xml.parsers import expat

from analysis.intake.addresses import column_letters
from analysis.intake.container.limits import MAX_CELLS, SECONDS_TO_EXPLAIN
from analysis.intake.container.model import Kind
from analysis.intake.container.refusals import number_text, refusal, shown
from analysis.intake.container.used_range import used_ranges
from analysis.intake.container.zip_parts import DAMAGED
from analysis.intake.errors import UnreadableFileError


def explain_crash(path: Path, name: str, container_kind: Kind) -> UnreadableFileError:
    """Return why reading the file broke the memory limit of the child, as well as can be told.

    Reads the file as a stream, for at most SECONDS_TO_EXPLAIN; never raises for a damaged file.
    """
    deadline = time.monotonic() + SECONDS_TO_EXPLAIN
    try:
        if container_kind == "text":
            with path.open("rb") as file:
                line = file.read(16 << 20).split(b"\n", 1)[0].split(b"\r", 1)[0]
            columns = max(line.count(mark) for mark in b",;\t|") + 1
            if columns > 16_384:
                return refusal("too_many_columns", name, columns=number_text(columns))
        extents = used_ranges(path, container_kind, deadline)
        worst = max(extents, key=lambda found: found.rows * found.columns, default=None)
        if worst is not None and worst.rows * worst.columns > MAX_CELLS:
            return refusal(
                "used_range",
                name,
                sheet=shown(worst.sheet),
                first=f"{column_letters(worst.left)}{worst.top}",
                last=f"{column_letters(worst.right)}{worst.bottom}",
                rows=number_text(worst.rows),
                columns=number_text(worst.columns),
            )
    except (*DAMAGED, expat.ExpatError, RuntimeError, LookupError):
        pass  # the limit was broken all the same, and that is what is said
    return refusal("memory_limit", name)


def explain_damage(path: Path, name: str, container_kind: Kind) -> UnreadableFileError:
    """Return why a parser refused the file or gave up on it: too large a range, else damage.

    Reads the file as `explain_crash` does; never raises for a damaged file.
    """
    found = explain_crash(path, name, container_kind)
    return refusal("truncated", name) if found.rule == "memory_limit" else found
