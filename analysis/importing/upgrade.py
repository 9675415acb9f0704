"""Carrying a data set forward: built by an earlier version of the program, asked by this one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analysis.importing.desk import Tell, give_up, publish, silent, take
from analysis.language import Text
from analysis.warehouse.manifest import Manifest
from analysis.warehouse.workspace import is_current, shown_manifest


def upgrade(
    workspace: Path,
    case: str,
    *,
    by: str | None = None,
    say: Callable[[Text], None] = lambda text: None,
    tell: Tell = silent,
) -> Manifest | None:
    """Build a data set's shown snapshot anew with the tables of this version, and publish it.

    Rows stay as they are: tables and columns the old snapshot lacks are empty, save for reference
    facts the program brings (process, gates, order of priority, notes, uses of ceilings).
    Returns None when there is nothing to do: no intact snapshot, or one of this version. `say`
    hears that there is something to do. Raises ImportRefusedError when it cannot be published,
    ImportFailedError when the old rows do not fit this version's tables; the old snapshot stays
    either way.
    """
    shown = shown_manifest(workspace, case)
    if shown is None or is_current(shown):
        return None
    say(
        Text(
            f"Đang chuyển «{case}» sang phiên bản này của chương trình …",
            f"Carrying «{case}» over to this version of the program …",
        )
    )
    hand_in = take(workspace, case=case, by=by, action="upgrade", tell=tell)
    try:
        return publish(workspace, hand_in)
    finally:
        give_up(hand_in)
