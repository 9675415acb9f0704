"""The code that reproduces one view: its data, its scope, every answer and every chart of it.

Written in the percent format, which editors and Jupyter open as a notebook and Python as a script.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.exports.notebook_calls import Call, Drawn, Trail
from analysis.exports.notebook_lines import broken
from analysis.exports.notebook_values import UnwritableError, literal, quoted
from analysis.exports.notebook_writer import Writer
from analysis.language import Language, Text

_HOW = Text(
    "Mã này tính lại đúng những gì trang hiện, bằng chính các hàm mà trang gọi. Chạy được ở nơi có "
    "chương trình và thư mục dữ liệu này; bản số liệu khác cho số khác.",
    "This code computes again exactly what the page shows, by the very functions the page calls. "
    "It runs where the program and this workspace are; another snapshot gives other numbers.",
)
_ADDRESS = Text("Địa chỉ của trang: {address}", "Address of the page: {address}")
_NOT_WRITTEN = Text(
    "Phần này trang tự soạn, mã chưa tính lại được ({what})",
    "The page itself prepares this part; the code cannot compute it again ({what})",
)
_ALSO = Text("Những gì trang còn hỏi", "What else the page asked")
_NOTHING = Text(
    "Trang này không vẽ số liệu nào; đây là dữ liệu mà trang đang mở.",
    "This page draws no figures; these are the data it has open.",
)


@dataclass(frozen=True, slots=True)
class Viewed:
    """One view as a reader sees it: what it is called, where it is, whose data, which part.

    `snapshot` and `scope` are the values the page was drawn with.
    """

    title: str
    address: str
    case: str
    snapshot: Any
    scope: Any
    workspace: Path
    mark: str
    language: Language


def view_cells(viewed: Viewed, trail: Trail) -> list[tuple[str, str]]:
    """Return the cells of a view's notebook: ("markdown" or "code", text).

    Every answer drawn is a variable `shown_<n>`, its chart `chart_<n>`, in the order of the page.
    """
    held = {"snapshot": viewed.snapshot, "kc.workspace()": viewed.workspace}
    writer = Writer(trail.calls, held, viewed.scope)
    cells: list[tuple[str, str]] = []
    for number, drawn in enumerate(trail.drawn, start=1):
        cells.append(("markdown", f"## {_line(drawn.sentence)}"))
        cells += _drawn_cells(writer, drawn, number, viewed.language)
    rest = _rest(writer, trail.calls)
    if rest:
        cells += [("markdown", f"## {_ALSO.in_language(viewed.language)}"), ("code", rest)]
    if not cells:
        cells = [("markdown", _NOTHING.in_language(viewed.language))]
    return [*_opening(viewed, writer), *cells]


def percent_code(cells: Sequence[tuple[str, str]]) -> str:
    """Return cells as a Python script in the percent format."""
    written = []
    for kind, text in cells:
        if kind == "markdown":
            lines = "\n".join(f"# {line}".rstrip() for line in text.splitlines())
            written.append(f"# %% [markdown]\n{lines}\n")
        else:
            written.append(f"# %%\n{text}\n")
    return "\n".join(written)


def notebook_json(cells: Sequence[tuple[str, str]]) -> str:
    """Return cells as a Jupyter notebook of format 4.5."""
    made = []
    for number, (kind, text) in enumerate(cells, start=1):
        cell: dict[str, Any] = {"id": f"cell-{number}", "cell_type": kind, "metadata": {}}
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        made.append({**cell, "source": text})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1)


def _opening(viewed: Viewed, writer: Writer) -> list[tuple[str, str]]:
    language = viewed.language
    told = [
        f"# {_line(viewed.title)}",
        f"**{_line(viewed.mark)}**",
        _HOW.in_language(language),
        _ADDRESS.filled(address=f"`{viewed.address}`").in_language(language),
    ]
    number = viewed.snapshot.number
    scope = literal(viewed.scope, writer.imports).replace("Scope(", "kc.Scope(", 1)
    lines = [line for line in writer.imports.lines() if line != "from analysis.scope import Scope"]
    standard = [line for line in lines if not line.startswith("from analysis.")]
    ours = [line for line in lines if line.startswith("from analysis.")]
    code = [
        *standard,
        *([""] if standard else []),
        "import analysis as kc",
        *ours,
        "",
        f"snapshot = kc.snapshot({quoted(viewed.case)}, number={number})",
        f"scope = {scope}",
        f"print(kc.mark(snapshot, {quoted(language)}))",
    ]
    return [("markdown", "\n\n".join(told)), ("code", "\n".join(code))]


def _drawn_cells(
    writer: Writer, drawn: Drawn, number: int, language: Language
) -> list[tuple[str, str]]:
    lines: list[str] = []
    last = ""
    try:
        rows = writer.value(drawn.frame)
        lines += [*writer.take_statements(), f"shown_{number} = {rows}"]
        last = f"shown_{number}"
        writer.held[last] = drawn.frame
    except UnwritableError as error:
        lines += [*writer.take_statements(), _remark(error, language)]
    if drawn.chart is not None:
        try:
            chart = writer.expression(drawn.chart)
            lines += [*writer.take_statements(), f"chart_{number} = {chart}"]
            last = f"chart_{number}"
        except UnwritableError as error:
            lines += [*writer.take_statements(), _remark(error, language)]
    if last:
        lines.append(last)
    return [("code", "\n".join(map(broken, lines)))]


def _rest(writer: Writer, calls: Sequence[Call]) -> str:
    """Return what the page asked for sentences and cards and has not been written yet."""
    for call in calls:
        try:
            writer.ask(call)
        except UnwritableError:
            continue
    return "\n".join(map(broken, writer.take_statements()))


def _remark(error: UnwritableError, language: Language) -> str:
    return "# " + _NOT_WRITTEN.filled(what=str(error)).in_language(language)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
