"""Sửa tay / Corrections: one value of one row changed by hand, with a reason, on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from analysis.dictionary import TABLES, Column
from analysis.exports.cells import harmless
from analysis.exports.template import DEFAULT_TABLES
from analysis.importing.desk import HandIn, Tell
from analysis.importing.handwork import correct
from analysis.importing.lookup import find_rows
from analysis.importing.model import Correction
from analysis.importing.register import corrections, row_values
from analysis.language import format_number
from dashboard.ui.access import current_reader, person
from dashboard.ui.data import workspace
from dashboard.ui.empty import empty_state
from dashboard.ui.handin.choosing import choose
from dashboard.ui.handin.deciding import HandWords, draw_by_hand
from dashboard.ui.handin.sections import can_be_changed
from dashboard.ui.handin.words import (
    NOTHING,
    column_label,
    grid_html,
    moment,
    table_label,
    value_text,
    visible,
)
from dashboard.ui.handin.work import Work, work_of
from dashboard.ui.view import View

NOT_CHOSEN = ""
REGISTER_SHOWN = 200


@dataclass(slots=True)
class Draft:
    """What is being corrected; `turn` gives every new correction empty fields."""

    table: str = "establishment"
    text: str = ""
    key: tuple[str, ...] | None = None
    column: str = NOT_CHOSEN
    turn: int = 0


def answer(view: View) -> str:
    """Return how many values were changed by hand, as a sentence."""
    _ = view.translate
    number = len(corrections(view.snapshot))
    if not number:
        return _("No value was changed by hand")
    return _.plural(
        "{number} value was changed by hand",
        "{number} values were changed by hand",
        number,
        number=format_number(number, view.language),
    )


def draw(view: View) -> None:
    """Draw the correction in hand and the register of those made."""
    _ = view.translate
    if can_be_changed(view):
        _draw_work(view)
    _draw_register(view)


def _draft(case: str) -> Draft:
    key = f"handin-draft-{case}"
    if key not in st.session_state:
        st.session_state[key] = Draft()
    found: Draft = st.session_state[key]
    return found


def _draw_work(view: View) -> None:
    _ = view.translate
    work = work_of(f"correct-{view.snapshot.case.name}")
    draft = _draft(view.snapshot.case.name)

    def another() -> None:
        work.drop()
        draft.column = NOT_CHOSEN
        draft.turn += 1

    words = HandWords(
        again=_("Correct another value"),
        blocked=_("With an error the value cannot be changed."),
        save=_("Save the new value"),
        leave=_("Leave it as it was"),
    )
    if not draw_by_hand(work, view, "correct", words, another):
        _draw_search(draft, view)
        _draw_row(work, draft, view)


def _draw_search(draft: Draft, view: View) -> None:
    """Draw the choice of table, the words looked for, and the rows that hold them."""
    _ = view.translate
    st.header(_("1. Find the row"), anchor=False)
    left, right = st.columns(2)

    def take_table(name: str) -> None:
        draft.table, draft.key, draft.column = name, None, NOT_CHOSEN

    with left:
        choose(
            _("Table"),
            DEFAULT_TABLES,
            draft.table,
            lambda name: table_label(name, _),
            take_table,
            f"correct-table-{_.language}",
        )
    words = f"correct-text-{_.language}"
    if st.session_state.get(words) != draft.text:
        st.session_state[words] = draft.text

    def typed() -> None:
        draft.text, draft.key, draft.column = st.session_state[words] or "", None, NOT_CHOSEN

    with right:
        st.text_input(
            _("Id, name, tax code or year"),
            key=words,
            max_chars=200,
            on_change=typed,
            placeholder=_("Such as part of a name and a year"),
        )
    rows, total = find_rows(view.snapshot, draft.table, draft.text)
    if not rows:
        empty_state(_("No row of this table holds these words."))
        draft.key = None
        return
    names = {number: row.shown for number, row in enumerate(rows)}
    codes = [NOT_CHOSEN, *map(str, names)]
    keys = [row.key for row in rows]
    chosen = str(keys.index(draft.key)) if draft.key in keys else NOT_CHOSEN

    def take_row(code: str) -> None:
        draft.key = keys[int(code)] if code != NOT_CHOSEN else None
        draft.column = NOT_CHOSEN

    choose(
        _(
            "Row ({shown} of {whole} found)",
            shown=format_number(len(rows), _.language),
            whole=format_number(total, _.language),
        ),
        codes,
        chosen,
        lambda code: _("Choose a row") if code == NOT_CHOSEN else visible(names[int(code)], 120),
        take_row,
        f"correct-row-{_.language}",
    )


def _draw_row(work: Work, draft: Draft, view: View) -> None:
    """Draw the row's values and the form for the new one."""
    _ = view.translate
    if draft.key is None:
        return
    values = row_values(view.snapshot, draft.table, draft.key)
    if values is None:
        empty_state(_("This row is no longer in the data."))
        return
    table = TABLES[draft.table]
    st.html(
        grid_html(
            (_("Column"), _("Value")),
            [
                (
                    column.label.in_language(_.language),
                    value_text(table.name, column.name, _canonical(values[column.name]), view),
                )
                for column in table.columns
            ],
            _("Values of the row"),
            long=(1,),
        )
    )
    st.header(_("2. The new value, and why"), anchor=False)
    free = [column.name for column in table.columns if column.name not in table.key]

    def take_column(name: str) -> None:
        draft.column = name

    choose(
        _("Column to correct"),
        [NOT_CHOSEN, *free],
        draft.column,
        lambda name: (
            _("Choose a column") if name == NOT_CHOSEN else column_label(table.name, name, _)
        ),
        take_column,
        f"correct-column-{_.language}",
    )
    if draft.column == NOT_CHOSEN:
        return
    column = table.column(draft.column)
    suffix = f"{draft.turn}-{draft.table}-{draft.column}"
    value = _draw_value(column, _canonical(values[column.name]), suffix, view)
    why = st.text_input(_("Reason"), key=f"correct-why-{suffix}", max_chars=300)
    if not (why or "").strip():
        st.caption(_("A correction needs a reason; it stays on record with your name."))
    st.button(
        _("Check the correction"),
        key="check-correction",
        type="primary",
        icon=":material/fact_check:",
        disabled=not (why or "").strip(),
        on_click=_ask,
        args=(
            work,
            view.snapshot.case.name,
            Correction(draft.table, draft.key, draft.column, value, (why or "").strip()),
        ),
    )


