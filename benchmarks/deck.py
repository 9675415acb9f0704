"""How long a bilingual deck of 20 slides takes, from opened snapshot to file, and its memory.

    .venv/bin/python benchmarks/deck.py

Each run is a process of its own, as the command is: nothing is kept from an earlier deck. The bar
is 5 seconds and 500 MiB for the PowerPoint file. The baseline writes as many slides with a chart of
the same size each by python-pptx alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from noting import note

RUNS = 5
FORMS = ("baseline", "pptx", "pptx-without-map", "pdf", "html")


def one_run(workspace: Path, form: str) -> dict[str, float]:
    """Make one deck and return seconds by the clock and of the processor, and peak MiB."""
    from analysis.exports.deck.build import build_deck
    from analysis.exports.deck.files import MIME, deck_bytes
    from analysis.exports.deck.request import own_request, request_of_set
    from analysis.scope import Scope
    from analysis.warehouse import open_snapshot

    snapshot = open_snapshot(workspace, "quang-ngai-simulated")
    clock, processor = time.monotonic(), time.process_time()
    slides = 20
    if form == "baseline":
        _bare(slides)
    else:
        request = request_of_set("leadership", ("vi", "en"))
        if form == "pptx-without-map":
            kept = [key for key in request.views if key not in ("coverage-map", "statistics")]
            request = own_request([*kept, "coverage-gaps"], ("vi", "en"))
        deck = build_deck(snapshot, Scope(), request)
        ending = form.split("-", 1)[0]
        deck_bytes(deck, next(one for one in MIME if one == ending))
        slides = len(deck.slides)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "slides": slides,
        "seconds": time.monotonic() - clock,
        "processor": time.process_time() - processor,
        "mib": peak,
    }


def _bare(slides: int) -> None:
    """Write slides with a chart of three series and twelve categories each, and nothing else."""
    import io

    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    book = Presentation()
    for _ in range(slides):
        data = CategoryChartData()
        data.categories = [str(year) for year in range(2014, 2026)]
        for name in "abc":
            data.add_series(name, range(12))
        page = book.slides.add_slide(book.slide_layouts[6])
        kind, size = XL_CHART_TYPE.COLUMN_STACKED, [Inches(n) for n in (1, 1, 6, 4)]
        page.shapes.add_chart(kind, *size, data)
    book.save(io.BytesIO())


def main() -> None:
    """Run every form in processes of their own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", nargs=2, metavar=("WORKSPACE", "FORM"))
    arguments = parser.parse_args()
    if arguments.run:
        print(json.dumps(one_run(Path(arguments.run[0]), arguments.run[1])))
        return
    from analysis.warehouse import load_case

    with tempfile.TemporaryDirectory() as folder:
        load_case(Path(folder), "quang-ngai-simulated", by="benchmark")
        print(f"{'form':<18}{'slides':>7}{'median s':>10}{'max s':>8}{'cpu s':>8}{'MiB':>7}")
        for form in FORMS:
            told = []
            for _ in range(RUNS):
                command = [sys.executable, __file__, "--run", folder, form]
                told.append(json.loads(subprocess.check_output(command, text=True)))
            seconds = sorted(one["seconds"] for one in told)
            cpu = sorted(one["processor"] for one in told)
            if form == "pptx":
                note("deck", seconds[RUNS // 2])
                note("deck_memory", max(one["mib"] for one in told))
            print(
                f"{form:<18}{told[0]['slides']:>7}{seconds[RUNS // 2]:>10.2f}{seconds[-1]:>8.2f}"
                f"{cpu[RUNS // 2]:>8.2f}{max(one['mib'] for one in told):>7.0f}"
            )


if __name__ == "__main__":
    main()
