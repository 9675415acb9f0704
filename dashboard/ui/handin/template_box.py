"""The template to fill in: empty, or with the data there are."""

from __future__ import annotations

import io

import streamlit as st

from analysis.dictionary import HANDED_IN_TABLES
from analysis.exports.template import DEFAULT_TABLES, write_template
from analysis.importing.lookup import table_frames
from analysis.language import LANGUAGES, Language, Text
from dashboard.ui.handin.words import table_label
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAMES: dict[Language, Text] = {
    "vi": Text("Tiếng Việt", "Vietnamese"),
    "en": Text("Tiếng Anh", "English"),
}


def draw_template(view: View) -> None:
    """Draw the choice of language and tables, and the two downloads made when asked for."""
    _ = view.translate
    language = st.segmented_control(
        _("Language of the template"),
        LANGUAGES,
        default=_.language,
        format_func=lambda code: _NAMES[code].in_language(_.language),
        key=f"template-language-{_.language}",
        required=True,
    )
    chosen = st.multiselect(
        _("Tables"),
        DEFAULT_TABLES,
        format_func=lambda name: table_label(name, _),
        key=f"template-tables-{_.language}",
        placeholder=_("All tables"),
        filter_mode=None,
        select_all=False,
    )
    tables = tuple(name for name in chosen if name in HANDED_IN_TABLES) or DEFAULT_TABLES
    spoken: Language = "en" if language == "en" else "vi"
    case = view.snapshot.case.name
    with st.container(horizontal=True):
        st.download_button(
            _("Empty template"),
            data=lambda: template_bytes(view, spoken, tables, filled=False),
            file_name=f"khuyencong-template-{spoken}.xlsx",
            mime=XLSX,
            key="template-empty",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            _("Template with my data"),
            data=lambda: template_bytes(view, spoken, tables, filled=True),
            file_name=f"{case}-{view.snapshot.number}-{spoken}.xlsx",
            mime=XLSX,
            key="template-filled",
            on_click="ignore",
            icon=":material/download:",
        )
    st.caption(
        _(
            "“My data” are those on screen now: {title}. Change them in the template and hand it "
            "in again; what you do not change stays as it is.",
            title=plain(view.snapshot.case.title.in_language(_.language)),
        )
    )


def template_bytes(
    view: View, language: Language, tables: tuple[str, ...], *, filled: bool
) -> bytes:
    """Return the template as a workbook, with the rows of the snapshot on screen if `filled`."""
    buffer = io.BytesIO()
    if not filled:
        write_template(buffer, language, tables)
    else:
        write_template(
            buffer,
            language,
            tables,
            data=table_frames(view.snapshot, tables),
            case=view.snapshot.case.name,
            simulated=view.snapshot.case.simulated,
            money_unit=view.snapshot.case.currency,
        )
    return buffer.getvalue()
