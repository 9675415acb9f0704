"""The part of marking that runs in the child process; it must not load pandas."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.exports.marked_values import MAX_CELLS, mark_values
from analysis.exports.marked_workbook import mark_excel_workbook
from analysis.importing.model import problem_from_json
from analysis.importing.pipeline import grids_of
from analysis.intake.ahead import OpenedFile, open_file
from analysis.intake.problem import Problem
from analysis.language import Language, Text


def carry_out(
    job: dict[str, Any], tell: Callable[[Text, float, int], None]
) -> list[dict[str, str]]:
    """Mark the files of a job in the present folder; return file and name of each copy."""
    problems = [problem_from_json(one) for one in job["problems"]]
    language: Language = job["language"]
    made = []
    for number, file in enumerate(job["files"], start=1):
        path, name = Path(file["path"]), str(file["name"])
        share = (number - 1) / len(job["files"])
        tell(Text(f"Đánh dấu {name}", f"Marking {name}"), share, number)
        target = Path(f"marked-{number:02d}.xlsx")
        mine = [problem for problem in problems if problem.file == name]
        _mark_file(path, name, mine, target, language)
        word = Text("đã đánh dấu", "marked").in_language(language)
        made.append({"file": target.name, "name": f"{Path(name).stem} ({word}).xlsx"})
    return made


def _mark_file(
    path: Path, name: str, problems: list[Problem], target: Path, language: Language
) -> None:
    opened = open_file(path, name)
    if opened.container.kind == "xlsx" and _cells(opened) <= MAX_CELLS:
        try:
            mark_excel_workbook(path, problems, target, language)
            return
        except Exception as error:
            # The writer is pickier about looks than the reader is. The values with the cells
            # marked are still the officer's file.
            print(f"{name} comes back as values only: {error!r}", file=sys.stderr)
            target.unlink(missing_ok=True)
    mark_values(grids_of(path, name, opened, Path.cwd()), problems, target, language)


def _cells(opened: OpenedFile) -> int:
    return sum(sheet.height * sheet.width for _, sheet in opened.sheets)
