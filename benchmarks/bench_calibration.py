"""How long 2,000 draws of the plainest design of `calibration.py` take, process and all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from noting import note
from timing import print_table, seconds_of

DESIGN, DRAWS = "plain_40", 2_000
BAR = 4 * 60
PROCESSES = min(2, os.cpu_count() or 1)


def main() -> None:
    """Measure and print."""
    script = Path(__file__).with_name("calibration.py")
    command = [sys.executable, str(script), "--only", DESIGN, "--draws", str(DRAWS)]
    command += ["--claims", "0", "--provinces", "0", "--processes", str(PROCESSES)]

    def draw() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    seconds = seconds_of(draw, 1, warm_up=0)
    title = f"{DRAWS:,} draws of {DESIGN} in {PROCESSES} processes (bar {BAR} s)"
    print_table(title, [("calibration.py", seconds, None)])
    note("calibration", seconds[0] / 60)


if __name__ == "__main__":
    main()
