"""Những gì bị ẩn, dữ liệu mở / What is hidden and why, definitions, and the open data."""

from __future__ import annotations

from html import escape

import streamlit as st

from analysis.exports.open_data.package import open_data_zip
from analysis.frozen.tables import FAMILIES
from analysis.frozen.words import DEFINITIONS, REPORT_HEAD, report_rows, report_sentences
from analysis.language import format_number
from dashboard.public.view import current_view
from dashboard.ui.heading import draw_heading
from dashboard.ui.markdown import plain

view = current_view()
_ = view.translate
frozen, language = view.frozen, view.language
tables = [
    frozen.report[family.code]["tables"][table.code]
    for family in FAMILIES
    for table in family.tables
]
cells = sum(table["cells"] for table in tables)
hidden = sum(table["hidden_for_themselves"] + table["hidden_for_others"] for table in tables)

# 1. The answer.
draw_heading(
    _("What is hidden, open data"),
    _(
        "{hidden} of {cells} figures of the public tables are hidden",
        hidden=format_number(hidden, language),
        cells=format_number(cells, language),
    ),
)

# 2. What was hidden in every table, and what it cost.
head = "".join(f'<th scope="col">{escape(one.in_language(language))}</th>' for one in REPORT_HEAD)
body = "".join(
    "<tr>" + "".join(f"<td>{escape(one)}</td>" for one in row) + "</tr>"
    for row in report_rows(frozen, language)
)
caption = escape(_("What was hidden in every table"))
st.html(
    f'<div class="kc-table" role="group" tabindex="0" aria-label="{caption}"><table>'
    f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
)
st.markdown("\n".join(f"- {plain(one.in_language(language))}" for one in report_sentences(frozen)))

# 3. What the figures are.
st.header(_("Definitions"), anchor=False)
for family in FAMILIES:
    st.subheader(plain(family.title.in_language(language)), anchor=False)
    st.markdown(plain(DEFINITIONS[family.code].in_language(language)))

# 4. Everything to take away.
st.header(_("Open data"), anchor=False)
st.markdown(
    _(
        "All public tables as CSV with their descriptions (Data Package), sums of grants in the "
        "360Giving standard, and the report of what was hidden."
    )
)
st.download_button(
    _("Download open data"),
    lambda: open_data_zip(frozen, language),
    file_name=f"{frozen.case}_public_{frozen.number}.zip",
    mime="application/zip",
    icon=":material/download:",
    key="public-open-data",
)
