"""Cơ sở và việc làm / Establishments and jobs: what supported establishments reported."""

from __future__ import annotations

import streamlit as st

from analysis.frozen.tables import ALL, OUTCOME_FAMILY
from analysis.frozen.words import DEFINITIONS
from analysis.language import format_number
from dashboard.public.table import draw_rows, rows_along
from dashboard.public.view import choose_path, current_view
from dashboard.ui.heading import draw_heading
from dashboard.ui.markdown import plain

view = current_view()
_ = view.translate
frozen, language = view.frozen, view.language

with st.container(horizontal=True, key="kc-public-filters"):
    year = choose_path(view, OUTCOME_FAMILY, "year", _("Plan year"))
cell = frozen.cell(OUTCOME_FAMILY, year=year)

# 1. The answer.
if cell.state == "shown" and cell.figures["jobs"] is not None:
    answer = _(
        "{jobs} jobs gained in the year of support at {establishments} establishments that "
        "reported; for {unknown} reports the gain is not known",
        jobs=format_number(cell.figures["jobs"], language),
        establishments=format_number(cell.figures["establishments"], language),
        unknown=format_number(cell.unknown["jobs"], language),
    )
elif cell.state == "hidden":
    answer = _("What establishments reported here is hidden, so that none can be found")
else:
    answer = _("Nothing is recorded here")
draw_heading(_("Establishments and jobs"), answer)

# 2. The cells along each dimension, total last.
hidden = 0
for dimension, title, first in (
    ("year", _("By plan year"), _("Plan year")),
    ("activity", _("By activity"), _("Activity")),
    ("unit", _("By place"), _("Place")),
):
    if dimension == "year" and year != ALL:
        continue
    st.header(title, anchor=False)
    rows = rows_along(frozen, OUTCOME_FAMILY, dimension, year=year)
    hidden += draw_rows(frozen, OUTCOME_FAMILY, rows, title, first, language)
if hidden:
    st.info(
        _("{hidden} figures above are hidden; below is why.", hidden=hidden),
        icon=":material/visibility_off:",
    )
st.caption(plain(DEFINITIONS["outcomes"].in_language(language)))
