"""What each sheet was taken for: table, heading row, money unit, columns; and changing that."""

from __future__ import annotations

import streamlit as st

from analysis.dictionary import HANDED_IN_TABLES, TABLES
from analysis.exports.template import DEFAULT_TABLES
from analysis.importing.memory import forget_columns, remembered_columns
from analysis.importing.model import Report, SheetColumn, SheetReport
from analysis.intake.headers import mapping_key
from analysis.language import format_number, money_unit
from dashboard.ui.data import workspace
from dashboard.ui.handin.choosing import choose
from dashboard.ui.handin.intake import Intake
from dashboard.ui.handin.words import column_label, grid_html, table_label, visible
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

UNDECIDED = "?"
LEAVE_OUT = "-"


def draw_recognised(intake: Intake, report: Report, view: View) -> None:
    """Draw every sheet with what it was taken for, and the choices that can be made about it."""
    _ = view.translate
    if not report.sheets:
        return
    st.header(_("What was recognised"), anchor=False)
    for number, sheet in enumerate(report.sheets):
        with st.container(border=True):
            _draw_sheet(intake, sheet, number, view)
    if intake.sender:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                _(
                    "Columns chosen here are remembered for {sender} once the files are imported.",
                    sender=plain(intake.sender),
                )
            )
            if remembered_columns(workspace(), intake.sender):
                st.button(
                    _("Forget what is remembered"),
                    key="forget",
                    type="tertiary",
                    on_click=lambda: forget_columns(workspace(), intake.sender),
                )


def _draw_sheet(intake: Intake, sheet: SheetReport, number: int, view: View) -> None:
    _ = view.translate
    name = visible(sheet.file if sheet.sheet is None else f"{sheet.file} · {sheet.sheet}", 120)
    if sheet.table is None:
        st.markdown(f"**{plain(name)}**")
        st.warning(
            _("It is not clear which table this sheet is.")
            if sheet.candidates
            else _("No table was recognised in this sheet; it is left out."),
            icon=":material/help:",
        )
        _draw_table_choice(intake, sheet, number, view)
        return
    st.markdown(f"**{plain(name)}** → **{plain(table_label(sheet.table, _))}**")
    st.caption(" · ".join(_facts(sheet, view)))
    strangers = [one for one in sheet.columns if one.column is None and not one.ignored]
    if strangers:
        st.markdown(_("Columns not recognised: say what they are, or leave them out."))
        _draw_pairs(intake, sheet, strangers, number, view)
    rest = [one for one in sheet.columns if one not in strangers]
    more = st.expander(
        _.plural(
            "{number} column recognised or left out",
            "{number} columns recognised or left out",
            len(rest),
            number=format_number(len(rest), view.language),
        ),
        key=f"columns-{intake.turn}-{number}",
        on_change="rerun",
        icon=":material/view_column:",
    )
    if more.open:
        with more:
            _draw_columns(rest, sheet, view)
            _draw_table_choice(intake, sheet, number, view)
            st.markdown(_("A column was taken for the wrong one? Choose another."))
            _draw_pairs(intake, sheet, rest, number, view)


def _facts(sheet: SheetReport, view: View) -> list[str]:
    """Return heading row, number of rows and money unit of a sheet, in words."""
    _ = view.translate
    facts = [
        _("heading in row {row}", row=format_number(sheet.header_row, _.language)),
        _.plural(
            "{number} row of data",
            "{number} rows of data",
            sheet.rows,
            number=format_number(sheet.rows, view.language),
        ),
    ]
    table = TABLES[str(sheet.table)]
    names = [one.column for one in sheet.columns if one.column is not None]
    if any(table.column(name).type == "money" for name in names):
        unit = money_unit(sheet.money_factor, view.snapshot.case.currency)
        told = (
            _("money in {unit}, as the sheet says")
            if sheet.money_unit_told
            else _("money in {unit}, because the sheet names no unit")
        )
        facts.append(told.format(unit=unit.name.in_language(_.language)))
    return facts


