"""How values, tables and cells of files are written for reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from html import escape

import streamlit as st

from analysis.dictionary import TABLES, Column
from analysis.importing.lookup import place_names
from analysis.language import Language, format_day, format_number, format_share, money_unit
from analysis.measures import code_label
from analysis.warehouse import Snapshot
from dashboard.ui.translation import Translator
from dashboard.ui.view import View

NOTHING = "–"


def table_label(name: str, translate: Translator) -> str:
    """Return what people call a table; a name that is none stays as it is."""
    table = TABLES.get(name)
    return name if table is None else table.label.in_language(translate.language)


def column_of(table: str, column: str | None) -> Column | None:
    """Return a column of the dictionary, None where there is none of that name."""
    declared = TABLES.get(table)
    if declared is None or column not in declared.column_names():
        return None
    return declared.column(str(column))


def column_label(table: str, column: str | None, translate: Translator) -> str:
    """Return what people call a column; a name that is none stays as it is."""
    declared = column_of(table, column)
    return (
        str(column or NOTHING)
        if declared is None
        else declared.label.in_language(translate.language)
    )


def moment(value: object, language: Language) -> str:
    """Return a moment in world time as day and minute; what is none stays as it is."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{format_day(at.date(), language)} {at:%H:%M}"


def sentence(text: str) -> str:
    """Return a text with its first letter as the first of a sentence."""
    return text[:1].upper() + text[1:]


@st.cache_data(max_entries=16, show_spinner=False)
def _places(key: str, _snapshot: Snapshot) -> dict[str, str]:
    return place_names(_snapshot)


def value_text(table: str, column: str | None, value: object, view: View) -> str:
    """Return a canonical value as people write it; unknown is a dash, what cannot be read stays."""
    if value is None or value != value or str(value) in ("", "NaT", "<NA>"):
        return NOTHING
    text, language = str(value), view.language
    declared = column_of(table, column)
    if declared is None:
        return text
    if declared.references == "administrative_unit.unit_id":
        return _places(view.snapshot.cache_key, view.snapshot).get(text, text)
    if declared.codes is not None:
        return code_label(declared.codes.name, text, language)
    try:
        if declared.type == "money":
            unit = money_unit(1, view.snapshot.case.currency).name.in_language(language)
            return f"{format_number(float(text), language)} {unit}"
        if declared.type == "fraction":
            return format_share(float(text), language, 2)
        if declared.type == "number":
            return format_number(float(text), language, 4)
        if declared.type in ("integer", "year"):
            whole = int(float(text))
            return str(whole) if declared.type == "year" else format_number(whole, language)
        if declared.type == "date":
            return format_day(date.fromisoformat(text[:10]), language)
        if declared.type == "timestamp":
            return moment(text, language)
    except ValueError:
        return text
    if declared.type == "boolean":
        return view.translate("Yes") if text.lower() == "true" else view.translate("No")
    return text


def grid_html(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    caption: str,
    numbers: Sequence[int] = (),
    long: Sequence[int] = (),
    narrow: Sequence[int] = (),
    short: Sequence[int] = (),
) -> str:
    """Return a table of texts as HTML in the house's style; every text is shown as it is.

    `numbers`, `long`, `narrow` and `short` are the positions of right-aligned columns, of those
    with sentences, of those that need little room, and of those that stay on one line.
    """

    def style(position: int) -> str:
        if position in numbers:
            return ' class="kc-number"'
        if position in short:
            return ' class="kc-short"'
        if position in narrow:
            return ' class="kc-narrow"'
        return ' class="kc-sentence"' if position in long else ""

    head = "".join(
        f'<th scope="col"{style(position)}>{escape(text)}</th>'
        for position, text in enumerate(headings)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td{style(position)} data-label="{escape(headings[position])}">{breakable(text)}</td>'
            for position, text in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    # On a narrow screen the cells of a wide table stand below each other, each with its heading.
    stacked = " kc-stacked" if len(headings) > 4 else ""
    return (
        f'<div class="kc-table{stacked}" role="group" tabindex="0"'
        f' aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def breakable(text: str) -> str:
    """Return a text as HTML that may break after the underscores of a code."""
    return escape(visible(text)).replace("_", "_<wbr>")


def visible(text: str, limit: int = 300) -> str:
    """Return a text of a file without marks that turn or hide what stands beside it."""
    shown = "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "�" for letter in text
    )
    return shown if len(shown) <= limit else f"{shown[:limit]}…"
