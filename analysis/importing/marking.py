"""The officer's own workbook handed back with its faulty cells marked, by the child process.

What can bring a reader down can bring a marker down, so the files are never opened here.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from analysis.importing.desk import HandIn, Tell, silent
from analysis.importing.process import REPORT_NAME, ImportFailedError, run_job
from analysis.language import Language, Text


def mark(
    hand_in: HandIn, target_folder: Path, language: Language, tell: Tell = silent
) -> list[Path]:
    """Write every file of a hand-in, its faulty cells marked, into a folder; return the copies.

    A file that is there already is never replaced: the new one gets a number. Raises
    ImportFailedError when the marking failed; OSError when the folder cannot be written to.
    """
    folder = hand_in.folder
    job = {
        "job": "mark",
        "language": language,
        "files": [asdict(file) for file in hand_in.request.files],
        "problems": [asdict(problem) for problem in hand_in.report.problems],
    }
    ended = run_job(job, folder, tell)
    report = folder / REPORT_NAME
    if ended.code != 0 or not report.exists():
        raise ImportFailedError(
            Text(
                "Không đánh dấu được tệp; danh sách lỗi vẫn đầy đủ trong báo cáo",
                "The files could not be marked; the report still lists every problem",
            ),
            ended.details,
        )
    written = []
    for made in json.loads(report.read_text(encoding="utf-8")):
        target = _free(target_folder, Path(made["name"]))
        target.write_bytes((folder / made["file"]).read_bytes())
        (folder / made["file"]).unlink()
        written.append(target)
    return written


def _free(folder: Path, name: Path) -> Path:
    """Return a path in a folder that nothing has: the name, or the name with a number."""
    target, number = folder / name.name, 1
    while target.exists():
        number += 1
        target = folder / f"{name.stem} ({number}){name.suffix}"
    return target