def _draw_table_choice(intake: Intake, sheet: SheetReport, number: int, view: View) -> None:
    _ = view.translate
    others = [name for name in DEFAULT_TABLES if name not in sheet.candidates]
    options = [UNDECIDED, *sheet.candidates, *others, LEAVE_OUT]
    chosen = intake.tables.get(sheet.key)
    labels = {UNDECIDED: _("As recognised"), LEAVE_OUT: _("Leave this sheet out")}

    def take(answer: str) -> None:
        intake.tables.pop(sheet.key, None)
        if answer == LEAVE_OUT:
            intake.tables[sheet.key] = ""
        elif answer in HANDED_IN_TABLES:
            intake.tables[sheet.key] = answer

    choose(
        _("Table of this sheet"),
        options,
        UNDECIDED if chosen is None else chosen or LEAVE_OUT,
        lambda code: labels.get(code) or table_label(code, _),
        take,
        f"table-{intake.turn}-{number}-{_.language}",
    )


def _draw_pairs(
    intake: Intake, sheet: SheetReport, columns: list[SheetColumn], number: int, view: View
) -> None:
    """Draw the choices for columns two in a row."""
    for first in range(0, len(columns), 2):
        for column, box in zip(columns[first : first + 2], st.columns(2), strict=False):
            with box:
                _draw_column(intake, sheet, column, number, view)


def _draw_column(
    intake: Intake, sheet: SheetReport, column: SheetColumn, number: int, view: View
) -> None:
    """Draw the choice for one column: the likely ones first, then all of the table's."""
    _ = view.translate
    table = TABLES[str(sheet.table)]
    header = mapping_key(column.header)
    rest = [name for name in table.column_names() if name not in column.suggestions]
    options = [UNDECIDED, *column.suggestions, *rest, LEAVE_OUT]
    mapping = intake.mapping.get(sheet.key, {})
    chosen = UNDECIDED
    if header in mapping:
        chosen = mapping[header] or LEAVE_OUT
    labels = {
        UNDECIDED: _("As recognised: {name}", name=column_label(table.name, column.column, _))
        if column.column is not None
        else _("Not decided (left out)"),
        LEAVE_OUT: _("Leave this column out"),
    }

    def take(answer: str) -> None:
        intake.map_column(
            sheet.key,
            header,
            None if answer == LEAVE_OUT else answer,
            decided=answer != UNDECIDED,
        )

    samples = "; ".join(visible(one, 40) for one in column.samples)
    choose(
        _(
            "Column {letter}: {header}",
            letter=column.letter,
            header=plain(visible(column.header, 80)),
        ),
        options,
        chosen,
        lambda code: labels.get(code) or column_label(table.name, code, _),
        take,
        f"column-{intake.turn}-{number}-{column.position}-{_.language}",
    )
    if samples:
        st.caption(_("First values: {values}", values=plain(samples)))


def _draw_columns(columns: list[SheetColumn], sheet: SheetReport, view: View) -> None:
    _ = view.translate
    rows = [
        (
            one.letter,
            one.header,
            _("left out") if one.column is None else column_label(str(sheet.table), one.column, _),
            "; ".join(one.samples),
        )
        for one in columns
    ]
    headings = (_("Column"), _("Heading in the file"), _("Taken for"), _("First values"))
    st.html(grid_html(headings, rows, _("Columns of the sheet"), long=(3,)))


def draw_legacy(intake: Intake, report: Report, view: View) -> None:
    """Ask about text typed in an old font, with samples before and after conversion."""
    _ = view.translate
    asked = [sheet for sheet in report.sheets if sheet.legacy_font is not None]
    if not asked or report.status != "question":
        return
    st.header(_("Text in an old font"), anchor=False)
    fonts = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
    for sheet in asked:
        font = fonts.get(str(sheet.legacy_font), str(sheet.legacy_font))
        st.html(
            grid_html(
                (_("As it stands in the file"), _("Converted to Unicode")),
                sheet.legacy_samples,
                _("{sheet}: font {font}", sheet=sheet.sheet or sheet.file, font=font),
            )
        )

    def answer(convert: bool) -> None:
        intake.legacy = "convert" if convert else "keep"
        intake.ask()

    st.markdown(_("Does the right-hand side read as it should?"))
    with st.container(horizontal=True):
        st.button(
            _("Yes, convert"), key="legacy-convert", type="primary", on_click=answer, args=(True,)
        )
        st.button(
            _("No, keep the text as it is"), key="legacy-keep", on_click=answer, args=(False,)
        )
