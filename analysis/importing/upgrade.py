"""Carrying a data set over: built by another version of the program, asked by this one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analysis.importing.desk import Tell, give_up, publish, refuse_later, silent, take
from analysis.importing.left_behind import left_behind
from analysis.language import Text
from analysis.warehouse.manifest import Manifest, snapshot_path
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
    What a later version added has no place here; it stays in the snapshot it is in, by name.
    Returns None when there is nothing to do: no intact snapshot, or one of this version. `say`
    hears that there is something to do, and what stays behind. Raises ImportRefusedError when it
    cannot be published or its description is not understood whole, ImportFailedError when the old
    rows do not fit this version's tables; the old snapshot stays either way.
    """
    shown = shown_manifest(workspace, case)
    if shown is None or is_current(shown):
        return None
    refuse_later(workspace, shown)
    say(
        Text(
            f"Đang chuyển «{case}» sang phiên bản này của chương trình …",
            f"Carrying «{case}» over to this version of the program …",
        )
    )
    behind = left_behind(snapshot_path(workspace, shown.number))
    if behind:
        listed = ", ".join(behind)
        say(
            Text(
                f"Phiên bản này không biết các mục sau nên không chuyển: {listed}. Chúng còn "
                f"nguyên trong bản {shown.number}; lên lại phiên bản mới thì dùng "
                f"khuyencong restore {shown.number}",
                f"This version does not know these, so they are not carried over: {listed}. They "
                f"stay in snapshot {shown.number}; back at the later version show it with "
                f"khuyencong restore {shown.number}",
            )
        )
    hand_in = take(workspace, case=case, by=by, action="upgrade", tell=tell)
    try:
        return publish(workspace, hand_in)
    finally:
        give_up(hand_in)
