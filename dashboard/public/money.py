"""Tiền đi đâu / Where the money went: by year, place and activity, as the frozen set tells it."""

from __future__ import annotations

import streamlit as st

from analysis.charts.funding import funding_by_source_chart
from analysis.charts.theme import CONFIG
from analysis.frozen.frames import public_frame
from analysis.frozen.tables import ALL, MONEY_FAMILY
from analysis.frozen.words import DEFINITIONS
from analysis.language import format_money, format_number
from analysis.scope import Scope
from dashboard.public.table import draw_rows, rows_along
from dashboard.public.view import choose_path, current_view
from dashboard.ui.heading import draw_heading
from dashboard.ui.markdown import plain

view = current_view()
_ = view.translate
frozen, language = view.frozen, view.language

with st.container(horizontal=True, key="kc-public-filters"):
    year = choose_path(view, MONEY_FAMILY, "year", _("Plan year"))
    unit = choose_path(view, MONEY_FAMILY, "unit", _("Place"))
    activity = choose_path(view, MONEY_FAMILY, "activity", _("Activity"))
chosen = {"year": year, "unit": unit, "activity": activity}
cell = frozen.cell(MONEY_FAMILY, **chosen)

# 1. The answer.
if cell.state == "hidden":
    answer = _("What was approved here is hidden, so that no establishment can be found")
elif cell.state == "nothing":
    answer = _("Nothing is recorded here")
elif cell.figures["approved"] is None:
    answer = _("What was approved here is not known")
else:
    answer = _(
        "{money} approved for {projects} projects of {establishments} establishments",
        money=format_money(cell.figures["approved"], frozen.currency, language),
        projects=format_number(cell.figures["projects"], language),
        establishments=format_number(cell.figures["establishments"], language),
    )
draw_heading(_("Where the money went"), answer)

# 2. By year and source, where nothing is filtered: sources are told of the whole province only.
yearly = public_frame(frozen, "funding_by_source", Scope(language=language))
if set(chosen.values()) == {ALL} and yearly is not None and len(yearly.frame):
    st.header(_("By year and fund source"), anchor=False)
    st.plotly_chart(
        funding_by_source_chart(yearly.frame, language),
        key="public-sources",
        config=CONFIG,
        width="stretch",
    )
    st.caption(
        _(
            "{hidden} of {all} figures are hidden and not drawn",
            hidden=len(yearly.hidden),
            all=len(yearly.frame),
        )
    )

# 3. The cells along each dimension, total last.
hidden = 0
for dimension, title, first in (
    ("year", _("By plan year"), _("Plan year")),
    ("activity", _("By activity"), _("Activity")),
    ("unit", _("By place"), _("Place")),
):
    if chosen[dimension] != ALL:
        continue
    st.header(title, anchor=False)
    rows = rows_along(frozen, MONEY_FAMILY, dimension, **chosen)
    hidden += draw_rows(frozen, MONEY_FAMILY, rows, title, first, language)

# 4. Kinds within an activity.
if activity != ALL:
    st.header(_("Kinds within the activity"), anchor=False)
    for path in frozen.paths(MONEY_FAMILY, "activity", activity):
        told = frozen.cell(MONEY_FAMILY, **{**chosen, "activity": path})
        if told.state == "nothing":
            continue
        name = plain(frozen.name("activity", path).in_language(language))
        if told.state == "hidden":
            st.markdown(f"- {name}: {_('hidden')}")
            hidden += 1
        else:
            money = format_money(told.figures["approved"], frozen.currency, language)
            st.markdown(f"- {name}: {plain(money)}")
if hidden:
    st.info(
        _("{hidden} figures above are hidden; below is why.", hidden=hidden),
        icon=":material/visibility_off:",
    )
st.caption(plain(DEFINITIONS["money"].in_language(language)))
