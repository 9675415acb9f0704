"""The table of the record in docs/performance.md: what was promised, and what came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from promises import PROMISES, Promise

RECORD = Path(__file__).resolve().with_name("record.json")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- record: written by make bench -->", "<!-- end of the record -->"


def read_record(path: Path = RECORD) -> dict[str, Any]:
    """Return the entries of the record by the name of their promise; none before the first run."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def table(entries: dict[str, Any]) -> str:
    """Return the record as Markdown, every promise with its value, if there is one."""
    lines = [
        "| piece | what | baseline | bar | measured | | day, load | by |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [_row(one, entries.get(one.name)) for one in PROMISES]
    named = sorted({f"{entry['machine']}; {entry['versions']}" for entry in entries.values()})
    about = [f"Measured on: {about}." for about in named]
    return "\n".join([*lines, "", *about]).rstrip()


def put_into_page(entries: dict[str, Any], page: Path = PAGE) -> None:
    """Write the table between its marks in a page; raises ValueError where they are missing."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{page.name} has no place for the record ({BEGIN} … {END})")
    page.write_text(f"{before}{BEGIN}\n\n{table(entries)}\n\n{END}{after}", encoding="utf-8")


def _row(one: Promise, entry: dict[str, Any] | None) -> str:
    bar = ""
    if one.bar is not None:
        bar = f"{'≥' if one.at_least else '≤'} {_number(one.bar)} {one.unit}".rstrip()
    told = f"| {one.piece} | {one.what} | {one.baseline} | {bar} |"
    by = f"| `{one.script.split()[0]}` |"
    if entry is None:
        return f"{told} – | not recorded yet | {by}"
    kept = one.kept(entry["value"])
    said = {True: "kept", False: "**missed**", None: ""}[kept]
    value = f"{_number(entry['value'])} {one.unit}".rstrip()
    when = f"{entry['day']}, {entry['load']:g}"
    return f"{told} {value} | {said} | {when} {by}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
