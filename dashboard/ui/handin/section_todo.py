"""Việc cần sửa / To mend: rows that were left out, mended here and imported after all."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.dictionary import TABLES, Column
from analysis.importing.desk import HandIn, Tell
from analysis.importing.handwork import drop_pending, mend
from analysis.importing.process import ImportFailedError
from analysis.importing.register import pending
from analysis.language import format_number
from analysis.warehouse import WarehouseError
from dashboard.ui.access import current_reader, person
from dashboard.ui.data import workspace
from dashboard.ui.empty import empty_state
from dashboard.ui.handin.asking import confirm
from dashboard.ui.handin.deciding import draw_decision, draw_done
from dashboard.ui.handin.preview import draw_counts, draw_values
from dashboard.ui.handin.problems import counts_sentence, draw_problems
from dashboard.ui.handin.sections import can_be_changed
from dashboard.ui.handin.words import (
    NOTHING,
    column_label,
    grid_html,
    sentence,
    table_label,
    visible,
)
from dashboard.ui.handin.work import Work, draw_failure, follow_address, run_asked, work_of
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

PAGE = 25
CHOSEN = "chosen"
NUMBER = "number"
ROW_PROBLEM = "problem"

Row = dict[str, Any]


def answer(view: View) -> str:
    """Return how many rows wait to be mended, as a sentence."""
    _ = view.translate
    rows = pending(view.snapshot)
    if not rows:
        return _("No rows wait to be mended")
    return _.plural(
        "{number} row waits to be mended",
        "{number} rows wait to be mended",
        len(rows),
        number=format_number(len(rows), view.language),
    )


def draw(view: View) -> None:
    """Draw the rows by table, to be edited, and what to do with them."""
    _ = view.translate
    if not can_be_changed(view):
        return
    work = work_of(f"todo-{view.snapshot.case.name}")
    follow_address(work)
    draw_failure(work, _)
    run_asked(work, _)
    if work.done is not None:
        draw_done(work, view, "todo", _("Back to the list"), work.drop)
        return
    if work.hand_in is not None:
        _draw_checked(work, view)
        return
    rows = pending(view.snapshot)
    if not rows:
        empty_state(
            _("No row was left out of an import."),
            _("Rows with errors come here when the good rows of a file are imported."),
        )
        return
    st.markdown(
        _(
            "Mend the cells, then check. Rows you changed and rows you ticked are checked again; "
            "only ticked rows can be taken off the list."
        )
    )
    if any(not row["problems"] for row in rows):
        st.caption(_("What is wrong with rows that somebody else handed in is told by the check."))
    for table in dict.fromkeys(row["table_name"] for row in rows):
        _draw_table(work, table, [row for row in rows if row["table_name"] == table], view)


def _draw_checked(work: Work, view: View) -> None:
    """Draw what the check of the mended rows found, and the decision."""
    _ = view.translate
    hand_in = work.hand_in
    if hand_in is None:
        return
    report = hand_in.report
    st.header(counts_sentence(report.errors, report.warnings, view), anchor=False)
    if report.problems:
        draw_problems(report.problems, report.errors, report.warnings, view, "todo")
    draw_counts(report.changes, view, _("Rows by table"))
    draw_values(report.changes, view, "todo")
    good = any(change.touches or change.unchanged for change in report.changes)
    if report.errors and not good:
        st.info(_("None of these rows is right yet."), icon=":material/build:")
        st.button(_("Back to the list"), key="back-todo", type="primary", on_click=work.drop)
        return
    words = (_("Import the mended rows"), _("Back to the list"))
    draw_decision(work, view, "todo", work.drop, words=words)


def _draw_table(work: Work, table: str, rows: list[Row], view: View) -> None:
    _ = view.translate
    st.header(
        _(
            "{table}: {number} to mend",
            table=plain(table_label(table, _)),
            number=format_number(len(rows), _.language),
        ),
        anchor=False,
    )
    pages = -(-len(rows) // PAGE)
    page = st.pagination(pages, key=f"todo-page-{table}-{len(rows)}") if pages > 1 else 1
    shown = rows[(page - 1) * PAGE : page * PAGE]
    columns = _columns(table, shown)
    st.html(
        grid_html(
            (_("No."), _("Where from"), _("Column"), _("Value"), _("Problem"), _("What to do")),
            [line for number, row in enumerate(shown, 1) for line in _lines(number, row, view)],
            _("What is wrong with each row"),
            numbers=(0,),
            long=(4, 5),
            narrow=(2, 3),
        )
    )
    key = f"todo-{view.snapshot.cache_key[:12]}-{table}-{page}-{_.language}"
    edited = st.data_editor(
        _frame(shown, columns, view),
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=[NUMBER, ROW_PROBLEM],
        column_config=_config(table, columns, view),
        placeholder=NOTHING,
        alt=_("Rows of {table} to mend", table=table_label(table, _)),
    )
    ticked = [row for row, chosen in zip(shown, edited[CHOSEN], strict=True) if chosen]
    mended = _mended(shown, edited, columns)
    with st.container(horizontal=True):
        st.button(
            _.plural(
                "Check {number} row",
                "Check {number} rows",
                len(mended),
                number=format_number(len(mended), view.language),
            ),
            key=f"mend-{table}",
            type="primary",
            icon=":material/fact_check:",
            disabled=not mended,
            on_click=_ask,
            args=(work, view.snapshot.case.name, table, mended),
        )
        if st.button(
            _("Take {number} off the list", number=format_number(len(ticked), _.language)),
            key=f"take-off-{table}",
            icon=":material/playlist_remove:",
            disabled=not ticked,
        ):
            _confirm_taking_off(work, [row["pending_id"] for row in ticked], view)


def _columns(table: str, rows: list[Row]) -> list[Column]:
    """Return the columns the rows have or lack: those with problems first, to be at hand."""
    faulty = _faulty(rows)
    named = faulty | {name for row in rows for name in row["cells"]}
    named -= set(_made(table))
    columns = [column for column in TABLES[table].columns if column.name in named]
    return sorted(columns, key=lambda column: column.name not in faulty)


def _faulty(rows: list[Row]) -> set[str]:
    named = {problem["column"] for row in rows for problem in row["problems"]}
    return named - {None}


def _made(table: str) -> tuple[str, ...]:
    """Return the id the program makes where a row has none: nobody need fill it in."""
    declared = TABLES[table]
    return declared.key if declared.natural_key and len(declared.key) == 1 else ()


def _frame(rows: list[Row], columns: list[Column], view: View) -> pd.DataFrame:
    """Return the rows as they are edited; what is wrong stands after the columns it is about."""
    faulty = _faulty(rows)
    cells = {
        column.name: pd.array([row["cells"].get(column.name) for row in rows], dtype="string")
        for column in columns
    }
    return pd.DataFrame(
        {
            CHOSEN: [False for _row in rows],
            NUMBER: list(range(1, len(rows) + 1)),
            **{name: texts for name, texts in cells.items() if name in faulty},
            ROW_PROBLEM: [_told(row, view) for row in rows],
            **{name: texts for name, texts in cells.items() if name not in faulty},
        }
    )


def _config(table: str, columns: list[Column], view: View) -> dict[str, Any]:
    _ = view.translate
    return {
        CHOSEN: st.column_config.CheckboxColumn(_("Tick"), width=80, pinned=True),
        NUMBER: st.column_config.NumberColumn(_("No."), width=50, pinned=True),
        ROW_PROBLEM: st.column_config.TextColumn(_("Problem"), width=220),
        **{
            column.name: st.column_config.TextColumn(
                f"{column.label.in_language(_.language)}{' *' if column.required else ''}",
                help=_help(column, view),
            )
            for column in columns
        },
    }


def _help(column: Column, view: View) -> str | None:
    if column.codes is not None:
        labels = [code.label.in_language(view.language) for code in column.codes.codes]
        return plain("; ".join(labels))
    return None if column.note is None else plain(column.note.in_language(view.language))


def _told(row: Row, view: View) -> str:
    return "; ".join(
        visible(sentence(problem["message"][view.language]), 120) for problem in row["problems"]
    )


def _lines(number: int, row: Row, view: View) -> list[tuple[str, ...]]:
    """Return a line for each problem of a row; a row without one still has its line."""
    _ = view.translate
    place = _("{file}, row {row}", file=row["file"], row=row["row_number"])
    if row["sheet"] is not None and row["sheet"] == row["sheet"]:
        place = _(
            "{file}, sheet {sheet}, row {row}",
            file=row["file"],
            sheet=row["sheet"],
            row=row["row_number"],
        )
    lines: list[tuple[str, ...]] = []
    for problem in row["problems"]:
        column = problem["column"]
        lines.append(
            (
                str(number),
                place,
                NOTHING if column is None else column_label(row["table_name"], column, _),
                problem["value"] or NOTHING,
                sentence(problem["message"][_.language]),
                sentence(problem["remedy"][_.language]),
            )
        )
    return lines or [(str(number), place, NOTHING, NOTHING, NOTHING, NOTHING)]


def _mended(
    rows: list[Row], edited: pd.DataFrame, columns: list[Column]
) -> dict[str, dict[str, str | None]]:
    """Return the rows that were changed or ticked: pending id to its cells as they are now."""
    mended = {}
    for row, now in zip(rows, edited.to_dict("records"), strict=True):
        cells: dict[str, str | None] = dict(row["cells"])
        for column in columns:
            value = now[column.name]
            cells[column.name] = None if value is None or pd.isna(value) else str(value)
        before = {name: text or None for name, text in row["cells"].items()}
        changed = any(before.get(name) != (text or None) for name, text in cells.items())
        if changed or now[CHOSEN]:
            mended[row["pending_id"]] = cells
    return mended


def _ask(work: Work, case: str, table: str, mended: dict[str, dict[str, str | None]]) -> None:
    rows = {pending_id: (table, cells) for pending_id, cells in mended.items()}

    limit = current_reader().limit

    def check(tell: Tell) -> HandIn:
        return mend(workspace(), case, rows, by=person(), limit=limit, tell=tell)

    work.ask(check)


def _confirm_taking_off(work: Work, pending_ids: list[str], view: View) -> None:
    _ = view.translate
    case = view.snapshot.case.name

    def take_off() -> None:
        try:
            limit = current_reader().limit
            drop_pending(workspace(), case, pending_ids, by=person(), limit=limit)
        except (WarehouseError, ImportFailedError) as error:
            work.failed = error.text

    text = _.plural(
        "{number} row will leave the list without being imported. History can bring it back.",
        "{number} rows will leave the list without being imported. History can bring them back.",
        len(pending_ids),
        number=format_number(len(pending_ids), view.language),
    )
    confirm(_("Take rows off the list?"), text, _("Take off the list"), take_off, _, "take-off")