def _draw_value(column: Column, now: str | None, suffix: str, view: View) -> str | None:
    """Draw the field for the new value: a list where the dictionary has one."""
    _ = view.translate
    if column.codes is not None:
        labels = {code.code: code.label.in_language(_.language) for code in column.codes.codes}
        codes = [NOT_CHOSEN, *labels]
        chosen = st.selectbox(
            _("New value"),
            codes,
            index=codes.index(now) if now in codes else 0,
            format_func=lambda code: labels.get(code) or _("Unknown (empty)"),
            key=f"correct-value-{suffix}-{_.language}",
            filter_mode=None,
            placeholder="–",
        )
        return chosen or None
    typed = st.text_input(
        _("New value (empty: unknown)"),
        value=now or "",
        key=f"correct-value-{suffix}",
        help=None if column.note is None else column.note.in_language(_.language),
    )
    if column.type == "money":
        st.caption(_("In whole units of the currency, not in thousands or millions."))
    return (typed or "").strip() or None


def _canonical(value: Any) -> str | None:
    """Return a value of a snapshot as the text it is handed in as; unknown is None."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, pd.Timestamp):
        midnight = value == value.normalize()
        return str(value.date()) if midnight else str(value)
    return str(value)


def _ask(work: Work, case: str, correction: Correction) -> None:
    limit = current_reader().limit

    def check(tell: Tell) -> HandIn:
        return correct(workspace(), case, [correction], by=person(), limit=limit, tell=tell)

    work.ask(check)


def _draw_register(view: View) -> None:
    _ = view.translate
    st.header(_("Register of corrections"), anchor=False)
    frame = corrections(view.snapshot)
    if frame.empty:
        st.caption(_("Nothing was corrected by hand yet."))
        return
    rows = [
        (
            moment(row["corrected_at"], _.language),
            row["corrected_by"],
            table_label(row["table_name"], _),
            row["row_key"],
            column_label(row["table_name"], row["column_name"], _),
            value_text(row["table_name"], row["column_name"], row["old_value"], view),
            value_text(row["table_name"], row["column_name"], row["new_value"], view),
            row["why"] or NOTHING,
        )
        for row in frame.head(REGISTER_SHOWN).to_dict("records")
    ]
    headings = (
        _("At (UTC)"),
        _("By"),
        _("Table"),
        _("Row"),
        _("Column"),
        _("Before"),
        _("After"),
        _("Reason"),
    )
    st.html(
        grid_html(
            headings,
            rows,
            _(
                "{shown} of {whole} corrections, newest first",
                shown=format_number(len(rows), _.language),
                whole=format_number(len(frame), _.language),
            ),
            long=(7,),
            narrow=(0, 1, 2, 3, 4, 5, 6),
        )
    )
    st.download_button(
        _("Download CSV"),
        data=lambda: register_csv(frame, view),
        file_name=f"{view.snapshot.case.name}_corrections_{view.snapshot.number}.csv",
        mime="text/csv",
        key="corrections-csv",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )


def register_csv(frame: pd.DataFrame, view: View) -> bytes:
    """Return the whole register as CSV; every row says its data set and whether it is simulated."""
    marked = frame.map(harmless)
    marked["case"] = view.snapshot.case.name
    marked["simulated"] = view.snapshot.case.simulated
    return marked.to_csv(index=False).encode("utf-8-sig")
