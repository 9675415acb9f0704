"""The command `history`: every published snapshot, what it came of and which one is shown."""

from __future__ import annotations

import click

from analysis.commands.console import moment, records
from analysis.commands.shared import (
    format_option,
    language_of,
    say,
    shared_options,
    workspace_of,
    write,
)
from analysis.dictionary.codes import IMPORT_ACTION
from analysis.language import Language, Text, format_number
from analysis.warehouse import history as published_snapshots

_HISTORY_COLUMNS = {
    "number": Text("Bản", "Snapshot"),
    "case": Text("Bộ dữ liệu", "Case"),
    "shown": Text("Đang dùng", "Shown"),
    "parent": Text("Từ bản", "Made from"),
    "action": Text("Việc", "Action"),
    "sender": Text("Đơn vị gửi", "Sender"),
    "changes": Text("Thay đổi", "Changes"),
    "built_at": Text("Lúc", "Built at"),
    "built_by": Text("Người nạp", "Built by"),
    "rows": Text("Số dòng", "Rows"),
    "warnings": Text("Cảnh báo", "Warnings"),
    "code_version": Text("Phiên bản", "Version"),
    "dictionary_version": Text("Từ điển", "Dictionary"),
    "intact": Text("Nguyên vẹn", "Intact"),
    "files": Text("Tệp nguồn", "Files"),
}
_SHOWN_MARK = Text("◄ đang dùng", "◄ shown")
_CHANGE_SIGNS = {"added": "+", "changed": "~", "removed": "−"}
_LEFT_OUT = Text("để lại", "left out")


@click.command()
@shared_options
@format_option
@click.pass_context
def history(context: click.Context, output: str) -> None:
    """Mọi bản số liệu đã công bố / every published snapshot."""

    language = language_of(context)
    frame = published_snapshots(workspace_of(context))
    rows = records(frame)
    for row, changes in zip(rows, frame["changes"], strict=True):
        row["changes"] = changes if output == "json" else _changes_line(changes, language)
    header = dict(_HISTORY_COLUMNS)
    if output == "table":
        # A dozen file names a row would drown the rest; the other forms keep them.
        for name in ("files", "dictionary_version"):
            del header[name]
    words = {
        "shown": lambda shown: _SHOWN_MARK.in_language(language) if shown else "",
        "action": lambda code: IMPORT_ACTION.told(code).in_language(language),
        "changes": lambda line: line or "–",
        "built_at": lambda value: moment(value, language),
        "rows": lambda value: format_number(value, language),
        "warnings": lambda value: format_number(value, language),
    }
    write(output, header, rows, language, words)
    if output == "table" and rows:
        say(
            Text(
                "→ So hai bản: khuyencong diff A B · dùng lại một bản: khuyencong restore N",
                "→ Compare two: khuyencong diff A B · use one again: khuyencong restore N",
            ),
            language,
        )


def _changes_line(changes: dict[str, int], language: Language) -> str:
    """Write counts of rows shortly: +12 ~3 −1, 4 left out."""
    signs = [f"{sign}{changes[name]}" for name, sign in _CHANGE_SIGNS.items() if changes.get(name)]
    line = " ".join(signs)
    if changes.get("left_out"):
        left_out = f"{changes['left_out']} {_LEFT_OUT.in_language(language)}"
        line = f"{line}, {left_out}" if line else left_out
    return line
