"""The process that reads what was handed in: limited in memory, time and what it may touch.

Only analysis/importing/process.py starts it.

A job is {"job": "import", "request": …} or {"job": "mark", …}, see analysis/importing/marker.py.
The job is one line; standard input stays open as long as whoever asked for it is there. Progress
goes to standard output, one JSON object a line; the report is written to the run's folder. A file
that kills this process kills nothing else.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.language import Text

MEMORY_BYTES = 3 << 30
CPU_SECONDS = 900
REPORT_NAME = "report.json"
_KEPT: list[object] = []


def limit_this_process() -> None:
    """Bound memory and processor time, where the system can; the parent bounds the time."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, killed or not.

    That one holds the other end of standard input, which is closed at its death on every system.
    """

    def wait() -> None:
        while os.read(0, 1 << 16):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


class WithoutPandas(MetaPathFinder):
    """Says that pandas is not there.

    Arrow looks for it whenever it makes an array. Nothing here needs it, and loading it takes
    longer than reading most workbooks.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        """Refuse pandas; leave every other module to the finders that follow."""
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is not used here", name=fullname)


def main() -> None:
    """Carry out the job on standard input."""
    limit_this_process()
    sys.meta_path.insert(0, WithoutPandas())
    # Millions of cells are made and none of them in a circle; looking for circles takes a third
    # of the time, and this process ends soon.
    gc.disable()
    job = json.loads(sys.stdin.buffer.readline())
    end_with_parent()
    report = _mark(job) if job["job"] == "mark" else _import(job)
    target = Path(REPORT_NAME)
    part = target.with_suffix(".part")
    part.write_text(report, encoding="utf-8")
    part.replace(target)
    sys.stdout.flush()
    os._exit(0)


def _import(job: dict[str, Any]) -> str:
    from analysis.intake.ahead import ReadAhead

    # Unpacking needs no interpreter: it runs while the modules of the import are loaded.
    files = [(Path(file["path"]), str(file["name"])) for file in job["request"]["files"]]
    ahead = ReadAhead(files)
    from analysis.importing.model import Request
    from analysis.importing.pipeline import ImportRun, open_connection, report_to_text, run_import

    request = Request.from_json(job["request"])
    if request.districts:
        return report_to_text(run_import(request, _tell, ahead))
    run = ImportRun(open_connection(request), request, _tell, ahead)
    # Everything the run took goes with this process: freeing it piece by piece takes time.
    _KEPT.append(run)
    return report_to_text(run.report())


def _mark(job: dict[str, Any]) -> str:
    from analysis.importing.marker import carry_out

    return json.dumps(carry_out(job, _tell))


def _tell(text: Text, share: float, file: int) -> None:
    line = {"vi": text.vi, "en": text.en, "share": share, "file": file}
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
