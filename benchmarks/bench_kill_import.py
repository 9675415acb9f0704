"""Two hundred imports killed with -9 at random moments: every time a whole snapshot is shown."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from killing import kill_imports
from noting import note

TIMES = 200


def main(times: int = TIMES) -> None:
    """Kill, check and tell; a failed check ends the program with its reason."""
    with tempfile.TemporaryDirectory() as folder:
        kills = kill_imports(Path(folder), times)
    # A kill after which there is no whole snapshot, or no next import, ends the program before.
    if times == TIMES:
        note("kills", 0)
    print(f"\nImports killed with -9 at {times} random moments, {kills.seconds:.0f} s")
    print(f"{kills.before:6} before their snapshot was shown: the old one was whole and shown")
    print(f"{kills.after:6} after: the new one was whole and shown")
    print(f"{times:6} times the next import worked")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
