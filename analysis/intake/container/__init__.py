"""A look at a handed-in file before any parser touches it.

`inspect_file` reads a few kilobytes of the file: what it really is, whether it is whole, and
whether it is built to harm. Sizes declared in a zip are trusted only as far as the compressed
bytes look like honest data; parts that do not are unpacked against a hard bound and thrown away.
What passes may still be too large to parse, so the parse runs in a child process with limits, and
`explain_crash` finds the reason afterwards, `explain_damage` that of a parser that gives up.
"""

from __future__ import annotations

from analysis.intake.container.crash import explain_crash, explain_damage
from analysis.intake.container.inspection import inspect_file
from analysis.intake.container.limits import MAX_ENTRIES, MAX_FILE
from analysis.intake.container.model import Container, Kind, Notice

__all__ = [
    "MAX_ENTRIES",
    "MAX_FILE",
    "Container",
    "Kind",
    "Notice",
    "explain_crash",
    "explain_damage",
    "inspect_file",
]
