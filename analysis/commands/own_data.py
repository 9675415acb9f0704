"""What commands about the data of one case share: opening it, marking it, saying the outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from analysis.commands.reports import say_simulated
from analysis.commands.shared import say, write, wrong_use
from analysis.importing.desk import ImportRefusedError, check_case
from analysis.language import Language, Text
from analysis.warehouse import Snapshot, loaded_cases, open_snapshot
from analysis.warehouse.manifest import Manifest

case_option = click.option("--case", "case_name", metavar="NAME", help="Bộ dữ liệu / case")


def open_for(
    workspace: Path, case: str | None, language: Language, *, changing: bool = False
) -> Snapshot:
    """Open the snapshot to look at; `changing`: and refuse a case nothing can be changed in."""
    if case is not None and case not in loaded_cases(workspace):
        known = ", ".join(loaded_cases(workspace)) or "–"
        raise wrong_use(
            Text(
                f"Chưa nạp bộ dữ liệu «{case}». Đang có: {known}",
                f"The case «{case}» is not loaded. There are: {known}",
            )
        )
    snapshot = open_snapshot(workspace, case)
    if snapshot.warning is not None:
        say(snapshot.warning, language, error=True)
    if changing:
        try:
            check_case(snapshot.case.name)
        except ImportRefusedError as error:
            raise wrong_use(error.text) from error
    return snapshot


def write_marked(
    form: str,
    columns: dict[str, Text],
    rows: list[dict[str, Any]],
    snapshot: Snapshot,
    language: Language,
    words: Mapping[str, Callable[[Any], str]],
) -> None:
    """Write records in a chosen form, marked where the data are simulated."""
    header = dict(columns)
    if form == "table":
        say_simulated(snapshot.case.simulated, language)
        if not rows:
            return
    else:
        header |= {"case": Text("Bộ dữ liệu", "Case"), "simulated": Text("Mô phỏng", "Simulated")}
    write(form, header, rows, language, words)


def say_published(manifest: Manifest, language: Language) -> None:
    """Say which snapshot is shown now, and how to go back."""
    say(
        Text(
            f"«{manifest.case}» nay là bản {manifest.number}.\n"
            f"→ Hoàn tác: khuyencong undo --case {manifest.case}",
            f"«{manifest.case}» is now snapshot {manifest.number}.\n"
            f"→ Undo: khuyencong undo --case {manifest.case}",
        ),
        language,
    )
