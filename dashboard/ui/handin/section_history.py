"""Lịch sử / History: every snapshot of the data set; back, forth, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import streamlit as st

from analysis.dictionary.codes import IMPORT_ACTION
from analysis.importing.history import Move, difference, restore, undo
from analysis.importing.model import TableChange
from analysis.importing.register import imports, problems_on_record
from analysis.intake.problem import Problem
from analysis.language import Text, format_number
from analysis.measures import code_label
from analysis.warehouse import WarehouseError
from analysis.warehouse.manifest import Manifest, read_manifests
from dashboard.ui.access import person
from dashboard.ui.data import cases_here, workspace
from dashboard.ui.empty import empty_state
from dashboard.ui.handin.asking import confirm
from dashboard.ui.handin.choosing import choose
from dashboard.ui.handin.preview import draw_counts, draw_values
from dashboard.ui.handin.problems import draw_problems
from dashboard.ui.handin.words import NOTHING, grid_html, moment
from dashboard.ui.handin.work import show_case
from dashboard.ui.markdown import plain
from dashboard.ui.view import View
from dashboard.ui.waiting import told_while

KINDS = ("added", "changed", "removed", "left_out")
SNAPSHOTS_SHOWN = 100


@dataclass(slots=True)
class Last:
    """What the last step back or forth came to, said once it is done."""

    moved: Move | None = None
    failed: Text | None = None


def snapshots(case: str) -> list[Manifest]:
    """Return the snapshots of a data set, newest first."""
    return [one for one in reversed(read_manifests(workspace())) if one.case == case]


def answer(view: View) -> str:
    """Return how many snapshots there are and which is shown, as a sentence."""
    _ = view.translate
    number = len(snapshots(view.snapshot.case.name))
    return _.plural(
        "{number} snapshot is kept; number {shown} is shown",
        "{number} snapshots are kept; number {shown} is shown",
        number,
        number=format_number(number, view.language),
        shown=view.snapshot.number,
    )


def draw(view: View) -> None:
    """Draw the list of snapshots, the ways back, a comparison, and old problems."""
    _ = view.translate
    last = _last()
    if last.failed is not None:
        st.error(plain(last.failed.in_language(_.language)), icon=":material/error:")
    if last.moved is not None and last.moved.case == view.snapshot.case.name:
        st.success(
            _("Snapshot {number} is shown now.", number=view.snapshot.number),
            icon=":material/task_alt:",
        )
    elif last.moved is not None and last.moved.after is None:
        st.success(
            _(
                "The first import was undone, so that data set is gone. Snapshot {number} is kept "
                "and can be restored here.",
                number=last.moved.before,
            ),
            icon=":material/task_alt:",
        )
        _draw_restore_gone(last.moved, view)
    found = snapshots(view.snapshot.case.name)
    _draw_list(found, view)
    _draw_ways_back(found, view)
    _draw_comparison(found, view)
    _draw_old_problems(view)


def _last() -> Last:
    key = "handin-last-move"
    if key not in st.session_state:
        st.session_state[key] = Last()
    found: Last = st.session_state[key]
    return found


def _draw_list(found: list[Manifest], view: View) -> None:
    _ = view.translate
    rows = [
        (
            str(one.number),
            _("shown") if one.number == view.snapshot.number else NOTHING,
            IMPORT_ACTION.told(one.action).in_language(_.language),
            moment(one.built_at, _.language),
            one.built_by,
            one.sender or NOTHING,
            (", ".join(one.files) if one.action == "import" else "") or NOTHING,
            *(
                format_number(one.changes[kind], _.language) if kind in one.changes else NOTHING
                for kind in KINDS
            ),
        )
        for one in found[:SNAPSHOTS_SHOWN]
    ]
    headings = (
        _("Snapshot"),
        _("State"),
        _("Action"),
        _("At (UTC)"),
        _("By"),
        _("Sender"),
        _("Files"),
        _("Added"),
        _("Changed"),
        _("Removed"),
        _("Left out"),
    )
    st.html(
        grid_html(
            headings,
            rows,
            _("Snapshots of this data set, newest first"),
            numbers=(0, 7, 8, 9, 10),
            narrow=(1, 2, 4, 5, 6),
            short=(3,),
        )
    )


def _draw_ways_back(found: list[Manifest], view: View) -> None:
    _ = view.translate
    case = view.snapshot.case.name
    shown = next((one for one in found if one.number == view.snapshot.number), None)
    others = [one for one in found if one.number != view.snapshot.number]
    st.header(_("Back and forth"), anchor=False)
    st.caption(_("Nothing is lost: every snapshot is kept, and going back can be undone."))
    if shown is None:
        return
    undoable = shown.parent is not None or shown.action != "load"
    if not undoable and not others:
        empty_state(_("There is only the first snapshot, so there is nothing to go back to."))
        return
    target = st.session_state.get("restore-number")
    if target not in [one.number for one in others]:
        target = others[0].number if others else None
    if undoable and st.button(
        _("Undo snapshot {number}", number=shown.number), key="undo", icon=":material/undo:"
    ):
        confirm(
            _("Undo snapshot {number}?", number=shown.number),
            _("The data set shows snapshot {number} again.", number=shown.parent)
            if shown.parent is not None
            else _("It is the first import of this data set, which is then no longer shown."),
            _("Undo"),
            lambda: _carry_out(lambda: undo(workspace(), case, by=person())),
            _,
            "undo",
        )
    if target is None:
        return
    wanted = target
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        _choose_snapshot(_("Snapshot to show again"), others, "restore-number", wanted, view)
    with right:
        asked = st.button(
            _("Restore snapshot {number}", number=wanted),
            key="restore",
            icon=":material/settings_backup_restore:",
        )
    if asked:
        confirm(
            _("Restore snapshot {number}?", number=wanted),
            _(
                "The data set shows snapshot {number} instead of {shown}.",
                number=wanted,
                shown=shown.number,
            ),
            _("Restore"),
            lambda: _carry_out(lambda: restore(workspace(), wanted, by=person())),
            _,
            "restore",
        )


def _draw_restore_gone(move: Move, view: View) -> None:
    _ = view.translate
    number = move.before
    if number is None or move.case in cases_here():
        return
    st.button(
        _("Restore snapshot {number}", number=number),
        key="restore-gone",
        icon=":material/settings_backup_restore:",
        on_click=_carry_out,
        args=(lambda: restore(workspace(), number, by=person()),),
    )


def _choose_snapshot(
    label: str, offered: list[Manifest], key: str, chosen: int, view: View
) -> None:
    _ = view.translate
    by_number = {str(one.number): one for one in offered}

    def name(number: str) -> str:
        one = by_number[number]
        action = IMPORT_ACTION.told(one.action).in_language(_.language)
        return f"{number} · {action} · {moment(one.built_at, _.language)}"

    def take(number: str) -> None:
        st.session_state[key] = int(number)

    choose(label, list(by_number), str(chosen), name, take, f"{key}-{_.language}")


def _carry_out(step: Callable[[], Move]) -> None:
    last = _last()
    last.moved = last.failed = None
    try:
        last.moved = step()
    except WarehouseError as error:
        last.failed = error.text
        return
    show_case(last.moved.case if last.moved.after is not None else None)


@st.cache_data(max_entries=32, show_spinner=False)
def _difference(old: int, new: int, key: str) -> list[TableChange]:
    return difference(workspace(), old, new)


def _draw_comparison(found: list[Manifest], view: View) -> None:
    _ = view.translate
    st.header(_("Compare two snapshots"), anchor=False)
    if len(found) < 2:
        empty_state(_("There is only one snapshot, so there is nothing to compare it with."))
        return
    numbers = [one.number for one in found]
    new = st.session_state.get("compare-new", numbers[0])
    old = st.session_state.get("compare-old", numbers[1])
    new = new if new in numbers else numbers[0]
    old = old if old in numbers else numbers[1]
    left, right = st.columns(2)
    with left:
        _choose_snapshot(_("From"), found, "compare-old", old, view)
    with right:
        _choose_snapshot(_("To"), found, "compare-new", new, view)
    pair = f"{old}-{new}"
    if st.button(_("Compare"), key="compare", icon=":material/compare_arrows:"):
        st.session_state["compared"] = pair
    if st.session_state.get("compared") != pair:
        return
    try:
        with told_while(_("Comparing")):
            changes = _difference(old, new, str(workspace()))
    except WarehouseError as error:
        st.error(plain(error.text.in_language(_.language)), icon=":material/error:")
        return
    if not changes:
        st.info(_("The two snapshots hold the same data."), icon=":material/check:")
        return
    draw_counts(changes, view, _("What differs from snapshot {old} to {new}", old=old, new=new))
    draw_values(changes, view, f"compare-{pair}")


def _draw_old_problems(view: View) -> None:
    _ = view.translate
    st.header(_("Problems on record of an import"), anchor=False)
    batches = imports(view.snapshot)
    frame = problems_on_record(view.snapshot)
    frame = frame[frame["batch_id"].isin(batches["batch_id"])]
    if frame.empty:
        st.caption(_("No import of this data set left a problem on record."))
        return
    with_problems = batches[batches["batch_id"].isin(frame["batch_id"])]
    names = {
        str(row["batch_id"]): " · ".join(
            (
                moment(row["imported_at"], _.language),
                code_label("import_action", str(row["action"]), _.language),
                row["sender"] if isinstance(row["sender"], str) else row["imported_by"],
            )
        )
        for row in with_problems.to_dict("records")
    }
    chosen = st.session_state.get("problems-of")
    if chosen not in names:
        chosen = next(iter(names))

    def take(batch: str) -> None:
        st.session_state["problems-of"] = batch

    choose(
        _("Import"),
        list(names),
        chosen,
        lambda batch: names[batch],
        take,
        f"problems-of-{_.language}",
    )
    problems = [_recorded(row) for row in frame[frame["batch_id"] == chosen].to_dict("records")]
    errors = sum(one.severity == "error" for one in problems)
    draw_problems(problems, errors, len(problems) - errors, view, f"record-{chosen}")


def _recorded(row: Mapping[Hashable, object]) -> Problem:
    """Return a problem on record as it was told at its import."""

    def told(name: str) -> str | None:
        value = row[name]
        return value if isinstance(value, str) else None

    number = row["row_number"]
    return Problem(
        "error" if row["severity"] == "error" else "warning",
        str(row["rule"]),
        str(row["file"]),
        str(row["table_name"]),
        int(number) if isinstance(number, (int, float)) and number == number else None,
        told("column_name"),
        told("value"),
        Text(str(row["message_vi"]), str(row["message_en"])),
        Text(str(row["remedy_vi"]), str(row["remedy_en"])),
        told("sheet"),
        told("cell"),
    )
