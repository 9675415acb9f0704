"""Độ phủ / Coverage: establishments supported, of those that could be, by place."""

from __future__ import annotations

from html import escape

import streamlit as st

from analysis.frozen.coverage import coverage_rows, province_share
from analysis.frozen.words import HIDDEN
from analysis.language import format_number, format_share
from dashboard.public.view import current_view
from dashboard.ui.heading import draw_heading

view = current_view()
_ = view.translate
frozen, language = view.frozen, view.language
rows = coverage_rows(frozen)
whole = province_share(frozen)

# 1. The answer.
if whole is None:
    answer = _("How much of the eligible was supported cannot be told from what is public")
else:
    answer = _(
        "{share} of eligible establishments were supported: {supported} of {eligible}",
        share=format_share(whole.share, language, 1),
        supported=format_number(whole.supported, language),
        eligible=format_number(whole.eligible, language),
    )
draw_heading(_("Coverage"), answer)

# 2. Place by place.
heads = (_("Place"), _("Supported"), _("Eligible"), _("Share"))
head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
body = ""
for row in rows:
    hidden = HIDDEN.in_language(language)
    supported = hidden if row.supported is None else format_number(row.supported, language)
    share = hidden if row.share is None else format_share(row.share, language, 1)
    cells = (supported, format_number(row.eligible, language), share)
    body += (
        f"<tr><td>{escape(row.name.in_language(language))}</td>"
        + "".join(f'<td style="text-align:right">{escape(one)}</td>' for one in cells)
        + "</tr>"
    )
caption = escape(_("Establishments supported, of those eligible, by place"))
st.html(
    f'<div class="kc-table" role="group" tabindex="0" aria-label="{caption}"><table>'
    f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
)
st.caption(
    _(
        "Supported: distinct establishments in all years. Eligible: as statistics of the newest "
        "year have them. A low share does not say why."
    )
)
