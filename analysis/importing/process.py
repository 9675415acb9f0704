"""Running the import in a process of its own: progress heard, time bounded, a crash explained."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.importing.model import HandedFile, Report, Request
from analysis.importing.pipeline import unreadable_problem
from analysis.intake.container import explain_crash, inspect_file
from analysis.intake.errors import UnreadableFileError
from analysis.language import Text
from analysis.settings import PROJECT_ROOT

SECONDS = 900
REPORT_NAME = "report.json"
ERRORS_NAME = "errors.log"

Tell = Callable[[Text, float], None]


class ImportFailedError(Exception):
    """The import process ended by itself for no fault of a file; `text` says what to do."""

    def __init__(self, text: Text, details: str = "") -> None:
        super().__init__(text.en, details)
        self.text = text
        self.details = details


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child process ended: its exit code, whether it took too long, how far it came.

    `begun` counts the files it had begun; `details` is the end of what it wrote on its error
    stream.
    """

    code: int
    late: bool
    begun: int
    details: str

    @property
    def out_of_memory(self) -> bool:
        """Whether it asked for more memory than it may have, or was killed."""
        words = ("MemoryError", "OutOfMemory", "memory allocation")
        return self.code < 0 or any(word in self.details for word in words)


def run_in_process(
    request: Request,
    tell: Tell = lambda text, share: None,
    seconds: float = SECONDS,
) -> Report:
    """Carry out a request in a child process and return its report.

    Whatever ends this call, an exception of `tell` too, ends the child. A file the child did not
    survive makes the report "unreadable" and is named. Raises ImportFailedError when the child
    failed otherwise.
    """
    folder = Path(request.folder)
    ended = run_job({"job": "import", "request": request.to_json()}, folder, tell, seconds)
    report = folder / REPORT_NAME
    if ended.code == 0 and report.exists():
        return Report.from_json(json.loads(report.read_text(encoding="utf-8")))
    return _crashed(request, ended)


def run_job(
    job: dict[str, Any],
    folder: Path,
    tell: Tell = lambda text, share: None,
    seconds: float = SECONDS,
) -> Ended:
    """Carry out a job (see the worker) in a child process with its limits, and wait for its end.

    The child works in `folder` and leaves its result there as `report.json`. Whatever ends this
    call ends the child.
    """
    (folder / REPORT_NAME).unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": _python_path(), "PYTHONIOENCODING": "utf-8"}
    with (folder / ERRORS_NAME).open("wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-m", "analysis.importing.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            cwd=folder,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(seconds, stop)
        clock.daemon = True
        try:
            clock.start()
            begun = _converse(child, job, tell)
            code = child.wait()
        finally:
            clock.cancel()
            if child.poll() is None:
                child.kill()
                child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
    log = (folder / ERRORS_NAME).read_text(encoding="utf-8", errors="replace")
    return Ended(code, late.is_set(), begun, log[-4000:])


def _python_path() -> str:
    before = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(PROJECT_ROOT), *([before] if before else [])])


def _converse(child: subprocess.Popen[bytes], job: dict[str, Any], tell: Tell) -> int:
    """Hand the job over and pass progress on; return how many files were begun.

    The child's standard input stays open: its closing tells the child that nobody waits for it.
    """
    if child.stdin is None or child.stdout is None:
        raise ValueError("the child has no pipes")
    begun = 0
    try:
        child.stdin.write(json.dumps(job).encode() + b"\n")
        child.stdin.flush()
    except BrokenPipeError:
        return begun
    for line in child.stdout:
        try:
            told = json.loads(line)
        except ValueError:
            continue
        begun = int(told.get("file", begun))
        tell(Text(told["vi"], told["en"]), float(told["share"]))
    return begun


def _crashed(request: Request, ended: Ended) -> Report:
    if ended.late or ended.out_of_memory:
        # The last file begun is the one that was too much.
        file = request.files[min(ended.begun, len(request.files)) - 1] if request.files else None
        if file is not None:
            problem = unreadable_problem(_explained(file, ended.late), file.name)
            return Report("unreadable", problems=(problem,), errors=1)
    raise ImportFailedError(
        Text(
            "Chương trình đọc tệp dừng giữa chừng; số liệu cũ còn nguyên. Thử lại, nếu vẫn vậy "
            "hãy gửi tệp cho người quản trị",
            "The program that reads files stopped halfway; the old data are untouched. Try again, "
            "and if it happens again send the file to whoever runs the program",
        ),
        ended.details,
    )


def _explained(file: HandedFile, late: bool) -> UnreadableFileError:
    if late:
        return UnreadableFileError(
            "too_slow",
            Text(
                f"Đọc {file.name} lâu quá {SECONDS // 60} phút nên đã dừng",
                f"Reading {file.name} took more than {SECONDS // 60} minutes and was stopped",
            ),
            Text("Chia tệp thành nhiều tệp nhỏ hơn", "Split the file into smaller ones"),
        )
    path = Path(file.path)
    try:
        kind = inspect_file(path, file.name).kind
    except UnreadableFileError as error:
        return error
    return explain_crash(path, file.name, kind)
