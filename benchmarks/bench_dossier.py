"""How long the whole dossier of one claim takes, as its command makes it, process and all."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from noting import note
from timing import print_table, seconds_of

from analysis.warehouse import load_case

RUNS = 3
BAR = 20


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        load_case(Path(folder), "quang-ngai-simulated")
        out = Path(folder) / "dossier.pdf"

        def write() -> None:
            out.unlink(missing_ok=True)
            command = [sys.executable, "-m", "analysis.cli", "dossier", str(out)]
            command += ["--outcome", "productivity", "--workspace", folder]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ})

        seconds = seconds_of(write, RUNS, warm_up=0)
    print_table(f"The dossier of one claim (bar {BAR} s)", [("khuyencong dossier", seconds, None)])
    note("dossier", statistics.median(seconds))


if __name__ == "__main__":
    main()
