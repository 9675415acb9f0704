"""What a sender's columns mean: chosen once on the mapping screen, remembered for the next time."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.warehouse.files import write_durably

MEMORY_NAME = "mappings.json"


def remembered_columns(workspace: Path, sender: str | None) -> dict[str, str | None]:
    """Return folded header to dictionary column (None: leave out) as a sender chose before."""
    return dict(_read(workspace).get(sender or "", {}))


def remember_columns(
    workspace: Path, sender: str | None, chosen: dict[str, dict[str, str | None]]
) -> None:
    """Add what was chosen for the sheets of a hand-in to what is remembered of its sender."""
    new = {header: column for sheet in chosen.values() for header, column in sheet.items()}
    if not new:
        return
    memory = _read(workspace)
    memory[sender or ""] = {**memory.get(sender or "", {}), **new}
    text = json.dumps(memory, ensure_ascii=False, indent=1, sort_keys=True)
    write_durably(workspace / MEMORY_NAME, text.encode())


def forget_columns(workspace: Path, sender: str | None) -> None:
    """Forget what is remembered of a sender."""
    memory = _read(workspace)
    if memory.pop(sender or "", None) is not None:
        text = json.dumps(memory, ensure_ascii=False, indent=1, sort_keys=True)
        write_durably(workspace / MEMORY_NAME, text.encode())


def senders(workspace: Path) -> list[str]:
    """Return the senders anything is remembered of."""
    return sorted(name for name in _read(workspace) if name)


def _read(workspace: Path) -> dict[str, dict[str, str | None]]:
    try:
        body = json.loads((workspace / MEMORY_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return body if isinstance(body, dict) else {}
